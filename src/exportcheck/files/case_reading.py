"""The case file, `exportcheck-case/1`: YAML or JSON, every unknown key refused with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from collections.abc import Mapping as AbstractMapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from exportcheck.domain.case import Case, Client, Line, Plan, Response
from exportcheck.domain.content import Catalogue, Fact, FactType, Place, Scope
from exportcheck.domain.problems import EnvironmentFault, Problem, ProblemsError
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.files.building import Builder, Misfit
from exportcheck.files.case_entries import ClientEntry, PlanEntry, ResponseEntry
from exportcheck.files.nodes import LARGEST, Mapping, Node, Scalar, Sequence, Unreadable, read_nodes
from exportcheck.files.regular import read_regular
from exportcheck.files.values import HOOKS

FORMAT = "exportcheck-case/1"
_FORMAT = re.compile(r"exportcheck-case/([1-9][0-9]{0,17})")
LINE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
LONGEST_NOTE, LONGEST_NAME = 100_000, 300
LONGEST_TEXT = 10_000
"""Names, titles and descriptions that come from elsewhere may be longer than the window lets people type."""
MOST_LINES = 500
"""Product lines of one case file; each multiplies the duties."""
CLIENT_FACTS = {
    "country": "seller.country",
    "employees": "seller.employees",
    "legal_form": "seller.legal_form",
    "annual_turnover": "seller.annual_turnover",
}
"""Client facts that the case file writes among the client's particulars."""
FROM_PLAN = ("destination.country", "plan.origin", "plan.date")
"""Facts that nobody answers apart from the plan."""
_COUNTRY = re.compile(r"[a-z]{2}")
_PARTICULARS = ("tax_id", "address", "contact", "email", "phone", "website")


def read_case_file(path: Path, catalogue: Catalogue) -> Case:
    """The case that a file holds.

    Raises ProblemsError with everything that is wrong, EnvironmentFault('cannot_read') when the file cannot be read
    and EnvironmentFault('case_newer') when it was written by a later program.
    """
    return case_and_places(path, catalogue)[0]


def case_and_places(path: Path, catalogue: Catalogue) -> tuple[Case, AbstractMapping[str, Place]]:
    """The case that a file holds, and where each response stands in it. Raises as `read_case_file` does."""
    reader = _CaseReader(catalogue)
    case = _case_of(reader, _nodes(read_regular(path, LARGEST), path.name))
    return case, reader.response_places


def case_from_bytes(data: bytes, shown: str, catalogue: Catalogue) -> Case:
    """The case that these bytes hold; `shown` is the file name in problems. Raises as `read_case_file` does."""
    return case_from_node(_nodes(data, shown), catalogue)


def case_from_node(node: Node, catalogue: Catalogue) -> Case:
    """The case that a tree of nodes holds. Raises as `read_case_file` does."""
    return _case_of(_CaseReader(catalogue), node)


def _nodes(data: bytes, shown: str) -> Node:
    try:
        return read_nodes(data, shown)
    except Unreadable as error:
        raise ProblemsError([error.problem]) from None


def _case_of(reader: _CaseReader, node: Node) -> Case:
    case = reader.read(node)
    if reader.builder.problems or case is None:
        raise ProblemsError(reader.builder.problems)
    return case


