"""Tables of the portfolio. Answers and responses hold JSON as `domain.plain` writes it."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

APPLICATION_ID = 0x65786368
"""'exch' in the SQLite header: this file is a portfolio of exportcheck."""
VERSION = 1

METADATA = MetaData()

clients = Table(
    "clients",
    METADATA,
    Column("id", String, primary_key=True),
    Column("particulars", Text, nullable=False),
    Column("name", String, nullable=False),
)

client_facts = Table(
    "client_facts",
    METADATA,
    Column("client", String, ForeignKey("clients.id"), nullable=False),
    Column("fact", String, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("client", "fact"),
)

cases = Table(
    "cases",
    METADATA,
    Column("id", String, primary_key=True),
    Column("client", String, ForeignKey("clients.id"), nullable=False),
    Column("title", String, nullable=False),
    Column("origin", String, nullable=False),
    Column("date", String, nullable=False),
    Column("destinations", Text, nullable=False),
    Column("archived", Boolean, nullable=False),
    Column("changed", String, nullable=False),
    Column("readiness", Float),
    Column("blocked", Integer, nullable=False, server_default="0"),
    Column("next_due", String),
    Index("cases_by_change", "archived", "changed"),
)

lines = Table(
    "lines",
    METADATA,
    Column("case", String, ForeignKey("cases.id"), nullable=False),
    Column("id", String, nullable=False),
    Column("description", String, nullable=False),
    Column("position", Integer, nullable=False),
    PrimaryKeyConstraint("case", "id"),
)

answers = Table(
    "answers",
    METADATA,
    Column("case", String, ForeignKey("cases.id"), nullable=False),
    Column("ref", String, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("case", "ref"),
)

responses = Table(
    "responses",
    METADATA,
    Column("case", String, ForeignKey("cases.id"), nullable=False),
    Column("duty", String, nullable=False),
    Column("response", Text, nullable=False),
    PrimaryKeyConstraint("case", "duty"),
)

evidence = Table(
    "evidence",
    METADATA,
    Column("case", String, ForeignKey("cases.id"), nullable=False),
    Column("id", String, nullable=False),
    Column("evidence", Text, nullable=False),
    PrimaryKeyConstraint("case", "id"),
)

history = Table(
    "history",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("step", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("moment", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("client", String, nullable=False),
    Column("case", String, nullable=False),
    Column("key", String, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undoes", Integer, nullable=False),
    Column("redoes", Integer, nullable=False),
    Index("history_by_case", "case", "number"),
    Index("history_by_client", "client", "number"),
    sqlite_autoincrement=True,
)

TRIGGERS = tuple(
    f"CREATE TRIGGER history_no_{what} BEFORE {what} ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
    for what in ("DELETE", "UPDATE")
)
"""The history only grows, whoever writes to the file."""
