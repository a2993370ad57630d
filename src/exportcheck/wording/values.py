"""Numbers, money, dates and countries in words, through Babel's data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal

from exportcheck.domain.text import Language
from exportcheck.domain.values import Money

_LOCALES: dict[Language, str] = {"es": "es_MX", "en": "en_US"}


class Format:
    """How one language writes values. Amounts carry their currency code, so that no '$' is mistaken for another."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._locale = _locale(_LOCALES[language])

    def number(self, number: Decimal | int) -> str:
        """1234.5 as 1,234.5."""
        return str(format_decimal(number, format="#,##0.######", locale=self._locale))

    def money(self, money: Money) -> str:
        """USD 1,234.50; cents only where there are any."""
        pattern = "#,##0" if money.amount == money.amount.to_integral_value() else "#,##0.00##"
        return f"{money.currency} {format_decimal(money.amount, format=pattern, locale=self._locale)}"

    def money_in_full(self, money: Money) -> str:
        """The amount with the equivalents that its owner stated."""
        others = [self.money(Money(amount, currency)) for currency, amount in money.also]
        return " = ".join([self.money(money), *others])

    def date(self, day: dt.date) -> str:
        """1 de diciembre de 2026; December 1, 2026."""
        return str(format_date(day, format="long", locale=self._locale))

    def date_short(self, day: dt.date) -> str:
        """1 dic 2026; Dec 1, 2026."""
        return str(format_date(day, format="medium", locale=self._locale))

    def moment(self, moment: dt.datetime) -> str:
        """Day and time in the machine's own time zone."""
        return str(format_datetime(moment.astimezone(), format="medium", locale=self._locale))

    def percent(self, share: float) -> str:
        """0.456 as 46 %."""
        return f"{round(share * 100)} %"

    def country(self, code: str) -> str:
        """A country's name, from its ISO 3166 alpha-2 code in either case."""
        names = self._locale.territories
        return str(names.get(code.upper(), code.upper()))

    def countries(self) -> dict[str, str]:
        """All countries: lower-case code to name."""
        return {
            code.lower(): str(name)
            for code, name in self._locale.territories.items()
            if len(code) == 2 and code.isalpha()  # noqa: PLR2004  # the rest are regions
        }

    def list(self, parts: Sequence[str]) -> str:
        """a, b y c."""
        return str(format_list(list(parts), style="standard", locale=self._locale)) if parts else ""


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name)
