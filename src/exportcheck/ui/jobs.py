"""Work off the UI thread: one lane, results by queued signal, nothing delivered that nobody waits for any more."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

LOG = logging.getLogger(__name__)
T = TypeVar("T")
TURN_MS = 1
"""With 0 Qt would go on at once, before anything that a person did meanwhile."""


class Ticket:
    """A piece of work that was asked for; `cancel` says that nobody waits for it any more."""

    def __init__(self) -> None:
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Stop waiting; work that looks at `cancelled` stops by itself."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Whether nobody waits any more. Safe from any thread."""
        return self._cancelled.is_set()


class Jobs(QObject):
    """A serial lane for slow work."""

    idle = Signal()
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane: ThreadPoolExecutor | None = None
        self._arrived.connect(self._deliver)  # queued by itself, for it comes from another thread
        self._waiting = 0
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether anything is under way or not yet delivered."""
        return self._waiting > 0

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        ticket: Ticket | None = None,
    ) -> Ticket:
        """Run `work` in the lane; call `done` or `failed` on the UI thread, unless the ticket was cancelled."""
        held = ticket or Ticket()
        self._waiting += 1
        self._open_lane().submit(self._run, work, done, failed, held)
        return held

    def later(self, act: Callable[[], object]) -> None:
        """Do something in the window's thread after what waits there already: long work in several short turns."""
        self._waiting += 1
        QTimer.singleShot(TURN_MS, partial(self._deliver, (act, Ticket())))

    def close(self) -> None:
        """Let the running work end; forget what has not begun and deliver nothing more."""
        self._closed = True
        if self._lane is not None:
            self._lane.shutdown(wait=True, cancel_futures=True)

    def _open_lane(self) -> ThreadPoolExecutor:
        """The lane begins with its first work: not before the first paint."""
        if self._lane is None:
            from concurrent.futures import ThreadPoolExecutor

            self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")
        return self._lane

    def _run(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None], ticket: Ticket
    ) -> None:
        try:
            result = work()
        except Exception as error:  # the thread's boundary: whatever happened is told on the UI thread
            LOG.info("a job failed", exc_info=True)
            self._arrived.emit((partial(failed, error), ticket))
        else:
            self._arrived.emit((partial(done, result), ticket))

    @Slot(object)
    def _deliver(self, parcel: tuple[Callable[[], object], Ticket]) -> None:
        hand_over, ticket = parcel
        self._waiting -= 1
        if not ticket.cancelled() and not self._closed:
            hand_over()
        if not self._waiting:
            self.idle.emit()
