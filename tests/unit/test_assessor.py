"""What the law says for a case on a day: dates, limits, layers, money, derived facts and product lines."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.small_world import DAY, LAYERS, amount, case, catalogue, number, ref, requirement, usd

from exportcheck.domain.assessment import Assessment, Gap
from exportcheck.domain.content import Change, Dated, InForce, Relation
from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.text import Text
from exportcheck.domain.values import Money
from exportcheck.rules.assessor import Assessor
from exportcheck.rules.digests import Digests, meaning_digest, wording_digest
from exportcheck.rules.evaluation import LINES
from exportcheck.rules.upcoming import a_year_after

START, END = dt.date(2026, 3, 1), dt.date(2026, 9, 30)


def assess(content, what=None, on: dt.date | None = None, **answers) -> Assessment:
    return Assessor(content).assess(what or case(answers), on)


def states(assessment: Assessment) -> dict[str, str]:
    return {duty.key: duty.state for duty in assessment.duties}


def state(applies: str, answers=None, *, parameters=None, on=None, **where) -> tuple[str, tuple[Gap, ...]]:
    """The state of one duty with this condition, and what it misses."""
    one = requirement("r", where.pop("layer", "us"), applies, parameters=parameters or {})
    (duty,) = assess(catalogue(one), case(answers, **where), on).duties
    return duty.state, duty.missing


# -- dates


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (START - dt.timedelta(days=1), ("not_applicable", "not_yet")),
        (START, ("applies", "condition")),
        (END, ("applies", "condition")),
        (END + dt.timedelta(days=1), ("not_applicable", "ended")),
    ],
)
def test_that_a_duty_binds_from_its_first_to_its_last_day(day: dt.date, expected: tuple[str, str]) -> None:
    (duty,) = assess(catalogue(requirement("r", in_force=InForce(START, END))), on=day).duties
    assert (duty.state, duty.ground) == expected


def test_that_the_planned_date_is_the_day_unless_another_is_given() -> None:
    content = catalogue(requirement("r", in_force=InForce(START)))
    what = case(date=START - dt.timedelta(days=1))
    assert assess(content, what).as_of == what.plan.date
    assert states(assess(content, what)) == {"r@us": "not_applicable"}
    assert states(assess(content, what, START)) == {"r@us": "applies"}


def test_that_a_duty_out_of_force_asks_nothing() -> None:
    content = catalogue(requirement("r", applies="sale.subscriptions", in_force=InForce(DAY + dt.timedelta(days=1))))
    assessment = assess(content)
    assert assessment.questions == ()
    assert assessment.duties[0].ground == "not_yet"


def test_that_a_condition_that_is_false_says_so_even_before_the_first_day() -> None:
    content = catalogue(requirement("r", applies="sale.subscriptions", in_force=InForce(DAY + dt.timedelta(days=1))))
    (duty,) = assess(content, case({"sale.subscriptions": False})).duties
    assert (duty.state, duty.ground, len(duty.clauses)) == ("not_applicable", "condition", 1)


def test_that_the_plan_answers_its_own_facts() -> None:
    on_day = "plan.date >= date('2026-12-01') and plan.origin == 'mx' and destination.country == 'us'"
    assert state(on_day) == ("applies", ())
    assert state(on_day, on=DAY - dt.timedelta(days=1))[0] == "not_applicable"


# -- dated parameters


LIMITS = {
    "limit": (
        number(10, dt.date(2026, 1, 1), dt.date(2026, 11, 30)),
        number(20, dt.date(2026, 12, 1), dt.date(2026, 12, 31)),
    )
}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2026, 11, 30), "applies"),
        (dt.date(2026, 12, 1), "not_applicable"),
        (dt.date(2026, 12, 31), "not_applicable"),
    ],
)
def test_that_a_parameter_has_the_value_of_the_day(day: dt.date, expected: str) -> None:
    people = {"seller.employees": Decimal(15)}
    assert state("seller.employees >= limit", None, parameters=LIMITS, client=people, on=day)[0] == expected


@pytest.mark.parametrize("day", [dt.date(2025, 12, 31), dt.date(2027, 1, 1)])
def test_that_a_limit_the_law_did_not_know_on_the_day_decides_without_asking(day: dt.date) -> None:
    assert state("seller.employees >= limit", parameters=LIMITS, on=day) == ("not_applicable", ())


def test_that_the_own_parameter_of_a_duty_is_in_reach_of_its_condition_only() -> None:
    content = catalogue(
        requirement("a", applies="seller.employees >= own", parameters={"own": (number(5),)}),
        requirement("b", applies="seller.employees >= own", parameters={"own": (number(50),)}),
    )
    what = case(client={"seller.employees": Decimal(10)})
    assert states(assess(content, what)) == {"a@us": "applies", "b@us": "not_applicable"}


# -- what comes within a year


def test_that_a_year_ends_on_the_same_day_of_the_next_one() -> None:
    assert a_year_after(dt.date(2026, 12, 1)) == dt.date(2027, 12, 1)
    assert a_year_after(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert a_year_after(dt.date.max) == dt.date.max


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"in_force": InForce(dt.date(2026, 12, 1))}, []),
        ({"in_force": InForce(dt.date(2026, 12, 2))}, [("starts", dt.date(2026, 12, 2))]),
        ({"in_force": InForce(dt.date(2027, 12, 1))}, [("starts", dt.date(2027, 12, 1))]),
        ({"in_force": InForce(dt.date(2027, 12, 2))}, []),
        ({"in_force": InForce(None, dt.date(2026, 11, 30))}, []),
        ({"in_force": InForce(None, dt.date(2026, 12, 1))}, [("ends", dt.date(2026, 12, 1))]),
        ({"in_force": InForce(None, dt.date(2027, 11, 30))}, [("ends", dt.date(2027, 11, 30))]),
        ({"in_force": InForce(None, dt.date(2027, 12, 1))}, []),
        ({"changes": (Change(dt.date(2026, 12, 1), Text("x", "x")),)}, []),
        ({"changes": (Change(dt.date(2026, 12, 2), Text("x", "x")),)}, [("changes", dt.date(2026, 12, 2))]),
        (
            {"changes": (Change(dt.date(2027, 5, 1), Text("x", "x")),), "in_force": InForce(None, dt.date(2026, 6, 1))},
            [],
        ),
        (
            {"parameters": {"p": (number(1, None, dt.date(2027, 1, 31)), number(2, dt.date(2027, 2, 1)))}},
            [("changes", dt.date(2027, 2, 1))],
        ),
        ({"parameters": {"p": (number(1, None, dt.date(2027, 1, 31)),)}}, [("changes", dt.date(2027, 2, 1))]),
        ({"parameters": {"p": (number(1, dt.date(2027, 2, 1)),)}}, [("changes", dt.date(2027, 2, 1))]),
        (
            {"parameters": {"p": (number(1, dt.date(2027, 2, 1)),)}, "in_force": InForce(dt.date(2027, 2, 1))},
            [("starts", dt.date(2027, 2, 1))],
        ),
        (
            {
                "parameters": {"p": (number(1, None, dt.date(2027, 1, 31)),)},
                "in_force": InForce(None, dt.date(2027, 1, 31)),
            },
            [("ends", dt.date(2027, 1, 31))],
        ),
        (
            {
                "parameters": {"p": (number(1, None, dt.date(2027, 1, 31)), number(2, dt.date(2027, 2, 1)))},
                "changes": (Change(dt.date(2027, 2, 1), Text("x", "x")),),
            },
            [("changes", dt.date(2027, 2, 1))],
        ),
    ],
)
def test_that_the_list_of_the_year_holds_what_starts_ends_and_changes(more: dict, expected: list) -> None:
    upcoming = assess(catalogue(requirement("r", **more))).upcoming
    assert [(change.what, change.on) for change in upcoming] == expected


def test_that_the_list_of_the_year_is_in_order_of_days() -> None:
    content = catalogue(
        requirement("b", in_force=InForce(dt.date(2027, 3, 1))),
        requirement("a", in_force=InForce(dt.date(2027, 3, 1))),
        requirement("c", in_force=InForce(None, dt.date(2027, 1, 1))),
    )
    assert [change.duty.requirement.id for change in assess(content).upcoming] == ["c", "a", "b"]


def test_that_a_change_that_concerns_somebody_else_is_left_out() -> None:
    content = catalogue(requirement("r", applies="sale.subscriptions", in_force=InForce(dt.date(2027, 3, 1))))
    assert assess(content, case({"sale.subscriptions": False})).upcoming == ()
    assert len(assess(content, case({"sale.subscriptions": True})).upcoming) == 1
    assert len(assess(content, case()).upcoming) == 1


def test_that_a_duty_a_new_limit_will_bring_is_in_the_list_of_the_year() -> None:
    limit = {"limit": (number(50, None, dt.date(2027, 5, 31)), number(10, dt.date(2027, 6, 1)))}
    content = catalogue(requirement("r", applies="seller.employees >= limit", parameters=limit))
    twenty = assess(content, case(client={"seller.employees": Decimal(20)}))
    assert states(twenty) == {"r@us": "not_applicable"}
    assert [change.on for change in twenty.upcoming] == [dt.date(2027, 6, 1)]
    assert assess(content, case(client={"seller.employees": Decimal(5)})).upcoming == ()


# -- replaces and narrows


def country_refines_region(relation: str, country: str = "", region: str = ""):
    """Content where a rule of Spain, with one condition, refines a rule of the Union, with another."""
    related = (Relation("eu-rule", relation),)
    return catalogue(requirement("eu-rule", "eu", region), requirement("es-rule", "es", country, related=related))


def test_that_a_narrower_rule_stands_beside_the_wider_one() -> None:
    content = country_refines_region("narrows")
    assert states(assess(content, case(destinations=("es",)))) == {"eu-rule@es": "applies", "es-rule@es": "applies"}


def test_that_a_replacing_rule_takes_the_place_of_the_other_one_where_it_applies() -> None:
    content = country_refines_region("replaces", "sale.subscriptions")
    by_answer = {
        True: ("not_applicable", "applies"),
        False: ("applies", "not_applicable"),
        None: ("undecided", "undecided"),
    }
    for answer, expected in by_answer.items():
        found = assess(content, case({"sale.subscriptions": answer}, destinations=("es",)))
        assert tuple(states(found).values()) == expected
    found = assess(content, case({"sale.subscriptions": True}, destinations=("es",)))
    assert (found.duties[0].ground, found.duties[0].replaced_by, found.duties[0].clauses) == ("replaced", "es-rule", ())


def test_that_a_rule_is_open_while_it_is_open_whether_another_one_replaces_it() -> None:
    content = country_refines_region("replaces", "sale.subscriptions", region="seller.employees >= people")
    found = assess(content, case(destinations=("es",)))
    assert {gap.ref.fact for gap in found.duties[0].missing} == {"seller.employees", "sale.subscriptions"}


def test_that_a_rule_out_of_force_replaces_nothing() -> None:
    content = catalogue(
        requirement("eu-rule", "eu"),
        requirement("es-rule", "es", related=(Relation("eu-rule", "replaces"),), in_force=InForce(dt.date(2027, 1, 1))),
    )
    found = assess(content, case(destinations=("es",)))
    assert states(found) == {"eu-rule@es": "applies", "es-rule@es": "not_applicable"}


def test_that_a_rule_of_a_destination_replaces_one_of_its_product_lines() -> None:
    content = country_refines_region("replaces", region="goods.alcohol")
    found = assess(content, case({"goods.kind/a": "tequila"}, destinations=("es",), lines=("a",)))
    assert states(found) == {"eu-rule@es/a": "not_applicable", "es-rule@es": "applies"}


def test_that_a_rule_of_one_product_line_leaves_the_others_alone() -> None:
    content = country_refines_region("replaces", "goods.alcohol", region="goods.kind in {'tequila', 'textiles'}")
    answers = {"goods.kind/a": "tequila", "goods.kind/b": "textiles"}
    found = states(assess(content, case(answers, destinations=("es",), lines=("a", "b"))))
    assert (found["eu-rule@es/a"], found["eu-rule@es/b"]) == ("not_applicable", "applies")


# -- layers, places, regions, channels


def test_that_every_layer_of_a_destination_speaks_in_order() -> None:
    content = catalogue(
        requirement("bazaar-rule", "bazaar"),
        requirement("es-rule", "es"),
        requirement("eu-rule", "eu"),
        requirement("mx-rule", "mx"),
        requirement("us-rule", "us"),
    )
    what = case(
        {"sale.channels@es": ("bazaar",), "sale.channels@us": ()},
        destinations=("es", "us"),
    )
    assert states(assess(content, what)) == {
        "mx-rule": "applies",
        "eu-rule@es": "applies",
        "es-rule@es": "applies",
        "bazaar-rule@es": "applies",
        "us-rule@us": "applies",
        "bazaar-rule@us": "not_applicable",
    }


def test_that_a_channel_rule_waits_for_the_channels_of_the_destination() -> None:
    (duty,) = assess(catalogue(requirement("bazaar-rule", "bazaar"))).duties
    assert (duty.state, duty.missing) == ("undecided", (Gap(ref("sale.channels@us")),))


def test_that_a_region_of_a_country_decides_only_there() -> None:
    applies = "'california' in destination.regions"
    assert state(applies, {"destination.regions@us": ("california",)})[0] == "applies"
    assert state(applies, {"destination.regions@us": ()})[0] == "not_applicable"
    assert state(applies)[1] == (Gap(ref("destination.regions@us")),)


@pytest.mark.parametrize(
    ("layer", "applies", "per", "keys"),
    [
        ("mx", "", None, ["r"]),
        ("mx", "sale.subscriptions", None, ["r"]),
        ("mx", "sale.consumers", None, ["r@us", "r@es"]),
        ("mx", "goods.alcohol", None, ["r/a", "r/b"]),
        ("mx", "goods.alcohol and sale.consumers", None, ["r@us/a", "r@us/b", "r@es/a", "r@es/b"]),
        ("mx", "any_line(goods.alcohol)", None, ["r"]),
        ("mx", "any_line(goods.alcohol) and sale.consumers", None, ["r@us", "r@es"]),
        ("us", "", None, ["r@us"]),
        ("us", "goods.alcohol", None, ["r@us/a", "r@us/b"]),
        ("us", "all_lines(goods.alcohol)", None, ["r@us"]),
        ("mx", "", "destination", ["r@us", "r@es"]),
        ("mx", "", "line", ["r/a", "r/b"]),
        ("us", "", "destination_line", ["r@us/a", "r@us/b"]),
        ("us", "", "case", ["r"]),
    ],
)
def test_that_a_duty_stands_where_its_facts_are(layer: str, applies: str, per: str | None, keys: list[str]) -> None:
    content = catalogue(requirement("r", layer, applies, per=per))
    what = case(destinations=("us", "es"), lines=("a", "b"))
    assert [duty.key for duty in assess(content, what).duties] == keys


@pytest.mark.parametrize(
    ("origin", "destinations", "layers", "missing"),
    [
        ("mx", ("fr",), LAYERS, ("fr", "country")),
        ("us", ("us",), LAYERS, ("us", "origin")),
        ("br", ("us",), LAYERS, ("br", "origin")),
        ("mx", ("mx",), LAYERS, ("mx", "country")),
        ("mx", ("eu",), LAYERS, ("eu", "country")),
        ("mx", ("bazaar",), LAYERS, ("bazaar", "country")),
        ("mx", ("es",), {name: one for name, one in LAYERS.items() if name != "eu"}, ("eu", "region")),
    ],
)
def test_that_a_missing_layer_stops_instead_of_asking_nothing(origin, destinations, layers, missing) -> None:
    what = case(destinations=destinations)
    what = replace(what, plan=replace(what.plan, origin=origin))
    with pytest.raises(ExportcheckError) as caught:
        assess(catalogue(layers=layers), what)
    assert caught.value.code == "layer_missing"
    assert (caught.value.parameters["layer"], caught.value.parameters["kind"]) == missing


def test_that_an_assessor_goes_on_after_a_missing_layer() -> None:
    assessor = Assessor(catalogue(requirement("r")))
    good = assessor.assess(case())
    with pytest.raises(ExportcheckError):
        assessor.assess(case(destinations=("fr",)))
    assert assessor.assess(case()) == good


# -- money


def test_that_money_in_another_currency_is_open_and_names_the_currency() -> None:
    value = Money(Decimal(500), "EUR")
    for applies in ("shipment.value <= de_minimis", "shipment.value > money(800, 'USD')"):
        undecided = ("undecided", (Gap(ref("shipment.value@us"), "USD"),))
        assert state(applies, {"shipment.value@us": value}) == undecided
        assert state(applies) == undecided
    content = catalogue(requirement("r", applies="shipment.value <= de_minimis"))
    (question,) = assess(content, case({"shipment.value@us": value})).questions
    assert (question.ref, question.currency, question.waiting) == (ref("shipment.value@us"), "USD", 1)


@pytest.mark.parametrize(("stated", "expected"), [(800, "applies"), (801, "not_applicable")])
def test_that_an_equivalent_that_its_owner_stated_is_compared(stated: int, expected: str) -> None:
    value = Money(Decimal(1), "MXN").with_equivalent("USD", Decimal(stated))
    assert state("shipment.value <= de_minimis", {"shipment.value@us": value})[0] == expected


def test_that_restating_an_amount_in_its_own_currency_keeps_the_equivalents() -> None:
    value = usd(1, EUR=2).with_equivalent("USD", Decimal(3)).with_equivalent("EUR", Decimal(4))
    assert value == usd(3, EUR=4)


def test_that_two_currencies_make_two_questions() -> None:
    content = catalogue(
        requirement("a", applies="shipment.value <= money(1, 'USD')"),
        requirement("b", applies="shipment.value <= money(1, 'EUR')"),
    )
    assert {question.currency for question in assess(content).questions} == {"USD", "EUR"}


def test_that_a_limit_in_a_new_currency_from_a_day_on_asks_for_that_currency() -> None:
    limit = {"limit": (amount(1, "USD", None, DAY), amount(1, "EUR", DAY + dt.timedelta(days=1)))}
    value = {"shipment.value@us": usd(1)}
    assert state("shipment.value <= limit", value, parameters=limit)[0] == "applies"
    tomorrow = state("shipment.value <= limit", value, parameters=limit, on=DAY + dt.timedelta(days=1))
    assert tomorrow == ("undecided", (Gap(ref("shipment.value@us"), "EUR"),))


# -- derived facts


def test_that_a_derived_fact_is_worked_out_and_never_asked() -> None:
    assert state("goods.alcohol", {"goods.kind/a": "tequila"}, lines=("a",))[0] == "applies"
    assert state("goods.alcohol", lines=("a",))[1] == (Gap(ref("goods.kind/a")),)


def test_that_a_given_answer_counts_only_where_the_derivation_is_open() -> None:
    assert state("goods.alcohol", {"goods.alcohol/a": True}, lines=("a",))[0] == "applies"
    contradicted = {"goods.alcohol/a": True, "goods.kind/a": "textiles"}
    assert state("goods.alcohol", contradicted, lines=("a",))[0] == "not_applicable"
    unknown = {"goods.alcohol/a": None}
    assert state("goods.alcohol", unknown, lines=("a",))[1] == (Gap(ref("goods.kind/a")),)


@pytest.mark.parametrize(("people", "size"), [(10, "small"), (11, "middle"), (50, "middle"), (51, "large")])
def test_that_a_derived_choice_is_the_first_case_that_holds(people: int, size: str) -> None:
    client = {"seller.employees": Decimal(people)}
    for option in ("small", "middle", "large"):
        expected = "applies" if option == size else "not_applicable"
        assert state(f"seller.size == '{option}'", client=client)[0] == expected
    assert state("seller.size in {'small', 'middle', 'large'}", client=client)[0] == "applies"


def test_that_a_derived_choice_without_its_fact_asks_for_that_fact() -> None:
    assert state("seller.size == 'middle'")[1] == (Gap(ref("seller.employees")),)
    assert state("seller.size == 'middle'", client={"seller.size": "middle"})[0] == "applies"


def test_that_a_fact_is_no_where_its_only_if_is_false() -> None:
    assert state("not goods.battery", {"goods.kind/a": "tequila"}, lines=("a",)) == ("applies", ())
    assert state("goods.battery", {"goods.kind/a": "textiles"}, lines=("a",))[1] == (Gap(ref("goods.battery/a")),)
    assert state("goods.battery", {"goods.kind/a": "textiles", "goods.battery/a": True}, lines=("a",))[0] == "applies"


# -- product lines


@pytest.mark.parametrize(
    ("kinds", "some", "every"),
    [
        (("tequila", "textiles"), "applies", "not_applicable"),
        (("tequila", "mezcal"), "applies", "applies"),
        (("textiles", "textiles"), "not_applicable", "not_applicable"),
        (("tequila", None), "applies", "undecided"),
        (("textiles", None), "undecided", "not_applicable"),
        ((None, None), "undecided", "undecided"),
    ],
)
def test_that_some_line_and_every_line_are_read_over_all_lines(kinds, some: str, every: str) -> None:
    answers = {f"goods.kind/{line}": kind for line, kind in zip("ab", kinds, strict=True)}
    assert state("any_line(goods.alcohol)", answers, lines=("a", "b"))[0] == some
    assert state("all_lines(goods.alcohol)", answers, lines=("a", "b"))[0] == every


@pytest.mark.parametrize("applies", ["any_line(goods.alcohol)", "all_lines(goods.alcohol)"])
def test_that_a_case_without_lines_leaves_lines_open_and_asks_no_question(applies: str) -> None:
    (duty,) = assess(catalogue(requirement("r", applies=applies))).duties
    assert (duty.state, duty.missing) == ("undecided", (Gap(LINES),))
    assert assess(catalogue(requirement("r", applies=applies))).questions == ()


def test_that_a_duty_of_lines_stands_nowhere_in_a_case_without_lines() -> None:
    assert assess(catalogue(requirement("r", applies="goods.alcohol"))).duties == ()


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("2208.90.05", "applies"),
        ("2208", "applies"),
        ("2207", "not_applicable"),
        ("22", "undecided"),
        ("", "undecided"),
        ("no idea", "undecided"),
        ("２２０８", "undecided"),
    ],
)
def test_that_a_code_is_read_by_its_digits_and_stays_open_while_it_is_short(code: str, expected: str) -> None:
    assert state("hs(goods.hs_code, '2208')", {"goods.hs_code/a": code}, lines=("a",))[0] == expected


# -- reasons and questions


def test_that_one_decisive_answer_is_the_whole_reason() -> None:
    content = catalogue(requirement("r", applies="sale.subscriptions or seller.employees >= people"))
    (duty,) = assess(content, case({"sale.subscriptions": True}, client={"seller.employees": Decimal(50)})).duties
    assert [clause.ref.fact for clause in duty.clauses] == ["sale.subscriptions"]


def test_that_a_must_weighs_three_times_a_should() -> None:
    content = catalogue(
        requirement("a", applies="sale.subscriptions", severity="should"),
        requirement("b", applies="sale.subscriptions", severity="should"),
        requirement("c", applies="seller.employees >= people"),
    )
    assert [question.ref.fact for question in assess(content).questions] == ["seller.employees", "sale.subscriptions"]


def test_that_an_unknown_answer_is_neither_yes_nor_no() -> None:
    for applies in ("sale.subscriptions", "not sale.subscriptions"):
        assert state(applies, {"sale.subscriptions": None})[0] == "undecided"
        assert state(applies)[0] == "undecided"


def test_that_a_client_fact_counts_for_every_destination() -> None:
    content = catalogue(
        requirement("a", "us", "seller.employees >= people"), requirement("b", "es", "seller.employees >= people")
    )
    what = case(destinations=("us", "es"), client={"seller.employees": Decimal(10)})
    assert set(states(assess(content, what)).values()) == {"applies"}


# -- digests


def test_that_the_digest_of_meaning_changes_with_what_is_asked_and_with_nothing_else() -> None:
    one = requirement("r", applies="seller.employees >= people")
    shared = catalogue(one).parameters
    same = replace(one, title=Text("x", "x"), summary=Text("x", "x"), volatile=True, review_by=DAY)
    assert meaning_digest(one, shared) == meaning_digest(same, shared)
    assert wording_digest(one) != wording_digest(same)
    for change in (
        {"applies": "sale.subscriptions"},
        {"action": Text("x", "x")},
        {"severity": "should"},
        {"in_force": InForce(DAY)},
        {"parameters": {"p": (number(1),)}},
        {"documents": ("d",)},
    ):
        assert meaning_digest(replace(one, **change), shared) != meaning_digest(one, shared)
        assert wording_digest(replace(one, **change)) == wording_digest(one)


def test_that_the_digest_of_meaning_changes_with_a_shared_limit_that_is_named() -> None:
    one = requirement("r", applies="seller.employees >= people")
    before = Digests(catalogue(one)).meaning("r")
    assert before == Digests(catalogue(one)).meaning("r")
    assert before != Digests(catalogue(one, parameters={"people": (number(11),)})).meaning("r")
    assert before == Digests(catalogue(one, parameters={"people": (number(10),), "other": (Dated(day=DAY),)})).meaning(
        "r"
    )
