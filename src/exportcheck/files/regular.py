"""Bytes of ordinary files. A pipe or a device is refused: reading one might never end."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from exportcheck.domain.problems import EnvironmentFault

IS_FOLDER, NOT_A_FILE = "it is a folder", "it is not an ordinary file"
"""Reasons that the system has no words of its own for."""


def open_regular(path: Path) -> BinaryIO:
    """Open an ordinary file for reading, at once. Raises EnvironmentFault('cannot_read')."""
    try:
        if path.is_dir():
            raise EnvironmentFault("cannot_read", path=path, reason=IS_FOLDER)
        if not stat.S_ISREG(path.stat().st_mode):
            raise EnvironmentFault("cannot_read", path=path, reason=NOT_A_FILE)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise EnvironmentFault("cannot_read", path=path, reason=getattr(error, "strerror", "") or str(error)) from error
    return os.fdopen(handle, "rb")


def read_regular(path: Path, most: int) -> bytes:
    """The bytes of an ordinary file, or the first `most` and one more. Raises EnvironmentFault('cannot_read')."""
    with open_regular(path) as file:
        try:
            return file.read(most + 1)
        except OSError as error:
            raise EnvironmentFault("cannot_read", path=path, reason=error.strerror or str(error)) from error
