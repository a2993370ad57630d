"""Chooses the window or the command line. Nothing of Qt is imported before it is needed."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; the exit code is 0 good, 1 content or case problems, 2 usage, 3 environment, 130 interrupted."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    from exportcheck.cli.ending import guarded

    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given:
        from exportcheck.cli.window import has_display, open_window

        if has_display():  # the usual start: none of the commands is needed
            return guarded(lambda: open_window(None, None, None))
    from exportcheck.cli.main import run

    return run(given)
