"""Marks as widgets: a ring of progress, a status or evidence mark with its word."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from exportcheck.domain.content import Known
from exportcheck.ui.marks import paint_known, paint_look, paint_ring
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.widgets.layouts import row
from exportcheck.ui.widgets.texts import label
from exportcheck.wording.terms import Look


class Mark(QWidget):
    """One painted shape."""

    def __init__(
        self, surroundings: Surroundings, look: Look | Known, parent: QWidget | None = None, size: int = 16
    ) -> None:
        super().__init__(parent)
        self._surroundings, self._look, self._size = surroundings, look, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        side = self._surroundings.theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's hook."""
        painter = QPainter(self)
        theme, box = self._surroundings.theme, QRectF(self.rect())
        if self._look in ("verified", "recalled", "uncertain"):
            paint_known(painter, box, self._look, theme)
        else:
            paint_look(painter, box, self._look, theme)  # type: ignore[arg-type]
        painter.end()


class WordMark(QWidget):
    """A mark and its word."""

    def __init__(
        self, surroundings: Surroundings, look: Look | Known, word: str, tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        lay = row(self, gap=6)
        lay.addWidget(Mark(surroundings, look, self))
        lay.addWidget(label(word, "small", self))
        self.setToolTip(tip or word)
        self.setAccessibleName(word)
        self.setAccessibleDescription(tip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Ring(QWidget):
    """How much is done, as a ring."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None, size: int = 36) -> None:
        super().__init__(parent)
        self._surroundings, self._share = surroundings, 0.0
        side = surroundings.theme.px(size)
        self.setFixedSize(side, side)

    def show_share(self, share: float) -> None:
        """Fill the ring by a share of one."""
        self._share = share
        self.setAccessibleName(f"{round(share * 100)} %")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's hook."""
        painter = QPainter(self)
        paint_ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), self._share, self._surroundings.theme)
        painter.end()
