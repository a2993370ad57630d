"""Backups: one a day, the newest five, only sound ones; and putting one back."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from tests.portfolios import NOW, answer, commit, opened, with_case

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.backups import KEPT, backups, backups_folder, is_sound, newest_backup
from exportcheck.store.portfolio import restore_backup


def reopen(path: Path, *, days: int) -> None:
    opened(path, days=days).close()


def test_that_an_empty_portfolio_is_not_backed_up(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    reopen(path, days=0)
    reopen(path, days=1)
    assert backups(path) == ()


def test_that_there_is_one_backup_a_day_and_five_at_most(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    for day in (0, 0, 1, 1):
        reopen(path, days=day)
    assert [one.name[:8] for one in backups(path)] == ["20261125", "20261124"]
    for day in range(2, 9):
        reopen(path, days=day)
    assert len(backups(path)) == KEPT
    assert newest_backup(path) == backups_folder(path) / "20261202T120000Z.sqlite"


def test_that_a_backup_is_one_whole_file_with_what_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    commit(portfolio, answer("f", True))
    kept = portfolio.case("k")
    portfolio.close()
    reopen(path, days=0)
    (backup,) = backups_folder(path).iterdir()
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(backup.read_bytes())
    again = opened(copy)
    assert again.case("k") == kept
    again.close()


def test_that_an_unsound_backup_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    for day in (0, 1, 2):
        reopen(path, days=day)
    newest, middle, _oldest = backups(path)
    newest.write_bytes(b"SQLite format 3\x00 and then nothing")
    middle.write_bytes(middle.read_bytes()[:4096])
    assert newest_backup(path) == backups(path)[2]


def test_that_a_backup_that_fails_does_not_keep_anyone_from_working(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    backups_folder(path).write_text("a file where the folder should be")
    with caplog.at_level(logging.WARNING):
        portfolio = opened(path, days=1)
    assert portfolio.backup_fault is not None
    assert portfolio.backup_fault.code == "portfolio_unreadable"
    assert "no backup" in caplog.text
    commit(portfolio, answer("f", True))
    portfolio.close()


def test_that_a_restored_backup_takes_the_place_and_the_damaged_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    stored = portfolio.take_in(io.BytesIO(b"proof"))
    portfolio.close()
    reopen(path, days=1)
    portfolio = opened(path, days=1)
    commit(portfolio, answer("later", True))
    log = path.with_name("p.sqlite-wal").read_bytes()
    portfolio.close()
    path.write_bytes(b"damaged")
    path.with_name("p.sqlite-wal").write_bytes(log)
    backup = newest_backup(path)
    assert backup is not None
    aside = restore_backup(path, backup, who="Lucía", clock=lambda: NOW)
    assert aside is not None
    assert aside.read_bytes() == b"damaged"
    assert aside.with_name(aside.name + "-wal").read_bytes() == log
    restored = opened(path, days=1)
    assert restored.case("k").answers == {}
    assert restored.evidence(stored.digest) == b"proof"
    restored.close()
    assert is_sound(backup)


def test_that_a_portfolio_that_is_gone_is_not_begun_anew_while_there_are_backups(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    reopen(path, days=0)
    path.unlink()
    with pytest.raises(EnvironmentFault) as caught:
        opened(path)
    assert caught.value.code == "portfolio_missing"
    assert caught.value.parameters["backup"] == newest_backup(path)
    assert not path.exists()
    assert restore_backup(path, backups(path)[0], who="", clock=lambda: NOW) is None
    opened(path).close()


def test_that_no_backup_is_put_back_while_somebody_works(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    portfolio = opened(path)
    with pytest.raises(EnvironmentFault, match="portfolio_held"):
        restore_backup(path, backups(path)[0], who="Ana", clock=lambda: NOW)
    assert portfolio.case("k").id == "k"
    portfolio.close()
