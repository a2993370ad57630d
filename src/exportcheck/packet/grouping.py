"""The duties of a packet in printing order; one entry for products and destinations of which the same is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from exportcheck.app.packet_plan import PacketInput
from exportcheck.app.progress import home_of, response_to
from exportcheck.domain.assessment import Assessment, Duty
from exportcheck.domain.case import Case
from exportcheck.domain.content import DOMAINS, Domain


@dataclass(frozen=True)
class Group:
    """The same requirement for one or more product lines (of the origin: destinations, too) that stand alike."""

    number: int
    home: str
    duties: tuple[Duty, ...]

    @property
    def destinations(self) -> tuple[str, ...]:
        """The destinations that the entry speaks for."""
        return tuple(dict.fromkeys(duty.destination for duty in self.duties if duty.destination))

    @property
    def first(self) -> Duty:
        """The duty that speaks for all."""
        return self.duties[0]

    @property
    def anchor(self) -> str:
        """The name of this entry's place."""
        return f"duty-{self.number}"


@dataclass(frozen=True)
class Section:
    """The groups of one destination ('' is the origin) in one field of law."""

    destination: str
    domain: Domain
    groups: tuple[Group, ...]

    @property
    def anchor(self) -> str:
        """The name of this section's place."""
        return f"{place_anchor(self.destination)}-{self.domain}"


def place_anchor(destination: str) -> str:
    """The name of the place where the duties of a destination begin."""
    return f"place-{destination or 'origin'}"


def sections_of(packet: PacketInput) -> tuple[Section, ...]:
    """Applicable duties before undecided ones, origin first, then each destination, field by field."""
    found: list[Section] = []
    numbers = iter(range(1, len(packet.assessment.duties) + 1))
    for destination in ("", *packet.case.plan.destinations):
        for domain in DOMAINS:
            groups = tuple(_groups(packet, destination, domain, numbers))
            if groups:
                found.append(Section(destination, domain, groups))
    return tuple(found)


def _groups(packet: PacketInput, destination: str, domain: Domain, numbers: Iterator[int]) -> Iterator[Group]:
    alike: dict[tuple[object, ...], list[Duty]] = {}
    for state in ("applies", "undecided"):
        for duty in packet.assessment.duties:
            if (duty.state, home_of(packet.case, duty), duty.requirement.domain) == (state, destination, domain):
                alike.setdefault(_standing(packet, duty), []).append(duty)
    for duties in alike.values():
        yield Group(next(numbers), destination, tuple(duties))


def _standing(packet: PacketInput, duty: Duty) -> tuple[object, ...]:
    response = response_to(packet.case, duty)
    decided = (response.status, response.note, response.responsible, response.due)
    return (duty.requirement.id, duty.state, decided, duty.key in packet.needs_confirmation)


def for_destination(assessment: Assessment, destination: str) -> Assessment:
    """The assessment as one destination sees it: its own duties and those of the origin."""
    duties = tuple(duty for duty in assessment.duties if duty.destination in ("", destination))
    return Assessment(assessment.as_of, duties, assessment.questions, assessment.upcoming)


def lines_of(case: Case, duties: tuple[Duty, ...]) -> list[str]:
    """The product lines of some duties, by description; none when a duty is not about a line."""
    names = {line.id: line.description or line.id for line in case.lines}
    return list(dict.fromkeys(names.get(duty.line, duty.line) for duty in duties if duty.line))
