"""Making edits, and the history of them that is only ever added to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, false, func, insert, or_, select, update

from exportcheck.domain.history import Edit, Entry
from exportcheck.domain.problems import ExportcheckError
from exportcheck.store.columns import from_json, to_json, to_utc
from exportcheck.store.product_lines import edit_line
from exportcheck.store.rows import SHELVES
from exportcheck.store.schema import CASES, HISTORY

_TOUCH = (
    update(CASES)
    .where(CASES.c.id == bindparam("k_id"), CASES.c.removed == false())
    .values(changed=bindparam("k_changed"))
)
_LAST_NUMBER = select(func.coalesce(func.max(HISTORY.c.number), 0))
_APPEND = insert(HISTORY)


def make_edits(connection: Connection, edits: Sequence[Edit], when: dt.datetime) -> None:
    """Make the edits one after the other, inside a transaction.

    Raises ExportcheckError('changed_meanwhile') when an edit's `before` is not what is stored, or when its case or
    client is not there.
    """
    changed = to_utc(when)
    touched: set[str] = set()
    for edit in edits:
        if edit.kind == "case":
            _put(connection, edit)
            touched.discard(edit.case)
        if edit.case and edit.case not in touched and not (edit.kind == "case" and edit.after is None):
            _touch(connection, edit, changed)
            touched.add(edit.case)
        if edit.kind == "line":
            edit_line(connection, edit)
        elif edit.kind != "case":
            _put(connection, edit)


def append(
    connection: Connection, edits: Sequence[Edit], *, who: str, when: dt.datetime, undoes: int, redoes: int
) -> tuple[Entry, ...]:
    """Write edits into the history, as one step that is named by its first number."""
    first = connection.execute(_LAST_NUMBER).scalar_one() + 1
    moment = when.astimezone(dt.UTC)
    entries = tuple(
        Entry(number, first, who, moment, edit, undoes, redoes) for number, edit in enumerate(edits, start=first)
    )
    connection.execute(_APPEND, [_to_row(entry) for entry in entries])
    return entries


def read_history(connection: Connection, *, case: str, client: str, last: int) -> tuple[Entry, ...]:
    """The entries of a case or client (of either when both are given, of all when neither is), oldest first."""
    query = select(HISTORY).order_by(HISTORY.c.number.desc())
    wanted = [HISTORY.c[name] == value for name, value in (("case", case), ("client", client)) if value]
    if wanted:
        query = query.where(or_(*wanted))
    if last:
        query = query.limit(last)
    return tuple(_to_entry(row) for row in reversed(connection.execute(query).all()))


def _put(connection: Connection, edit: Edit) -> None:
    shelf = SHELVES[edit.kind]
    stored = shelf.find(connection, edit)
    expected = shelf.columns(edit, edit.before)
    # An edit of a case may leave out its client, which never changes.
    same = stored is expected if stored is None or expected is None else expected.items() <= stored.items()
    if not same:
        raise ExportcheckError("changed_meanwhile", kind=edit.kind, key=edit.key)
    after = shelf.columns(edit, edit.after)
    shelf.put(connection, edit, after if stored is None or after is None else {**stored, **after})


def _touch(connection: Connection, edit: Edit, changed: str) -> None:
    if not connection.execute(_TOUCH, {"k_id": edit.case, "k_changed": changed}).rowcount:
        raise ExportcheckError("changed_meanwhile", kind=edit.kind, key=edit.key)


def _to_row(entry: Entry) -> dict[str, Any]:
    edit = entry.edit
    return {
        "number": entry.number,
        "step": entry.step,
        "who": entry.who,
        "at": to_utc(entry.when),
        "kind": edit.kind,
        "client": edit.client,
        "case": edit.case,
        "key": edit.key,
        "before": to_json(edit.before),
        "after": to_json(edit.after),
        "undoes": entry.undoes,
        "redoes": entry.redoes,
    }


def _to_entry(row: Row[Any]) -> Entry:
    edit = Edit(row.kind, row.client, row.case, row.key, from_json(row.before), from_json(row.after))
    when = dt.datetime.fromisoformat(row.at)
    return Entry(row.number, row.step, row.who, when, edit, row.undoes, row.redoes)
