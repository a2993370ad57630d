"""Where edits of each kind are kept: which row, and which of its columns hold what the edit says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Table, and_, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from exportcheck.app.editing import PARTICULARS, evidence_from_plain, response_from_plain
from exportcheck.domain.case import STATUSES
from exportcheck.domain.history import ABSENT, Edit, EditKind, Plain
from exportcheck.domain.plain import value_from_plain
from exportcheck.store.columns import to_day, to_json, to_utc
from exportcheck.store.schema import ANSWERS, CASES, CLIENT_FACTS, CLIENTS, EVIDENCE, RESPONSES

Row = dict[str, Any]


class Shelf:
    """One table as edits see it; its statements are built once.

    `keys` names the row of an edit, `columns` turns its `before` or `after` into values of the columns that the shelf
    `holds`; None is 'not there'. With `marks`, a row that goes is only marked as removed: others refer to it.
    """

    def __init__(
        self,
        table: Table,
        *,
        keys: Callable[[Edit], Row],
        holds: tuple[str, ...],
        columns: Callable[[Edit, Plain], Row | None],
        marks: bool = False,
    ) -> None:
        self.keys = keys
        self.columns = columns
        self._marks = marks
        self._key_names = {f"k_{column.name}": column.name for column in table.primary_key}
        here = and_(*(table.c[name] == bindparam(bound) for bound, name in self._key_names.items()))
        written = (*holds, "removed") if marks else holds
        upsert = insert(table)
        self._select = select(*(table.c[name] for name in written)).where(here)
        self._upsert = upsert.on_conflict_do_update(set_={name: upsert.excluded[name] for name in written})
        self._remove = update(table).where(here).values(removed=True) if marks else delete(table).where(here)

    def find(self, connection: Connection, edit: Edit) -> Row | None:
        """What the shelf holds of the edit's row now."""
        found = connection.execute(self._select, self._here(edit)).mappings().one_or_none()
        if found is None or (self._marks and found["removed"]):
            return None
        return {name: value for name, value in found.items() if name != "removed"}

    def put(self, connection: Connection, edit: Edit, row: Row | None) -> None:
        """Make the edit's row be `row`, or not be there."""
        if row is None:
            connection.execute(self._remove, self._here(edit))
        else:
            mark = {"removed": False} if self._marks else {}
            connection.execute(self._upsert, {**self.keys(edit), **row, **mark})

    def _here(self, edit: Edit) -> Row:
        keys = self.keys(edit)
        return {bound: keys[name] for bound, name in self._key_names.items()}


def _fields(plain: Plain) -> dict[str, Plain]:
    if not isinstance(plain, dict):
        raise ValueError(f"neither None nor named fields: {plain!r}")  # noqa: TRY004  # the data's fault, not the call's
    return plain


def _client(_edit: Edit, plain: Plain) -> Row | None:
    if plain is None:
        return None
    fields = _fields(plain)
    return {name: str(fields.get(name, "")) for name in PARTICULARS}


def _case(edit: Edit, plain: Plain) -> Row | None:
    if plain is None:
        return None
    fields = _fields(plain)
    row = {
        "title": str(fields["title"]),
        "origin": str(fields["origin"]),
        "date": to_day(fields["date"]),
        "destinations": to_json(fields["destinations"]),
        "archived": bool(fields.get("archived", False)),
    }
    client = fields.get("client") or edit.client
    return {**row, "client": str(client)} if client else row


def _value(_edit: Edit, plain: Plain) -> Row | None:
    if plain == ABSENT:
        return None
    value_from_plain(plain)  # nothing is stored that could not be read again
    return {"value": to_json(plain)}


def _response(_edit: Edit, plain: Plain) -> Row | None:
    response = response_from_plain(plain)
    if response is None:
        return None
    if response.status not in STATUSES:
        raise ValueError(f"no such status: {response.status!r}")
    return {
        "status": response.status,
        "note": response.note,
        "responsible": response.responsible,
        "due": response.due.isoformat() if response.due else None,
        "meaning": response.meaning,
    }


def _evidence(edit: Edit, plain: Plain) -> Row | None:
    if plain is None:
        return None
    evidence = evidence_from_plain(edit.key, _fields(plain))
    return {
        "duty": evidence.duty,
        "name": evidence.name,
        "media_type": evidence.media_type,
        "size": evidence.size,
        "digest": evidence.digest,
        "added": to_utc(evidence.added),
    }


SHELVES: dict[EditKind, Shelf] = {
    "client": Shelf(CLIENTS, keys=lambda edit: {"id": edit.client}, holds=PARTICULARS, columns=_client, marks=True),
    "client_fact": Shelf(
        CLIENT_FACTS, keys=lambda edit: {"client": edit.client, "fact": edit.key}, holds=("value",), columns=_value
    ),
    "case": Shelf(
        CASES,
        keys=lambda edit: {"id": edit.case},
        holds=("client", "title", "origin", "date", "destinations", "archived"),
        columns=_case,
        marks=True,
    ),
    "answer": Shelf(ANSWERS, keys=lambda edit: {"case": edit.case, "ref": edit.key}, holds=("value",), columns=_value),
    "response": Shelf(
        RESPONSES,
        keys=lambda edit: {"case": edit.case, "duty": edit.key},
        holds=("status", "note", "responsible", "due", "meaning"),
        columns=_response,
    ),
    "evidence": Shelf(
        EVIDENCE,
        keys=lambda edit: {"case": edit.case, "id": edit.key},
        holds=("duty", "name", "media_type", "size", "digest", "added"),
        columns=_evidence,
    ),
}
"""All kinds but 'line': lines have an order, which `lines` keeps."""
