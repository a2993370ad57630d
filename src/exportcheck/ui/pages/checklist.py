"""The checklist: the list of the work, and one duty beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QSplitter, QWidget

from exportcheck.domain.case import STATUSES, Status
from exportcheck.domain.content import DOMAINS, Domain
from exportcheck.ui.models.duties import DutyModel
from exportcheck.ui.models.duty_row import DutyRowDelegate
from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.checklist import SHOWS, ChecklistPresenter, Show
from exportcheck.ui.session import Session
from exportcheck.ui.terms import domain_word
from exportcheck.ui.widgets.buttons import choice
from exportcheck.ui.widgets.duty_pane import DutyPane
from exportcheck.ui.widgets.layouts import Flow, column, hfw, row
from exportcheck.ui.widgets.texts import label, prose, rule
from exportcheck.wording.messages import Words

if TYPE_CHECKING:
    from exportcheck.app.open_case import Changes

FRESH_MS = 3000
NARROW = 860


class ChecklistPage(Page):
    """List on the left, duty on the right."""

    def __init__(self, session: Session, presenter: ChecklistPresenter, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._presenter = presenter
        words = session.surroundings.words
        self.model = DutyModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(DutyRowDelegate(session.surroundings, self.list))
        self.list.setAccessibleName(words("Duties"))
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.selectionModel().currentChanged.connect(self._selected)
        self.pane = DutyPane(session, self)
        self.pane.list_wanted.connect(self.close_duty)
        self.list.activated.connect(self.open_duty)
        self.list.clicked.connect(self.open_duty)
        self.pane.product_wanted.connect(partial(self.page_wanted.emit, "products"))
        self._empty = prose("", "soft", self)
        self._fade = QTimer(self, interval=FRESH_MS, singleShot=True)
        self._fade.timeout.connect(self._faded)
        self._lay_out(words)
        self._add_keys()
        session.surroundings.theme_changed.connect(self.list.viewport().update)

    def show_state(self) -> None:
        """Show rows, tallies and the open duty."""
        self._show_tallies()
        rows = self._presenter.rows()
        if not self._presenter.state.selected and rows:
            self._presenter.select(rows[0].key)
        if self.model.show(rows):
            self._restore_selection()
        words = self.session.surroundings.words
        self._count.setText(words.many("{count} duty", "{count} duties", len(rows)))
        self._empty.setText("" if rows else words("Nothing here with these filters."))
        self._empty.setVisible(not rows)
        self.pane.show_duty(self._presenter.selected())
        self._arrange()

    def note_changes(self, changes: Changes) -> None:
        """Rows that now apply are lit for a moment."""
        if changes.added:
            self._presenter.state.fresh = set(changes.added)
            self._fade.start()

    def take_focus(self) -> None:
        """The list has the keyboard."""
        self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the duty takes the place of the list."""
        super().resizeEvent(event)
        self._narrow = event.size().width() < self.session.surroundings.theme.px(NARROW)
        self._arrange()

    @Slot()
    def open_duty(self) -> None:
        """Enter in the list: read the duty."""
        self._reading = True
        self._arrange()
        if not self._narrow:
            return
        self.pane.back.setFocus()

    @Slot()
    def close_duty(self) -> None:
        """Back to the list."""
        self._reading = False
        self._arrange()
        self.list.setFocus()

    def _arrange(self) -> None:
        self._left.setVisible(not (self._narrow and self._reading))
        self.pane.setVisible(self.pane.duty is not None and (self._reading or not self._narrow))
        self.pane.back.setVisible(self._narrow)

    # -- keys

    @Slot()
    def edit_note(self) -> None:
        """Put the keyboard into the note."""
        self._reach(self.pane.note)

    @Slot()
    def edit_due(self) -> None:
        """Put the keyboard into the due date."""
        self._reach(self.pane.due)

    @Slot()
    def add_evidence(self) -> None:
        """Ask for evidence files."""
        if self.pane.duty is not None:
            self.pane.evidence.choose()

    @Slot()
    def set_status(self, status: Status) -> None:
        """Decide the status of the open duty."""
        self.pane.set_status(status)

    @Slot()
    def show_why(self) -> None:
        """Back to the top of the text, where the reason stands."""
        self.pane.reader.verticalScrollBar().setValue(0)

    @Slot()
    def find_words(self) -> None:
        """Put the keyboard into the filter."""
        self.filter.setFocus()
        self.filter.selectAll()

    def _reach(self, widget: QWidget) -> None:
        if self.pane.duty is not None:
            self._reading = True
            self._arrange()
            self.pane.reader.ensureWidgetVisible(widget)
            widget.setFocus()

    def _add_keys(self) -> None:
        wishes = {
            "N": self.edit_note,
            "D": self.edit_due,
            "E": self.add_evidence,
            "W": self.show_why,
            "/": self.find_words,
        }
        for key, wish in wishes.items():
            self._shortcut(key).activated.connect(wish)
        for number, status in enumerate(STATUSES, start=1):
            self._shortcut(str(number)).activated.connect(partial(self.pane.set_status, status))
        self._shortcut("Escape").activated.connect(self.close_duty)

    def _shortcut(self, key: str) -> QShortcut:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        return made

    # -- parts

    def _lay_out(self, words: Words) -> None:
        left = QWidget(self)
        lay = column(left, gap=0)
        lay.addWidget(self._filters(left, words))
        lay.addWidget(rule(left))
        lay.addWidget(self._empty)
        lay.addWidget(self.list, 1)
        self._empty.setContentsMargins(16, 16, 16, 16)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.pane)
        splitter.setStretchFactor(0, 5)
        splitter.setStretchFactor(1, 6)
        splitter.setSizes([460, 560])
        splitter.setChildrenCollapsible(False)
        left.setMinimumWidth(280)
        self.pane.setMinimumWidth(320)
        self._left, self._narrow, self._reading = left, False, False
        column(self, gap=0).addWidget(splitter)

    def _filters(self, parent: QWidget, words: Words) -> QWidget:
        box = QWidget(parent)
        lay = column(box, gap=8, margins=(16, 12, 16, 10))
        domains = QWidget(box)
        flow = Flow(domains, gap=6)
        self.domains: dict[Domain, QWidget] = {}
        for domain in DOMAINS:
            made = choice(domain_word(words, domain), domains)
            made.clicked.connect(partial(self._domain_clicked, domain))
            flow.addWidget(made)
            self.domains[domain] = made
        lay.addWidget(hfw(domains))
        self.filter = QLineEdit(box)
        self.filter.setText(self._presenter.state.filter.text)
        self.filter.setPlaceholderText(words("Filter by words  ( / )"))
        self.filter.setAccessibleName(words("Filter by words"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._text_changed)
        self.filter.returnPressed.connect(self.take_focus)
        self.show_box = QComboBox(box)
        self.show_box.setAccessibleName(words("Which duties to show"))
        for show in SHOWS:
            self.show_box.addItem(_show_word(words, show), show)
        self.show_box.setCurrentIndex(SHOWS.index(self._presenter.state.filter.show))
        self.show_box.activated.connect(self._show_chosen)
        self.destination_box = QComboBox(box)
        self.destination_box.setAccessibleName(words("Destination"))
        self.destination_box.activated.connect(self._destination_chosen)
        self._count = label("", "small", box)
        second = row(gap=8)
        second.addWidget(self.filter, 1)
        second.addWidget(self.show_box)
        lay.addLayout(second)
        third = row(gap=8)
        third.addWidget(self.destination_box)
        third.addWidget(self._count)
        third.addStretch()
        lay.addLayout(third)
        return box

    def _show_tallies(self) -> None:
        words, case = self.session.surroundings.words, self.session.case
        here = self._presenter.state.filter.destination
        progress = case.progress()
        for domain, made in self.domains.items():
            tallies = [
                tally
                for (destination, of), tally in progress.by_place.items()
                if of == domain and (not here or destination in ("", here))
            ]
            done, total = sum(one.done + one.waived for one in tallies), sum(one.total for one in tallies)
            text = words("{domain} {done}/{total}", domain=domain_word(words, domain), done=done, total=total)
            made.setText(text)  # type: ignore[attr-defined]  # a push button
            made.setAccessibleName(
                words("{domain}: {done} of {total} done", domain=domain_word(words, domain), done=done, total=total)
            )
            made.setChecked(domain in self._presenter.state.filter.domains)  # type: ignore[attr-defined]
        self._show_destinations(case.case.plan.destinations, here)

    def _show_destinations(self, destinations: tuple[str, ...], here: str) -> None:
        form, words = self.session.format, self.session.surroundings.words
        self.destination_box.clear()
        self.destination_box.addItem(words("All destinations"), "")
        for code in destinations:
            self.destination_box.addItem(form.country(code), code)
        self.destination_box.setCurrentIndex(max(0, self.destination_box.findData(here)))
        self.destination_box.setVisible(len(destinations) > 1)

    # -- slots

    @Slot(QModelIndex, QModelIndex)
    def _selected(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not now.isValid():
            return
        self._presenter.select(self.model.rows()[now.row()].key)
        self.pane.show_duty(self._presenter.selected())
        self._arrange()

    def _restore_selection(self) -> None:
        index = self.model.place_of(self._presenter.state.selected)
        if not index.isValid() and self.model.rows():
            index = self.model.index(0)
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)

    def _domain_clicked(self, domain: Domain, *_: object) -> None:
        self._presenter.toggle_domain(domain)
        self.refresh()

    @Slot(str)
    def _text_changed(self, text: str) -> None:
        self._presenter.set_filter(text=text)
        self.refresh()

    @Slot(int)
    def _show_chosen(self, at: int) -> None:
        self._presenter.set_filter(show=self.show_box.itemData(at))
        self.refresh()

    @Slot(int)
    def _destination_chosen(self, at: int) -> None:
        self._presenter.set_filter(destination=self.destination_box.itemData(at))
        self.refresh()

    @Slot()
    def _faded(self) -> None:
        self._presenter.state.fresh = set()
        if self.session.has_case:
            self.refresh()


def _show_word(words: Words, show: Show) -> str:
    return {
        "relevant": words("Applies or undecided"),
        "todo": words("To do"),
        "undecided": words("Undecided"),
        "done": words("Done"),
        "not_applicable": words("Does not apply"),
        "all": words("All"),
    }[show]
