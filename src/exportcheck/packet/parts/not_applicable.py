"""Not applicable: a short table with the reason for each, so that a reader can check that nothing was forgotten."""

from __future__ import annotations

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Duty
from exportcheck.domain.content import DOMAINS, Domain
from exportcheck.packet.blocks import table
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.terms import domain_word


def not_applicable(sheet: Sheet) -> list[Flowable]:
    """One table for each field of law."""
    words = sheet.words
    story = sheet.new_part(words("Not applicable"), "not-applicable")
    duties = sheet.packet.assessment.in_state("not_applicable")
    if not duties:
        return [*story, sheet.say(words("Every requirement that was looked at applies or may apply."))]
    story.append(sheet.say(words("These requirements were looked at and do not apply on the planned date, for the reason beside each.")))
    for domain in DOMAINS:
        found = _by_reason(sheet, duties, domain)
        if found:
            story += sheet.small_section(domain_word(words, domain), f"not-applicable-{domain}")
            story.append(_table(sheet, found))
    return story


def _by_reason(sheet: Sheet, duties: tuple[Duty, ...], domain: Domain) -> dict[tuple[str, str], list[Duty]]:
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in duties:
        if duty.requirement.domain == domain:
            found.setdefault((duty.requirement.id, sheet.reading.reason(duty)), []).append(duty)
    return found


def _table(sheet: Sheet, found: dict[tuple[str, str], list[Duty]]) -> Flowable:
    words, styles = sheet.words, sheet.styles
    rows = [
        [[sheet.say(sheet.reading.title(duties[0]), styles.cell), sheet.say(requirement, styles.small)],
         sheet.set(sheet.door.short(_places(sheet, duties), 200), styles.cell_soft),
         sheet.set(sheet.door.short(reason, 500), styles.cell_soft)]
        for (requirement, reason), duties in found.items()
    ]  # fmt: skip
    return table(sheet.heads(words("Requirement"), words("Where"), words("Reason")), rows, sheet.shares(9, 4, 8))


def _places(sheet: Sheet, duties: list[Duty]) -> str:
    return "; ".join(dict.fromkeys(sheet.reading.place(duty, sheet.case) or sheet.destination("") for duty in duties))
