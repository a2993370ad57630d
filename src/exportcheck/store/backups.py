"""Backups of a portfolio: made with SQLite's backup API, checked, rolling; and putting one back."""

from __future__ import annotations

import datetime as dt
import errno
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from exportcheck.store.files import beside, move_into_place, part_file, sync_folder

KEPT = 5
_STAMP = "%Y%m%dT%H%M%SZ"
_BEFORE = "-before-v"
_SIDES = ("-wal", "-shm")


def backups_folder(portfolio: Path) -> Path:
    """Where the backups of a portfolio are."""
    return beside(portfolio, ".backups")


def backups(portfolio: Path) -> tuple[Path, ...]:
    """All backups, newest first."""
    return tuple(sorted(backups_folder(portfolio).glob("*.sqlite"), reverse=True))


def newest_backup(portfolio: Path) -> Path | None:
    """The newest backup that is sound, or None."""
    return next((backup for backup in backups(portfolio) if is_sound(backup)), None)


def is_sound(file: Path) -> bool:
    """Whether SQLite finds nothing wrong with a file that nobody has open."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            return first_flaw(connection) is None
    except sqlite3.Error:
        return False


def first_flaw(connection: sqlite3.Connection) -> str | None:
    """The first thing that SQLite finds wrong with the database, or None."""
    found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
    return None if found[0] == "ok" else found[0]


def is_due(portfolio: Path, now: dt.datetime) -> bool:
    """Whether the newest backup is not of today (UTC)."""
    newest = next((one.name for one in backups(portfolio) if _BEFORE not in one.name), "")
    return newest[:8] != now.astimezone(dt.UTC).strftime("%Y%m%d")


def make_backup(source: sqlite3.Connection, portfolio: Path, now: dt.datetime, *, before_version: int = 0) -> Path:
    """Copy the open portfolio, check the copy, and let the oldest go.

    `before_version`: made for a migration to that version; daily backups do not push those out. Raises
    OSError or sqlite3.Error when the copy cannot be written or does not read back sound.
    """
    suffix = f"{_BEFORE}{before_version}" if before_version else ""
    folder = backups_folder(portfolio)
    target = folder / f"{now.astimezone(dt.UTC).strftime(_STAMP)}{suffix}.sqlite"
    with part_file(folder) as part:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file that needs no companions
            flaw = first_flaw(copy)
        if flaw is not None:
            raise OSError(errno.EIO, flaw)
        move_into_place(part, target)
    _let_go(portfolio, migration=bool(before_version))
    return target


def put_back(backup: Path, portfolio: Path, now: dt.datetime) -> Path | None:
    """Replace the portfolio by a copy of a backup; nobody may have it open.

    The file that stood there is kept beside it under another name, which is returned; None when there was none.
    """
    stamp = now.astimezone(dt.UTC).strftime(_STAMP)
    aside = portfolio.with_name(f"{portfolio.name}.set-aside-{stamp}")
    with part_file(portfolio.parent) as part:
        shutil.copyfile(backup, part)
        # The companions first: a log that outlives its file would be played into the restored one.
        for side in _SIDES:
            _move_if_there(beside(portfolio, side), beside(aside, side))
        moved = _move_if_there(portfolio, aside)
        sync_folder(portfolio.parent)
        move_into_place(part, portfolio)
    return aside if moved else None


def _move_if_there(file: Path, target: Path) -> bool:
    if not file.exists():
        return False
    file.replace(target)
    return True


def _let_go(portfolio: Path, *, migration: bool) -> None:
    alike = [one for one in backups(portfolio) if (_BEFORE in one.name) == migration]
    for old in alike[KEPT:]:
        old.unlink(missing_ok=True)
