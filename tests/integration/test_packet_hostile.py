"""What people type is printed and never obeyed, and never stops a packet from being made."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pypdf
import pytest

from exportcheck.domain.case import Evidence, Line, Response
from exportcheck.packet.text import SUBSTITUTE
from tests.integration.test_packet_document import flat, make
from tests.packet_cases import bare_case, packet_of

HOSTILE = {
    "markup": '<b>bold</b> <img src="http://127.0.0.1/x.png"/> <a href="file:///etc/passwd">x</a> & < >',
    "local image": '<img src="/etc/hostname" width="10" height="10"/> <onDraw name="x" label="y"/>',
    "evaluated colour": "<font color=\"[[getattr(pow,'x')] and 'red']\">x</font>",
    "template": "{{ 7*7 }} {% for i in x %} ${7*7} {count} {title} %s",
    "unclosed": "<para><b>unclosed </i> &nbsp; &#0; &xxe; ]]> <!-- <![CDATA[",
    "script": "<script>alert(1)</script> javascript:alert(1) https://example.org/?a=1&b=<2>",
}
UNPRINTABLE = {
    "control": "a\x00b\x07c\x1bd\x7fe\x85f",
    "bidirectional": "abc \u202egpj.exe\u202c \u2066x\u2069 \u200f",
    "right to left": "שלום עולם مرحبا",
    "emoji": "👩‍👩‍👧 🇲🇽 ❤️",
    "chinese": "出口清单",
    "combining": "e\u0301" * 10 + "a" + "\u0315" * 500,
}


def with_note(note: str):
    """A case in which every text that a person types is hostile."""
    case = bare_case()
    packet = packet_of(case)
    duty = packet.assessment.in_state("applies")[0]
    client = replace(case.client, name=f"Client {note}", address=note, contact=note, tax_id=note)
    lines = (Line("tequila", note), *case.lines[1:])
    added = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)
    evidence = (Evidence("e", duty.key, note, note[:50], 3, "0" * 64, added),)
    responses = {
        duty.key: Response("blocked", note, note[:200], dt.date(2026, 11, 30)),
        packet.assessment.in_state("applies")[1].key: Response("in_progress", note, "x", dt.date(2026, 11, 29)),
    }
    return replace(case, title=f"Title {note}", client=client, lines=lines, evidence=evidence, responses=responses)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_markup_templates_and_addresses_are_printed_as_they_were_typed(text, tmp_path):
    found = make(packet_of(with_note(text)), tmp_path / "packet.pdf")
    assert flat(found.text).count(flat(text)) >= 3
    with found.path.open("rb") as file:
        for page in pypdf.PdfReader(file).pages:
            assert not page.images
            links = [a.get_object() for a in page.get("/Annots", [])]
            assert not [link for link in links if "/A" in link and "127.0.0.1" in str(link["/A"])]


@pytest.mark.parametrize("text", UNPRINTABLE.values(), ids=UNPRINTABLE)
def test_what_the_typeface_cannot_print_is_left_out_or_shown_as_a_box(text, tmp_path):
    found = make(packet_of(with_note(text), "en"), tmp_path / "packet.pdf")
    assert not set(found.text) & set("\u202e\u202c\u2066\u2069\u200f\x00\x07\x1b")


@pytest.mark.parametrize("text", ["שלום", "👩", "出口"])
def test_the_cover_says_how_many_characters_could_not_be_printed(text, tmp_path):
    found = make(packet_of(with_note(text), "en"), tmp_path / "packet.pdf")
    assert SUBSTITUTE in found.text
    assert "could not be printed" in found.pages[0]
    assert text in found.pdf.attachments["case.json"][0].decode()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("palabra " * 12_500, 12_500 * 7, id="100,000 characters in one line"),
        pytest.param("W" * 40_000, 40_000, id="a word of 40,000 letters"),
        pytest.param("línea\n" * 5_000, 5_000 * 5, id="5,000 lines"),
        pytest.param("\n" * 50_000 + "fin", 3, id="50,000 empty lines"),
    ],
)
def test_long_notes_are_printed_to_the_end_in_reasonable_time(text, wanted, tmp_path):
    case = bare_case()
    duty = packet_of(case).assessment.in_state("applies")[0]
    started = time.perf_counter()
    plain = make(packet_of(case, parts=frozenset({"requirements"})), tmp_path / "plain.pdf")
    usual = time.perf_counter() - started
    noted = replace(case, responses={duty.key: Response("open", text)})
    started = time.perf_counter()
    found = make(packet_of(noted, parts=frozenset({"requirements"})), tmp_path / "packet.pdf")
    assert time.perf_counter() - started < 10 * usual + 5
    letter = text.strip()[0]
    assert flat(found.text).count(letter) - flat(plain.text).count(letter) >= wanted // len(text.split()[0].strip() or "x")


def test_long_titles_names_and_descriptions_do_not_stop_a_packet(tmp_path):
    found = make(packet_of(with_note("Zeta" * 10_000), "en"), tmp_path / "packet.pdf")
    assert found.pages


def test_many_destinations_lines_and_files_make_a_packet(tmp_path):
    case = bare_case()
    lines = tuple(Line(f"line-{number}", f"Tequila número {number}") for number in range(25))
    added = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)
    files = tuple(Evidence(f"e{n}", "gone@us", f"{n}.pdf", "application/pdf", n, f"{n:064x}", added) for n in range(300))
    found = make(packet_of(replace(case, lines=lines, evidence=files), "en"), tmp_path / "packet.pdf")
    assert "299.pdf" in found.text
