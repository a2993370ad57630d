"""A case as `exportcheck-case/1` data: what the command line reads, and what travels inside a packet."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from decimal import Decimal

from exportcheck.domain.case import Case, Response
from exportcheck.domain.history import Plain
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.files.case_reading import FORMAT
from exportcheck.files.nodes import CONTROL

_NOT_AS_IS = re.compile("[\x80-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_PARTICULARS = ("tax_id", "address", "contact", "email", "phone", "website")


def case_to_bytes(case: Case) -> bytes:
    """The case as JSON that `case_from_bytes` reads back to an equal case.

    Left out: evidence files, the texts that responses were given for, answers for places that the plan no longer has,
    and control characters.
    """
    return _json(case_to_plain(case), "\n").encode()


def case_to_plain(case: Case) -> dict[str, object]:
    """The case as plain data in the layout of the case file."""
    client: dict[str, object] = {"name": case.client.name}
    client |= {name: value for name in _PARTICULARS if (value := getattr(case.client, name))}
    facts = {fact: _plain(value) for fact, value in case.client.facts.items()}
    facts |= {ref.fact: _plain(value) for ref, value in case.answers.items() if not ref.destination and not ref.line}
    return {
        "format": FORMAT,
        "title": case.title,
        "client": client,
        "plan": {
            "origin": case.plan.origin,
            "date": case.plan.date.isoformat(),
            "destinations": list(case.plan.destinations),
        },
        "facts": facts,
        "destination_facts": {
            destination: _of(case.answers, destination=destination) for destination in case.plan.destinations
        },
        "lines": [
            {"id": line.id, "description": line.description, "facts": _of(case.answers, line=line.id)}
            for line in case.lines
        ],
        "responses": {key: _response(response) for key, response in case.responses.items()},
    }


def _of(answers: Mapping[FactRef, Value | None], *, destination: str = "", line: str = "") -> dict[str, object]:
    return {
        ref.fact: _plain(value) for ref, value in answers.items() if (ref.destination, ref.line) == (destination, line)
    }


def _response(response: Response) -> dict[str, Plain]:
    plain: dict[str, Plain] = {"status": response.status}
    if response.note:
        plain["note"] = response.note
    if response.responsible:
        plain["responsible"] = response.responsible
    if response.due:
        plain["due"] = response.due.isoformat()
    return plain


def _plain(value: Value | None) -> object:
    match value:
        case tuple():
            return list(value)
        case dt.date():
            return value.isoformat()
        case Money():
            plain: dict[str, object] = {"amount": value.amount, "currency": value.currency}
            if value.also:
                plain["also"] = dict(value.also)
            return plain
    return value


def _json(value: object, end: str) -> str:
    """JSON in lines, numbers exact to the last digit; `end` is the line break with the space that follows it."""
    inner = f"{end} "
    match value:
        case dict() if value:
            return (
                "{"
                + ",".join(f"{inner}{_quoted(name)}: {_json(one, inner)}" for name, one in value.items())
                + end
                + "}"
            )
        case list() if value:
            return "[" + ",".join(inner + _json(one, inner) for one in value) + end + "]"
        case str():
            return _quoted(value)
        case Decimal():
            digits = f"{value:f}"
            return digits.rstrip("0").rstrip(".") if "." in digits else digits
    return json.dumps(value)


def _quoted(text: str) -> str:
    """A JSON string without what a YAML reader refuses or folds."""
    clean = json.dumps(CONTROL.sub("", text), ensure_ascii=False)
    return _NOT_AS_IS.sub(lambda found: f"\\u{ord(found.group()):04x}", clean)
