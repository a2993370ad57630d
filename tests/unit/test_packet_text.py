"""The door through which text reaches a packet, and the links that come out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exportcheck.packet.fonts import register
from exportcheck.packet.links import is_web, to_place, to_web
from exportcheck.packet.text import LONGEST_WORD, SUBSTITUTE, Door, Markup, clipped, steps


def door() -> Door:
    return Door(register())


@given(st.text())
def test_whatever_is_typed_comes_out_in_one_line_that_the_typeface_can_print(text):
    printed = door().plain(text)
    assert {ord(letter) for letter in printed} <= register()
    assert printed == " ".join(printed.split())


@given(st.text())
def test_markup_holds_no_tag_and_no_word_is_too_long(text):
    markup = door().markup(text)
    assert "<" not in markup
    assert all(len(word) <= LONGEST_WORD * len("&amp;") for word in markup.split())


@given(st.text(max_size=300))
def test_lines_hold_the_same_words_as_the_text_in_one_line(text):
    assert (
        " ".join(" ".join(door().lines(text)).split()) == door().markup("\n".join(text.splitlines())) or "\x1f" in text
    )


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("a & b < c", "a & b < c"),
        ("uno\tdos\r\ntres\u00a0cuatro", "uno dos tres cuatro"),
        ("abc\u202egpj\u202c", "abcgpj"),
        ("n\u0303", "ñ"),
        ("so\u00adft", "soft"),
        ("\ud800", SUBSTITUTE),
        ("出口", SUBSTITUTE * 2),
        ("❤\ufe0f", SUBSTITUTE),
    ],
)
def test_text_is_cleaned_visibly(typed, printed):
    assert door().plain(typed) == printed


def test_characters_that_could_not_be_printed_are_counted_but_real_boxes_are_not():
    opened = door()
    opened.plain("出口 " + SUBSTITUTE)
    assert opened.replaced == 2


def test_runs_of_empty_lines_close_up_to_one():
    assert door().lines("a\n\n\n\nb\n\n") == ["a", "", "b"]


def test_clipped_text_says_that_it_was_longer():
    assert clipped("abcdef", 4) == "abc\u2026"
    assert clipped("abcd", 4) == "abcd"


def test_steps_keep_their_numbers_and_take_in_the_lines_that_continue_them():
    text = "First of all:\n1. Do this\nand that.\n2) Then this."
    assert steps(text) == [("", "First of all:"), ("1", "Do this and that."), ("2", "Then this.")]


@pytest.mark.parametrize("address", ["https://www.dof.gob.mx/nota.php?a=1&b=2", "https://eur-lex.europa.eu/"])
def test_official_addresses_become_links(address):
    assert is_web(address)
    assert to_web(Markup("x"), address, "#000000").startswith("<a href=")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "file:///etc/passwd", "javascript:alert(1)", "pdf:/x", "https://", "https://a@b.org/",
        "https://example.org/ onclick", "HTTPS:example", "//example.org", "", "https://ex\nample.org", "https://[",
    ],
)  # fmt: skip
def test_anything_else_stays_plain_text(address):
    assert to_web(Markup("x"), address, "#000000") == "x"


def test_a_place_has_a_plain_name():
    with pytest.raises(ValueError, match="name of a place"):
        to_place(Markup("x"), 'a"b', "#000000")
