"""The checklists that travel with the program: good, whole in both languages, as the scenarios and schemas say."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import tempfile
from collections.abc import Iterator
from collections.abc import Mapping as AbstractMapping
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator
from jsonschema.protocols import Validator

from exportcheck import paths
from exportcheck.content import cache
from exportcheck.content.cache import load_catalogue
from exportcheck.content.files import FILES, layer_files
from exportcheck.content.linter import lint
from exportcheck.content.reading import content_digest, read_content
from exportcheck.content.scenarios import Scenario, read_scenarios, run_scenario
from exportcheck.content.schemas import schemas
from exportcheck.content.statistics import statistics
from exportcheck.domain.content import Catalogue
from exportcheck.domain.text import LANGUAGES, Text
from exportcheck.files.case_reading import FORMAT, case_from_bytes
from exportcheck.files.case_writing import case_to_bytes
from exportcheck.files.nodes import Mapping, Node, Scalar, Sequence, read_nodes
from exportcheck.rules.assessor import Assessor

SHIPPED = paths.checklists()
SMALL = Path(__file__).parent / "small"
FOLDERS = {"shipped": SHIPPED, "small": SMALL}
SCHEMAS = {
    name.removesuffix(".schema.json"): schema for name, schema in schemas(read_content(SHIPPED).catalogue).items()
}


# -- good and whole


def test_that_the_shipped_content_reads_without_a_problem() -> None:
    assert [str(problem) for problem in read_content(SHIPPED).problems] == []


def test_that_the_linter_finds_no_error_in_the_shipped_content(catalogue: Catalogue) -> None:
    today = max(layer.knowledge_date for layer in catalogue.layers.values())
    assert [str(problem) for problem in lint(catalogue, today) if problem.level == "error"] == []


def test_that_the_scenarios_read_without_a_problem(catalogue: Catalogue) -> None:
    scenarios, problems = read_scenarios(SHIPPED, catalogue)
    assert [str(problem) for problem in problems] == []
    assert scenarios


def _scenarios() -> list[Scenario]:
    """Nothing when the content does not load: then other tests say why."""
    reading = read_content(SHIPPED)
    return [] if reading.problems else read_scenarios(SHIPPED, reading.catalogue)[0]


@pytest.mark.parametrize("scenario", _scenarios(), ids=lambda scenario: scenario.id)
def test_that_a_scenario_comes_out_as_it_says(scenario: Scenario, catalogue: Catalogue) -> None:
    outcome = run_scenario(scenario, catalogue, Assessor(catalogue))
    assert [str(problem) for problem in outcome.problems] == []


def test_that_the_case_of_every_scenario_survives_writing_and_reading(catalogue: Catalogue) -> None:
    for scenario in read_scenarios(SHIPPED, catalogue)[0]:
        assert case_from_bytes(case_to_bytes(scenario.case), "case.yaml", catalogue) == scenario.case


def _texts(thing: object, name: str) -> Iterator[tuple[str, Text]]:
    if isinstance(thing, Text):
        yield name, thing
    elif isinstance(thing, tuple):
        for inner in thing:
            yield from _texts(inner, name)
    elif isinstance(thing, AbstractMapping):
        for inner_name, inner in thing.items():
            yield from _texts(inner, f"{name}.{inner_name}")
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from _texts(getattr(thing, field.name), f"{name}.{field.name}")


def test_that_every_text_exists_in_both_languages(catalogue: Catalogue) -> None:
    texts = list(_texts(catalogue, ""))
    assert len(texts) > 1000
    assert [name for name, text in texts if not all(text.get(language).strip() for language in LANGUAGES)] == []


def test_that_the_layers_of_the_program_are_there(catalogue: Catalogue) -> None:
    kinds = {layer.id: layer.kind for layer in catalogue.layers.values()}
    assert kinds.items() >= {"mx": "origin", "us": "country", "es": "country", "eu": "region"}.items()
    for layer in catalogue.layers:
        assert catalogue.of_layer(layer)


def test_that_every_condition_of_the_shipped_content_compiles(catalogue: Catalogue) -> None:
    rulebook = Assessor(catalogue).rulebook
    for requirement in catalogue.requirements.values():
        assert rulebook.compiled(requirement).requirement == requirement


# -- the cache


def _cached(folder: Path) -> Path:
    (file,) = folder.iterdir()
    return file


@pytest.mark.parametrize("name", FOLDERS)
def test_that_the_cache_gives_back_the_fresh_catalogue(name: str, tmp_path: Path, monkeypatch) -> None:
    fresh = read_content(FOLDERS[name]).catalogue
    assert load_catalogue(FOLDERS[name], tmp_path) == fresh

    def never(_folder: Path) -> None:
        raise AssertionError("the cache was not used")

    monkeypatch.setattr(cache, "read_content", never)
    assert load_catalogue(FOLDERS[name], tmp_path) == fresh


def _broken(data: bytes) -> dict[str, bytes]:
    middle = len(data) // 2
    return {
        "empty": b"",
        "short": data[:10],
        "cut": data[:middle],
        "longer": data + b"\0",
        "one bit": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "other": b"something else altogether",
        "nothing": b"\xc0" * 64,
        "deep": b"\x91" * 100_000,
    }


@pytest.mark.parametrize("kind", _broken(b"x" * 99))
def test_that_a_broken_cache_is_ignored_and_made_again(kind: str, tmp_path: Path) -> None:
    fresh = load_catalogue(SMALL, tmp_path)
    file = _cached(tmp_path)
    good = file.read_bytes()
    file.write_bytes(_broken(good)[kind])
    assert load_catalogue(SMALL, tmp_path) == fresh
    assert _cached(tmp_path).read_bytes() == good


def test_that_a_cache_of_other_content_is_ignored_even_under_the_right_name(tmp_path: Path) -> None:
    fresh = load_catalogue(SMALL, tmp_path)
    other = msgspec.msgpack.encode(dataclasses.replace(fresh, digest="0" * 64, version="9"))
    import hashlib

    _cached(tmp_path).write_bytes(hashlib.sha256(other).digest() + other)
    assert load_catalogue(SMALL, tmp_path) == fresh


def test_that_a_cache_folder_that_cannot_be_made_is_harmless(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert load_catalogue(SMALL, tmp_path / "file") == load_catalogue(SMALL)
    assert load_catalogue(SMALL, tmp_path / "file" / "below") == load_catalogue(SMALL)


def test_that_a_cache_folder_that_is_read_only_is_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise PermissionError(13, "read-only")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert load_catalogue(SMALL, tmp_path) == load_catalogue(SMALL)
    assert list(tmp_path.iterdir()) == []


def test_that_a_full_disk_leaves_no_rest_of_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(Path, "replace", full)
    assert load_catalogue(SMALL, tmp_path) == load_catalogue(SMALL)
    assert list(tmp_path.iterdir()) == []


def test_that_only_the_newest_cache_is_kept(tmp_path: Path) -> None:
    load_catalogue(SMALL, tmp_path)
    load_catalogue(SHIPPED, tmp_path)
    assert content_digest(SHIPPED)[:24] in _cached(tmp_path).name


# -- the schemas


def plain(node: Node) -> object:
    """A file as an editor sees it: JSON, with days as text."""
    match node:
        case Mapping(entries=entries):
            return {name: plain(inner) for name, inner in entries.items()}
        case Sequence(items=items):
            return [plain(inner) for inner in items]
        case Scalar(value=Decimal() as number):
            return int(number) if number == number.to_integral_value() else float(number)
        case Scalar(value=dt.date() as day):
            return day.isoformat()
        case Scalar(value=value):
            return value


def files_of(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a content folder with the kind of each."""
    for name in FILES:
        yield name.removesuffix(".yaml"), folder / name
    for _group, path in layer_files(folder):
        yield "layer", path
    for path in sorted((folder / "scenarios").glob("*.yaml")):
        yield "scenarios", path


