"""What the window remembers of a person's choices. Never case data."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from exportcheck.domain.text import LANGUAGES, Language
from exportcheck.ui.theme import THEMES, ThemeName

SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Settings:
    """Choices in a small file beside the portfolio."""

    def __init__(self, file: Path) -> None:
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def language(self) -> Language | None:
        """The chosen language, or None when none was chosen yet."""
        kept = self._text("language")
        return kept if kept in LANGUAGES else None

    def theme(self) -> ThemeName | None:
        """The chosen look, or None to follow the system."""
        kept = self._text("theme")
        return kept if kept in THEMES else None

    def scale(self) -> float:
        """The chosen size of text."""
        kept = self._text("scale")
        return next((scale for scale in SCALES if str(scale) == kept), 1.0)

    def last_case(self) -> str:
        """The case that was open last."""
        return self._text("last_case")

    def folder(self) -> str:
        """Where packets were saved last."""
        return self._text("folder")

    def geometry(self) -> QByteArray:
        """Place and size of the window."""
        kept = self._store.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep(self, name: str, value: str | QByteArray) -> None:
        """Remember one choice."""
        self._store.setValue(name, value)

    def _text(self, name: str) -> str:
        return str(self._store.value(name, "") or "")
