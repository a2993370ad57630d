"""YAML (and so JSON) as a tree of nodes that remember where they stand. Nothing is executed or guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import yaml

from exportcheck.domain.content import Place
from exportcheck.domain.problems import Problem

LARGEST = 4_000_000
"""Bytes of one file."""
DEEPEST = 24
MOST_NODES = 400_000
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_FRACTION = re.compile(r"-?(0|[1-9][0-9]{0,17})\.[0-9]{1,12}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONSTANTS = {"true": True, "false": False, "null": None, "~": None, "": None}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
"""How JSON may write a character beyond U+FFFF; YAML has no such pairs."""

Plain = str | bool | Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value. Only `true`, `false`, `null`, plain decimal numbers and ISO dates are anything but text."""

    value: Plain
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Named values; `keys` says where each name stands."""

    entries: dict[str, Node]
    keys: dict[str, Place]
    place: Place


Node = Scalar | Sequence | Mapping


class Unreadable(Exception):  # noqa: N818  # carries the problem
    """The file is not the strict YAML that is asked for; carries the problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_nodes(data: bytes, file: str) -> Node:
    """The tree of one file. Raises Unreadable at the first thing that is not strict YAML.

    Refused: more than LARGEST bytes, bytes that are not UTF-8, aliases, anchors, tags, duplicate keys, more than
    DEEPEST levels, keys that are not text, several documents.
    """
    if len(data) > LARGEST:
        raise Unreadable(Problem(Place(file, 1, 1), "size", f"the file is larger than {LARGEST} bytes", "split it"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _place_in(bytes(error.object[: error.start]).decode(errors="replace"), file)
        raise Unreadable(Problem(place, "encoding", "this is not UTF-8", "save as UTF-8")) from None
    return _Tree(file).read(_PAIR.sub(_joined, text) if text.lstrip()[:1] == "{" else text)


class _Tree:
    def __init__(self, file: str) -> None:
        self._file = file
        self._count = 0

    def read(self, text: str) -> Node:
        try:
            events = iter(yaml.parse(text, Loader=_Loader))
            root: Node | None = None
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    if root is not None:
                        raise self._problem(event, "yaml", "the file holds several documents", "one file, one document")
                    root = self._node(next(events), events, 0)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Place(self._file, mark.line + 1, mark.column + 1) if mark else Place(self._file, 1, 1)
            raise Unreadable(
                Problem(place, "yaml", str(error.problem or error.context), "see the line before, too")
            ) from None
        except yaml.YAMLError as error:
            raise self._unprintable(text, error) from None
        return root if root is not None else Scalar(None, Place(self._file, 1, 1))

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        self._count += 1
        if self._count > MOST_NODES:
            raise self._problem(event, "size", f"more than {MOST_NODES} values", "split the file")
        if depth > DEEPEST:
            raise self._problem(event, "depth", f"nested deeper than {DEEPEST} levels", "flatten it")
        if isinstance(event, yaml.AliasEvent):
            raise self._problem(event, "alias", "aliases are not allowed", "write the value out")
        if getattr(event, "anchor", None):
            raise self._problem(event, "alias", "anchors are not allowed", "write the value out")
        if getattr(event, "tag", None) not in (None, "!"):
            raise self._problem(event, "tag", "tags are not allowed", "leave the tag out")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, events, depth)
        return self._mapping(event, events, depth)

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        found = CONTROL.search(event.value)
        if found:
            raise self._problem(event, "control", f"control character U+{ord(found.group()):04X}", "remove it")
        place = self._place(event)
        if not event.implicit[0]:
            return Scalar(event.value, place)
        try:
            return Scalar(_resolved(event.value), place)
        except ValueError:
            raise self._problem(
                event, "date", f"'{event.value}' is not a date", "write an ISO date, or quote it"
            ) from None

    def _sequence(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Sequence:
        items = []
        while not isinstance(inner := next(events), yaml.SequenceEndEvent):
            items.append(self._node(inner, events, depth + 1))
        return Sequence(tuple(items), self._place(event))

    def _mapping(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(inner := next(events), yaml.MappingEndEvent):
            key = self._node(inner, events, depth + 1)
            if not isinstance(key, Scalar) or not isinstance(inner, yaml.ScalarEvent):
                raise self._problem(inner, "key", "a name must be plain text", "quote it")
            name = str(inner.value)
            if name in entries:
                raise self._problem(inner, "duplicate", f"'{name}' stands twice", f"first at line {keys[name].line}")
            keys[name] = key.place
            entries[name] = self._node(next(events), events, depth + 1)
        return Mapping(entries, keys, self._place(event))

    def _unprintable(self, text: str, error: yaml.YAMLError) -> Unreadable:
        """The problem of a character that YAML does not take at all."""
        found = _NOT_YAML.search(text)
        if found is None:
            return Unreadable(Problem(Place(self._file, 1, 1), "yaml", " ".join(str(error).split())))
        place = _place_in(text[: found.start()], self._file)
        return Unreadable(Problem(place, "control", f"control character U+{ord(found.group()):04X}", "remove it"))

    def _place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1) if mark else Place(self._file, 1, 1)

    def _problem(self, event: yaml.Event, rule: str, message: str, mend: str) -> Unreadable:
        return Unreadable(Problem(self._place(event), rule, message, mend))


def _place_in(before: str, file: str) -> Place:
    """The place right after the text `before`."""
    return Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _joined(pair: re.Match[str]) -> str:
    slashes, high, low = pair.groups()
    return slashes + (bytes.fromhex(high) + bytes.fromhex(low)).decode("utf-16-be")


def _resolved(text: str) -> Plain:
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _WHOLE.fullmatch(text) or _FRACTION.fullmatch(text):
        return Decimal(text)
    if DATE.fullmatch(text):
        return dt.date.fromisoformat(text)
    return text
