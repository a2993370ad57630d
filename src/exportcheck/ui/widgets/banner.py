"""A message above the page: says what is wrong or new, waits for nothing."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QWidget

from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.layouts import row
from exportcheck.ui.widgets.texts import prose


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.text = prose("", "", self)
        close = button(surroundings.words("Close"), "quiet", self)
        close.setAccessibleName(surroundings.words("Close this message"))
        close.clicked.connect(self.hide)
        lay = row(self, gap=12, margins=(16, 8, 12, 8))
        lay.addWidget(self.text, 1)
        lay.addWidget(close)
        self.hide()

    @Slot(str)
    def say(self, text: str, tone: str = "fault") -> None:
        """Show a message."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.text.setText(text)
        self.text.setAccessibleName(text)
        self.show()
        announce(self, text)


def announce(widget: QWidget, text: str) -> None:
    """Tell screen readers what has changed."""
    if text:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))
