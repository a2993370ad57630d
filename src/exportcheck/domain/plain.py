"""Values as plain JSON data and back, without loss. One form for the store, the history and hand-over files."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation

from exportcheck.domain.history import Plain
from exportcheck.domain.values import FactRef, Money, Value


def value_to_plain(value: Value | None) -> Plain:
    """The value as JSON data that says its own type."""
    match value:
        case None | bool() | str():
            return value
        case tuple():
            return list(value)
        case Decimal():
            return {"number": str(value)}
        case dt.date():
            return {"date": value.isoformat()}
        case Money():
            plain: dict[str, Plain] = {"amount": str(value.amount), "currency": value.currency}
            if value.also:
                plain["also"] = {currency: str(amount) for currency, amount in value.also}
            return plain


def value_from_plain(plain: Plain) -> Value | None:
    """The value that `value_to_plain` wrote. Raises ValueError for anything else."""
    match plain:
        case None | bool() | str():
            return plain
        case list():
            if not all(isinstance(item, str) for item in plain):
                raise ValueError(f"not a list of options: {plain!r}")
            return tuple(str(item) for item in plain)
        case {"number": str(number)}:
            return _decimal(number)
        case {"date": str(day)}:
            return dt.date.fromisoformat(day)
        case {"amount": str(amount), "currency": str(currency)}:
            also = plain.get("also", {}) if isinstance(plain, dict) else {}
            if not isinstance(also, dict):
                raise ValueError(f"not a list of equivalents: {also!r}")  # noqa: TRY004  # wrong data, not a wrong call
            return Money(
                _decimal(amount), currency, tuple(sorted((name, _decimal(str(one))) for name, one in also.items()))
            )
    raise ValueError(f"not a value: {plain!r}")


def ref_from_text(text: str) -> FactRef:
    """The reference that `str(FactRef)` wrote."""
    rest, _, line = text.partition("/")
    fact, _, destination = rest.partition("@")
    return FactRef(fact, destination, line)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a number: {text!r}") from None
    if not number.is_finite():
        raise ValueError(f"not a finite number: {text!r}")
    return number
