"""The text of a duty in the order in which it is read: why, what, law, papers, timing, penalty. Knows no widget."""

from __future__ import annotations

from html import escape

from exportcheck.domain.assessment import Duty
from exportcheck.ui.rich import Section, link, mark, paragraphs
from exportcheck.ui.session import Session


def duty_sections(session: Session, duty: Duty) -> list[Section]:
    """All sections of a duty; those without text are left out."""
    words, reading = session.surroundings.words, session.reading
    sections = [Section("", paragraphs(reading.summary(duty)))]
    if duty.state == "applies":
        sections.append(Section(words("Why it applies to you"), paragraphs(reading.reason(duty))))
    elif duty.state == "not_applicable":
        sections.append(Section(words("Why it does not apply"), paragraphs(reading.reason(duty))))
    sections += [
        Section(words("What to do"), paragraphs(reading.action(duty))),
        Section(words("Law"), _law(session, duty)),
        Section(words("Who enforces it"), _authority(session, duty)),
        Section(words("Papers"), _papers(session, duty)),
        Section(words("When"), paragraphs(reading.deadline(duty))),
        Section(words("If it is not done"), paragraphs(reading.penalty(duty))),
        Section(words("What proves it"), paragraphs(reading.evidence(duty))),
        Section(words("What is not certain"), paragraphs(reading.caveat(duty), "warn")),
        Section(words("Dates"), paragraphs("\n".join(_dates(session, duty)))),
    ]
    return [section for section in sections if section.html]


def _law(session: Session, duty: Duty) -> str:
    words, reading = session.surroundings.words, session.reading
    size, lines = session.surroundings.theme.px(15), []
    for citation in reading.citations(duty):
        lines.append(f"<p><b>{escape(citation.text)}</b>{link(citation.url, citation.domain)}</p>")
        if citation.official_title != citation.short:
            lines.append(paragraphs(citation.official_title, "soft"))
        read = words("read on {date}", date=session.format.date(citation.read_on)) if citation.read_on else ""
        known = ", ".join(part for part in (reading.known(citation.known), read) if part)
        lines.append(f'<p class="soft">{mark(citation.known, size)} {escape(known)}</p>')
    return "".join(lines)


def _authority(session: Session, duty: Duty) -> str:
    authority = session.reading.authority(duty)
    domain = authority.url.removeprefix("https://").removeprefix("www.").partition("/")[0]
    return f"<p>{escape(authority.name.get(session.surroundings.language))}{link(authority.url, domain)}</p>"


def _papers(session: Session, duty: Duty) -> str:
    words, language = session.surroundings.words, session.surroundings.language
    lines = [
        words("{paper}. Issued by: {who}", paper=paper.name.get(language), who=paper.issuer.get(language))
        for paper in session.reading.documents(duty)
    ]
    return paragraphs("\n".join(lines))


def _dates(session: Session, duty: Duty) -> list[str]:
    words, form, requirement = session.surroundings.words, session.format, duty.requirement
    lines = []
    if requirement.in_force.start:
        lines.append(words("In force since {date}.", date=form.date(requirement.in_force.start)))
    if requirement.in_force.until:
        lines.append(words("In force until {date}.", date=form.date(requirement.in_force.until)))
    lines += [f"{form.date(change.on)}: {change.text.get(words.language)}" for change in requirement.changes]
    if requirement.volatile:
        lines.append(words("Expected to change: check again before shipping."))
    if requirement.review_by:
        lines.append(words("To be reviewed by {date}.", date=form.date(requirement.review_by)))
    return lines
