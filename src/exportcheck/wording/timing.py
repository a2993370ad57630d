"""Deadlines in words: an event, an ISO 8601 duration from it, and how often."""

from __future__ import annotations

import re

from exportcheck.domain.content import Cadence, Deadline, Trigger
from exportcheck.wording.messages import Words

_DURATION = re.compile(
    r"(-?)P(?:([0-9]{1,4})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,4})D)?"
    r"(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,4})M)?)?"
)


def is_duration(text: str) -> bool:
    """Whether the text is an ISO 8601 duration as deadlines use it (-P1D, P14D, PT24H)."""
    found = _DURATION.fullmatch(text)
    return found is not None and not text.endswith("T") and any(int(part or 0) for part in found.groups()[1:])


def deadline_words(deadline: Deadline, words: Words) -> str:
    """'Within 14 days after delivery. For every order.'"""
    parts = []
    if deadline.trigger is not None:
        parts.append(_moment(deadline.offset, _events(words)[deadline.trigger], words))
    if deadline.cadence is not None:
        parts.append(_cadences(words)[deadline.cadence])
    return " ".join(parts)


def _moment(offset: str, event: str, words: Words) -> str:
    if not offset:
        return words("Tied to {event}.", event=event)
    length = _length(offset, words)
    if offset.startswith("-"):
        return words("At least {length} before {event}.", length=length, event=event)
    return words("Within {length} after {event}.", length=length, event=event)


def _length(offset: str, words: Words) -> str:
    found = _DURATION.fullmatch(offset)
    if found is None:
        return offset
    years, months, weeks, days, hours, minutes = (int(part) if part else 0 for part in found.groups()[1:])
    parts = [
        words.many("{count} year", "{count} years", years) if years else "",
        words.many("{count} month", "{count} months", months) if months else "",
        words.many("{count} week", "{count} weeks", weeks) if weeks else "",
        words.many("{count} day", "{count} days", days) if days else "",
        words.many("{count} hour", "{count} hours", hours) if hours else "",
        words.many("{count} minute", "{count} minutes", minutes) if minutes else "",
    ]
    return " ".join(part for part in parts if part)


def _events(words: Words) -> dict[Trigger, str]:
    return {
        "start_of_sales": words("the start of sales"),
        "order": words("the order"),
        "shipment": words("shipment"),
        "arrival": words("arrival of the goods"),
        "entry": words("customs entry"),
        "delivery": words("delivery"),
        "payment": words("payment"),
        "request": words("the request"),
        "breach": words("learning of the breach"),
        "year_end": words("the end of the year"),
        "registration": words("registration"),
        "listing": words("putting the product on offer"),
        "case_date": words("the planned date"),
    }


def _cadences(words: Words) -> dict[Cadence, str]:
    return {
        "once": words("Once."),
        "per_product": words("For every product."),
        "per_order": words("For every order."),
        "per_shipment": words("For every shipment."),
        "monthly": words("Every month."),
        "quarterly": words("Every quarter."),
        "yearly": words("Every year."),
        "every_two_years": words("Every two years."),
        "every_three_years": words("Every three years."),
        "every_five_years": words("Every five years."),
        "on_change": words("Whenever something changes."),
        "ongoing": words("All the time."),
    }
