"""The condition language: parsed with Python's `ast`, checked against the vocabulary, never run as Python."""

from __future__ import annotations

import ast
import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NoReturn

from exportcheck.domain.content import Dated, Fact, Option
from exportcheck.domain.values import Money

Comparison = Literal["<", "<=", ">", ">=", "==", "!="]
LONGEST = 1500
DEEPEST = 40
"""Levels of `not`, parentheses and dots inside each other."""
DESTINATION, ORIGIN, PLAN_DATE = "destination.country", "plan.origin", "plan.date"


class ConditionError(Exception):
    """A condition that does not read. `column` counts from 0 inside the condition."""

    def __init__(self, message: str, column: int, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.column = column
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Parameter:
    """A reference to a dated parameter."""

    name: str


Limit = Parameter | Decimal | Money | dt.date


@dataclass(frozen=True, slots=True)
class Always:
    """The empty condition."""


@dataclass(frozen=True, slots=True)
class Yes:
    """A yes_no fact is yes."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice, country or text fact is one of these."""

    fact: Fact
    options: frozenset[str]


@dataclass(frozen=True, slots=True)
class Has:
    """A choices fact contains this option."""

    fact: Fact
    option: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A number, money or date fact against a limit."""

    fact: Fact
    comparison: Comparison
    limit: Limit


@dataclass(frozen=True, slots=True)
class BeginsWith:
    """A code begins with one of these digits."""

    fact: Fact
    prefixes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """A test of a derived fact: what it derives from decides; where that is undecided, a given answer counts."""

    test: Yes | OneOf
    source: Condition


@dataclass(frozen=True, slots=True)
class Not:
    """Negation."""

    part: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Conjunction."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Disjunction."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class SomeLine:
    """Some product line of the case fulfils the condition."""

    part: Condition


@dataclass(frozen=True, slots=True)
class EveryLine:
    """Every product line of the case fulfils the condition."""

    part: Condition


Condition = Always | Yes | OneOf | Has | Compared | BeginsWith | Derived | Not | All | Any | SomeLine | EveryLine


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a condition may name: facts, parameters in reach, and the regions that countries offer."""

    facts: Mapping[str, Fact]
    parameters: Mapping[str, tuple[Dated, ...]]
    regions: Mapping[str, tuple[Option, ...]]


def parse(source: str, vocabulary: Vocabulary) -> Condition:
    """The condition that `source` says. Raises ConditionError with the column of what is wrong."""
    return _Reader(vocabulary, ()).read(source)


_COMPARISONS: Mapping[type[ast.cmpop], Comparison] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_MIRRORED: Mapping[Comparison, Comparison] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_ORDERED = ("number", "money", "date")
_CURRENCY = re.compile(r"[A-Z]{3}")
_FOREIGN = re.compile(r"[#\\]")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class _Reader:
    """Reads one condition; `inside` names the derived facts whose derivation is being read."""

    def __init__(self, vocabulary: Vocabulary, inside: tuple[str, ...]) -> None:
        self._vocabulary = vocabulary
        self._inside = inside

    def read(self, source: str) -> Condition:
        if not source.strip():
            return Always()
        if len(source) > LONGEST:
            raise ConditionError(f"condition longer than {LONGEST} characters", 0, "split the requirement")
        foreign = _FOREIGN.search(source)
        if foreign:
            raise ConditionError(
                f"'{foreign.group()}' is not part of the condition language", foreign.start(), "leave it out"
            )
        text = re.sub(r"\s", " ", source).strip()
        before = len(source) - len(source.lstrip())
        try:
            tree = ast.parse(text, mode="eval")
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            offset = getattr(error, "offset", 1)
            column = before + (offset - 1 if offset else len(text))
            raise ConditionError(
                "the condition does not read", column, "see Conditions in the author's guide"
            ) from None
        if _deeper_than(DEEPEST, tree.body):
            raise ConditionError(f"nested deeper than {DEEPEST} levels", before, "write it flatter")
        try:
            return self._condition(tree.body)
        except ConditionError as error:
            # The parser counts bytes, and from the first word.
            column = before + len(text.encode()[: error.column].decode(errors="ignore"))
            raise ConditionError(error.message, column, error.mend) from None

    def _condition(self, node: ast.expr) -> Condition:  # noqa: RET503  # _fail never returns
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return All(tuple(self._condition(value) for value in values))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Any(tuple(self._condition(value) for value in values))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self._condition(operand))
            case ast.Attribute():
                return self._yes(node)
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return self._comparison(left, operator, right)
            case ast.Call(func=ast.Name(id="any_line"), args=[part], keywords=[]):
                return SomeLine(self._condition(part))
            case ast.Call(func=ast.Name(id="all_lines"), args=[part], keywords=[]):
                return EveryLine(self._condition(part))
            case ast.Call(func=ast.Name(id="hs"), args=[code, *prefixes], keywords=[]) if prefixes:
                return self._begins_with(code, prefixes)
        _fail(node, "this is not part of the condition language", "see Conditions in the author's guide")

    def _yes(self, node: ast.expr) -> Condition:
        fact = self._fact(node)
        if fact.type != "yes_no":
            _fail(node, f"'{fact.id}' is a {fact.type} fact and needs a comparison")
        test = self._derived(Yes(fact), node)
        return All((self._inner(fact, node, fact.only_if), test)) if fact.only_if else test

    def _comparison(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Condition:
        if isinstance(operator, ast.In | ast.NotIn):
            found = self._membership(left, right)
            return Not(found) if isinstance(operator, ast.NotIn) else found
        comparison = _COMPARISONS.get(type(operator))
        if comparison is None:
            _fail(left, "'is' is not part of the condition language", "write == or in")
        if not isinstance(left, ast.Attribute):
            left, right, comparison = right, left, _MIRRORED[comparison]
        fact = self._fact(left)
        if fact.type in _ORDERED:
            return Compared(fact, comparison, self._limit(fact, right))
        if fact.type not in ("choice", "country", "text") or comparison not in ("==", "!="):
            _fail(left, f"'{fact.id}' is a {fact.type} fact and cannot be compared with {comparison}")
        same = self._derived(OneOf(fact, frozenset({self._option(fact, right)})), left)
        return Not(same) if comparison == "!=" else same

    def _membership(self, left: ast.expr, right: ast.expr) -> Condition:
        if isinstance(left, ast.Constant):
            fact = self._fact(right)
            if fact.type != "choices":
                _fail(right, f"'{fact.id}' is a {fact.type} fact and contains nothing", "only 'choices' facts do")
            return Has(fact, self._option(fact, left))
        fact = self._fact(left)
        if fact.type not in ("choice", "country", "text"):
            _fail(left, f"'{fact.id}' is a {fact.type} fact and cannot be one of a set")
        if not isinstance(right, ast.Set | ast.Tuple | ast.List) or not right.elts:
            _fail(right, "after 'in' a set of options is needed", "write {'tequila', 'mezcal'}")
        options = frozenset(self._option(fact, element) for element in right.elts)
        return self._derived(OneOf(fact, options), left)

    def _begins_with(self, code: ast.expr, prefixes: list[ast.expr]) -> Condition:
        fact = self._fact(code)
        if fact.type != "text":
            _fail(code, f"'{fact.id}' is a {fact.type} fact, not a code")
        digits = []
        for prefix in prefixes:
            if not (isinstance(prefix, ast.Constant) and _is_code(prefix.value)):
                _fail(prefix, "hs() takes digits in quotes", "write hs(goods.hs_code, '2208')")
            digits.append(str(prefix.value))
        return BeginsWith(fact, tuple(digits))

    def _derived(self, test: Yes | OneOf, node: ast.expr) -> Condition:
        derivation = test.fact.derived
        if derivation is None:
            return test
        if isinstance(derivation, str):
            return Derived(test, self._inner(test.fact, node, derivation))
        wanted = test.options if isinstance(test, OneOf) else frozenset[str]()
        cases = [(case.value, self._inner(test.fact, node, case.when)) for case in derivation]
        return Derived(test, _first_true_is_in(wanted, cases))

    def _inner(self, fact: Fact, node: ast.expr, source: str) -> Condition:
        """A condition that stands in the vocabulary itself; refuses circles."""
        if fact.id in self._inside:
            _fail(node, f"'{fact.id}' is derived from itself")
        try:
            return _Reader(self._vocabulary, (*self._inside, fact.id)).read(source)
        except ConditionError as error:
            _fail(node, f"in what '{fact.id}' is derived from: {error.message}", error.mend)

    def _fact(self, node: ast.expr) -> Fact:
        name = _dotted(node)
        if name is None:
            _fail(node, "a fact is expected here", "facts are written like sale.buyers")
        fact = self._vocabulary.facts.get(name)
        if fact is None:
            _fail(node, f"unknown fact '{name}'", "facts.yaml lists them all")
        return fact

    def _option(self, fact: Fact, node: ast.expr) -> str:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            _fail(node, f"'{fact.id}' is held against options in quotes")
        option = node.value
        known = self._options(fact)
        if known is not None and option not in known:
            _fail(node, f"'{option}' is not an option of '{fact.id}'", "one of " + ", ".join(sorted(known)))
        return option

    def _options(self, fact: Fact) -> frozenset[str] | None:
        if fact.options_from == "regions":
            return frozenset(option.id for options in self._vocabulary.regions.values() for option in options)
        if fact.options:
            return frozenset(option.id for option in fact.options)
        return None

    def _limit(self, fact: Fact, node: ast.expr) -> Limit:  # noqa: RET503  # _fail never returns
        match node:
            case ast.Name(id=name):
                return self._parameter(fact, name, node)
            case ast.Constant(value=number) if fact.type == "number" and _is_number(number):
                return Decimal(str(number))
            case ast.Call(
                func=ast.Name(id="money"), args=[ast.Constant(value=amount), ast.Constant(value=currency)], keywords=[]
            ) if fact.type == "money" and _is_number(amount):
                if not (isinstance(currency, str) and _CURRENCY.fullmatch(currency)):
                    _fail(node, "an amount needs a currency code", "write money(150, 'EUR')")
                return Money(Decimal(str(amount)), currency)
            case ast.Call(func=ast.Name(id="date"), args=[ast.Constant(value=str(text))], keywords=[]) if (
                fact.type == "date"
            ):
                if not _DATE.fullmatch(text):
                    _fail(node, f"'{text}' is not a date", "write date('2026-07-01')")
                try:
                    return dt.date.fromisoformat(text)
                except ValueError:
                    _fail(node, f"'{text}' is not a date", "write date('2026-07-01')")
        _fail(node, f"'{fact.id}' is a {fact.type} fact and needs a {fact.type} or a parameter to be held against")

    def _parameter(self, fact: Fact, name: str, node: ast.expr) -> Limit:
        values = self._vocabulary.parameters.get(name)
        if values is None:
            _fail(node, f"unknown parameter '{name}'", "define it in the item or in the layer")
        kinds = {"number": Decimal, "money": Money, "date": dt.date}
        if not all(isinstance(dated.value, kinds[fact.type]) for dated in values):
            _fail(node, f"parameter '{name}' is not a {fact.type} like '{fact.id}'")
        return Parameter(name)


def _first_true_is_in(wanted: frozenset[str], cases: Iterable[tuple[str, Condition]]) -> Condition:
    """The derived choice is one of `wanted`: some such case holds and none before it does."""
    alternatives: list[Condition] = []
    before: list[Condition] = []
    for value, when in cases:
        if value in wanted:
            alternatives.append(All((*before, when)))
        before.append(Not(when))
    return Any(tuple(alternatives)) if alternatives else Not(Always())


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_code(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit()


def _deeper_than(most: int, node: ast.AST) -> bool:
    level: list[ast.AST] = [node]
    for _ in range(most):
        level = [child for parent in level for child in ast.iter_child_nodes(parent)]
        if not level:
            return False
    return True


def _dotted(node: ast.expr) -> str | None:
    match node:
        case ast.Attribute(value=ast.Name(id=head), attr=tail):
            return f"{head}.{tail}"
        case ast.Attribute(value=ast.Attribute() as inner, attr=tail):
            outer = _dotted(inner)
            return None if outer is None else f"{outer}.{tail}"
    return None


def _fail(node: ast.expr, message: str, mend: str = "") -> NoReturn:
    raise ConditionError(message, node.col_offset, mend)


def facts_of(condition: Condition, *, through_lines: bool = True) -> frozenset[Fact]:
    """Every fact that the condition asks about; without `through_lines` none of those inside any_line / all_lines."""
    match condition:
        case Always():
            return frozenset()
        case Yes(fact=fact) | OneOf(fact=fact) | Has(fact=fact) | Compared(fact=fact) | BeginsWith(fact=fact):
            return frozenset({fact})
        case Derived(test=test, source=source):
            return facts_of(source, through_lines=through_lines) | {test.fact}
        case Not(part=part):
            return facts_of(part, through_lines=through_lines)
        case All(parts=parts) | Any(parts=parts):
            return frozenset().union(*(facts_of(part, through_lines=through_lines) for part in parts))
        case SomeLine(part=part) | EveryLine(part=part):
            return facts_of(part) if through_lines else frozenset()


def parameters_of(condition: Condition) -> frozenset[str]:
    """The names of the parameters that the condition compares with."""
    match condition:
        case Compared(limit=Parameter(name=name)):
            return frozenset({name})
        case Derived(source=part) | Not(part=part) | SomeLine(part=part) | EveryLine(part=part):
            return parameters_of(part)
        case All(parts=parts) | Any(parts=parts):
            return frozenset().union(*map(parameters_of, parts))
    return frozenset()
