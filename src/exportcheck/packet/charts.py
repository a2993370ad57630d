"""Small stacked bars of how the duties stand: vectors, with every number beside them, readable in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Flowable

from exportcheck.app.progress import Tally
from exportcheck.packet.contents import fitting
from exportcheck.packet.fonts import REGULAR, SEMIBOLD, width
from exportcheck.packet.marks import draw_look
from exportcheck.packet.styles import HAIRLINE, colour
from exportcheck.wording.messages import Words
from exportcheck.wording.terms import Look, look_word

KINDS: tuple[Look, ...] = ("done", "in_progress", "open", "blocked", "waived", "undecided")
ROW, HEAD = 13.4, 17.0
NAMES, NUMBER, BAR = 112.0, 21.0, 7.6


@dataclass(frozen=True)
class Row:
    """One line of the chart: a place in bold without a bar, or a field of law with one."""

    name: str
    tally: Tally
    is_place: bool = False


class TallyChart(Flowable):  # type: ignore[misc]  # the library has no types
    """Bars of one scale under a legend, with a column of numbers for every status."""

    def __init__(self, rows: Sequence[Row], words: Words, most: int = 0) -> None:
        super().__init__()
        self.rows, self.words = rows, words
        self._most = most or max((row.tally.total for row in rows if not row.is_place), default=0) or 1

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """One line per row."""
        self.width = available
        self.height = HEAD + sum(ROW + (5 if row.is_place else 0) for row in self.rows) + 8
        return self.width, self.height

    def split(self, _available: float, height: float) -> list[Flowable]:
        """Break before a place when the chart is longer than the page."""
        used, cut = HEAD + 8.0, 0
        for index, row in enumerate(self.rows):
            if row.is_place and index and used <= height:
                cut = index
            used += ROW + (5 if row.is_place else 0)
        pieces = (self.rows[:cut], self.rows[cut:]) if cut else ()
        return [TallyChart(rows, self.words, self._most) for rows in pieces]

    def draw(self) -> None:
        """Legend, then rows."""
        self._legend(self.height - 10)
        top = self.height - HEAD
        for row in self.rows:
            top -= ROW + (5 if row.is_place else 0)
            self._row(row, top + 4)

    def _legend(self, baseline: float) -> None:
        canvas, x = self.canv, 0.0
        canvas.setFont(REGULAR, 8)
        for kind in KINDS:
            word = look_word(self.words, kind)
            self._swatch(kind, x, baseline - 1.4, 13)
            draw_look(canvas, kind, x + 17, baseline - 1.2, 7.6)
            canvas.setFillColor(colour("ink_soft"))
            canvas.drawString(x + 28, baseline, word)
            x += 28 + width(word, REGULAR, 8) + 14
        start = self.width - NUMBER * len(KINDS)
        for index, kind in enumerate(KINDS):
            draw_look(canvas, kind, start + NUMBER * index + NUMBER - 8, self.height - HEAD - 12, 7.6)

    def _row(self, row: Row, baseline: float) -> None:
        canvas = self.canv
        font, size = (SEMIBOLD, 9.6) if row.is_place else (REGULAR, 9)
        canvas.setFillColor(colour("ink"))
        canvas.setFont(font, size)
        indent, room = (0, self.width / 2) if row.is_place else (9, NAMES - 15)
        canvas.drawString(indent, baseline, fitting(row.name, font, size, room))
        if row.is_place:
            canvas.setStrokeColor(colour("line"))
            canvas.setLineWidth(HAIRLINE)
            canvas.line(0, baseline - 4.4, self.width, baseline - 4.4)
            return
        self._numbers(row.tally, baseline)
        room = self.width - NAMES - NUMBER * len(KINDS) - 14
        x = NAMES
        for kind in KINDS:
            length = room * _count(row.tally, kind) / self._most
            if length:
                self._swatch(kind, x, baseline - 0.8, length)
            x += length

    def _numbers(self, tally: Tally, baseline: float) -> None:
        start = self.width - NUMBER * len(KINDS)
        for index, kind in enumerate(KINDS):
            count = _count(tally, kind)
            self.canv.setFillColor(colour("ink" if count else "edge"))
            self.canv.drawRightString(start + NUMBER * (index + 1), baseline, str(count) if count else "\u2013")

    def _swatch(self, kind: Look, x: float, y: float, length: float) -> None:
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(0.6)
        fill, edge, hatch = _SWATCHES[kind]
        canvas.setFillColor(colour(fill))
        canvas.setStrokeColor(colour(edge))
        canvas.rect(x, y, length, BAR, stroke=1, fill=1)
        if hatch:
            _hatch(canvas, x, y, length, hatch)
        canvas.restoreState()


_SWATCHES: dict[str, tuple[str, str, str]] = {
    "done": ("accent", "accent", ""),
    "in_progress": ("accent_soft", "accent", "accent"),
    "open": ("surface", "accent", ""),
    "blocked": ("stop", "stop", "surface"),
    "waived": ("line", "edge", ""),
    "undecided": ("surface", "warn", "warn"),
}
"""Fill, edge and hatching of each kind, so that no two look alike in grey."""


def _hatch(canvas: Any, x: float, y: float, length: float, role: str) -> None:
    """Slanted lines inside a rectangle."""
    path = canvas.beginPath()
    path.rect(x, y, length, BAR)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(colour(role))
    canvas.setLineWidth(0.7)
    start = x - BAR
    while start < x + length:
        canvas.line(start, y, start + BAR, y + BAR)
        start += 3.4


def _count(tally: Tally, kind: Look) -> int:
    return int(getattr(tally, kind))
