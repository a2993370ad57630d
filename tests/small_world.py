"""A small made-up law to test with: a few facts, layers and requirements, built without any file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from exportcheck.domain.case import Case, Client, Line, Plan
from exportcheck.domain.content import (
    Authority,
    Catalogue,
    Citation,
    Dated,
    Derivation,
    Fact,
    FactType,
    Instrument,
    Layer,
    LayerKind,
    Option,
    Page,
    Parameter,
    Requirement,
    Scope,
    Sentence,
)
from exportcheck.domain.plain import ref_from_text
from exportcheck.domain.text import Text
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.rules.composition import BUILTINS
from exportcheck.rules.conditions import Vocabulary

DAY = dt.date(2026, 12, 1)


def text(words: str) -> Text:
    """The same words in both languages, told apart by a mark."""
    return Text(f"{words} (es)", f"{words} (en)")


def fact(name: str, kind: FactType, scope: Scope = "case", options: Iterable[str] = (), **more: Any) -> Fact:
    """A fact with a question and sentences."""
    page: Page = "questions"
    if kind == "yes_no":
        sentence = Sentence(yes=text(f"{name} is so"), no=text(f"{name} is not so"))
    else:
        sentence = Sentence(is_=text(name + " is {{ value }}"), not_=text(name + " lacks {{ value }}"))
    return Fact(
        name,
        kind,
        scope,
        page,
        text(f"what about {name}?"),
        options=tuple(Option(option, text(option)) for option in options),
        sentence=sentence,
        **more,
    )


FACTS: Mapping[str, Fact] = {
    one.id: one
    for one in (
        fact("seller.employees", "number", "client"),
        fact("seller.country", "country", "client"),
        fact("seller.legal_form", "choice", "client", ("person", "company")),
        fact("seller.annual_turnover", "money", "client"),
        fact(
            "seller.size",
            "choice",
            "client",
            ("small", "middle", "large"),
            derived=(
                Derivation("small", "seller.employees <= people"),
                Derivation("middle", "seller.employees <= 50"),
                Derivation("large", "seller.employees > 50"),
            ),
        ),
        fact("sale.subscriptions", "yes_no"),
        fact("sale.first_day", "date"),
        fact("sale.channels", "choices", "destination", ("own_store", "bazaar")),
        fact("sale.buyers", "choices", "destination", ("consumer", "business")),
        fact("sale.consumers", "yes_no", "destination", derived="'consumer' in sale.buyers"),
        fact("shipment.value", "money", "destination"),
        fact("shipment.mode", "choice", "destination", ("post", "courier", "sea")),
        fact("destination.regions", "choices", "destination", options_from="regions"),
        fact("goods.kind", "choice", "line", ("tequila", "mezcal", "textiles")),
        fact("goods.alcohol", "yes_no", "line", derived="goods.kind in {'tequila', 'mezcal'}"),
        fact("goods.battery", "yes_no", "line", only_if="not goods.alcohol"),
        fact("goods.hs_code", "text", "line"),
    )
}


def number(value: str | int, start: dt.date | None = None, until: dt.date | None = None) -> Dated:
    return Dated(start, until, number=Decimal(value))


def amount(value: str | int, currency: str, start: dt.date | None = None, until: dt.date | None = None) -> Dated:
    return Dated(start, until, money=Money(Decimal(value), currency))


PARAMETERS: Mapping[str, tuple[Dated, ...]] = {
    "people": (number(10),),
    "de_minimis": (amount(800, "USD"),),
    "from_day": (Dated(day=dt.date(2026, 7, 1)),),
}
REGIONS = {"us": (Option("california", text("California")),)}


def vocabulary(
    facts: Mapping[str, Fact] = FACTS, parameters: Mapping[str, tuple[Dated, ...]] = PARAMETERS
) -> Vocabulary:
    return Vocabulary({**BUILTINS, **facts}, parameters, REGIONS)


def requirement(name: str, layer: str = "us", applies: str = "", **more: Any) -> Requirement:
    """A requirement with everything that has to be there."""
    given: dict[str, Any] = {
        "domain": "customs",
        "kind": "duty",
        "severity": "must",
        "title": text(f"title of {name}"),
        "summary": text(f"summary of {name}"),
        "action": text(f"action of {name}"),
        "known": "verified",
        "citations": (Citation("us-law", "verified", "1", dt.date(2026, 1, 1)),),
        "authority": "us-office",
    }
    return Requirement(id=name, layer=layer, applies=applies, **(given | more))


def layer(name: str, kind: LayerKind = "country", builds_on: tuple[str, ...] = ()) -> Layer:
    return Layer(
        name, kind, text(name.upper()), DAY, text(f"all of {name}"), ("law.example",), "USD", ("en",), builds_on
    )


LAYERS: Mapping[str, Layer] = {
    one.id: one
    for one in (
        layer("mx", "origin"),
        layer("eu", "region"),
        layer("us"),
        layer("es", builds_on=("eu",)),
        layer("bazaar", "channel"),
        layer("own_store", "channel"),
    )
}


def catalogue(
    *requirements: Requirement,
    facts: Mapping[str, Fact] = FACTS,
    parameters: Mapping[str, tuple[Dated, ...]] = PARAMETERS,
    layers: Mapping[str, Layer] = LAYERS,
) -> Catalogue:
    """The requirements as linked content."""
    return Catalogue(
        version="1",
        digest="0",
        facts=facts,
        layers=layers,
        requirements={one.id: one for one in requirements},
        parameters={name: Parameter(name, values) for name, values in parameters.items()},
        regions=REGIONS,
        instruments={"us-law": Instrument("us-law", "The Law", text("Law"), "https://law.example", "en")},
        authorities={"us-office": Authority("us-office", "The Office", text("Office"))},
        documents={},
        glossary={},
    )


def case(
    answers: Mapping[str, Value | None] | None = None,
    *,
    destinations: tuple[str, ...] = ("us",),
    lines: tuple[str, ...] = (),
    client: Mapping[str, Value | None] | None = None,
    date: dt.date = DAY,
    **more: Any,
) -> Case:
    """A case; answers are named as in a hand-over: `fact`, `fact@us`, `fact/tequila`."""
    return Case(
        id="case",
        title="A case",
        client=Client("client", "A firm", facts=client or {}),
        plan=Plan("mx", date, destinations),
        lines=tuple(Line(line, f"the {line}") for line in lines),
        answers={ref_from_text(name): value for name, value in (answers or {}).items()},
        **more,
    )


def usd(value: str | int, **also: int) -> Money:
    return Money(Decimal(value), "USD", tuple(sorted((currency, Decimal(one)) for currency, one in also.items())))


def ref(name: str) -> FactRef:
    return ref_from_text(name)