CASE = {
    "format": FORMAT,
    "client": {"name": "A"},
    "plan": {"origin": "mx", "date": "2026-12-01", "destinations": ["us"]},
}


def test_that_the_smallest_case_fits_its_schema() -> None:
    assert validator("case").is_valid(CASE)
    assert validator("case").is_valid(CASE | {"destination_facts": {"us": {"shipment.mode": None}}})


def validator(kind: str) -> Validator:
    return Draft202012Validator(SCHEMAS[kind])


def document(path: Path) -> object:
    return plain(read_nodes(path.read_bytes(), path.name))


@pytest.mark.parametrize("kind", SCHEMAS)
def test_that_a_schema_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[kind])


@pytest.mark.parametrize("name", FOLDERS)
def test_that_the_schemas_accept_every_file(name: str) -> None:
    problems = [
        f"{path.name}: {error.json_path}: {error.message[:200]}"
        for kind, path in files_of(FOLDERS[name])
        for error in validator(kind).iter_errors(document(path))
    ]
    assert problems == []


def test_that_the_schema_of_the_case_file_accepts_the_sample() -> None:
    sample = paths.assets() / "sample" / "case.yaml"
    assert [error.message for error in validator("case").iter_errors(document(sample))] == []


def test_that_the_schema_of_the_case_file_accepts_what_the_program_writes(catalogue: Catalogue) -> None:
    for scenario in read_scenarios(SHIPPED, catalogue)[0]:
        written = json.loads(case_to_bytes(scenario.case))
        assert [error.message for error in validator("case").iter_errors(written)] == []


def _with_unknown_keys(value: object) -> Iterator[object]:
    """The document once for every place where a name could be added, with that name there."""
    if isinstance(value, dict):
        yield {**value, "no_such_name": "x"}
        for name, inner in value.items():
            yield from ({**value, name: changed} for changed in _with_unknown_keys(inner))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from ([*value[:index], changed, *value[index + 1 :]] for changed in _with_unknown_keys(inner))


_FREE = ("parameters", "case", "also")
"""Where the author chooses the names; the case of a scenario is the matter of its own schema."""


