"""What the machine does not allow, in codes that the faces have words for."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from exportcheck.domain.problems import EnvironmentFault

_BY_SQLITE = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "portfolio_read_only",
    "SQLITE_BUSY": "portfolio_locked",
    "SQLITE_LOCKED": "portfolio_locked",
    "SQLITE_CORRUPT": "portfolio_corrupt",
    "SQLITE_NOTADB": "not_a_portfolio",
    "SQLITE_CANTOPEN": "portfolio_unreadable",
    "SQLITE_IOERR": "portfolio_unreadable",
    "SQLITE_PERM": "portfolio_unreadable",
}
_BY_ERRNO = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "portfolio_read_only",
    errno.EACCES: "portfolio_read_only",
    errno.EPERM: "portfolio_read_only",
}


@contextmanager
def faults_of(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and of the system into EnvironmentFault, naming the portfolio."""
    try:
        yield
    except DBAPIError as error:
        cause = error.orig if isinstance(error.orig, sqlite3.Error) else None
        raise _fault(cause, path) from error
    except sqlite3.Error as error:
        raise _fault(error, path) from error
    except OSError as error:
        code = _BY_ERRNO.get(error.errno or 0, "portfolio_unreadable")
        raise EnvironmentFault(code, path=path, reason=error.strerror) from error


def _fault(error: sqlite3.Error | None, path: Path) -> EnvironmentFault:
    name = str(getattr(error, "sqlite_errorname", "") or "")
    for prefix, code in _BY_SQLITE.items():
        if name.startswith(prefix):
            return EnvironmentFault(code, path=path, reason=str(error))
    return EnvironmentFault("portfolio_unreadable", path=path, reason=str(error))
