"""A portfolio that may not be written to, is held by another, or is damaged: told clearly, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from tests.portfolios import NOW, answer, child, commit, decided, opened, response, with_case

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.backups import newest_backup
from exportcheck.store.portfolio import restore_backup

posix = pytest.mark.skipif(sys.platform == "win32", reason="rights work otherwise there")


def fault_of(path: Path) -> EnvironmentFault:
    with pytest.raises(EnvironmentFault) as caught:
        opened(path)
    assert caught.value.parameters["path"] == path
    return caught.value


# -- read-only


@pytest.fixture
def as_anyone() -> Iterator[Path]:
    """A folder, and the rights of somebody who is not root, for whom alone rights count."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        folder.chmod(0o777)
        root = sys.platform != "win32" and os.geteuid() == 0
        if root:
            os.seteuid(65534)
        yield folder
        if root:
            os.seteuid(0)
        folder.chmod(0o777)


@posix
def test_that_a_read_only_file_is_refused_at_once(as_anyone: Path) -> None:
    path = as_anyone / "p.sqlite"
    with_case(path).close()
    before = path.read_bytes()
    path.chmod(0o444)
    assert fault_of(path).code == "portfolio_read_only"
    assert path.read_bytes() == before
    path.chmod(0o644)
    opened(path).close()


@posix
def test_that_a_read_only_folder_is_refused_at_once(as_anyone: Path) -> None:
    folder = as_anyone / "folder"
    folder.mkdir()
    path = folder / "p.sqlite"
    with_case(path).close()
    path.with_name("p.sqlite.lock").unlink()
    folder.chmod(0o555)
    assert fault_of(path).code == "portfolio_read_only"
    folder.chmod(0o755)


@posix
def test_that_a_file_that_may_not_be_read_is_told(as_anyone: Path) -> None:
    path = as_anyone / "p.sqlite"
    with_case(path).close()
    path.chmod(0)
    fault = fault_of(path)
    assert (fault.code, fault.parameters["reason"]) == ("portfolio_unreadable", "Permission denied")


@posix
def test_that_a_lock_of_somebody_else_that_may_not_be_written_is_told(as_anyone: Path) -> None:
    path = as_anyone / "p.sqlite"
    with_case(path).close()
    path.with_name("p.sqlite.lock").chmod(0o444)
    assert fault_of(path).code == "portfolio_read_only"


# -- held


HOLDER = """
import datetime as dt, sys
from pathlib import Path
from exportcheck.store.portfolio import open_portfolio
since = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
portfolio = open_portfolio(Path(sys.argv[1]), who="Ana", clock=lambda: since)
print("open", flush=True)
sys.stdin.read()
portfolio.close()
"""


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
    """A portfolio that another process has open."""
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    command, environment = child(HOLDER, path)
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield path, process
        if process.poll() is None:
            process.communicate()


def test_that_a_second_program_is_told_who_holds_the_portfolio(held: tuple[Path, subprocess.Popen[str]]) -> None:
    path, process = held
    fault = fault_of(path)
    assert fault.code == "portfolio_held"
    assert (fault.parameters["holder"], fault.parameters["pid"]) == ("Ana", process.pid)
    assert fault.parameters["since"] == dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    assert fault.parameters["host"]
    process.communicate()
    opened(path).close()


@posix
def test_that_a_killed_holder_does_not_keep_others_out(held: tuple[Path, subprocess.Popen[str]]) -> None:
    path, process = held
    process.send_signal(signal.SIGKILL)
    process.wait()
    opened(path).close()


def test_that_a_second_opening_in_the_same_program_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    assert fault_of(path).code == "portfolio_held"
    commit(portfolio, answer("f", True))
    portfolio.close()
    portfolio.close()
    opened(path).close()


