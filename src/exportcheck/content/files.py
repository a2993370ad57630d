"""What each content file holds, as the author writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from exportcheck.domain.content import (
    Authority,
    Document,
    Fact,
    Instrument,
    Layer,
    Parameter,
    Place,
    Requirement,
    Term,
)
from exportcheck.domain.text import Text


@dataclass(frozen=True, slots=True)
class ContentFile:
    """content.yaml"""

    version: str


@dataclass(frozen=True, slots=True)
class FactsFile:
    """facts.yaml"""

    facts: tuple[Fact, ...]
    parameters: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentsFile:
    """documents.yaml"""

    documents: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class GlossaryFile:
    """glossary.yaml"""

    glossary: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a country that has rules of its own."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True)
class LayerFile:
    """Any file of a jurisdiction's folder, and each file of channels/."""

    layer: Layer | None = None
    parameters: tuple[Parameter, ...] = ()
    regions: tuple[Region, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    authorities: tuple[Authority, ...] = ()
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a scenario says must come out. Duties are named by their keys."""

    applies: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()
    upcoming: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """All keys of duties and ids of requirements that the scenario names."""
        return (*self.applies, *self.not_applicable, *self.undecided, *self.upcoming)


FILES: Mapping[str, type] = {
    "content.yaml": ContentFile,
    "facts.yaml": FactsFile,
    "documents.yaml": DocumentsFile,
    "glossary.yaml": GlossaryFile,
}
"""The files of the content folder itself; everything else is a layer's file or a scenario."""

SCENARIOS, SCHEMAS = "scenarios", "schema"


@dataclass(frozen=True, slots=True)
class LayerPart:
    """One layer file and where it was read: the folder (or, for a channel, the file's own name)."""

    group: str
    file: str
    content: LayerFile


@dataclass(slots=True)
class Parts:
    """All files of a content folder, read but not linked."""

    version: str = ""
    facts: tuple[Fact, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    documents: tuple[Document, ...] = ()
    glossary: tuple[Term, ...] = ()
    layers: list[LayerPart] = field(default_factory=list)


def layer_files(folder: Path) -> list[tuple[str, Path]]:
    """The layer files of a content folder, with the group each belongs to, in a fixed order.

    A topic's main file comes before its product file: customs before customs-products.
    """
    found: list[tuple[str, Path]] = []
    for path in sorted(folder.glob("*/*.yaml"), key=lambda path: (path.parent.name, path.stem)):
        inside = path.parent.name
        if inside in (SCENARIOS, SCHEMAS):
            continue
        found.append((path.stem if inside == "channels" else inside, path))
    return found


def somewhere(file: str) -> Place:
    """The beginning of a file."""
    return Place(file, 1, 1)
