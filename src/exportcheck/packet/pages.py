"""The page around the text: sizes, margins, running header and foot; and the canvas that draws late numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, PageTemplate

from exportcheck.app.packet_plan import PageSize
from exportcheck.packet.contents import draw_folio, fitting
from exportcheck.packet.fonts import REGULAR
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.styles import HAIRLINE, MARGIN, colour

TOP, BOTTOM = 64.0, 58.0
SMALL = 7.8
SIZES: dict[PageSize, tuple[float, float]] = {"A4": A4, "Letter": LETTER}


def templates(sheet: Sheet, page: tuple[float, float]) -> list[PageTemplate]:
    """The cover without a header, and every other page."""
    width, height = page

    def frame(name: str) -> Frame:
        return Frame(MARGIN, BOTTOM, width - 2 * MARGIN, height - TOP - BOTTOM, 0, 0, 0, 0, id=name)

    def plain(canvas: Any, _document: Any) -> None:
        _foot(canvas, sheet, width)

    def headed(canvas: Any, _document: Any) -> None:
        _foot(canvas, sheet, width)
        _header(canvas, sheet, page)

    return [
        PageTemplate("cover", [frame("cover")], onPage=plain, pagesize=page, autoNextPageTemplate="text"),
        PageTemplate("text", [frame("text")], onPage=headed, pagesize=page),
    ]


def _header(canvas: Any, sheet: Sheet, page: tuple[float, float]) -> None:
    width, height = page
    canvas.saveState()
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(colour("ink_soft"))
    baseline = height - 40
    half = (width - 2 * MARGIN - 20) / 2
    client = fitting(sheet.door.plain(sheet.case.client.name[:200]), REGULAR, SMALL, half)
    title = fitting(sheet.door.plain(sheet.case.title[:200]), REGULAR, SMALL, half)
    canvas.drawString(MARGIN, baseline, client)
    canvas.drawRightString(width - MARGIN, baseline, title)
    canvas.setStrokeColor(colour("line"))
    canvas.setLineWidth(HAIRLINE)
    canvas.line(MARGIN, baseline - 6, width - MARGIN, baseline - 6)
    canvas.restoreState()


def _foot(canvas: Any, sheet: Sheet, width: float) -> None:
    canvas.saveState()
    canvas.setFont(REGULAR, SMALL)
    canvas.setFillColor(colour("ink_soft"))
    left = sheet.words(
        "Content {version} · issued on {date}",
        version=sheet.packet.catalogue.version, date=sheet.form.date(sheet.packet.issued_on),
    )  # fmt: skip
    canvas.drawString(MARGIN, 36, sheet.door.plain(left))
    canvas.translate(width - MARGIN, 36)
    draw_folio(canvas)
    canvas.restoreState()


def canvas_maker(sheet: Sheet) -> Callable[..., Canvas]:
    """A maker of canvases that draw the page numbers when the last page is known."""

    class LateCanvas(Canvas):  # type: ignore[misc]  # the library has no types
        """Fills in what could not be known earlier, then saves."""

        def save(self) -> None:
            """Draw every late number once."""
            pages = self.getPageNumber() - 1
            folios = [sheet.words("Page {page} of {pages}", page=number, pages=pages) for number in range(1, pages + 1)]
            sheet.places.draw_numbers(self, folios)
            super().save()

    return LateCanvas
