"""The commands, and the one place where errors become words and exit codes."""

from __future__ import annotations

from collections.abc import Sequence

import click

from exportcheck import __version__
from exportcheck.cli.case import assess, demo, packet
from exportcheck.cli.content import content
from exportcheck.domain.problems import ExportcheckError, ProblemsError


@click.group(invoke_without_command=True)
@click.version_option(__version__, prog_name="exportcheck")
@click.pass_context
def program(context: click.Context) -> None:
    """Export checklists for Mexican firms: consumer protection, privacy and customs, offline."""


program.add_command(assess)
program.add_command(packet)
program.add_command(demo)
program.add_command(content)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; returns the exit code."""
    try:
        result = program.main(list(arguments), prog_name="exportcheck", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except ProblemsError as error:
        for problem in error.problems:
            click.echo(str(problem), err=True)
        return error.exit_code
    except ExportcheckError as error:
        click.echo(str(error), err=True)
        return error.exit_code
    return result if isinstance(result, int) else 0
