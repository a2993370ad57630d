"""Edits from the user's wishes, and what an edit does to a case. One place says how data looks inside an edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from exportcheck.domain.case import Case, Client, Evidence, Line, Plan, Response
from exportcheck.domain.history import ABSENT, Edit, Plain
from exportcheck.domain.plain import ref_from_text, value_from_plain, value_to_plain
from exportcheck.domain.values import FactRef, Value

Key = TypeVar("Key")

PARTICULARS = ("name", "tax_id", "address", "contact", "email", "phone", "website")


def client_to_plain(client: Client) -> dict[str, Plain]:
    """The particulars of a client."""
    return {name: getattr(client, name) for name in PARTICULARS}


def case_to_plain(case: Case, *, archived: bool = False) -> dict[str, Plain]:
    """What a 'case' edit holds."""
    return {
        "client": case.client.id,
        "title": case.title,
        "origin": case.plan.origin,
        "date": case.plan.date.isoformat(),
        "destinations": list(case.plan.destinations),
        "archived": archived,
    }


def response_to_plain(response: Response | None) -> Plain:
    """What a 'response' edit holds."""
    if response is None:
        return None
    return {
        "status": response.status,
        "note": response.note,
        "responsible": response.responsible,
        "due": response.due.isoformat() if response.due else None,
        "meaning": response.meaning,
    }


def response_from_plain(plain: Plain) -> Response | None:
    """The response that `response_to_plain` wrote."""
    if not isinstance(plain, dict):
        return None
    due = plain.get("due")
    return Response(
        status=str(plain["status"]),  # type: ignore[arg-type]  # written by response_to_plain
        note=str(plain.get("note", "")),
        responsible=str(plain.get("responsible", "")),
        due=dt.date.fromisoformat(due) if isinstance(due, str) else None,
        meaning=str(plain.get("meaning", "")),
    )


def evidence_to_plain(evidence: Evidence) -> dict[str, Plain]:
    """What an 'evidence' edit holds."""
    return {
        "duty": evidence.duty,
        "name": evidence.name,
        "media_type": evidence.media_type,
        "size": evidence.size,
        "digest": evidence.digest,
        "added": evidence.added.isoformat(),
    }


def evidence_from_plain(key: str, plain: Mapping[str, Plain]) -> Evidence:
    """The evidence that `evidence_to_plain` wrote."""
    size = plain["size"]
    return Evidence(
        id=key,
        duty=str(plain["duty"]),
        name=str(plain["name"]),
        media_type=str(plain["media_type"]),
        size=size if isinstance(size, int) else 0,
        digest=str(plain["digest"]),
        added=dt.datetime.fromisoformat(str(plain["added"])),
    )


def answer_edit(case: Case, ref: FactRef, *, client_fact: bool, after: Plain) -> Edit:
    """An edit of one answer; `after` is a plain value, None for 'I don't know', ABSENT for 'not asked'."""
    if client_fact:
        facts = case.client.facts
        before = value_to_plain(facts[ref.fact]) if ref.fact in facts else ABSENT
        return Edit("client_fact", client=case.client.id, case=case.id, key=ref.fact, before=before, after=after)
    before = value_to_plain(case.answers[ref]) if ref in case.answers else ABSENT
    return Edit("answer", case=case.id, key=str(ref), before=before, after=after)


def applied(case: Case, edit: Edit) -> Case:
    """The case after an edit. Edits of other clients or cases, and removals of the case itself, leave it as it is."""
    match edit.kind:
        case "client_fact":
            return replace(case, client=replace(case.client, facts=_with(case.client.facts, edit.key, edit.after)))
        case "client" if isinstance(edit.after, dict):
            return replace(case, client=_with_particulars(case.client, edit.after))
        case "case" if isinstance(edit.after, dict):
            return _with_plan(case, edit.after)
        case "answer":
            return replace(case, answers=_with(case.answers, ref_from_text(edit.key), edit.after))
        case "line":
            return replace(case, lines=_with_line(case.lines, edit))
        case "response":
            response = response_from_plain(edit.after)
            rest = {key: value for key, value in case.responses.items() if key != edit.key}
            return replace(case, responses=rest if response is None else {**rest, edit.key: response})
        case "evidence":
            kept = tuple(one for one in case.evidence if one.id != edit.key)
            added = (evidence_from_plain(edit.key, edit.after),) if isinstance(edit.after, dict) else ()
            return replace(case, evidence=kept + added)
    return case


def _with_particulars(client: Client, plain: Mapping[str, Plain]) -> Client:
    particulars = {name: str(plain.get(name, "")) for name in PARTICULARS}
    return replace(client, **particulars)  # type: ignore[arg-type]  # PARTICULARS are all text


def _with_plan(case: Case, plain: Mapping[str, Plain]) -> Case:
    destinations = plain["destinations"]
    plan = Plan(
        str(plain["origin"]),
        dt.date.fromisoformat(str(plain["date"])),
        tuple(str(one) for one in destinations) if isinstance(destinations, list) else (),
    )
    return replace(case, title=str(plain["title"]), plan=plan)


def _with_line(lines: tuple[Line, ...], edit: Edit) -> tuple[Line, ...]:
    rest = [line for line in lines if line.id != edit.key]
    if isinstance(edit.after, dict):
        position = edit.after.get("position")
        where = position if isinstance(position, int) else len(rest)
        rest.insert(where, Line(edit.key, str(edit.after["description"])))
    return tuple(rest)


def _with(values: Mapping[Key, Value | None], key: Key, after: Plain) -> dict[Key, Value | None]:
    changed = dict(values)
    if after == ABSENT:
        changed.pop(key, None)
    else:
        changed[key] = value_from_plain(after)
    return changed
