"""Bringing a portfolio to the present version: made anew, migrated after a backup, or refused as newer."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.backups import first_flaw, make_backup
from exportcheck.store.connection import driver, pragma, transaction
from exportcheck.store.faults import corrupt
from exportcheck.store.schema import APPLICATION_ID, METADATA, create_tables

Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = ()
"""The first takes version 1 to version 2, and so on. A step is never changed after it was released."""

_COLUMNS = (
    "SELECT there.name, column.name FROM sqlite_master AS there, pragma_table_info(there.name) AS column "
    "WHERE there.type = 'table'"
)


def supported_version() -> int:
    """The version that this program writes."""
    return 1 + len(MIGRATIONS)


def check_file(connection: Connection, portfolio: Path) -> int:
    """The version of an open file; 0 for an empty one. Nothing is written.

    Raises EnvironmentFault('not_a_portfolio'), ('portfolio_newer') or ('portfolio_corrupt').
    """
    version = pragma(connection, "user_version")
    columns = {tuple(row) for row in connection.exec_driver_sql(_COLUMNS)}
    if pragma(connection, "application_id") != APPLICATION_ID:
        if columns or version:
            raise EnvironmentFault("not_a_portfolio", path=portfolio)
        return 0
    if version > supported_version():
        raise EnvironmentFault("portfolio_newer", path=portfolio, found=version, supported=supported_version())
    flaw = first_flaw(driver(connection))
    expected = {(table.name, column.name) for table in METADATA.tables.values() for column in table.columns}
    missing = expected - columns if version == supported_version() else ()
    if flaw is not None or missing or version < 1:
        raise corrupt(portfolio, flaw or f"columns are missing: {sorted(missing)}")
    return version


def bring_up_to_date(connection: Connection, portfolio: Path, version: int, now: dt.datetime) -> None:
    """Make the tables of an empty file, or migrate an older one after a backup; all or nothing."""
    if version == supported_version():
        return
    if version:
        make_backup(driver(connection), portfolio, now, before_version=supported_version())
    # A step may rebuild tables, so references are checked at its end; they cannot be switched off inside.
    connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
    with transaction(connection):
        if version:
            _migrate(connection, MIGRATIONS[version - 1 :])
        else:
            create_tables(connection)
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={supported_version()}")
    connection.exec_driver_sql("PRAGMA foreign_keys=ON")


def _migrate(connection: Connection, steps: tuple[Migration, ...]) -> None:
    for step in steps:
        step(connection)
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise sqlite3.IntegrityError(f"a migration broke references: {broken[:5]}")
