"""The files kept as proof of a duty: add, remove; which files a drop brings."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from exportcheck.domain.case import Evidence
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.file_dialog import file_dialog
from exportcheck.ui.widgets.layouts import clear, column, row
from exportcheck.ui.widgets.texts import OneLine, label


class EvidenceList(QWidget):
    """Files, with a button that adds; files can be dropped anywhere on the duty."""

    files_chosen = Signal(list)
    removal_requested = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._dialog: QFileDialog | None = None
        words = session.surroundings.words
        self._rows = column(gap=4)
        self.add = button(words("Add a file…"), "", self, tip=words("Copies the file into the portfolio"), key="E")
        self.add.clicked.connect(self.choose)
        lay = column(self, gap=6)
        lay.addLayout(self._rows)
        foot = row()
        foot.addWidget(self.add)
        foot.addWidget(label(words("or drop files anywhere on this duty"), "small", self, wrap=True), 1)
        lay.addLayout(foot)

    def show_files(self, files: tuple[Evidence, ...], taking: int = 0) -> None:
        """Show the stored files, and how many are being taken in."""
        words = self._session.surroundings.words
        clear(self._rows)
        for file in files:
            line = QWidget(self)
            lay = row(line)
            name = OneLine("strong", line)
            name.setText(file.name)
            name.setToolTip(file.name)
            lay.addWidget(name, 1)
            lay.addWidget(
                label(f"{_size(file.size)} · {self._session.format.date_short(file.added.date())}", "small", line)
            )
            remove = button(words("Remove"), "quiet", line)
            remove.setAccessibleName(words("Remove {name}", name=file.name))
            remove.clicked.connect(partial(self._remove, file.id))
            lay.addWidget(remove)
            self._rows.addWidget(line)
        if taking:
            self._rows.addWidget(
                label(words.many("Taking in {count} file…", "Taking in {count} files…", taking), "soft", self)
            )

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        words = self._session.surroundings.words
        self._dialog = file_dialog(self, words, words("Add evidence"), QFileDialog.FileMode.ExistingFiles)
        self._dialog.filesSelected.connect(self._selected)
        self._dialog.open()

    @Slot(list)
    def _selected(self, names: list[str]) -> None:
        self.files_chosen.emit([Path(name) for name in names])

    def _remove(self, evidence: str, *_: object) -> None:
        self.removal_requested.emit(evidence)


def files_in(data: QMimeData) -> list[Path]:
    """The files of this computer that are being dragged; folders are told apart when they are taken in."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _size(size: int) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1000:  # noqa: PLR2004  # decimal units
            return f"{size:.0f} {unit}"
        size //= 1000
    return f"{size} GB"
