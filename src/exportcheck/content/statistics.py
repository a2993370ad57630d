"""What the content holds, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

from exportcheck.content.scenarios import read_scenarios, requirement_of
from exportcheck.domain.content import DOMAINS, Catalogue, Known, Requirement


def statistics(catalogue: Catalogue, folder: Path) -> dict[str, object]:
    """Counts of everything, and per layer by domain, evidence level and what scenarios say of it."""
    scenarios, _problems = read_scenarios(folder, catalogue)
    applying = _named(key for scenario in scenarios for key in scenario.expect.applies)
    not_applying = _named(key for scenario in scenarios for key in scenario.expect.not_applicable)
    return {
        "version": catalogue.version,
        "digest": catalogue.digest,
        "requirements": len(catalogue.requirements),
        "facts": len(catalogue.facts),
        "documents": len(catalogue.documents),
        "instruments": len(catalogue.instruments),
        "authorities": len(catalogue.authorities),
        "glossary_terms": len(catalogue.glossary),
        "scenarios": len(scenarios),
        "layers": {layer: _layer(catalogue.of_layer(layer), applying, not_applying) for layer in catalogue.layers},
    }


def _layer(
    requirements: tuple[Requirement, ...], applying: frozenset[str], not_applying: frozenset[str]
) -> dict[str, int]:
    domains = Counter(requirement.domain for requirement in requirements)
    known = Counter(requirement.known for requirement in requirements)
    ids = {requirement.id for requirement in requirements}
    return {
        "requirements": len(requirements),
        **{domain: domains[domain] for domain in DOMAINS},
        **{level: known[level] for level in get_args(Known)},
        "volatile": sum(requirement.volatile for requirement in requirements),
        "scenarios_say_applies": len(ids & applying),
        "scenarios_say_not_applicable": len(ids & not_applying),
    }


def _named(keys: Iterable[str]) -> frozenset[str]:
    return frozenset(requirement_of(key) for key in keys)
