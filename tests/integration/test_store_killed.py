"""A program that is killed at any moment loses nothing that it had acknowledged."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest
from tests.portfolios import child, opened, with_case

KILLS = 20
WRITER = """
import datetime as dt, hashlib, io, os, sys
from pathlib import Path
from exportcheck.domain.history import Edit
from exportcheck.store.portfolio import open_portfolio
def now(): return dt.datetime.now(tz=dt.UTC)
portfolio = open_portfolio(Path(sys.argv[1]), who="writer", clock=now)
stored = portfolio.case("k").responses.get("d")
number = int(stored.note.split()[0]) if stored else 0
def plain(n):
    note = f"{n} " + "note " * 200
    return {"status": "open", "note": note, "responsible": "", "due": None, "meaning": ""} if n else None
while True:
    number += 1
    portfolio.commit(
        [Edit("response", case="k", key="d", before=plain(number - 1), after=plain(number))], who="writer", when=now())
    digest = portfolio.take_in(io.BytesIO(str(number).encode() * 2000)).digest if number % 7 == 0 else ""
    os.write(1, f"{number} {digest}\\n".encode())
"""


def run_and_kill(path: Path, after: float, *, from_first: bool) -> list[str]:
    """Let a writer work, kill it, and return what it had acknowledged."""
    command, environment = child(WRITER, path)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline() if from_first else ""
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL
    return [line for line in (first + rest).splitlines() if line]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_that_killing_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    chance = random.Random(7)
    acknowledged, commits = 0, 0
    for kill in range(KILLS):
        # Every third dies at any moment of its start, the others while they commit.
        lines = run_and_kill(path, chance.uniform(0, 0.12), from_first=bool(kill % 3))
        commits += len(lines)
        acknowledged = max([acknowledged, *(int(line.split()[0]) for line in lines)])
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        portfolio = opened(path)
        response = portfolio.case("k").responses.get("d")
        number = int(response.note.split()[0]) if response else 0
        # What was committed but not yet acknowledged may be there as well: at most one more.
        assert number in (acknowledged, acknowledged + 1)
        acknowledged = number
        entries = portfolio.history(case="k")
        assert len(entries) == 1 + number
        assert [one.number for one in entries] == list(range(2, 3 + number))
        for digest in (parts[1] for line in lines if len(parts := line.split()) == 2):
            portfolio.evidence(digest)
        for digest in portfolio.stored_evidence():
            portfolio.evidence(digest)
        portfolio.close()
    assert commits > KILLS


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_that_killing_the_very_first_start_leaves_a_portfolio_or_none(tmp_path: Path) -> None:
    chance = random.Random(11)
    code = WRITER.split("stored =", maxsplit=1)[0].replace(
        "portfolio = open", "os.write(1, b'go\\n'); portfolio = open"
    )
    for kill in range(5):
        path = tmp_path / f"{kill}.sqlite"
        command, environment = child(code + "os.write(1, b'opened\\n'); import time; time.sleep(9)", path)
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(chance.uniform(0, 0.02))
            with suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGKILL)
            process.communicate()
        with_case(path).close()
