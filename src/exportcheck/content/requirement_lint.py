"""What can be wrong with one requirement: its id, links, condition, texts, dates and parameters."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from exportcheck.domain.content import (
    Catalogue,
    Dated,
    Place,
    Requirement,
)
from exportcheck.domain.problems import Problem
from exportcheck.domain.text import LANGUAGES, Text
from exportcheck.domain.values import Money
from exportcheck.rules.composition import parameters_in_reach, vocabulary_for
from exportcheck.rules.conditions import Always, Condition, ConditionError, facts_of, parameters_of, parse
from exportcheck.wording.templates import TextError, holes_in, names_in
from exportcheck.wording.timing import is_duration

LIMITS = {"title": 90, "summary": 230}
"""Characters."""
MOST_WORDS = {"action": 120, "caveat": 70, "penalty": 70, "evidence": 70}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NUMBER_IN_PROSE = re.compile(
    r"(?<![\w{.,/-])(?:(?:USD|EUR|MXN|GBP)\s?\d[\d.,]*|\d[\d.,]*\s?(?:%|USD|EUR|MXN|pesos|euros|d[oó]lares|dollars|kg\b|"
    r"d[ií]as|days|horas|hours|meses|months|a[ñn]os|years))",
    re.IGNORECASE,
)
_FILTERED: Mapping[str, type] = {"money": Money, "number": Decimal, "date": dt.date}
_TEXTS = ("title", "summary", "action", "caveat", "evidence", "penalty")


def _names(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    if not _ID.fullmatch(requirement.id):
        yield problem_of(requirement, "id", f"'{requirement.id}' is not a good id", "lower case, digits, hyphens")
    layer = catalogue.layers[requirement.layer]
    if layer.kind != "channel" and not requirement.id.startswith(f"{layer.id}-"):
        yield problem_of(requirement, "id", f"'{requirement.id}' does not begin with '{layer.id}-'")
    stem = requirement.place.file.rpartition("/")[2]
    if layer.kind != "channel" and not stem.startswith(requirement.domain):
        yield problem_of(
            requirement, "domain", f"a {requirement.domain} item stands in {stem}", "move it or mend its domain"
        )


def _links(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    if not requirement.citations:
        yield problem_of(requirement, "citation", "no citation", "name the instrument and the article")
    for citation in requirement.citations:
        if citation.instrument not in catalogue.instruments:
            yield problem_of(
                requirement, "instrument", f"unknown instrument '{citation.instrument}'", "instruments.yaml"
            )
        if citation.known == "verified" and citation.read_on is None:
            yield problem_of(
                requirement, "citation", f"'{citation.instrument}' is verified without a date", "add read_on"
            )
    if requirement.known == "verified" and not any(citation.known == "verified" for citation in requirement.citations):
        yield problem_of(requirement, "known", "verified, but no citation is", "lower it or say what was read")
    if requirement.authority not in catalogue.authorities:
        yield problem_of(requirement, "authority", f"unknown authority '{requirement.authority}'", "authorities.yaml")
    for document in requirement.documents:
        if document not in catalogue.documents:
            yield problem_of(requirement, "document", f"unknown document '{document}'", "documents.yaml lists them")
    for relation in requirement.related:
        if relation.id not in catalogue.requirements or relation.id == requirement.id:
            yield problem_of(requirement, "relation", f"'{relation.id}' is not another requirement")
    if requirement.id in _replaced_by(requirement, catalogue):
        yield problem_of(requirement, "relation", "replaces what replaces it", "only one of them may replace the other")


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
        yield problem_of(
            requirement, "condition", f"applies, character {error.column + 1}: {error.message}", error.mend
        )
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
        yield problem_of(
            requirement, "per", f"per {requirement.per}, but it names destination facts", "leave 'per' out"
        )
    if "line" not in requirement.per and any(
        fact.scope == "line" and fact.derived is None for fact in facts_of(condition, through_lines=False)
    ):
        yield problem_of(requirement, "per", f"per {requirement.per}, but it names line facts", "leave 'per' out")


def _constant(requirement: Requirement, condition: Condition) -> Iterator[Problem]:
    from exportcheck.rules.constancy import never_or_always

    if isinstance(condition, Always):
        return
    verdict = never_or_always(condition)
    if verdict is not None:
        says = "always true" if verdict else "never true"
        yield problem_of(requirement, "constant-condition", f"the condition is {says}", "leave it out or mend it")


def _texts(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    shared = catalogue.parameters.keys()
    for field, text in _all_texts(requirement):
        for language in LANGUAGES:
            words = text.get(language)
            if not words.strip():
                yield problem_of(requirement, "missing-text", f"{field}: no text in '{language}'")
            try:
                unknown = names_in(words) - shared - requirement.parameters.keys()
            except TextError as error:
                yield problem_of(
                    requirement, "text", f"{field} ({language}): {error}", "write {{ name }} or {{ name | money }}"
                )
                continue
            if unknown:
                yield problem_of(
                    requirement, "text", f"{field} ({language}): unknown {', '.join(sorted(unknown))}", "parameters"
                )
            yield from _filters(requirement, f"{field} ({language})", words, catalogue)
            yield from _lengths(requirement, field, language, words)
            found = _NUMBER_IN_PROSE.search(words)
            if found:
                yield problem_of(
                    requirement, "number", f"{field} ({language}): '{found.group()}' stands in prose",
                    "make it a parameter", warning=True,
                )  # fmt: skip
        yield from _same_holes(requirement, field, text)


def _filters(requirement: Requirement, where: str, words: str, catalogue: Catalogue) -> Iterator[Problem]:
    reach = parameters_in_reach(catalogue, requirement)
    for name, filtered in sorted(holes_in(words)):
        wanted = _FILTERED.get(filtered, object)
        if not all(isinstance(dated.value, wanted) for dated in reach.get(name, ())):
            yield problem_of(
                requirement, "text", f"{where}: '{name}' is not for the filter '{filtered}'", "leave the filter out"
            )


def _lengths(requirement: Requirement, field: str, language: str, words: str) -> Iterator[Problem]:
    longest = LIMITS.get(field)
    if longest and len(words) > longest:
        yield problem_of(
            requirement, "length", f"{field} ({language}) has {len(words)} characters", f"at most {longest}"
        )
    most = MOST_WORDS.get(field)
    count = len(re.sub(r"\{\{.*?\}\}", "x", words).split())
    if most and count > most:
        yield problem_of(requirement, "length", f"{field} ({language}) has {count} words", f"at most {most}")


def _same_holes(requirement: Requirement, field: str, text: Text) -> Iterator[Problem]:
    try:
        spanish, english = names_in(text.es), names_in(text.en)
    except TextError:
        return
    if spanish != english:
        names = ", ".join(sorted(spanish ^ english))
        yield problem_of(requirement, "text", f"{field}: {names} stands in one language only")


def _dates(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    in_force = requirement.in_force
    if in_force.start and in_force.until and in_force.until < in_force.start:
        yield problem_of(requirement, "date", "in_force ends before it begins")
    knowledge = catalogue.layers[requirement.layer].knowledge_date
    for citation in requirement.citations:
        if citation.read_on and citation.read_on > knowledge:
            yield problem_of(
                requirement, "date", f"read on {citation.read_on}, after the layer's knowledge date {knowledge}"
            )
    deadline = requirement.deadline
    if deadline and deadline.offset and not is_duration(deadline.offset):
        yield problem_of(requirement, "deadline", f"'{deadline.offset}' is not a duration", "P14D, -P1D, PT24H")
    if deadline and deadline.offset and deadline.trigger is None:
        yield problem_of(requirement, "deadline", "an offset needs a trigger")
    if requirement.volatile and requirement.review_by is None:
        yield problem_of(requirement, "review", "volatile, but no review_by", "say when to look again")
    for values in requirement.parameters.values():
        yield from overlaps(values, requirement.place, requirement.id)


def _own_parameters(requirement: Requirement, catalogue: Catalogue) -> Iterator[Problem]:
    used = names_in_requirement(requirement)
    try:
        used |= parameters_of(parse(requirement.applies, vocabulary_for(catalogue, requirement)))
    except ConditionError:
        return
    for name in sorted(requirement.parameters.keys() - used):
        yield problem_of(requirement, "unused", f"parameter '{name}' is not used", "remove it", warning=True)
    for name in sorted(requirement.parameters.keys() & catalogue.parameters.keys()):
        yield problem_of(requirement, "parameter", f"'{name}' hides a shared parameter", "rename one")


CHECKS: tuple[Callable[[Requirement, Catalogue], Iterator[Problem]], ...] = (
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


def passed_review(requirement: Requirement, today: dt.date) -> Iterator[Problem]:
    """A review date that has passed."""
    if requirement.review_by and requirement.review_by < today:
        yield problem_of(
            requirement, "review", f"was to be reviewed by {requirement.review_by}", "read it again", warning=True
        )


def overlaps(values: tuple[Dated, ...], place: Place, name: str) -> Iterator[Problem]:
    """Dated values that hold on the same day, on none, or stand out of order."""
    if any(dated.start and dated.until and dated.until < dated.start for dated in values):
        yield Problem(place, "parameter", f"'{name}': a dated value ends before it begins", "until is the last day")
    for before, after in pairwise(values):
        if before.until is None or after.start is None or after.start <= before.until:
            yield Problem(
                place,
                "parameter",
                f"'{name}': dated values overlap or are out of order",
                "oldest first, with until and from",
            )


def problem_of(requirement: Requirement, rule: str, message: str, mend: str = "", *, warning: bool = False) -> Problem:
    """A problem at the place of a requirement, with its id."""
    problem = Problem(requirement.place, rule, f"{requirement.id}: {message}", mend)
    return replace(problem, level="warning") if warning else problem
