"""Opening the window from the command line; without a display, the demo instead."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import cast

from exportcheck.domain.text import Language
from exportcheck.wording.messages import Words, system_language


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere with X11, Wayland or a Qt platform."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_window(portfolio: Path | None, language: str | None, theme: str | None) -> int:
    """Show the window until it is closed. Without a display the demo is written, and said where."""
    words = Words(cast("Language", language) if language else system_language())
    if not has_display():
        from exportcheck.cli.case import write_demo
        from exportcheck.cli.output import say

        say(words("There is no display, so the window cannot open. Writing the demo packets instead:"))
        for path in write_demo(Path("exportcheck-demo")):
            say(str(path.resolve()))
        return 0
    try:
        from exportcheck.ui.app import run_window
    except ImportError as error:
        import click

        click.echo(
            words("Qt cannot start: {reason}. On Debian, `make libraries` installs what it needs.", reason=error),
            err=True,
        )
        return 3
    return run_window(portfolio, language=cast("Language | None", language), theme=theme)  # type: ignore[arg-type]  # click checked it
