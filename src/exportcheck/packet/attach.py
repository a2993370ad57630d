"""The case inside the packet: attached as JSON, with its digest among the properties of the document."""

from __future__ import annotations

import datetime as dt
import hashlib
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name, Page, Pdf, String

from exportcheck.app.packet_plan import PacketInput
from exportcheck.files.case_writing import case_to_bytes
from exportcheck.packet.fonts import register
from exportcheck.packet.text import Door, clipped
from exportcheck.wording.messages import Words

ATTACHED = "case.json"
DIGEST = "/ExportcheckCaseDigest"
CONTENT = "/ExportcheckContent"
PRINT = 4
"""The flag that lets an annotation appear on paper too."""


def finished(pages: BinaryIO, packet: PacketInput) -> bytes:
    """The finished file: the pages with case, properties and language.

    It is made in memory, for the library ends the whole program where a disk is full. No clock is read: every date is
    the packet's own, and the file's identifier follows from its bytes.
    """
    target = BytesIO()
    with pikepdf.open(pages) as pdf:
        _attach(pdf, packet)
        _describe(pdf, packet)
        for page in pdf.pages:
            _printable_links(page)
        pdf.save(
            target, min_version="1.7", deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True,
        )  # fmt: skip
    return target.getvalue()


def verified(path: Path) -> bool:
    """Whether a file reads back as a packet: it opens, has pages, and holds its case undamaged."""
    try:
        with pikepdf.open(BytesIO(path.read_bytes())) as pdf:
            attached = pdf.attachments[ATTACHED].get_file().read_bytes()
            return len(pdf.pages) > 0 and str(pdf.docinfo[DIGEST]) == hashlib.sha256(attached).hexdigest()
    except (pikepdf.PdfError, KeyError):
        return False


def _attach(pdf: Pdf, packet: PacketInput) -> None:
    data, moment = case_to_bytes(packet.case), _pdf_date(packet.issued)
    words = Words(packet.options.language)
    attached = AttachedFileSpec(
        pdf, data, filename=ATTACHED, mime_type="application/json", relationship=Name.Source,
        description=words("The case from which this packet was made"), creation_date=moment, mod_date=moment,
    )  # fmt: skip
    pdf.attachments[ATTACHED] = attached
    pdf.Root.AF = Array([attached.obj])
    pdf.docinfo[DIGEST] = hashlib.sha256(data).hexdigest()


def _describe(pdf: Pdf, packet: PacketInput) -> None:
    door, words = Door(register()), Words(packet.options.language)
    moment = _pdf_date(packet.issued)
    client = door.plain(clipped(packet.case.client.name, 200))
    info = pdf.docinfo
    info["/Subject"] = String(words("Export packet for {client}", client=client))
    info["/Keywords"] = String(", ".join((client, *packet.case.plan.destinations, packet.catalogue.version)))
    info["/Creator"] = info["/Producer"] = String(f"exportcheck {packet.program_version}")
    info["/CreationDate"] = info["/ModDate"] = String(moment)
    info[CONTENT] = String(f"{packet.catalogue.version} {packet.catalogue.digest}")
    pdf.Root.Lang = String(packet.options.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseOutlines


def _printable_links(page: Page) -> None:
    for annotation in page.obj.get("/Annots", Array()):
        annotation.F = PRINT


def _pdf_date(moment: dt.datetime) -> str:
    utc = moment.astimezone(dt.UTC)
    return utc.strftime("D:%Y%m%d%H%M%S+00'00'")
