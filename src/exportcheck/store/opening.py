"""From a path to an open file of the present version, or to a fault that says why not. The lock is already held."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from sqlalchemy import Connection

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.backups import backups_folder, is_due, make_backup, newest_backup
from exportcheck.store.connection import connect, disconnect, driver, make_durable, probe_writing
from exportcheck.store.faults import corrupt, translated
from exportcheck.store.files import sweep
from exportcheck.store.migrations import bring_up_to_date, check_file

LOG = logging.getLogger(__name__)
_MAGIC = b"SQLite format 3\x00"


def open_file(portfolio: Path, now: dt.datetime) -> Connection:
    """Open, check and bring up to date. Raises EnvironmentFault."""
    with translated(portfolio):
        _check_bytes(portfolio)
        connection = connect(portfolio)
        try:
            version = check_file(connection, portfolio)
            make_durable(connection)
            probe_writing(connection)
            bring_up_to_date(connection, portfolio, version, now)
        except BaseException:
            disconnect(connection)
            raise
    return connection


def back_up_daily(connection: Connection, portfolio: Path, now: dt.datetime) -> EnvironmentFault | None:
    """Make today's backup where there is none yet; that it failed is no reason not to work, so it is returned."""
    try:
        with translated(portfolio):
            sweep(backups_folder(portfolio))
            if is_due(portfolio, now) and _has_history(connection):
                make_backup(driver(connection), portfolio, now)
    except EnvironmentFault as fault:
        LOG.warning("no backup was made today: %s", fault)
        return fault
    return None


def _check_bytes(portfolio: Path) -> None:
    """Refuse what is no database before SQLite gets to see it."""
    try:
        with portfolio.open("rb") as file:
            start = file.read(len(_MAGIC))
    except FileNotFoundError:
        _refuse_emptiness(portfolio)
        return
    except IsADirectoryError as error:
        raise EnvironmentFault("not_a_portfolio", path=portfolio) from error
    except OSError as error:
        raise EnvironmentFault("portfolio_unreadable", path=portfolio, reason=error.strerror) from error
    if not start and newest_backup(portfolio):
        raise corrupt(portfolio, "the file is empty")
    if start and start != _MAGIC:
        if newest_backup(portfolio):
            raise corrupt(portfolio, "the file does not begin as a database does")
        raise EnvironmentFault("not_a_portfolio", path=portfolio)
    # SQLite would open a read-only file all the same, and leave read-only companions behind.
    with translated(portfolio), portfolio.open("rb+"):
        pass


def _refuse_emptiness(portfolio: Path) -> None:
    """A portfolio that was there and is gone is not quietly begun anew."""
    backup = newest_backup(portfolio)
    if backup is not None:
        raise EnvironmentFault("portfolio_missing", path=portfolio, backup=backup)


def _has_history(connection: Connection) -> bool:
    return connection.exec_driver_sql("SELECT 1 FROM history LIMIT 1").first() is not None
