"""`exportcheck content`: lint, stats, schema, scenarios."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from exportcheck import paths
from exportcheck.cli.output import exit_with_problems, json_text, prepare_folder, say, say_json, say_problems
from exportcheck.domain.problems import EnvironmentFault, Problem

FOLDER = click.argument("folder", type=click.Path(path_type=Path), required=False)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")


@click.group()
def content() -> None:
    """Check and inspect the checklists."""


@content.command()
@FOLDER
@JSON
def lint(folder: Path | None, *, as_json: bool) -> None:
    """Check every content file; exit code 1 when there is an error."""
    from exportcheck.content.linter import lint as lint_catalogue
    from exportcheck.content.linter import scenario_coverage
    from exportcheck.content.reading import read_content
    from exportcheck.content.scenarios import read_scenarios

    place = folder or paths.checklists()
    reading = read_content(place)
    problems = [*reading.problems, *lint_catalogue(reading.catalogue, dt.datetime.now(tz=dt.UTC).date())]
    if not any(problem.level == "error" for problem in problems):
        scenarios, found = read_scenarios(place, reading.catalogue)
        problems += [*found, *scenario_coverage(reading.catalogue, scenarios)]
    _report(problems, as_json=as_json)


@content.command()
@FOLDER
@JSON
def scenarios(folder: Path | None, *, as_json: bool) -> None:
    """Run the golden scenarios; exit code 1 when one comes out otherwise than it says."""
    from exportcheck.content.cache import load_catalogue
    from exportcheck.content.scenarios import read_scenarios, run_scenario
    from exportcheck.rules.assessor import Assessor

    place = folder or paths.checklists()
    catalogue = load_catalogue(place)
    found, problems = read_scenarios(place, catalogue)
    outcomes = [run_scenario(scenario, catalogue, Assessor(catalogue)) for scenario in found]
    problems = [*problems, *(problem for outcome in outcomes for problem in outcome.problems)]
    rows = [
        {
            "id": outcome.scenario.id,
            "as_of": outcome.scenario.as_of.isoformat(),
            "good": not outcome.problems,
            "applies": len(outcome.assessment.in_state("applies")),
            "not_applicable": len(outcome.assessment.in_state("not_applicable")),
            "undecided": len(outcome.assessment.in_state("undecided")),
            "questions": len(outcome.assessment.questions),
        }
        for outcome in outcomes
    ]
    if as_json:
        say_json({"scenarios": rows, "problems": [_as_json(problem) for problem in problems]})
    else:
        for row in rows:
            say(
                f"{'ok  ' if row['good'] else 'FAIL'} {row['id']} ({row['as_of']}): {row['applies']} apply, "
                f"{row['not_applicable']} do not, {row['undecided']} undecided, {row['questions']} questions"
            )
        say_problems(problems)
        say(f"{len(rows)} scenarios, {sum(not row['good'] for row in rows)} failed")
    exit_with_problems(problems)


@content.command()
@FOLDER
@JSON
def stats(folder: Path | None, *, as_json: bool) -> None:
    """Count what the content holds, per layer and evidence level."""
    from exportcheck.content.cache import load_catalogue
    from exportcheck.content.statistics import statistics

    place = folder or paths.checklists()
    figures = statistics(load_catalogue(place), place)
    if as_json:
        say_json(figures)
        return
    for name, value in figures.items():
        if not isinstance(value, dict):
            say(f"{name}: {value}")
    layers = figures["layers"]
    assert isinstance(layers, dict)
    for layer, counts in layers.items():
        say(f"{layer}: " + ", ".join(f"{name} {value}" for name, value in counts.items()))


@content.command()
@click.option("--out", type=click.Path(path_type=Path), help="Folder to write the schemas to (default: print).")
def schema(out: Path | None) -> None:
    """Print or write the JSON Schemas of all content files and of the case file."""
    from exportcheck.content.cache import load_catalogue
    from exportcheck.content.schemas import schemas

    for name, document in schemas(load_catalogue(paths.checklists())).items():
        if out is None:
            say_json({name: document})
            continue
        prepare_folder(out)
        try:
            (out / name).write_text(json_text(document) + "\n", encoding="utf-8")
        except OSError as error:
            raise EnvironmentFault("cannot_write", path=out / name, reason=error.strerror or str(error)) from error
        say(str(out / name))


def _report(problems: list[Problem], *, as_json: bool) -> None:
    errors = sum(problem.level == "error" for problem in problems)
    if as_json:
        say_json({"errors": errors, "warnings": len(problems) - errors, "problems": [_as_json(p) for p in problems]})
    else:
        say_problems(problems)
        say(f"{errors} errors, {len(problems) - errors} warnings")
    exit_with_problems(problems)


def _as_json(problem: Problem) -> dict[str, object]:
    return {
        "file": problem.place.file,
        "line": problem.place.line,
        "column": problem.place.column,
        "level": problem.level,
        "rule": problem.rule,
        "message": problem.message,
        "mend": problem.mend,
    }
