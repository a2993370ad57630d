"""The case file: what it may hold, what is wrong with it and where, and that a written case is read back equal."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small_world import DAY, FACTS, catalogue, ref, requirement, usd

from exportcheck.domain.case import STATUSES, Case, Client, Line, Plan, Response
from exportcheck.domain.content import Fact
from exportcheck.domain.problems import EnvironmentFault, Problem, ProblemsError
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.files.case_reading import (
    FORMAT,
    LONGEST_NAME,
    LONGEST_NOTE,
    case_from_bytes,
    with_full_keys,
)
from exportcheck.files.case_writing import case_to_bytes, case_to_plain
from exportcheck.rules.assessor import Assessor

CONTENT = catalogue(
    requirement("us-rule"), requirement("us-line-rule", applies="goods.alcohol"), requirement("mx-rule", "mx")
)
GOOD = """\
format: exportcheck-case/1
title: "Tequila: Estados Unidos"
client:
  name: Casa Lucero
  tax_id: CLU150312AB1
  address: |-
    Calle Hidalgo 45
    46400 Tequila
  country: mx
  employees: 12
  legal_form: company
  annual_turnover: {amount: 1000000.50, currency: MXN, also: {USD: 60000}}
plan:
  origin: mx
  date: 2026-12-01
  destinations: [us, es]
facts:
  sale.subscriptions: false
  sale.first_day: 2027-01-15
  seller.size: small
destination_facts:
  us:
    sale.buyers: [consumer, business]
    shipment.value: {amount: 80, currency: USD}
    shipment.mode: null
    destination.regions: [california]
  es:
    sale.buyers: []
lines:
  - id: tequila
    description: Tequila blanco
    facts:
      goods.kind: tequila
      goods.hs_code: "220890"
  - {id: rebozo_2, description: Rebozo}
responses:
  us-rule@us: {status: done, note: "done <b>well</b>", responsible: Lucía, due: 2026-11-30}
  mx-rule: {status: open}
