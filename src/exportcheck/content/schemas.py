"""JSON Schemas of everything that people write, from the same annotations by which the files are read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import inspect
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from exportcheck.content.files import ContentFile, DocumentsFile, FactsFile, GlossaryFile, LayerFile
from exportcheck.content.scenarios import CaseNode, ScenarioFile
from exportcheck.domain.content import Dated
from exportcheck.domain.values import Money
from exportcheck.files.building import file_fields
from exportcheck.files.case_reading import LINE_ID, ClientEntry, PlanEntry, ResponseEntry

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a fact can be answered with; null is 'I don't know'."""


@dataclass(frozen=True, slots=True)
class LineId:
    """The id of a product line."""


@dataclass(frozen=True, slots=True)
class LineEntry:
    """A product line with the answers about it."""

    id: LineId
    description: str
    facts: Mapping[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case: a client, a plan, product lines, answers, and what was decided."""

    format: Literal["exportcheck-case/1"]
    client: ClientEntry
    plan: PlanEntry
    title: str | None = None
    facts: Mapping[str, Answer] = field(default_factory=dict)
    destination_facts: Mapping[str, Mapping[str, Answer]] = field(default_factory=dict)
    lines: tuple[LineEntry, ...] = ()
    responses: Mapping[str, ResponseEntry] = field(default_factory=dict)


KINDS: Mapping[str, type] = {
    "content": ContentFile,
    "facts": FactsFile,
    "documents": DocumentsFile,
    "glossary": GlossaryFile,
    "layer": LayerFile,
    "scenarios": ScenarioFile,
    "case": CaseFile,
}
"""Kind of file -> what it holds. `layer` is any file of a jurisdiction's folder or of channels/."""


def schemas() -> dict[str, Schema]:
    """The schema (draft 2020-12) of each kind of file, by the name of the schema's own file."""
    return {f"{kind}.schema.json": _document(kind, wanted) for kind, wanted in KINDS.items()}


def _document(kind: str, wanted: type) -> Schema:
    definitions: dict[str, Schema] = {}
    root = _Shapes(definitions).of(wanted)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"exportcheck: {kind}",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


class _Shapes:
    """Schemas of annotated types; what has a name stands once, in `definitions`."""

    def __init__(self, definitions: dict[str, Schema]) -> None:
        self._definitions = definitions

    def of(self, wanted: Any) -> Schema:
        hook = _SHORT_FORMS.get(wanted)
        if hook is not None:
            name, shape = hook
            return self._named(name, lambda: shape(self))
        origin = get_origin(wanted)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(choice) for choice in get_args(wanted)]}
        if origin is Literal:
            return {"enum": list(get_args(wanted))}
        if origin is tuple:
            return {"type": "array", "items": self.of(get_args(wanted)[0])}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self.of(get_args(wanted)[1])}
        if dataclasses.is_dataclass(wanted) and isinstance(wanted, type):
            return self._named(wanted.__name__, lambda: self._record(wanted))
        return dict(_SIMPLE[wanted])

    def _record(self, wanted: type) -> Schema:
        names = file_fields(wanted)
        return {
            "description": (inspect.getdoc(wanted) or "").partition("\n")[0],
            "type": "object",
            "properties": {
                name: self.of(annotation) if required else _or_nothing(self.of(annotation))
                for name, (_field, annotation, required) in names.items()
            },
            "required": [name for name, (_field, _annotation, required) in names.items() if required],
            "additionalProperties": False,
        }

    def _named(self, name: str, shape: Callable[[], Schema]) -> Schema:
        if name not in self._definitions:
            self._definitions[name] = {}
            self._definitions[name] = shape()
        return {"$ref": f"#/$defs/{name}"}


def _or_nothing(shape: Schema) -> Schema:
    """What may be left out may also be null."""
    choices = shape.get("anyOf", [shape])
    return {"anyOf": choices if {"type": "null"} in choices else [*choices, {"type": "null"}]}


_AMOUNT: Schema = {"type": "number", "minimum": 0}
_CURRENCY = "^[A-Z]{3}$"


def _money(_shapes: _Shapes) -> Schema:
    return {
        "description": "An amount in one currency, and what its owner says it is in others.",
        "type": "object",
        "properties": {
            "amount": _AMOUNT,
            "currency": {"type": "string", "pattern": _CURRENCY},
            "also": {
                "type": "object",
                "propertyNames": {"pattern": _CURRENCY},
                "additionalProperties": _AMOUNT,
            },
        },
        "required": ["amount", "currency"],
        "additionalProperties": False,
    }


def _parameter(shapes: _Shapes) -> Schema:
    value = {"anyOf": [shapes.of(Decimal), shapes.of(dt.date), shapes.of(Money)]}
    day = {"anyOf": [shapes.of(dt.date), {"type": "null"}]}
    dated = {
        "type": "object",
        "properties": {"from": day, "until": day, "value": value},
        "required": ["value"],
        "additionalProperties": False,
    }
    return {
        "description": "A number, an amount or a date; or a list of such values with the days on which they hold.",
        "anyOf": [*value["anyOf"], {"type": "array", "items": dated, "minItems": 1}],
    }


def _answer(shapes: _Shapes) -> Schema:
    kinds = (bool, str, tuple[str, ...], Decimal, Money, types.NoneType)
    return {"description": inspect.getdoc(Answer), "anyOf": [shapes.of(kind) for kind in kinds]}


_SIMPLE: Mapping[Any, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    dt.date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    types.NoneType: {"type": "null"},
    LineId: {"type": "string", "pattern": f"^{LINE_ID.pattern}$"},
}

_SHORT_FORMS: Mapping[Any, tuple[str, Callable[[_Shapes], Schema]]] = {
    Money: ("Money", _money),
    tuple[Dated, ...]: ("ParameterValue", _parameter),
    Answer: ("Answer", _answer),
    CaseNode: ("CaseFile", lambda shapes: shapes._record(CaseFile)),  # noqa: SLF001  # one of its own kind
    LineId: ("LineId", lambda _shapes: dict(_SIMPLE[LineId])),
}
"""Types that files write in a shorter form than their fields, and what stands in for them."""
