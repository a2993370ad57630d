"""Reads the law for a case: every duty with its state and grounds, again only where an answer changed something."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

from exportcheck.domain.assessment import Assessment, Duty, Ground, State
from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue
from exportcheck.rules.composition import Item, Rulebook
from exportcheck.rules.evaluation import Situation, Verdict, evaluate
from exportcheck.rules.questions import worth_asking
from exportcheck.rules.upcoming import within_a_year

_STATES: dict[bool | None, State] = {True: "applies", False: "not_applicable", None: "undecided"}


class Assessor:
    """Assesses the cases of one catalogue. Keeps the items of the last case so that one answer costs little."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.rulebook = Rulebook(catalogue)
        self._catalogue = catalogue
        self._plan: object = None
        self._items: tuple[Item, ...] = ()
        self._waiting: dict[str, list[int]] = {}
        self._case: Case | None = None
        self._as_of = dt.date.min
        self._read: list[Duty] = []

    def assess(self, case: Case, as_of: dt.date | None = None) -> Assessment:
        """The assessment of a case on a day (the planned date when none is given).

        Raises ExportcheckError('layer_missing') when the plan names a country without a checklist.
        """
        day = as_of or case.plan.date
        plan = (case.id, case.plan.origin, case.plan.destinations, tuple(line.id for line in case.lines))
        if plan != self._plan:
            self._compose(case, plan)
            stale: Iterable[int] = range(len(self._items))
        elif day != self._as_of or self._case is None:
            stale = range(len(self._items))
        else:
            stale = self._touched(self._case, case)
        for index in stale:
            self._read[index] = read_item(self._items[index], case, day)
        self._case, self._as_of = case, day
        duties = _replaced(self._read)
        return Assessment(
            day,
            tuple(duties),
            worth_asking(duties, self._catalogue),
            within_a_year(zip(self._items, duties, strict=True), case, day),
        )

    def _compose(self, case: Case, plan: object) -> None:
        self._items = self.rulebook.compose(case)
        self._plan = plan
        self._case = None
        self._read = [_UNREAD] * len(self._items)
        self._waiting = {}
        for index, item in enumerate(self._items):
            for fact in item.compiled.facts:
                self._waiting.setdefault(fact, []).append(index)

    def _touched(self, before: Case, after: Case) -> set[int]:
        changed = {
            ref.fact
            for ref in before.answers.keys() | after.answers.keys()
            if before.answers.get(ref) != after.answers.get(ref)
        }
        changed |= {
            fact
            for fact in before.client.facts.keys() | after.client.facts.keys()
            if before.client.facts.get(fact) != after.client.facts.get(fact)
        }
        return {index for fact in changed for index in self._waiting.get(fact, ())}


def read_item(item: Item, case: Case, day: dt.date) -> Duty:
    """One item with its state on a day, before replacements between requirements are looked at."""
    compiled = item.compiled
    verdict = evaluate(compiled.condition, Situation(case, day, compiled.parameters, item.destination, item.line))
    state, ground = _on_day(verdict, item, day)
    return Duty(
        compiled.requirement,
        item.destination,
        item.line,
        state,
        ground,
        verdict.clauses if ground == "condition" else (),
        verdict.missing if ground == "condition" else (),
    )


def _on_day(verdict: Verdict, item: Item, day: dt.date) -> tuple[State, Ground]:
    in_force = item.compiled.requirement.in_force
    if verdict.truth is not False:
        if in_force.start is not None and day < in_force.start:
            return "not_applicable", "not_yet"
        if in_force.until is not None and day > in_force.until:
            return "not_applicable", "ended"
    return _STATES[verdict.truth], "condition"


def _replaced(duties: list[Duty]) -> list[Duty]:
    """The duties, where those give way that a more exact one replaces in the same place or in a wider one.

    Where it is open whether the more exact one applies, it is open whether the other one does.
    """
    replacing: dict[tuple[str, str, str], list[Duty]] = {}
    for duty in duties:
        if duty.state != "not_applicable":
            for relation in duty.requirement.related:
                if relation.relation == "replaces":
                    replacing.setdefault((relation.id, duty.destination, duty.line), []).append(duty)
    return [_give_way(duty, replacing) for duty in duties] if replacing else list(duties)


def _give_way(duty: Duty, replacing: Mapping[tuple[str, str, str], list[Duty]]) -> Duty:
    if duty.state == "not_applicable":
        return duty
    places = dict.fromkeys(product((duty.destination, ""), (duty.line, "")))
    rivals = [rival for place in places for rival in replacing.get((duty.requirement.id, *place), ())]
    for rival in rivals:
        if rival.state == "applies":
            by = rival.requirement.id
            return replace(duty, state="not_applicable", ground="replaced", clauses=(), missing=(), replaced_by=by)
    if not rivals:
        return duty
    missing = dict.fromkeys(gap for one in (duty, *rivals) for gap in one.missing)
    return replace(duty, state="undecided", clauses=(), missing=tuple(missing))


_UNREAD: Duty = None  # type: ignore[assignment]  # every slot is filled before it is read
