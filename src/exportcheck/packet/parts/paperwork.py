"""Paperwork: the documents that the applicable duties ask for, who issues them, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Duty
from exportcheck.domain.content import Document
from exportcheck.packet.blocks import look_mark, table
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.terms import Look, look_word


def paperwork(sheet: Sheet) -> list[Flowable]:
    """One row for each document."""
    words = sheet.words
    story = sheet.new_part(words("Paperwork"), "paperwork")
    asked = _asked(sheet)
    if not asked:
        return [*story, sheet.say(words("No applicable duty asks for a document."))]
    lead = words("The documents that the applicable duties ask for. Duties that are still undecided may add others.")
    catalogue = sheet.packet.catalogue.documents
    rows = [_row(sheet, catalogue[name], asked[name]) for name in catalogue if name in asked]
    heads = sheet.heads(words("Document"), words("Issued by"), words("Keep"), words("Asked for by"), words("State"))
    return [*story, sheet.say(lead), table(heads, rows, sheet.shares(15, 8, 9, 11, 7))]


def _asked(sheet: Sheet) -> dict[str, list[Duty]]:
    """The documents by id, with the duties that ask for them."""
    asked: dict[str, list[Duty]] = {}
    for duty in sheet.packet.assessment.in_state("applies"):
        for document in duty.requirement.documents:
            asked.setdefault(document, []).append(duty)
    return asked


def _row(sheet: Sheet, document: Document, duties: Sequence[Duty]) -> list[Flowable | list[Flowable]]:
    styles, language = sheet.styles, sheet.reading.language
    look = state_of([sheet.look(duty) for duty in duties])
    state = sheet.door.markup(look_word(sheet.words, look))
    return [
        [sheet.say(document.name.get(language), styles.cell_strong), sheet.say(document.what_it_is.get(language), styles.cell_soft)],
        sheet.say(document.issuer.get(language), styles.cell_soft),
        [sheet.say(text, styles.cell_soft) for text in _keeping(sheet, document)],
        sheet.set(sheet.to_duties(duties, 6), styles.cell_soft),
        sheet.entry("", state, style=styles.cell_marked, mark=look_mark(look)),
    ]


def _keeping(sheet: Sheet, document: Document) -> Iterator[str]:
    for text in (document.validity, document.retention):
        if text is not None:
            yield text.get(sheet.reading.language)


def state_of(looks: Sequence[Look]) -> Look:
    """How a document stands, from the duties that ask for it: done when all are settled, blocked when one is blocked."""
    if "blocked" in looks:
        return "blocked"
    if all(look in ("done", "waived") for look in looks):
        return "done"
    return "in_progress" if any(look != "open" for look in looks) else "open"
