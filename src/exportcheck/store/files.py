"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = ".part"


def beside(portfolio: Path, ending: str) -> Path:
    """A file or folder that belongs to the portfolio and stands next to it."""
    return portfolio.with_name(portfolio.name + ending)


@contextmanager
def part_file(folder: Path) -> Iterator[Path]:
    """A temporary file in `folder`, removed at the end unless it was moved into place."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=PART)
    os.close(handle)
    part = Path(name)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def move_into_place(part: Path, target: Path) -> None:
    """Give a finished file its name, so that a power cut leaves the old state or the new one."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    part.replace(target)
    sync_folder(target.parent)
    sync_folder(target.parent.parent)


def sync_folder(folder: Path) -> None:
    """Write a folder's entries to disk, where the system can."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove temporary files that a killed program left behind."""
    for part in folder.glob(f"*{PART}"):
        part.unlink(missing_ok=True)
