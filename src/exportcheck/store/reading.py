"""Clients and cases out of the tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, bindparam, false, select

from exportcheck.app.editing import PARTICULARS
from exportcheck.app.ports import CaseRow
from exportcheck.domain.case import Case, Client, Evidence, Line, Plan, Response
from exportcheck.domain.plain import ref_from_text, value_from_plain
from exportcheck.domain.values import Value
from exportcheck.store.columns import from_json
from exportcheck.store.product_lines import stored_lines
from exportcheck.store.schema import ANSWERS, CASES, CLIENT_FACTS, CLIENTS, EVIDENCE, RESPONSES

_CLIENTS = select(CLIENTS).where(CLIENTS.c.removed == false()).order_by(CLIENTS.c.name, CLIENTS.c.id)
_CLIENT = select(CLIENTS).where(CLIENTS.c.id == bindparam("k_id"), CLIENTS.c.removed == false())
_FACTS = select(CLIENT_FACTS)
_FACTS_OF = _FACTS.where(CLIENT_FACTS.c.client == bindparam("k_client"))
_CASE = select(CASES).where(CASES.c.id == bindparam("k_id"), CASES.c.removed == false())
_ANSWERS = select(ANSWERS).where(ANSWERS.c.case == bindparam("k_case"))
_RESPONSES = select(RESPONSES).where(RESPONSES.c.case == bindparam("k_case"))
_EVIDENCE = select(EVIDENCE).where(EVIDENCE.c.case == bindparam("k_case")).order_by(EVIDENCE.c.added, EVIDENCE.c.id)
_LISTED = (
    select(CASES, CLIENTS.c.name.label("client_name"))
    .join(CLIENTS, CLIENTS.c.id == CASES.c.client)
    .where(CASES.c.removed == false(), CASES.c.archived == bindparam("k_archived"))
    .order_by(CASES.c.changed.desc(), CASES.c.id)
)


def read_clients(connection: Connection) -> tuple[Client, ...]:
    """All clients, by name."""
    facts: dict[str, list[Row[Any]]] = {}
    for row in connection.execute(_FACTS):
        facts.setdefault(row.client, []).append(row)
    clients = [_client(row, facts.get(row.id, ())) for row in connection.execute(_CLIENTS)]
    return tuple(sorted(clients, key=lambda client: client.name.casefold()))


def read_client(connection: Connection, client: str) -> Client:
    """One client; raises KeyError."""
    row = connection.execute(_CLIENT, {"k_id": client}).one_or_none()
    if row is None:
        raise KeyError(client)
    return _client(row, connection.execute(_FACTS_OF, {"k_client": client}))


def read_cases(connection: Connection, *, archived: bool) -> tuple[CaseRow, ...]:
    """The cases that are archived, or those that are not, last changed first."""
    return tuple(_listed(row) for row in connection.execute(_LISTED, {"k_archived": archived}))


def read_case(connection: Connection, case: str) -> Case:
    """One whole case; raises KeyError."""
    row = connection.execute(_CASE, {"k_id": case}).one_or_none()
    if row is None:
        raise KeyError(case)
    of_case = {"k_case": case}
    return Case(
        id=row.id,
        title=row.title,
        client=read_client(connection, row.client),
        plan=Plan(row.origin, dt.date.fromisoformat(row.date), _destinations(row.destinations)),
        lines=tuple(Line(line.id, line.description) for line in stored_lines(connection, case)),
        answers={ref_from_text(one.ref): _value(one.value) for one in connection.execute(_ANSWERS, of_case)},
        responses={one.duty: _response(one) for one in connection.execute(_RESPONSES, of_case)},
        evidence=tuple(_evidence(one) for one in connection.execute(_EVIDENCE, of_case)),
    )


def _client(row: Row[Any], facts: Iterable[Row[Any]]) -> Client:
    particulars = {name: row._mapping[name] for name in PARTICULARS}  # noqa: SLF001  # its documented name
    return Client(row.id, **particulars, facts={one.fact: _value(one.value) for one in facts})


def _listed(row: Row[Any]) -> CaseRow:
    return CaseRow(
        id=row.id,
        title=row.title,
        client_id=row.client,
        client_name=row.client_name,
        date=dt.date.fromisoformat(row.date),
        destinations=_destinations(row.destinations),
        changed=dt.datetime.fromisoformat(row.changed),
        archived=row.archived,
        readiness=row.readiness,
        blocked=row.blocked,
        next_due=_day(row.next_due),
    )


def _response(row: Row[Any]) -> Response:
    return Response(row.status, row.note, row.responsible, _day(row.due), row.meaning)


def _evidence(row: Row[Any]) -> Evidence:
    added = dt.datetime.fromisoformat(row.added)
    return Evidence(row.id, row.duty, row.name, row.media_type, row.size, row.digest, added)


def _destinations(text: str) -> tuple[str, ...]:
    plain = from_json(text)
    if not isinstance(plain, list):
        raise ValueError(f"not a list of destinations: {text!r}")  # noqa: TRY004  # the data's fault, not the call's
    return tuple(str(one) for one in plain)


def _value(text: str) -> Value | None:
    return value_from_plain(from_json(text))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
