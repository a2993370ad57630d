"""Reasons, sentences, deadlines and values as people read them, in Spanish and in English."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small_world import DAY, FACTS, amount, case, catalogue, fact, number, ref, requirement, text, usd

from exportcheck import paths
from exportcheck.domain.assessment import Clause, Duty, Upcoming
from exportcheck.domain.content import Cadence, Catalogue, Change, Dated, Deadline, InForce, Known, Relation, Trigger
from exportcheck.domain.text import LANGUAGES, Language, Text
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.rules.assessor import Assessor
from exportcheck.wording.messages import Words
from exportcheck.wording.reading import Reading, current, domain_of
from exportcheck.wording.templates import TextError, fill, holes_in, names_in
from exportcheck.wording.timing import deadline_words, is_duration
from exportcheck.wording.values import Format

TRANSLATED = (paths.assets() / "translations" / "es" / "LC_MESSAGES" / "exportcheck.mo").is_file()
SPOKEN: tuple[Language, ...] = LANGUAGES if TRANSLATED else ("en",)
each_language = pytest.mark.parametrize("language", SPOKEN)


def duty_of(applies: str = "", what=None, *, layer: str = "us", **more) -> tuple[Catalogue, Duty]:
    content = catalogue(requirement("r", layer, applies, **more))
    (duty,) = Assessor(content).assess(what or case()).duties
    return content, duty


def reason(language: Language, applies: str = "", what=None, **more) -> str:
    content, duty = duty_of(applies, what, **more)
    return Reading(content, language, DAY).reason(duty)


def both(spanish: str, english: str) -> dict[str, str]:
    return {"es": spanish, "en": english}


# -- why


@each_language
def test_that_a_duty_says_why_it_applies(language: Language) -> None:
    found = reason(language, "sale.subscriptions", case({"sale.subscriptions": True}))
    assert (
        found
        == both("Aplica porque sale.subscriptions is so (es).", "Applies because sale.subscriptions is so (en).")[
            language
        ]
    )


@each_language
def test_that_a_duty_says_why_it_does_not_apply(language: Language) -> None:
    found = reason(language, "sale.subscriptions", case({"sale.subscriptions": False}))
    assert (
        found
        == both(
            "No aplica porque sale.subscriptions is not so (es).",
            "Does not apply because sale.subscriptions is not so (en).",
        )[language]
    )


@each_language
def test_that_a_duty_without_a_condition_names_its_layer(language: Language) -> None:
    found = reason(language)
    assert found.startswith(both("Aplica a todos", "Applies to every case")[language])
    assert f"US ({language})" in found


@each_language
def test_that_an_undecided_duty_names_the_questions_that_are_missing(language: Language) -> None:
    found = reason(language, "sale.subscriptions and shipment.value <= de_minimis")
    mark = f"({language})"
    assert f"«what about sale.subscriptions? {mark}»" in found
    assert f"what about shipment.value? {mark} ({'en' if language == 'es' else 'in'} USD)" in found
    assert found.startswith(both("Por definir. Falta: ", "Undecided. Missing: ")[language])


@each_language
def test_that_an_undecided_duty_names_at_most_three_questions(language: Language) -> None:
    many = " and ".join(f"'{option}' in sale.buyers" for option in ("consumer", "business"))
    more = "seller.employees >= people and seller.country == 'mx'"
    found = reason(language, f"sale.subscriptions and {many} and shipment.mode == 'sea' and {more}")
    assert found.count("«") == 3
    assert both("2 más", "2 more")[language] in found


@each_language
def test_that_a_case_without_product_lines_is_told_to_add_one(language: Language) -> None:
    assert both("producto", "product line")[language] in reason(language, "any_line(goods.alcohol)")


@each_language
@pytest.mark.parametrize(
    ("in_force", "spanish", "english"),
    [
        (InForce(dt.date(2027, 1, 2)), "el 2 de enero de 2027", "on January 2, 2027"),
        (InForce(None, dt.date(2026, 7, 31)), "el 31 de julio de 2026", "on July 31, 2026"),
    ],
)
def test_that_a_duty_out_of_force_names_the_day(
    language: Language, in_force: InForce, spanish: str, english: str
) -> None:
    assert both(spanish, english)[language] in reason(language, in_force=in_force)


@each_language
def test_that_a_replaced_duty_names_what_takes_its_place(language: Language) -> None:
    content = catalogue(
        requirement("eu-rule", "eu"), requirement("es-rule", "es", related=(Relation("eu-rule", "replaces"),))
    )
    duty = Assessor(content).assess(case(destinations=("es",))).duties[0]
    found = Reading(content, language, DAY).reason(duty)
    assert f"title of es-rule ({language})" in found
    assert found.startswith(both("No aplica: ", "Does not apply: ")[language])


@each_language
def test_that_a_limit_unknown_on_the_day_is_a_whole_sentence(language: Language) -> None:
    gone = {"gone": (number(1, None, dt.date(2020, 1, 1)),)}
    found = reason(language, "seller.employees >= gone", parameters=gone)
    assert (
        found
        == both(
            "No aplica: el límite en cuestión no existe en esta fecha.",
            "Does not apply: the limit in question does not exist on this date.",
        )[language]
    )


@each_language
def test_that_a_comparison_names_its_limit(language: Language) -> None:
    found = reason(language, "shipment.value <= de_minimis", case({"shipment.value@us": usd("80.5")}))
    assert "USD 80.50" in found
    assert "USD 800" in found


@each_language
def test_that_an_option_reads_by_its_label_and_its_absence_by_its_own_sentence(language: Language) -> None:
    applies = "'consumer' in sale.buyers"
    here = reason(language, applies, case({"sale.buyers@us": ("consumer",)}))
    assert f"sale.buyers is consumer ({language})" in here
    not_here = reason(language, applies, case({"sale.buyers@us": ("business",)}))
    assert f"sale.buyers lacks consumer ({language})" in not_here


@each_language
def test_that_several_reasons_are_joined_as_the_language_does(language: Language) -> None:
    what = case({"sale.subscriptions": True, "shipment.mode@us": "sea", "sale.buyers@us": ("consumer",)})
    found = reason(language, "sale.subscriptions and shipment.mode == 'sea' and 'consumer' in sale.buyers", what)
    assert both(" y ", ", and ")[language] in found


@each_language
def test_that_the_region_of_a_country_reads_by_its_name(language: Language) -> None:
    what = case({"destination.regions@us": ("california",)})
    assert f"California ({language})" in reason(language, "'california' in destination.regions", what)


# -- facts


VALUES: dict[str, tuple[Value, ...]] = {
    "yes_no": (True, False),
    "number": (Decimal(0), Decimal("1234.5")),
    "money": (usd(80), Money(Decimal(1), "MXN", (("USD", Decimal(2)),))),
    "date": (DAY,),
    "text": ("2208", "<b>{{ x }}</b>"),
    "country": ("mx", "zz"),
}


def values_of(one, options: list[str]) -> list[Value]:
    if one.type == "choice":
        return list(options)
    if one.type == "choices":
        return [(), tuple(options[:1]), tuple(options)]
    return list(VALUES[one.type])


@each_language
def test_that_every_sentence_of_every_shipped_fact_reads(catalogue: Catalogue, language: Language) -> None:
    reading = Reading(catalogue, language, DAY)
    for one in catalogue.facts.values():
        place = FactRef(one.id, "us" if one.scope == "destination" else "")
        options = [option.id for option in reading.options(place)]
        for value in values_of(one, options):
            assert reading.answer(place, value) or value == ()
            clauses = [Clause(place, value, holds=bool(value))]
            if one.type == "choices":
                clauses = [Clause(place, value, holds=option in value, option=option) for option in options]
            for clause in clauses:
                said = reading.clause(clause)
                assert said
                assert "{{" not in said or "{{ x }}" in said
                assert one.id not in said
        for words in (reading.question(place), reading.question(place, currency="USD")):
            assert words


@each_language
def test_that_every_shipped_text_of_every_duty_reads_on_every_day(catalogue: Catalogue, language: Language) -> None:
    for day in (dt.date(2020, 1, 1), DAY, dt.date(2035, 1, 1)):
        reading = Reading(catalogue, language, day)
        for one in catalogue.requirements.values():
            duty = Duty(one, "us", "", "applies")
            for words in (
                reading.title(duty),
                reading.summary(duty),
                reading.action(duty),
                reading.reason(duty),
                reading.penalty(duty),
                reading.caveat(duty),
                reading.evidence(duty),
                reading.deadline(duty),
                *(line.text for line in reading.citations(duty)),
                *(reading.upcoming(Upcoming(change.on, "changes", duty, change.text)) for change in one.changes),
            ):
                assert "{" not in words
                assert "  " not in words.replace("\n", " "), (one.id, words)
            assert reading.authority(duty)
            assert len(reading.documents(duty)) == len(one.documents)


@each_language
def test_that_an_answer_reads_as_it_was_given(language: Language) -> None:
    reading = Reading(catalogue(requirement("r")), language, DAY)
    say = {
        ("sale.subscriptions", True): both("Sí", "Yes"),
        ("sale.subscriptions", False): both("No", "No"),
        ("sale.subscriptions", None): both(Words(language)("I don't know"), "I don't know"),
        ("seller.country", "mx"): both("México", "Mexico"),
        ("seller.employees", Decimal("1234.5")): both("1,234.5", "1,234.5"),
        ("sale.first_day", DAY): both("1 de diciembre de 2026", "December 1, 2026"),
        ("seller.annual_turnover", usd(1, EUR=2)): both("USD 1 = EUR 2", "USD 1 = EUR 2"),
        ("seller.legal_form", "person"): both("person (es)", "person (en)"),
        ("goods.hs_code/a", "2208"): both("2208", "2208"),
    }
    for (name, value), words in say.items():
        assert reading.answer(ref(name), value) == words[language]


@each_language
def test_that_a_number_carries_its_unit(language: Language) -> None:
    one = fact("goods.weight", "number", unit=text("kg"))
    reading = Reading(catalogue(facts={**FACTS, one.id: one}), language, DAY)
    assert reading.answer(FactRef(one.id), Decimal(5)) == f"5 kg ({language})"


@each_language
def test_that_a_place_reads_as_country_and_product(language: Language) -> None:
    reading = Reading(catalogue(), language, DAY)
    what = case(destinations=("us",), lines=("tequila",))
    assert (
        reading.place(ref("x@us/tequila"), what) == both("Estados Unidos", "United States")[language] + " · the tequila"
    )
    assert reading.place(ref("x"), what) == ""


@each_language
def test_that_every_evidence_level_has_words(language: Language) -> None:
    reading = Reading(catalogue(), language, DAY)
    assert len({reading.known(level) for level in get_args(Known)}) == 3
    assert len({reading.known_short(level) for level in get_args(Known)}) == 3


@each_language
def test_that_a_change_to_come_says_what_happens(language: Language) -> None:
    content, duty = duty_of(changes=(Change(DAY, text("from {{ people }} people")),))
    reading = Reading(content, language, DAY)
    assert (
        reading.upcoming(Upcoming(DAY, "changes", duty, duty.requirement.changes[0].text))
        == f"from 10 people ({language})"
    )
    said = {reading.upcoming(Upcoming(DAY, what, duty)) for what in ("starts", "ends", "changes")}
    assert len(said) == 3
    assert all(f"title of r ({language})" in one for one in said)


# -- parameters in texts


def test_that_a_text_has_the_parameter_of_the_day_and_outside_its_days_the_nearest() -> None:
    values = (
        number(1, dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
        number(2, dt.date(2026, 9, 1), dt.date(2026, 12, 31)),
    )
    for day, expected in (
        (dt.date(2025, 1, 1), 1),
        (dt.date(2026, 6, 30), 1),
        (dt.date(2026, 8, 1), 1),
        (dt.date(2026, 9, 1), 2),
        (dt.date(2028, 1, 1), 2),
    ):
        assert current({"p": values}, day) == {"p": Decimal(expected)}


@each_language
def test_that_texts_are_filled_with_own_and_shared_parameters(language: Language) -> None:
    action = Text(*["{{ own }} {{ own | number }} {{ sum | money }} {{ sum }} {{ on | date }} {{ de_minimis }}"] * 2)
    own = {"own": (number("1234.5"),), "sum": (amount("9.5", "EUR"),), "on": (Dated(day=DAY),)}
    content, duty = duty_of(action=action, parameters=own)
    day = both("1 de diciembre de 2026", "December 1, 2026")[language]
    assert Reading(content, language, DAY).action(duty) == f"1,234.5 1,234.5 EUR 9.50 EUR 9.50 {day} USD 800"


@pytest.mark.parametrize(
    "source",
    [
        "{{ a.b }}",
        "{{ a['b'] }}",
        "{{ a() }}",
        "{{ a + 1 }}",
        "{{ a ~ b }}",
        "{{ 1 }}",
        "{{ 'x' }}",
        "{{ [a] }}",
        "{{ a if b else c }}",
        "{{ a and b }}",
        "{{ not a }}",
        "{{ a == b }}",
        "{{ a is defined }}",
        "{{ a | upper }}",
        "{{ a | money(1) }}",
        "{{ a | money | number }}",
        "{{ a | attr('__class__') }}",
        "{{ (a, b) }}",
        "{{ a.__class__.__mro__ }}",
        "{{ ''.__class__ }}",
        "{{ true }}",
        "{{ }}",
        "{{ a",
        "{{ a }} {% if a %}x{% endif %}",
        "{% for a in b %}{{ a }}{% endfor %}",
        "{% set a = 1 %}",
        "{% raw %}{{ a }}{% endraw %}",
        "{% include 'x' %}",
        "{# hidden #}",
        "{{ a }}{# hidden #}",
        "{%",
    ],
)
def test_that_a_text_may_only_name_and_filter(source: str) -> None:
    with pytest.raises(TextError):
        names_in(source)


@pytest.mark.parametrize(
    ("source", "holes"),
    [
        ("plain } text { with braces", set()),
        ("", set()),
        ("{{ a }} and {{a|money}}", {("a", ""), ("a", "money")}),
        ("{{- a -}}", {("a", "")}),
        ("{{ self }} {{ range }} {{ loop }}", {("self", ""), ("range", ""), ("loop", "")}),
    ],
)
def test_that_the_holes_of_a_text_are_found(source: str, holes: set[tuple[str, str]]) -> None:
    assert holes_in(source) == holes
    assert names_in(source) == {name for name, _ in holes}


def test_that_an_unknown_name_is_never_an_empty_place() -> None:
    for source in ("{{ a }}", "{{ range }}", "{{ a | money }}"):
        with pytest.raises(TextError):
            fill(source, {}, "en")


def test_that_a_value_is_text_and_never_a_template() -> None:
    assert fill("{{ value }}", {"value": "{{ other }} <b>&"}, "en") == "{{ other }} <b>&"


@given(st.text("{}%#|a .'()[]", max_size=20))
def test_that_any_text_is_taken_or_refused(source: str) -> None:
    try:
        names = names_in(source)
    except TextError:
        return
    assert isinstance(fill(source, dict.fromkeys(names, "x"), "en"), str)


# -- deadlines


@pytest.mark.parametrize("offset", ["P14D", "-P1D", "PT24H", "P1Y", "P2M", "P3W", "P1Y2M3W4DT5H6M", "PT30M"])
def test_that_a_duration_is_known(offset: str) -> None:
    assert is_duration(offset)


@pytest.mark.parametrize(
    "offset",
    [
        "",
        "P",
        "-P",
        "PT",
        "P0D",
        "PT0H",
        "P1DT",
        "14D",
        "P14",
        "14 days",
        "--P1D",
        "P-1D",
        "P1.5D",
        "p14d",
        "P1D ",
        "P٣D",
    ],
)
def test_that_something_else_is_no_duration(offset: str) -> None:
    assert not is_duration(offset)


@each_language
def test_that_every_deadline_has_words(language: Language) -> None:
    words = Words(language)
    seen = set()
    for trigger, cadence, offset in itertools.product(
        (None, *get_args(Trigger)), (None, *get_args(Cadence)), ("", "P14D", "-P1Y2M3W4DT5H6M")
    ):
        if trigger is None and offset:
            continue
        said = deadline_words(Deadline(trigger, offset, cadence), words)
        assert bool(said) == bool(trigger or cadence)
        assert not re.search(r"[{}]|  |P14D", said)
        assert not said or said.endswith(".")
        seen.add(said)
    assert len(seen) == (len(get_args(Trigger)) * 3 + 1) * (len(get_args(Cadence)) + 1)


@each_language
def test_that_a_deadline_reads_as_a_sentence(language: Language) -> None:
    words = Words(language)
    for deadline, spanish, english in (
        (Deadline("delivery", "P14D"), "Dentro de 14 días a partir de", "Within 14 days after delivery."),
        (Deadline("shipment", "-P1D"), "1 día", "At least 1 day before shipment."),
        (Deadline("breach", "PT72H"), "72 horas", "Within 72 hours after learning of the breach."),
        (Deadline(None, "", "yearly"), "año", "Every year."),
        (Deadline("payment", "P1Y6M"), "1 año 6 meses", "Within 1 year 6 months after payment."),
    ):
        assert both(spanish, english)[language] in deadline_words(deadline, words)


# -- values


@pytest.mark.parametrize(
    ("money", "words"),
    [
        (usd(800), "USD 800"),
        (usd("1234.5"), "USD 1,234.50"),
        (usd("0.125"), "USD 0.125"),
        (usd("1000000.00"), "USD 1,000,000"),
        (Money(Decimal(3), "MXN"), "MXN 3"),
    ],
)
def test_that_an_amount_carries_its_currency_and_cents_only_where_there_are_any(money: Money, words: str) -> None:
    assert Format("en").money(money) == Format("es").money(money) == words


def test_that_an_unknown_country_is_shown_by_its_code() -> None:
    assert Format("en").country("zz") in ("ZZ", "Unknown Region")
    assert Format("en").country("q1") == "Q1"


def test_that_an_address_shows_the_host_it_leads_to() -> None:
    assert domain_of("https://www.boe.es/x") == "boe.es"
    assert domain_of("https://boe.es@evil.example/x") == "evil.example"
    assert domain_of("") == ""


@pytest.mark.skipif(not TRANSLATED, reason="no Spanish translation yet")
def test_that_spanish_words_keep_the_places_of_the_english_ones() -> None:
    import gettext

    with (paths.assets() / "translations" / "es" / "LC_MESSAGES" / "exportcheck.mo").open("rb") as file:
        messages = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    for english, spanish in messages.items():
        source = english[0] if isinstance(english, tuple) else english
        if source:
            singular = {"{count}"} if isinstance(english, tuple) else set()
            assert set(re.findall(r"{\w+}", spanish)) | singular == set(re.findall(r"{\w+}", source)) | singular, source
