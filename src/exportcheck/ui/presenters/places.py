"""Where a duty stands in the case: leaving the origin, or at one destination. Knows no widget."""

from __future__ import annotations

from exportcheck.app.progress import home_of
from exportcheck.domain.assessment import Duty
from exportcheck.ui.session import Session


def places(session: Session) -> tuple[str, ...]:
    """The places through which a person walks: the origin first, then every destination."""
    plan = session.case.case.plan
    return (plan.origin, *plan.destinations)


def place_of(session: Session, duty: Duty) -> str:
    """The place under which a duty is shown; what the origin asks stands there, whatever the destination."""
    case = session.case.case
    return home_of(case, duty) or case.plan.origin


def place_word(session: Session, place: str) -> str:
    """A place by name."""
    country = session.format.country(place)
    if place == session.case.case.plan.origin:
        return session.surroundings.words("Leaving {country}", country=country)
    return country


def within_place(session: Session, duty: Duty) -> str:
    """What tells a duty from its like at the same place: for which destination, for which product."""
    case, parts = session.case.case, []
    if duty.destination and place_of(session, duty) != duty.destination:
        country = session.format.country(duty.destination)
        parts.append(session.surroundings.words("for {country}", country=country))
    if duty.line:
        parts.append(next((line.description for line in case.lines if line.id == duty.line), duty.line))
    return " · ".join(parts)


def whole_place(session: Session, duty: Duty) -> str:
    """Place, destination and product in words."""
    inside = within_place(session, duty)
    return " · ".join(part for part in (place_word(session, place_of(session, duty)), inside) if part)
