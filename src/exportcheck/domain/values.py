"""Values that facts and parameters take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency (ISO 4217), with the owner's own equivalents in others.

    There are no exchange rates in an offline program, so an amount is only ever compared with a limit
    in a currency in which the person stated it.
    """

    amount: Decimal
    currency: str
    also: tuple[tuple[str, Decimal], ...] = ()

    def in_currency(self, currency: str) -> Decimal | None:
        """The amount in `currency`, or None when it was not stated in it."""
        if currency == self.currency:
            return self.amount
        return dict(self.also).get(currency)

    def with_equivalent(self, currency: str, amount: Decimal) -> Money:
        """The same money, stated in one more currency (or restated in its own)."""
        if currency == self.currency:
            return Money(amount, currency, self.also)
        others = {**dict(self.also), currency: amount}
        return Money(self.amount, self.currency, tuple(sorted(others.items())))


Value = bool | str | tuple[str, ...] | Decimal | Money | dt.date
"""What an answer holds: yes_no, choice/text/country, choices, number, money, date."""


@dataclass(frozen=True, slots=True, order=True)
class FactRef:
    """One fact in one place: of the firm or case, of a destination, or of a product line."""

    fact: str
    destination: str = ""
    line: str = ""

    def __str__(self) -> str:
        place = f"@{self.destination}" if self.destination else ""
        return f"{self.fact}{place}" + (f"/{self.line}" if self.line else "")
