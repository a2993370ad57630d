"""What stands in the window until the portfolio is open, and what can be done when it does not open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from exportcheck.domain.problems import ExportcheckError
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.layouts import column
from exportcheck.ui.widgets.texts import label, prose


class Waiting(QWidget):
    """Opening; or, after a fault, trying again and putting the newest backup in place."""

    retry_requested = Signal()
    restore_requested = Signal(object)

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words = surroundings.words
        self._backup: Path | None = None
        self._title = label(words("Opening your portfolio…"), "heading", self)
        self.retry = button(words("Try again"), "main", self)
        self.restore = button(words("Go on with the newest backup"), "plain", self)
        self._note = prose(
            words("The file that does not open is kept beside it under another name; nothing is deleted."), "soft", self
        )
        self.retry.clicked.connect(self._try_again)
        self.restore.clicked.connect(self._restore)
        lay = column(self, gap=16, margins=(32, 32, 32, 32))
        lay.addWidget(self._title)
        lay.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignLeft)
        lay.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignLeft)
        lay.addWidget(self._note)
        lay.addStretch()
        self._offer(None, trouble=False)

    def show_fault(self, error: Exception) -> None:
        """The portfolio did not open; offer what helps."""
        backup = error.parameters.get("backup") if isinstance(error, ExportcheckError) else None
        words = self._words
        self._title.setText(words("Your portfolio could not be opened."))
        self._offer(backup if isinstance(backup, Path) else None, trouble=True)

    def _offer(self, backup: Path | None, *, trouble: bool) -> None:
        self._backup = backup
        self.retry.setVisible(trouble)
        self.restore.setVisible(backup is not None)
        self._note.setVisible(backup is not None)

    def _begin_again(self) -> None:
        words = self._words
        self._title.setText(words("Opening your portfolio…"))
        self._offer(None, trouble=False)

    @Slot()
    def _try_again(self) -> None:
        self._begin_again()
        self.retry_requested.emit()

    @Slot()
    def _restore(self) -> None:
        backup = self._backup
        self._begin_again()
        self.restore_requested.emit(backup)
