"""The closing pages: terms used, room for review and signatures, and the disclaimer."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from exportcheck.domain.content import Term
from exportcheck.packet.blocks import Rule, table
from exportcheck.packet.sheet import Sheet

ROOM_TO_SIGN = 250.0


def closing(sheet: Sheet) -> list[Flowable]:
    """Glossary, review, disclaimer."""
    return [*_glossary(sheet), *_review(sheet), *_disclaimer(sheet)]


def _glossary(sheet: Sheet) -> list[Flowable]:
    language, styles = sheet.reading.language, sheet.styles
    terms = sorted(_used(sheet), key=lambda term: term.term.get(language).casefold())
    if not terms:
        return []
    rows = [
        [sheet.say(term.term.get(language), styles.cell_strong), sheet.say(term.meaning.get(language), styles.cell)]
        for term in terms
    ]
    head = sheet.new_part(sheet.words("Glossary"), "glossary")
    return [*head, table(sheet.heads(sheet.words("Term"), sheet.words("Meaning")), rows, sheet.shares(6, 13))]


def _used(sheet: Sheet) -> Iterator[Term]:
    """The terms that occur in the texts of the printed duties."""
    reading = sheet.reading
    unique = {duty.requirement.id: duty for duty in sheet.packet.assessment.duties if duty.state != "not_applicable"}
    printed = "\n".join(
        text for duty in unique.values() for text in (reading.title(duty), reading.summary(duty), reading.action(duty))
    ).casefold()
    for term in sheet.packet.catalogue.glossary.values():
        stem = term.term.get(reading.language).partition(" (")[0].casefold()
        if stem in printed:
            yield term


def _review(sheet: Sheet) -> list[Flowable]:
    words = sheet.words
    scope = words(
        "This packet was reviewed for: {client}, {title}, planned for {date}, content {version}.",
        date=sheet.form.date(sheet.case.plan.date), version=sheet.packet.catalogue.version,
        client=sheet.case.client.name[:160], title=sheet.case.title[:160],
    )  # fmt: skip
    blanks = (
        words("Reviewer"), words("Profession"), words("Scope"), words("Place and date"), words("Signature"),
    )  # fmt: skip
    lines = [
        part
        for blank in blanks
        for part in (Spacer(1, 26), Rule("edge", after=1), sheet.say(blank, sheet.styles.small))
    ]
    return [
        *sheet.new_part(words("Review and signatures"), "review"),
        sheet.say(scope),
        CondPageBreak(ROOM_TO_SIGN),
        *lines,
    ]


def _disclaimer(sheet: Sheet) -> list[Flowable]:
    words = sheet.words
    return [
        *sheet.new_section(words("Disclaimer"), "disclaimer"),
        sheet.say(
            words(
                "This packet is a working aid. It is not legal advice and does not replace the official texts or the "
                "advice of a professional who is admitted in the country concerned."
            )
        ),
        sheet.say(
            words(
                "It rests on the answers that were given, on content as of the date shown, and on the planned date. "
                "Law changes; what is marked as not verified or uncertain must be confirmed before it is relied on."
            )
        ),
        sheet.say(words("The case is attached to this file as case.json, its digest among the document's properties.")),
    ]
