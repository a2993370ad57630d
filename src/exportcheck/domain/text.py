"""Bilingual text: every visible word of the content exists in Spanish and in English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages of the program."""

    es: str
    en: str

    def get(self, language: Language) -> str:
        """The wording in the given language."""
        return self.es if language == "es" else self.en
