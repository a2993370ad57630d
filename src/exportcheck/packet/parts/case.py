"""The case: client, plan, products, answers, and what was left unknown with what it leaves undecided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Duty, Gap
from exportcheck.domain.values import FactRef, Value
from exportcheck.packet.blocks import table
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.text import clipped

LINES = "case.lines"


def the_case(sheet: Sheet) -> list[Flowable]:
    """Everything that was stated, as it was stated."""
    words = sheet.words
    return [
        *sheet.new_part(words("The case"), "case"),
        *_client(sheet),
        *_plan(sheet),
        *_products(sheet),
        *_answers(sheet),
        *_unknown(sheet),
    ]


def _client(sheet: Sheet) -> Iterator[Flowable]:
    words, client = sheet.words, sheet.case.client
    yield from sheet.new_section(words("Client"), "case-client")
    particulars = (
        (words("Name"), client.name),
        (words("Tax number"), client.tax_id),
        (words("Address"), client.address),
        (words("Contact"), client.contact),
        (words("Email"), client.email),
        (words("Telephone"), client.phone),
        (words("Website"), client.website),
    )
    for label, text in particulars:
        if text:
            yield from sheet.entries(label, text)
    facts = [(FactRef(fact), value) for fact, value in client.facts.items()]
    yield from _table(sheet, facts)


def _plan(sheet: Sheet) -> Iterator[Flowable]:
    words, plan = sheet.words, sheet.case.plan
    yield from sheet.new_section(words("Plan"), "case-plan")
    yield from sheet.entries(words("From"), sheet.form.country(plan.origin))
    yield from sheet.entries(words("To"), sheet.form.list([sheet.form.country(place) for place in plan.destinations]))
    yield from sheet.entries(words("Planned date"), sheet.form.date(plan.date))


def _products(sheet: Sheet) -> Iterator[Flowable]:
    words = sheet.words
    yield from sheet.new_section(words("Products"), "case-products")
    if not sheet.case.lines:
        yield sheet.say(words("No product line has been entered."))
    for line in sheet.case.lines:
        yield from sheet.entries(clipped(line.id, 18), line.description or line.id)
        yield from _table(sheet, _answered(sheet, line=line.id))


def _answers(sheet: Sheet) -> Iterator[Flowable]:
    words = sheet.words
    yield from sheet.new_section(words("Answers"), "case-answers")
    general = _answered(sheet)
    if general:
        yield from sheet.new_section(words("The whole case"), "case-answers-all", 2)
        yield from _table(sheet, general)
    for place in sheet.case.plan.destinations:
        answers = _answered(sheet, destination=place)
        if answers:
            yield from sheet.new_section(sheet.destination(place), f"case-answers-{place}", 2)
            yield from _table(sheet, answers)


def _answered(sheet: Sheet, *, destination: str = "", line: str = "") -> list[tuple[FactRef, Value | None]]:
    """The answers of one place in the order of the vocabulary."""
    order = {fact: index for index, fact in enumerate(sheet.packet.catalogue.facts)}
    found = [
        (ref, value)
        for ref, value in sheet.case.answers.items()
        if (ref.destination, ref.line) == (destination, line) and ref.fact in order
    ]
    return sorted(found, key=lambda one: order[one[0].fact])


def _table(sheet: Sheet, answers: Iterable[tuple[FactRef, Value | None]]) -> Iterator[Flowable]:
    rows = [
        [sheet.say(sheet.reading.question(ref), sheet.styles.cell_soft),
         sheet.set(sheet.door.short(sheet.reading.answer(ref, value), 600), sheet.styles.cell)]
        for ref, value in answers
        if ref.fact in sheet.packet.catalogue.facts
    ]  # fmt: skip
    if rows:
        yield table(sheet.heads(sheet.words("Question"), sheet.words("Answer")), rows, sheet.shares(11, 9))


def _unknown(sheet: Sheet) -> Iterator[Flowable]:
    words = sheet.words
    yield from sheet.new_section(words("Left unknown"), "case-unknown")
    waiting = _waiting(sheet)
    if not waiting:
        yield sheet.say(words("Nothing that matters was left unknown: every duty is decided."))
        return
    yield sheet.say(words("Each open answer leaves the duties beside it undecided. None of them was taken for “no”."))
    rows = [
        [sheet.say(question, sheet.styles.cell),
         sheet.set(sheet.door.short("; ".join(places), 200), sheet.styles.cell_soft),
         sheet.set(sheet.to_duties(duties), sheet.styles.cell_soft)]
        for question, (places, duties) in waiting.items()
    ]  # fmt: skip
    heads = sheet.heads(words("Question"), words("Where"), words("Leaves undecided"))
    yield table(heads, rows, sheet.shares(9, 5, 5))


def _waiting(sheet: Sheet) -> dict[str, tuple[list[str], list[Duty]]]:
    """The open questions, most decisive first, with their places and the duties that wait for them."""
    assessment = sheet.packet.assessment
    order = {(question.ref, question.currency): index for index, question in enumerate(assessment.questions)}
    gaps = [(gap, duty) for duty in assessment.in_state("undecided") for gap in duty.missing]
    found: dict[str, tuple[list[str], list[Duty]]] = {}
    for gap, duty in sorted(gaps, key=lambda one: order.get((one[0].ref, one[0].currency), len(order))):
        places, duties = found.setdefault(gap_words(sheet, gap), ([], []))
        place = sheet.reading.place(gap.ref, sheet.case)
        if place and place not in places:
            places.append(place)
        duties.append(duty)
    return found


def gap_words(sheet: Sheet, gap: Gap) -> str:
    """The question that is still to be answered."""
    if gap.ref.fact == LINES:
        return sheet.words("Add at least one product line.")
    return sheet.reading.question(gap.ref, currency=gap.currency)
