"""The packet against its own flowables in one bare pass, and against the same content through WeasyPrint."""

from __future__ import annotations

import datetime as dt
import html
import io
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from measuring import Row, in_fresh_process, median_of
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from exportcheck import __version__, bootstrap
from exportcheck.app.packet_plan import PacketInput, PacketOptions
from exportcheck.domain.content import Catalogue
from exportcheck.packet.document import BODY
from exportcheck.packet.export import export_packet
from exportcheck.packet.fonts import REGULAR
from exportcheck.packet.pages import SIZES
from exportcheck.packet.sheet import Sheet
from exportcheck.rules.assessor import Assessor
from exportcheck.wording.reading import Reading

RUNS = 5
MEMORY = """
import sys
from pathlib import Path
from exportcheck.cli.case import write_demo
list(write_demo(Path(sys.argv[1])))
result = {}
"""


def sample_packet(catalogue: Catalogue) -> PacketInput:
    """About forty pages: the sample case for one destination, without the appendices."""
    case = bootstrap.sample_case(catalogue)
    one = replace(case, plan=replace(case.plan, destinations=("us",)), responses={})
    options = PacketOptions("es", parts=frozenset({"cover", "glance", "case", "requirements", "upcoming", "paperwork"}))
    return PacketInput(
        one, Assessor(catalogue).assess(one), catalogue, options, dt.datetime(2026, 11, 24, tzinfo=dt.UTC), __version__
    )


def bare_pass(packet: PacketInput) -> tuple[float, int]:
    """Milliseconds of laying the same flowables out in one pass with nothing around them, and the pages."""
    size = SIZES[packet.options.page_size]
    sheet = Sheet(packet, size)
    story = [flowable for part in packet.options.in_order() if part in BODY for flowable in BODY[part](sheet)]
    document = BaseDocTemplate(io.BytesIO(), pagesize=size, initialFontName=REGULAR)
    document.addPageTemplates([PageTemplate("text", [Frame(56, 56, size[0] - 112, size[1] - 112, id="text")])])
    start = time.perf_counter()
    document.build([one for one in story if type(one).__name__ not in ("Anchor", "NextPageTemplate", "Bookmark")])
    return (time.perf_counter() - start) * 1000, document.page


def weasyprint_pass(packet: PacketInput) -> float | None:
    """Milliseconds for the same words through WeasyPrint; None when it is not installed."""
    try:
        import weasyprint
    except (ImportError, OSError):
        return None
    reading = Reading(packet.catalogue, packet.options.language, packet.assessment.as_of)
    parts = []
    for duty in packet.assessment.duties:
        if duty.state == "not_applicable":
            continue
        rows = [
            reading.action(duty),
            reading.reason(duty),
            reading.deadline(duty),
            reading.penalty(duty),
            reading.caveat(duty),
        ]
        rows += [line.text for line in reading.citations(duty)]
        cells = "".join(f"<tr><td>•</td><td>{html.escape(row)}</td></tr>" for row in rows if row)
        parts.append(
            f"<h2>{html.escape(reading.title(duty))}</h2><p>{html.escape(reading.summary(duty))}</p><table>{cells}</table>"
        )
    page = "<style>body{font:10pt sans-serif}</style>" + "".join(parts)
    return median_of(lambda: weasyprint.HTML(string=page).write_pdf(), runs=2)


def packet_rows(catalogue: Catalogue) -> list[Row]:
    """The packet's rows of the table."""
    packet = sample_packet(catalogue)
    with tempfile.TemporaryDirectory() as name:
        target = Path(name) / "p.pdf"
        export_packet(packet, target, lambda _done, _of: None, lambda: False)
        whole, bare, pages = [], [], 0
        for _ in range(RUNS):
            start = time.perf_counter()
            export_packet(packet, target, lambda _done, _of: None, lambda: False)
            whole.append((time.perf_counter() - start) * 1000)
            one, pages = bare_pass(packet)
            bare.append(one)
        memory = in_fresh_process(MEMORY, name)["memory_mb"]
    ours, theirs = statistics.median(whole), statistics.median(bare)
    rows = [
        Row(
            f"packet of about {pages} pages",
            ours,
            f"the same flowables bare, {theirs:.0f} ms",
            ours / theirs,
            "<= 1.3 x",
            ours / theirs <= 1.3,
            memory,
        )
    ]
    weasy = weasyprint_pass(packet)
    if weasy is not None:
        rows.append(
            Row("the same words through WeasyPrint", weasy, "our packet", weasy / ours, ">= 4 x", weasy / ours >= 4)
        )
    return rows
