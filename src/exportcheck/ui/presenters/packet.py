"""What the packet shall hold, where it goes, and the work of making it. Knows no widget."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from exportcheck.app.packet_plan import PARTS, PacketOptions, PageSize, Part
from exportcheck.domain.text import Language
from exportcheck.ui.jobs import Ticket
from exportcheck.ui.session import Session

if TYPE_CHECKING:
    from exportcheck.app.open_case import OpenCase

NEEDED: frozenset[Part] = frozenset(("cover", "requirements"))
LONGEST_NAME = 60


@dataclass
class PacketChoice:
    """What a person chose for the packet."""

    language: Language
    page_size: PageSize = "A4"
    parts: frozenset[Part] = frozenset(PARTS)


class PacketPresenter(QObject):
    """Previews and exports; one at a time, each can be stopped."""

    preview_ready = Signal(object)
    exported = Signal(object)
    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.choice = PacketChoice(session.surroundings.language)
        self.last: Path | None = None
        self._ticket: Ticket | None = None
        self._scratch: tempfile.TemporaryDirectory[str] | None = None
        self._number = 0
        self._shown: tuple[object, ...] | None = None

    def reset(self) -> None:
        """Another case was opened."""
        self.stop()
        self.last, self._shown = None, None

    def close(self) -> None:
        """Leave nothing behind."""
        self.stop()
        if self._scratch is not None:
            self._scratch.cleanup()
            self._scratch = None

    @property
    def busy(self) -> bool:
        """Whether a packet is being made."""
        return self._ticket is not None

    def is_stale(self) -> bool:
        """Whether the preview no longer shows what would be saved."""
        return self._shown != self._state()

    def prepare(self) -> None:
        """Start beforehand whatever makes packets; what goes wrong is told when one is made."""
        self.session.jobs.submit(self.session.services.press.warm, _unheard, _unheard)

    def preview(self) -> None:
        """Make the packet as it would be saved, to be looked at."""
        if self._scratch is None:
            self._scratch = tempfile.TemporaryDirectory(prefix="exportcheck-")
        self._number += 1
        target = Path(self._scratch.name) / f"preview-{self._number}.pdf"
        self._make(target, partial(self._previewed, self._state()))

    def export(self) -> None:
        """Make the packet and keep it in the chosen folder."""
        self._make(free_name(self.folder(), self.file_name()), partial(self._exported, self._state()))

    def stop(self) -> None:
        """Stop what is being made."""
        if self._ticket is not None:
            self._ticket.cancel()
            self._ticket = None
            self.ended.emit()

    def folder(self) -> Path:
        """Where packets are saved."""
        kept = self.session.surroundings.settings.folder()
        if kept and Path(kept).is_dir():
            return Path(kept)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()

    def set_folder(self, folder: Path) -> None:
        """Save packets here from now on."""
        self.session.surroundings.settings.keep("folder", str(folder))

    def file_name(self) -> str:
        """A file name from the case's title and day."""
        case = self.session.case.case
        plain = unicodedata.normalize("NFKD", case.title).encode("ascii", "ignore").decode()
        stem = re.sub(r"[^A-Za-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME] or "packet"
        return f"{stem}-{case.plan.date.isoformat()}-{self.choice.language}.pdf"

    def _make(self, target: Path, done: Callable[[Path], None]) -> None:
        self.stop()
        ticket = Ticket()
        self._ticket = ticket
        options = PacketOptions(self.choice.language, self.choice.page_size, self.choice.parts)
        work = partial(_export, self, self.session.case, options, target, ticket)
        self.session.jobs.submit(work, done, self._failed, ticket)
        self.progressed.emit(0, 0)

    def _previewed(self, state: tuple[object, ...], path: Path) -> None:
        self._ticket = None
        self._shown = state
        self.ended.emit()
        self.preview_ready.emit(path)

    def _exported(self, state: tuple[object, ...], path: Path) -> None:
        self._ticket, self.last, self._shown = None, path, state
        self.ended.emit()
        self.exported.emit(path)

    def _failed(self, error: Exception) -> None:
        self._ticket = None
        self.ended.emit()
        self.session.report(error)

    def _state(self) -> tuple[object, ...]:
        choice = self.choice
        return (id(self.session.case.case), choice.language, choice.page_size, choice.parts)


def _export(presenter: PacketPresenter, case: OpenCase, options: PacketOptions, target: Path, ticket: Ticket) -> Path:
    """Runs in the lane; signals cross to the UI thread by themselves."""
    services = presenter.session.services
    return services.export_packet(case, options, target, presenter.progressed.emit, ticket.cancelled)


def _unheard(_outcome: object) -> None:
    """Nobody waits for it."""


def free_name(folder: Path, name: str) -> Path:
    """A path that does not exist yet: nothing is ever overwritten without being asked."""
    target, stem, suffix, number = folder / name, Path(name).stem, Path(name).suffix, 2
    while target.exists():
        target, number = folder / f"{stem}-{number}{suffix}", number + 1
    return target
