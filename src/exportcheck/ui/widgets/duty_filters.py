"""What the checklist shows: places and fields of law with their tallies, words, state."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QWidget

from exportcheck.app.progress import Tally
from exportcheck.domain.content import DOMAINS, Domain
from exportcheck.ui.presenters.checklist import SHOWS, ChecklistPresenter, Show
from exportcheck.ui.presenters.places import place_word, places
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import choice
from exportcheck.ui.widgets.layouts import Flow, clear, column, hfw, row
from exportcheck.ui.widgets.texts import label
from exportcheck.wording.messages import Words
from exportcheck.wording.terms import domain_word


class DutyFilters(QWidget):
    """Sets the presenter's filter and says so."""

    changed = Signal()

    def __init__(self, session: Session, presenter: ChecklistPresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._presenter = session, presenter
        words = session.surroundings.words
        self._count = label("", "small", self)
        self.places: dict[str, QPushButton] = {}
        self._places = QWidget(self)
        self._places_flow = Flow(self._places, gap=6)
        lay = column(self, gap=8, margins=(16, 12, 16, 10))
        lay.addWidget(hfw(self._places))
        lay.addWidget(self._domains(words))
        last = row(gap=8)
        last.addWidget(self._words_line(words), 1)
        last.addWidget(self._show_box(words))
        last.addWidget(self._count)
        lay.addLayout(last)

    def show_state(self) -> None:
        """Show the present filter and tallies: a place counts all its fields, a field the places in sight."""
        words, wanted = self._session.surroundings.words, self._presenter.state.filter
        origin, by_place = self._session.case.case.plan.origin, self._session.case.progress().by_place
        self._offer(places(self._session))
        for place, made in self.places.items():
            of_place = [tally for (home, of), tally in by_place.items() if (home or origin) == place]
            _show_tally(words, made, place_word(self._session, place), of_place)
            made.setChecked(place == wanted.place)
        for domain, made in self.domains.items():
            of_domain = [
                tally for (home, of), tally in by_place.items() if of == domain and wanted.place in ("", home or origin)
            ]
            _show_tally(words, made, domain_word(words, domain), of_domain)
            made.setChecked(domain in wanted.domains)

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

    def _offer(self, offered: tuple[str, ...]) -> None:
        """One button for every place."""
        if tuple(self.places) == offered:
            return
        clear(self._places_flow)
        self.places = {}
        for place in offered:
            made = choice(place_word(self._session, place), self._places)
            made.clicked.connect(partial(self._place_clicked, place))
            self._places_flow.addWidget(made)
            self.places[place] = made

    def _place_clicked(self, place: str, *_: object) -> None:
        self._presenter.toggle_place(place)
        self.changed.emit()

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


def _show_tally(words: Words, made: QPushButton, name: str, tallies: Iterable[Tally]) -> None:
    tallies = tuple(tallies)
    done, total = sum(one.done + one.waived for one in tallies), sum(one.total for one in tallies)
    made.setText(words("{domain} {done}/{total}", domain=name, done=done, total=total))
    made.setAccessibleName(words("{domain}: {done} of {total} done", domain=name, done=done, total=total))


def _show_word(words: Words, show: Show) -> str:
    return {
        "relevant": words("Applies or undecided"),
        "todo": words("To do"),
        "undecided": words("Undecided"),
        "done": words("Done"),
        "not_applicable": words("Does not apply"),
        "all": words("All"),
    }[show]
