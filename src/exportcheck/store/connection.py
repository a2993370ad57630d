"""The one connection to a portfolio: how it is opened, and what a transaction is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import StaticPool

BUSY_MS = 2000
"""How long to wait for another program that reads the file, such as a virus scanner or a backup."""


def connect(portfolio: Path) -> Connection:
    """Open the file as it is; nothing of it is changed yet.

    Transactions are spelled out by `transaction`, so the driver and SQLAlchemy are told to leave them alone. The
    connection may go from thread to thread; the portfolio lets one in at a time.
    """
    engine = create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(
            portfolio, isolation_level=None, check_same_thread=False, timeout=BUSY_MS / 1000, cached_statements=256
        ),
        poolclass=StaticPool,
        isolation_level="AUTOCOMMIT",
    )
    return engine.connect()


def driver(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(f"not a connection to SQLite: {raw!r}")
    return raw


def make_durable(connection: Connection) -> None:
    """What is committed is on disk, and references hold."""
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.exec_driver_sql(f"PRAGMA {pragma}")


def pragma(connection: Connection, name: str) -> int:
    """A numeric setting of the file."""
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """One short transaction: on disk at the end, or without a trace."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        yield
        connection.exec_driver_sql("COMMIT")
    except BaseException:
        # SQLite has already rolled back by itself after some errors, such as a full disk.
        if driver(connection).in_transaction:
            connection.exec_driver_sql("ROLLBACK")
        raise


def probe_writing(connection: Connection) -> None:
    """Find out now, not at the first answer, that the file may not be written to; nothing is changed.

    Beginning to write is not enough: SQLite lets a read-only file get that far.
    """
    version = pragma(connection, "user_version")
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    try:
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
    finally:
        connection.exec_driver_sql("ROLLBACK")


def disconnect(connection: Connection) -> None:
    """Close for good; SQLite then folds its log into the file."""
    connection.close()
    connection.engine.dispose()
