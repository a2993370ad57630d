"""What a person decides about a duty: status, due date, who. Always in reach."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QWidget

from exportcheck.domain.case import STATUSES, Response, Status
from exportcheck.ui.marks import look_icon
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import choice
from exportcheck.ui.widgets.date_input import DateInput
from exportcheck.ui.widgets.late import LateLine
from exportcheck.ui.widgets.layouts import Flow, column, hfw, row
from exportcheck.ui.widgets.texts import label
from exportcheck.wording.terms import status_tip, status_word


class DecisionStrip(QWidget):
    """Five buttons, a day and a name."""

    status_chosen = Signal(str)
    due_chosen = Signal(object)
    responsible_named = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        lay = column(self, gap=8)
        lay.addWidget(self._statuses())
        words = session.surroundings.words
        self.due = DateInput(session, words("Due date"), self)
        self.due.given.connect(self._due_given)
        self.responsible = LateLine(parent=self)
        self.responsible.setAccessibleName(words("Responsible"))
        self.responsible.setPlaceholderText(words("Who sees to it"))
        self.responsible.committed.connect(self.responsible_named)
        second = row(gap=8)
        second.addWidget(label(words("Due"), "caption", self))
        second.addWidget(self.due, 3)
        second.addWidget(label(words("Who"), "caption", self))
        second.addWidget(self.responsible, 2)
        lay.addLayout(second)

    def show_response(self, response: Response) -> None:
        """Show what is stored."""
        for status, made in self._buttons.items():
            made.setChecked(status == response.status)
        self.due.show_value(response.due)
        self.responsible.show_text(response.responsible)

    def _statuses(self) -> QWidget:
        words, theme = self._session.surroundings.words, self._session.surroundings.theme
        box = QWidget(self)
        flow = Flow(box, gap=6)
        self._buttons = {}
        for number, status in enumerate(STATUSES, start=1):
            made = choice(f" {status_word(words, status)}", box, tip=f"{status_tip(words, status)} ({number})")
            made.setAccessibleName(status_word(words, status))
            made.setProperty("kind", "status")
            made.setIcon(look_icon(status, theme))
            made.clicked.connect(partial(self._clicked, status))
            made.setIconSize(QSize(theme.px(16), theme.px(16)))
            flow.addWidget(made)
            self._buttons[status] = made
        return hfw(box)

    def _clicked(self, status: Status, *_: object) -> None:
        self.status_chosen.emit(status)

    def _due_given(self, day: dt.date | None) -> None:
        self.due_chosen.emit(day)
