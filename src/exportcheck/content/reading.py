"""A content folder to a linked catalogue, with every problem of every file in one pass."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol, TypeVar

from exportcheck.content.files import FILES, LayerFile, LayerPart, Parts, layer_files, somewhere
from exportcheck.domain.content import Catalogue, Layer, Option, Place
from exportcheck.domain.problems import EnvironmentFault, Problem
from exportcheck.files.building import Builder, Misfit
from exportcheck.files.nodes import LARGEST, Unreadable, read_nodes
from exportcheck.files.regular import read_regular
from exportcheck.files.values import HOOKS


class Reading:
    """What came out of a content folder: the catalogue (as far as it could be built) and the problems."""

    def __init__(self, catalogue: Catalogue, problems: list[Problem]) -> None:
        self.catalogue = catalogue
        self.problems = problems


def content_digest(folder: Path) -> str:
    """SHA-256 over names and bytes of all content files; scenarios and schemas are not part of it."""
    digest = hashlib.sha256()
    for path in _content_paths(folder):
        data = _bytes(path)
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def read_content(folder: Path) -> Reading:
    """Read and link a content folder. Raises EnvironmentFault when it cannot be read at all."""
    if not (folder / "content.yaml").is_file():
        raise EnvironmentFault("content_missing", path=folder)
    problems: list[Problem] = []
    with _garbage_collector_paused():
        parts = _read_parts(folder, problems)
        catalogue = _link(parts, content_digest(folder), problems)
    return Reading(catalogue, problems)


def read_file(path: Path, shown: str, wanted: Any, problems: list[Problem]) -> Any | None:
    """One file as a value of type `wanted`; None when nothing could be built of it."""
    builder = Builder(HOOKS)
    try:
        return builder.build(wanted, read_nodes(_bytes(path), shown))
    except Unreadable as error:
        problems.append(error.problem)
    except Misfit:
        pass
    finally:
        problems.extend(builder.problems)
    return None


def _read_parts(folder: Path, problems: list[Problem]) -> Parts:
    parts = Parts()
    for name, wanted in FILES.items():
        path = folder / name
        if not path.is_file():
            problems.append(Problem(somewhere(name), "missing-file", f"{name} is missing"))
            continue
        read = read_file(path, name, wanted, problems)
        for field in getattr(wanted, "__dataclass_fields__", {}):
            if read is not None:
                setattr(parts, field, getattr(read, field))
    for group, path in layer_files(folder):
        shown = path.relative_to(folder).as_posix()
        read = read_file(path, shown, LayerFile, problems)
        if read is not None:
            parts.layers.append(LayerPart(group, shown, read))
    return parts


def _link(parts: Parts, digest: str, problems: list[Problem]) -> Catalogue:
    layers: dict[str, Layer] = {}
    for part in parts.layers:
        layer = part.content.layer
        if layer is None:
            continue
        if layer.id != part.group:
            problems.append(_misnamed(layer, part.group))
        if layer.id in layers:
            problems.append(_twice(layer, layers[layer.id]))
        layers.setdefault(layer.id, layer)
    problems.extend(
        Problem(somewhere(part.file), "layer", f"'{part.group}' has no layer", "add 'layer:'")
        for part in parts.layers
        if part.group not in layers
    )
    requirements = [
        replace(requirement, layer=part.group)
        for part in parts.layers
        if part.group in layers
        for requirement in part.content.requirements
    ]
    return Catalogue(
        version=parts.version,
        digest=digest,
        facts=_by_id(parts.facts, problems),
        layers=layers,
        requirements=_by_id(requirements, problems),
        parameters=_by_id(
            (*parts.parameters, *(p for part in parts.layers for p in part.content.parameters)), problems
        ),
        regions=_regions(parts),
        instruments=_by_id((i for part in parts.layers for i in part.content.instruments), problems),
        authorities=_by_id((a for part in parts.layers for a in part.content.authorities), problems),
        documents=_by_id(parts.documents, problems),
        glossary=_by_id(parts.glossary, problems),
    )


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def place(self) -> Place: ...


Thing = TypeVar("Thing", bound=_Named)


def _by_id(things: Iterable[Thing], problems: list[Problem]) -> dict[str, Thing]:
    found: dict[str, Thing] = {}
    for thing in things:
        first = found.get(thing.id)
        if first is not None:
            problems.append(_twice(thing, first))
            continue
        found[thing.id] = thing
    return found


def _twice(thing: _Named, first: _Named) -> Problem:
    return Problem(thing.place, "id-twice", f"'{thing.id}' is used twice", f"first at {first.place}")


def _misnamed(layer: Layer, group: str) -> Problem:
    return Problem(layer.place, "layer", f"layer '{layer.id}' stands in '{group}'", "same name for both")


def _regions(parts: Parts) -> dict[str, tuple[Option, ...]]:
    found: dict[str, tuple[Option, ...]] = {}
    for part in parts.layers:
        if part.content.regions:
            offered = tuple(Option(region.id, region.name) for region in part.content.regions)
            found[part.group] = (*found.get(part.group, ()), *offered)
    return found


def _content_paths(folder: Path) -> Iterator[Path]:
    for name in FILES:
        if (folder / name).is_file():
            yield folder / name
    for _group, path in layer_files(folder):
        yield path


def _bytes(path: Path) -> bytes:
    return read_regular(path, LARGEST)


@contextmanager
def _garbage_collector_paused() -> Iterator[None]:
    """Half of the loading time would be collecting a tree that is still needed."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
