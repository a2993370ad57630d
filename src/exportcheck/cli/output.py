"""What the command line prints, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import click

from exportcheck.domain.problems import EnvironmentFault, Problem


def say(text: str) -> None:
    """Print a line."""
    click.echo(text)


def say_json(document: object) -> None:
    """Print a JSON document."""
    click.echo(json_text(document))


def json_text(document: object) -> str:
    """A document as indented JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def prepare_folder(folder: Path) -> None:
    """Make a folder to write into. Raises EnvironmentFault('cannot_write')."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault("cannot_write", path=folder, reason=error.strerror) from error


def exit_with_problems(problems: Iterable[Problem]) -> None:
    """End with code 1 when there is an error among the problems."""
    if any(problem.level == "error" for problem in problems):
        raise click.exceptions.Exit(1)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
