"""The cover: whose packet this is, for what and for when, and whether anything in it needs a second look."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from exportcheck.app.packet_plan import Doubts, doubts_of
from exportcheck.packet.blocks import Rule, look_mark
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.text import clipped

LONG_TITLE, MOST_PRODUCTS = 48, 6


def cover(sheet: Sheet) -> list[Flowable]:
    """The first page."""
    case, styles = sheet.case, sheet.styles
    title = clipped(case.title, 180)
    large = len(title) <= LONG_TITLE
    label = sheet.say(sheet.words("Export packet"), styles.field)
    return [
        Spacer(1, 108),
        label,
        Rule("accent", 2.4, 54, after=20),
        sheet.say(title, styles.cover_title if large else styles.part),
        Spacer(1, 12),
        sheet.say(clipped(case.client.name, 160), styles.cover_client),
        Spacer(1, 40),
        *[
            sheet.entry(label, sheet.door.short(text, 400), style=styles.cover_line)
            for label, text in _particulars(sheet)
        ],
        *_warnings(sheet),
    ]


def _particulars(sheet: Sheet) -> Iterator[tuple[str, str]]:
    words, form, packet = sheet.words, sheet.form, sheet.packet
    case = packet.case
    yield words("From"), form.country(case.plan.origin)
    yield words("To"), form.list([form.country(destination) for destination in case.plan.destinations])
    if case.lines:
        products = [clipped(line.description or line.id, 70) for line in case.lines[:MOST_PRODUCTS]]
        more = len(case.lines) - len(products)
        if more:
            products.append(words.many("{count} more", "{count} more", more))
        yield words("Products"), form.list(products)
    yield words("Planned date"), form.date(case.plan.date)
    yield words("Issued"), form.date(packet.issued_on)
    yield (
        words("Content"),
        words("{version}, read for {date}", version=packet.catalogue.version, date=form.date(sheet.reading.as_of)),
    )
    yield words("Program"), f"exportcheck {packet.program_version}"
    if case.id:
        yield words("Case number"), case.id[:8].upper()


def _warnings(sheet: Sheet) -> list[Flowable]:
    sentences = list(_doubts(sheet))
    if not sentences:
        return []
    style = sheet.styles.notice
    head = sheet.say(sheet.words("Before you rely on this packet"), sheet.styles.field)
    lines = [
        sheet.entry("", sheet.door.markup(sentence), style=style, mark=look_mark("undecided")) for sentence in sentences
    ]
    return [Spacer(1, 30), Rule("accent", 0.9, after=4), head, *lines]


def _doubts(sheet: Sheet) -> Iterator[str]:
    doubts = doubts_of(sheet.packet)
    yield from _of_the_content(sheet, doubts)
    yield from _of_the_case(sheet, doubts)
    if sheet.door.replaced:
        yield sheet.words.many(
            "{count} character could not be printed and is shown as □; the attached case holds it.",
            "{count} characters could not be printed and are shown as □; the attached case holds them.",
            sheet.door.replaced,
        )


def _of_the_content(sheet: Sheet, doubts: Doubts) -> Iterator[str]:
    many = sheet.words.many
    if doubts.unverified:
        yield many(
            "{count} requirement has not been verified against an official text; it is marked.",
            "{count} requirements have not been verified against an official text; they are marked.",
            doubts.unverified,
        )
    if doubts.to_review:
        yield many(
            "The review of {count} requirement is overdue.",
            "The review of {count} requirements is overdue.",
            doubts.to_review,
        )
    for layer in doubts.stale_layers:
        date = sheet.form.date(sheet.packet.catalogue.layers[layer].knowledge_date)
        name = sheet.reading.layer(layer)
        yield sheet.words("What is known of {layer} is more than six months old ({date}).", layer=name, date=date)


def _of_the_case(sheet: Sheet, doubts: Doubts) -> Iterator[str]:
    many = sheet.words.many
    if doubts.to_confirm:
        yield many(
            "{count} decision was made on an earlier text and has to be confirmed again.",
            "{count} decisions were made on an earlier text and have to be confirmed again.",
            doubts.to_confirm,
        )
    if doubts.undecided:
        yield many(
            "{count} requirement is undecided because an answer is missing.",
            "{count} requirements are undecided because answers are missing.",
            doubts.undecided,
        )
    if doubts.day_has_passed:
        yield sheet.words("The planned date had passed when this packet was issued.")
