"""The commands of the command line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from exportcheck import __version__
from exportcheck.cli.case import assess, demo, packet
from exportcheck.cli.content import content
from exportcheck.cli.ending import INTERRUPTED, guarded
from exportcheck.cli.self_test import self_test

USAGE = 2


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="exportcheck")
@click.option("--portfolio", type=click.Path(path_type=Path), help="Open this portfolio instead of the usual one.")
@click.option("--lang", type=click.Choice(["es", "en"]), help="Language of the window.")
@click.option("--theme", type=click.Choice(["system", "light", "dark"]), help="Look of the window.")
@click.pass_context
def program(context: click.Context, portfolio: Path | None, lang: str | None, theme: str | None) -> int:
    """Export checklists for firms in Mexico: customs, consumer protection and privacy, offline.

    Without a command the window opens.
    """
    if context.invoked_subcommand is not None:
        return 0
    from exportcheck.cli.window import open_window

    return open_window(portfolio, lang, theme)


for command in (assess, packet, demo, content, self_test):
    program.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; returns the exit code."""
    return guarded(partial(_run, arguments))


def _run(arguments: Sequence[str]) -> int:
    try:
        result = program.main(list(arguments), prog_name="exportcheck", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return USAGE
    except SystemExit as stop:  # the library's own way to say that nobody reads the output
        raise BrokenPipeError from stop
    return result if isinstance(result, int) else 0
