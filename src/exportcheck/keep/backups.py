"""Rolling copies of the portfolio, made by SQLite itself while it is open."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from pathlib import Path

from exportcheck.keep.faults import faults_of

KEPT = 5


def backup_folder(portfolio: Path) -> Path:
    """Where the copies of a portfolio lie."""
    return portfolio.with_name(portfolio.name + ".backups")


def backups(portfolio: Path) -> tuple[Path, ...]:
    """The copies there are, newest first."""
    return tuple(sorted(backup_folder(portfolio).glob("*.sqlite"), key=lambda path: path.name, reverse=True))


def newest_backup(portfolio: Path) -> Path | None:
    """The newest copy, or None."""
    return next(iter(backups(portfolio)), None)


def make_backup(portfolio: Path, moment: dt.datetime, label: str = "") -> Path:
    """Copy the portfolio as it stands; keeps the newest copies. Raises EnvironmentFault."""
    folder = backup_folder(portfolio)
    name = f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%S}{'-' + label if label else ''}.sqlite"
    with faults_of(portfolio):
        folder.mkdir(exist_ok=True)
        part = folder / (name + ".part")
        source, target = sqlite3.connect(portfolio), sqlite3.connect(part)
        try:
            source.backup(target)
        finally:
            target.close()
            source.close()
        part.replace(folder / name)
        for old in backups(portfolio)[KEPT:]:
            old.unlink(missing_ok=True)
    return folder / name


def back_up_once_a_day(portfolio: Path, moment: dt.datetime) -> Path | None:
    """A copy when today has none yet."""
    today = f"{moment.astimezone(dt.UTC):%Y%m%d}"
    if any(path.name.startswith(today) for path in backups(portfolio)):
        return None
    return make_backup(portfolio, moment)


def restore_backup(portfolio: Path, backup: Path, moment: dt.datetime) -> Path | None:
    """Put a copy in the portfolio's place. The file that was there is kept beside it; its new path is returned.

    Raises EnvironmentFault. The portfolio must not be open.
    """
    with faults_of(portfolio):
        aside = None
        if portfolio.exists():
            aside = portfolio.with_name(f"{portfolio.name}.damaged-{moment.astimezone(dt.UTC):%Y%m%dT%H%M%S}")
            portfolio.replace(aside)
        for extra in ("-wal", "-shm"):
            portfolio.with_name(portfolio.name + extra).unlink(missing_ok=True)
        part = portfolio.with_name(portfolio.name + ".part")
        part.write_bytes(backup.read_bytes())
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(portfolio)
    return aside
