"""What contents, late page numbers, attached case and verification cost beside one bare layout."""

from __future__ import annotations

import statistics
import time
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from tests.packet_cases import packet_of, small_case

from exportcheck.packet.document import BODY, Watch, write_pages
from exportcheck.packet.export import export_packet
from exportcheck.packet.fonts import REGULAR
from exportcheck.packet.pages import BOTTOM, SIZES, TOP
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.styles import MARGIN

RUNS, MOST = 5, 1.3


class BareCanvas(Canvas):
    """Leaves out what is drawn late."""

    def doForm(self, name):  # noqa: N802  # the library's name
        pass


def bare(packet) -> float:
    """Seconds for the same flowables in one pass and nothing else."""
    started = time.perf_counter()
    width, height = SIZES["A4"]
    sheet = Sheet(packet, (width, height))
    story = [flowable for part in packet.options.in_order() if part in BODY for flowable in BODY[part](sheet)]
    document = BaseDocTemplate(BytesIO(), pagesize=(width, height), initialFontName=REGULAR)
    frame = Frame(MARGIN, BOTTOM, width - 2 * MARGIN, height - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate("bare", [frame])])
    document.build(story, canvasmaker=BareCanvas)
    return time.perf_counter() - started


def whole(packet, target) -> float:
    started = time.perf_counter()
    export_packet(packet, target, lambda *_: None, lambda: False)
    return time.perf_counter() - started


def test_an_export_costs_at_most_a_third_more_than_the_bare_layout_of_its_body(tmp_path):
    packet = packet_of(small_case())
    write_pages(packet, BytesIO(), Watch(lambda *_: None, lambda: False, 100))
    ratios = [whole(packet, tmp_path / "packet.pdf") / bare(packet) for _ in range(RUNS)]
    print("export / bare layout:", [round(ratio, 2) for ratio in ratios])
    assert statistics.median(ratios) <= MOST
