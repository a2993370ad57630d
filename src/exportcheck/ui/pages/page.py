"""What all pages have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from exportcheck.ui.session import Session
from exportcheck.ui.widgets.late import flush_all
from exportcheck.ui.widgets.layouts import Body, column, scroll_of
from exportcheck.ui.widgets.texts import label

if TYPE_CHECKING:
    from exportcheck.app.open_case import Changes

BODY_WIDTH = 760


class Page(QWidget):
    """A page shows what the session holds and hands wishes on."""

    page_wanted = Signal(str)
    told = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.session = session

    def refresh(self, changes: Changes | None = None) -> None:
        """Show the present state; `changes` says what the last change did."""
        if changes is not None:
            self.note_changes(changes)
        self.show_state()

    def show_state(self) -> None:
        """Show what is stored now."""
        raise NotImplementedError

    def note_changes(self, changes: Changes) -> None:
        """Announce what a change did, where it happened; most pages have nothing to say."""

    def flush(self) -> None:
        """Commit what was typed and is not committed yet."""
        flush_all(self)

    def take_focus(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def column_body(self, title: str, lead: str = "", width: int = BODY_WIDTH) -> QVBoxLayout:
        """A page that is one scrolling column with a title; the column to fill."""
        body = Body(self)
        lay = column(body, gap=12, margins=(32, 24, 32, 32))
        theme = self.session.surroundings.theme
        body.setMaximumWidth(theme.px(width))
        lay.addWidget(label(title, "huge", body))
        if lead:
            lay.addWidget(label(lead, "soft", body, wrap=True))
        inner = column(gap=12)
        lay.addSpacing(8)
        lay.addLayout(inner)
        lay.addStretch()
        self.area = scroll_of(body, self)
        self.area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        column(self, gap=0).addWidget(self.area)
        return inner
