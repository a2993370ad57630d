"""Figures about the content: how much there is, how it is known, and what the golden scenarios reach."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from exportcheck.content.scenarios import read_scenarios, requirement_of, run_scenario
from exportcheck.domain.content import DOMAINS, Catalogue, Known
from exportcheck.rules.assessor import Assessor

LEVELS: tuple[Known, ...] = ("verified", "recalled", "uncertain")


def statistics(catalogue: Catalogue, folder: Path) -> dict[str, object]:
    """Counts for the whole content and for each layer.

    `reached` of a layer: how many of its requirements some scenario finds applying, and how many not applying.
    """
    scenarios, _problems = read_scenarios(folder, catalogue)
    assessor = Assessor(catalogue)
    applying: set[str] = set()
    not_applying: set[str] = set()
    for scenario in scenarios:
        for duty in run_scenario(scenario, catalogue, assessor).assessment.duties:
            found = {"applies": applying, "not_applicable": not_applying}.get(duty.state)
            if found is not None:
                found.add(requirement_of(duty.key))
    return {
        "version": catalogue.version,
        "digest": catalogue.digest,
        "requirements": len(catalogue.requirements),
        "facts": len(catalogue.facts),
        "documents": len(catalogue.documents),
        "instruments": len(catalogue.instruments),
        "authorities": len(catalogue.authorities),
        "glossary": len(catalogue.glossary),
        "scenarios": len(scenarios),
        "layers": {layer: _of_layer(catalogue, layer, applying, not_applying) for layer in catalogue.layers},
    }


def _of_layer(catalogue: Catalogue, layer: str, applying: set[str], not_applying: set[str]) -> dict[str, int]:
    requirements = catalogue.of_layer(layer)
    domains = Counter(requirement.domain for requirement in requirements)
    levels = Counter(requirement.known for requirement in requirements)
    return {
        "requirements": len(requirements),
        **{domain: domains[domain] for domain in DOMAINS},
        **{level: levels[level] for level in LEVELS},
        "volatile": sum(requirement.volatile for requirement in requirements),
        "reached_applying": sum(requirement.id in applying for requirement in requirements),
        "reached_not_applying": sum(requirement.id in not_applying for requirement in requirements),
    }
