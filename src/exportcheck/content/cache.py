"""The catalogue from a compiled cache, keyed by the digest of the content; a cache that does not fit is ignored."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

import msgspec

from exportcheck import __version__
from exportcheck.content.reading import content_digest, read_content
from exportcheck.domain.content import Catalogue
from exportcheck.domain.problems import ProblemsError

LAYOUT = 2
"""Raise when the dataclasses of domain.content change."""


def load_catalogue(folder: Path, cache_folder: Path | None = None) -> Catalogue:
    """The linked catalogue of a content folder.

    Raises ProblemsError when the content has errors, EnvironmentFault when it cannot be read. A cache that is
    missing, broken or cannot be written is never an error.
    """
    digest = content_digest(folder)
    cached = _read(cache_folder, digest) if cache_folder else None
    if cached is not None:
        return cached
    reading = read_content(folder)
    errors = [problem for problem in reading.problems if problem.level == "error"]
    if errors:
        raise ProblemsError(errors)
    if cache_folder:
        _write(cache_folder, digest, reading.catalogue)
    return reading.catalogue


def _file(folder: Path, digest: str) -> Path:
    return folder / f"content-{__version__}-{LAYOUT}-{digest[:24]}.msgpack"


def _read(folder: Path, digest: str) -> Catalogue | None:
    try:
        checksum, data = _split(_file(folder, digest).read_bytes())
        if hashlib.sha256(data).digest() != checksum:
            return None
        catalogue = msgspec.msgpack.decode(data, type=Catalogue)
    except (OSError, msgspec.MsgspecError):
        return None
    return catalogue if catalogue.digest == digest else None


def _split(data: bytes) -> tuple[bytes, bytes]:
    """The checksum that a cache begins with, and the rest."""
    length = hashlib.sha256().digest_size
    return data[:length], data[length:]


def _write(folder: Path, digest: str, catalogue: Catalogue) -> None:
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                data = msgspec.msgpack.encode(catalogue)
                file.write(hashlib.sha256(data).digest() + data)
            Path(name).replace(_file(folder, digest))
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
        for old in folder.glob("content-*.msgpack"):
            if old != _file(folder, digest):
                old.unlink(missing_ok=True)
