"""Layers to items: which requirements stand in a case, and where (per case, destination, product line)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue, Dated, Fact, FactType, Page, Per, Requirement, Scope
from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.text import Text
from exportcheck.rules.conditions import (
    DESTINATION,
    ORIGIN,
    PLAN_DATE,
    All,
    Condition,
    Has,
    Vocabulary,
    facts_of,
    parameters_of,
    parse,
)

CHANNELS = "sale.channels"


@dataclass(frozen=True, slots=True)
class Compiled:
    """A requirement ready to be evaluated."""

    requirement: Requirement
    condition: Condition
    per: Per
    facts: frozenset[str]
    limits: frozenset[str]
    parameters: Mapping[str, tuple[Dated, ...]]


class Item(NamedTuple):
    """A requirement in one place of a case."""

    compiled: Compiled
    destination: str
    line: str


def _builtin(fact: str, kind: FactType, scope: Scope) -> Fact:
    page: Page = "plan"
    return Fact(fact, kind, scope, page, Text(fact, fact))


BUILTINS: Mapping[str, Fact] = {
    DESTINATION: _builtin(DESTINATION, "country", "destination"),
    ORIGIN: _builtin(ORIGIN, "country", "case"),
    PLAN_DATE: _builtin(PLAN_DATE, "date", "case"),
}
"""Facts that the plan always answers; the content words them in facts.yaml."""


def vocabulary_for(catalogue: Catalogue, requirement: Requirement | None = None) -> Vocabulary:
    """What a condition may name: all facts, the shared parameters, and the requirement's own."""
    return Vocabulary({**BUILTINS, **catalogue.facts}, parameters_in_reach(catalogue, requirement), catalogue.regions)


def parameters_in_reach(catalogue: Catalogue, requirement: Requirement | None) -> Mapping[str, tuple[Dated, ...]]:
    """The shared parameters and the requirement's own, by name."""
    shared = {parameter.id: parameter.values for parameter in catalogue.parameters.values()}
    return {**shared, **requirement.parameters} if requirement is not None and requirement.parameters else shared


class Rulebook:
    """The catalogue with its conditions parsed, each when it is first needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._shared = vocabulary_for(catalogue)
        self._compiled: dict[str, Compiled] = {}
        self._layers: dict[str, list[Requirement]] = {}
        for requirement in catalogue.requirements.values():
            self._layers.setdefault(requirement.layer, []).append(requirement)

    def compiled(self, requirement: Requirement) -> Compiled:
        """The requirement with its condition parsed. Raises ConditionError (never for content that was linted)."""
        found = self._compiled.get(requirement.id)
        if found is None:
            found = self._compiled[requirement.id] = self._compile(requirement)
        return found

    def compose(self, case: Case) -> tuple[Item, ...]:
        """The items of a case, in order: origin, then per destination its regions, its country, the channels.

        Raises ExportcheckError('layer_missing') when a country of the plan has no checklist: an empty list would
        read as 'nothing to do'.
        """
        items: dict[tuple[str, str, str], Item] = {}
        for item in self._items(case):
            items.setdefault((item.compiled.requirement.id, item.destination, item.line), item)
        return tuple(items.values())

    def layers_of(self, destination: str) -> tuple[str, ...]:
        """The layers that speak for a destination: what its country builds on, the country, and all channels."""
        layers = self.catalogue.layers
        channels = tuple(layer.id for layer in layers.values() if layer.kind == "channel")
        return (*self._stack(destination), *channels)

    def _items(self, case: Case) -> Iterator[Item]:
        for requirement in self._requirements(self._existing(case.plan.origin, "origin")):
            yield from self._places(self.compiled(requirement), case, case.plan.destinations)
        for destination in case.plan.destinations:
            for layer in self.layers_of(destination):
                for requirement in self._requirements(layer):
                    yield from self._places(self.compiled(requirement), case, (destination,))

    @staticmethod
    def _places(compiled: Compiled, case: Case, destinations: tuple[str, ...]) -> Iterator[Item]:
        places = destinations if compiled.per in ("destination", "destination_line") else ("",)
        lines = [line.id for line in case.lines] if compiled.per in ("line", "destination_line") else [""]
        for destination in places:
            for line in lines:
                yield Item(compiled, destination, line)

    def _requirements(self, layer: str) -> list[Requirement]:
        return self._layers.get(layer, [])

    def _existing(self, layer: str, kind: str) -> str:
        found = self.catalogue.layers.get(layer)
        if found is None or found.kind != kind:
            raise ExportcheckError("layer_missing", layer=layer, kind=kind)
        return layer

    def _stack(self, country: str) -> tuple[str, ...]:
        self._existing(country, "country")
        below: list[str] = []
        for layer in self.catalogue.layers[country].builds_on:
            if layer not in self.catalogue.layers:
                raise ExportcheckError("layer_missing", layer=layer, kind="region")
            below.append(layer)
        return (*below, country)

    def _compile(self, requirement: Requirement) -> Compiled:
        vocabulary = self._shared
        if requirement.parameters:
            vocabulary = Vocabulary(
                vocabulary.facts, {**vocabulary.parameters, **requirement.parameters}, vocabulary.regions
            )
        condition = parse(requirement.applies, vocabulary)
        layer = self.catalogue.layers[requirement.layer]
        if layer.kind == "channel":
            condition = All((Has(self.catalogue.facts[CHANNELS], layer.id), condition))
        return Compiled(
            requirement,
            condition,
            requirement.per or _scope_of(condition, of_origin=layer.kind == "origin"),
            frozenset(fact.id for fact in facts_of(condition)),
            parameters_of(condition),
            vocabulary.parameters,
        )


def _scope_of(condition: Condition, *, of_origin: bool) -> Per:
    """Where a requirement stands, from what its condition asks about."""
    scopes = {fact.scope for fact in facts_of(condition, through_lines=False) if fact.derived is None}
    scopes |= {fact.scope for fact in facts_of(condition) if fact.derived is None and fact.scope == "destination"}
    by_destination = not of_origin or "destination" in scopes
    if "line" in scopes:
        return "destination_line" if by_destination else "line"
    return "destination" if by_destination else "case"
