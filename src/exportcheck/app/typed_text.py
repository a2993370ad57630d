"""Text as people type or paste it, made fit to be kept."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NOTE, LONGEST_NAME = 100_000, 300
"""Characters."""


def clean(text: str, longest: int, *, lines: bool = False) -> str:
    """Text as it is kept: no control characters (line breaks stay when `lines`), at most `longest` characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in text if (c == "\n" and lines) or c == "\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    result = "".join(kept)
    return (result if lines else " ".join(result.split()))[:longest]


def line_id_for(description: str, taken: set[str]) -> str:
    """A short id for a product line, from its description, that no other line has."""
    ascii_only = unicodedata.normalize("NFKD", description).encode("ascii", "ignore").decode()
    stem = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:24].strip("-") or "line"
    name, number = stem, 2
    while name in taken:
        name, number = f"{stem}-{number}", number + 1
    return name
