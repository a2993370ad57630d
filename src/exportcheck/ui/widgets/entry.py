"""A line of text that is a button: wraps, and shows where it belongs."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from exportcheck.ui.widgets.layouts import column
from exportcheck.ui.widgets.texts import label


class Entry(QPushButton):
    """A quiet button whose words may take several lines."""

    def __init__(
        self, text: str, small: str = "", parent: QWidget | None = None, *, face: str = "", state: str = ""
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "quiet")
        self.setAccessibleName(f"{text} {small}".strip())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        lay = column(self, gap=1, margins=(8, 6, 8, 6))
        self.words = label(text, face, self, wrap=True)
        lay.addWidget(self.words)
        if small:
            lay.addWidget(label(small, "small", self, wrap=True))
        if state:
            lay.addWidget(label(state, "urgent", self, wrap=True))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Qt's hook."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's hook."""
        lay = self.layout()
        return lay.heightForWidth(width) if lay is not None else 0

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        lay = self.layout()
        return lay.sizeHint() if lay is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Qt's hook."""
        return QSize(60, 24)
