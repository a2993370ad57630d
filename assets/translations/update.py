"""Bring the Spanish catalogue up to date with the strings in the code, and compile it.

`python assets/translations/update.py` extracts every words("...") and words.many("...", "..."), keeps what is
translated, lists what is not, drops what is gone, and writes exportcheck.po and exportcheck.mo. With --check it changes
nothing and exits 1 when the catalogue is not complete, not compiled or holds strings that no code uses.
"""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src" / "exportcheck"
CATALOGUE = HERE / "es" / "LC_MESSAGES" / "exportcheck.po"
ALWAYS = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Stands for all dates, so that the same strings give the same bytes."""
KEYWORDS = {"words": None, "many": (1, 2)}


def extracted() -> Catalog:
    """All strings of the code."""
    template = Catalog()
    found = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords=KEYWORDS)
    for file, _line, message, comments, context in found:
        template.add(message, None, [(file, 0)], auto_comments=comments, context=context)
    return template


def is_translated(message: Message) -> bool:
    """Whether every form of the message has Spanish words."""
    return all(message.string) if isinstance(message.string, tuple | list) else bool(message.string)


def updated() -> Catalog:
    """The catalogue with the strings of the code and the translations that there are."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="es")
    catalogue.update(extracted(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.header_comment = "# Spanish strings of exportcheck, as a lawyer in Mexico writes."
    catalogue.fuzzy = False
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The text form, without dates or line numbers, so that differences stay small."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, sort_output=True, no_location=True, width=110, omit_header=False, ignore_obsolete=True)
    lines = buffer.getvalue().splitlines(keepends=True)
    return b"".join(
        line for line in lines if not line.startswith((b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By'))
    )


def as_mo(catalogue: Catalog) -> bytes:
    """The compiled form, as gettext reads it."""
    buffer = io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = ALWAYS
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def main() -> int:
    """Update or check; returns the exit code."""
    catalogue = updated()
    missing = [message.id for message in catalogue if message.id and not is_translated(message)]
    for message in missing:
        print("not translated:", message)
    text = as_po(catalogue)
    if "--check" in sys.argv:
        current = CATALOGUE.read_bytes() == text and CATALOGUE.with_suffix(".mo").is_file()
        if not current:
            print("exportcheck.po is not up to date: run make translations")
        return 1 if missing or not current else 0
    CATALOGUE.write_bytes(text)
    with CATALOGUE.open("rb") as file:
        CATALOGUE.with_suffix(".mo").write_bytes(as_mo(read_po(file, locale="es")))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
