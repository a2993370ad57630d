"""A case as `exportcheck-case/1` data: what the command line reads, and what travels inside a packet."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal

from exportcheck.domain.case import Case, Response
from exportcheck.domain.history import Plain
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.files.case_reading import FORMAT

_PARTICULARS = ("tax_id", "address", "contact", "email", "phone", "website")


def case_to_bytes(case: Case) -> bytes:
    """The case as JSON that `case_from_bytes` reads back to an equal case (evidence files excepted)."""
    return json.dumps(case_to_plain(case), ensure_ascii=False, indent=1, default=_number).encode()


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
            {"id": line.id, "description": line.description, "facts": _of(case.answers, line=line.id)} for line in case.lines
        ],
        "responses": {key: _response(response) for key, response in case.responses.items()},
    }


def _of(answers: Mapping[FactRef, Value | None], *, destination: str = "", line: str = "") -> dict[str, object]:
    return {
        ref.fact: _plain(value)
        for ref, value in answers.items()
        if (ref.destination, ref.line) == (destination, line)
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


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(f"not plain: {value!r}")