class _CaseReader:
    def __init__(self, catalogue: Catalogue) -> None:
        self.builder = Builder(HOOKS)
        self._catalogue = catalogue
        self.response_places: dict[str, Place] = {}

    def read(self, node: Node) -> Case | None:
        try:
            given = self.builder.entries(node)
            self._check_format(given)
        except Misfit:
            return None
        known = ("format", "title", "client", "plan", "facts", "destination_facts", "lines", "responses")
        for name, place in given.keys.items():
            if name not in known:
                self.builder.note(place, "unknown-key", f"unknown name '{name}'", "one of " + ", ".join(known))
        client = self._client(given)
        plan = self._plan(given)
        answers = self._facts(given.entries.get("facts"), "case")
        answers |= self._destination_facts(given.entries.get("destination_facts"), plan)
        lines, line_answers = self._lines(given.entries.get("lines"))
        responses = self._responses(given.entries.get("responses"))
        if client is None or plan is None:
            return None
        client_facts = self._client_facts(client, given) | {
            ref.fact: answers.pop(ref) for ref in list(answers) if self._catalogue.facts[ref.fact].scope == "client"
        }
        return Case(
            id="",
            title=self._title(given, client),
            client=Client("client", client.name, facts=client_facts, **{n: getattr(client, n) for n in _PARTICULARS}),
            plan=plan,
            lines=lines,
            answers=answers | line_answers,
            responses=responses,
        )

    def _check_format(self, given: Mapping) -> None:
        node = given.entries.get("format")
        found = _FORMAT.fullmatch(str(node.value)) if isinstance(node, Scalar) else None
        if found is None:
            place = node.place if node is not None else given.place
            raise self.builder.note(place, "format", "this is not a case file", f"begin with 'format: {FORMAT}'")
        if found.group(1) != "1":
            raise EnvironmentFault("case_newer", found=found.group(), supported=FORMAT)

    def _title(self, given: Mapping, client: ClientEntry) -> str:
        node = given.entries.get("title")
        try:
            title = str(self.builder.build(str, node)) if node is not None else ""
        except Misfit:
            return ""
        if node is not None:
            self._check_length(title, node.place)
        return title or client.name

    def _check_length(self, text: str, place: Place) -> None:
        if len(text) > LONGEST_TEXT:
            self.builder.note(place, "length", "this text is too long", f"at most {LONGEST_TEXT} characters")

    def _client(self, given: Mapping) -> ClientEntry | None:
        client = self._built(ClientEntry, given, "client")
        if not isinstance(client, ClientEntry):
            return None
        written = self.builder.entries(given.entries["client"]).entries
        if not client.name:
            self.builder.note(written["name"].place, "missing-key", "a client needs a name", "write it after 'name:'")
        for name in ("name", *_PARTICULARS):
            if name in written:
                self._check_length(getattr(client, name), written[name].place)
        return client

    def _built(self, wanted: type, given: Mapping, name: str) -> object | None:
        if name not in given.entries:
            self.builder.note(given.place, "missing-key", f"'{name}' is missing", f"add '{name}:'")
            return None
        try:
            built: object = self.builder.build(wanted, given.entries[name])
        except Misfit:
            return None
        return built

    def _plan(self, given: Mapping) -> Plan | None:
        entry = self._built(PlanEntry, given, "plan")
        if not isinstance(entry, PlanEntry):
            return None
        place = given.entries["plan"].place
        layers = self._catalogue.layers
        for country, kind in [(entry.origin, "origin"), *((one, "country") for one in entry.destinations)]:
            if country not in layers or layers[country].kind != kind:
                offered = ", ".join(sorted(layer.id for layer in layers.values() if layer.kind == kind))
                self.builder.note(
                    place, "layer", f"there is no checklist for '{country}' as {kind}", f"one of {offered}"
                )
                return None
        if len(set(entry.destinations)) != len(entry.destinations):
            self.builder.note(place, "duplicate", "a destination stands twice")
        if not entry.destinations:
            self.builder.note(place, "missing-key", "the plan needs at least one destination")
        return Plan(entry.origin, entry.date, tuple(dict.fromkeys(entry.destinations)))

    def _client_facts(self, client: object, given: Mapping) -> dict[str, Value | None]:
        found: dict[str, Value | None] = {}
        entries = self.builder.entries(given.entries["client"])
        for name, fact in CLIENT_FACTS.items():
            value = getattr(client, name)
            if value is not None and fact in self._catalogue.facts:
                checked = self._value(self._catalogue.facts[fact], entries.entries[name], "")
                found |= {fact: value} if checked is not _NOTHING else {}
        return found

    def _facts(
        self, node: Node | None, *scopes: Scope, destination: str = "", line: str = ""
    ) -> dict[FactRef, Value | None]:
        allowed: tuple[Scope, ...] = (*scopes, "client") if "case" in scopes else scopes
        found: dict[FactRef, Value | None] = {}
        if node is None:
            return found
        try:
            given = self.builder.entries(node)
        except Misfit:
            return found
        for name, inner in given.entries.items():
            fact = self._catalogue.facts.get(name)
            if fact is None:
                self.builder.note(
                    given.keys[name], "unknown-fact", f"unknown fact '{name}'", _nearest(name, self._catalogue.facts)
                )
                continue
            if name in FROM_PLAN:
                self.builder.note(given.keys[name], "scope", f"'{name}' comes from the plan", "leave it out")
                continue
            if fact.scope not in allowed:
                self.builder.note(
                    given.keys[name], "scope", f"'{name}' is a {fact.scope} fact", _SCOPE_HOME[fact.scope]
                )
                continue
            value = self._value(fact, inner, destination)
            if value is not _NOTHING:
                found[FactRef(name, destination, line)] = value  # type: ignore[assignment]
        return found

    def _destination_facts(self, node: Node | None, plan: Plan | None) -> dict[FactRef, Value | None]:
        found: dict[FactRef, Value | None] = {}
        if node is None:
            return found
        try:
            given = self.builder.entries(node)
        except Misfit:
            return found
        for destination, inner in given.entries.items():
            if plan is not None and destination not in plan.destinations:
                self.builder.note(
                    given.keys[destination],
                    "destination",
                    f"'{destination}' is not in the plan",
                    "add it to plan.destinations",
                )
                continue
            found |= self._facts(inner, "destination", destination=destination)
        return found

    def _lines(self, node: Node | None) -> tuple[tuple[Line, ...], dict[FactRef, Value | None]]:
        lines: dict[str, Line] = {}
        answers: dict[FactRef, Value | None] = {}
        if node is None:
            return (), answers
        if not isinstance(node, Sequence):
            self.builder.note(node.place, "type", "a list of product lines is expected here", "begin each with '- id:'")
            return (), answers
        if len(node.items) > MOST_LINES:
            self.builder.note(
                node.place, "size", f"{len(node.items)} product lines", f"at most {MOST_LINES}; group what is alike"
            )
            return (), answers
        for item in node.items:
            line = self._line(item, lines)
            if line is not None:
                lines[line.id] = line
                facts = self.builder.entries(item).entries.get("facts")
                answers |= self._facts(facts, "line", line=line.id)
        return tuple(lines.values()), answers

    def _line(self, item: Node, before: AbstractMapping[str, Line]) -> Line | None:
        try:
            given = self.builder.entries(item)
            for name, place in given.keys.items():
                if name not in ("id", "description", "facts"):
                    self.builder.note(place, "unknown-key", f"unknown name '{name}'", "one of id, description, facts")
            bare = Mapping({k: v for k, v in given.entries.items() if k != "facts"}, given.keys, given.place)
            bare = Mapping(
                bare.entries, {k: v for k, v in given.keys.items() if k in ("id", "description")}, given.place
            )
            line: Line = self.builder.build(Line, bare)
        except Misfit:
            return None
        if not LINE_ID.fullmatch(line.id):
            self.builder.note(
                given.entries["id"].place,
                "id",
                f"'{line.id}' is not a good line id",
                "lower case letters, digits, - and _",
            )
            return None
        if line.id in before:
            self.builder.note(given.entries["id"].place, "duplicate", f"line '{line.id}' stands twice")
            return None
        self._check_length(line.description, given.entries["description"].place)
        return line

    def _responses(self, node: Node | None) -> dict[str, Response]:
        found: dict[str, Response] = {}
        if node is None:
            return found
        try:
            given = self.builder.entries(node)
        except Misfit:
            return found
        for key, inner in given.entries.items():
            try:
                entry: ResponseEntry = self.builder.build(ResponseEntry, inner)
            except Misfit:
                continue
            if key.partition("@")[0].partition("/")[0] not in self._catalogue.requirements:
                self.builder.note(
                    given.keys[key], "unknown-requirement", f"unknown requirement '{key}'", "see exportcheck assess"
                )
                continue
            if len(entry.note) > LONGEST_NOTE or len(entry.responsible) > LONGEST_NAME:
                self.builder.note(
                    given.keys[key],
                    "length",
                    f"the note or name of '{key}' is too long",
                    f"at most {LONGEST_NOTE} characters",
                )
                continue
            self.response_places[key] = given.keys[key]
            found[key] = Response(entry.status, entry.note, entry.responsible, entry.due)
        return found

    def _value(self, fact: Fact, node: Node, destination: str) -> object:
        """The answer, None for 'I don't know', or _NOTHING when it does not fit."""
        if isinstance(node, Scalar) and node.value is None:
            return None
        try:
            value = self.builder.build(_TYPES[fact.type], node)
        except Misfit:
            return _NOTHING
        options = self._options(fact, destination)
        for one in value if isinstance(value, tuple) else (value,) if fact.type == "choice" else ():
            if one not in options:
                self.builder.note(
                    node.place, "option", f"'{one}' is not an option of '{fact.id}'", "one of " + ", ".join(options)
                )
                return _NOTHING
        if fact.type == "text":
            self._check_length(value, node.place)
        if fact.type == "country" and not _COUNTRY.fullmatch(value):
            self.builder.note(
                node.place, "country", f"'{value}' is not a country code", "two small letters, such as mx"
            )
            return _NOTHING
        if fact.type == "number" and value < 0:
            self.builder.note(node.place, "number", f"'{fact.id}' cannot be negative")
            return _NOTHING
        return value

    def _options(self, fact: Fact, destination: str) -> list[str]:
        offered = self._catalogue.regions.get(destination, ()) if fact.options_from == "regions" else fact.options
        return [option.id for option in offered]


