"""Visible strings through gettext: English in the code, Spanish in assets/translations."""

from __future__ import annotations

import gettext
import locale
import os

from exportcheck import paths
from exportcheck.domain.text import Language


def system_language() -> Language:
    """Spanish where the system speaks Spanish, English otherwise."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        value = os.environ.get(name)
        if value:
            return "es" if value.lower().startswith("es") else "en"
    return "es" if (locale.getlocale()[0] or "").lower().startswith(("es", "spanish")) else "en"


CATALOGUE = "exportcheck"


class Words:
    """The strings of one language. Placeholders are named: words("Saved at {time}", time=...)."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation(CATALOGUE, paths.assets() / "translations", languages=[language])
        )

    def __call__(self, message: str, **parameters: object) -> str:
        """The message in this language, with its placeholders filled."""
        return self._fill(self._catalogue.gettext(message), parameters)

    def many(self, one: str, more: str, count: int, **parameters: object) -> str:
        """The message for a number of things; `{count}` is filled with it."""
        return self._fill(self._catalogue.ngettext(one, more, count), {"count": count, **parameters})

    @staticmethod
    def _fill(message: str, parameters: dict[str, object]) -> str:
        for name, value in parameters.items():
            message = message.replace("{" + name + "}", str(value))
        return message
