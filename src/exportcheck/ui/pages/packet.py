"""The packet: the very PDF that will be saved, beside what can be chosen about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QHideEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QProgressBar, QWidget

from exportcheck.app.packet_plan import PARTS, Part
from exportcheck.domain.text import LANGUAGES
from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.packet import NEEDED, PacketPresenter, free_name
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.banner import announce
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.file_dialog import file_dialog
from exportcheck.ui.widgets.layouts import Body, column, row, scroll_of
from exportcheck.ui.widgets.pdf_preview import PdfPreview
from exportcheck.ui.widgets.texts import label, prose, rule
from exportcheck.wording.messages import Words

SETTLE_MS = 500
LARGE = 1.5


class PacketPage(Page):
    """Options on the left, the live preview on the right."""

    def __init__(self, session: Session, presenter: PacketPresenter, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._presenter = presenter
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(presenter.preview)
        self._dialog: QFileDialog | None = None
        self._exporting = False
        side = Body(self)
        self._lay = column(side, gap=8, margins=(32, 24, 24, 24))
        self._add_options(side)
        large = session.surroundings.theme.scale >= LARGE
        if large:
            self._add_export(side)
        self._lay.addStretch()
        left = self._left = QWidget(self)
        down = column(left, gap=0)
        down.addWidget(scroll_of(side, left), 1)
        if not large:
            foot = QWidget(left)
            self._lay = column(foot, gap=6, margins=(32, 8, 24, 16))
            self._add_export(foot)
            down.addWidget(rule(left))
            down.addWidget(foot)
        self.preview = PdfPreview(session.surroundings, self)
        across = row(self, gap=0)
        across.addWidget(left)
        across.addWidget(rule(self, upright=True))
        across.addWidget(self.preview, 1)
        presenter.preview_ready.connect(self.preview.show_file)
        presenter.exported.connect(self._exported)
        presenter.progressed.connect(self._progressed)
        presenter.ended.connect(self._ended)

    def show_state(self) -> None:
        """Bring the preview up to date, after a short pause."""
        words = self.session.surroundings.words
        self._where.setText(str(free_name(self._presenter.folder(), self._presenter.file_name())))
        self._done.setVisible(self._presenter.last is not None)
        self.open_file.setVisible(self._presenter.last is not None)
        self.open_folder.setVisible(self._presenter.last is not None)
        if self._presenter.last is not None:
            self._done.setText(words("Saved: {name}", name=self._presenter.last.name))
        if self._presenter.is_stale():
            self._settle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: no preview."""
        self._settle.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The preview keeps at least half of the page."""
        super().resizeEvent(event)
        self._left.setFixedWidth(min(self.session.surroundings.theme.px(380), event.size().width() // 2))

    def take_focus(self) -> None:
        """The keyboard is on the export."""
        self.export.setFocus()

    def _add_options(self, side: QWidget) -> None:
        words, lay = self.session.surroundings.words, self._lay
        lay.addWidget(label(words("Packet"), "huge", side))
        lay.addWidget(
            label(words("One PDF to hand to a client, a broker, a bank or a marketplace."), "soft", side, wrap=True)
        )
        lay.addSpacing(8)
        self.language = _box(words("Language of the packet"), [("es", "Español"), ("en", "English")], side)
        self.language.setCurrentIndex(LANGUAGES.index(self._presenter.choice.language))
        self.language.activated.connect(self._language_chosen)
        self.paper = _box(words("Paper"), [("A4", "A4"), ("Letter", words("Letter"))], side)
        self.paper.setCurrentIndex(max(0, self.paper.findData(self._presenter.choice.page_size)))
        self.paper.activated.connect(self._paper_chosen)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.addWidget(label(words("Language"), "caption", side), 0, 0)
        grid.addWidget(label(words("Paper"), "caption", side), 0, 1)
        grid.addWidget(self.language, 1, 0)
        grid.addWidget(self.paper, 1, 1)
        lay.addLayout(grid)
        lay.addWidget(label(words("Parts"), "caption", side))
        self.parts: dict[Part, QCheckBox] = {}
        boxes = column(gap=0)
        lay.addLayout(boxes)
        for part in PARTS:
            box = QCheckBox(part_word(words, part), side)
            box.setChecked(part in self._presenter.choice.parts)
            box.setEnabled(part not in NEEDED)
            box.setAccessibleName(part_word(words, part))
            box.clicked.connect(partial(self._part_clicked, part))
            self.parts[part] = box
            boxes.addWidget(box)

    def _add_export(self, side: QWidget) -> None:
        words, lay = self.session.surroundings.words, self._lay
        self.export = button(words("Export PDF"), "main", side, key="Ctrl+P")
        self.export.clicked.connect(self.do_export)
        self.cancel = button(words("Stop"), "second", side)
        self.cancel.clicked.connect(self._presenter.stop)
        self.cancel.hide()
        line = row()
        line.addWidget(self.export)
        line.addWidget(self.cancel)
        line.addStretch()
        lay.addLayout(line)
        self.bar = QProgressBar(side)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words("Progress of the export"))
        self.bar.hide()
        lay.addWidget(self.bar)
        lay.addWidget(label(words("Saved as"), "caption", side))
        self._where = prose("", "small", side)
        lay.addWidget(self._where)
        change = button(words("Other folder…"), "quiet", side)
        change.clicked.connect(self._choose_folder)
        self._done = prose("", "good", side)
        self.open_file = button(words("Open the PDF"), "", side)
        self.open_file.clicked.connect(self._open_file)
        self.open_folder = button(words("Open its folder"), "", side)
        self.open_folder.clicked.connect(self._open_folder)
        lay.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        lay.addWidget(self._done)
        last = row()
        last.addWidget(self.open_file)
        last.addWidget(self.open_folder)
        last.addStretch()
        lay.addLayout(last)

    @Slot()
    def do_export(self) -> None:
        """Save the packet."""
        self._settle.stop()
        self._presenter.export()
        self._exporting = True

    @Slot(int, int)
    def _progressed(self, done: int, total: int) -> None:
        if self._presenter.busy:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.bar.show()
            self.cancel.show()
            self.preview.show_progress(done, total)

    @Slot()
    def _ended(self) -> None:
        self.bar.hide()
        self.cancel.hide()
        if self._exporting and self._presenter.is_stale() and self.isVisible():
            self._settle.start()
        self._exporting = False

    @Slot(object)
    def _exported(self, path: Path) -> None:
        announce(self, self.session.surroundings.words("Packet saved: {path}", path=path))
        self.refresh()
        self.preview.show_file(path)

    @Slot(int)
    def _language_chosen(self, at: int) -> None:
        self._presenter.choice.language = self.language.itemData(at)
        self.refresh()

    @Slot(int)
    def _paper_chosen(self, at: int) -> None:
        self._presenter.choice.page_size = self.paper.itemData(at)
        self.refresh()

    def _part_clicked(self, part: Part, *_: object) -> None:
        parts = self._presenter.choice.parts
        chosen = self.parts[part].isChecked()
        self._presenter.choice.parts = parts | {part} if chosen else parts - {part}
        self.refresh()

    @Slot()
    def _choose_folder(self) -> None:
        words, folder = self.session.surroundings.words, str(self._presenter.folder())
        title = words("Where to save packets")
        self._dialog = file_dialog(self, words, title, QFileDialog.FileMode.Directory, folder)
        self._dialog.fileSelected.connect(self._folder_chosen)
        self._dialog.open()

    @Slot(str)
    def _folder_chosen(self, folder: str) -> None:
        self._presenter.set_folder(Path(folder))
        self.refresh()

    @Slot()
    def _open_file(self) -> None:
        if self._presenter.last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._presenter.last)))

    @Slot()
    def _open_folder(self) -> None:
        if self._presenter.last is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._presenter.last.parent)))


def part_word(words: Words, part: Part) -> str:
    """The name of a part of the packet."""
    return {
        "cover": words("Cover"),
        "glance": words("At a glance"),
        "case": words("The case"),
        "requirements": words("Duties"),
        "upcoming": words("What changes within a year"),
        "not_applicable": words("What does not apply, and why"),
        "paperwork": words("Papers"),
        "evidence": words("Evidence"),
        "sources": words("Sources"),
    }[part]


def _box(name: str, options: list[tuple[str, str]], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    for value, text in options:
        box.addItem(text, value)
    return box
