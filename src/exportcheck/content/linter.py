"""The linter: everything that can be wrong with content that reads. One generator per rule family."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from exportcheck.content.scenarios import Scenario, requirement_of
from exportcheck.domain.content import (
    Authority,
    Catalogue,
    Dated,
    Fact,
    Instrument,
    Layer,
    Parameter,
    Place,
    Requirement,
)
from exportcheck.domain.problems import Problem
from exportcheck.domain.text import LANGUAGES, Text
from exportcheck.domain.values import Money
from exportcheck.rules.composition import CHANNELS, parameters_in_reach, vocabulary_for
from exportcheck.rules.conditions import Always, Condition, ConditionError, facts_of, parameters_of, parse
from exportcheck.wording.templates import TextError, holes_in, names_in
from exportcheck.wording.timing import is_duration

LIMITS = {"title": 90, "summary": 230}
"""Characters."""
MOST_WORDS = {"action": 120, "caveat": 70, "penalty": 70, "evidence": 70}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FACT_ID = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z0-9]+(_[a-z0-9]+)*")
_NUMBER_IN_PROSE = re.compile(
    r"(?<![\w{.,/-])(?:(?:USD|EUR|MXN|GBP)\s?\d[\d.,]*|\d[\d.,]*\s?(?:%|USD|EUR|MXN|pesos|euros|d[oó]lares|dollars|kg\b|"
    r"d[ií]as|days|horas|hours|meses|months|a[ñn]os|years))",
    re.IGNORECASE,
)
_FILTERED: Mapping[str, type] = {"money": Money, "number": Decimal, "date": dt.date}
_TEXTS = ("title", "summary", "action", "caveat", "evidence", "penalty")


class _Placed(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


def lint(catalogue: Catalogue, today: dt.date) -> list[Problem]:
    """Every problem of a catalogue that was read, ordered by place. `today` decides which review dates have passed."""
    problems = [
        *_facts(catalogue),
        *_layers(catalogue),
        *_blank(catalogue),
        *_addresses(catalogue),
        *_parameters(catalogue),
        *_unused(catalogue),
    ]
    for requirement in catalogue.requirements.values():
        for check in _CHECKS:
            problems.extend(check(requirement, catalogue))
        problems.extend(_review(requirement, today))
    return sorted(problems, key=lambda problem: (problem.place.file, problem.place.line, problem.rule))


# -- one requirement


def _names(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    if not _ID.fullmatch(requirement.id):
        yield _problem(requirement, "id", f"'{requirement.id}' is not a good id", "lower case, digits, hyphens")
    layer = catalogue.layers[requirement.layer]
    if layer.kind != "channel" and not requirement.id.startswith(f"{layer.id}-"):
        yield _problem(requirement, "id", f"'{requirement.id}' does not begin with '{layer.id}-'")
    stem = requirement.place.file.rpartition("/")[2]
    if layer.kind != "channel" and not stem.startswith(requirement.domain):
        yield _problem(
            requirement, "domain", f"a {requirement.domain} item stands in {stem}", "move it or mend its domain"
        )


def _links(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    if not requirement.citations:
        yield _problem(requirement, "citation", "no citation", "name the instrument and the article")
    for citation in requirement.citations:
        if citation.instrument not in catalogue.instruments:
            yield _problem(requirement, "instrument", f"unknown instrument '{citation.instrument}'", "instruments.yaml")
        if citation.known == "verified" and citation.read_on is None:
            yield _problem(
                requirement, "citation", f"'{citation.instrument}' is verified without a date", "add read_on"
            )
    if requirement.known == "verified" and not any(citation.known == "verified" for citation in requirement.citations):
        yield _problem(requirement, "known", "verified, but no citation is", "lower it or say what was read")
    if requirement.authority not in catalogue.authorities:
        yield _problem(requirement, "authority", f"unknown authority '{requirement.authority}'", "authorities.yaml")
    for document in requirement.documents:
        if document not in catalogue.documents:
            yield _problem(requirement, "document", f"unknown document '{document}'", "documents.yaml lists them")
    for relation in requirement.related:
        if relation.id not in catalogue.requirements or relation.id == requirement.id:
            yield _problem(requirement, "relation", f"'{relation.id}' is not another requirement")
    if requirement.id in _replaced_by(requirement, catalogue):
        yield _problem(requirement, "relation", "replaces what replaces it", "only one of them may replace the other")


def _replaced_by(requirement: Requirement, catalogue: Catalogue) -> frozenset[str]:
    """Everything that the requirement replaces, and what that replaces in turn."""
    found: set[str] = set()
    ahead = [requirement]
    while ahead:
        for relation in ahead.pop().related:
            if relation.relation == "replaces" and relation.id not in found and relation.id in catalogue.requirements:
                found.add(relation.id)
                ahead.append(catalogue.requirements[relation.id])
    return frozenset(found)


def _condition(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    try:
        condition = parse(requirement.applies, vocabulary_for(catalogue, requirement))
    except ConditionError as error:
        yield _problem(requirement, "condition", f"applies, character {error.column + 1}: {error.message}", error.mend)
        return
    yield from _constant(requirement, condition)
    yield from _per(requirement, condition)


def _per(requirement: Requirement, condition: Condition) -> Iterator[Problem]:
    """A duty that stands in fewer places than its facts could never be decided."""
    if requirement.per is None:
        return
    if "destination" not in requirement.per and any(
        fact.scope == "destination" and fact.derived is None for fact in facts_of(condition)
    ):
        yield _problem(requirement, "per", f"per {requirement.per}, but it names destination facts", "leave 'per' out")
    if "line" not in requirement.per and any(
        fact.scope == "line" and fact.derived is None for fact in facts_of(condition, through_lines=False)
    ):
        yield _problem(requirement, "per", f"per {requirement.per}, but it names line facts", "leave 'per' out")


def _constant(requirement: Requirement, condition: Condition) -> Iterator[Problem]:
    from exportcheck.rules.constancy import never_or_always

    if isinstance(condition, Always):
        return
    verdict = never_or_always(condition)
    if verdict is not None:
        says = "always true" if verdict else "never true"
        yield _problem(requirement, "constant-condition", f"the condition is {says}", "leave it out or mend it")


def _texts(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    shared = catalogue.parameters.keys()
    for field, text in _all_texts(requirement):
        for language in LANGUAGES:
            words = text.get(language)
            if not words.strip():
                yield _problem(requirement, "missing-text", f"{field}: no text in '{language}'")
            try:
                unknown = names_in(words) - shared - requirement.parameters.keys()
            except TextError as error:
                yield _problem(
                    requirement, "text", f"{field} ({language}): {error}", "write {{ name }} or {{ name | money }}"
                )
                continue
            if unknown:
                yield _problem(
                    requirement, "text", f"{field} ({language}): unknown {', '.join(sorted(unknown))}", "parameters"
                )
            yield from _filters(requirement, f"{field} ({language})", words, catalogue)
            yield from _lengths(requirement, field, language, words)
            found = _NUMBER_IN_PROSE.search(words)
            if found:
                yield _problem(
                    requirement, "number", f"{field} ({language}): '{found.group()}' stands in prose",
                    "make it a parameter", warning=True,
                )  # fmt: skip
        yield from _same_holes(requirement, field, text)


def _filters(requirement: Requirement, where: str, words: str, catalogue: Catalogue) -> Iterator[Problem]:
    reach = parameters_in_reach(catalogue, requirement)
    for name, filtered in sorted(holes_in(words)):
        wanted = _FILTERED.get(filtered, object)
        if not all(isinstance(dated.value, wanted) for dated in reach.get(name, ())):
            yield _problem(
                requirement, "text", f"{where}: '{name}' is not for the filter '{filtered}'", "leave the filter out"
            )


def _lengths(requirement: Requirement, field: str, language: str, words: str) -> Iterator[Problem]:
    longest = LIMITS.get(field)
    if longest and len(words) > longest:
        yield _problem(requirement, "length", f"{field} ({language}) has {len(words)} characters", f"at most {longest}")
    most = MOST_WORDS.get(field)
    count = len(re.sub(r"\{\{.*?\}\}", "x", words).split())
    if most and count > most:
        yield _problem(requirement, "length", f"{field} ({language}) has {count} words", f"at most {most}")


def _same_holes(requirement: Requirement, field: str, text: Text) -> Iterator[Problem]:
    try:
        spanish, english = names_in(text.es), names_in(text.en)
    except TextError:
        return
    if spanish != english:
        names = ", ".join(sorted(spanish ^ english))
        yield _problem(requirement, "text", f"{field}: {names} stands in one language only")


def _dates(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    in_force = requirement.in_force
    if in_force.start and in_force.until and in_force.until < in_force.start:
        yield _problem(requirement, "date", "in_force ends before it begins")
    knowledge = catalogue.layers[requirement.layer].knowledge_date
    for citation in requirement.citations:
        if citation.read_on and citation.read_on > knowledge:
            yield _problem(
                requirement, "date", f"read on {citation.read_on}, after the layer's knowledge date {knowledge}"
            )
    deadline = requirement.deadline
    if deadline and deadline.offset and not is_duration(deadline.offset):
        yield _problem(requirement, "deadline", f"'{deadline.offset}' is not a duration", "P14D, -P1D, PT24H")
    if deadline and deadline.offset and deadline.trigger is None:
        yield _problem(requirement, "deadline", "an offset needs a trigger")
    if requirement.volatile and requirement.review_by is None:
        yield _problem(requirement, "review", "volatile, but no review_by", "say when to look again")
    for values in requirement.parameters.values():
        yield from _overlaps(values, requirement.place, requirement.id)


def _own_parameters(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    used = names_in_requirement(requirement)
    try:
        used |= parameters_of(parse(requirement.applies, vocabulary_for(catalogue, requirement)))
    except ConditionError:
        return
    for name in sorted(requirement.parameters.keys() - used):
        yield _problem(requirement, "unused", f"parameter '{name}' is not used", "remove it", warning=True)
    for name in sorted(requirement.parameters.keys() & catalogue.parameters.keys()):
        yield _problem(requirement, "parameter", f"'{name}' hides a shared parameter", "rename one")


_CHECKS: tuple[Callable[[Requirement, Catalogue], Iterator[Problem]], ...] = (
    _names, _links, _condition, _texts, _dates, _own_parameters,
)  # fmt: skip


def names_in_requirement(requirement: Requirement) -> frozenset[str]:
    """The parameters that a requirement's texts name."""
    found: set[str] = set()
    for _field, text in _all_texts(requirement):
        for language in LANGUAGES:
            try:
                found |= names_in(text.get(language))
            except TextError:
                continue
    return frozenset(found)


