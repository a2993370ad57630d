"""The requirements: every duty that applies or may apply, by destination and field of law."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable

from exportcheck.packet.grouping import Section, place_anchor
from exportcheck.packet.parts.duty import duty_entry
from exportcheck.packet.sheet import ROOM_FOR, Sheet
from exportcheck.wording.terms import domain_word


def requirements(sheet: Sheet) -> list[Flowable]:
    """All sections in order."""
    words = sheet.words
    story = sheet.new_part(words("Requirements"), "requirements")
    if not sheet.sections:
        return [*story, sheet.say(words("No requirement applies."))]
    story.append(
        sheet.say(words("A solid bar marks what is required, a dotted bar what is advisable."), sheet.styles.soft)
    )
    place = None
    for section in sheet.sections:
        if section.destination != place:
            place = section.destination
            story += sheet.new_section(sheet.destination(place), place_anchor(place))
        story += _section(sheet, section)
    return story


def _section(sheet: Sheet, section: Section) -> Iterator[Flowable]:
    words = sheet.words
    applying = sum(group.first.state == "applies" for group in section.groups)
    undecided = len(section.groups) - applying
    counts = words.many("{count} applies", "{count} apply", applying)
    if undecided:
        counts += ", " + words.many("{count} undecided", "{count} undecided", undecided)
    title = f"{domain_word(words, section.domain)} ({counts})"
    yield from sheet.new_section(title, section.anchor, 2, listed=title)
    for group in section.groups:
        yield CondPageBreak(ROOM_FOR[3])
        yield from duty_entry(sheet, group)
