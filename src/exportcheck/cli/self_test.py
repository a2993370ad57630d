"""`exportcheck self-test`: opens everything once, offscreen, with a portfolio of its own."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from exportcheck import __version__, bootstrap
from exportcheck.cli.output import say


@click.command("self-test")
def self_test() -> None:
    """Open content, portfolio, packet and window once, offscreen; exit code 0 when all is well, 1 otherwise."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    say(f"exportcheck {__version__}, Python {platform.python_version()}, {platform.platform()}")
    failed = 0
    with tempfile.TemporaryDirectory(prefix="exportcheck-") as name:
        for title, step in _steps(Path(name)):
            try:
                said = step()
            except Exception as error:  # noqa: BLE001  # a self-test reports whatever is wrong and goes on
                failed += 1
                say(f"FAIL {title}: {type(error).__name__}: {error}")
            else:
                say(f"ok   {title}: {said}")
    if failed:
        raise click.exceptions.Exit(1)


def _steps(folder: Path) -> tuple[tuple[str, Callable[[], str]], ...]:
    return (
        ("checklists", _content),
        ("portfolio", lambda: _portfolio(folder / "portfolio.sqlite")),
        ("packet", lambda: _packet(folder)),
        ("window", lambda: _window(folder / "window.sqlite")),
    )


def _content() -> str:
    catalogue = bootstrap.catalogue()
    return f"version {catalogue.version}, {len(catalogue.requirements)} requirements"


def _portfolio(path: Path) -> str:
    services = bootstrap.open_services(path)
    try:
        opened = services.desk.create_sample()
        opened.set_plan(title="self-test")
        if opened.undo() is None or services.desk.open_case(opened.case.id).case.title != opened.case.title:
            raise RuntimeError("what was written was not read back")
        return f"{len(opened.assessment.duties)} duties in the sample case"
    finally:
        services.close()


def _packet(folder: Path) -> str:
    from exportcheck.cli.case import write_demo

    return ", ".join(f"{path.name} {path.stat().st_size // 1024} kB" for path in write_demo(folder))


def _window(portfolio: Path) -> str:
    from exportcheck.ui.self_test import open_once

    pages = open_once(portfolio)
    return f"{pages} pages on {sys.platform}"
