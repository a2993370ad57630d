"""Golden scenarios: a case, a day, and what must and must not come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from exportcheck.content.files import SCENARIOS, Expectation
from exportcheck.domain.assessment import Assessment
from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue, Place
from exportcheck.domain.plain import ref_from_text
from exportcheck.domain.problems import ExportcheckError, Problem, ProblemsError
from exportcheck.domain.text import Text
from exportcheck.files.building import Builder, Misfit
from exportcheck.files.case_reading import case_from_node
from exportcheck.files.nodes import LARGEST, Node, Unreadable, read_nodes
from exportcheck.files.regular import read_regular
from exportcheck.files.values import HOOKS
from exportcheck.rules.assessor import Assessor


@dataclass(frozen=True, slots=True)
class ScenarioEntry:
    """A scenario as it is written."""

    id: str
    title: Text
    case: CaseNode
    expect: Expectation
    as_of: dt.date | None = None
    questions_at_most: int | None = None
    place: Place = Place("", 0, 0)  # noqa: RUF009  # frozen


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """Each file of scenarios/."""

    scenarios: tuple[ScenarioEntry, ...]


@dataclass(frozen=True, slots=True)
class CaseNode:
    """A case inside a scenario, read when the catalogue is known."""

    node: Node


@dataclass(frozen=True, slots=True)
class Scenario:
    """One golden scenario, ready to run."""

    id: str
    title: Text
    case: Case
    as_of: dt.date
    expect: Expectation
    questions_at_most: int | None
    place: Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a scenario."""

    scenario: Scenario
    assessment: Assessment
    problems: tuple[Problem, ...]


def read_scenarios(folder: Path, catalogue: Catalogue) -> tuple[list[Scenario], list[Problem]]:
    """The scenarios of a content folder, and what is wrong with their files."""
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for path in sorted((folder / SCENARIOS).glob("*.yaml")):
        builder = Builder({**HOOKS, CaseNode: lambda _builder, node: CaseNode(node)})
        try:
            read = builder.build(ScenarioFile, read_nodes(read_regular(path, LARGEST), f"{SCENARIOS}/{path.name}"))
        except Unreadable as error:
            problems.append(error.problem)
            continue
        except Misfit:
            continue
        finally:
            problems.extend(builder.problems)
        for entry in read.scenarios:
            if any(entry.id == other.id for other in scenarios):
                problems.append(Problem(entry.place, "id-twice", f"scenario '{entry.id}' is used twice"))
            try:
                case = case_from_node(entry.case.node, catalogue)
            except ProblemsError as error:
                problems.extend(error.problems)
                continue
            scenarios.append(
                Scenario(
                    entry.id,
                    entry.title,
                    case,
                    entry.as_of or case.plan.date,
                    entry.expect,
                    entry.questions_at_most,
                    entry.place,
                )
            )
    return scenarios, problems


def run_scenario(scenario: Scenario, catalogue: Catalogue, assessor: Assessor) -> Outcome:
    """Assess the scenario's case and hold the result against what it expects."""
    try:
        assessment = assessor.assess(scenario.case, scenario.as_of)
    except ExportcheckError as error:
        raise ProblemsError([Problem(scenario.place, "scenario", f"{scenario.id}: {error}")]) from error
    return Outcome(scenario, assessment, tuple(_differences(scenario, assessment, catalogue)))


def _differences(scenario: Scenario, assessment: Assessment, catalogue: Catalogue) -> Iterator[Problem]:
    states = {duty.key: duty.state for duty in assessment.duties}
    for wanted in ("applies", "not_applicable", "undecided"):
        for key in getattr(scenario.expect, wanted):
            state = states.get(key)
            if state is None:
                yield _problem(scenario, f"'{key}' names no duty of this case", _near(key, states))
            elif state != wanted:
                yield _problem(scenario, f"'{key}' is {state}, expected {wanted}")
    coming = {change.duty.requirement.id for change in assessment.upcoming}
    for requirement in scenario.expect.upcoming:
        if requirement not in catalogue.requirements:
            yield _problem(scenario, f"unknown requirement '{requirement}'")
        elif requirement not in coming:
            yield _problem(scenario, f"'{requirement}' is not among what changes within a year")
    most = scenario.questions_at_most
    if most is not None and len(assessment.questions) > most:
        yield _problem(scenario, f"{len(assessment.questions)} questions are left, at most {most} expected")


def requirement_of(key: str) -> str:
    """The requirement that a duty key names."""
    return ref_from_text(key).fact


def _near(key: str, states: Iterable[str]) -> str:
    found = [one for one in states if requirement_of(one) == requirement_of(key)]
    return "one of " + ", ".join(found) if found else ""


def _problem(scenario: Scenario, message: str, mend: str = "") -> Problem:
    return Problem(scenario.place, "scenario", f"{scenario.id}: {message}", mend)
