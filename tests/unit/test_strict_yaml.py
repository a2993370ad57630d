"""The YAML that is read: strict, without surprises, every problem with file, line and column."""

from __future__ import annotations

import datetime as dt
import json
import time
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small_world import catalogue

from exportcheck.content.reading import read_content
from exportcheck.domain.content import Place
from exportcheck.domain.problems import EnvironmentFault, Problem
from exportcheck.files import nodes
from exportcheck.files.case_reading import read_case_file
from exportcheck.files.nodes import (
    DEEPEST,
    LARGEST,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Unreadable,
    read_nodes,
)


def read(text: str | bytes) -> Node:
    return read_nodes(text if isinstance(text, bytes) else text.encode(), "law.yaml")


def problem(text: str | bytes) -> Problem:
    with pytest.raises(Unreadable) as caught:
        read(text)
    return caught.value.problem


def plain(node: Node) -> object:
    match node:
        case Scalar(value=value):
            return value
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {name: plain(inner) for name, inner in entries.items()}


def value(text: str) -> object:
    found = plain(read(f"it: {text}\n"))
    assert isinstance(found, dict)
    return found["it"]


# -- what a plain value is


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No",
        "NO",
        "yes",
        "on",
        "off",
        "y",
        "n",
        "True",
        "FALSE",
        "Null",
        "NULL",
        "1e3",
        "1.5e3",
        "0x10",
        "0o17",
        "0b1",
        "012",
        "00",
        "1_000",
        "1,000",
        "+5",
        ".5",
        "5.",
        "-.5",
        ".inf",
        ".nan",
        "12:30",
        "12:30:45",
        "190:20:30",
        "2026-7-1",
        "2026-07-01T10:00:00",
        "2026-07-01 10:00:00",
        "20260701",
        "=",
        "<<",
        "1" * 19,
    ],
)
def test_that_what_only_looks_like_something_else_stays_text(text: str) -> None:
    expected: object = Decimal(text) if text == "20260701" else text
    assert value(text) == expected
    assert isinstance(value(text), type(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", Decimal(0)),
        ("-12", Decimal(-12)),
        ("0.10", Decimal("0.10")),
        ("800", Decimal(800)),
        ("2026-07-01", dt.date(2026, 7, 1)),
        ("2028-02-29", dt.date(2028, 2, 29)),
        ("'true'", "true"),
        ('"12"', "12"),
        ("'2026-07-01'", "2026-07-01"),
        ("'null'", "null"),
        ("''", ""),
        ("tequila", "tequila"),
        ("España # a remark", "España"),
        ("|-\n  12", "12"),
        (">-\n  true", "true"),
        ("[no, 012, 12]", ["no", "012", Decimal(12)]),
    ],
)
def test_that_a_value_is_what_it_says(text: str, expected: object) -> None:
    found = value(text)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "2027-02-29", "0000-01-01"])
def test_that_a_date_that_does_not_exist_is_refused(text: str) -> None:
    found = problem(f"a: 1\nit: {text}\n")
    assert (found.rule, found.place) == ("date", Place("law.yaml", 2, 5))
    assert "write an ISO date, or quote it" in found.mend


def test_that_names_are_text_whatever_they_look_like() -> None:
    assert plain(read("no: 1\non: 2\n12: 3\n2026-07-01: 4\nnull: 5\ntrue: 6\n")) == {
        name: Decimal(number) for number, name in enumerate(["no", "on", "12", "2026-07-01", "null", "true"], start=1)
    }


def test_that_every_node_knows_its_place() -> None:
    root = read("a: 1\nb:\n  - x\n  - {c: 2}\n")
    assert isinstance(root, Mapping)
    assert root.keys["b"] == Place("law.yaml", 2, 1)
    items = root.entries["b"]
    assert isinstance(items, Sequence)
    assert items.items[0].place == Place("law.yaml", 3, 5)
    assert isinstance(items.items[1], Mapping)
    assert items.items[1].entries["c"].place == Place("law.yaml", 4, 9)
    assert str(items.items[1].keys["c"]) == "law.yaml:4:6"


# -- what is refused, and where


