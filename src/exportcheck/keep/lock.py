"""One program per portfolio: an advisory lock that dies with its holder, and a note that says who holds it."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO

from exportcheck.domain.problems import EnvironmentFault


class PortfolioLock:
    """Held from opening to closing. The system frees it when the process ends, however it ends."""

    def __init__(self, portfolio: Path, who: str, since: dt.datetime) -> None:
        self._path = portfolio.with_name(portfolio.name + ".lock")
        self._file: IO[bytes] = self._taken(portfolio)
        note = {"who": who, "host": platform.node(), "process": os.getpid(), "since": since.isoformat()}
        self._file.truncate(0)
        self._file.write(b" ")
        self._file.write(json.dumps(note).encode())
        self._file.flush()

    def release(self) -> None:
        """Let others open the portfolio."""
        with suppress(OSError):
            self._file.close()

    def _taken(self, portfolio: Path) -> IO[bytes]:
        try:
            self._path.touch()
            file = self._path.open("r+b")
        except OSError as error:
            raise EnvironmentFault("portfolio_read_only", path=portfolio, reason=error.strerror) from error
        try:
            _lock(file)
        except OSError:
            holder = self._holder(file)
            file.close()
            raise EnvironmentFault("portfolio_held", path=portfolio, **holder) from None
        return file

    @staticmethod
    def _holder(file: IO[bytes]) -> dict[str, str]:
        try:
            file.seek(_NOTE)
            note = json.loads(file.read(4096).decode())
            return {"holder": f"{note['who']} ({note['host']}, {note['process']})", "since": str(note["since"])}
        except (OSError, ValueError, KeyError, TypeError):
            return {"holder": "?", "since": "?"}


_NOTE = 1
"""The lock covers the first byte; the note begins behind it, where others may read."""

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
