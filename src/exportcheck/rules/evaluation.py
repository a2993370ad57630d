"""Kleene's three-valued evaluation of conditions, with the answers that decided and the facts that are missing."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any as Anything
from typing import NamedTuple

from exportcheck.domain.assessment import Clause, Gap
from exportcheck.domain.case import Case
from exportcheck.domain.content import Dated, Fact
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.rules.conditions import (
    DESTINATION,
    ORIGIN,
    PLAN_DATE,
    All,
    Always,
    Any,
    BeginsWith,
    Compared,
    Comparison,
    Condition,
    Derived,
    EveryLine,
    Has,
    Not,
    OneOf,
    Parameter,
    SomeLine,
    Yes,
)

LINES = FactRef("case.lines")
"""Stands among the gaps when a case has no product line yet."""


class Verdict(NamedTuple):
    """True, False or None (undecided), the clauses that decided, and the gaps that keep it open."""

    truth: bool | None
    clauses: tuple[Clause, ...] = ()
    missing: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a condition is read: the case, the day, the destination and line, and the parameters in reach."""

    case: Case
    as_of: dt.date
    parameters: Mapping[str, tuple[Dated, ...]]
    destination: str = ""
    line: str = ""

    def refer(self, fact: Fact) -> FactRef:
        """The fact in this situation's place."""
        if fact.scope == "line":
            return FactRef(fact.id, "", self.line)
        return FactRef(fact.id, self.destination if fact.scope == "destination" else "")

    def value(self, ref: FactRef) -> Value | None:
        """The answer, or what the plan says for the facts that are always known."""
        match ref.fact:
            case fact if fact == DESTINATION:
                return ref.destination or None
            case fact if fact == ORIGIN:
                return self.case.plan.origin
            case fact if fact == PLAN_DATE:
                return self.as_of
        return self.case.answer(ref)

    def in_line(self, line: str) -> Situation:
        """The same situation for one product line."""
        return Situation(self.case, self.as_of, self.parameters, self.destination, line)


def evaluate(condition: Condition, situation: Situation) -> Verdict:
    """Read the condition in the situation."""
    return _READERS[type(condition)](condition, situation)


def _always(_condition: Always, _situation: Situation) -> Verdict:
    return Verdict(truth=True)


def _yes(condition: Yes, situation: Situation) -> Verdict:
    ref = situation.refer(condition.fact)
    value = situation.value(ref)
    if not isinstance(value, bool):
        return Verdict(None, missing=(Gap(ref),))
    return Verdict(value, (Clause(ref, value, holds=value),))


def _one_of(condition: OneOf, situation: Situation) -> Verdict:
    ref = situation.refer(condition.fact)
    value = situation.value(ref)
    if not isinstance(value, str):
        return Verdict(None, missing=(Gap(ref),))
    holds = value in condition.options
    return Verdict(holds, (Clause(ref, value, holds),))


def _has(condition: Has, situation: Situation) -> Verdict:
    ref = situation.refer(condition.fact)
    value = situation.value(ref)
    if not isinstance(value, tuple):
        return Verdict(None, missing=(Gap(ref),))
    holds = condition.option in value
    return Verdict(holds, (Clause(ref, value, holds, option=condition.option),))


def _begins_with(condition: BeginsWith, situation: Situation) -> Verdict:
    ref = situation.refer(condition.fact)
    value = situation.value(ref)
    digits = "".join(sign for sign in value if sign in _DIGITS) if isinstance(value, str) else ""
    if any(prefix.startswith(digits) and len(digits) < len(prefix) for prefix in condition.prefixes):
        return Verdict(None, missing=(Gap(ref),))
    holds = digits.startswith(condition.prefixes)
    return Verdict(holds, (Clause(ref, digits, holds),))


_DIGITS = frozenset("0123456789")
_COMPARE: Mapping[Comparison, Callable[[Anything, Anything], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq, "!=": operator.ne,
}  # fmt: skip


def _compared(condition: Compared, situation: Situation) -> Verdict:
    ref = situation.refer(condition.fact)
    value = situation.value(ref)
    limit = condition.limit
    if isinstance(limit, Parameter):
        dated = next((d for d in situation.parameters[limit.name] if d.holds_on(situation.as_of)), None)
        if dated is None:
            # The law knew no such limit on that day: what is held against it does not hold.
            return Verdict(truth=False)
        limit = dated.value
    compare = _COMPARE[condition.comparison]
    match value, limit:
        case Money(), Money():
            amount = value.in_currency(limit.currency)
            if amount is None or not amount.is_finite():
                return Verdict(None, missing=(Gap(ref, limit.currency),))
            holds = compare(amount, limit.amount)
        case Decimal(), Decimal() if value.is_finite():
            holds = compare(value, limit)
        case dt.date(), dt.date() if not isinstance(value, dt.datetime):
            holds = compare(value, limit)
        case _:
            return Verdict(None, missing=(Gap(ref, limit.currency if isinstance(limit, Money) else ""),))
    return Verdict(holds, (Clause(ref, value, holds, limit=limit),))


def _derived(condition: Derived, situation: Situation) -> Verdict:
    verdict = evaluate(condition.source, situation)
    if verdict.truth is not None:
        return verdict
    given = evaluate(condition.test, situation)
    return verdict if given.truth is None else given


def _not(condition: Not, situation: Situation) -> Verdict:
    verdict = evaluate(condition.part, situation)
    return verdict if verdict.truth is None else Verdict(not verdict.truth, verdict.clauses)


def _all(condition: All, situation: Situation) -> Verdict:
    return _together([evaluate(part, situation) for part in condition.parts], decisive=False)


def _any(condition: Any, situation: Situation) -> Verdict:
    return _together([evaluate(part, situation) for part in condition.parts], decisive=True)


def _some_line(condition: SomeLine, situation: Situation) -> Verdict:
    return _lines(condition.part, situation, decisive=True)


def _every_line(condition: EveryLine, situation: Situation) -> Verdict:
    return _lines(condition.part, situation, decisive=False)


def _lines(part: Condition, situation: Situation, *, decisive: bool) -> Verdict:
    if not situation.case.lines:
        return Verdict(None, missing=(Gap(LINES),))
    return _together([evaluate(part, situation.in_line(line.id)) for line in situation.case.lines], decisive=decisive)


def _together(verdicts: list[Verdict], *, decisive: bool) -> Verdict:
    """Join verdicts: one that is `decisive` settles all (True in 'or', False in 'and'), however many are open."""
    settled = [verdict for verdict in verdicts if verdict.truth is decisive]
    if settled:
        return min(settled, key=lambda verdict: len(verdict.clauses))
    undecided = [verdict for verdict in verdicts if verdict.truth is None]
    if undecided:
        return Verdict(None, missing=tuple(dict.fromkeys(gap for verdict in undecided for gap in verdict.missing)))
    clauses = tuple(dict.fromkeys(clause for verdict in verdicts for clause in verdict.clauses))
    return Verdict(not decisive, clauses)


_READERS: Mapping[type, Callable[[Anything, Situation], Verdict]] = {
    Always: _always, Yes: _yes, OneOf: _one_of, Has: _has, BeginsWith: _begins_with, Compared: _compared,
    Derived: _derived, Not: _not, All: _all, Any: _any, SomeLine: _some_line, EveryLine: _every_line,
}  # fmt: skip