@pytest.mark.parametrize(
    ("text", "rule", "line", "column"),
    [
        ("a: &x 1\nb: 2\n", "alias", 1, 4),
        ("a: 1\nb: *x\n", "alias", 2, 4),
        ("a: &x [1]\nb: *x\n", "alias", 1, 4),
        ("&x a: 1\n", "alias", 1, 1),
        ("a: &x {<<: *x}\n", "alias", 1, 4),
        ("a: !!str 1\n", "tag", 1, 4),
        ("a: !!python/object/apply:os.system ['true']\n", "tag", 1, 4),
        ("a: !mine {}\n", "tag", 1, 4),
        ("!!map {a: 1}\n", "tag", 1, 1),
        ("a:\n  - !!binary aGk=\n", "tag", 2, 5),
        ("a: 1\nb: 2\na: 3\n", "duplicate", 3, 1),
        ("x:\n  a: 1\n  'a': 2\n", "duplicate", 3, 3),
        ("{a: 1, a: 2}", "duplicate", 1, 8),
        ("a: 1\n---\nb: 2\n", "yaml", 2, 1),
        ("a: 1\n...\n---\nb: 2\n", "yaml", 3, 1),
        ("? [a]\n: 1\n", "key", 1, 3),
        ("? {a: 1}\n: 1\n", "key", 1, 3),
        ("a: 1\n\tb: 2\n", "yaml", 2, 1),
        ("a: [1\nb: 2\n", "yaml", 2, 2),
        ("a: 'x\n", "yaml", 2, 1),
        ("a: 1\n b: 2\n", "yaml", 2, 3),
        ("a: @x\n", "yaml", 1, 4),
        ("%YAML 9.9 x\n", "yaml", 1, 11),
        ('a: "\\x07"\n', "control", 1, 4),
        ('a: "\\ud800"\n', "yaml", 1, 7),
        ("a: 1\nb: x\x07y\n", "control", 2, 5),
        ("a: x\x00y\n", "control", 1, 5),
        ("a: ñ\x7fy\n", "control", 1, 5),
        ("a: x\x9by\n", "control", 1, 5),
    ],
)
def test_that_a_problem_is_named_where_it_stands(text: str, rule: str, line: int, column: int) -> None:
    found = problem(text)
    assert found.rule == rule
    assert found.place == Place("law.yaml", line, column)
    assert found.message
    assert found.level == "error"


def test_that_a_name_that_stands_twice_says_where_it_stood_first() -> None:
    found = problem("a: 1\nb: 2\na: 3\n")
    assert (found.message, found.mend) == ("'a' stands twice", "first at line 1")


@pytest.mark.parametrize(
    ("data", "line", "column"),
    [
        (b"\xff\xfea\x00:\x00", 1, 1),
        (b"a: 1\nb: espa\xf1a\n", 2, 8),
        (b"a: \xc3\xb1\xc3", 1, 5),
        ("a: ñ".encode("utf-16"), 1, 1),
        (b"\xef\xbb\xbfa: \xe9", 1, 4),
    ],
)
def test_that_bytes_that_are_not_utf8_are_refused_where_they_stand(data: bytes, line: int, column: int) -> None:
    found = problem(data)
    assert (found.rule, found.place, found.mend) == ("encoding", Place("law.yaml", line, column), "save as UTF-8")


def test_that_a_byte_order_mark_is_taken() -> None:
    assert plain(read(b"\xef\xbb\xbfa: 1\n")) == {"a": 1}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n", "---\n"])
def test_that_an_empty_file_holds_nothing(text: str) -> None:
    assert plain(read(text)) is None


def test_that_depth_is_limited() -> None:
    assert read("[" * DEEPEST + "]" * DEEPEST)
    for text in ("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2), "{a: " * 50_000, "- " * 100_000):
        assert problem(text).rule == "depth"
    assert problem("[" * 100_000).rule in ("depth", "yaml")


def test_that_size_is_limited_before_anything_is_read() -> None:
    found = problem(b"\xff" * (LARGEST + 1))
    assert (found.rule, found.place) == ("size", Place("law.yaml", 1, 1))


def test_that_the_number_of_values_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MOST_NODES", 1000)
    assert read("[" + "1," * 998 + "1]")
    assert problem("[" + "1," * 1001 + "1]").rule == "size"


def test_that_billions_of_laughs_are_cut_short() -> None:
    lines = ["a0: &a0 [ha, ha]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    began = time.perf_counter()
    assert problem("\n".join(lines)).rule == "alias"
    assert time.perf_counter() - began < 1


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**17), 10**17)
        | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc é", max_size=3), inner, max_size=3),
        max_leaves=8,
    )
)
def test_that_json_means_what_it_means_as_json(document: object) -> None:
    found = plain(read(json.dumps(document, ensure_ascii=False)))
    assert found == document


@given(st.text(max_size=40) | st.binary(max_size=40))
def test_that_anything_is_read_or_refused_at_a_place(data: str | bytes) -> None:
    raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
    try:
        read(raw)
    except Unreadable as error:
        found = error.problem
    else:
        return
    assert found.place.file == "law.yaml"
    assert found.place.line >= 1
    assert found.place.column >= 1


# -- folders


def test_that_a_folder_is_no_case_file(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        read_case_file(tmp_path, catalogue())
    assert caught.value.code == "cannot_read"
    assert caught.value.exit_code == 3


def test_that_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        read_case_file(tmp_path / "nowhere.yaml", catalogue())
    assert caught.value.code == "cannot_read"


def test_that_a_folder_in_place_of_a_content_file_is_no_content(tmp_path: Path) -> None:
    (tmp_path / "content.yaml").mkdir()
    with pytest.raises(EnvironmentFault) as caught:
        read_content(tmp_path)
    assert caught.value.code == "content_missing"
