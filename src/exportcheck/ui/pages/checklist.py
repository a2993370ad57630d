"""The checklist: the list of the work, and one duty beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QListView, QSplitter, QWidget

from exportcheck.domain.case import STATUSES, Status
from exportcheck.ui.models.duties import DutyModel
from exportcheck.ui.models.duty_row import DutyRowDelegate
from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.checklist import ChecklistPresenter
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.duty_filters import DutyFilters
from exportcheck.ui.widgets.duty_pane import DutyPane
from exportcheck.ui.widgets.layouts import column
from exportcheck.ui.widgets.texts import prose, rule

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
        self.filters = DutyFilters(session, presenter, self)
        self.filters.changed.connect(self.show_state)
        self.filters.line.returnPressed.connect(self.take_focus)
        self.filter = self.filters.line
        self._lay_out()
        self._add_keys()
        session.surroundings.theme_changed.connect(self.list.viewport().update)

    def show_state(self) -> None:
        """Show rows, tallies and the open duty."""
        self.filters.show_state()
        rows = self._presenter.rows()
        if not self._presenter.state.selected and rows:
            self._presenter.select(rows[0].key)
        before = self.list.currentIndex().row()
        if self.model.show(rows):
            self._restore_selection(before)
        words = self.session.surroundings.words
        self.filters.show_count(len(rows))
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
            self.pane.reach(widget)

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

    def _lay_out(self) -> None:
        left = QWidget(self)
        lay = column(left, gap=0)
        lay.addWidget(self.filters)
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

    # -- slots

    @Slot(QModelIndex, QModelIndex)
    def _selected(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not now.isValid():
            return
        self._presenter.select(self.model.rows()[now.row()].key)
        self.pane.show_duty(self._presenter.selected())
        self._arrange()

    def _restore_selection(self, before: int) -> None:
        """The same duty; where it is not listed any more, the one that took its place."""
        index = self.model.place_of(self._presenter.state.selected)
        if not index.isValid() and self.model.rows():
            index = self.model.index(min(max(0, before), len(self.model.rows()) - 1))
        if index.isValid():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(index)

    @Slot()
    def _faded(self) -> None:
        self._presenter.state.fresh = set()
        if self.session.has_case:
            self.refresh()
