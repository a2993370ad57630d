"""The table of contents in one pass: page numbers are form objects that are drawn when the last page is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import Flowable

from exportcheck.packet.fonts import REGULAR, SEMIBOLD, width
from exportcheck.packet.styles import HAIRLINE, colour

_ROW = {0: 21.0, 1: 16.0, 2: 14.0}
_INDENT = {0: 0.0, 1: 14.0, 2: 28.0}
SMALLEST = 8.0
_TYPE = {0: (SEMIBOLD, 10.6), 1: (REGULAR, 9.6), 2: (REGULAR, 8.8)}


@dataclass(frozen=True)
class Mention:
    """One line of the contents."""

    level: int
    text: str
    anchor: str


@dataclass
class Places:
    """Where headings came to stand, and the page numbers that are still to be drawn."""

    mentions: list[Mention] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)

    def reached(self, canvas: Any, anchor: str, top: float) -> None:
        """A heading is being drawn: remember its page and let links and bookmarks find it."""
        self.pages[anchor] = canvas.getPageNumber()
        canvas.bookmarkHorizontal(anchor, 0, top)

    def draw_numbers(self, canvas: Any, folios: list[str]) -> None:
        """Give every late number its value; called once, after the last page. `folios`: the foot of each page."""
        for mention in self.mentions:
            font, size = _TYPE[mention.level]
            _late(canvas, _form(mention.anchor), str(self.pages.get(mention.anchor, "")), font, size)
        for number, folio in enumerate(folios, start=1):
            _late(canvas, _folio(number), folio, REGULAR, 7.8)


def draw_folio(canvas: Any) -> None:
    """'Page x of y' of this page, ending at the present origin."""
    canvas.doForm(_folio(canvas.getPageNumber()))


def _form(anchor: str) -> str:
    return f"page-{anchor}"


def _folio(number: int) -> str:
    return f"folio-{number}"


def _late(canvas: Any, name: str, text: str, font: str, size: float) -> None:
    """A form object with the text, ending at its origin."""
    canvas.beginForm(name, -200, -4, 1, 12)
    canvas.setFont(font, size)
    canvas.setFillColor(colour("ink" if size > SMALLEST else "ink_soft"))
    canvas.drawRightString(0, 0, text)
    canvas.endForm()


class Contents(Flowable):  # type: ignore[misc]  # the library has no types
    """The lines of the contents with links, split over pages where needed."""

    def __init__(self, mentions: list[Mention]) -> None:
        super().__init__()
        self.mentions = mentions

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width = available
        self.height = sum(_ROW[mention.level] for mention in self.mentions)
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """The lines that fit, and the rest; a heading of a part is not left alone at the foot."""
        count, used = 0, 0.0
        for mention in self.mentions:
            used += _ROW[mention.level]
            if used > height:
                break
            count += 1
        while count and self.mentions[count - 1].level == 0:
            count -= 1
        return [Contents(self.mentions[:count]), Contents(self.mentions[count:])] if count else []

    def draw(self) -> None:
        """Text, a hairline under the parts, the late page number, and a link over the whole line."""
        canvas, top = self.canv, self.height
        for mention in self.mentions:
            height, indent = _ROW[mention.level], _INDENT[mention.level]
            font, size = _TYPE[mention.level]
            baseline = top - height + 5
            canvas.setFont(font, size)
            canvas.setFillColor(colour("ink"))
            canvas.drawString(indent, baseline, fitting(mention.text, font, size, self.width - indent - 40))
            self._number(mention, baseline)
            canvas.linkRect("", mention.anchor, (0, top - height, self.width, top), relative=1)
            if mention.level == 0:
                canvas.setStrokeColor(colour("line"))
                canvas.setLineWidth(HAIRLINE)
                canvas.line(0, baseline - 4, self.width, baseline - 4)
            top -= height

    def _number(self, mention: Mention, baseline: float) -> None:
        self.canv.saveState()
        self.canv.translate(self.width, baseline)
        self.canv.doForm(_form(mention.anchor))
        self.canv.restoreState()


def fitting(text: str, font: str, size: float, room: float) -> str:
    """The text, or as much of it as there is room for, with an ellipsis."""
    if width(text, font, size) <= room:
        return text
    while text and width(text + "\u2026", font, size) > room:
        text = text[: -max(1, len(text) // 20)]
    return text.rstrip() + "\u2026"
