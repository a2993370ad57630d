"""A full disk is told, loses nothing that was acknowledged, and is got over when there is room again."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.portfolios import child, commit, decided, opened, response, with_case

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.portfolio import SqlitePortfolio

BIG = "note " * 4000


def fill(portfolio: SqlitePortfolio) -> int:
    """Commit big notes until the disk is full; returns how many were acknowledged."""
    for number in range(1000):
        try:
            commit(portfolio, response(f"d{number}", decided(BIG)))
        except EnvironmentFault as fault:
            assert fault.code == "disk_full"  # noqa: PT017  # the count is asked for, too
            return number
    pytest.fail("the disk never got full")


def test_that_a_full_file_refuses_the_step_and_keeps_all_before(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    pages = portfolio._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    portfolio._connection.exec_driver_sql(f"PRAGMA max_page_count={pages + 40}")
    kept = fill(portfolio)
    assert kept > 0
    assert len(portfolio.case("k").responses) == len(portfolio.history(case="k")) - 1 == kept
    portfolio._connection.exec_driver_sql("PRAGMA max_page_count=100000")
    commit(portfolio, response(f"d{kept}", decided(BIG)))
    assert len(portfolio.case("k").responses) == kept + 1
    portfolio.close()


LIMITED = """
import datetime as dt, io, resource, sys
from pathlib import Path
from exportcheck.domain.history import Edit
from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store.portfolio import open_portfolio
def now(): return dt.datetime.now(tz=dt.UTC)
portfolio = open_portfolio(Path(sys.argv[1]), who="w", clock=now)
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
try:
    portfolio.take_in(io.BytesIO(bytes(400_000)))
except EnvironmentFault as fault:
    print(fault.code)
after = {"status": "open", "note": "note " * 4000, "responsible": "", "due": None, "meaning": ""}
kept = 0
try:
    while True:
        portfolio.commit([Edit("response", case="k", key=f"d{kept}", after=after)], who="w", when=now())
        kept += 1
except EnvironmentFault as fault:
    print(fault.code)
print(kept)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
portfolio.commit([Edit("response", case="k", key="again", after=after)], who="w", when=now())
portfolio.close()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no resource limits")
def test_that_writes_that_fail_under_a_limit_are_told_as_a_full_disk(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    command, environment = child(LIMITED, path)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    evidence, notes, kept = done.stdout.split()
    assert (evidence, notes) == ("disk_full", "disk_full")
    portfolio = opened(path)
    assert portfolio.case("k").responses.keys() == {*(f"d{number}" for number in range(int(kept))), "again"}
    assert tuple(portfolio.stored_evidence()) == ()
    assert list(tmp_path.glob("p.sqlite.evidence/**/*.part")) == []
    portfolio.close()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of one megabyte, where the tests may mount one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if sys.platform != "linux" or os.geteuid() != 0 or not mount or not umount:
        pytest.skip("only root may mount a disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    subprocess.run([umount, disk], check=True)


def test_that_a_real_full_disk_is_told_and_got_over(tiny_disk: Path) -> None:
    path = tiny_disk / "p.sqlite"
    portfolio = with_case(path)
    filler = tiny_disk / "filler"
    filler.write_bytes(bytes(500_000))
    with pytest.raises(EnvironmentFault, match="disk_full"):
        portfolio.take_in(io.BytesIO(bytes(900_000)))
    kept = fill(portfolio)
    assert kept > 0
    filler.unlink()
    commit(portfolio, response(f"d{kept}", decided("short")))
    portfolio.close()
    again = opened(path)
    assert len(again.case("k").responses) == kept + 1
    again.close()


def test_that_a_portfolio_opens_on_a_full_disk_or_says_that_it_is_full(tiny_disk: Path) -> None:
    path = tiny_disk / "p.sqlite"
    with_case(path).close()
    filler = tiny_disk / "filler"
    filler.write_bytes(bytes(tiny_room(tiny_disk)))
    try:
        portfolio = opened(path, days=1)
    except EnvironmentFault as fault:
        assert fault.code == "disk_full"  # noqa: PT017  # either outcome is right
    else:
        assert portfolio.case("k").id == "k"
        portfolio.close()
    filler.unlink()
    opened(path, days=1).close()


def tiny_room(disk: Path) -> int:
    return shutil.disk_usage(disk).free
