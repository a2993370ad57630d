"""One duty in full, or, while it is undecided, what is missing to decide it."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Spacer

from exportcheck.app.progress import SETTLED, response_to
from exportcheck.domain.assessment import Duty
from exportcheck.domain.content import Authority, Known
from exportcheck.packet.blocks import DutyHead, DutyLine, Entry, known_mark, look_mark
from exportcheck.packet.grouping import Group, lines_of
from exportcheck.packet.parts.case import gap_words
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.text import Markup, steps
from exportcheck.wording.reading import CitationLine
from exportcheck.wording.terms import kind_word, look_word, severity_word


def duty_entry(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    """Head and body of one entry."""
    yield _head(sheet, group)
    yield sheet.say(sheet.reading.summary(group.first), sheet.styles.summary)
    yield from _products(sheet, group)
    if group.first.state == "undecided":
        yield from _gaps(sheet, group)
        yield from _law(sheet, group)
    else:
        yield from _steps(sheet, group)
        yield from _reasons(sheet, group)
        yield from _law(sheet, group)
        yield from _particulars(sheet, group)
    yield from _decisions(sheet, group)
    yield from _files(sheet, group)
    yield Spacer(1, 7)


def _head(sheet: Sheet, group: Group) -> DutyHead:
    duty, words = group.first, sheet.words
    requirement, look = duty.requirement, sheet.look(duty)
    response = response_to(sheet.case, duty)
    due = response.due if response.status not in SETTLED else None
    title = sheet.reading.title(duty)
    meta = [
        requirement.id, severity_word(words, requirement.severity), kind_word(words, requirement.kind),
        sheet.reading.known_short(requirement.known), words("Changes often") if requirement.volatile else "",
    ]  # fmt: skip
    line = DutyLine(
        number=group.number,
        anchor=group.anchor,
        outline=sheet.door.plain(title),
        level=3,
        title=sheet.door.markup(title),
        meta=sheet.door.markup(" · ".join(filter(None, meta))),
        severity=requirement.severity,
        look=look,
        look_word=look_word(words, look),
        due=words("due {date}", date=sheet.form.date_short(due)) if due else "",
    )
    return DutyHead(line, sheet.places, sheet.styles.duty, sheet.styles.meta)


def _products(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    if not group.home and group.destinations:
        places = sheet.form.list([sheet.form.country(place) for place in group.destinations])
        yield sheet.entry(sheet.words("Destinations"), sheet.door.short(places, 300))
    lines = lines_of(sheet.case, group.duties)
    if lines and len(sheet.case.lines) > 1:
        yield sheet.entry(sheet.words("Products"), sheet.door.short("; ".join(lines), 600))


def _steps(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    label = sheet.words("What to do")
    for number, text in steps(sheet.reading.action(group.first)):
        if number:
            yield Entry(sheet.door.markup(text), sheet.styles.step, label=label, bulletText=f"{number}.")
        else:
            yield sheet.entry(label, sheet.door.markup(text))
        label = ""
    yield Spacer(1, 1.6)


def _reasons(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    reasons: dict[str, list[str]] = {}
    for duty in group.duties:
        reasons.setdefault(sheet.reading.reason(duty), []).extend(_places(sheet, group, duty))
    label = sheet.words("Why it applies")
    for reason, lines in reasons.items():
        shown = reason
        if len(reasons) > 1 and lines:
            products = "; ".join(dict.fromkeys(lines))
            shown = sheet.words("{products}: {reason}", reason=reason, products=products)
        yield sheet.entry(label, sheet.door.short(shown, 1200))
        label = ""


def _places(sheet: Sheet, group: Group, duty: Duty) -> list[str]:
    """Destination and product by which a duty of a group is told from the others."""
    place = [] if group.home or not duty.destination else [sheet.form.country(duty.destination)]
    return [" · ".join([*place, *lines_of(sheet.case, (duty,))])] if place or duty.line else []


def _gaps(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    label = sheet.words("Missing")
    for gap in dict.fromkeys(gap for duty in group.duties for gap in duty.missing):
        place = sheet.reading.place(gap.ref, sheet.case) if gap.ref.line or not group.home else ""
        text = f"{gap_words(sheet, gap)} ({place})" if place else gap_words(sheet, gap)
        yield sheet.entry(label, sheet.door.short(text, 600))
        label = ""


def _law(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    label = sheet.words("Legal basis")
    for citation in sheet.reading.citations(group.first):
        text = sheet.web(sheet.door.markup(citation.text), citation.url)
        soft = sheet.softly(sheet.door.markup(_how_known(sheet, citation)))
        yield sheet.entry(
            label, Markup(f"{text} \u00a0{soft}"), style=sheet.styles.marked, mark=known_mark(citation.known)
        )
        label = ""


def _how_known(sheet: Sheet, citation: CitationLine) -> str:
    level = sheet.reading.known_short(citation.known)
    if citation.read_on:
        level = sheet.words("{level}, read on {date}", level=level, date=sheet.form.date_short(citation.read_on))
    return " · ".join(filter(None, (citation.domain, level)))


def _particulars(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    reading, words, duty = sheet.reading, sheet.words, group.first
    authority = reading.authority(duty)
    yield sheet.entry(words("Authority"), sheet.web(sheet.door.markup(_authority(sheet, authority)), authority.url))
    documents = "; ".join(document.name.get(reading.language) for document in reading.documents(duty))
    for label, text in (
        (words("Documents"), documents),
        (words("Timing"), reading.deadline(duty)),
        (words("Penalty"), reading.penalty(duty)),
        (words("Proof"), reading.evidence(duty)),
        (words("Caution"), reading.caveat(duty)),
    ):
        if text:
            yield from sheet.entries(label, text)
    known: Known = duty.requirement.known
    if known != "verified":
        yield sheet.entry("", sheet.door.markup(reading.known(known)), style=sheet.styles.known, mark=known_mark(known))


def _authority(sheet: Sheet, authority: Authority) -> str:
    """The name in the packet's language, with the official one where it says more."""
    name, official = authority.name.get(sheet.reading.language), authority.official_name
    if official in name:
        return name
    return official if name in official else f"{name} ({official})"


def _decisions(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    words, response, look = sheet.words, response_to(sheet.case, group.first), sheet.look(group.first)
    parts: list[Markup] = []
    if look != "undecided" and group.first.key in sheet.case.responses:
        parts.append(sheet.strong(sheet.door.markup(look_word(words, look))))
    if look == "reconfirm":
        before = words("the text changed after it was marked “{status}”", status=look_word(words, response.status))
        parts.append(sheet.door.markup(before))
    if response.responsible:
        parts.append(sheet.door.short(response.responsible))
    if response.due:
        parts.append(sheet.door.markup(words("due {date}", date=sheet.form.date(response.due))))
    if parts:
        yield sheet.entry(words("Status"), Markup(" · ".join(parts)), style=sheet.styles.marked, mark=look_mark(look))
    if response.note.strip():
        yield from sheet.entries(words("Notes"), response.note)


def _files(sheet: Sheet, group: Group) -> Iterator[Flowable]:
    keys = {duty.key for duty in group.duties}
    label = sheet.words("Files")
    for file in sheet.case.evidence:
        if file.duty in keys:
            added = sheet.words("added on {date}", date=sheet.form.date_short(file.added.date()))
            soft = Markup(f"{sheet.door.short(file.name)} · {sheet.door.markup(added)}")
            yield sheet.entry(label, soft)
            label = ""