def _all_texts(requirement: Requirement) -> Iterator[tuple[str, Text]]:
    for field in _TEXTS:
        text = getattr(requirement, field)
        if text is not None:
            yield field, text
    if requirement.deadline and requirement.deadline.note:
        yield "deadline", requirement.deadline.note
    for change in requirement.changes:
        yield "changes", change.text


def _review(requirement: Requirement, today: dt.date) -> Iterator[Problem]:
    if requirement.review_by and requirement.review_by < today:
        yield _problem(
            requirement, "review", f"was to be reviewed by {requirement.review_by}", "read it again", warning=True
        )


# -- the whole catalogue


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
    sources = [fact.only_if]
    if fact.derived is not None:
        sources += [fact.derived] if isinstance(fact.derived, str) else [case.when for case in fact.derived]
    for source in sources:
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
        yield from _overlaps(parameter.values, parameter.place, parameter.id)


def _overlaps(values: tuple[Dated, ...], place: Place, name: str) -> Iterator[Problem]:
    for before, after in pairwise(values):
        if before.until is None or after.start is None or after.start <= before.until:
            yield Problem(
                place,
                "parameter",
                f"'{name}': dated values overlap or are out of order",
                "oldest first, with until and from",
            )


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
        if (
            fact.id not in facts
            and fact.derived is None
            and fact.id not in ("sale.channels", "plan.date", "plan.origin")
        ):
            yield Problem(fact.place, "unused", f"fact '{fact.id}' decides nothing", "remove it", "warning")
    cited |= {p.citation.instrument for p in catalogue.parameters.values() if p.citation}
    for instrument in catalogue.instruments.values():
        if instrument.id not in cited:
            yield Problem(
                instrument.place, "unused", f"instrument '{instrument.id}' is not cited", "remove it", "warning"
            )
    for document in catalogue.documents.values():
        if document.id not in documents:
            yield Problem(document.place, "unused", f"document '{document.id}' is asked for nowhere", "", "warning")


def _of_parameter(parameter: Parameter, message: str) -> Problem:
    return Problem(parameter.place, "parameter", f"'{parameter.id}': {message}")


def _problem(requirement: Requirement, rule: str, message: str, mend: str = "", *, warning: bool = False) -> Problem:
    problem = Problem(requirement.place, rule, f"{requirement.id}: {message}", mend)
    return replace(problem, level="warning") if warning else problem


def scenario_coverage(catalogue: Catalogue, scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    """Requirements that scenarios name and that do not exist; those that no scenario reaches, each as a warning."""
    for scenario in scenarios:
        for key in scenario.expect.named:
            if requirement_of(key) not in catalogue.requirements:
                yield Problem(scenario.place, "scenario", f"{scenario.id}: unknown requirement '{key}'", "mend the id")
    reached = {requirement_of(key) for scenario in scenarios for key in scenario.expect.named}
    for requirement in catalogue.requirements.values():
        if requirement.id not in reached:
            yield _problem(requirement, "unreached", "no scenario says when it applies", "add it to one", warning=True)
