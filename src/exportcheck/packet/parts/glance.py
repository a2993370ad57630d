"""At a glance: can the goods leave, how far is each field, what blocks, what is due next."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from exportcheck.app.progress import (
    SETTLED,
    Outlook,
    blockers,
    missing_to_ship,
    next_deadlines,
    outlook,
    progress_of,
    response_to,
)
from exportcheck.domain.assessment import Assessment, Duty
from exportcheck.domain.content import DOMAINS
from exportcheck.packet.blocks import look_mark
from exportcheck.packet.charts import Row, TallyChart
from exportcheck.packet.grouping import for_destination
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.text import Markup, clipped
from exportcheck.wording.terms import Look, domain_word

MOST_BLOCKERS, MOST_MISSING, MANY_PLACES, MOST_WORDS = 4, 2, 3, 200
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
    styles, places = sheet.styles, sheet.case.plan.destinations
    for place in places:
        seen = for_destination(sheet.packet.assessment, place)
        verdict = outlook(sheet.case, seen)
        sentence = sheet.strong(sheet.door.markup(verdict_words(sheet, verdict, place)))
        yield sheet.entry(sheet.destination(place), sentence, style=styles.marked, mark=look_mark(MARKS[verdict]))
        details = [_missing(sheet, seen, few=len(places) > MANY_PLACES)] if verdict != "yes" else []
        text = " ".join(filter(None, (*details, _before_selling(sheet, seen))))
        if text:
            yield sheet.set(sheet.door.markup(text), styles.marked_soft)
        yield Spacer(1, 3)


def verdict_words(sheet: Sheet, verdict: Outlook, place: str) -> str:
    """Whether the goods can leave for a destination on the planned date."""
    where, date = sheet.destination(place), sheet.form.date(sheet.case.plan.date)
    messages: dict[Outlook, str] = {
        "yes": sheet.words(
            "Yes. As far as this case tells, the goods can leave for {place} on {date}.", place=where, date=date
        ),
        "not_yet": sheet.words(
            "Not yet. The goods can leave for {place} on {date} once what is missing is done.", place=where, date=date
        ),
        "blocked": sheet.words(
            "No. A required customs duty is blocked: the goods cannot leave for {place} on {date}.",
            place=where,
            date=date,
        ),
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
    first = sorted(
        missing, key=lambda duty: (response_to(sheet.case, duty).status != "blocked", duty.state == "undecided")
    )
    titles = list(dict.fromkeys(sheet.reading.title(duty) for duty in first))[:MOST_MISSING]
    return counts + " " + words("Among them: {titles}.", titles="; ".join(titles))


def _before_selling(sheet: Sheet, seen: Assessment) -> str:
    waiting = sum(
        duty.state == "undecided" or response_to(sheet.case, duty).status not in SETTLED
        for duty in seen.duties
        if duty.state != "not_applicable"
        and duty.requirement.severity == "must"
        and duty.requirement.domain != "customs"
    )
    if not waiting:
        return ""
    return sheet.words.many(
        "Before selling: {count} required duty to consumers or on privacy is not settled.",
        "Before selling: {count} required duties to consumers or on privacy are not settled.",
        waiting,
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


def _blockers(sheet: Sheet) -> Iterator[Flowable]:
    words, found = sheet.words, blockers(sheet.case, sheet.packet.assessment)
    yield from sheet.small_section(words("What blocks"), "glance-blockers")
    if not found:
        yield sheet.say(words("Nothing is marked as blocked."))
    for duty in found[:MOST_BLOCKERS]:
        yield sheet.entry(
            "",
            _line(sheet, duty, response_to(sheet.case, duty).note),
            style=sheet.styles.brief,
            mark=look_mark("blocked"),
        )
    if len(found) > MOST_BLOCKERS:
        more = words.many("and {count} more", "and {count} more", len(found) - MOST_BLOCKERS)
        yield sheet.say(more, sheet.styles.soft)


def _deadlines(sheet: Sheet) -> Iterator[Flowable]:
    words, found = sheet.words, next_deadlines(sheet.case, sheet.packet.assessment)
    yield from sheet.small_section(words("Next deadlines"), "glance-deadlines")
    if not found:
        yield sheet.say(words("No due dates have been set for what is still to do."))
    for one in found:
        late = words("overdue") if one.due < sheet.packet.issued_on else ""
        more = " · ".join(filter(None, (response_to(sheet.case, one.duty).responsible, late)))
        yield sheet.entry(sheet.form.date_short(one.due), _line(sheet, one.duty, more), style=sheet.styles.brief_entry)


def _line(sheet: Sheet, duty: Duty, more: str) -> Markup:
    """A duty in one line: its title, where, and what else there is to say."""
    title = sheet.to_duty(duty.key, sheet.door.markup(sheet.reading.title(duty)))
    rest = " · ".join(
        filter(None, (sheet.destination(duty.destination), clipped(" ".join(more[:MOST_WORDS].split()), 70)))
    )
    return Markup(f"{title} \u00a0{sheet.softly(sheet.door.markup(rest))}")
