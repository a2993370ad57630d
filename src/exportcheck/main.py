"""Chooses the window or the command line. Nothing of Qt is imported before it is needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence

_WINDOW_OPTIONS = ("--portfolio", "--lang", "--theme")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is 0 good, 1 content or case problems, 2 usage, 3 environment."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from exportcheck.cli.main import run

    return run(given)
