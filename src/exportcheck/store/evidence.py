"""Evidence files under the digest of their bytes: the same file is kept once, and a changed one is noticed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from exportcheck.app.ports import Stored
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.store.faults import translated
from exportcheck.store.files import beside, move_into_place, part_file, sweep

LARGEST = 50 * 1024 * 1024
"""The largest file that is kept, in bytes."""
_CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class EvidenceFiles:
    """The evidence folder of a portfolio. Files are never removed: the history may still lead to them."""

    def __init__(self, portfolio: Path) -> None:
        self._portfolio = portfolio
        self.folder = beside(portfolio, ".evidence")

    def sweep(self) -> None:
        """Remove what a killed program left half written."""
        sweep(self.folder)

    def take_in(self, source: BinaryIO) -> Stored:
        """Copy a file in. Raises ExportcheckError('evidence_too_large', limit=), EnvironmentFault when it is not kept.

        An OSError is the source's own. A file that is there already is written again, which mends a damaged one.
        """
        content = _read_all(source)
        if len(content) > LARGEST:
            raise ExportcheckError("evidence_too_large", limit=LARGEST)
        digest = hashlib.sha256(content).hexdigest()
        with translated(self._portfolio), part_file(self.folder) as part:
            part.write_bytes(content)
            move_into_place(part, self._file(digest))
        return Stored(digest, len(content))

    def read(self, digest: str) -> bytes:
        """The bytes of a file. Raises ExportcheckError('evidence_missing') or ('evidence_damaged')."""
        if not _DIGEST.fullmatch(digest):
            raise ExportcheckError("evidence_missing", digest=digest)
        file = self._file(digest)
        try:
            content = file.read_bytes()
        except FileNotFoundError as error:
            raise ExportcheckError("evidence_missing", digest=digest) from error
        except OSError as error:
            raise EnvironmentFault("cannot_read", path=file, reason=error.strerror) from error
        if hashlib.sha256(content).hexdigest() != digest:
            raise ExportcheckError("evidence_damaged", digest=digest)
        return content

    def digests(self) -> tuple[str, ...]:
        """The digests of all files."""
        return tuple(sorted(one.name for one in self.folder.glob("??/*") if _DIGEST.fullmatch(one.name)))

    def _file(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _read_all(source: BinaryIO) -> bytes:
    """All bytes of a source, or as many as show that it is too large."""
    content = bytearray()
    while len(content) <= LARGEST and (chunk := source.read(_CHUNK)):
        content += chunk
    return bytes(content)