_NOTHING = object()
_TYPES: AbstractMapping[FactType, object] = {
    "yes_no": bool, "choice": str, "choices": tuple[str, ...], "number": Decimal, "money": Money, "date": dt.date,
    "text": str, "country": str,
}  # fmt: skip
_SCOPE_HOME: AbstractMapping[Scope, str] = {
    "client": "put it under client or facts",
    "case": "put it under facts",
    "destination": "put it under destination_facts",
    "line": "put it under the facts of a line",
}


def _nearest(name: str, names: Iterable[str]) -> str:
    import difflib

    near = difflib.get_close_matches(name, list(names), n=1)
    return f"did you mean '{near[0]}'?" if near else "checklists/facts.yaml lists them all"


def with_full_keys(case: Case, keys: Iterable[str], places: AbstractMapping[str, Place] | None = None) -> Case:
    """The case with response keys completed: an `id` alone stands for its only duty; `places` says where they stand.

    Raises ProblemsError when a key names no duty of the case, or more than one.
    """
    by_requirement: dict[str, list[str]] = {}
    full = set(keys)
    for key in full:
        by_requirement.setdefault(key.partition("@")[0].partition("/")[0], []).append(key)
    responses: dict[str, Response] = {}
    problems = []
    for key, response in case.responses.items():
        place = (places or {}).get(key, Place("responses", 1, 1))
        found = [key] if key in full else by_requirement.get(key, [])
        if len(found) != 1:
            near = sorted(by_requirement.get(key.partition("@")[0].partition("/")[0], []))
            choice = "one of " + ", ".join(near) if near else ""
            problems.append(Problem(place, "response-key", f"'{key}' does not name one duty of this case", choice))
            continue
        if found[0] in responses:
            problems.append(Problem(place, "response-key", f"'{found[0]}' is answered twice", "keep one"))
        responses[found[0]] = response
    if problems:
        raise ProblemsError(problems)
    return replace(case, responses=responses)
