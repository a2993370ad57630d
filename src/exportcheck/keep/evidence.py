"""Evidence files under the digest of their bytes: written once, verified when read, never overwritten."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from exportcheck.app.ports import Stored
from exportcheck.domain.problems import ExportcheckError
from exportcheck.keep.faults import faults_of

LARGEST = 50 * 1024 * 1024
"""Bytes of one evidence file."""
_CHUNK = 1024 * 1024
_DIGEST = re.compile("[0-9a-f]{64}")


class EvidenceStore:
    """The folder beside a portfolio that holds its evidence."""

    def __init__(self, portfolio: Path, largest: int = LARGEST) -> None:
        self._portfolio = portfolio
        self._folder = portfolio.with_name(portfolio.name + ".evidence")
        self._largest = largest

    def take_in(self, source: BinaryIO) -> Stored:
        """Copy a file. Raises ExportcheckError('evidence_too_large'), EnvironmentFault."""
        with faults_of(self._portfolio):
            self._folder.mkdir(exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
            part = Path(name)
            try:
                with os.fdopen(handle, "wb") as target:
                    stored = self._copied(source, target)
                    target.flush()
                    os.fsync(target.fileno())
                place = self._place(stored.digest)
                place.parent.mkdir(exist_ok=True)
                part.replace(place)
            finally:
                part.unlink(missing_ok=True)
        return stored

    def read(self, digest: str) -> bytes:
        """The bytes. Raises ExportcheckError('evidence_missing') or ('evidence_damaged'), EnvironmentFault."""
        if not _DIGEST.fullmatch(digest):
            raise ExportcheckError("evidence_missing", digest=digest)
        with faults_of(self._portfolio):
            try:
                data = self._place(digest).read_bytes()
            except FileNotFoundError:
                raise ExportcheckError("evidence_missing", digest=digest) from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise ExportcheckError("evidence_damaged", digest=digest)
        return data

    def digests(self) -> Iterator[str]:
        """Digests of all files."""
        for path in sorted(self._folder.glob("??/*")):
            if _DIGEST.fullmatch(path.name):
                yield path.name

    def _copied(self, source: BinaryIO, target: BinaryIO) -> Stored:
        digest = hashlib.sha256()
        size = 0
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > self._largest:
                raise ExportcheckError("evidence_too_large", limit=self._largest)
            digest.update(chunk)
            target.write(chunk)
        return Stored(digest.hexdigest(), size)

    def _place(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
