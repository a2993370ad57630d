"""What the command line prints, and how it ends."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

import click

from exportcheck.domain.problems import EnvironmentFault, Problem
from exportcheck.wording.messages import Words, system_language

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
MOST_PROBLEMS = 200
"""So many are printed; the rest are counted."""


def shown(text: str) -> str:
    """Text with what a terminal would obey, or nobody would see, spelled out: control and bidirectional characters."""
    return _UNSEEN.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def in_one_line(text: str) -> str:
    """The same, with line breaks spelled out as well."""
    return shown(text).replace("\n", "\\n")


def say(text: str) -> None:
    """Print a line."""
    click.echo(shown(text))


def say_json(document: object) -> None:
    """Print a JSON document, in ASCII where the output cannot take more."""
    text = _UNSEEN.sub(lambda found: f"\\u{ord(found.group()):04x}", json_text(document))
    if not (sys.stdout.encoding or "utf-8").lower().startswith("utf"):
        text = json.dumps(json.loads(text), indent=2)
    click.echo(text)


def say_problems(problems: Sequence[Problem], *, err: bool = False) -> None:
    """Print problems, each in a line of its own."""
    for problem in problems[:MOST_PROBLEMS]:
        click.echo(in_one_line(str(problem)), err=err)
    if len(problems) > MOST_PROBLEMS:
        words = Words(system_language())
        rest = words.many("and {count} more problem", "and {count} more problems", len(problems) - MOST_PROBLEMS)
        click.echo(rest, err=err)


def json_text(document: object) -> str:
    """A document as indented JSON."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=_plain)


def prepare_folder(folder: Path) -> None:
    """Make a folder to write into. Raises EnvironmentFault('cannot_write')."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault("cannot_write", path=folder, reason=error.strerror or str(error)) from error


def exit_with_problems(problems: Iterable[Problem]) -> None:
    """End with code 1 when there is an error among the problems."""
    if any(problem.level == "error" for problem in problems):
        raise click.exceptions.Exit(1)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)
