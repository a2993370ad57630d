"""The papers that the case needs, and which duties ask for them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListView, QSplitter, QWidget

from exportcheck.ui.models.papers import PaperModel
from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.paperwork import PaperRow, PaperworkPresenter
from exportcheck.ui.presenters.places import whole_place
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.entry import Entry
from exportcheck.ui.widgets.layouts import Body, clear, column, scroll_of
from exportcheck.ui.widgets.reading_text import ReadingText
from exportcheck.ui.widgets.texts import label

DUTIES_SHOWN = 12


class PaperworkPage(Page):
    """A list of papers, and one of them to read."""

    duty_wanted = Signal(str)

    def __init__(self, session: Session, presenter: PaperworkPresenter, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._presenter = presenter
        words, theme = session.surroundings.words, session.surroundings.theme
        self.model = PaperModel(session.surroundings, self)
        left = QWidget(self)
        lay = column(left, gap=8, margins=(32, 24, 8, 8))
        lay.addWidget(label(words("Paperwork"), "huge", left))
        lay.addWidget(label(words("The papers that this case needs, and who issues them."), "soft", left, wrap=True))
        self._empty = label(
            words("No paper is needed by what is known so far. Answer more questions to see them."), "", left, wrap=True
        )
        lay.addWidget(self._empty)
        self.list = QListView(left)
        self.list.setModel(self.model)
        self.list.setAccessibleName(words("Papers"))
        self.list.setSpacing(theme.px(3))
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.setWordWrap(True)
        self.list.selectionModel().currentChanged.connect(self._selected)
        lay.addWidget(self.list, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self._right())
        splitter.setSizes([420, 560])
        splitter.setChildrenCollapsible(False)
        column(self, gap=0).addWidget(splitter)

    def show_state(self) -> None:
        """Show the papers."""
        rows = self._presenter.rows()
        self._empty.setVisible(not rows)
        if self.model.show(rows) and rows:
            at = next((at for at, row in enumerate(rows) if row.id == self._presenter.selected), 0)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.list.selectionModel().setCurrentIndex(self.model.index(at), flag)
        self._body.setVisible(bool(rows))

    def take_focus(self) -> None:
        """The list has the keyboard."""
        self.list.setFocus()

    def _right(self) -> QWidget:
        words, theme = self.session.surroundings.words, self.session.surroundings.theme
        self._body = Body(self)
        lay = column(self._body, gap=8, margins=(24, 28, 24, 24))
        self._name = label("", "title", self._body, wrap=True)
        self.text = ReadingText(self.session.surroundings, words("About this paper"), self._body)
        lay.addWidget(self._name)
        lay.addWidget(self.text)
        lay.addSpacing(8)
        lay.addWidget(label(words("Duties that ask for it"), "caption", self._body))
        self._duties = column(gap=2)
        lay.addLayout(self._duties)
        lay.addStretch()
        self._body.setMaximumWidth(theme.px(680))
        area = scroll_of(self._body, self)
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return area

    @Slot(QModelIndex, QModelIndex)
    def _selected(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            self._show(self.model.rows()[now.row()])

    def _show(self, row: PaperRow) -> None:
        session, words = self.session, self.session.surroundings.words
        self._presenter.selected = row.id
        self._name.setText(row.name)
        self.text.show_sections(self._presenter.text(row))
        clear(self._duties)
        for duty in row.duties[:DUTIES_SHOWN]:
            entry = Entry(session.reading.title(duty), whole_place(session, duty), self)
            entry.clicked.connect(partial(self._wanted, duty.key))
            self._duties.addWidget(entry)
        rest = len(row.duties) - DUTIES_SHOWN
        if rest > 0:
            self._duties.addWidget(label(words.many("and {count} more", "and {count} more", rest), "small", self))

    def _wanted(self, key: str, *_: object) -> None:
        self.duty_wanted.emit(key)
