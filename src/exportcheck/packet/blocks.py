"""What the pages are built from: headings that can be found, labelled entries, the head of a duty, plain tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from xml.sax.saxutils import unescape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, LongTable, Paragraph, TableStyle

from exportcheck.domain.content import Known, Severity
from exportcheck.packet.contents import Places, fitting
from exportcheck.packet.fonts import REGULAR, SEMIBOLD, width
from exportcheck.packet.marks import draw_known, draw_look, draw_severity
from exportcheck.packet.styles import HAIRLINE, LABEL, colour
from exportcheck.packet.text import Markup
from exportcheck.wording.terms import Look

Draw = Callable[[Any, float, float, float], None]
LABEL_SIZE = 8.2
MARK = 8.0
STATE_COLUMN = 92.0


class Heading(Paragraph):  # type: ignore[misc]  # the library has no types
    """A heading that bookmarks, contents and links can find."""

    def __init__(
        self, markup: Markup, style: ParagraphStyle, places: Places, anchor: str, outline: str, level: int
    ) -> None:
        super().__init__(markup, style)
        self.places, self.anchor, self.outline, self.level = places, anchor, outline, level

    def split(self, _width: float, _height: float) -> list[Flowable]:
        """Headings stay whole."""
        return []

    def draw(self) -> None:
        """The words, and the place where they came to stand."""
        self.places.reached(self.canv, self.anchor, self.height + 4)
        self.canv.addOutlineEntry(self.outline, self.anchor, self.level, closed=self.level > 0)
        super().draw()


class Entry(Paragraph):  # type: ignore[misc]  # the library has no types
    """A paragraph with a label in the column beside its first line, and a mark before it."""

    def __init__(
        self, markup: Markup | None, style: ParagraphStyle, *, label: str = "", mark: Draw | None = None, **rest: Any
    ) -> None:
        super().__init__(markup, style, **{"frags": _in_one_piece(markup, style), **rest})
        self.label, self.mark = label, mark

    def split(self, available: float, height: float) -> list[Flowable]:
        """Label and mark stay with the first lines."""
        pieces: list[Flowable] = super().split(available, height)
        if pieces and pieces[0] is not self:
            pieces[0].label, pieces[0].mark = self.label, self.mark
        return pieces

    def draw(self) -> None:
        """The paragraph, its label and its mark."""
        super().draw()
        lines = self.blPara.lines
        if not lines or not (self.label or self.mark):
            return
        baseline = self.height - (lines[0] if self.blPara.kind == 1 else self.blPara).fontSize
        if self.label:
            self.canv.setFont(SEMIBOLD, LABEL_SIZE)
            self.canv.setFillColor(colour("ink_soft"))
            self.canv.drawString(0, baseline, fitting(self.label, SEMIBOLD, LABEL_SIZE, LABEL - 6))
        if self.mark:
            self.mark(self.canv, self.style.leftIndent - MARK - 4, baseline - 1, MARK)


def _in_one_piece(markup: Markup | None, style: ParagraphStyle) -> list[Any] | None:
    """Plain text as one fragment; None where there is markup to read.

    The paragraph maker would begin a new fragment at each `&amp;`, and its time grows with their number squared.
    """
    if not markup or "<" in markup:
        return None
    (piece,) = Paragraph("x", style).frags
    return [piece.clone(text=unescape(markup))]


def look_mark(look: Look) -> Draw:
    """Draws the mark of a status."""
    return lambda canvas, x, y, size: draw_look(canvas, look, x, y, size)


def known_mark(known: Known) -> Draw:
    """Draws the mark of an evidence level."""
    return lambda canvas, x, y, size: draw_known(canvas, known, x, y, size)


@dataclass(frozen=True)
class DutyLine:
    """What the head of a duty says."""

    number: int
    anchor: str
    outline: str
    level: int
    title: Markup
    meta: Markup
    severity: Severity
    look: Look
    look_word: str
    due: str


class DutyHead(Flowable):  # type: ignore[misc]  # the library has no types
    """Title, id and particulars of a duty; its number and severity in the margin, its state at the right."""

    def __init__(self, line: DutyLine, places: Places, title: ParagraphStyle, meta: ParagraphStyle) -> None:
        super().__init__()
        self.line, self.places = line, places
        self._title, self._meta = Paragraph(line.title, title), Paragraph(line.meta, meta)

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """Title and particulars one below the other."""
        self.width = available
        _, self._title_height = self._title.wrap(available - STATE_COLUMN, 1000)
        _, self._meta_height = self._meta.wrap(available - STATE_COLUMN, 1000)
        self.height = 9 + self._title_height + 1.5 + self._meta_height + 6
        return self.width, self.height

    def draw(self) -> None:
        """Hairline, bar, words, mark; bookmark."""
        canvas, line = self.canv, self.line
        self.places.reached(canvas, line.anchor, self.height)
        canvas.addOutlineEntry(line.outline, line.anchor, line.level, closed=True)
        canvas.setStrokeColor(colour("line"))
        canvas.setLineWidth(HAIRLINE)
        canvas.line(0, self.height, self.width, self.height)
        top = self.height - 9
        self._title.drawOn(canvas, 0, top - self._title_height)
        self._meta.drawOn(canvas, 0, top - self._title_height - 1.5 - self._meta_height)
        draw_severity(canvas, line.severity, -11, 7, self.height - 17)
        canvas.setFont(SEMIBOLD, LABEL_SIZE)
        canvas.setFillColor(colour("ink_soft"))
        canvas.drawRightString(-17, top - self._title.style.fontSize, str(line.number))
        self._draw_state(top)

    def _draw_state(self, top: float) -> None:
        canvas, line = self.canv, self.line
        start = self.width - max(width(line.look_word, SEMIBOLD, 8.8), width(line.due, REGULAR, 8))
        draw_look(canvas, line.look, start - MARK - 5, top - 10.6, MARK + 0.6)
        canvas.setFillColor(colour("ink"))
        canvas.setFont(SEMIBOLD, 8.8)
        canvas.drawString(start, top - 9.6, line.look_word)
        canvas.setFillColor(colour("ink_soft"))
        canvas.setFont(REGULAR, 8)
        canvas.drawString(start, top - 20.4, line.due)


class Rule(Flowable):  # type: ignore[misc]  # the library has no types
    """A line across the text, or a part of it."""

    def __init__(self, role: str = "line", thickness: float = HAIRLINE, length: float = 0, after: float = 6) -> None:
        super().__init__()
        self.role, self.thickness, self.length, self.spaceAfter = role, thickness, length, after

    def wrap(self, available: float, _height: float) -> tuple[float, float]:
        """As long as was wished."""
        self.width, self.height = self.length or available, self.thickness
        return self.width, self.height

    def draw(self) -> None:
        """The line."""
        self.canv.setStrokeColor(colour(self.role))
        self.canv.setLineWidth(self.thickness)
        self.canv.line(0, 0, self.width, 0)


Cell: TypeAlias = "Flowable | list[Flowable]"


def table(head: Sequence[Cell], rows: Sequence[Sequence[Cell]], widths: Sequence[float]) -> Flowable:
    """Rows under a head that is repeated on every page; hairlines between rows, no boxes."""
    line = colour("line")
    looks = TableStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), REGULAR),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4.6),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, colour("accent")),
            ("LINEBELOW", (0, 1), (-1, -1), HAIRLINE, line),
        ]
    )
    made = LongTable([list(head), *map(list, rows)], colWidths=list(widths), repeatRows=1, style=looks)
    made.spaceAfter = 8
    return made
