"""The single door through which text reaches the page: cleaned, safe for the typeface, escaped, split into lines."""

from __future__ import annotations

import re
import unicodedata
from typing import NewType
from xml.sax.saxutils import escape

Markup = NewType("Markup", str)
"""Text that the paragraph maker may read: it came through the door."""

SUBSTITUTE = "\u25a1"
"""Stands for a character that the packet's typeface does not have."""
LONGEST_WORD = 60
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_LINE_ENDS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_STEP = re.compile(r"(\d{1,3})[.)]\s+(.*)")
_SPACES = "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_SILENT = frozenset(("Cc", "Cf", "Zl", "Zp"))
_VARIANTS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))


class _Printable(dict[int, int | str | None]):
    """A translation table that finds out about each character when it is first met."""

    def __init__(self, covered: frozenset[int]) -> None:
        super().__init__({ord(space): " " for space in _SPACES})
        self._covered = covered

    def __missing__(self, code: int) -> int | str | None:
        found: int | str | None = code
        if unicodedata.category(chr(code)) in _SILENT or any(code in variants for variants in _VARIANTS):
            found = None
        elif code not in self._covered:
            found = SUBSTITUTE
        self[code] = found
        return found


class Door:
    """Lets text in. `replaced` counts the characters that could not be printed."""

    def __init__(self, covered: frozenset[int]) -> None:
        self._table = _Printable(covered)
        self.replaced = 0

    def plain(self, text: str) -> str:
        """One line without control, bidirectional and unprintable characters; not escaped, for drawing directly."""
        composed = unicodedata.normalize("NFC", _LINE_ENDS.sub(" ", text))
        printed = composed.translate(self._table)
        self.replaced += printed.count(SUBSTITUTE) - composed.count(SUBSTITUTE)
        return " ".join(printed.split())

    def markup(self, text: str) -> Markup:
        """The text in one line, escaped, with very long words broken."""
        return Markup(escape(_LONG_WORD.sub(_broken, self.plain(text))))

    def short(self, text: str, most: int = 200) -> Markup:
        """The text in one line and at most so long; the rest stays in the attached case."""
        return self.markup(clipped(text, most))

    def lines(self, text: str) -> list[Markup]:
        """Each line on its own, so that a long note costs no more than its length; runs of empty lines close up."""
        found: list[Markup] = []
        for line in map(self.markup, _LINE_ENDS.split(text)):
            if line or (found and found[-1]):
                found.append(line)
        return found if not found or found[-1] else found[:-1]


def clipped(text: str, most: int) -> str:
    """At most so many characters; an ellipsis says when there were more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def steps(text: str) -> list[tuple[str, str]]:
    """Numbered steps as (number, words); other lines have no number. Lines that continue a step are joined to it."""
    found: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        step = _STEP.fullmatch(line)
        if step:
            found.append((step[1], step[2]))
        elif found and found[-1][0]:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line}")
        else:
            found.append(("", line))
    return found


def _broken(word: re.Match[str]) -> str:
    letters = word[0]
    return " ".join(letters[start : start + LONGEST_WORD] for start in range(0, len(letters), LONGEST_WORD))
