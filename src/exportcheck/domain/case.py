"""A client, a case, and what people decided about its duties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from exportcheck.domain.values import FactRef, Value

Status = Literal["open", "in_progress", "done", "blocked", "waived"]
STATUSES: tuple[Status, ...] = ("open", "in_progress", "done", "blocked", "waived")


@dataclass(frozen=True, slots=True)
class Client:
    """A firm. What conditions may ask about it stands in `facts` (scope client), the rest are its particulars."""

    id: str
    name: str
    tax_id: str = ""
    address: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    facts: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """From where, to where and for which day the law is read. Countries are ISO 3166 alpha-2, lower case."""

    origin: str
    date: dt.date
    destinations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A product line."""

    id: str
    description: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a person decided about one duty. `meaning` is the digest of the text they had before them."""

    status: Status = "open"
    note: str = ""
    responsible: str = ""
    due: dt.date | None = None
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A file kept as proof for a duty. `digest` is the SHA-256 of its bytes, `size` in bytes."""

    id: str
    duty: str
    name: str
    media_type: str
    size: int
    digest: str
    added: dt.datetime


@dataclass(frozen=True, slots=True)
class Case:
    """One planned sale of a client.

    `answers` holds case, destination and line facts. A fact that is absent was not asked; None means
    'I don't know'. Neither is ever taken for 'no'.
    """

    id: str
    title: str
    client: Client
    plan: Plan
    lines: tuple[Line, ...] = ()
    answers: Mapping[FactRef, Value | None] = field(default_factory=dict)
    responses: Mapping[str, Response] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()

    def answer(self, ref: FactRef) -> Value | None:
        """The answer to a fact, or None when it is unknown or was not asked."""
        if ref.destination or ref.line:
            return self.answers.get(ref)
        if ref.fact in self.client.facts:
            return self.client.facts[ref.fact]
        return self.answers.get(ref)


def duty_key(requirement: str, destination: str = "", line: str = "") -> str:
    """The stable name of a duty in a case: `id`, `id@destination`, `id@destination/line` or `id/line`."""
    return str(FactRef(requirement, destination, line))
