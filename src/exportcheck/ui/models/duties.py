"""The list of duties as an item model over immutable rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from exportcheck.ui.presenters.checklist import DutyRow

Index = QModelIndex | QPersistentModelIndex
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 1
NOWHERE = QModelIndex()


class DutyModel(QAbstractListModel):
    """Rows that are replaced as a whole; only what differs is repainted when the order is the same."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DutyRow, ...] = ()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Qt's hook."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Qt's hook."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.asks or row.title
        return None

    def show(self, rows: tuple[DutyRow, ...]) -> bool:
        """Show other rows; says whether the list was built anew (and the selection with it)."""
        if tuple(row.key for row in rows) == tuple(row.key for row in self._rows):
            before, self._rows = self._rows, rows
            for at, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(at), self.index(at))
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def rows(self) -> tuple[DutyRow, ...]:
        """What is shown."""
        return self._rows

    def place_of(self, key: str) -> QModelIndex:
        """Where a duty stands; an invalid index when it is not shown."""
        at = next((at for at, row in enumerate(self._rows) if row.key == key), -1)
        return self.index(at) if at >= 0 else QModelIndex()
