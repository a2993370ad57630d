"""What a packet holds: its parts in order, its options, and everything it is made from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from exportcheck.domain.assessment import Assessment
from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue
from exportcheck.domain.text import Language

Part = Literal[
    "cover", "glance", "case", "requirements", "upcoming", "not_applicable", "paperwork", "evidence", "sources",
]  # fmt: skip
PARTS: tuple[Part, ...] = (
    "cover", "glance", "case", "requirements", "upcoming", "not_applicable", "paperwork", "evidence", "sources",
)  # fmt: skip
PageSize = Literal["A4", "Letter"]
MONTHS_FRESH = 6
"""A layer whose knowledge is older than this on the day of issue counts as out of date."""


@dataclass(frozen=True, slots=True)
class PacketOptions:
    """How a packet is to look, and which parts it has."""

    language: Language
    page_size: PageSize = "A4"
    parts: frozenset[Part] = frozenset(PARTS)

    def in_order(self) -> tuple[Part, ...]:
        """The chosen parts in the order in which they are printed."""
        return tuple(part for part in PARTS if part in self.parts)


@dataclass(frozen=True, slots=True)
class PacketInput:
    """Everything a packet is made from; the same input gives the same bytes.

    `issued` is a moment with a time zone; its day in that zone is printed. `needs_confirmation` holds the keys of
    duties whose text changed after somebody had decided about them.
    """

    case: Case
    assessment: Assessment
    catalogue: Catalogue
    options: PacketOptions
    issued: dt.datetime
    program_version: str
    needs_confirmation: frozenset[str] = field(default_factory=frozenset)

    @property
    def issued_on(self) -> dt.date:
        """The day of issue."""
        return self.issued.date()


@dataclass(frozen=True, slots=True)
class Doubts:
    """On what of the packet a reader should not rely without a second look."""

    unverified: int
    to_review: int
    stale_layers: tuple[str, ...]
    to_confirm: int
    undecided: int
    day_has_passed: bool

    @property
    def any(self) -> bool:
        """Whether there is anything to say."""
        return any(
            (self.unverified, self.to_review, self.stale_layers, self.to_confirm, self.undecided, self.day_has_passed)
        )


def doubts_of(packet: PacketInput) -> Doubts:
    """What is unverified, out of date or undecided on the day of issue; requirements count once, wherever they are."""
    duties = [duty for duty in packet.assessment.duties if duty.state != "not_applicable"]
    requirements = {duty.requirement.id: duty.requirement for duty in duties}
    layers = {requirement.layer for requirement in requirements.values()} & packet.catalogue.layers.keys()
    oldest = months_before(packet.issued_on, MONTHS_FRESH)
    return Doubts(
        unverified=sum(one.known != "verified" for one in requirements.values()),
        to_review=sum(one.review_by is not None and one.review_by < packet.issued_on for one in requirements.values()),
        stale_layers=tuple(sorted(layer for layer in layers if packet.catalogue.layers[layer].knowledge_date < oldest)),
        to_confirm=sum(duty.key in packet.needs_confirmation for duty in duties),
        undecided=len({duty.requirement.id for duty in duties if duty.state == "undecided"}),
        day_has_passed=packet.case.plan.date < packet.issued_on,
    )


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day some months earlier, or the last day of that month."""
    count = day.year * 12 + day.month - 1 - months
    first = dt.date(count // 12, count % 12 + 1, 1)
    following = dt.date((count + 1) // 12, (count + 1) % 12 + 1, 1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))
