"""The open case on one glance: can it leave, how far is each destination, what is due, what changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from exportcheck.app.progress import Outlook, Tally, next_deadlines, outlook
from exportcheck.domain.content import DOMAINS
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.entry import Entry
from exportcheck.ui.widgets.layouts import clear, column
from exportcheck.ui.widgets.marks import Ring
from exportcheck.ui.widgets.texts import label
from exportcheck.wording.terms import domain_word

MOST = 5
FACES: dict[Outlook, str] = {"yes": "good", "not_yet": "warn", "blocked": "stop"}


class CaseOverview(QWidget):
    """Built anew each time it is shown; it is short."""

    duty_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lay = column(self, gap=8)

    def show_case(self) -> None:
        """Show the open case, if there is one."""
        clear(self._lay)
        self.setVisible(self._session.has_case)
        if not self._session.has_case:
            return
        words, case = self._session.surroundings.words, self._session.case
        self._lay.addWidget(label(case.case.title, "heading", self, wrap=True))
        state = outlook(case.case, case.assessment)
        self._lay.addWidget(label(self._outlook(state), FACES[state], self, wrap=True))
        self._lay.addWidget(self._progress())
        deadlines = next_deadlines(case.case, case.assessment, MOST)
        if deadlines:
            self._heading(words("Next deadlines"))
        for one in deadlines:
            due = self._session.format.date_short(one.due)
            self._entry(one.duty.key, self._session.reading.title(one.duty), due)
        if case.assessment.upcoming:
            self._heading(words("What changes within a year"))
        for change in case.assessment.upcoming[:MOST]:
            when = self._session.format.date_short(change.on)
            self._entry(change.duty.key, self._session.reading.upcoming(change), when)

    def _outlook(self, state: Outlook) -> str:
        words, plan, form = self._session.surroundings.words, self._session.case.case.plan, self._session.format
        sentence = {
            "yes": words("Yes. As far as this case tells, the goods can leave for {place} on {date}."),
            "not_yet": words("Not yet. The goods can leave for {place} on {date} once what is missing is done."),
            "blocked": words("No. A required customs duty is blocked: the goods cannot leave for {place} on {date}."),
        }[state]
        place = form.list([form.country(code) for code in plan.destinations])
        return sentence.replace("{place}", place).replace("{date}", form.date(plan.date))

    def _progress(self) -> QWidget:
        """One row for each destination, one column for each field of law."""
        words, case, form = self._session.surroundings.words, self._session.case, self._session.format
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 4, 0, 4)
        grid.setHorizontalSpacing(24)
        for at, domain in enumerate(DOMAINS, start=1):
            grid.addWidget(label(domain_word(words, domain), "caption", box), 0, at)
        by_place, origin = case.progress().by_place, case.case.plan.origin
        for row, place in enumerate(("", *case.case.plan.destinations), start=1):
            name = form.country(place) if place else words("Leaving {country}", country=form.country(origin))
            grid.addWidget(label(name, "", box), row, 0)
            for at, domain in enumerate(DOMAINS, start=1):
                grid.addWidget(self._tally(by_place.get((place, domain), Tally()), box), row, at)
        grid.setColumnStretch(len(DOMAINS) + 1, 1)
        return box

    def _tally(self, tally: Tally, parent: QWidget) -> QWidget:
        cell = QWidget(parent)
        lay = QGridLayout(cell)
        lay.setContentsMargins(0, 0, 0, 0)
        ring = Ring(self._session.surroundings, cell, 18)
        ring.show_share(tally.readiness if tally.total else 0.0)
        settled = tally.done + tally.waived
        text = label(f"{settled}/{tally.total}" if tally.total else "–", "", cell)
        lay.addWidget(ring, 0, 0)
        lay.addWidget(text, 0, 1, Qt.AlignmentFlag.AlignLeft)
        lay.setColumnStretch(1, 1)
        return cell

    def _heading(self, text: str) -> None:
        self._lay.addSpacing(6)
        self._lay.addWidget(label(text, "caption", self))

    def _entry(self, key: str, text: str, when: str) -> None:
        entry = Entry(text, when, self)
        entry.clicked.connect(partial(self._wanted, key))
        self._lay.addWidget(entry)

    def _wanted(self, key: str, *_: object) -> None:
        self.duty_wanted.emit(key)
