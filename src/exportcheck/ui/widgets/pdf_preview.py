"""The pages of a PDF, shown in the window. QtPdf is imported soon after, so that the first file finds it there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QWidget

from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.widgets.layouts import column
from exportcheck.ui.widgets.texts import label

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPdfWidgets import QPdfView

SOON_MS = 100


class PdfPreview(QWidget):
    """Scrolls through all pages, as wide as there is room."""

    def __init__(self, surroundings: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self._document: QPdfDocument | None = None
        self._view: QPdfView | None = None
        self._lay = column(self, gap=0)
        waiting = column(gap=0, margins=(32, 24, 32, 24))
        self._wait = label("", "soft", self, wrap=True)
        waiting.addWidget(self._wait)
        self._lay.addLayout(waiting)
        self.show_progress(0, 0)
        self._lay.addStretch()
        self.setAccessibleName(surroundings.words("Preview of the packet"))
        self._soon = QTimer(self, interval=SOON_MS, singleShot=True)
        self._soon.timeout.connect(self._ready)
        self._soon.start()

    @property
    def pages(self) -> int:
        """How many pages are shown."""
        return self._document.pageCount() if self._document is not None else 0

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Say when the first preview will come, and how far it is."""
        words, share = self._surroundings.words, f"{round(100 * done / total)} %" if total and done else ""
        told = words("The preview appears here within a few seconds. Everything else can be used meanwhile.")
        self._wait.setText(f"{told} {share}".rstrip())

    @Slot(object)
    def show_file(self, path: Path) -> None:
        """Show a PDF; the place on the page is kept."""
        document, view = self._ready()
        at = view.verticalScrollBar().value()
        document.load(str(path))
        self._wait.hide()
        view.show()
        view.verticalScrollBar().setValue(at)

    @Slot()
    def _ready(self) -> tuple[QPdfDocument, QPdfView]:
        if self._document is None or self._view is None:
            from PySide6.QtPdf import QPdfDocument
            from PySide6.QtPdfWidgets import QPdfView

            self._document = QPdfDocument(self)
            self._view = QPdfView(self)
            self._view.hide()
            self._view.setAccessibleName(self._surroundings.words("Pages of the packet"))
            self._view.setPageMode(QPdfView.PageMode.MultiPage)
            self._view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
            self._view.setDocument(self._document)
            palette = self._view.palette()
            palette.setColor(QPalette.ColorRole.Dark, self._surroundings.theme.colour("shade"))
            self._view.setPalette(palette)
            self._view.setFrameShape(QFrame.Shape.NoFrame)
            self._lay.insertWidget(0, self._view, 1)
        return self._document, self._view
