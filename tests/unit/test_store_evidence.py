"""Evidence files: once per content, whole or not at all, checked when read."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.portfolios import opened

from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.store import evidence
from exportcheck.store.portfolio import SqlitePortfolio

CONTENT = b"%PDF-1.7 invoice"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[SqlitePortfolio]:
    held = opened(tmp_path / "p.sqlite")
    yield held
    held.close()


def place(portfolio: SqlitePortfolio) -> Path:
    return portfolio.path.with_name("p.sqlite.evidence") / DIGEST[:2] / DIGEST


def code_of(portfolio: SqlitePortfolio, digest: str) -> str:
    with pytest.raises(ExportcheckError) as caught:
        portfolio.evidence(digest)
    return caught.value.code


def test_that_a_file_is_kept_under_its_digest_and_only_once(portfolio: SqlitePortfolio) -> None:
    first, second = portfolio.take_in(io.BytesIO(CONTENT)), portfolio.take_in(io.BytesIO(CONTENT))
    assert first == second
    assert (first.digest, first.size) == (DIGEST, len(CONTENT))
    assert place(portfolio).read_bytes() == portfolio.evidence(DIGEST) == CONTENT
    assert tuple(portfolio.stored_evidence()) == (DIGEST,)


def test_that_an_empty_file_is_evidence_too(portfolio: SqlitePortfolio) -> None:
    assert portfolio.evidence(portfolio.take_in(io.BytesIO()).digest) == b""


class Endless(io.RawIOBase):
    """A source without end that gives little at a time."""

    given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.given += 1000
        return bytes(min(size, 1000))


def test_that_a_huge_file_is_refused_before_all_of_it_is_read(
    portfolio: SqlitePortfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LARGEST", 10_000)
    source = Endless()
    with pytest.raises(ExportcheckError) as caught:
        portfolio.take_in(source)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.parameters) == ("evidence_too_large", {"limit": 10_000})
    assert source.given < 20_000
    assert list(portfolio.path.parent.glob("*.evidence/**/*")) == []


def test_that_the_largest_file_is_fifty_megabytes(portfolio: SqlitePortfolio) -> None:
    assert evidence.LARGEST == 50 * 1024 * 1024
    assert portfolio.take_in(io.BytesIO(bytes(evidence.LARGEST))).size == evidence.LARGEST
    with pytest.raises(ExportcheckError, match="evidence_too_large"):
        portfolio.take_in(io.BytesIO(bytes(evidence.LARGEST + 1)))


class Failing(io.RawIOBase):
    """A source on a stick that was pulled out."""

    def read(self, _size: int = -1) -> bytes:
        raise OSError(5, "Input/output error")


def test_that_an_error_of_the_source_stays_the_sources_own(portfolio: SqlitePortfolio) -> None:
    with pytest.raises(OSError, match="Input/output"):
        portfolio.take_in(Failing())  # type: ignore[arg-type]
    assert tuple(portfolio.stored_evidence()) == ()


def test_that_a_changed_file_is_noticed_and_mended_by_adding_it_again(portfolio: SqlitePortfolio) -> None:
    portfolio.take_in(io.BytesIO(CONTENT))
    place(portfolio).write_bytes(CONTENT[:-1])
    assert code_of(portfolio, DIGEST) == "evidence_damaged"
    portfolio.take_in(io.BytesIO(CONTENT))
    assert portfolio.evidence(DIGEST) == CONTENT


@pytest.mark.parametrize("digest", [DIGEST, "", "../../p.sqlite", "/etc/passwd", DIGEST.upper(), DIGEST + "\n"])
def test_that_what_is_not_there_is_missing_and_no_path_leads_outside(portfolio: SqlitePortfolio, digest: str) -> None:
    assert code_of(portfolio, digest) == "evidence_missing"


def test_that_a_folder_in_a_files_place_cannot_be_read(portfolio: SqlitePortfolio) -> None:
    place(portfolio).mkdir(parents=True)
    with pytest.raises(EnvironmentFault) as caught:
        portfolio.evidence(DIGEST)
    assert caught.value.code == "cannot_read"


def test_that_half_written_files_of_a_killed_program_are_swept_away(tmp_path: Path) -> None:
    folder = tmp_path / "p.sqlite.evidence"
    folder.mkdir()
    (folder / "tmp123.part").write_bytes(b"half")
    opened(tmp_path / "p.sqlite").close()
    assert list(folder.iterdir()) == []
