"""The packet as other programs read it."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from tests.packet_cases import ISSUED, bare_case, packet_of, small_case, worked_case

from exportcheck.app.packet_plan import PARTS, PacketInput
from exportcheck.files.case_reading import case_from_bytes
from exportcheck.packet.attach import ATTACHED, DIGEST
from exportcheck.packet.export import export_packet
from exportcheck.packet.pages import BOTTOM, SIZES
from exportcheck.wording.messages import Words
from exportcheck.wording.reading import Reading

TITLES = (
    "Contents", "At a glance", "The case", "Requirements", "What changes soon", "Not applicable", "Paperwork",
    "Evidence", "Sources", "Glossary", "Review and signatures",
)  # fmt: skip


def never() -> bool:
    return False


def unheard(done: int, total: int) -> None:
    pass


def flat(text: str) -> str:
    """Without white space, so that line breaks do not matter."""
    return "".join(text.split())


@dataclass
class Made:
    packet: PacketInput
    path: Path
    pdf: pypdf.PdfReader
    pages: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.pages)

    def outline(self):
        """(level, title, page from 0, top) of every bookmark."""

        def walk(items, level):
            for item in items:
                if isinstance(item, list):
                    yield from walk(item, level + 1)
                else:
                    yield level, item.title, self.pdf.get_destination_page_number(item), float(item.top)

        return list(walk(self.pdf.outline, 0))


def make(packet: PacketInput, path: Path) -> Made:
    export_packet(packet, path, unheard, never)
    document = pypdfium2.PdfDocument(path)
    pages = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return Made(packet, path, pypdf.PdfReader(path), pages)


@pytest.fixture(scope="module", params=[("es", "A4"), ("en", "Letter")], ids=["Spanish A4", "English Letter"])
def made(request, tmp_path_factory) -> Made:
    language, size = request.param
    return make(
        packet_of(worked_case(bare_case()), language, size), tmp_path_factory.mktemp("packet") / f"{language}.pdf"
    )


def test_all_parts_stand_in_order_each_with_its_heading_on_the_page_of_its_bookmark(made):
    words = Words(made.packet.options.language)
    parts = [(title, page) for level, title, page, _ in made.outline() if level == 0]
    assert [title for title, _ in parts] == [words(title) for title in TITLES]
    assert [page for _, page in parts] == sorted(page for _, page in parts)
    assert all(flat(title) in flat(made.pages[page]) for title, page in parts)


def test_the_cover_names_client_destinations_products_and_dates(made):
    reading = Reading(made.packet.catalogue, made.packet.options.language, made.packet.assessment.as_of)
    case = made.packet.case
    wanted = [
        case.title,
        case.client.name,
        case.id[:8].upper(),
        made.packet.catalogue.version,
        *[line.description for line in case.lines],
    ]
    wanted += [reading.form.country(place) for place in ("mx", "us", "es")]
    wanted += [reading.form.date(case.plan.date), reading.form.date(ISSUED.date())]
    assert all(flat(text) in flat(made.pages[0]) for text in wanted)


def test_at_a_glance_takes_one_page_for_two_destinations(made):
    parts = [page for level, _, page, _ in made.outline() if level == 0]
    assert parts[2] - parts[1] == 1


def test_every_duty_that_applies_or_may_apply_is_printed_with_title_and_id(made):
    reading = Reading(made.packet.catalogue, made.packet.options.language, made.packet.assessment.as_of)
    text = flat(made.text)
    duties = [duty for duty in made.packet.assessment.duties if duty.state != "not_applicable"]
    assert duties
    missing = [duty.key for duty in duties if flat(reading.title(duty)) not in text or duty.requirement.id not in text]
    assert missing == []


def test_every_requirement_that_does_not_apply_anywhere_is_listed_with_its_id(made):
    text = flat(made.text)
    duties = made.packet.assessment.in_state("not_applicable")
    assert [duty.requirement.id for duty in duties if duty.requirement.id not in text] == []


def test_every_numbered_step_of_an_applicable_duty_is_printed(made):
    reading = Reading(made.packet.catalogue, made.packet.options.language, made.packet.assessment.as_of)
    body = flat(re.sub(r"(?m)^.*(Page|Página) \d+ (of|de) \d+.*$", "", made.text))
    lost = [
        (duty.requirement.id, step)
        for duty in made.packet.assessment.in_state("applies")
        for step in reading.action(duty).splitlines()
        if step and flat(step)[2:32] not in body
    ]
    assert lost == []


def test_every_missing_answer_of_an_undecided_duty_is_asked(made):
    reading = Reading(made.packet.catalogue, made.packet.options.language, made.packet.assessment.as_of)
    text = flat(made.text)
    gaps = {gap for duty in made.packet.assessment.in_state("undecided") for gap in duty.missing}
    assert [gap for gap in gaps if flat(reading.question(gap.ref, currency=gap.currency)) not in text] == []


def test_decisions_notes_and_evidence_are_printed(made):
    text = flat(made.text)
    for wanted in ("Listo; ver expediente.", "Responden el día 12.", "Luis Mora", "certificado-2.pdf", f"{2:032x}"):
        assert flat(wanted) in text


def test_bookmarks_lead_to_pages_and_go_down_to_every_entry(made):
    outline = made.outline()
    assert all(0 <= page < len(made.pages) for _, _, page, _ in outline)
    entries = [title for level, title, _, _ in outline if level == 3]
    assert len(entries) >= len({duty.requirement.id for duty in made.packet.assessment.in_state("applies")})


def test_no_heading_stands_at_the_foot_of_a_page(made):
    assert [(title, top) for _, title, _, top in made.outline() if top < BOTTOM + 60] == []


def test_the_contents_give_the_page_on_which_each_heading_stands(made):
    contents = made.pages[1]
    for level, title, page, _ in made.outline():
        if level == 0 and page > 1:
            assert re.search(re.escape(title) + r"\s+" + str(page + 1) + r"\b", contents), title


def test_every_page_says_its_number_and_the_number_of_pages(made):
    words = Words(made.packet.options.language)
    for number, text in enumerate(made.pages, start=1):
        assert words("Page {page} of {pages}", page=number, pages=len(made.pages)) in text


def test_links_lead_to_https_addresses_or_to_places_in_the_packet(made):
    places = made.pdf.named_destinations
    kinds = {"web": 0, "place": 0}
    for page in made.pdf.pages:
        for annotation in page.get("/Annots", []):
            link = annotation.get_object()
            assert link["/Subtype"] == "/Link"
            if "/A" in link:
                assert link["/A"]["/S"] == "/URI"
                assert link["/A"]["/URI"].startswith("https://")
                kinds["web"] += 1
            else:
                target = link["/Dest"].get_object() if hasattr(link["/Dest"], "get_object") else link["/Dest"]
                assert isinstance(target, list) or target.lstrip("/") in places
                kinds["place"] += 1
    assert min(kinds.values()) > 20


def test_every_font_is_embedded_and_none_is_a_standard_one(made):
    names = set()
    with pikepdf.open(made.path) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == pikepdf.Name.Font:
                names.add(str(thing.BaseFont))
                assert "/FontFile2" in thing.FontDescriptor, thing.BaseFont
    assert {name.split("+")[-1] for name in names} == {"ExportcheckSans-Regular", "ExportcheckSans-Semibold"}
    assert "Helvetica" not in made.path.read_bytes().decode("latin-1")


def test_pages_have_the_chosen_size(made):
    size = tuple(map(float, made.pdf.pages[0].mediabox[2:]))
    assert size == pytest.approx(SIZES[made.packet.options.page_size], abs=0.01)


def test_the_document_says_its_language_title_and_date(made):
    info = made.pdf.metadata
    assert info.title == made.packet.case.title
    assert info.creation_date == ISSUED
    assert made.pdf.trailer["/Root"]["/Lang"] == made.packet.options.language


def test_the_attached_case_reads_back_equal(made):
    data = made.pdf.attachments[ATTACHED][0]
    sent = replace(made.packet.case, id="", evidence=())
    assert case_from_bytes(data, ATTACHED, made.packet.catalogue) == sent
    assert made.pdf.metadata[DIGEST] == hashlib.sha256(data).hexdigest()
    with pikepdf.open(made.path) as pdf:
        assert pdf.Root.AF[0].AFRelationship == pikepdf.Name.Source


def test_the_same_input_gives_the_same_bytes(made, tmp_path):
    again = make(made.packet, tmp_path / "again.pdf")
    assert again.path.read_bytes() == made.path.read_bytes()


def test_another_moment_of_issue_gives_other_bytes(tmp_path):
    packet = packet_of(small_case())
    later = replace(packet, issued=ISSUED + dt.timedelta(seconds=1))
    first, second = make(packet, tmp_path / "first.pdf"), make(later, tmp_path / "later.pdf")
    assert first.path.read_bytes() != second.path.read_bytes()


@pytest.mark.parametrize("left_out", PARTS)
def test_a_part_that_is_switched_off_is_left_out_and_no_link_to_it_dangles(left_out, tmp_path):
    packet = packet_of(small_case(), "en", parts=frozenset(PARTS) - {left_out})
    found = make(packet, tmp_path / "packet.pdf")
    names = dict(zip(PARTS[1:], TITLES[1:], strict=False))
    titles = [title for level, title, _, _ in found.outline() if level == 0]
    assert names.get(left_out, "Export packet") not in titles
    assert ("Export packet" in found.pages[0]) is (left_out != "cover")


def test_the_cover_alone_makes_a_packet(tmp_path):
    found = make(packet_of(small_case(), "en", parts=frozenset({"cover"})), tmp_path / "packet.pdf")
    assert len(found.pages) == 2


def test_a_case_without_lines_answers_or_decisions_makes_a_packet(tmp_path):
    empty = replace(small_case(), lines=(), answers={})
    found = make(packet_of(empty, "en"), tmp_path / "packet.pdf")
    assert "No product line has been entered." in found.text


def test_the_cover_says_what_is_unverified_undecided_or_out_of_date(tmp_path):
    late = dt.datetime(2027, 9, 1, 12, tzinfo=dt.UTC)
    cover = " ".join(make(packet_of(small_case(), "en", issued=late), tmp_path / "late.pdf").pages[0].split())
    for wanted in (
        "have not been verified",
        "requirements is overdue",
        "more than six months old",
        "undecided",
        "had passed",
    ):
        assert wanted in cover


def test_a_fresh_packet_does_not_call_its_knowledge_old(tmp_path):
    cover = make(packet_of(small_case(), "en"), tmp_path / "fresh.pdf").pages[0]
    assert "six months old" not in cover
    assert "had passed" not in cover


def test_a_decision_on_an_older_text_is_shown_for_confirmation(tmp_path):
    packet = packet_of(worked_case(small_case()), "en")
    done = next(key for key, response in packet.case.responses.items() if response.status == "done")
    found = make(replace(packet, needs_confirmation=frozenset({done})), tmp_path / "packet.pdf")
    assert "1 decision was made on an earlier text" in found.pages[0]
    assert "the text changed after it was marked “Done”" in " ".join(found.text.split())


def test_the_verdict_follows_the_customs_duties(tmp_path):
    packet = packet_of(small_case(), "en")
    assert "Not yet." in make(packet, tmp_path / "open.pdf").pages[2]
    blocked = make(packet_of(worked_case(small_case()), "en"), tmp_path / "blocked.pdf").pages[2]
    assert "No. A required customs duty is blocked" in blocked
