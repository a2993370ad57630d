"""What an edit does to the tables. An edit whose `before` is not what is stored is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import insert

from exportcheck.domain.history import ABSENT, Edit, EditKind, Plain
from exportcheck.domain.problems import ExportcheckError
from exportcheck.keep import schema


def as_json(plain: Plain) -> str:
    """JSON text as the tables hold it."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write(connection: Connection, edit: Edit, moment: str) -> None:
    """Make one edit. Raises ExportcheckError('changed_meanwhile')."""
    if _stored(connection, edit) != edit.before:
        raise ExportcheckError("changed_meanwhile", kind=edit.kind, key=edit.key)
    _WRITERS[edit.kind](connection, edit, moment)
    if edit.case and edit.kind != "case":
        connection.execute(schema.cases.update().where(schema.cases.c.id == edit.case).values(changed=moment))


def _stored(connection: Connection, edit: Edit) -> Plain:
    """What the tables hold now for the thing that an edit is about."""
    match edit.kind:
        case "client":
            row = connection.execute(
                select(schema.clients.c.particulars).where(schema.clients.c.id == edit.client)
            ).first()
            return json.loads(row[0]) if row else None
        case "case":
            return _stored_case(connection, edit.case)
        case "line":
            found = connection.execute(
                select(schema.lines.c.description, schema.lines.c.position).where(
                    schema.lines.c.case == edit.case, schema.lines.c.id == edit.key
                )
            ).first()
            return {"description": found[0], "position": found[1]} if found else None
    table, owner, key, value = _keyed(edit.kind)
    statement = select(table.c[value]).where(table.c[owner] == _owner(edit), table.c[key] == edit.key)
    row = connection.execute(statement).first()
    if row is None:
        return ABSENT if edit.kind in ("answer", "client_fact") else None
    return json.loads(row[0])  # type: ignore[no-any-return]  # written by as_json


def _stored_case(connection: Connection, case: str) -> Plain:
    row = connection.execute(select(schema.cases).where(schema.cases.c.id == case)).mappings().first()
    if row is None:
        return None
    return {
        "client": row["client"],
        "title": row["title"],
        "origin": row["origin"],
        "date": row["date"],
        "destinations": json.loads(row["destinations"]),
        "archived": row["archived"],
    }


def _write_client(connection: Connection, edit: Edit, _moment: str) -> None:
    if not isinstance(edit.after, dict):
        connection.execute(delete(schema.client_facts).where(schema.client_facts.c.client == edit.client))
        connection.execute(delete(schema.clients).where(schema.clients.c.id == edit.client))
        return
    values = {"particulars": as_json(edit.after), "name": str(edit.after.get("name", ""))}
    _upsert(connection, schema.clients, {"id": edit.client}, values)


def _write_case(connection: Connection, edit: Edit, moment: str) -> None:
    if not isinstance(edit.after, dict):
        for table in (schema.lines, schema.answers, schema.responses, schema.evidence):
            connection.execute(delete(table).where(table.c.case == edit.case))
        connection.execute(delete(schema.cases).where(schema.cases.c.id == edit.case))
        return
    after = edit.after
    values = {name: after[name] for name in ("client", "title", "origin", "date", "archived")}
    values |= {"destinations": as_json(after["destinations"]), "changed": moment}
    _upsert(connection, schema.cases, {"id": edit.case}, values)


def _write_line(connection: Connection, edit: Edit, _moment: str) -> None:
    if not isinstance(edit.after, dict):
        connection.execute(delete(schema.lines).where(schema.lines.c.case == edit.case, schema.lines.c.id == edit.key))
        return
    values = {"description": edit.after["description"], "position": edit.after["position"]}
    _upsert(connection, schema.lines, {"case": edit.case, "id": edit.key}, values)


def _write_keyed(connection: Connection, edit: Edit, _moment: str) -> None:
    table, owner, key, value = _keyed(edit.kind)
    gone = ABSENT if edit.kind in ("answer", "client_fact") else None
    if edit.after == gone:
        connection.execute(delete(table).where(table.c[owner] == _owner(edit), table.c[key] == edit.key))
    else:
        _upsert(connection, table, {owner: _owner(edit), key: edit.key}, {value: as_json(edit.after)})


def _keyed(kind: EditKind) -> tuple[Table, str, str, str]:
    """Table, owner column, key column and value column of the kinds that are one JSON value under a key."""
    return {
        "client_fact": (schema.client_facts, "client", "fact", "value"),
        "answer": (schema.answers, "case", "ref", "value"),
        "response": (schema.responses, "case", "duty", "response"),
        "evidence": (schema.evidence, "case", "id", "evidence"),
    }[kind]


def _owner(edit: Edit) -> str:
    return edit.client if edit.kind == "client_fact" else edit.case


def _upsert(connection: Connection, table: Table, keys: Mapping[str, object], values: Mapping[str, object]) -> None:
    statement = insert(table).values({**keys, **values})
    connection.execute(statement.on_conflict_do_update(index_elements=list(keys), set_=dict(values)))


_WRITERS: Mapping[EditKind, Callable[[Connection, Edit, str], None]] = {
    "client": _write_client,
    "client_fact": _write_keyed,
    "case": _write_case,
    "line": _write_line,
    "answer": _write_keyed,
    "response": _write_keyed,
    "evidence": _write_keyed,
}
