"""What the machine refuses, as `EnvironmentFault` with a code: full disk, read-only, locked, corrupt, unreadable."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.backups import newest_backup

_FULL = {errno.ENOSPC, errno.EFBIG, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
# A quota or a limit on the file's size shows as a failed write; only a disk without room has a code of its own.
_FAILED_WRITES = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
_CODES = {
    sqlite3.SQLITE_FULL: "disk_full",
    sqlite3.SQLITE_READONLY: "portfolio_read_only",
    sqlite3.SQLITE_PERM: "portfolio_read_only",
    sqlite3.SQLITE_BUSY: "portfolio_locked",
    sqlite3.SQLITE_LOCKED: "portfolio_locked",
    sqlite3.SQLITE_PROTOCOL: "portfolio_locked",
    sqlite3.SQLITE_CORRUPT: "portfolio_corrupt",
    sqlite3.SQLITE_NOTADB: "portfolio_corrupt",
    sqlite3.SQLITE_IOERR: "portfolio_unreadable",
    sqlite3.SQLITE_CANTOPEN: "portfolio_unreadable",
}
# Damage that has no number of its own: text that is not UTF-8, and a header that speaks of another format.
_DAMAGE = ("Could not decode to UTF-8", "unsupported file format")


@contextmanager
def translated(portfolio: Path) -> Iterator[None]:
    """Turn what SQLite and the system report into faults of this portfolio. Bugs pass through as they are."""
    try:
        yield
    except DBAPIError as error:
        fault = _from_sqlite(portfolio, error.orig)
        if fault is None:
            raise
        raise fault from error
    except sqlite3.Error as error:
        fault = _from_sqlite(portfolio, error)
        if fault is None:
            raise
        raise fault from error
    except UnicodeDecodeError as error:  # not even SQLite's message about the damage is text
        raise corrupt(portfolio, error) from error
    except OSError as error:
        raise os_fault(portfolio, error) from error


def corrupt(portfolio: Path, reason: object) -> EnvironmentFault:
    """The fault of a damaged portfolio; `backup` is the newest sound backup, or None."""
    return EnvironmentFault("portfolio_corrupt", path=portfolio, backup=newest_backup(portfolio), reason=str(reason))


def os_fault(portfolio: Path, error: OSError) -> EnvironmentFault:
    """The fault behind an error of the system."""
    if error.errno in _FULL:
        return EnvironmentFault("disk_full", path=portfolio)
    code = "portfolio_read_only" if error.errno in _FORBIDDEN else "portfolio_unreadable"
    return EnvironmentFault(code, path=portfolio, reason=error.strerror or str(error))


def _from_sqlite(portfolio: Path, error: BaseException | None) -> EnvironmentFault | None:
    if any(words in str(error) for words in _DAMAGE):
        return corrupt(portfolio, error)
    number = getattr(error, "sqlite_errorcode", None)
    if number is None:
        return None
    code = "disk_full" if number in _FAILED_WRITES else _CODES.get(number & 0xFF)
    if code == "portfolio_corrupt":
        return corrupt(portfolio, error)
    return EnvironmentFault(code, path=portfolio, reason=str(error)) if code else None