def test_that_a_holder_who_did_not_sign_yet_is_still_a_holder(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    path.with_name("p.sqlite.lock").write_text("{")
    fault = fault_of(path)
    assert (fault.code, fault.parameters["holder"], fault.parameters["since"]) == ("portfolio_held", "", None)
    portfolio.close()


def test_that_another_writer_of_the_file_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exportcheck.store.connection.BUSY_MS", 50)
    portfolio = with_case(tmp_path / "p.sqlite")
    with closing(sqlite3.connect(portfolio.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(EnvironmentFault) as caught:
            commit(portfolio, answer("f", True))
        other.execute("ROLLBACK")
    assert caught.value.code == "portfolio_locked"
    commit(portfolio, answer("f", True))
    portfolio.close()


# -- damaged


@pytest.fixture
def backed_up(tmp_path: Path) -> Path:
    """A portfolio of some size with a backup of the same day."""
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    commit(portfolio, *(response(f"d{number}", decided("note " * 100)) for number in range(200)))
    portfolio.close()
    opened(path).close()
    return path


def break_text(path: Path) -> None:
    path.write_text("This is a letter.")


def break_start(path: Path) -> None:
    path.write_bytes(b"\xff" + path.read_bytes()[1:])


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def break_schema(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[100:400] = bytes(300)
    path.write_bytes(content)


def break_pages(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page] ^= 0xFF
    path.write_bytes(content)


def drop_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE answers")


@pytest.mark.parametrize("damage", [break_text, break_start, truncate, empty, break_schema, break_pages, drop_table])
def test_that_a_damaged_portfolio_is_told_with_its_newest_backup_and_can_be_restored(backed_up: Path, damage) -> None:
    backup = newest_backup(backed_up)
    assert backup is not None
    damage(backed_up)
    damaged = backed_up.read_bytes()
    fault = fault_of(backed_up)
    assert (fault.code, fault.parameters["backup"]) == ("portfolio_corrupt", backup)
    assert backed_up.read_bytes() == damaged
    aside = restore_backup(backed_up, backup, who="Lucía", clock=lambda: NOW)
    assert aside is not None
    assert aside.read_bytes() == damaged
    portfolio = opened(backed_up)
    assert len(portfolio.case("k").responses) == 200
    portfolio.close()


def test_that_random_damage_is_told_or_harmless_but_never_a_crash(backed_up: Path) -> None:
    sound = backed_up.read_bytes()
    chance = random.Random(3)
    told = 0
    for _ in range(60):
        content = bytearray(sound)
        for _ in range(chance.choice([1, 8, 64])):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        backed_up.write_bytes(content)
        try:
            portfolio = opened(backed_up)
            try:
                portfolio.clients()
                portfolio.cases()
                portfolio.history()
                portfolio.case("k")
            finally:
                portfolio.close()
        except EnvironmentFault as fault:
            told += 1
            assert fault.code in {"portfolio_corrupt", "not_a_portfolio", "portfolio_newer"}  # noqa: PT017
        except KeyError:
            told += 1  # the damage is in the very name of the case
        for log in ("p.sqlite-wal", "p.sqlite-shm"):
            backed_up.with_name(log).unlink(missing_ok=True)
    assert told > 10


def test_that_damage_while_the_program_runs_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    commit(portfolio, answer("f", True))
    portfolio.close()
    portfolio = opened(path)
    portfolio._connection.exec_driver_sql('UPDATE answers SET value = \'{"number": "much"}\'')
    with pytest.raises(EnvironmentFault) as caught:
        portfolio.case("k")
    assert caught.value.code == "portfolio_corrupt"
    portfolio._connection.exec_driver_sql("UPDATE cases SET title = CAST(x'ff' AS TEXT)")
    with pytest.raises(EnvironmentFault, match="portfolio_corrupt"):
        portfolio.cases()
    portfolio.close()


def test_that_a_damaged_portfolio_is_never_made_a_backup(backed_up: Path) -> None:
    kept = newest_backup(backed_up)
    break_pages(backed_up)
    for days in range(1, 8):
        with pytest.raises(EnvironmentFault, match="portfolio_corrupt"):
            opened(backed_up, days=days)
    assert newest_backup(backed_up) == kept


# -- many threads


def test_that_any_thread_may_commit_and_read(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")

    def work(name: int) -> int:
        for number in range(20):
            commit(portfolio, answer(f"f{name}.{number}", True))
            portfolio.case("k")
        return name

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(work, range(4))) == [0, 1, 2, 3]
    assert len(portfolio.case("k").answers) == 80
    assert [one.number for one in portfolio.history()] == list(range(1, 83))
    portfolio.close()
