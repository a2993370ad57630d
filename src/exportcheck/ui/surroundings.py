"""Language, look and size of text: what every widget needs and a person may change at any moment."""

from __future__ import annotations

from PySide6 import QtCore  # QtCore.Qt is slow to come into being: only when it is used
from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from exportcheck.domain.text import Language
from exportcheck.ui.settings import SCALES, Settings
from exportcheck.ui.theme import Theme, ThemeName, load_theme
from exportcheck.wording.messages import Words

MIDDLE = 128


class Surroundings(QObject):
    """The present language and theme; tells when one of them has changed."""

    language_changed = Signal()
    theme_leaving = Signal()
    theme_changed = Signal()

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.words = Words(settings.language() or system_language())
        self.theme: Theme = load_theme(settings.theme() or system_theme(), settings.scale())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def language(self) -> Language:
        """The language of the window."""
        return self.words.language

    def set_language(self, language: Language) -> None:
        """Speak another language from now on."""
        if language == self.language:
            return
        self.words = Words(language)
        self.settings.keep("language", language)
        self.language_changed.emit()

    def set_theme(self, name: ThemeName) -> None:
        """Wear another look from now on."""
        self.settings.keep("theme", name)
        self._wear(load_theme(name, self.theme.scale))

    def resize_text(self, step: int) -> None:
        """One step larger or smaller; 0 returns to the normal size."""
        at = SCALES.index(self.theme.scale) if self.theme.scale in SCALES else 0
        scale = SCALES[max(0, min(len(SCALES) - 1, at + step))] if step else 1.0
        self.settings.keep("scale", str(scale))
        self._wear(load_theme(self.theme.name, scale))

    def dress(self, application: QApplication) -> None:
        """Put the theme on the whole program."""
        application.setPalette(self.theme.palette())
        application.setFont(self.theme.font())
        application.setStyleSheet(self.theme.sheet())

    def _follow_system(self, scheme: QtCore.Qt.ColorScheme) -> None:
        if self.settings.theme() is None:
            name: ThemeName = "dark" if scheme == QtCore.Qt.ColorScheme.Dark else "light"
            self._wear(load_theme(name, self.theme.scale))

    def _wear(self, theme: Theme) -> None:
        if theme == self.theme:
            return
        self.theme_leaving.emit()
        self.theme = theme
        application = QApplication.instance()
        if isinstance(application, QApplication):
            self.dress(application)
        self.theme_changed.emit()


def system_language() -> Language:
    """Spanish where the system speaks Spanish, English otherwise."""
    return "es" if QLocale.system().name().startswith("es") else "en"


def system_theme() -> ThemeName:
    """Dark where the system's own colours are, light otherwise; asked before the program puts on colours of its own."""
    return "dark" if QGuiApplication.palette().window().color().lightness() < MIDDLE else "light"
