"""Not applicable: a short table with the reason for each, so that a reader can check that nothing was forgotten."""

from __future__ import annotations

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Duty
from exportcheck.domain.content import DOMAINS, Domain
from exportcheck.packet.blocks import table
from exportcheck.packet.grouping import lines_of
from exportcheck.packet.sheet import Sheet
from exportcheck.wording.terms import domain_word

MOST_REASONS = 4


def not_applicable(sheet: Sheet) -> list[Flowable]:
    """One table for each field of law."""
    words = sheet.words
    story = sheet.new_part(words("Not applicable"), "not-applicable")
    duties = sheet.packet.assessment.in_state("not_applicable")
    if not duties:
        return [*story, sheet.say(words("Every requirement that was looked at applies or may apply."))]
    story.append(
        sheet.say(
            words("These requirements were looked at and do not apply on the planned date, for the reason beside each.")
        )
    )
    for domain in DOMAINS:
        found = _by_requirement(duties, domain)
        if found:
            story += sheet.small_section(domain_word(words, domain), f"not-applicable-{domain}")
            story.append(_table(sheet, found))
    return story


def _by_requirement(duties: tuple[Duty, ...], domain: Domain) -> dict[str, list[Duty]]:
    found: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.requirement.domain == domain:
            found.setdefault(duty.requirement.id, []).append(duty)
    return found


def _table(sheet: Sheet, found: dict[str, list[Duty]]) -> Flowable:
    words, styles = sheet.words, sheet.styles
    rows = [
        [[sheet.say(sheet.reading.title(duties[0]), styles.cell), sheet.say(requirement, styles.small)],
         sheet.set(sheet.door.short(_places(sheet, duties), 200), styles.cell_soft),
         [sheet.set(sheet.door.short(reason, 400), styles.cell_soft) for reason in _reasons(sheet, duties)]]
        for requirement, duties in found.items()
    ]  # fmt: skip
    return table(sheet.heads(words("Requirement"), words("Where"), words("Reason")), rows, sheet.shares(9, 4, 8))


def _reasons(sheet: Sheet, duties: list[Duty]) -> list[str]:
    """The different reasons; no more than a reader needs."""
    reasons = list(dict.fromkeys(sheet.reading.reason(duty) for duty in duties))
    if len(reasons) <= MOST_REASONS:
        return reasons
    more = sheet.words.many("and {count} more", "and {count} more", len(reasons) - MOST_REASONS + 1)
    return [*reasons[: MOST_REASONS - 1], more]


def _places(sheet: Sheet, duties: list[Duty]) -> str:
    """Destinations; product lines only where they are not all of them."""
    by_destination: dict[str, list[Duty]] = {}
    for duty in duties:
        by_destination.setdefault(duty.destination, []).append(duty)
    places = []
    for destination, found in by_destination.items():
        lines = lines_of(sheet.case, tuple(found))
        some = f": {', '.join(lines)}" if lines and len(lines) < len(sheet.case.lines) else ""
        places.append(sheet.destination(destination) + some)
    return "; ".join(places)
