"""What the use cases need from the outside; `bootstrap` plugs in what fulfils it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from exportcheck.domain.case import Case, Client
from exportcheck.domain.history import Edit, Entry


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the home page lists it, without loading it."""

    id: str
    title: str
    client_id: str
    client_name: str
    date: dt.date
    destinations: tuple[str, ...]
    changed: dt.datetime
    archived: bool
    readiness: float | None
    """Share of applicable duties that are done, as last computed (0 to 1)."""
    blocked: int
    next_due: dt.date | None


@dataclass(frozen=True, slots=True)
class Stored:
    """A file taken into the portfolio's evidence store."""

    digest: str
    size: int


class Portfolio(Protocol):
    """Clients, cases, evidence and their history, kept safe.

    Every method that writes is one short transaction that is on disk when it returns. All raise
    `EnvironmentFault` when the machine does not let them (full disk, read-only, locked, corrupt).
    """

    path: Path

    def clients(self) -> tuple[Client, ...]:
        """All clients that are not archived, by name."""
        ...

    def client(self, client: str) -> Client:
        """One client; raises KeyError."""
        ...

    def cases(self, *, archived: bool = False) -> tuple[CaseRow, ...]:
        """The cases, last changed first."""
        ...

    def case(self, case: str) -> Case:
        """One whole case; raises KeyError."""
        ...

    def commit(
        self, edits: Sequence[Edit], *, who: str, when: dt.datetime, undoes: int = 0, redoes: int = 0
    ) -> tuple[Entry, ...]:
        """Make these edits and write them into the history, all or nothing.

        Raises ExportcheckError('changed_meanwhile') when an edit's `before` is not what is stored.
        """
        ...

    def history(self, *, case: str = "", client: str = "", last: int = 0) -> tuple[Entry, ...]:
        """Entries of a case or client, oldest first; `last` limits to the newest n (0 = all)."""
        ...

    def remember_readiness(self, case: str, readiness: float, blocked: int, next_due: dt.date | None) -> None:
        """Keep the figures that the home page shows; not part of the history."""
        ...

    def take_in(self, source: BinaryIO) -> Stored:
        """Copy a file into the evidence store under its digest.

        Raises ExportcheckError('evidence_too_large', limit=...).
        """
        ...

    def evidence(self, digest: str) -> bytes:
        """The bytes of a stored file; raises ExportcheckError('evidence_missing') or ('evidence_damaged')."""
        ...

    def stored_evidence(self) -> Iterable[str]:
        """Digests of all stored files."""
        ...

    def close(self) -> None:
        """Leave the file in good order and let others open it."""
        ...