def test_that_the_schemas_refuse_a_name_they_do_not_know() -> None:
    refused = 0
    for kind, path in files_of(SMALL):
        for changed in _with_unknown_keys(document(path)):
            if _is_free(changed):
                continue
            assert not validator(kind).is_valid(changed), changed
            refused += 1
    assert refused > 100


def _is_free(value: object, name: str = "") -> bool:
    """Whether the unknown name stands where the author chooses the names."""
    if isinstance(value, dict):
        if "no_such_name" in value and name in _FREE:
            return True
        return any(name == "case" or _is_free(inner, inner_name) for inner_name, inner in value.items())
    return isinstance(value, list) and any(_is_free(inner) for inner in value)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        ("content", {"version": 1}),
        ("content", {}),
        ("content", []),
        ("documents", {"documents": [{"id": "x"}]}),
        ("glossary", {"glossary": [{"id": "x", "term": {"es": "x"}, "meaning": {"es": "x", "en": "x"}}]}),
        ("layer", {"parameters": [{"id": "p", "values": []}]}),
        ("layer", {"parameters": [{"id": "p", "values": [{"from": "2026-01-01"}]}]}),
        ("layer", {"parameters": [{"id": "p", "values": {"amount": -1, "currency": "USD"}}]}),
        ("layer", {"parameters": [{"id": "p", "values": {"amount": 1, "currency": "dollars"}}]}),
        ("layer", {"parameters": [{"id": "p", "values": "soon"}]}),
        ("layer", {"regions": [{"id": "x"}]}),
        ("layer", {"requirements": [{"id": "x"}]}),
        ("case", {"format": "exportcheck-case/2"}),
        ("case", {"format": FORMAT, "client": {}, "plan": {}}),
        ("scenarios", {"scenarios": [{"id": "x", "expect": {}, "title": {"es": "x", "en": "x"}}]}),
        ("case", CASE | {"client": {"name": "A", "shoe_size": 3}}),
        ("case", CASE | {"facts": {"seller.country": "México"}}),
        ("case", CASE | {"plan": {"origin": "mx", "date": "2026-12-01"}}),
        ("case", CASE | {"facts": {"sale.subscriptions": "yes"}}),
        ("case", CASE | {"facts": {"sale.buyers": ["consumer"]}}),
        ("case", CASE | {"facts": {"no.fact": True}}),
        ("case", CASE | {"destination_facts": {"us": {"sale.buyers": ["nobody"]}}}),
        ("case", CASE | {"destination_facts": {"us": {"shipment.mode": "pigeon"}}}),
        ("case", CASE | {"destination_facts": {"us": {"shipment.value": {"amount": 1}}}}),
        ("case", CASE | {"lines": [{"id": "A/B", "description": "x"}]}),
        ("case", CASE | {"lines": [{"id": "a", "description": "x", "facts": {"goods.kind": 3}}]}),
        ("case", CASE | {"responses": {"x": {"status": "finished"}}}),
        ("case", CASE | {"remarks": "x"}),
    ],
)
def test_that_the_schemas_refuse_what_the_program_refuses(kind: str, wrong: object) -> None:
    assert not validator(kind).is_valid(wrong)


def test_that_what_may_be_left_out_may_be_null() -> None:
    assert validator("layer").is_valid({"layer": None, "requirements": None})


def test_that_there_is_a_schema_for_every_kind_of_file() -> None:
    assert set(SCHEMAS) == {"content", "facts", "documents", "glossary", "layer", "scenarios", "case"}


def test_that_the_published_schemas_are_those_of_this_program() -> None:
    folder = SHIPPED / "schema"
    published = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.json")}
    assert published == schemas(read_content(SHIPPED).catalogue), (
        "run: exportcheck content schema --out checklists/schema"
    )


# -- the figures


def test_that_the_figures_of_the_small_content_are_right() -> None:
    figures = statistics(load_catalogue(SMALL), SMALL)
    layers = figures.pop("layers")
    assert figures == {
        "version": "1.0.0",
        "digest": content_digest(SMALL),
        "requirements": 6,
        "facts": 7,
        "documents": 1,
        "instruments": 5,
        "authorities": 5,
        "glossary": 1,
        "scenarios": 2,
    }
    assert isinstance(layers, dict)
    assert list(layers) == ["bazaar", "es", "eu", "mx", "us"]
    assert layers["us"] == {
        "requirements": 2,
        "customs": 1,
        "consumer": 1,
        "privacy": 0,
        "verified": 1,
        "recalled": 1,
        "uncertain": 0,
        "volatile": 1,
        "reached_applying": 1,
        "reached_not_applying": 2,
    }


def test_that_the_figures_of_the_shipped_content_add_up(catalogue: Catalogue) -> None:
    figures = statistics(catalogue, SHIPPED)
    layers = figures["layers"]
    assert isinstance(layers, dict)
    assert sum(counts["requirements"] for counts in layers.values()) == figures["requirements"]
    for counts in layers.values():
        assert counts["customs"] + counts["consumer"] + counts["privacy"] == counts["requirements"]
        assert counts["verified"] + counts["recalled"] + counts["uncertain"] == counts["requirements"]
