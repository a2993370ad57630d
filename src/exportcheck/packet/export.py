"""A packet onto the disk: built beside its target, read again, and only then moved into place."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from exportcheck.app.packet_plan import PacketInput
from exportcheck.domain.problems import EnvironmentFault
from exportcheck.files.regular import IS_FOLDER, NOT_A_FILE
from exportcheck.packet.attach import finished, verified
from exportcheck.packet.document import STEPS, Cancelled, Watch, write_pages

__all__ = ["Cancelled", "export_packet"]

FINISHING = 2
"""Steps after the layout: the case is attached, the file is read again."""


def export_packet(
    packet: PacketInput, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Path:
    """Write the packet and return its path.

    `progress` hears (done, total); `cancelled` is asked often. Raises Cancelled when it says so, and
    EnvironmentFault('cannot_write') when the machine does not let it; an older file at `target` is then untouched and
    nothing else is left behind.
    """
    _check(target)
    watch = Watch(progress, cancelled, STEPS + FINISHING)
    pages = BytesIO()
    write_pages(packet, pages, watch)
    part = target.with_name(f".exportcheck-{secrets.token_hex(4)}.part")
    try:
        with part.open("xb") as file:
            file.write(finished(pages, packet))
            file.flush()
            os.fsync(file.fileno())
        watch.at(STEPS + 1)
        if not verified(part):
            raise EnvironmentFault("cannot_write", path=target, reason="the written file does not read back")
        watch.at(STEPS + FINISHING)
        part.replace(target)
    except OSError as error:
        raise EnvironmentFault("cannot_write", path=target, reason=error.strerror or str(error)) from error
    finally:
        with suppress(OSError):
            part.unlink()
    return target


def _check(target: Path) -> None:
    """Refuse at once what cannot be a file: a folder, a device, a path without a name."""
    try:
        if target.is_dir() or not target.name:
            raise EnvironmentFault("cannot_write", path=target, reason=IS_FOLDER)
        if target.exists() and not target.is_file():
            raise EnvironmentFault("cannot_write", path=target, reason=NOT_A_FILE)
        target.parent.stat()
    except OSError as error:
        raise EnvironmentFault("cannot_write", path=target, reason=error.strerror or str(error)) from error
