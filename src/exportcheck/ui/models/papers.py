"""The list of papers as an item model over immutable rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, Qt
from PySide6.QtGui import QIcon

from exportcheck.ui.marks import look_icon
from exportcheck.ui.models.duties import NOWHERE, Index
from exportcheck.ui.presenters.paperwork import PaperRow
from exportcheck.ui.surroundings import Surroundings
from exportcheck.wording.terms import Look


class PaperModel(QAbstractListModel):
    """Name, and a mark for what is settled."""

    def __init__(self, surroundings: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self._rows: tuple[PaperRow, ...] = ()
        self._marks: dict[Look, QIcon] = {}

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt's hook."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt's hook."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.DecorationRole:
            return self._mark("done" if row.settled else "open")
        return None

    def show(self, rows: tuple[PaperRow, ...]) -> bool:
        """Show other rows; says whether anything is different."""
        if rows == self._rows:
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def _mark(self, look: Look) -> QIcon:
        """Painted once: views ask for it again and again. With another theme the page is built anew."""
        if look not in self._marks:
            self._marks[look] = look_icon(look, self._surroundings.theme)
        return self._marks[look]

    def rows(self) -> tuple[PaperRow, ...]:
        """What is shown."""
        return self._rows
