"""What stands under the steps while a case is open: how much of it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.widgets.layouts import column, row
from exportcheck.ui.widgets.marks import Ring
from exportcheck.ui.widgets.texts import label

LARGE = 1.5


class Foot(QWidget):
    """A ring, the share that is done, what is open."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        across = row(self, gap=10, margins=(6, 0, 0, 0))
        self._ring = Ring(surroundings, self, 34)
        self._share = label("", "strong", self)
        self._outlook = label("", "small", self)
        self._outlook.setWordWrap(True)
        texts = column(gap=0)
        texts.addWidget(self._share)
        texts.addWidget(self._outlook)
        across.addWidget(self._ring)
        self._ring.setVisible(surroundings.theme.scale < LARGE)
        across.addLayout(texts, 1)

    def show_share(self, readiness: float, share: str, outlook: str) -> None:
        """Fill the ring by a share of one, and say it."""
        self._ring.show_share(readiness)
        self._share.setText(share)
        self._outlook.setText(outlook)
