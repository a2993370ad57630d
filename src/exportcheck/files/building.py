"""From nodes to frozen dataclasses by their annotations; every misfit becomes a problem, none stops the others."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Callable
from collections.abc import Mapping as AbstractMapping
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from exportcheck.domain.content import Place
from exportcheck.domain.problems import Problem
from exportcheck.files.nodes import DATE, Mapping, Node, Scalar, Sequence

FROM_PROGRAM = frozenset({("place", Place), ("layer", str)})
"""Fields (name, type) that the program fills; a file cannot set them."""
_NAMES = {"start": "from"}
_SIMPLE: AbstractMapping[type, str] = {
    str: "text", int: "a whole number", bool: "true or false", Decimal: "a number", dt.date: "a date like 2026-07-01",
}  # fmt: skip


class Misfit(Exception):  # noqa: N818  # only a signal
    """A value that could not be built; its problems are already on the list."""


Hook = Callable[["Builder", Node], object]


class Builder:
    """Builds values of annotated types; `hooks` build the types that files write in a shorter form."""

    def __init__(self, hooks: AbstractMapping[object, Hook] | None = None) -> None:
        self.problems: list[Problem] = []
        self._hooks = dict(hooks or {})

    def build(self, wanted: Any, node: Node) -> Any:
        """The value of type `wanted` that the node says. Raises Misfit after noting what is wrong."""
        hook = self._hooks.get(wanted)
        if hook is not None:
            return hook(self, node)
        origin = get_origin(wanted)
        if origin in (Union, types.UnionType):
            return self._one_of_types(get_args(wanted), node)
        if origin is Literal:
            return self._literal(get_args(wanted), node)
        if origin is tuple:
            return self.sequence(get_args(wanted)[0], node)
        if origin is AbstractMapping:
            return self._mapping(get_args(wanted)[1], node)
        if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
            return self.record(wanted, node)
        return self._simple(wanted, node)

    def note(self, place: Place, rule: str, message: str, mend: str = "") -> Misfit:
        """Put a problem on the list; the Misfit returned may be raised."""
        self.problems.append(Problem(place, rule, message, mend))
        return Misfit(message)

    def sequence(self, wanted: Any, node: Node) -> tuple[Any, ...]:
        """A list of values; those that misfit are noted and left out."""
        if not isinstance(node, Sequence):
            raise self.note(node.place, "type", "a list is expected here", "begin each entry with '- '")
        built = []
        for item in node.items:
            try:
                built.append(self.build(wanted, item))
            except Misfit:
                continue
        return tuple(built)

    def entries(self, node: Node) -> Mapping:
        """The node as named values."""
        if not isinstance(node, Mapping):
            raise self.note(node.place, "type", "named values are expected here", "write 'name: value' lines")
        return node

    def record(self, wanted: type, node: Node) -> Any:
        """A dataclass from named values, by its fields."""
        given = self.entries(node)
        fields = file_fields(wanted)
        complete = True
        for name, place in given.keys.items():
            if name not in fields:
                self.note(place, "unknown-key", f"unknown name '{name}'", "one of " + ", ".join(fields))
                complete = False
        values: dict[str, object] = {}
        for name, (field, annotation, required) in fields.items():
            if name not in given.entries or _is_nothing(given.entries[name]):
                if required:
                    self.note(node.place, "missing-key", f"'{name}' is missing", f"add '{name}:'")
                    complete = False
                continue
            try:
                values[field] = self.build(annotation, given.entries[name])
            except Misfit:
                complete = False
        if not complete:
            raise Misfit
        if any(field.name == "place" for field in dataclasses.fields(wanted)):
            values["place"] = node.place
        return wanted(**values)

    def _mapping(self, wanted: Any, node: Node) -> dict[str, Any]:
        built = {}
        for name, inner in self.entries(node).entries.items():
            try:
                built[name] = self.build(wanted, inner)
            except Misfit:
                continue
        return built

    def _one_of_types(self, choices: tuple[Any, ...], node: Node) -> Any:
        if types.NoneType in choices and _is_nothing(node):
            return None
        rest = [choice for choice in choices if choice is not types.NoneType]
        if len(rest) == 1:
            return self.build(rest[0], node)
        fitting = [choice for choice in rest if _fits(choice, node)]
        return self.build((fitting or rest)[0], node)

    def _literal(self, options: tuple[Any, ...], node: Node) -> Any:
        if isinstance(node, Scalar) and node.value in options:
            return node.value
        shown = node.value if isinstance(node, Scalar) else "this"
        raise self.note(
            node.place, "option", f"'{shown}' is not possible here", "one of " + ", ".join(map(str, options))
        )

    def _simple(self, wanted: type, node: Node) -> Any:
        if isinstance(node, Scalar):
            value = node.value
            if wanted is int and isinstance(value, Decimal) and value == value.to_integral_value():
                return int(value)
            if wanted is dt.date and isinstance(value, str) and (day := _iso_date(value)):
                return day
            if isinstance(value, wanted):
                return value.strip() if isinstance(value, str) else value
        expected = _SIMPLE.get(wanted, wanted.__name__)
        mend = "put it in quotes" if wanted is str and isinstance(node, Scalar) else ""
        raise self.note(node.place, "type", f"{expected} is expected here", mend)


def _iso_date(text: str) -> dt.date | None:
    """A date in quotes: JSON has no other way to write one."""
    try:
        return dt.date.fromisoformat(text) if DATE.fullmatch(text) else None
    except ValueError:
        return None


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _fits(choice: Any, node: Node) -> bool:
    if get_origin(choice) is tuple:
        return isinstance(node, Sequence)
    if dataclasses.is_dataclass(choice) or get_origin(choice) is AbstractMapping:
        return isinstance(node, Mapping)
    return isinstance(node, Scalar) and isinstance(choice, type) and isinstance(node.value, choice)


@cache
def file_fields(wanted: type) -> dict[str, tuple[str, Any, bool]]:
    """The names that a file may use for a dataclass: name in the file -> (field, annotation, required)."""
    hints = get_type_hints(wanted)
    found = {}
    for field in dataclasses.fields(wanted):
        if (field.name, hints[field.name]) in FROM_PROGRAM:
            continue
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        name = _NAMES.get(field.name, field.name.rstrip("_"))
        found[name] = (field.name, hints[field.name], required)
    return found
