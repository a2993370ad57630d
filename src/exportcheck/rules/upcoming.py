"""What starts, ends or changes in the twelve months after the day for which the law is read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from exportcheck.domain.assessment import Duty, Upcoming
from exportcheck.domain.case import Case
from exportcheck.rules.composition import Compiled, Item
from exportcheck.rules.evaluation import Situation, evaluate


def a_year_after(day: dt.date) -> dt.date:
    """The same day of the next year (28 February for a leap day)."""
    if day.year == dt.MAXYEAR:
        return dt.date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def within_a_year(read: Iterable[tuple[Item, Duty]], case: Case, day: dt.date) -> tuple[Upcoming, ...]:
    """The changes that concern this case, by date. What does not apply for another reason than its date is left out."""
    horizon = a_year_after(day)
    found = [
        change
        for item, duty in read
        for change in _of_item(item, duty, day, horizon)
        if not _ruled_out(item, duty, case, change)
    ]
    return tuple(sorted(found, key=lambda change: (change.on, change.duty.key, change.what)))


def _of_item(item: Item, duty: Duty, day: dt.date, horizon: dt.date) -> Iterator[Upcoming]:
    requirement = item.compiled.requirement
    in_force = requirement.in_force
    if in_force.start is not None and day < in_force.start <= horizon:
        yield Upcoming(in_force.start, "starts", duty)
    if in_force.until is not None and day <= in_force.until < horizon:
        yield Upcoming(in_force.until, "ends", duty)
    first, last = in_force.start or dt.date.min, in_force.until or dt.date.max
    if last < day:
        return
    for change in requirement.changes:
        if day < change.on <= horizon:
            yield Upcoming(change.on, "changes", duty, change.text)
    announced = {change.on for change in requirement.changes}
    for on in _parameter_changes(item.compiled) - announced:
        if day < on <= horizon and first < on <= last:
            yield Upcoming(on, "changes", duty)


def _parameter_changes(compiled: Compiled) -> frozenset[dt.date]:
    """The days from which an amount or limit is another one, or none."""
    days = set()
    for name in compiled.limits | compiled.requirement.parameters.keys():
        for dated in compiled.parameters.get(name, ()):
            if dated.start is not None:
                days.add(dated.start)
            if dated.until is not None and dated.until < dt.date.max:
                days.add(dated.until + dt.timedelta(days=1))
    return frozenset(days)


def _ruled_out(item: Item, duty: Duty, case: Case, change: Upcoming) -> bool:
    """Whether the condition is false (on the day of the change): then the change concerns somebody else."""
    if duty.ground == "replaced":
        return True
    if duty.ground == "condition" and duty.state != "not_applicable":
        return False
    compiled = item.compiled
    situation = Situation(case, change.on, compiled.parameters, item.destination, item.line)
    return evaluate(compiled.condition, situation).truth is False
