"""Packets made in a process of their own: whoever orders one only waits, and a window goes on answering meanwhile."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import signal
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from exportcheck.app.packet_plan import PacketInput, PacketOptions
from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.rules.assessor import Assessor

LOOK_SECONDS = 0.05
"""How often whoever waits looks whether the work is still wanted."""
PATIENCE_SECONDS = 5.0
"""How long a worker may take to end by itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """A packet as it crosses to the worker: without the law, which the worker reads by itself."""

    case: Case
    as_of: dt.date
    content: str
    options: PacketOptions
    issued: dt.datetime
    program_version: str
    needs_confirmation: frozenset[str]
    target: Path


@dataclass(frozen=True, slots=True)
class Step:
    """So much is done."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an order ended. `other_content`: the worker found other checklists than those ordered from."""

    error: Exception | None = None
    other_content: bool = False


class Press:
    """One worker, started at the first order and kept for the next. One order at a time; no two threads at once."""

    def __init__(self, load: Callable[[], Catalogue]) -> None:
        self._load = load
        self._worker: SpawnProcess | None = None
        self._orders: Connection
        self._reports: Connection

    @property
    def worker(self) -> int | None:
        """The worker's process id while there is one."""
        return self._worker.pid if self._worker is not None else None

    def warm(self) -> None:
        """Start the worker beforehand. Raises OSError where no process can be started."""
        if self._worker is not None and self._worker.is_alive():
            return
        self.close()
        context = multiprocessing.get_context("spawn")
        theirs, self._orders = context.Pipe(duplex=False)
        self._reports, back = context.Pipe(duplex=False)
        worker = context.Process(target=work, args=(self._load, theirs, back), name="packet", daemon=True)
        try:
            worker.start()
        except OSError:
            self._orders.close()
            self._reports.close()
            raise
        finally:
            theirs.close()
            back.close()
        self._worker = worker

    def export(
        self, packet: PacketInput, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> Path:
        """Write the packet and return its path; the same bytes as `packet.export.export_packet`, which see.

        Where no process can be started, or the worker would read other checklists, the work is done here. Raises
        EnvironmentFault('worker_ended') when the worker died.
        """
        order = Order(
            packet.case, packet.assessment.as_of, packet.catalogue.digest, packet.options, packet.issued,
            packet.program_version, packet.needs_confirmation, target,
        )  # fmt: skip
        try:
            self.warm()
        except OSError:
            return _export(packet, target, progress, cancelled)
        try:
            self._orders.send(order)
            outcome = self._follow(progress, cancelled)
        except (EOFError, OSError) as error:
            self.close()
            raise EnvironmentFault("worker_ended", path=target) from error
        if outcome.other_content:
            return _export(packet, target, progress, cancelled)
        if outcome.error is not None:
            raise outcome.error
        return target

    def close(self) -> None:
        """Let the worker end: it stops what it is doing and leaves nothing behind."""
        if self._worker is None:
            return
        worker, self._worker = self._worker, None
        self._orders.close()
        self._reports.close()
        worker.join(PATIENCE_SECONDS)
        if worker.is_alive():
            worker.kill()
            worker.join()
        worker.close()

    def _follow(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> Outcome:
        told = False
        while True:
            if not told and cancelled():
                self._orders.send(None)
                told = True
            if not self._reports.poll(LOOK_SECONDS):
                continue
            report = self._reports.recv()
            if isinstance(report, Outcome):
                return report
            progress(report.done, report.total)


class _Law:
    """The worker's own copy of the checklists."""

    def __init__(self, load: Callable[[], Catalogue]) -> None:
        self._load = load
        self._assessor: Assessor | None = None

    def read(self) -> Assessor:
        """Read it now. Raises as the loader does."""
        self._assessor = Assessor(self._load())
        return self._assessor

    def as_ordered(self, content: str) -> Assessor | None:
        """The law with this digest; None when what is on the disk has another one."""
        if self._assessor is not None and self._assessor.rulebook.catalogue.digest == content:
            return self._assessor
        read = self.read()
        return read if read.rulebook.catalogue.digest == content else None


def work(load: Callable[[], Catalogue], orders: Connection, reports: Connection) -> None:
    """The worker: does order after order until nobody is at the other end any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    law = _Law(load)
    with suppress(ExportcheckError, OSError):  # told when an order comes
        law.read()
        import exportcheck.packet.export  # noqa: F401  # slow, so beforehand
    with suppress(EOFError, OSError):
        while True:
            order = orders.recv()
            if isinstance(order, Order):
                reports.send(_done(order, law, orders, reports))


def _done(order: Order, law: _Law, orders: Connection, reports: Connection) -> Outcome:
    def cancelled() -> bool:
        """Anything that comes while an order is worked on means: stop. Raises EOFError when nobody is there."""
        return orders.poll() and orders.recv() is None

    def progress(done: int, total: int) -> None:
        reports.send(Step(done, total))

    try:
        assessor = law.as_ordered(order.content)
        if assessor is None:
            return Outcome(other_content=True)
        packet = PacketInput(
            order.case, assessor.assess(order.case, order.as_of), assessor.rulebook.catalogue, order.options,
            order.issued, order.program_version, order.needs_confirmation,
        )  # fmt: skip
        _export(packet, order.target, progress, cancelled)
    except (EOFError, BrokenPipeError):
        raise
    except Exception as error:  # noqa: BLE001  # the process's boundary: whatever happened is told on the other side
        return Outcome(_sendable(error))
    return Outcome()


def _sendable(error: Exception) -> Exception:
    """An error that crosses to another process, with its way noted."""
    if not isinstance(error, ExportcheckError):
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(traceback.format_exc())
    return error


def _export(
    packet: PacketInput, target: Path, progress: Callable[[int, int], None], cancelled: Callable[[], bool]
) -> Path:
    from exportcheck.packet.export import export_packet

    return export_packet(packet, target, progress, cancelled)
