"""What changes soon: duties that start, end or change in the twelve months after the planned date."""

from __future__ import annotations

import datetime as dt

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Upcoming
from exportcheck.packet.blocks import table
from exportcheck.packet.sheet import Sheet


def upcoming(sheet: Sheet) -> list[Flowable]:
    """One row for each change, by date."""
    words, form = sheet.words, sheet.form
    story = sheet.new_part(words("What changes soon"), "upcoming")
    found = _once_each(sheet)
    if not found:
        none = words("Nothing is known to change in the twelve months after {date}.", date=form.date(sheet.reading.as_of))
        return [*story, sheet.say(none)]
    lead = words("Changes in the twelve months after {date}, as far as they have been announced.", date=form.date(sheet.reading.as_of))
    rows = [
        [sheet.say(form.date_short(on), sheet.styles.cell_strong),
         [sheet.say(text, sheet.styles.cell), sheet.set(sheet.to_duties([change.duty for change in changes]), sheet.styles.cell_soft)],
         sheet.set(sheet.door.short(_places(sheet, changes), 300), sheet.styles.cell_soft)]
        for (on, text), changes in found.items()
    ]  # fmt: skip
    heads = sheet.heads(words("From"), words("Change"), words("Where"))
    return [*story, sheet.say(lead), table(heads, rows, sheet.shares(4, 14, 5))]


def _once_each(sheet: Sheet) -> dict[tuple[dt.date, str], list[Upcoming]]:
    """The changes by date and wording: what is the same in several places is said once."""
    found: dict[tuple[dt.date, str], list[Upcoming]] = {}
    for change in sheet.packet.assessment.upcoming:
        found.setdefault((change.on, sheet.reading.upcoming(change)), []).append(change)
    return found


def _places(sheet: Sheet, changes: list[Upcoming]) -> str:
    places = dict.fromkeys(sheet.destination(change.duty.destination) for change in changes)
    return ", ".join(places)
