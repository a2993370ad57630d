"""The tables of a portfolio. Timestamps are UTC ISO text; values are JSON text as `domain.plain` makes it."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Connection, Float, ForeignKey, Index, Integer, MetaData, Table, Text

APPLICATION_ID = 0x45584348  # "EXCH"
METADATA = MetaData()


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default="0")


def _of_case() -> Column[str]:
    return Column("case", Text, ForeignKey("cases.id"), primary_key=True)


CLIENTS = Table(
    "clients",
    METADATA,
    Column("id", Text, primary_key=True),
    _text("name"),
    _text("tax_id"),
    _text("address"),
    _text("contact"),
    _text("email"),
    _text("phone"),
    _text("website"),
    _flag("removed"),
)

CLIENT_FACTS = Table(
    "client_facts",
    METADATA,
    Column("client", Text, ForeignKey("clients.id"), primary_key=True),
    Column("fact", Text, primary_key=True),
    _text("value"),
    sqlite_with_rowid=False,
)

CASES = Table(
    "cases",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("client", Text, ForeignKey("clients.id"), nullable=False),
    _text("title"),
    _text("origin"),
    _text("date"),
    _text("destinations"),
    _flag("archived"),
    _flag("removed"),
    _text("changed"),
    Column("readiness", Float),
    Column("blocked", Integer, nullable=False, server_default="0"),
    Column("next_due", Text),
)

LINES = Table(
    "lines",
    METADATA,
    _of_case(),
    Column("id", Text, primary_key=True),
    _text("description"),
    Column("position", Integer, nullable=False),
    sqlite_with_rowid=False,
)

ANSWERS = Table(
    "answers",
    METADATA,
    _of_case(),
    Column("ref", Text, primary_key=True),
    _text("value"),
    sqlite_with_rowid=False,
)

RESPONSES = Table(
    "responses",
    METADATA,
    _of_case(),
    Column("duty", Text, primary_key=True),
    _text("status"),
    _text("note"),
    _text("responsible"),
    Column("due", Text),
    _text("meaning"),
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    _of_case(),
    Column("id", Text, primary_key=True),
    _text("duty"),
    _text("name"),
    _text("media_type"),
    Column("size", Integer, nullable=False),
    _text("digest"),
    _text("added"),
)

HISTORY = Table(
    "history",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("step", Integer, nullable=False),
    _text("who"),
    _text("at"),
    _text("kind"),
    _text("client"),
    _text("case"),
    _text("key"),
    _text("before"),
    _text("after"),
    Column("undoes", Integer, nullable=False, server_default="0"),
    Column("redoes", Integer, nullable=False, server_default="0"),
    Index("history_by_case", "case"),
    Index("history_by_client", "client"),
)

_APPEND_ONLY = tuple(
    f"CREATE TRIGGER history_no_{word.lower()} BEFORE {word} ON history "
    "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END"
    for word in ("UPDATE", "DELETE")
)


def create_tables(connection: Connection) -> None:
    """Make all tables of the present version, and what keeps the history append-only."""
    METADATA.create_all(connection, checkfirst=False)
    for trigger in _APPEND_ONLY:
        connection.exec_driver_sql(trigger)
