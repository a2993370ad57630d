"""The content as frozen data: layers, facts, requirements and what they point to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from exportcheck.domain.text import Text
from exportcheck.domain.values import Money

Known = Literal["verified", "recalled", "uncertain"]
Domain = Literal["customs", "consumer", "privacy"]
DOMAINS: tuple[Domain, ...] = ("customs", "consumer", "privacy")
Kind = Literal["duty", "prohibition", "document", "recommendation", "information"]
Severity = Literal["must", "should"]
Per = Literal["case", "destination", "line", "destination_line"]
Scope = Literal["client", "case", "destination", "line"]
FactType = Literal["yes_no", "choice", "choices", "number", "money", "date", "text", "country"]
LayerKind = Literal["origin", "region", "country", "channel"]
Page = Literal["client", "plan", "products", "questions"]
Trigger = Literal[
    "start_of_sales", "order", "shipment", "arrival", "entry", "delivery", "payment", "request", "breach",
    "year_end", "registration", "listing", "case_date",
]  # fmt: skip
Cadence = Literal[
    "once", "per_product", "per_order", "per_shipment", "monthly", "quarterly", "yearly", "every_two_years",
    "every_three_years", "every_five_years", "on_change", "ongoing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the content something was written: file relative to the content folder, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a choice."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Derivation:
    """One case of a derived choice: the value, when the condition holds."""

    value: str
    when: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """How an answer reads inside a reason. `yes`/`no` for yes_no facts, `is_`/`not_` for the others."""

    yes: Text | None = None
    no: Text | None = None
    is_: Text | None = None
    not_: Text | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A thing that conditions may ask about, with its question.

    `only_if` (yes_no facts): where this condition is false the fact is 'no' and is never asked.
    """

    id: str
    type: FactType
    scope: Scope
    page: Page
    question: Text
    help: Text | None = None
    why: Text | None = None
    options: tuple[Option, ...] = ()
    options_from: Literal["regions"] | None = None
    unit: Text | None = None
    sentence: Sentence = field(default_factory=Sentence)
    derived: str | tuple[Derivation, ...] | None = None
    only_if: str = ""
    place: Place = Place("", 0, 0)

    def __hash__(self) -> int:
        """By id alone: conditions hold facts and are hashed a hundred thousand times."""
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Dated:
    """A parameter's value and the days on which it holds (both ends included). Exactly one value is set."""

    start: dt.date | None = None
    until: dt.date | None = None
    number: Decimal | None = None
    money: Money | None = None
    day: dt.date | None = None

    @property
    def value(self) -> Decimal | Money | dt.date:
        """The value, whatever its type."""
        for value in (self.number, self.money, self.day):
            if value is not None:
                return value
        raise ValueError("a dated parameter without a value")

    def holds_on(self, day: dt.date) -> bool:
        """Whether this is the value on `day`."""
        return (self.start is None or self.start <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in an instrument, with how it is known."""

    instrument: str
    known: Known
    article: str = ""
    read_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number, amount or date of the law, with its history and its own citation."""

    id: str
    values: tuple[Dated, ...]
    citation: Citation | None = None
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A law, regulation or official rule."""

    id: str
    official_title: str
    short: Text
    url: str
    language: str
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Authority:
    """Who applies or enforces a rule."""

    id: str
    official_name: str
    name: Text
    url: str = ""
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that a requirement asks for."""

    id: str
    name: Text
    what_it_is: Text
    issuer: Text
    known: Known
    drafted: bool = False
    validity: Text | None = None
    retention: Text | None = None
    un_edifact_1001: str = ""
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    id: str
    term: Text
    meaning: Text
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class InForce:
    """First and last day on which a requirement binds; None = no such day is known."""

    start: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a duty is due: an event, an ISO 8601 duration from it, how often, and what else there is to say."""

    trigger: Trigger | None = None
    offset: str = ""
    cadence: Cadence | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """An announced change of a requirement that is neither its start nor its end."""

    on: dt.date
    text: Text


@dataclass(frozen=True, slots=True)
class Relation:
    """A link from one requirement to another. `replaces`: where this applies, the other does not."""

    id: str
    relation: Literal["narrows", "replaces", "see"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One duty (or prohibition, document, recommendation, information) of a layer."""

    id: str
    domain: Domain
    kind: Kind
    severity: Severity
    title: Text
    summary: Text
    action: Text
    known: Known
    citations: tuple[Citation, ...]
    authority: str
    applies: str = ""
    per: Per | None = None
    in_force: InForce = InForce()
    caveat: Text | None = None
    documents: tuple[str, ...] = ()
    evidence: Text | None = None
    deadline: Deadline | None = None
    penalty: Text | None = None
    parameters: Mapping[str, tuple[Dated, ...]] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    related: tuple[Relation, ...] = ()
    review_by: dt.date | None = None
    volatile: bool = False
    layer: str = ""
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Layer:
    """A jurisdiction or a channel: a set of requirements that belong together."""

    id: str
    kind: LayerKind
    name: Text
    knowledge_date: dt.date
    covers: Text
    official_domains: tuple[str, ...]
    currency: str = ""
    languages: tuple[str, ...] = ()
    builds_on: tuple[str, ...] = ()
    place: Place = Place("", 0, 0)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All content, linked: every id that is named exists (the loader refuses it otherwise)."""

    version: str
    digest: str
    facts: Mapping[str, Fact]
    layers: Mapping[str, Layer]
    requirements: Mapping[str, Requirement]
    parameters: Mapping[str, Parameter]
    regions: Mapping[str, tuple[Option, ...]]
    instruments: Mapping[str, Instrument]
    authorities: Mapping[str, Authority]
    documents: Mapping[str, Document]
    glossary: Mapping[str, Term]

    def of_layer(self, layer: str) -> tuple[Requirement, ...]:
        """The requirements of one layer, in the order in which they were written."""
        return tuple(r for r in self.requirements.values() if r.layer == layer)
