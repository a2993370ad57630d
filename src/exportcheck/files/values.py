"""Shorter forms that files use for money, numbers and dated parameters."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from exportcheck.domain.content import Dated, Place
from exportcheck.domain.text import Text
from exportcheck.domain.values import Money
from exportcheck.files.building import Builder, Hook
from exportcheck.files.nodes import Mapping, Node, Scalar, Sequence


def money(builder: Builder, node: Node) -> Money:
    """`{amount: 800, currency: USD, also: {EUR: 700}}`."""
    given = builder.entries(node)
    for name, place in given.keys.items():
        if name not in ("amount", "currency", "also"):
            raise builder.note(place, "unknown-key", f"unknown name '{name}'", "one of amount, currency, also")
    if "amount" not in given.entries or "currency" not in given.entries:
        raise builder.note(node.place, "missing-key", "money needs 'amount' and 'currency'")
    amount = _not_negative(builder, given.entries["amount"])
    currency = _currency(builder, builder.build(str, given.entries["currency"]), given.keys["currency"])
    also = []
    if "also" in given.entries:
        equivalents = builder.entries(given.entries["also"])
        for name, value in equivalents.entries.items():
            also.append((_currency(builder, name, equivalents.keys[name]), _not_negative(builder, value)))
    return Money(amount, currency, tuple(sorted(also)))


def dated_values(builder: Builder, node: Node) -> tuple[Dated, ...]:
    """A parameter: a plain value, or a list of `{from, until, value}`."""
    if not isinstance(node, Sequence):
        return (_dated(builder, node, None, None),)
    found = []
    for item in node.items:
        given = builder.entries(item)
        if set(given.entries) - {"from", "until", "value"} or "value" not in given.entries:
            raise builder.note(item.place, "parameter", "a dated value has 'value' and may have 'from' and 'until'")
        days = {
            name: builder.build(dt.date | None, given.entries[name]) if name in given.entries else None
            for name in ("from", "until")
        }
        found.append(_dated(builder, given.entries["value"], days["from"], days["until"]))
    if not found:
        raise builder.note(node.place, "parameter", "a parameter needs a value")
    return tuple(found)


def _dated(builder: Builder, node: Node, start: dt.date | None, until: dt.date | None) -> Dated:
    if isinstance(node, Mapping):
        return Dated(start, until, money=money(builder, node))
    if isinstance(node, Scalar):
        if isinstance(node.value, Decimal):
            return Dated(start, until, number=node.value)
        if isinstance(node.value, dt.date):
            return Dated(start, until, day=node.value)
    raise builder.note(node.place, "parameter", "a parameter is a number, an amount of money or a date")


def _not_negative(builder: Builder, node: Node) -> Decimal:
    amount: Decimal = builder.build(Decimal, node)
    if amount < 0:
        raise builder.note(node.place, "money", "an amount cannot be negative")
    return amount


def _currency(builder: Builder, code: str, place: Place) -> str:
    if len(code) == 3 and code.isascii() and code.isalpha() and code.isupper():  # noqa: PLR2004  # ISO 4217
        return code
    raise builder.note(place, "money", f"'{code}' is not a currency code", "three capital letters, such as USD")


def text(builder: Builder, node: Node) -> Text:
    """`{es: ..., en: ...}`; a line of a step that was wrapped in the file is put back into its step."""
    written: Text = builder.record(Text, node)
    return Text(unwrapped(written.es), unwrapped(written.en))


def unwrapped(words: str) -> str:
    """The text with one line per paragraph or step: a line goes on the one before unless it starts a step."""
    lines: list[str] = []
    fresh = True
    for line in words.splitlines():
        stripped = line.strip()
        if not stripped:
            fresh = True
            continue
        if fresh or not lines or _STEP.match(stripped):
            lines.append(stripped)
        else:
            lines[-1] += f" {stripped}"
        fresh = False
    return "\n".join(lines)


_STEP = re.compile(r"[0-9]{1,2}[.)] ")

HOOKS: dict[object, Hook] = {Text: text, Money: money, tuple[Dated, ...]: dated_values}
