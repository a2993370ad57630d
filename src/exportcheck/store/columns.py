"""How plain data, moments and days are written into columns, and read back."""

from __future__ import annotations

import datetime as dt
import json
from typing import cast

from exportcheck.domain.history import Plain


def to_json(plain: Plain) -> str:
    """Plain data as text; equal data gives equal text."""
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Plain:
    """The data that `to_json` wrote."""
    return cast("Plain", json.loads(text))


def to_utc(moment: dt.datetime) -> str:
    """A moment as UTC ISO text, which sorts as time does. Raises ValueError for a moment without a time zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def to_day(plain: Plain) -> str:
    """A day as ISO text. Raises ValueError for anything else."""
    return dt.date.fromisoformat(str(plain)).isoformat()
