"""How far a case is: tallies, blockers, next deadlines, and whether the goods can leave on the planned day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from exportcheck.domain.assessment import Assessment, Duty
from exportcheck.domain.case import Case, Response, Status
from exportcheck.domain.content import DOMAINS, Domain

Outlook = Literal["yes", "not_yet", "blocked"]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of duties by where they stand. `undecided` duties have no status of their own yet."""

    done: int = 0
    in_progress: int = 0
    open: int = 0
    blocked: int = 0
    waived: int = 0
    undecided: int = 0

    @property
    def applicable(self) -> int:
        """Duties that apply."""
        return self.done + self.in_progress + self.open + self.blocked + self.waived

    @property
    def total(self) -> int:
        """Duties that apply or may apply."""
        return self.applicable + self.undecided

    @property
    def readiness(self) -> float:
        """Share of settled duties (done or waived) among those that apply or may apply; 1.0 when there are none."""
        return (self.done + self.waived) / self.total if self.total else 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole case and each destination and domain; destination '' holds the duties of the origin."""

    all: Tally
    by_place: Mapping[tuple[str, Domain], Tally]


@dataclass(frozen=True, slots=True)
class DueDuty:
    """A duty with a due date that is not settled yet."""

    due: dt.date
    duty: Duty


def response_to(case: Case, duty: Duty) -> Response:
    """What was decided about a duty; the empty response when nothing was."""
    return case.responses.get(duty.key, _NOTHING_YET)


def home_of(case: Case, duty: Duty) -> str:
    """Under which destination a duty is shown: what the origin asks stands under '', whatever the destination."""
    return "" if duty.requirement.layer == case.plan.origin else duty.destination


def progress_of(case: Case, assessment: Assessment) -> Progress:
    """Tallies of a case as it stands."""
    counts: dict[tuple[str, Domain], dict[str, int]] = {
        (destination, domain): {} for destination in ("", *case.plan.destinations) for domain in DOMAINS
    }
    for duty in assessment.duties:
        if duty.state == "not_applicable":
            continue
        name = "undecided" if duty.state == "undecided" else response_to(case, duty).status
        place = counts.setdefault((home_of(case, duty), duty.requirement.domain), {})
        place[name] = place.get(name, 0) + 1
    by_place = {place: Tally(**names) for place, names in counts.items()}
    return Progress(_sum(by_place.values()), by_place)


def blockers(case: Case, assessment: Assessment) -> tuple[Duty, ...]:
    """Applicable duties that somebody marked as blocked, 'must' first."""
    found = [duty for duty in assessment.in_state("applies") if response_to(case, duty).status == "blocked"]
    return tuple(sorted(found, key=lambda duty: duty.requirement.severity != "must"))


def next_deadlines(case: Case, assessment: Assessment, most: int = 5) -> tuple[DueDuty, ...]:
    """The due dates that come next (overdue ones first), of duties that are not settled."""
    found = [
        DueDuty(response.due, duty)
        for duty in assessment.duties
        if duty.state != "not_applicable"
        and (response := response_to(case, duty)).due is not None
        and response.status not in SETTLED
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.duty.key))[:most])


def missing_to_ship(case: Case, assessment: Assessment) -> tuple[Duty, ...]:
    """'Must' duties of customs that are not settled or not decided: without them the goods should not leave."""
    return tuple(
        duty
        for duty in assessment.duties
        if duty.state != "not_applicable"
        and duty.requirement.domain == "customs"
        and duty.requirement.severity == "must"
        and duty.requirement.kind != "information"
        and (duty.state == "undecided" or response_to(case, duty).status not in SETTLED)
    )


def outlook(case: Case, assessment: Assessment) -> Outlook:
    """Whether the goods can be shipped on the planned date, as far as this case tells."""
    missing = missing_to_ship(case, assessment)
    if any(response_to(case, duty).status == "blocked" for duty in missing):
        return "blocked"
    return "not_yet" if missing else "yes"


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = dict.fromkeys(Tally.__dataclass_fields__, 0)
    for tally in tallies:
        for name in total:
            total[name] += getattr(tally, name)
    return Tally(**total)


SETTLED: tuple[Status, ...] = ("done", "waived")
_NOTHING_YET = Response()
