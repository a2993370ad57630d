"""What changes soon: duties that start, end or change in the twelve months after the planned date."""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Upcoming
from exportcheck.packet.blocks import table
from exportcheck.packet.sheet import Sheet


def upcoming(sheet: Sheet) -> list[Flowable]:
    """One row for each change, by date."""
    words, day = sheet.words, sheet.form.date(sheet.reading.as_of)
    story = sheet.new_part(words("What changes soon"), "upcoming")
    found = _once_each(sheet)
    if not found:
        none = words("Nothing is known to change in the twelve months after {date}.", date=day)
        return [*story, sheet.say(none)]
    lead = words("Changes in the twelve months after {date}, as far as they have been announced.", date=day)
    rows = [_row(sheet, on, text, changes) for (on, text), changes in found.items()]
    heads = sheet.heads(words("Date"), words("Change"), words("Requirement"), words("Where"))
    return [*story, sheet.say(lead), table(heads, rows, sheet.shares(8, 22, 13, 9))]


def _row(sheet: Sheet, on: dt.date, text: str, changes: list[Upcoming]) -> list[Flowable | list[Flowable]]:
    styles = sheet.styles
    return [
        sheet.say(sheet.form.date_short(on), styles.cell_strong),
        sheet.say(text, styles.cell),
        sheet.set(sheet.to_duties([change.duty for change in changes]), styles.cell_soft),
        sheet.set(sheet.door.short(_places(sheet, changes), 300), styles.cell_soft),
    ]


def _once_each(sheet: Sheet) -> dict[tuple[dt.date, str], list[Upcoming]]:
    """The changes by date and wording: what is the same in several places is said once."""
    found: dict[tuple[dt.date, str], list[Upcoming]] = {}
    for change in sheet.packet.assessment.upcoming:
        found.setdefault((change.on, sheet.reading.upcoming(change)), []).append(change)
    return found


def _places(sheet: Sheet, changes: list[Upcoming]) -> str:
    places = dict.fromkeys(sheet.destination(change.duty.destination) for change in changes)
    return ", ".join(places)
