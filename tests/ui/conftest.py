"""A real window over a real portfolio in a temporary folder. Everything is driven as a person would."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from exportcheck import bootstrap
from exportcheck.ui.app import make_application, make_window
from exportcheck.ui.opening import Opened
from exportcheck.ui.settings import Settings
from exportcheck.ui.window import MainWindow

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    from PySide6.QtWidgets import QApplication

    return QApplication


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test touches the files of the person who runs it; the content cache is shared by all tests."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    return tmp_path / "portfolio.sqlite"


OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(qtbot: QtBot, qapp, portfolio: Path, tmp_path: Path) -> Iterator[OpenWindow]:
    """Opens the window as the program does; may be called again after closing."""
    opened: list[MainWindow] = []

    def open_it(language: str = "en", theme: str = "light") -> MainWindow:
        make_application()
        settings = Settings(tmp_path / "window.ini")
        for name, value in (("language", language), ("theme", theme), ("folder", str(tmp_path))):
            settings.keep(name, value)
        window = make_window(qapp, settings)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        window.session.jobs.submit(lambda: Opened(_services(portfolio)), window.session.take, window.session.report)
        wait(qtbot, window)
        opened.append(window)
        return window

    yield open_it
    for window in opened:
        window.close()


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window()


@pytest.fixture
def sample(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window with the sample case open."""
    window.session.open_sample()
    wait(qtbot, window)
    return window


def wait(qtbot: QtBot, window: MainWindow) -> None:
    """Until nothing is under way any more."""
    qtbot.waitUntil(lambda: not window.session.jobs.busy, timeout=60_000)


def _services(portfolio: Path) -> bootstrap.Services:
    return bootstrap.open_services(portfolio, clock=lambda: NOON, who=lambda: "Ana")
