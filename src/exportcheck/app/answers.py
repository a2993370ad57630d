"""Whether a value can be the answer to a fact, whoever gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from exportcheck.app.typed_text import LONGEST_NAME, clean
from exportcheck.domain.content import Fact, FactType
from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.values import FactRef, Money, Value

LARGEST = Decimal(10) ** 18
"""Numbers and amounts are smaller, as in the case file."""
_TYPES: Mapping[FactType, type] = {
    "yes_no": bool, "choice": str, "choices": tuple, "number": Decimal, "money": Money, "date": dt.date,
    "text": str, "country": str,
}  # fmt: skip


def fitting(fact: Fact, ref: FactRef, value: Value | None) -> Value | None:
    """The value as it is kept; text is cleaned. Raises ExportcheckError('answer_unfit')."""
    if isinstance(value, str):
        value = clean(value, LONGEST_NAME)
    at_home = (fact.scope == "destination", fact.scope == "line") == (bool(ref.destination), bool(ref.line))
    if not at_home or not (value is None or (isinstance(value, _TYPES[fact.type]) and _sound(value))):
        raise ExportcheckError("answer_unfit", fact=str(ref))
    return value


def _sound(value: Value) -> bool:
    """Whether the numbers in a value are numbers: finite, not negative, not beyond counting."""
    numbers: tuple[Decimal, ...] = ()
    if isinstance(value, Decimal):
        numbers = (value,)
    elif isinstance(value, Money):
        numbers = (value.amount, *(amount for _currency, amount in value.also))
    return all(number.is_finite() and 0 <= number < LARGEST for number in numbers)
