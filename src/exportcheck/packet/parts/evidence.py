"""Evidence: the files kept as proof, with the digests by which each can be recognised."""

from __future__ import annotations

from reportlab.platypus import Flowable

from exportcheck.domain.case import Evidence
from exportcheck.packet.blocks import table
from exportcheck.packet.sheet import Sheet

DIGEST_LINE = 32


def evidence(sheet: Sheet) -> list[Flowable]:
    """One row for each file."""
    words = sheet.words
    story = sheet.new_part(words("Evidence"), "evidence")
    if not sheet.case.evidence:
        return [*story, sheet.say(words("No file has been added as evidence."))]
    lead = words(
        "The files kept with this case. A file is the same as the one listed when its SHA-256 digest is the same."
    )
    rows = [_row(sheet, file) for file in sheet.case.evidence]
    heads = sheet.heads(words("File"), words("Proof of"), words("SHA-256 digest"))
    return [*story, sheet.say(lead), table(heads, rows, sheet.shares(9, 7, 10))]


def _row(sheet: Sheet, file: Evidence) -> list[Flowable | list[Flowable]]:
    styles = sheet.styles
    about = " · ".join((file.media_type, size_words(sheet, file.size), sheet.form.date_short(file.added.date())))
    digest = [file.digest[start : start + DIGEST_LINE] for start in range(0, len(file.digest), DIGEST_LINE)]
    requirement = file.duty.partition("@")[0].partition("/")[0]
    return [
        [sheet.set(sheet.door.short(file.name), styles.cell), sheet.set(sheet.door.short(about), styles.small)],
        sheet.set(sheet.to_duty(file.duty, sheet.door.short(requirement, 80)), styles.cell_soft),
        [sheet.say(part, styles.small) for part in digest[:4]],
    ]


def size_words(sheet: Sheet, size: int) -> str:
    """A size in bytes, kB or MB."""
    kilo = 1000
    if size < kilo:
        return sheet.words.many("{count} byte", "{count} bytes", size)
    unit, amount = ("MB", size / kilo**2) if size >= kilo**2 else ("kB", size / kilo)
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"  # noqa: PLR2004  # one decimal for small ones
