"""Medians of several runs, ratios to something timed beside it, memory of a fresh process."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Row:
    """One line of the table. `bar` says what is aimed for, `met` whether this run met it (None: no aim)."""

    name: str
    milliseconds: float
    beside: str
    ratio: float | None
    bar: str
    met: bool | None
    memory_mb: float | None = None


def median_of(work: Callable[[], object], runs: int = 7) -> float:
    """Median milliseconds of `runs` runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def side_by_side(first: Callable[[], object], second: Callable[[], object], runs: int = 7) -> tuple[float, float]:
    """Medians of two pieces of work, run in turn, so that the machine's moods fall on both."""
    first(), second()
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, kept in zip((first, second), times, strict=True):
            gc.collect()
            start = time.perf_counter()
            work()
            kept.append((time.perf_counter() - start) * 1000)
    return statistics.median(times[0]), statistics.median(times[1])


def in_fresh_process(code: str, *arguments: str) -> dict[str, float]:
    """Run code that prints one JSON object as its last line; its peak memory is added as `memory_mb`."""
    ending = (
        "\nimport resource; peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024"
        "\nprint(json.dumps({**result, 'memory_mb': peak}))"
    )
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", "import json\n" + code + ending, *arguments],
        capture_output=True, text=True, check=True, env=environment,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def as_table(rows: list[Row]) -> str:
    """The rows for people."""
    lines = [f"{'':58} {'ms':>9} {'ratio':>7} {'MB':>6}  aim"]
    for row in rows:
        ratio = f"{row.ratio:.2f}" if row.ratio is not None else ""
        memory = f"{row.memory_mb:.0f}" if row.memory_mb is not None else ""
        verdict = {True: "met", False: "MISSED", None: ""}[row.met]
        lines.append(
            f"{row.name:58} {row.milliseconds:9.2f} {ratio:>7} {memory:>6}  {row.bar} {verdict} ({row.beside})"
        )
    return "\n".join(lines)


def as_json(rows: list[Row]) -> str:
    """The rows for scripts."""
    return json.dumps([asdict(row) for row in rows], indent=1)
