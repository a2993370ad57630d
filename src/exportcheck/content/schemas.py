"""JSON Schemas (draft 2020-12) of all content files and of the case file, from the types that the reader builds."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from exportcheck.content.files import FILES, LayerFile
from exportcheck.content.scenarios import CaseNode, ScenarioFile
from exportcheck.domain.content import Catalogue, Dated, Fact, FactType, Scope
from exportcheck.domain.values import Money
from exportcheck.files.building import file_fields
from exportcheck.files.case_entries import ClientEntry, PlanEntry, ResponseEntry
from exportcheck.files.case_reading import FORMAT

Schema = dict[str, Any]
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: Mapping[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    dt.date: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
_MONEY: Schema = {
    "type": "object",
    "properties": {
        "amount": {"type": "number", "minimum": 0},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "also": {"type": "object", "additionalProperties": {"type": "number", "minimum": 0}},
    },
    "required": ["amount", "currency"],
    "additionalProperties": False,
}
_QUANTITY: Schema = {"anyOf": [{"type": "number"}, _SIMPLE[dt.date], {"$ref": "#/$defs/Money"}]}
_DATED: Schema = {
    "anyOf": [
        *_QUANTITY["anyOf"],
        {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "from": {"anyOf": [_SIMPLE[dt.date], {"type": "null"}]},
                    "until": {"anyOf": [_SIMPLE[dt.date], {"type": "null"}]},
                    "value": _QUANTITY,
                },
                "required": ["value"],
                "additionalProperties": False,
            },
        },
    ]
}


def schemas(catalogue: Catalogue) -> dict[str, Schema]:
    """The schemas by file name. The case file's one knows the facts of the catalogue and their options."""
    named = {f"{name.removesuffix('.yaml')}.schema.json": wanted for name, wanted in FILES.items()}
    named |= {"layer.schema.json": LayerFile, "scenarios.schema.json": ScenarioFile}
    found = {name: _Describer().document(wanted) for name, wanted in named.items()}
    return {**found, "case.schema.json": _case_schema(catalogue)}


class _Describer:
    """Describes annotated types; dataclasses become definitions of their own."""

    def __init__(self) -> None:
        self.definitions: dict[str, Schema] = {}

    def document(self, wanted: type) -> Schema:
        """The schema of a whole file."""
        root = self.describe(wanted)
        return {"$schema": DRAFT, **root, "$defs": self.definitions}

    def describe(self, wanted: Any) -> Schema:
        """The schema of one type."""
        if wanted in _SIMPLE:
            return dict(_SIMPLE[wanted])
        if wanted is Money:
            return self._money()
        if wanted == tuple[Dated, ...]:
            self._money()
            return dict(_DATED)
        if wanted is CaseNode:
            return {"type": "object"}
        origin, inner = get_origin(wanted), get_args(wanted)
        if origin in (Union, types.UnionType):
            return {"anyOf": [{"type": "null"} if one is types.NoneType else self.describe(one) for one in inner]}
        if origin is Literal:
            return {"enum": list(inner)}
        if origin is tuple:
            return {"type": "array", "items": self.describe(inner[0])}
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self.describe(inner[1])}
        return self._record(wanted)

    def _money(self) -> Schema:
        self.definitions["Money"] = _MONEY
        return {"$ref": "#/$defs/Money"}

    def _record(self, wanted: type) -> Schema:
        if not dataclasses.is_dataclass(wanted):
            raise TypeError(f"no schema for {wanted!r}")
        if wanted.__name__ not in self.definitions:
            self.definitions[wanted.__name__] = {}
            properties, required = {}, []
            for name, (_field, annotation, is_required) in file_fields(wanted).items():
                properties[name] = self.describe(annotation) if is_required else self._optional(annotation)
                if is_required:
                    required.append(name)
            self.definitions[wanted.__name__] = {
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{wanted.__name__}"}

    def _optional(self, annotation: Any) -> Schema:
        """A field that may be left out may also be null."""
        described = self.describe(annotation)
        options = described.get("anyOf", [described])
        return described if {"type": "null"} in options else {"anyOf": [*options, {"type": "null"}]}


def _case_schema(catalogue: Catalogue) -> Schema:
    describer = _Describer()
    client, plan, response = (describer.describe(one) for one in (ClientEntry, PlanEntry, ResponseEntry))
    facts = list(catalogue.facts.values())
    line: Schema = {
        "type": "object",
        "properties": {
            "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,39}$"},
            "description": {"type": "string"},
            "facts": _answers(facts, catalogue, "line"),
        },
        "required": ["id", "description"],
        "additionalProperties": False,
    }
    return {
        "$schema": DRAFT,
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "title": {"type": "string"},
            "client": client,
            "plan": plan,
            "facts": _answers(facts, catalogue, "case", "client"),
            "destination_facts": {
                "type": "object",
                "additionalProperties": _answers(facts, catalogue, "destination"),
            },
            "lines": {"type": "array", "items": line},
            "responses": {"type": "object", "additionalProperties": response},
        },
        "required": ["format", "client", "plan"],
        "additionalProperties": False,
        "$defs": {**describer.definitions, "Money": _MONEY},
    }


def _answers(facts: list[Fact], catalogue: Catalogue, *scopes: Scope) -> Schema:
    """Named facts of some scopes; null is 'I don't know'."""
    properties = {
        fact.id: {"anyOf": [_answer(fact, catalogue), {"type": "null"}], "description": fact.question.en}
        for fact in facts
        if fact.scope in scopes
    }
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _answer(fact: Fact, catalogue: Catalogue) -> Schema:
    options = [option.id for option in fact.options]
    if fact.options_from == "regions":
        options = sorted({option.id for regions in catalogue.regions.values() for option in regions})
    choice: Schema = {"enum": options} if options else {"type": "string"}
    answers: Mapping[FactType, Schema] = {
        "yes_no": {"type": "boolean"},
        "choice": choice,
        "choices": {"type": "array", "items": choice},
        "number": {"type": "number", "minimum": 0},
        "money": {"$ref": "#/$defs/Money"},
        "date": dict(_SIMPLE[dt.date]),
        "text": {"type": "string"},
        "country": {"type": "string", "pattern": "^[a-z]{2}$"},
    }
    return answers[fact.type]
