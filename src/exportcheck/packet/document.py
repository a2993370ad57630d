"""The parts in order, laid out in one pass, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Flowable, NextPageTemplate

from exportcheck.app.packet_plan import PacketInput, Part
from exportcheck.domain.problems import ExportcheckError
from exportcheck.packet.contents import Contents
from exportcheck.packet.fonts import REGULAR
from exportcheck.packet.pages import SIZES, canvas_maker, templates
from exportcheck.packet.parts.case import the_case
from exportcheck.packet.parts.cover import cover
from exportcheck.packet.parts.evidence import evidence
from exportcheck.packet.parts.glance import glance
from exportcheck.packet.parts.not_applicable import not_applicable
from exportcheck.packet.parts.paperwork import paperwork
from exportcheck.packet.parts.requirements import requirements
from exportcheck.packet.parts.sources import sources
from exportcheck.packet.parts.upcoming import upcoming
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.text import clipped

STEPS = 100
"""The layout reports its progress in so many steps."""

BODY: Mapping[Part, Callable[[Sheet], list[Flowable]]] = {
    "glance": glance, "case": the_case, "requirements": requirements, "upcoming": upcoming,
    "not_applicable": not_applicable, "paperwork": paperwork, "evidence": evidence, "sources": sources,
}  # fmt: skip


class Cancelled(ExportcheckError):  # noqa: N818  # it is no error
    """The person stopped the export; nothing was written."""

    def __init__(self) -> None:
        super().__init__("cancelled")


class Watch:
    """Passes progress on and stops the work when that is wished."""

    def __init__(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool], total: int) -> None:
        self._progress, self._cancelled, self._total = progress, cancelled, total
        self._told = -1

    def at(self, step: int) -> None:
        """So many steps are done. Raises Cancelled."""
        if self._cancelled():
            raise Cancelled
        if step > self._told:
            self._told = step
            self._progress(step, self._total)


def write_pages(packet: PacketInput, file: BinaryIO, watch: Watch) -> None:
    """Lay the packet out into an open file. Raises Cancelled."""
    page = SIZES[packet.options.page_size]
    sheet = Sheet(packet, page)
    story = _story(sheet, watch)
    document = _Document(
        file, watch=watch, story=story, pagesize=page, initialFontName=REGULAR, invariant=1, pageCompression=1,
        lang=packet.options.language, title=sheet.door.plain(clipped(packet.case.title, 200)), author="exportcheck",
    )  # fmt: skip
    start = "cover" if "cover" in packet.options.parts else "text"
    document.addPageTemplates(sorted(templates(sheet, page), key=lambda template: template.id != start))
    document.build(story, canvasmaker=canvas_maker(sheet))


def _story(sheet: Sheet, watch: Watch) -> list[Flowable]:
    """Contents and cover are made last, for they tell of the parts, but stand first."""
    body: list[Flowable] = []
    for part in sheet.packet.options.in_order():
        watch.at(0)
        if part in BODY:
            body += BODY[part](sheet)
    listed = list(sheet.places.mentions)
    front = cover(sheet) if "cover" in sheet.packet.options.parts else []
    contents = sheet.new_part(sheet.words("Contents"), "contents", on_new_page=bool(front))
    sheet.places.mentions[:] = listed
    return [*front, NextPageTemplate("text"), *contents, Contents(sheet.places.mentions), *body]


class _Document(BaseDocTemplate):  # type: ignore[misc]  # the library has no types
    """Tells how much of the story has been set."""

    def __init__(self, file: BinaryIO, *, watch: Watch, story: list[Flowable], **options: Any) -> None:
        super().__init__(file, **options)
        self._watch, self._story, self._length = watch, story, max(1, len(story))

    def handle_flowable(self, flowables: list[Flowable]) -> None:
        """Set one flowable, then report how much of the story is gone; page beginnings come in lists of their own."""
        super().handle_flowable(flowables)
        if flowables is self._story:
            self._watch.at(STEPS * max(0, self._length - len(flowables)) // self._length)
