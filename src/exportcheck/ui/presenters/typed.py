"""Numbers and days as people type them."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from exportcheck.domain.text import Language

_SHAPE = re.compile(r"\d{1,15}(\.\d{1,6})?")


def parse_number(text: str) -> Decimal | None:
    """What was typed as a number, or None when it is not one.

    Understood are 1,234.50 and 1.234,50 and 1 234,5. Where three digits follow a single separator, a comma separates
    thousands and a point decimals, as in Mexico and the United States.
    """
    plain = re.sub(r"[\s'$€\u00a0\u202f]", "", text)
    comma, point = plain.rfind(","), plain.rfind(".")
    if comma >= 0 and point >= 0:
        plain = plain.replace(",", "") if point > comma else plain.replace(".", "").replace(",", ".")
    elif comma >= 0:
        thousands = re.fullmatch(r"\d{1,3}(,\d{3})+", plain) is not None
        plain = plain.replace(",", "") if thousands else plain.replace(",", ".")
    elif plain.count(".") > 1:
        plain = plain.replace(".", "")
    return Decimal(plain) if _SHAPE.fullmatch(plain) else None


def parse_day(text: str, language: Language, today: dt.date) -> dt.date | None:
    """What was typed as a day: 2026-12-01, 1/12/2026 (Spanish), 12/1/2026 (English), +14 (days from today)."""
    plain = text.strip()
    if found := re.fullmatch(r"\+(\d{1,4})", plain):
        return today + dt.timedelta(days=int(found[1]))
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", plain):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", plain):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        return _day(year, second, first) if language == "es" else _day(year, first, second)
    return None


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
