"""What can be wrong with the rest: facts, layers, addresses, shared parameters, and what nobody uses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields, is_dataclass
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from exportcheck.content.requirement_lint import names_in_requirement, overlaps
from exportcheck.domain.content import (
    Authority,
    Catalogue,
    Fact,
    Instrument,
    Layer,
    Parameter,
    Place,
)
from exportcheck.domain.problems import Problem
from exportcheck.domain.text import LANGUAGES, Text
from exportcheck.rules.composition import CHANNELS, vocabulary_for
from exportcheck.rules.conditions import ConditionError, facts_of, parameters_of, parse
from exportcheck.wording.templates import TextError, names_in

_FACT_ID = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*")


class _Placed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


def _facts(catalogue: Catalogue) -> Iterator[Problem]:
    for fact in catalogue.facts.values():
        if not _FACT_ID.fullmatch(fact.id):
            yield Problem(fact.place, "id", f"'{fact.id}' is not a good fact id", "group.name")
        if fact.type in ("choice", "choices") and not fact.options and fact.options_from is None:
            yield Problem(fact.place, "options", f"'{fact.id}' has no options")
        if fact.type == "yes_no" and not (fact.sentence.yes and fact.sentence.no):
            yield Problem(fact.place, "sentence", f"'{fact.id}' needs sentences for yes and no")
        if fact.type != "yes_no" and fact.sentence.is_ is None:
            yield Problem(fact.place, "sentence", f"'{fact.id}' needs a sentence 'is'")
        for text in (fact.sentence.is_, fact.sentence.not_):
            if text and not all(_names_only_value(text.get(language)) for language in LANGUAGES):
                yield Problem(fact.place, "sentence", f"'{fact.id}': a sentence may name only {{{{ value }}}}")
        yield from _derivation(fact, catalogue)


def _names_only_value(words: str) -> bool:
    try:
        return names_in(words) <= {"value"}
    except TextError:
        return False


def _derivation(fact: Fact, catalogue: Catalogue) -> Iterator[Problem]:
    derived_as = "yes_no" if isinstance(fact.derived, str) else "choice"
    if fact.derived is not None and fact.type != derived_as:
        yield Problem(
            fact.place, "condition", f"'{fact.id}': a {fact.type} fact is not derived like that",
            "yes_no: a condition; choice: a list of value and when",
        )  # fmt: skip
    if fact.only_if and fact.type != "yes_no":
        yield Problem(fact.place, "condition", f"'{fact.id}': only yes_no facts have 'only_if'")
    for source in _sources(fact):
        try:
            parse(source, vocabulary_for(catalogue))
        except ConditionError as error:
            yield Problem(
                fact.place, "condition", f"{fact.id}, character {error.column + 1}: {error.message}", error.mend
            )
    options = {option.id for option in fact.options}
    for case in fact.derived if isinstance(fact.derived, tuple) else ():
        if case.value not in options:
            yield Problem(fact.place, "options", f"derived value '{case.value}' is not an option of '{fact.id}'")


def _sources(fact: Fact) -> list[str]:
    """The conditions of a fact."""
    if isinstance(fact.derived, str):
        return [fact.only_if, fact.derived]
    return [fact.only_if, *(case.when for case in fact.derived or ())]


def _layers(catalogue: Catalogue) -> Iterator[Problem]:
    for layer in catalogue.layers.values():
        for below in layer.builds_on:
            if below not in catalogue.layers:
                yield Problem(layer.place, "layer", f"builds on '{below}', which does not exist")
            elif layer.kind != "country" or catalogue.layers[below].kind != "region":
                yield Problem(
                    layer.place, "layer", f"'{layer.id}' builds on '{below}'", "only a country builds on regions"
                )
        if layer.kind == "channel" and not _is_offered(layer, catalogue):
            yield Problem(
                layer.place, "layer", f"channel '{layer.id}' is not an option of {CHANNELS}", "add it to facts.yaml"
            )
        if layer.kind == "country" and not layer.currency:
            yield Problem(layer.place, "layer", f"'{layer.id}' has no currency")
        if not any(requirement.layer == layer.id for requirement in catalogue.requirements.values()):
            yield Problem(layer.place, "layer", f"'{layer.id}' has no requirement")


def _is_offered(channel: Layer, catalogue: Catalogue) -> bool:
    fact = catalogue.facts.get(CHANNELS)
    return fact is not None and any(option.id == channel.id for option in fact.options)


def _blank(catalogue: Catalogue) -> Iterator[Problem]:
    """Texts outside requirements that are empty in a language."""
    tables: tuple[Mapping[str, _Placed], ...] = (
        catalogue.facts, catalogue.layers, catalogue.instruments, catalogue.authorities, catalogue.documents,
        catalogue.glossary,
    )  # fmt: skip
    for table in tables:
        for thing in table.values():
            for text in _texts_in(thing):
                for language in LANGUAGES:
                    if not text.get(language).strip():
                        yield Problem(thing.place, "missing-text", f"'{thing.id}': no text in '{language}'")


def _texts_in(thing: object) -> Iterator[Text]:
    if isinstance(thing, Text):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _texts_in(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _texts_in(getattr(thing, field.name))


def _addresses(catalogue: Catalogue) -> Iterator[Problem]:
    things: list[Instrument | Authority] = [*catalogue.instruments.values(), *catalogue.authorities.values()]
    for thing in things:
        if not thing.url and isinstance(thing, Authority):
            continue
        address = _address(thing.url)
        if address is None or address.scheme != "https" or not address.hostname:
            yield Problem(thing.place, "address", f"'{thing.url}' is not an https address")
            continue
        layer = catalogue.layers.get(_group_of(thing.place))
        if layer and not _official(address.hostname, layer, catalogue):
            yield Problem(
                thing.place,
                "address",
                f"'{address.hostname}' is not an official domain of '{layer.id}'",
                "official_domains",
            )


def _address(url: str) -> SplitResult | None:
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _group_of(place: Place) -> str:
    folder, _, name = place.file.rpartition("/")
    return name.removesuffix(".yaml") if folder == "channels" else folder


def _official(host: str, layer: Layer, catalogue: Catalogue) -> bool:
    domains = list(layer.official_domains)
    for below in layer.builds_on:
        if below in catalogue.layers:
            domains.extend(catalogue.layers[below].official_domains)
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


def _parameters(catalogue: Catalogue) -> Iterator[Problem]:
    for parameter in catalogue.parameters.values():
        if parameter.citation and parameter.citation.instrument not in catalogue.instruments:
            yield _of_parameter(parameter, f"unknown instrument '{parameter.citation.instrument}'")
        yield from overlaps(parameter.values, parameter.place, parameter.id)


def _unused(catalogue: Catalogue) -> Iterator[Problem]:
    facts: set[str] = set()
    parameters: set[str] = set()
    documents: set[str] = set()
    cited: set[str] = set()
    for requirement in catalogue.requirements.values():
        documents.update(requirement.documents)
        cited.update(citation.instrument for citation in requirement.citations)
        parameters |= names_in_requirement(requirement)
        try:
            condition = parse(requirement.applies, vocabulary_for(catalogue, requirement))
        except ConditionError:
            continue
        facts |= {fact.id for fact in facts_of(condition)}
        parameters |= parameters_of(condition)
    for fact in catalogue.facts.values():
        parameters |= _limits_of(fact, catalogue)
        if (
            fact.id not in facts
            and fact.derived is None
            and fact.id not in ("sale.channels", "plan.date", "plan.origin")
        ):
            yield Problem(fact.place, "unused", f"fact '{fact.id}' decides nothing", "remove it", "warning")
    for parameter in catalogue.parameters.values():
        if parameter.id not in parameters:
            yield Problem(parameter.place, "unused", f"parameter '{parameter.id}' is not used", "remove it", "warning")
    cited |= {p.citation.instrument for p in catalogue.parameters.values() if p.citation}
    for instrument in catalogue.instruments.values():
        if instrument.id not in cited:
            yield Problem(
                instrument.place, "unused", f"instrument '{instrument.id}' is not cited", "remove it", "warning"
            )
    for document in catalogue.documents.values():
        if document.id not in documents:
            yield Problem(document.place, "unused", f"document '{document.id}' is asked for nowhere", "", "warning")


def _limits_of(fact: Fact, catalogue: Catalogue) -> frozenset[str]:
    """The parameters that the vocabulary itself compares with."""
    found: frozenset[str] = frozenset()
    for source in _sources(fact):
        with suppress(ConditionError):
            found |= parameters_of(parse(source, vocabulary_for(catalogue)))
    return found


def _of_parameter(parameter: Parameter, message: str) -> Problem:
    return Problem(parameter.place, "parameter", f"'{parameter.id}': {message}")


CHECKS: tuple[Callable[[Catalogue], Iterator[Problem]], ...] = (
    _facts, _layers, _blank, _addresses, _parameters, _unused,
)  # fmt: skip
