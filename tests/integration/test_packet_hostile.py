"""What people type is printed and never obeyed, and never stops a packet from being made."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import replace

import pytest
from tests.integration.test_packet_document import flat, make
from tests.packet_cases import packet_of, small_case

from exportcheck.domain.case import Case, Client, Evidence, Line, Response
from exportcheck.packet.text import SUBSTITUTE

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


@pytest.fixture(scope="module")
def everything_hostile(tmp_path_factory):
    """One packet in which people typed all of it, everywhere."""
    case, note = small_case(), "\n".join((*HOSTILE.values(), *UNPRINTABLE.values()))
    return make(packet_of(with_text(case, note), "en"), tmp_path_factory.mktemp("hostile") / "packet.pdf")


def with_text(case: Case, text: str) -> Case:
    """The case with one text in every field that a person fills."""
    duties = packet_of(case).assessment.in_state("applies")
    client = Client("client", f"Client {text}", *[text] * 6, facts=case.client.facts)
    added = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)
    evidence = (Evidence("e", duties[0].key, text, text[:50], 3, "0" * 64, added),)
    responses = {
        duties[0].key: Response("blocked", text, text[:200], dt.date(2026, 11, 30)),
        duties[1].key: Response("in_progress", text, "x", dt.date(2026, 11, 29)),
    }
    lines = (replace(case.lines[0], description=text), *case.lines[1:])
    return replace(case, title=f"Title {text}", client=client, lines=lines, evidence=evidence, responses=responses)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_markup_templates_and_addresses_are_printed_as_they_were_typed(text, everything_hostile):
    assert flat(everything_hostile.text).count(flat(text)) >= 4


def test_nothing_that_was_typed_becomes_an_image_a_link_or_an_action(everything_hostile):
    for page in everything_hostile.pdf.pages:
        assert not page.images
        for annotation in page.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            assert "127.0.0.1" not in str(action)
            assert "example.org" not in str(action)
            assert action.get("/S", "/URI") == "/URI"


def test_control_and_bidirectional_marks_do_not_reach_the_page(everything_hostile):
    assert not set(everything_hostile.text) & set("\u202e\u202c\u2066\u2069\u200f\x00\x07\x1b\x7f")


def test_the_cover_says_how_many_characters_could_not_be_printed_and_the_case_keeps_them(everything_hostile):
    assert SUBSTITUTE in everything_hostile.text
    assert "could not be printed" in everything_hostile.pages[0]
    assert "出口清单" in everything_hostile.pdf.attachments["case.json"][0].decode()


@pytest.mark.parametrize(
    ("text", "letter", "count"),
    [
        pytest.param("ňandu " * 16_600, "ň", 16_600, id="100,000 characters in one line"),
        pytest.param("ß" * 40_000, "ß", 40_000, id="a word of 40,000 letters"),
        pytest.param("ŵ\n" * 5_000, "ŵ", 5_000, id="5,000 lines"),
        pytest.param("\n" * 50_000 + "ŷ", "ŷ", 1, id="50,000 empty lines"),
        pytest.param("a" + "\u0315" * 20_000 + "ŵ", "ŵ", 1, id="20,000 marks on one letter"),
    ],
)
def test_long_notes_are_printed_to_the_end_in_reasonable_time(text, letter, count, tmp_path):
    case, parts = small_case(), frozenset({"requirements"})
    duty = packet_of(case).assessment.in_state("applies")[0]
    started = time.perf_counter()
    make(packet_of(case, parts=parts), tmp_path / "plain.pdf")
    usual = time.perf_counter() - started
    started = time.perf_counter()
    found = make(
        packet_of(replace(case, responses={duty.key: Response("open", text)}), parts=parts), tmp_path / "long.pdf"
    )
    assert time.perf_counter() - started < 12 * usual
    assert found.text.count(letter) == count


def test_long_titles_names_and_descriptions_do_not_stop_a_packet(tmp_path):
    found = make(packet_of(with_text(small_case(), "Zeta" * 10_000), "en"), tmp_path / "packet.pdf")
    assert found.text.count("Zeta") > 10_000


def test_many_lines_and_files_make_a_packet(tmp_path):
    case = small_case()
    lines = tuple(Line(f"line-{number}", f"Tequila número {number}") for number in range(25))
    added = dt.datetime(2026, 11, 3, tzinfo=dt.UTC)
    files = tuple(
        Evidence(f"e{n}", "gone@us", f"{n}.pdf", "application/pdf", n, f"{n:064x}", added) for n in range(300)
    )
    found = make(packet_of(replace(case, lines=lines, evidence=files), "en"), tmp_path / "packet.pdf")
    assert "299.pdf" in found.text
