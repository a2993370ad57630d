"""The condition language: every construct, the place and mend of every error, and that nothing is ever executed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small_world import FACTS, fact, vocabulary

from exportcheck.domain.content import Derivation
from exportcheck.domain.values import Money
from exportcheck.rules.conditions import (
    DEEPEST,
    LONGEST,
    All,
    Always,
    Any,
    BeginsWith,
    Compared,
    ConditionError,
    Derived,
    EveryLine,
    Has,
    Not,
    OneOf,
    Parameter,
    SomeLine,
    Yes,
    facts_of,
    parameters_of,
    parse,
)
from exportcheck.rules.constancy import never_or_always

WORLD = vocabulary()
SUBSCRIPTIONS = Yes(FACTS["sale.subscriptions"])
BUYERS, MODE, KIND = FACTS["sale.buyers"], FACTS["shipment.mode"], FACTS["goods.kind"]
VALUE, EMPLOYEES, FIRST_DAY = FACTS["shipment.value"], FACTS["seller.employees"], FACTS["sale.first_day"]


def problem_of(source: str) -> ConditionError | None:
    try:
        parse(source, WORLD)
    except ConditionError as error:
        return error
    return None


def refused(source: str, world=WORLD) -> ConditionError:
    with pytest.raises(ConditionError) as caught:
        parse(source, world)
    return caught.value


# -- what can be said


@pytest.mark.parametrize(
    ("source", "meaning"),
    [
        ("", Always()),
        ("   \n ", Always()),
        ("sale.subscriptions", SUBSCRIPTIONS),
        ("(sale.subscriptions)", SUBSCRIPTIONS),
        ("not sale.subscriptions", Not(SUBSCRIPTIONS)),
        ("'consumer' in sale.buyers", Has(BUYERS, "consumer")),
        ("'consumer' not in sale.buyers", Not(Has(BUYERS, "consumer"))),
        ("shipment.mode == 'post'", OneOf(MODE, frozenset({"post"}))),
        ("'post' == shipment.mode", OneOf(MODE, frozenset({"post"}))),
        ("shipment.mode != 'post'", Not(OneOf(MODE, frozenset({"post"})))),
        ("goods.kind in {'tequila', 'mezcal'}", OneOf(KIND, frozenset({"tequila", "mezcal"}))),
        ("goods.kind in ('tequila', 'mezcal')", OneOf(KIND, frozenset({"tequila", "mezcal"}))),
        ("goods.kind not in ['tequila']", Not(OneOf(KIND, frozenset({"tequila"})))),
        ("shipment.value <= de_minimis", Compared(VALUE, "<=", Parameter("de_minimis"))),
        ("de_minimis >= shipment.value", Compared(VALUE, "<=", Parameter("de_minimis"))),
        ("de_minimis < shipment.value", Compared(VALUE, ">", Parameter("de_minimis"))),
        ("shipment.value > money(150, 'EUR')", Compared(VALUE, ">", Money(Decimal(150), "EUR"))),
        ("shipment.value > money(150.5, 'EUR')", Compared(VALUE, ">", Money(Decimal("150.5"), "EUR"))),
        ("seller.employees >= 10", Compared(EMPLOYEES, ">=", Decimal(10))),
        ("10 <= seller.employees", Compared(EMPLOYEES, ">=", Decimal(10))),
        ("seller.employees == 0.1", Compared(EMPLOYEES, "==", Decimal("0.1"))),
        ("seller.employees != people", Compared(EMPLOYEES, "!=", Parameter("people"))),
        ("sale.first_day < date('2026-07-01')", Compared(FIRST_DAY, "<", dt.date(2026, 7, 1))),
        ("sale.first_day >= from_day", Compared(FIRST_DAY, ">=", Parameter("from_day"))),
        ("hs(goods.hs_code, '2208', '22')", BeginsWith(FACTS["goods.hs_code"], ("2208", "22"))),
        ("any_line(goods.kind == 'tequila')", SomeLine(OneOf(KIND, frozenset({"tequila"})))),
        ("all_lines(goods.kind == 'tequila')", EveryLine(OneOf(KIND, frozenset({"tequila"})))),
        ("'california' in destination.regions", Has(FACTS["destination.regions"], "california")),
        (
            "sale.subscriptions and shipment.mode == 'sea' or not sale.subscriptions",
            Any((All((SUBSCRIPTIONS, OneOf(MODE, frozenset({"sea"})))), Not(SUBSCRIPTIONS))),
        ),
    ],
)
def test_that_each_construct_means_what_the_guide_says(source: str, meaning: object) -> None:
    assert parse(source, WORLD) == meaning


def test_that_the_plan_can_always_be_asked() -> None:
    condition = parse("destination.country in {'us', 'ca'} and plan.origin == 'mx' and plan.date >= from_day", WORLD)
    assert {one.id for one in facts_of(condition)} == {"destination.country", "plan.origin", "plan.date"}


def test_that_a_condition_may_stand_on_several_lines() -> None:
    assert parse("sale.subscriptions\n  and shipment.mode == 'sea'\n", WORLD) == parse(
        "sale.subscriptions and shipment.mode == 'sea'", WORLD
    )


def test_that_a_derived_fact_carries_what_it_is_derived_from() -> None:
    assert parse("goods.alcohol", WORLD) == Derived(
        Yes(FACTS["goods.alcohol"]), OneOf(KIND, frozenset({"tequila", "mezcal"}))
    )


def test_that_a_derived_choice_takes_the_first_case_that_holds() -> None:
    small, middle = (Compared(EMPLOYEES, "<=", limit) for limit in (Parameter("people"), Decimal(50)))
    assert parse("seller.size == 'middle'", WORLD) == Derived(
        OneOf(FACTS["seller.size"], frozenset({"middle"})), Any((All((Not(small), middle)),))
    )


def test_that_a_fact_with_only_if_is_yes_only_where_that_holds() -> None:
    assert parse("goods.battery", WORLD) == All((parse("not goods.alcohol", WORLD), Yes(FACTS["goods.battery"])))


def test_that_facts_and_parameters_of_a_condition_are_found() -> None:
    condition = parse("goods.alcohol and any_line(goods.battery) or shipment.value <= de_minimis", WORLD)
    assert {one.id for one in facts_of(condition)} == {
        "goods.alcohol",
        "goods.kind",
        "goods.battery",
        "shipment.value",
    }
    assert {one.id for one in facts_of(condition, through_lines=False)} == {
        "goods.alcohol",
        "goods.kind",
        "shipment.value",
    }
    assert parameters_of(condition) == {"de_minimis"}


# -- what is wrong, where, and how to mend it


@pytest.mark.parametrize(
    ("source", "column", "message", "mend"),
    [
        ("sale.subscription", 0, "unknown fact 'sale.subscription'", "facts.yaml"),
        ("sale.subscriptions and x.y", 23, "unknown fact 'x.y'", "facts.yaml"),
        ("  sale.subscriptions and x.y", 25, "unknown fact 'x.y'", "facts.yaml"),
        ("goods.hs_code == 'ñandú' and x.y", 29, "unknown fact 'x.y'", "facts.yaml"),
        ("sale.subscriptions and\n  x.y", 25, "unknown fact 'x.y'", "facts.yaml"),
        ("sale.buyers", 0, "is a choices fact and needs a comparison", ""),
        ("not shipment.value", 4, "is a money fact and needs a comparison", ""),
        ("shipment.mode == 'pigeon'", 17, "'pigeon' is not an option", "one of courier, post, sea"),
        ("'nobody' in sale.buyers", 0, "'nobody' is not an option", "one of business, consumer"),
        ("'texas' in destination.regions", 0, "'texas' is not an option", "one of california"),
        ("goods.kind in {'tequila', 'rum'}", 26, "'rum' is not an option", "one of mezcal, tequila, textiles"),
        ("goods.kind in {'tequila' 'mezcal'}", 15, "'tequilamezcal' is not an option", "one of"),
        ("shipment.mode == 3", 17, "is held against options in quotes", ""),
        ("shipment.mode == sea", 17, "is held against options in quotes", ""),
        ("shipment.mode < 'sea'", 0, "is a choice fact and cannot be compared with <", ""),
        ("sale.subscriptions == 'yes'", 0, "is a yes_no fact and cannot be compared with ==", ""),
        ("sale.buyers == 'consumer'", 0, "is a choices fact and cannot be compared with ==", ""),
        ("'post' in shipment.mode", 10, "is a choice fact and contains nothing", "only 'choices' facts do"),
        ("sale.buyers in {'consumer'}", 0, "is a choices fact and cannot be one of a set", ""),
        ("goods.kind in 'tequila'", 14, "a set of options is needed", "{'tequila', 'mezcal'}"),
        ("goods.kind in ()", 14, "a set of options is needed", "{'tequila', 'mezcal'}"),
        ("shipment.value <= 800", 18, "needs a money or a parameter", ""),
        ("shipment.value <= people", 18, "parameter 'people' is not a money", ""),
        ("seller.employees <= de_minimis", 20, "parameter 'de_minimis' is not a number", ""),
        ("sale.first_day <= people", 18, "parameter 'people' is not a date", ""),
        ("seller.employees <= persons", 20, "unknown parameter 'persons'", "define it"),
        ("seller.employees <= '10'", 20, "needs a number or a parameter", ""),
        ("seller.employees <= True", 20, "needs a number or a parameter", ""),
        ("seller.employees <= 1e999", 20, "needs a number or a parameter", ""),
        ("seller.employees <= -1", 20, "needs a number or a parameter", ""),
        ("seller.employees <= 10j", 20, "needs a number or a parameter", ""),
        ("seller.employees <= 5 + 5", 20, "needs a number or a parameter", ""),
        ("seller.employees <= seller.employees", 20, "needs a number or a parameter", ""),
        ("shipment.value <= money(True, 'EUR')", 18, "needs a money or a parameter", ""),
        ("shipment.value <= money(1, 'euro')", 18, "needs a currency code", "money(150, 'EUR')"),
        ("shipment.value <= money(1, 2)", 18, "needs a currency code", "money(150, 'EUR')"),
        ("shipment.value <= money(1, 'EUR', rate=2)", 18, "needs a money or a parameter", ""),
        ("sale.first_day <= date('2026-02-30')", 18, "'2026-02-30' is not a date", "date('2026-07-01')"),
        ("sale.first_day <= date('20260701')", 18, "'20260701' is not a date", "date('2026-07-01')"),
        ("sale.first_day <= date('2026-07-01', fold=1)", 18, "needs a date or a parameter", ""),
        ("hs(goods.kind, '22')", 3, "is a choice fact, not a code", ""),
        ("hs(goods.hs_code, 22)", 18, "hs() takes digits in quotes", "hs(goods.hs_code, '2208')"),
        ("hs(goods.hs_code, '22', 'ab')", 24, "hs() takes digits in quotes", "hs(goods.hs_code, '2208')"),
        ("hs(goods.hs_code, '²²')", 18, "hs() takes digits in quotes", "hs(goods.hs_code, '2208')"),
        ("hs(goods.hs_code)", 0, "not part of the condition language", "guide"),
        ("any_line(goods.alcohol, goods.battery)", 0, "not part of the condition language", "guide"),
        ("shipment.mode is 'post'", 0, "'is' is not part of", "write == or in"),
        ("5 <= seller.employees <= 10", 0, "not part of the condition language", "guide"),
        ("sale.subscriptions and", 22, "does not read", "guide"),
        ("  sale.subscriptions and and sale.subscriptions", 25, "does not read", "guide"),
        ("sale.subscriptions # and x.y", 19, "'#' is not part of", "leave it out"),
        ("sale.subscriptions \\\n and x.y", 19, "'\\' is not part of", "leave it out"),
        ("'sale.subscriptions'", 0, "not part of the condition language", "guide"),
        ("people", 0, "not part of the condition language", "guide"),
        ("3", 0, "not part of the condition language", "guide"),
        ("True", 0, "not part of the condition language", "guide"),
        ("1 < 2", 4, "a fact is expected here", "sale.buyers"),
        ("people < 2", 9, "a fact is expected here", "sale.buyers"),
    ],
)
def test_that_an_error_names_its_column_and_its_mend(source: str, column: int, message: str, mend: str) -> None:
    error = refused(source)
    assert message in error.message
    assert error.column == column
    assert mend in error.mend


@pytest.mark.parametrize(
    "source",
    [
        "__import__('os').system('true')",
        "__import__('os')",
        "open('x')",
        "print('x')",
        "eval('1')",
        "(lambda: sale.subscriptions)()",
        "lambda: sale.subscriptions",
        "[sale.subscriptions for _ in 'x']",
        "{x for x in sale.buyers}",
        "(x for x in sale.buyers)",
        "f'{sale.subscriptions}'",
        "f'{__import__(\"os\")}' == shipment.mode",
        "(x := sale.subscriptions)",
        "sale.subscriptions if sale.subscriptions else sale.subscriptions",
        "sale.buyers.__class__",
        "sale.subscriptions.__class__.__mro__",
        "().__class__.__bases__",
        "''.__class__",
        "sale.buyers['consumer']",
        "sale.buyers.count('consumer')",
        "await sale.subscriptions",
        "yield sale.subscriptions",
        "sale.subscriptions()",
        "sale.subscriptions; sale.subscriptions",
        "import os",
        "sale.subscriptions = True",
        "-sale.subscriptions",
        "~sale.subscriptions",
        "sale.subscriptions & sale.subscriptions",
        "sale.subscriptions + sale.subscriptions",
        "{**sale.buyers}",
        "*sale.buyers,",
        "any_line(*sale.buyers)",
        "any_line(part=goods.alcohol)",
        "any_line(**{})",
        "shipment.value <= money(*[1, 'EUR'])",
        "hs(goods.hs_code, *['22'])",
        "goods.kind in {*'ab'}",
        "goods.kind in {'tequila': 1}",
        "b'consumer' in sale.buyers",
        "shipment.mode == f'sea'",
        "shipment.mode == 'se' + 'a'",
        "...",
        "None",
        "sale.subscriptions\0",
        "sale.subscriptions and \ud800",
        "sale .subscriptions.",
        "(" * 250 + "sale.subscriptions" + ")" * 250,
        "(" * 5000 + "sale.subscriptions" + ")" * 5000,
        "not " * 300 + "sale.subscriptions",
        "not " * 5000 + "sale.subscriptions",
        "any_line(" * 100 + "sale.subscriptions" + ")" * 100,
        "a" + ".a" * 700,
        "sale.subscriptions and " * 100 + "sale.subscriptions",
        "1" * 1400,
        "seller.employees <= 9" + "9" * 5000,
    ],
)
def test_that_whatever_else_python_can_say_is_refused(source: str) -> None:
    assert refused(source).message


def test_that_a_long_condition_and_a_deep_one_say_so() -> None:
    assert f"longer than {LONGEST}" in refused("sale.subscriptions or " * 100 + "sale.subscriptions").message
    deep = refused("not " * (DEEPEST + 1) + "sale.subscriptions")
    assert (f"deeper than {DEEPEST}" in deep.message, deep.mend) == (True, "write it flatter")


def test_that_reading_executes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for source in (
        "open('trace', 'w')",
        "__import__('pathlib').Path('trace').touch()",
        "sale.subscriptions or open('trace', 'w')",
        "shipment.value <= money(open('trace', 'w'), 'EUR')",
        "sale.first_day <= date(open('trace', 'w'))",
        "goods.kind in {open('trace', 'w')}",
        "f'{open(chr(116), chr(119))}' == shipment.mode",
    ):
        refused(source)
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=60))
def test_that_any_text_is_read_or_refused_with_a_column_inside_it(source: str) -> None:
    error = problem_of(source)
    assert error is None or 0 <= error.column <= len(source) + 1


_WORDS = st.sampled_from(
    [
        "sale.subscriptions",
        "sale.buyers",
        "shipment.mode",
        "shipment.value",
        "goods.kind",
        "'post'",
        "'consumer'",
        "3",
        "de_minimis",
        "and",
        "or",
        "not",
        "in",
        "==",
        "<=",
        "(",
        ")",
        "{",
        "}",
        ",",
        "any_line(",
        "hs(",
        "money(",
        "lambda",
        ":",
        "x",
        ".",
        "[",
        "]",
        "is",
        "if",
        "else",
        "for",
        "_",
        "''",
        "ñ",
    ]
)


@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_that_shuffled_words_of_the_language_never_crash_the_reader(source: str) -> None:
    error = problem_of(source)
    assert error is None or (error.message and 0 <= error.column <= len(source) + 1)


# -- the vocabulary's own conditions


def test_that_a_fact_derived_from_itself_is_refused_by_name() -> None:
    facts = {
        "a.one": fact("a.one", "yes_no", derived="a.two"),
        "a.two": fact("a.two", "yes_no", derived="not a.three"),
        "a.three": fact("a.three", "yes_no", only_if="a.one"),
    }
    error = refused("sale.subscriptions and a.one", vocabulary({**FACTS, **facts}))
    assert "'a.one' is derived from itself" in error.message
    assert error.column == 23


def test_that_an_error_in_a_derivation_is_placed_at_the_fact_that_is_derived() -> None:
    facts = {"a.one": fact("a.one", "choice", options=("x",), derived=(Derivation("x", "goods.nothing"),))}
    error = refused("sale.subscriptions and a.one == 'x'", vocabulary({**FACTS, **facts}))
    assert error.message == "in what 'a.one' is derived from: unknown fact 'goods.nothing'"
    assert error.column == 23


# -- conditions that are always or never true


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("sale.subscriptions", None),
        ("sale.subscriptions or not sale.subscriptions", True),
        ("sale.subscriptions and not sale.subscriptions", False),
        ("shipment.mode == 'sea' and shipment.mode == 'post'", False),
        ("shipment.mode != 'sea' or shipment.mode != 'post'", True),
        ("goods.kind in {'tequila', 'mezcal'} and goods.kind == 'textiles'", False),
        ("goods.alcohol and goods.kind == 'textiles'", False),
        ("goods.alcohol and goods.kind == 'mezcal'", None),
        ("any_line(goods.alcohol) and sale.consumers", None),
        ("goods.alcohol and goods.battery", False),
        (" or ".join(f"seller.employees == {n}" for n in range(20)), None),
    ],
)
def test_that_constant_conditions_are_seen(source: str, verdict: bool | None) -> None:
    assert never_or_always(parse(source, WORLD)) is verdict
