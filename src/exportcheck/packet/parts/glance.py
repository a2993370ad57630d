"""At a glance: can the goods leave, how far is each field, what blocks, what is due next."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from exportcheck.app.progress import Outlook, blockers, missing_to_ship, next_deadlines, outlook, progress_of, response_to
from exportcheck.domain.assessment import Assessment, Duty
from exportcheck.domain.content import DOMAINS
from exportcheck.packet.blocks import look_mark, table
from exportcheck.packet.charts import Row, TallyChart
from exportcheck.packet.grouping import for_destination
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.terms import Look, domain_word

MOST_BLOCKERS, MOST_MISSING, MANY_PLACES = 6, 3, 3
MARKS: dict[Outlook, Look] = {"yes": "done", "not_yet": "open", "blocked": "blocked"}


def glance(sheet: Sheet) -> list[Flowable]:
    """One page for the reader who reads only one."""
    words = sheet.words
    return [
        *sheet.new_part(words("At a glance"), "glance"),
        *_outlooks(sheet),
        *sheet.small_section(words("How the duties stand"), "glance-chart"),
        TallyChart(list(_rows(sheet)), words),
        *_blockers(sheet),
        *_deadlines(sheet),
    ]


def _outlooks(sheet: Sheet) -> Iterator[Flowable]:
    style, assessment = sheet.styles.status, sheet.packet.assessment
    places = sheet.case.plan.destinations
    for place in places:
        seen = for_destination(assessment, place)
        verdict = outlook(sheet.case, seen)
        sentence = sheet.door.markup(verdict_words(sheet, verdict, place))
        yield sheet.entry(sheet.destination(place), sheet.strong(sentence), style=style, mark=look_mark(MARKS[verdict]))
        if verdict != "yes":
            yield sheet.set(sheet.door.markup(_missing(sheet, seen, few=len(places) > MANY_PLACES)), style)
        yield from _before_selling(sheet, seen)
        yield Spacer(1, 5)


def verdict_words(sheet: Sheet, verdict: Outlook, place: str) -> str:
    """Whether the goods can leave for a destination on the planned date."""
    where, date = sheet.destination(place), sheet.form.date(sheet.case.plan.date)
    messages: dict[Outlook, str] = {
        "yes": sheet.words("Yes. As far as this case tells, the goods can leave for {place} on {date}.", place=where, date=date),
        "not_yet": sheet.words("Not yet. The goods can leave for {place} on {date} once what is missing is done.", place=where, date=date),
        "blocked": sheet.words("No. A required customs duty is blocked: the goods cannot leave for {place} on {date}.", place=where, date=date),
    }
    return messages[verdict]


def _missing(sheet: Sheet, seen: Assessment, *, few: bool) -> str:
    missing = missing_to_ship(sheet.case, seen)
    undecided = [duty for duty in missing if duty.state == "undecided"]
    words = sheet.words
    open_count = len(missing) - len(undecided)
    counts = words.many(
        "Missing before shipment: {count} required customs duty is not done, {undecided} undecided.",
        "Missing before shipment: {count} required customs duties are not done, {undecided} undecided.",
        open_count, undecided=len(undecided),
    )  # fmt: skip
    if few:
        return counts
    first = sorted(missing, key=lambda duty: (response_to(sheet.case, duty).status != "blocked", duty.state == "undecided"))
    titles = list(dict.fromkeys(sheet.reading.title(duty) for duty in first))[:MOST_MISSING]
    return counts + " " + words("Among them: {titles}.", titles="; ".join(titles))


def _before_selling(sheet: Sheet, seen: Assessment) -> Iterator[Flowable]:
    waiting = sum(
        duty.state == "undecided" or response_to(sheet.case, duty).status not in ("done", "waived")
        for duty in seen.duties
        if duty.state != "not_applicable" and duty.requirement.severity == "must" and duty.requirement.domain != "customs"
    )
    if waiting:
        yield sheet.set(
            sheet.door.markup(
                sheet.words.many(
                    "Before selling: {count} required duty to consumers or on privacy is not settled.",
                    "Before selling: {count} required duties to consumers or on privacy are not settled.",
                    waiting,
                )
            ),
            sheet.styles.status,
        )


def _rows(sheet: Sheet) -> Iterator[Row]:
    progress = progress_of(sheet.case, sheet.packet.assessment)
    for place in ("", *sheet.case.plan.destinations):
        tallies = [(domain, progress.by_place[place, domain]) for domain in DOMAINS]
        shown = [(domain, tally) for domain, tally in tallies if tally.total]
        if shown:
            yield Row(sheet.door.plain(sheet.destination(place)), shown[0][1], is_place=True)
        for domain, tally in shown:
            yield Row(domain_word(sheet.words, domain), tally)


def _blockers(sheet: Sheet) -> list[Flowable]:
    words, found = sheet.words, blockers(sheet.case, sheet.packet.assessment)
    head = sheet.small_section(words("What blocks"), "glance-blockers")
    if not found:
        return [*head, sheet.say(words("Nothing is marked as blocked."))]
    rows = [
        [sheet.set(sheet.to_duty(duty.key, sheet.door.markup(sheet.reading.title(duty))), sheet.styles.cell),
         sheet.set(sheet.door.short(sheet.reading.place(duty, sheet.case), 80), sheet.styles.cell_soft),
         sheet.set(sheet.door.short(response_to(sheet.case, duty).note, 160), sheet.styles.cell_soft)]
        for duty in found[:MOST_BLOCKERS]
    ]  # fmt: skip
    lines: list[Flowable] = [*head, table(sheet.heads(words("Duty"), words("Where"), words("Note")), rows, sheet.shares(5, 3, 4))]
    if len(found) > MOST_BLOCKERS:
        more = words.many("and {count} more", "and {count} more", len(found) - MOST_BLOCKERS)
        lines.append(sheet.say(more, sheet.styles.soft))
    return lines


def _deadlines(sheet: Sheet) -> list[Flowable]:
    words, found = sheet.words, next_deadlines(sheet.case, sheet.packet.assessment)
    head = sheet.small_section(words("Next deadlines"), "glance-deadlines")
    if not found:
        return [*head, sheet.say(words("No due dates have been set for what is still to do."))]
    rows = [
        [sheet.say(_due(sheet, one.duty), sheet.styles.cell_strong),
         sheet.set(sheet.to_duty(one.duty.key, sheet.door.markup(sheet.reading.title(one.duty))), sheet.styles.cell),
         sheet.set(sheet.door.short(sheet.reading.place(one.duty, sheet.case), 80), sheet.styles.cell_soft),
         sheet.set(sheet.door.short(response_to(sheet.case, one.duty).responsible, 60), sheet.styles.cell_soft)]
        for one in found
    ]  # fmt: skip
    heads = sheet.heads(words("Due"), words("Duty"), words("Where"), words("Responsible"))
    return [*head, table(heads, rows, sheet.shares(3, 6, 3, 3))]


def _due(sheet: Sheet, duty: Duty) -> str:
    due = response_to(sheet.case, duty).due
    if due is None:
        return ""
    date = sheet.form.date_short(due)
    return sheet.words("{date} (overdue)", date=date) if due < sheet.packet.issued_on else date
