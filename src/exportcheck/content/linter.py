"""The linter: everything that can be wrong with content that reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from exportcheck.content import catalogue_lint, requirement_lint
from exportcheck.content.scenarios import Scenario, requirement_of
from exportcheck.domain.content import (
    Catalogue,
)
from exportcheck.domain.problems import Problem


def lint(catalogue: Catalogue, today: dt.date) -> list[Problem]:
    """Every problem of a catalogue that was read, ordered by place. `today` decides which review dates have passed."""
    problems = [problem for check in catalogue_lint.CHECKS for problem in check(catalogue)]
    for requirement in catalogue.requirements.values():
        for check in requirement_lint.CHECKS:
            problems.extend(check(requirement, catalogue))
        problems.extend(requirement_lint.passed_review(requirement, today))
    return sorted(problems, key=lambda problem: (problem.place.file, problem.place.line, problem.rule))


def scenario_coverage(catalogue: Catalogue, scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    """Requirements that scenarios name and that do not exist; those that no scenario reaches, each as a warning."""
    for scenario in scenarios:
        for key in scenario.expect.named:
            if requirement_of(key) not in catalogue.requirements:
                yield Problem(scenario.place, "scenario", f"{scenario.id}: unknown requirement '{key}'", "mend the id")
    reached = {requirement_of(key) for scenario in scenarios for key in scenario.expect.named}
    for requirement in catalogue.requirements.values():
        if requirement.id not in reached:
            yield requirement_lint.problem_of(
                requirement, "unreached", "no scenario says when it applies", "add it to one", warning=True
            )
