"""Opens the window once with the sample case and shows every page; for `exportcheck self-test`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import get_args

from PySide6.QtWidgets import QApplication

from exportcheck.ui.app import make_application, make_window
from exportcheck.ui.settings import Settings
from exportcheck.ui.sidebar import PageName
from exportcheck.ui.window import MainWindow

PATIENCE = 60.0
"""Seconds to wait for the portfolio to open."""


def open_once(portfolio: Path) -> int:
    """Show each page; returns how many there are. Raises RuntimeError when the window does not come up."""
    application = make_application()
    window = make_window(application, Settings(portfolio.with_suffix(".ini")))
    window.show()
    window.session.open(portfolio)
    try:
        _wait_until_ready(application, window)
        window.session.open_case(window.session.desk.create_sample().case.id)
        for name in get_args(PageName):
            window.go(name)
            application.processEvents()  # nothing else runs here that could be reentered
            if window.grab().isNull():
                raise RuntimeError(f"page {name} was not painted")
    finally:
        window.close()
    return len(get_args(PageName))


def _wait_until_ready(application: QApplication, window: MainWindow) -> None:
    failures: list[Exception] = []
    window.session.failed.connect(failures.append)
    end = time.monotonic() + PATIENCE
    while not window.session.is_ready:
        application.processEvents()  # nothing else runs here that could be reentered
        if failures:
            raise failures[0]
        if time.monotonic() > end:
            raise RuntimeError("the portfolio did not open in time")
        time.sleep(0.01)
