"""Starting the window: paint first, open the portfolio after."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTimer, QTranslator, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from exportcheck import __version__, paths
from exportcheck.domain.text import Language
from exportcheck.ui.jobs import TURN_MS, Jobs
from exportcheck.ui.lasting import keep_constants
from exportcheck.ui.session import Session
from exportcheck.ui.settings import Settings
from exportcheck.ui.sidebar import PageName
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.theme import ThemeName, load_fonts
from exportcheck.ui.window import MainWindow

SWITCH_SECONDS = 0.001
"""How soon work in the lane lets the window have a turn; Python's own 5 ms add up to pauses that can be felt."""
PAINT_MS, PAINT_TURNS = 10, 50
"""How often is looked whether the window was painted, and how many times at most."""
PAUSE_MS = 30
BUILT_AHEAD: tuple[PageName, ...] = ("questions", "checklist", "paperwork", "plan", "products", "client", "home")


class QtWords(QObject):
    """Qt's own words (file dialogs, menus of text fields) in the window's language."""

    def __init__(self, application: QApplication, surroundings: Surroundings) -> None:
        super().__init__(application)
        self._application, self._surroundings = application, surroundings
        self._translator = QTranslator(self)
        surroundings.language_changed.connect(self.load)
        self.load()

    @Slot()
    def load(self) -> None:
        """Use Qt's shipped translation of the present language."""
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(QLocale(self._surroundings.language), "qtbase", "_", folder):
            self._application.installTranslator(self._translator)


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """The application with its fonts and style."""
    keep_constants()
    existing = QApplication.instance()
    style = ("-style", "Fusion")  # setStyle would return the style, and its type alone takes a tenth of the start
    application = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0], *style, *arguments])
    application.setApplicationName("exportcheck")
    application.setApplicationVersion(__version__)
    load_fonts()
    return application


def make_window(application: QApplication, settings: Settings) -> MainWindow:
    """The window, dressed, not yet connected to a portfolio."""
    surroundings = Surroundings(settings, application)
    surroundings.dress(application)
    jobs = Jobs(application)
    return MainWindow(Session(surroundings, jobs, application))


def run_window(
    portfolio: Path | None = None, *, language: Language | None = None, theme: ThemeName | None = None
) -> int:
    """Show the window and run until it is closed."""
    application = make_application()
    settings = Settings(paths.user_data() / "window.ini")
    if language:
        settings.keep("language", language)
    if theme:
        settings.keep("theme", theme)
    window = make_window(application, settings)
    window.show()
    QTimer.singleShot(0, partial(start_when_painted, application, window, portfolio))
    return application.exec()


def start_when_painted(
    application: QApplication, window: MainWindow, portfolio: Path | None, patience: int = PAINT_TURNS
) -> None:
    """Begin the rest once the window is on the screen: what is exposed is painted."""
    if patience and not window.windowHandle().isExposed():
        QTimer.singleShot(PAINT_MS, partial(start_when_painted, application, window, portfolio, patience - 1))
        return
    sys.setswitchinterval(SWITCH_SECONDS)
    application.setWindowIcon(QIcon(str(paths.assets() / "icons" / "exportcheck.svg")))
    start(application, window, portfolio)


def start(application: QApplication, window: MainWindow, portfolio: Path | None) -> None:
    """Complete the window in short steps, then open the portfolio."""
    if window.grow():
        QTimer.singleShot(TURN_MS, partial(start, application, window, portfolio))
        return
    QtWords(application, window.session.surroundings)
    window.session.case_opened.connect(partial(window.session.jobs.later, partial(build_ahead, window)))
    window.session.open(portfolio)


def build_ahead(window: MainWindow, names: tuple[PageName, ...] = BUILT_AHEAD) -> None:
    """Build pages one by one while nothing else happens, so that each is there when it is wanted."""
    if names and window.session.has_case:
        if not window.session.jobs.busy:
            window.frame.build_page(names[0])
            names = names[1:]
        QTimer.singleShot(PAUSE_MS, partial(build_ahead, window, names))
