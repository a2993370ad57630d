"""The text of a duty, from top to bottom: why, what, law, papers, timing, penalty."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from exportcheck.domain.assessment import Duty
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.layouts import clear, column, row
from exportcheck.ui.widgets.marks import WordMark
from exportcheck.ui.widgets.texts import label, prose


class DutyReading(QWidget):
    """Sections of reading text; empty ones are left out."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lay = column(self, gap=4)

    def show_duty(self, duty: Duty) -> None:
        """Set the text of a duty."""
        clear(self._lay)
        words, reading = self._session.surroundings.words, self._session.reading
        why = {"applies": words("Why it applies to you"), "not_applicable": words("Why it does not apply"),
               "undecided": words("Why it is undecided")}[duty.state]
        self._lay.addWidget(prose(reading.summary(duty), "", self))
        if duty.state != "undecided":
            self._section(why, reading.reason(duty))
        self._section(words("What to do"), reading.action(duty))
        self._law(duty)
        self._authority(duty)
        self._papers(duty)
        self._section(words("When"), reading.deadline(duty))
        self._section(words("If it is not done"), reading.penalty(duty))
        self._section(words("What proves it"), reading.evidence(duty))
        self._section(words("What is not certain"), reading.caveat(duty), "warn")
        self._dates(duty)

    def _section(self, title: str, text: str, face: str = "") -> None:
        if text:
            self._heading(title)
            self._lay.addWidget(prose(text, face, self))

    def _heading(self, title: str) -> None:
        self._lay.addSpacing(8)
        self._lay.addWidget(label(title, "caption", self))

    def _law(self, duty: Duty) -> None:
        words, reading = self._session.surroundings.words, self._session.reading
        self._heading(words("Law"))
        for citation in reading.citations(duty):
            link = f' · <a href="{escape(citation.url)}">{escape(citation.domain)}</a>' if citation.url else ""
            text = prose(f"<b>{escape(citation.text)}</b>{link}", "", self, links=True)
            text.setToolTip(citation.official_title)
            text.linkActivated.connect(open_link)
            self._lay.addWidget(text)
            if citation.official_title != citation.short:
                self._lay.addWidget(prose(citation.official_title, "small", self))
            read = words("read on {date}", date=self._session.format.date(citation.read_on)) if citation.read_on else ""
            line = row(gap=6)
            line.addWidget(
                WordMark(
                    self._session.surroundings,
                    citation.known,
                    reading.known_short(citation.known),
                    reading.known(citation.known),
                    self,
                )
            )
            line.addWidget(label(read, "small", self))
            line.addStretch()
            self._lay.addLayout(line)

    def _authority(self, duty: Duty) -> None:
        authority = self._session.reading.authority(duty)
        self._heading(self._session.surroundings.words("Who enforces it"))
        name = escape(authority.name.get(self._session.surroundings.language))
        domain = authority.url.removeprefix("https://").removeprefix("www.").split("/")[0]
        link = f' · <a href="{escape(authority.url)}">{escape(domain)}</a>' if authority.url else ""
        text = prose(f"{name}{link}", "", self, links=True)
        text.linkActivated.connect(open_link)
        self._lay.addWidget(text)

    def _papers(self, duty: Duty) -> None:
        papers = self._session.reading.documents(duty)
        language = self._session.surroundings.language
        if papers:
            self._heading(self._session.surroundings.words("Papers"))
        for paper in papers:
            self._lay.addWidget(prose(f"{paper.name.get(language)}: {paper.issuer.get(language)}", "", self))

    def _dates(self, duty: Duty) -> None:
        words, form, requirement = self._session.surroundings.words, self._session.format, duty.requirement
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
        self._section(words("Dates"), "\n".join(lines))


@Slot(str)
def open_link(address: str) -> None:
    """Open an official address in the system's browser; only ever after a click or Enter."""
    if address.startswith("https://"):
        QDesktopServices.openUrl(QUrl(address))
