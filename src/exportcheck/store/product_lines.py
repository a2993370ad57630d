"""The product lines of a case, kept in order: a position is a place in the list, as in `app.editing.applied`."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from exportcheck.domain.history import Edit, Plain
from exportcheck.domain.problems import ExportcheckError
from exportcheck.store.schema import LINES

_SELECT = select(LINES.c.id, LINES.c.description).where(LINES.c.case == bindparam("k_case")).order_by(LINES.c.position)
_DELETE = delete(LINES).where(LINES.c.case == bindparam("k_case"), LINES.c.id == bindparam("k_id"))
_INSERT = insert(LINES)
_UPSERT = _INSERT.on_conflict_do_update(
    set_={"description": _INSERT.excluded.description, "position": _INSERT.excluded.position}
)


class StoredLine(NamedTuple):
    """A line as it is stored; its position is its place in the list."""

    id: str
    description: str


def stored_lines(connection: Connection, case: str) -> list[StoredLine]:
    """The lines of a case, in order."""
    return [StoredLine(*row) for row in connection.execute(_SELECT, {"k_case": case})]


def edit_line(connection: Connection, edit: Edit) -> None:
    """Add, change, move or remove one line. Raises ExportcheckError('changed_meanwhile')."""
    lines = stored_lines(connection, edit.case)
    where = next((place for place, line in enumerate(lines) if line.id == edit.key), None)
    if not _is_stored(edit.before, lines, where):
        raise ExportcheckError("changed_meanwhile", kind=edit.kind, key=edit.key)
    rest = [line for line in lines if line.id != edit.key]
    if edit.after is None:
        connection.execute(_DELETE, {"k_case": edit.case, "k_id": edit.key})
    else:
        description, position = _fields(edit.after)
        rest.insert(position, StoredLine(edit.key, description))
    _store(connection, edit.case, lines, rest)


def _is_stored(before: Plain, lines: list[StoredLine], where: int | None) -> bool:
    if before is None or where is None:
        return before is None and where is None
    description, position = _fields(before)
    # A line that was put behind the end stands at the end.
    return (description, min(position, len(lines) - 1)) == (lines[where].description, where)


def _store(connection: Connection, case: str, old: list[StoredLine], new: list[StoredLine]) -> None:
    """Write the lines that are new, changed or at another place."""
    changed = [
        {"case": case, "id": line.id, "description": line.description, "position": place}
        for place, line in enumerate(new)
        if place >= len(old) or old[place] != line
    ]
    if changed:
        connection.execute(_UPSERT, changed)


def _fields(plain: Plain) -> tuple[str, int]:
    match plain:
        case {"description": str(description), "position": int(position)} if position >= 0:
            return description, position
    raise ValueError(f"not a line: {plain!r}")
