"""`exportcheck assess`, `packet`, `demo`: a case without a window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from exportcheck import bootstrap
from exportcheck.app.packet_plan import PacketOptions, PageSize
from exportcheck.cli.output import prepare_folder, say, say_json
from exportcheck.domain.assessment import Assessment, Duty, Upcoming
from exportcheck.domain.content import Catalogue
from exportcheck.domain.text import LANGUAGES, Language
from exportcheck.wording.messages import system_language

if TYPE_CHECKING:
    from exportcheck.wording.reading import Reading

CASE_FILE = click.argument("case_file", type=click.Path(path_type=Path))
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@CASE_FILE
@click.option("--as-of", type=DAY, help="Read the law for this day instead of the planned date.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
def assess(case_file: Path, as_of: dt.datetime | None, *, as_json: bool) -> None:
    """List what a case owes, what it does not, and what is undecided, each with its reason."""
    content = bootstrap.catalogue()
    case, assessment = bootstrap.case_and_assessment(case_file, content, as_of.date() if as_of else None)
    if as_json:
        say_json(assessment_as_json(assessment, content))
        return
    from exportcheck.wording.reading import Reading

    reading = Reading(content, system_language(), assessment.as_of)
    for duty in assessment.duties:
        say(f"{duty.state:15} {duty.key}  {reading.title(duty)}")
        say(f"{'':15} {reading.reason(duty)}")
    say("")
    for question in assessment.questions:
        place = reading.place(question.ref, case)
        say(f"? {reading.question(question.ref, currency=question.currency)}" + (f" [{place}]" if place else ""))
    for change in assessment.upcoming:
        say(f"{change.on}  {reading.upcoming(change)}")


@click.command()
@CASE_FILE
@click.option("-o", "--out", "target", type=click.Path(path_type=Path), required=True, help="The PDF to write.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="es", show_default=True)
@click.option("--page-size", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
@click.option("--as-of", type=DAY, help="Read the law for this day instead of the planned date.")
def packet(case_file: Path, target: Path, lang: str, page_size: str, as_of: dt.datetime | None) -> None:
    """Write the packet of a case as PDF."""
    content = bootstrap.catalogue()
    case, assessment = bootstrap.case_and_assessment(case_file, content, as_of.date() if as_of else None)
    options = PacketOptions(cast("Language", lang), page_size=cast("PageSize", page_size))
    say(str(bootstrap.export(case, assessment, content, options, target, bootstrap.now())))


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("exportcheck-demo"), show_default=True)
def demo(out: Path) -> None:
    """Create the sample case and write its packets, without a display."""
    for path in write_demo(out):
        say(str(path))


def write_demo(folder: Path) -> Iterator[Path]:
    """Write the sample case's packets into a folder, each language as it is ready. Raises EnvironmentFault."""
    prepare_folder(folder)
    content = bootstrap.catalogue()
    case, assessment = bootstrap.case_and_assessment(bootstrap.sample_path(), content)
    for language in LANGUAGES:
        target = folder / f"packet-{language}.pdf"
        yield bootstrap.export(case, assessment, content, PacketOptions(language), target, bootstrap.now())


def assessment_as_json(assessment: Assessment, content: Catalogue) -> dict[str, object]:
    """The stable JSON form of an assessment."""
    from exportcheck.wording.reading import Reading

    readings = {language: Reading(content, language, assessment.as_of) for language in LANGUAGES}
    return {
        "as_of": assessment.as_of.isoformat(),
        "requirements": [_duty(duty, readings) for duty in assessment.duties],
        "questions": [
            {
                "fact": question.ref.fact,
                "destination": question.ref.destination or None,
                "line": question.ref.line or None,
                "currency": question.currency or None,
                "waiting": question.waiting,
                "question": {
                    language: reading.question(question.ref, currency=question.currency)
                    for language, reading in readings.items()
                },
            }
            for question in assessment.questions
        ],
        "upcoming": [_upcoming(change, readings) for change in assessment.upcoming],
        "content": {"version": content.version, "digest": content.digest},
    }


def _duty(duty: Duty, readings: dict[Language, Reading]) -> dict[str, object]:
    requirement = duty.requirement
    return {
        "key": duty.key,
        "id": requirement.id,
        "destination": duty.destination or None,
        "line": duty.line or None,
        "domain": requirement.domain,
        "severity": requirement.severity,
        "kind": requirement.kind,
        "layer": requirement.layer,
        "known": requirement.known,
        "state": duty.state,
        "title": {language: reading.title(duty) for language, reading in readings.items()},
        "reason": {language: reading.reason(duty) for language, reading in readings.items()},
        "missing_facts": [str(gap.ref) for gap in duty.missing],
    }


def _upcoming(change: Upcoming, readings: dict[Language, Reading]) -> dict[str, object]:
    return {
        "on": change.on.isoformat(),
        "what": change.what,
        "id": change.duty.requirement.id,
        "key": change.duty.key,
        "text": {language: reading.upcoming(change) for language, reading in readings.items()},
    }