"""


def read(text: str | bytes) -> Case:
    return case_from_bytes(text if isinstance(text, bytes) else text.encode(), "case.yaml", CONTENT)


def problems(text: str | bytes) -> tuple[Problem, ...]:
    with pytest.raises(ProblemsError) as caught:
        read(text)
    assert all(problem.place.file == "case.yaml" for problem in caught.value.problems)
    return caught.value.problems


def changed(before: str, after: str) -> str:
    assert GOOD.count(before) == 1, before
    return GOOD.replace(before, after)


# -- a good file


def test_that_a_good_file_is_read_whole() -> None:
    found = read(GOOD)
    assert found.title == "Tequila: Estados Unidos"
    assert found.client == Client(
        "client",
        "Casa Lucero",
        tax_id="CLU150312AB1",
        address="Calle Hidalgo 45\n46400 Tequila",
        facts={
            "seller.country": "mx",
            "seller.employees": Decimal(12),
            "seller.legal_form": "company",
            "seller.annual_turnover": Money(Decimal("1000000.50"), "MXN", (("USD", Decimal(60000)),)),
            "seller.size": "small",
        },
    )
    assert found.plan == Plan("mx", DAY, ("us", "es"))
    assert found.lines == (Line("tequila", "Tequila blanco"), Line("rebozo_2", "Rebozo"))
    assert found.answers == {
        ref("sale.subscriptions"): False,
        ref("sale.first_day"): dt.date(2027, 1, 15),
        ref("sale.buyers@us"): ("consumer", "business"),
        ref("shipment.value@us"): usd(80),
        ref("shipment.mode@us"): None,
        ref("destination.regions@us"): ("california",),
        ref("sale.buyers@es"): (),
        ref("goods.kind/tequila"): "tequila",
        ref("goods.hs_code/tequila"): "220890",
    }
    assert found.responses == {
        "us-rule@us": Response("done", "done <b>well</b>", "Lucía", dt.date(2026, 11, 30)),
        "mx-rule": Response("open"),
    }


def test_that_an_unknown_answer_is_kept_apart_from_one_that_was_not_asked() -> None:
    answers = read(GOOD).answers
    assert answers[ref("shipment.mode@us")] is None
    assert ref("shipment.mode@es") not in answers


def test_that_the_smallest_case_is_enough_and_takes_the_name_as_title() -> None:
    found = read(
        "format: exportcheck-case/1\nclient: {name: A}\nplan: {origin: mx, date: 2026-12-01, destinations: [us]}\n"
    )
    assert (found.title, found.lines, dict(found.answers), dict(found.responses)) == ("A", (), {}, {})


def test_that_the_same_case_may_be_json() -> None:
    document = {
        "format": FORMAT,
        "client": {"name": 'Á "quoted"', "employees": 3},
        "plan": {"origin": "mx", "date": "2026-12-01", "destinations": ["us"]},
        "facts": {"sale.subscriptions": True},
        "lines": [{"id": "a", "description": "line\nbreak"}],
    }
    for indent in (None, 2):
        found = read(json.dumps(document, indent=indent))
        assert found.client == Client("client", 'Á "quoted"', facts={"seller.employees": Decimal(3)})
        assert found.plan == Plan("mx", DAY, ("us",))
        assert found.lines == (Line("a", "line\nbreak"),)


@pytest.mark.parametrize("day", ["20261201", "2026-W49-2", "2026-12-1", "2026-13-01", "1 December 2026"])
def test_that_a_quoted_date_is_written_as_any_other(day: str) -> None:
    (found,) = problems(changed("date: 2026-12-01", f'date: "{day}"'))
    assert (found.rule, found.place.line) == ("type", 15)


def test_that_markup_stays_text() -> None:
    hostile = "<script>alert(1)</script> {{ 7 * 7 }} {% raw %} &amp; <a href='x'>"
    found = read(changed("name: Casa Lucero", f'name: "{hostile}"'))
    assert found.client.name == hostile


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\\\Windows\\\\x", "a/b", "CON", ".", "é" * 5000])
def test_that_a_name_is_only_a_name(name: str) -> None:
    found = read(changed("name: Casa Lucero", f'name: "{name}"'))
    assert found.client.name == name.replace("\\\\", "\\")


def test_that_a_note_may_be_as_long_as_a_book_and_no_longer() -> None:
    longest = "x" * LONGEST_NOTE
    assert read(changed("done <b>well</b>", longest)).responses["us-rule@us"].note == longest
    (found,) = problems(changed("done <b>well</b>", longest + "x"))
    assert (found.rule, found.place.line, found.place.column) == ("length", 37, 3)
    assert str(LONGEST_NOTE) in found.mend


def test_that_the_name_of_who_is_responsible_has_a_limit() -> None:
    (found,) = problems(changed("Lucía", "x" * (LONGEST_NAME + 1)))
    assert found.rule == "length"


# -- what is wrong, where, and how to mend it


@pytest.mark.parametrize(
    ("before", "after", "rule", "place", "message", "mend"),
    [
        ('title: "', 'titel: "', "unknown-key", (2, 1), "unknown name 'titel'", "one of format, title"),
        ("  tax_id:", "  rfc:", "unknown-key", (5, 3), "unknown name 'rfc'", "tax_id"),
        ("  origin: mx", "  from: mx", "unknown-key", (14, 3), "unknown name 'from'", "origin"),
        ("status: done,", "state: done,", "unknown-key", (37, 16), "unknown name 'state'", "status"),
        ("id: rebozo_2,", "id: b, name: x,", "unknown-key", (35, 13), "unknown name 'name'", "id, description"),
        (
            "sale.subscriptions:",
            "sale.subscription:",
            "unknown-fact",
            (18, 3),
            "'sale.subscription'",
            "'sale.subscriptions'",
        ),
        ("sale.subscriptions:", "zzz:", "unknown-fact", (18, 3), "unknown fact 'zzz'", "facts.yaml"),
        (
            "  sale.first_day: 2027-01-15",
            "  sale.buyers: []",
            "scope",
            (19, 3),
            "is a destination fact",
            "destination_facts",
        ),
        (
            "  sale.first_day: 2027-01-15",
            "  goods.kind: tequila",
            "scope",
            (19, 3),
            "is a line fact",
            "facts of a line",
        ),
        ("    shipment.mode: null", "    sale.subscriptions: true", "scope", (25, 5), "is a case fact", "under facts"),
        ("    shipment.mode: null", "    seller.size: small", "scope", (25, 5), "is a client fact", "client or facts"),
        ("sale.subscriptions: false", "sale.subscriptions: no", "type", (18, 23), "true or false is expected", ""),
        ("sale.subscriptions: false", "sale.subscriptions: 'false'", "type", (18, 23), "true or false is expected", ""),
        ("sale.subscriptions: false", "sale.subscriptions: 0", "type", (18, 23), "true or false is expected", ""),
        ("2027-01-15", "15/01/2027", "type", (19, 19), "a date like", ""),
        ("employees: 12", "employees: 1e3", "type", (10, 14), "a number is expected", ""),
        ("employees: 12", "employees: -1", "number", (10, 14), "cannot be negative", ""),
        ("[consumer, business]", "consumer", "type", (23, 18), "a list is expected", "begin each entry"),
        (
            "[consumer, business]",
            "[consumer, nobody]",
            "option",
            (23, 18),
            "'nobody' is not an option",
            "consumer, business",
        ),
        ("goods.kind: tequila", "goods.kind: rum", "option", (33, 19), "'rum' is not an option", "tequila, mezcal"),
        ("[california]", "[texas]", "option", (26, 26), "'texas' is not an option", "california"),
        (
            "sale.buyers: []",
            "destination.regions: [california]",
            "option",
            (28, 26),
            "'california' is not an option",
            "",
        ),
        ('goods.hs_code: "220890"', "goods.hs_code: 220890", "type", (34, 22), "text is expected", "put it in quotes"),
        ("{amount: 80, currency: USD}", "80", "type", (24, 21), "named values are expected", ""),
        ("{amount: 80, currency: USD}", "{amount: 80}", "missing-key", (24, 21), "'amount' and 'currency'", ""),
        ("{amount: 80, currency: USD}", "{amount: -1, currency: USD}", "money", (24, 30), "cannot be negative", ""),
        (
            "{amount: 80, currency: USD}",
            "{amount: 8, currency: usd}",
            "money",
            (24, 33),
            "'usd' is not a currency",
            "USD",
        ),
        ("{amount: 80, currency: USD}", "{amount: 8, currency: USD, eur: 1}", "unknown-key", (24, 48), "'eur'", "also"),
        ("country: mx", "country: MX", "country", (9, 12), "'MX' is not a country code", "two small letters"),
        ("country: mx", "country: México", "country", (9, 12), "'México' is not a country code", "such as mx"),
        ("legal_form: company", "legal_form: club", "option", (11, 15), "'club' is not an option", "person, company"),
        ("  name: Casa Lucero\n", "", "missing-key", (4, 3), "'name' is missing", "add 'name:'"),
        ("name: Casa Lucero", "name: 12", "type", (4, 9), "text is expected", "put it in quotes"),
        ("  date: 2026-12-01\n", "", "missing-key", (14, 3), "'date' is missing", "add 'date:'"),
        ("date: 2026-12-01", "date: tomorrow", "type", (15, 9), "a date like", ""),
        ("[us, es]", "[us, fr]", "layer", (14, 3), "no checklist for 'fr' as country", "one of es, us"),
        ("origin: mx", "origin: us", "layer", (14, 3), "no checklist for 'us' as origin", "one of mx"),
        ("[us, es]", "[us, es, us]", "duplicate", (14, 3), "a destination stands twice", ""),
        (
            "  es:\n    sale.buyers: []",
            "  fr:\n    sale.buyers: []",
            "destination",
            (27, 3),
            "'fr' is not in the plan",
            "add it",
        ),
        ("id: rebozo_2", "id: tequila", "duplicate", (35, 10), "line 'tequila' stands twice", ""),
        ("id: rebozo_2", "id: ../x", "id", (35, 10), "'../x' is not a good line id", "lower case"),
        ("id: rebozo_2", "id: a/b", "id", (35, 10), "'a/b' is not a good line id", "lower case"),
        ("id: rebozo_2", "id: a@us", "id", (35, 10), "'a@us' is not a good line id", "lower case"),
        ("id: rebozo_2", "id: Rebozo", "id", (35, 10), "'Rebozo' is not a good line id", "lower case"),
        ("id: rebozo_2, ", "", "missing-key", (35, 5), "'id' is missing", "add 'id:'"),
        (
            "status: done",
            "status: finished",
            "option",
            (37, 24),
            "'finished' is not possible",
            "open, in_progress, done",
        ),
        ("  us-rule@us:", "  us-rul@us:", "unknown-requirement", (37, 3), "unknown requirement 'us-rul@us'", ""),
        ("  mx-rule: {status: open}", "  mx-rule: done", "type", (38, 12), "named values are expected", ""),
        (
            "sale.first_day: 2027-01-15",
            "plan.date: 2027-01-15",
            "unknown-fact",
            (19, 3),
            "unknown fact 'plan.date'",
            "",
        ),
        ("name: Casa Lucero", 'name: "a\\x00b"', "control", (4, 9), "control character U+0000", "remove it"),
        ("name: Casa Lucero", 'name: "a\\eb"', "control", (4, 9), "control character U+001B", "remove it"),
        ("  tax_id: CLU", "  tax_id: &x CLU", "alias", (5, 11), "anchors are not allowed", "write the value out"),
        ("  tax_id: CLU", "  name: CLU", "duplicate", (5, 3), "'name' stands twice", "first at line 4"),
    ],
)
def test_that_a_problem_has_its_place_and_its_mend(
    before: str, after: str, rule: str, place: tuple[int, int], message: str, mend: str
) -> None:
    found = problems(changed(before, after))[0]
    assert message in found.message
    assert mend in found.mend
    assert (found.rule, (found.place.line, found.place.column)) == (rule, place)


@pytest.mark.parametrize("name", ["plan.date", "plan.origin", "destination.country"])
def test_that_what_the_plan_says_is_not_answered_a_second_time(name: str) -> None:
    from exportcheck.rules.composition import BUILTINS

    content = replace(CONTENT, facts={**FACTS, name: BUILTINS[name]})
    text = (
        changed("sale.first_day: 2027-01-15", f"{name}: x")
        if name != "destination.country"
        else changed("shipment.mode: null", f"{name}: x")
    )
    with pytest.raises(ProblemsError) as caught:
        case_from_bytes(text.encode(), "case.yaml", content)
    assert [problem.message for problem in caught.value.problems] == [f"'{name}' comes from the plan"]


def test_that_all_problems_are_told_in_one_pass() -> None:
    text = (
        GOOD.replace("sale.subscriptions", "sale.x")
        .replace("date: 2026-12-01", "date: x")
        .replace("status: done", "status: x")
    )
    text = (
        text.replace("name: Casa Lucero", "nom: Casa Lucero").replace("id: rebozo_2", "id: A").replace("titl", "tytl")
    )
    rules = [problem.rule for problem in problems(text)]
    assert sorted(rules) == sorted(
        ["unknown-key", "unknown-key", "missing-key", "type", "unknown-fact", "id", "option"]
    )


@pytest.mark.parametrize(
    "text", ["", "- a\n", "just words", "12", "format: exportcheck-case/x\n", "title: x\n", "format: {}\n"]
)
def test_that_another_file_is_no_case_file(text: str) -> None:
    (found,) = problems(text)
    assert found.rule in ("format", "type")
    assert "expected here" in found.message or f"begin with 'format: {FORMAT}'" in found.mend


@pytest.mark.parametrize("number", ["2", "10", "999999"])
def test_that_the_file_of_a_later_program_is_told_apart_from_a_broken_one(number: str) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        read(changed("exportcheck-case/1", f"exportcheck-case/{number}"))
    assert (caught.value.code, caught.value.exit_code) == ("case_newer", 3)
    assert caught.value.parameters == {"found": f"exportcheck-case/{number}", "supported": FORMAT}


@pytest.mark.parametrize("text", ["format: [", "a: b: c", "\t- x", "format: exportcheck-case/1\nclient: 'x\n"])
def test_that_broken_yaml_is_one_problem_with_a_place(text: str) -> None:
    (found,) = problems(text)
    assert found.rule == "yaml"
    assert found.place.line >= 1


# -- the keys of responses


def keys(what: Case) -> Iterable[str]:
    return [duty.key for duty in Assessor(CONTENT).assess(what).duties]


def answered(**responses: Response) -> Case:
    what = read(GOOD.replace("[us, es]", "[us]").replace("  es:\n    sale.buyers: []\n", ""))
    return replace(what, responses={name.replace("_", "-"): one for name, one in responses.items()})


def test_that_a_short_key_stands_for_the_only_duty_of_its_requirement() -> None:
    what = answered(us_rule=Response("done"), mx_rule=Response("blocked"))
    assert with_full_keys(what, keys(what)).responses == {
        "us-rule@us": Response("done"),
        "mx-rule": Response("blocked"),
    }


def test_that_a_full_key_stays_as_it_is() -> None:
    what = replace(answered(), responses={"us-line-rule@us/tequila": Response("done")})
    assert with_full_keys(what, keys(what)) == what


@pytest.mark.parametrize("key", ["us-line-rule", "us-line-rule@us", "us-line-rule@es/tequila", "us-line-rule/tequila"])
def test_that_an_ambiguous_key_is_refused_with_the_choice(key: str) -> None:
    what = replace(answered(), responses={key: Response("done")})
    with pytest.raises(ProblemsError) as caught:
        with_full_keys(what, keys(what))
    (found,) = caught.value.problems
    assert found.message == f"'{key}' does not name one duty of this case"
    assert found.mend == "one of us-line-rule@us/rebozo_2, us-line-rule@us/tequila"


def test_that_a_short_and_a_full_key_of_one_duty_are_refused() -> None:
    what = replace(answered(), responses={"us-rule": Response("done"), "us-rule@us": Response("blocked")})
    with pytest.raises(ProblemsError) as caught:
        with_full_keys(what, keys(what))
    assert "'us-rule@us' is answered twice" in str(caught.value)


# -- there and back again


_NO_CONTROL = st.characters(
    exclude_categories=("Cs",), exclude_characters=[chr(n) for n in (*range(9), *range(11, 32), 127)]
)
WORDS = st.text(_NO_CONTROL, max_size=30).map(str.strip)
NAME = WORDS.filter(bool)
NUMBER = st.one_of(
    st.integers(0, 10**17).map(Decimal),
    st.decimals(0, 10**12, places=2, allow_nan=False, allow_infinity=False),
    st.decimals(0, 1, places=12, allow_nan=False, allow_infinity=False),
)
CURRENCIES = st.sampled_from(["USD", "EUR", "MXN"])


def good_value(one: Fact) -> st.SearchStrategy[Value | None]:
    options = [option.id for option in one.options]
    by_type: Mapping[str, st.SearchStrategy[Any]] = {
        "yes_no": st.booleans(),
        "choice": st.sampled_from(options or [""]),
        "choices": st.lists(st.sampled_from(options or [""]), unique=True, max_size=len(options)).map(tuple),
        "number": NUMBER,
        "money": st.builds(
            Money, NUMBER, CURRENCIES, st.dictionaries(CURRENCIES, NUMBER).map(lambda also: tuple(sorted(also.items())))
        ),
        "date": st.dates(),
        "text": WORDS,
        "country": st.sampled_from(["mx", "us", "no"]),
    }
    return st.none() | by_type[one.type]


@st.composite
def whole_cases(draw: st.DrawFn) -> Case:
    destinations = draw(st.lists(st.sampled_from(["us", "es"]), min_size=1, max_size=2, unique=True))
    lines = draw(st.lists(st.from_regex(r"\A[a-z0-9][a-z0-9_-]{0,39}\Z"), max_size=2, unique=True))
    client: dict[str, Value | None] = {}
    answers: dict[FactRef, Value | None] = {}
    for one in FACTS.values():
        places = {
            "client": [],
            "case": [FactRef(one.id)],
            "destination": [FactRef(one.id, destination) for destination in destinations],
            "line": [FactRef(one.id, "", line) for line in lines],
        }[one.scope]
        if one.scope == "client" and draw(st.booleans()):
            client[one.id] = draw(good_value(one))
        answers |= {place: draw(good_value(one)) for place in places if draw(st.booleans())}
    response = st.builds(Response, st.sampled_from(STATUSES), WORDS, WORDS, st.none() | st.dates())
    particulars = {name: draw(WORDS) for name in ("tax_id", "address", "contact", "email", "phone", "website")}
    return Case(
        "",
        draw(NAME),
        Client("client", draw(NAME), facts=client, **particulars),
        Plan("mx", draw(st.dates()), tuple(destinations)),
        tuple(Line(line, draw(WORDS)) for line in lines),
        answers,
        draw(st.dictionaries(st.sampled_from(["us-rule@us", "mx-rule", "us-line-rule@us/a"]), response)),
    )


@given(whole_cases())
def test_that_a_written_case_is_read_back_equal(what: Case) -> None:
    assert read(case_to_bytes(what)) == what


@given(st.text(), st.text())
def test_that_any_note_can_be_written_and_read_back(note: str, title: str) -> None:
    from exportcheck.files.nodes import CONTROL

    what = replace(read(GOOD), title=f"t{title}", responses={"mx-rule": Response("open", note)})
    found = read(case_to_bytes(what))
    assert found.responses["mx-rule"].note == CONTROL.sub("", note).strip()
    assert found.title == CONTROL.sub("", f"t{title}").strip()


def test_that_a_written_case_is_json_that_other_programs_read() -> None:
    document = json.loads(case_to_bytes(read(GOOD)))
    assert document["client"]["name"] == "Casa Lucero"
    assert document["facts"]["seller.annual_turnover"] == {
        "amount": 1000000.5,
        "currency": "MXN",
        "also": {"USD": 60000},
    }
    assert document["responses"]["us-rule@us"]["due"] == "2026-11-30"


def test_that_a_written_number_keeps_every_digit() -> None:
    exact = Decimal("123456789012345678.000000000001")
    what = replace(read(GOOD), client=Client("client", "A", facts={"seller.employees": exact}))
    assert b"123456789012345678.000000000001" in case_to_bytes(what)
    assert read(case_to_bytes(what)).client.facts["seller.employees"] == exact


def test_that_answers_for_a_place_the_plan_no_longer_has_are_not_written() -> None:
    what = replace(read(GOOD), plan=Plan("mx", DAY, ("es",)))
    document = case_to_plain(what)
    assert list(document["destination_facts"]) == ["es"]  # type: ignore[call-overload]
    assert read(case_to_bytes(what)).plan.destinations == ("es",)


def test_that_a_value_of_one_type_is_never_taken_for_another() -> None:
    for text in (
        "true",
        "12",
        "2026-01-01",
        "null",
        "~",
        "",
        "1e3",
        "- x",
        "{a: 1}",
        "# x",
        "'",
        '"',
        "\\",
        "\u2028",
        "\ufeff",
    ):
        what = replace(read(GOOD), responses={"mx-rule": Response("open", text)}, title=f"{text}x")
        found = read(case_to_bytes(what))
        assert found.responses["mx-rule"].note == text.strip()
