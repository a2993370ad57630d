"""Free text that is committed after a pause, on leaving the field, and when it is told to."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QFocusEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

PAUSE_MS = 700


class LateLine(QLineEdit):
    """One line of text that is committed late."""

    committed = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._known = text
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.textEdited.connect(self._typed)
        self.returnPressed.connect(self.flush)

    def show_text(self, text: str) -> None:
        """Show what is stored, unless something newer is being typed."""
        if self._pause.isActive() or text == self._known:
            return
        self._known = text
        self.setText(text)
        self.setCursorPosition(0)

    @Slot()
    def flush(self) -> None:
        """Commit now what is not committed yet."""
        self._pause.stop()
        if self.text() != self._known:
            self._known = self.text()
            self.committed.emit(self._known)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field commits it."""
        self.flush()
        super().focusOutEvent(event)

    @Slot(str)
    def _typed(self, _text: str) -> None:
        self._pause.start()


class LateText(QPlainTextEdit):
    """Several lines of text that are committed late. Tab leaves the field."""

    committed = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setPlainText(text)
        self._known = text
        self._pause = QTimer(self, interval=PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._typed)

    def show_text(self, text: str) -> None:
        """Show what is stored, unless something newer is being typed."""
        if self._pause.isActive() or text == self._known:
            return
        self._known = text
        self.setPlainText(text)

    @Slot()
    def flush(self) -> None:
        """Commit now what is not committed yet."""
        self._pause.stop()
        if self.toPlainText() != self._known:
            self._known = self.toPlainText()
            self.committed.emit(self._known)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field commits it."""
        self.flush()
        super().focusOutEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are not text: they are for whoever takes files around this field."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Qt's hook."""
        if event.mimeData().hasUrls():
            event.ignore()
        else:
            super().dragMoveEvent(event)

    @Slot()
    def _typed(self) -> None:
        if self.toPlainText() != self._known:
            self._pause.start()


def flush_all(root: QWidget) -> None:
    """Commit every free text inside a widget."""
    for line in root.findChildren(LateLine):
        line.flush()
    for text in root.findChildren(LateText):
        text.flush()
