"""One program at a time: a lock file beside the portfolio that the system frees when its holder dies."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import platform
import sys
from pathlib import Path
from typing import IO

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.files import beside

_TAKEN = {errno.EACCES, errno.EAGAIN, errno.EDEADLK}

if sys.platform == "win32":
    import msvcrt

    def _seize(file: IO[str]) -> None:
        # A locked byte cannot be read by others, so it lies far behind the text that names the holder.
        file.seek(1 << 30)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _seize(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


class PortfolioLock:
    """A held lock. The file stays when it is released; only the system's lock on it counts."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def release(self) -> None:
        """Let others in; harmless when done twice."""
        if not self._file.closed:
            self._file.seek(0)
            self._file.truncate()
            self._file.close()


def lock_portfolio(portfolio: Path, *, who: str, now: dt.datetime) -> PortfolioLock:
    """Take the lock. Raises EnvironmentFault('portfolio_held', holder=, since=, ...), or OSError."""
    file = beside(portfolio, ".lock").open("a+", encoding="utf-8")
    try:
        _seize(file)
        _sign(file, who, now)
    except OSError as error:
        holder = _read(file) if error.errno in _TAKEN else None
        file.close()
        if holder is None:
            raise
        raise EnvironmentFault("portfolio_held", path=portfolio, **holder) from error
    return PortfolioLock(file)


def _sign(file: IO[str], who: str, now: dt.datetime) -> None:
    file.seek(0)
    file.truncate()
    since = now.astimezone(dt.UTC).isoformat()
    json.dump({"holder": who, "host": platform.node(), "pid": os.getpid(), "since": since}, file)
    file.flush()


def _read(file: IO[str]) -> dict[str, object]:
    """Who holds the lock, as far as the file tells; its holder may be signing it at this moment."""
    try:
        file.seek(0)
        found = json.loads(file.read())
        since = dt.datetime.fromisoformat(found["since"])
        return {"holder": str(found["holder"]), "host": str(found["host"]), "pid": int(found["pid"]), "since": since}
    except (ValueError, KeyError, TypeError):
        return {"holder": "", "host": "", "pid": 0, "since": None}
