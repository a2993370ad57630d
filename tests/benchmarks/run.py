"""`make bench`: the figures that the design aims for. Prints a table and writes benchmarks.json beside it."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from measuring import Row, as_json, as_table, in_fresh_process, median_of, side_by_side
from packets import packet_rows

from exportcheck import bootstrap, paths
from exportcheck.content.cache import load_catalogue
from exportcheck.content.reading import content_digest, read_content
from exportcheck.domain.content import Catalogue
from exportcheck.domain.history import ABSENT, Edit
from exportcheck.domain.values import FactRef
from exportcheck.rules.assessor import Assessor

NOW = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
PAUSE_RUNS, LONGEST_PAUSE = 7, 50.0

BARE_WINDOW = """
import time; start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([]); window = QMainWindow(); window.resize(1280, 800); window.show()
while not window.grab().width(): pass
application.processEvents()
result = {"ms": (time.perf_counter() - start) * 1000}
"""
OUR_WINDOW = """
import sys, time; start = time.perf_counter()
from pathlib import Path
from exportcheck.ui.app import make_application, make_window
from exportcheck.ui.settings import Settings
application = make_application(); window = make_window(application, Settings(Path(sys.argv[1]) / "w.ini"))
window.resize(1280, 800); window.show()
while not window.grab().width(): pass
application.processEvents()
result = {"ms": (time.perf_counter() - start) * 1000}
"""


def first_paint() -> list[Row]:
    """Our window to first paint against a bare one."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(in_fresh_process(BARE_WINDOW), in_fresh_process(OUR_WINDOW, folder)) for _ in range(9)][2:]
    bare, ours = (statistics.median(pair[side]["ms"] for pair in pairs) for side in (0, 1))
    memory = statistics.median(pair[1]["memory_mb"] for pair in pairs)
    return [
        Row(
            "first paint",
            ours,
            f"a bare main window, {bare:.0f} ms",
            ours / bare,
            "<= 1.6 x",
            ours / bare <= 1.6,
            memory,
        )
    ]


def pauses() -> list[Row]:
    """How long the window's thread is away at worst while a person works, and how much of that is its own work."""
    command = [sys.executable, str(Path(__file__).with_name("heartbeat.py"))]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    runs = [
        json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
        for _ in range(PAUSE_RUNS)
    ]
    rows = []
    for name in runs[0]:
        gap, worked = (statistics.median(run[name][at] for run in runs) for at in (0, 1))
        rows.append(Row(f"pause: {name}", gap, f"own work {worked:.0f} ms", None, "<= 50 ms", gap <= LONGEST_PAUSE))
    return rows


def content() -> list[Row]:
    """Content cold and from its cache; the cached figure scaled to 600 requirements."""
    folder = paths.checklists()
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        load_catalogue(folder, cache)
        cold, cached = side_by_side(lambda: read_content(folder), lambda: load_catalogue(folder, cache))
    catalogue = read_content(folder).catalogue
    hashing = median_of(lambda: content_digest(folder))
    for_600 = hashing + (cached - hashing) * 600 / len(catalogue.requirements)
    count = len(catalogue.requirements)
    return [
        Row(f"content cold, {count} requirements", cold, "the cache", cold / cached, "", None),
        Row(f"content from cache, {count} requirements", cached, "cold", cached / cold, "", None),
        Row("content from cache, scaled to 600 requirements", for_600, "cold", None, "<= 30 ms", for_600 <= 30),
    ]


def enlarged(catalogue: Catalogue, size: int) -> Catalogue:
    """The catalogue with its US requirements repeated under new ids until the sample case has `size` duties."""
    case = bootstrap.sample_case(catalogue)
    assessor = Assessor(catalogue)
    missing = size - len(assessor.assess(case).duties)
    ours = [
        one
        for one in catalogue.requirements.values()
        if one.layer == "us" and not one.related and assessor.rulebook.compiled(one).per == "destination"
    ]
    more = dict(catalogue.requirements)
    for number in range(missing):
        copy = replace(ours[number % len(ours)], id=f"us-copy-{number}")
        more[copy.id] = copy
    return replace(catalogue, requirements=more)


def answering(catalogue: Catalogue) -> list[Row]:
    """One answer to the updated list, against reading the whole law anew."""
    rows = []
    for size, aim in ((500, 16.0), (5000, 100.0)):
        big = enlarged(catalogue, size)
        case = bootstrap.sample_case(big)
        ref = FactRef("sale.reviews_or_influencers")
        turned = [replace(case, answers={**case.answers, ref: value}) for value in (True, False)]
        assessor = Assessor(big)
        count = len(assessor.assess(case).duties)
        turn = iter(range(10_000))
        one, anew = side_by_side(
            lambda a=assessor, c=turned, t=turn: a.assess(c[next(t) % 2]),
            lambda b=big, c=case: Assessor(b).assess(c),
        )
        rows.append(
            Row(
                f"one answer to the updated list, {count} duties",
                one,
                f"all anew, {anew:.0f} ms",
                one / anew,
                f"<= {aim:.0f} ms",
                one <= aim,
            )
        )
    return rows


def saving() -> list[Row]:
    """One committed answer, against a bare SQLite commit with the same safety."""
    with tempfile.TemporaryDirectory() as name:
        services = bootstrap.open_services(Path(name) / "p.sqlite")
        opened = services.desk.create_sample()
        bare = sqlite3.connect(Path(name) / "bare.sqlite", isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL"):
            bare.execute(f"PRAGMA {pragma}")
        bare.execute("CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT)")
        values = iter(range(1_000_000))
        state: list[object] = [ABSENT]

        def ours() -> None:
            after = str(next(values))
            edit = Edit("answer", case=opened.case.id, key="bench.fact", before=state[0], after=after)  # type: ignore[arg-type]
            services.portfolio.commit([edit], who="", when=NOW)
            state[0] = after

        def plain() -> None:
            bare.execute(
                "INSERT INTO t VALUES ('k', ?) ON CONFLICT (k) DO UPDATE SET v = excluded.v", (str(next(values)),)
            )

        mine, theirs = side_by_side(ours, plain, runs=101)
        ref = FactRef("sale.reviews_or_influencers")
        turn = iter(range(10_000))
        whole = median_of(lambda: opened.answer(ref, bool(next(turn) % 2)), runs=31)
        services.close()
        bare.close()
    return [
        Row(
            "one answer committed, with its history", mine, f"one bare upsert, {theirs:.2f} ms", mine / theirs, "", None
        ),
        Row(
            "one answer: committed, assessed, compared",
            whole,
            "the commit alone",
            whole / mine,
            "<= 50 ms",
            whole <= 50,
        ),
    ]


def main() -> None:
    """Measure everything."""
    catalogue = bootstrap.catalogue()
    rows = [*first_paint(), *pauses(), *content(), *answering(catalogue), *saving(), *packet_rows(catalogue)]
    print(as_table(rows))
    target = Path("benchmarks.json")
    target.write_text(as_json(rows) + "\n", encoding="utf-8")
    print(f"written to {target.resolve()}")


if __name__ == "__main__":
    main()
