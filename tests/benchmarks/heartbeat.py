"""How long the window's thread is away, at worst, while a person works: a timer beats every 5 ms and notes its gaps.

`python tests/benchmarks/heartbeat.py` prints one JSON object; `make bench` runs it in fresh processes.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from exportcheck.ui.app import make_application, make_window, start
from exportcheck.ui.settings import Settings
from exportcheck.ui.window import MainWindow

BEAT_MS = 5
QUIET_MS = 150
LONGEST_MS = 60_000
LATE_MS = 1500
STATUSES = ("done", "in_progress", "blocked", "waived", "open")

Step = tuple[str, Callable[[], object]]


class Pulse:
    """Beats while the event loop runs; the longest pause between two beats is kept for each name."""

    def __init__(self) -> None:
        self.worst: dict[str, tuple[float, float]] = {}
        self.name = "start"
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self.beat)
        self._timer.start()

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def beat(self) -> None:
        """Note how long ago the last beat was."""
        now = time.perf_counter(), time.thread_time()
        gap, worked = ((now[at] - self._last[at]) * 1000 for at in (0, 1))
        self._last = now
        before = self.worst.get(self.name, (0.0, 0.0))
        self.worst[self.name] = max(before[0], gap), max(before[1], worked)


def settle(window: MainWindow, milliseconds: int = QUIET_MS) -> None:
    """Let the event loop run until nothing is under way, and a little longer."""
    loop = QEventLoop()
    watch = QTimer(interval=20)
    begun = time.perf_counter()

    def look() -> None:
        gone = (time.perf_counter() - begun) * 1000
        if (gone > milliseconds and not window.session.jobs.busy) or gone > LONGEST_MS:
            loop.quit()

    watch.timeout.connect(look)
    watch.start()
    loop.exec()


def steps(window: MainWindow, portfolio: Path) -> Iterator[Step]:
    """All that a person does in the run; each step is taken from the event loop."""
    yield "portfolio opens", partial(start, QApplication.instance(), window, portfolio)
    yield "sample case opens", window.session.open_sample
    for name in ("home", "client", "plan", "products", "questions", "checklist", "paperwork", "packet"):
        yield f"page {name} first shown", partial(window.go, name)
    yield "packet previewed", window.presenters.packet.preview
    yield "packet exported", window.export
    yield "page seen again", partial(window.go, "questions")
    for _ in range(8):
        page = window.frame.page
        block = page.block
        if block is None:
            break
        yield "answer given", block._unknown.click
        yield "answer taken back", window.undo
        yield "question put off", page.later.click
    yield "page seen again", partial(window.go, "checklist")
    page = window.frame.page
    for row in range(min(8, len(page.model.rows()))):
        yield "duty chosen", partial(page.list.setCurrentIndex, page.model.index(row))
        yield "status set", partial(page.set_status, STATUSES[row % len(STATUSES)])
    for text in ("l", "la", "lab", "labe", "label", "", "x", ""):
        yield "filter typed", partial(page.filter.setText, text)
    for name in ("home", "client", "plan", "products", "questions", "checklist", "paperwork", "packet", "home"):
        yield "page seen again", partial(window.go, name)


def run(folder: Path) -> dict[str, tuple[float, float]]:
    """The longest pause of each step in milliseconds, and the most that the window's thread worked between two beats.

    The second figure leaves out what other programs and other threads took: it wobbles less on a busy machine.
    """
    application = make_application()
    window = make_window(application, Settings(folder / "window.ini"))
    window.session.surroundings.settings.keep("folder", str(folder))
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    pulse = Pulse()
    settle(window)
    for name, act in steps(window, folder / "portfolio.sqlite"):
        pulse.name = name
        QTimer.singleShot(0, act)
        settle(window, LATE_MS if name == "portfolio opens" else QUIET_MS)
    pulse.stop()
    window.close()
    return {name: (round(gap, 1), round(worked, 1)) for name, (gap, worked) in pulse.worst.items()}


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(run(Path(made))))
    sys.exit()
