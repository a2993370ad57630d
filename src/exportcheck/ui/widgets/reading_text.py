"""One flowing text with headings, steps, links and marks, as tall as its words. Laid out once, so it is quick."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QImage, QPainter, QResizeEvent, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from exportcheck.domain.content import Known
from exportcheck.ui.marks import paint_known
from exportcheck.ui.rich import Section
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.theme import Theme

LEVELS: tuple[Known, ...] = ("verified", "recalled", "uncertain")


class ReadingText(QTextBrowser):
    """Shows sections; opens links only when they are clicked or entered."""

    def __init__(self, surroundings: Surroundings, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings
        self.setAccessibleName(name)
        self.setObjectName("reading")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(open_link)

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Set the text."""
        document, theme = self.document(), self._surroundings.theme
        document.setDefaultFont(theme.font())
        document.setDefaultStyleSheet(_sheet(theme))
        for level in LEVELS:
            document.addResource(
                int(QTextDocument.ResourceType.ImageResource), QUrl(f"mark:{level}"), _image(level, theme)
            )
        self.setHtml("".join(_html(section) for section in sections))
        self._fit()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """What was not put in beforehand does not exist: nothing is ever fetched."""
        return None

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        return QSize(super().sizeHint().width(), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt's hook."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """What is around the text scrolls, not the text."""
        event.ignore()

    def _fit(self) -> None:
        self.document().setTextWidth(self.viewport().width())
        self.setFixedHeight(round(self.document().size().height()) + 4)


@Slot(QUrl)
def open_link(address: QUrl) -> None:
    """Open an official address in the system's browser; only ever after a click or Enter."""
    if address.scheme() == "https":
        QDesktopServices.openUrl(address)


def _html(section: Section) -> str:
    return (f"<h4>{escape(section.title)}</h4>" if section.title else "") + section.html


def _sheet(theme: Theme) -> str:
    ink, soft, accent, warn = (theme.colours[role] for role in ("ink", "ink_soft", "accent", "warn"))
    small, gap = theme.px(13), theme.px(4)
    return (
        f"p {{ margin: 0 0 {gap}px 0; line-height: 112%; color: {ink}; }} "
        f"h4 {{ margin: {theme.px(14)}px 0 {gap}px 0; color: {soft}; font-size: {small}px; font-weight: 600; }} "
        f"td {{ padding: 0 0 {gap}px 0; color: {ink}; }} td.no {{ padding-right: {theme.px(8)}px; color: {soft}; }} "
        f".soft {{ color: {soft}; font-size: {small}px; }} .warn {{ color: {warn}; }} a {{ color: {accent}; }}"
    )


def _image(level: Known, theme: Theme) -> QImage:
    side = theme.px(15) * 2
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_known(painter, QRectF(1, 1, side - 2, side - 2), level, theme)
    painter.end()
    return image
