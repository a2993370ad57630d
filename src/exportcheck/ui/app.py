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
from exportcheck.ui.jobs import Jobs
from exportcheck.ui.lasting import keep_constants
from exportcheck.ui.session import Session
from exportcheck.ui.settings import Settings
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.theme import ThemeName, load_fonts
from exportcheck.ui.window import MainWindow


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
    application = existing if isinstance(existing, QApplication) else QApplication([sys.argv[0], *arguments])
    application.setApplicationName("exportcheck")
    application.setApplicationVersion(__version__)
    application.setStyle("Fusion")
    application.setWindowIcon(QIcon(str(paths.assets() / "icons" / "exportcheck.svg")))
    load_fonts()
    return application


def make_window(application: QApplication, settings: Settings) -> MainWindow:
    """The window, dressed, not yet connected to a portfolio."""
    surroundings = Surroundings(settings, application)
    surroundings.dress(application)
    QtWords(application, surroundings)
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
    QTimer.singleShot(0, partial(window.session.open, portfolio))
    return application.exec()
