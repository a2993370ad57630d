"""Paperwork: the documents that the applicable duties ask for, who issues them, and how they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Duty
from exportcheck.domain.content import Document
from exportcheck.packet.blocks import look_mark, table
from exportcheck.packet.sheet import Sheet
from exportcheck.wording.terms import Look, look_word


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
    heads = sheet.heads(words("Document"), words("Issued by"), words("Asked for by"), words("State"))
    return [*story, sheet.say(lead), table(heads, rows, sheet.shares(24, 9, 9, 7))]


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
        [
            sheet.say(document.name.get(language), styles.cell_strong),
            sheet.say(document.what_it_is.get(language), styles.cell),
            *[sheet.say(text, styles.small) for text in _keeping(sheet, document)],
        ],
        sheet.say(document.issuer.get(language), styles.cell_soft),
        sheet.set(sheet.to_duties(duties), styles.cell_soft),
        sheet.entry("", state, style=styles.cell_marked, mark=look_mark(look)),
    ]


def _keeping(sheet: Sheet, document: Document) -> Iterator[str]:
    language, words = sheet.reading.language, sheet.words
    if document.validity is not None:
        yield words("Valid: {text}", text=document.validity.get(language))
    if document.retention is not None:
        yield words("Keep: {text}", text=document.retention.get(language))


def state_of(looks: Sequence[Look]) -> Look:
    """How a document stands: done when all duties that ask for it are settled, blocked when one of them is blocked."""
    if "blocked" in looks:
        return "blocked"
    if all(look in ("done", "waived") for look in looks):
        return "done"
    return "in_progress" if any(look != "open" for look in looks) else "open"
