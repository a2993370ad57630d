"""What the checklist shows: fields of law with their tallies, words, state, destination."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from exportcheck.domain.content import DOMAINS, Domain
from exportcheck.ui.presenters.checklist import SHOWS, ChecklistPresenter, Show
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import choice
from exportcheck.ui.widgets.layouts import Flow, column, hfw, row
from exportcheck.ui.widgets.texts import label
from exportcheck.wording.messages import Words
from exportcheck.wording.terms import domain_word


class DutyFilters(QWidget):
    """Sets the presenter's filter and says so."""

    changed = Signal()

    def __init__(self, session: Session, presenter: ChecklistPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._presenter = session, presenter
        self._offered: tuple[str, ...] | None = None
        words = session.surroundings.words
        self._count = label("", "small", self)
        lay = column(self, gap=8, margins=(16, 12, 16, 10))
        lay.addWidget(self._domains(words))
        second = row(gap=8)
        second.addWidget(self._words_line(words), 1)
        second.addWidget(self._show_box(words))
        lay.addLayout(second)
        third = row(gap=8)
        self.destination = QComboBox(self)
        self.destination.setAccessibleName(words("Destination"))
        self.destination.activated.connect(self._destination_chosen)
        third.addWidget(self.destination)
        third.addWidget(self._count)
        third.addStretch()
        lay.addLayout(third)

    def show_state(self) -> None:
        """Show the tallies of the case and the present filter."""
        words, case = self._session.surroundings.words, self._session.case
        here, by_place = self._presenter.state.filter.destination, case.progress().by_place
        for domain, made in self.domains.items():
            tallies = [
                tally for (place, of), tally in by_place.items() if of == domain and (not here or place in ("", here))
            ]
            done, total = sum(one.done + one.waived for one in tallies), sum(one.total for one in tallies)
            name = domain_word(words, domain)
            made.setText(words("{domain} {done}/{total}", domain=name, done=done, total=total))
            made.setAccessibleName(words("{domain}: {done} of {total} done", domain=name, done=done, total=total))
            made.setChecked(domain in self._presenter.state.filter.domains)
        self._show_destinations(case.case.plan.destinations, here)

    def show_count(self, count: int) -> None:
        """How many duties are listed."""
        self._count.setText(self._session.surroundings.words.many("{count} duty", "{count} duties", count))

    def _domains(self, words: Words) -> QWidget:
        box = QWidget(self)
        flow = Flow(box, gap=6)
        self.domains: dict[Domain, QPushButton] = {}
        for domain in DOMAINS:
            made = choice(domain_word(words, domain), box)
            made.clicked.connect(partial(self._domain_clicked, domain))
            flow.addWidget(made)
            self.domains[domain] = made
        return hfw(box)

    def _words_line(self, words: Words) -> QLineEdit:
        self.line = QLineEdit(self._presenter.state.filter.text, self)
        self.line.setPlaceholderText(words("Filter by words  ( / )"))
        self.line.setAccessibleName(words("Filter by words"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._text_changed)
        return self.line

    def _show_box(self, words: Words) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(words("Which duties to show"))
        for show in SHOWS:
            box.addItem(_show_word(words, show), show)
        box.setCurrentIndex(SHOWS.index(self._presenter.state.filter.show))
        box.activated.connect(self._show_chosen)
        self.shown = box
        return box

    def _show_destinations(self, destinations: tuple[str, ...], here: str) -> None:
        form, words = self._session.format, self._session.surroundings.words
        if destinations != self._offered:
            self._offered = destinations
            self.destination.clear()
            self.destination.addItem(words("All destinations"), "")
            for code in destinations:
                self.destination.addItem(form.country(code), code)
        self.destination.setCurrentIndex(max(0, self.destination.findData(here)))
        self.destination.setVisible(len(destinations) > 1)

    def _domain_clicked(self, domain: Domain, *_: object) -> None:
        self._presenter.toggle_domain(domain)
        self.changed.emit()

    @Slot(str)
    def _text_changed(self, text: str) -> None:
        self._presenter.set_filter(text=text)
        self.changed.emit()

    @Slot(int)
    def _show_chosen(self, at: int) -> None:
        self._presenter.set_filter(show=self.shown.itemData(at))
        self.changed.emit()

    @Slot(int)
    def _destination_chosen(self, at: int) -> None:
        self._presenter.set_filter(destination=self.destination.itemData(at))
        self.changed.emit()


def _show_word(words: Words, show: Show) -> str:
    return {
        "relevant": words("Applies or undecided"),
        "todo": words("To do"),
        "undecided": words("Undecided"),
        "done": words("Done"),
        "not_applicable": words("Does not apply"),
        "all": words("All"),
    }[show]
