"""Home: the portfolio, and the ways to begin."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.home import CaseLine, HomePresenter
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button, choice
from exportcheck.ui.widgets.case_overview import CaseOverview
from exportcheck.ui.widgets.entry import Entry
from exportcheck.ui.widgets.layouts import clear, column, row
from exportcheck.ui.widgets.marks import Ring
from exportcheck.ui.widgets.new_case import NewCasePanel
from exportcheck.ui.widgets.texts import label, prose, rule


class HomePage(Page):
    """Cases with their readiness; a form for a new one unfolds in place."""

    duty_wanted = Signal(str)

    def __init__(self, session: Session, presenter: HomePresenter, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._presenter = presenter
        words = session.surroundings.words
        lay = self._inner = self.column_body("exportcheck")
        self._lead = label("", "heading", self, wrap=True)
        lay.addWidget(self._lead)
        lay.addSpacing(4)
        lay.addLayout(self._buttons())
        self.panel: NewCasePanel | None = None
        self._panel_place = column(gap=0)
        lay.addLayout(self._panel_place)
        self._list = column(gap=0)
        self._nothing = prose(
            words("No case is at work. Begin a new one, or take back one that was put away."), "soft", self
        )
        lay.addWidget(self._nothing)
        lay.addSpacing(12)
        lay.addLayout(self._list)
        self._add_archive()
        self.overview = CaseOverview(session, self)
        self.overview.duty_wanted.connect(self.duty_wanted)
        lay.addSpacing(12)
        lay.addWidget(self.overview)
        self._note = prose(
            words(
                "exportcheck informs and organises; it does not give legal advice. Everything stays on this computer."
            ),
            "small",
            self,
        )
        lay.addSpacing(16)
        lay.addWidget(self._note)

    def show_state(self) -> None:
        """Show the portfolio."""
        words = self.session.surroundings.words
        empty = self._presenter.is_empty()
        self._lead.setText(
            words("Know what you must comply with to sell abroad, do it step by step, and hand over the proof.")
            if empty
            else words("Your cases")
        )
        self.sample.setVisible(empty)
        self._show_panel()
        clear(self._list)
        lines = self._presenter.lines()
        self._nothing.setVisible(not lines and not empty)
        for line in lines:
            self._list.addWidget(rule(self))
            self._list.addWidget(self._case(line))
        self._show_archive()
        self.overview.show_case()

    def take_focus(self) -> None:
        """Work begins with the first case, or with a new one."""
        first = self._list.itemAt(1)
        row_widget = first.widget() if first is not None else None
        entry = row_widget.findChild(Entry) if row_widget is not None else None
        (entry if entry is not None else self.new).setFocus()

    @Slot()
    def begin(self) -> None:
        """Unfold the form for a new case."""
        self._presenter.form.shown = True
        self._show_panel()
        if self.panel is not None:
            self.panel.take_focus()

    def _buttons(self) -> QHBoxLayout:
        words = self.session.surroundings.words
        self.new = button(words("New case"), "main", self)
        self.new.clicked.connect(self.begin)
        self.sample = button(words("Look around the sample"), "second", self)
        self.sample.clicked.connect(self.session.open_sample)
        lay = row()
        lay.addWidget(self.new)
        lay.addWidget(self.sample)
        lay.addStretch()
        return lay

    def _show_panel(self) -> None:
        shown = self._presenter.form.shown
        if shown and self.panel is None:
            self.panel = NewCasePanel(self.session, self._presenter, self)
            self.panel.closed.connect(self._close_panel)
            self._panel_place.addWidget(self.panel)
        elif not shown and self.panel is not None:
            clear(self._panel_place)
            self.panel = None

    @Slot()
    def _close_panel(self) -> None:
        self._presenter.form.shown = False
        self._show_panel()
        self.new.setFocus()

    def _case(self, line: CaseLine) -> QWidget:
        words = self.session.surroundings.words
        box = QWidget(self)
        lay = row(box, gap=12, margins=(0, 6, 0, 6))
        ring = Ring(self.session.surroundings, box, 34)
        ring.show_share(line.readiness)
        lay.addWidget(ring)
        entry = Entry(line.title, line.under, box, face="strong", state=line.state)
        entry.setAccessibleName(f"{line.title}. {line.under}. {line.state}")
        entry.clicked.connect(partial(self._open, line.id))
        lay.addWidget(entry, 1)
        if line.open_now:
            lay.addWidget(label(words("open now"), "good", box))
        lay.addWidget(label(self.session.format.percent(line.readiness), "strong", box))
        archive = button(
            words("Put away"), "quiet", box, tip=words("Moves the case out of this list; nothing is deleted.")
        )
        archive.setAccessibleName(words("Put away {name}", name=line.title))
        archive.clicked.connect(partial(self._archive, line.id))
        lay.addWidget(archive)
        return box

    def _add_archive(self) -> None:
        """The cases put away, behind one quiet line."""
        self.archive = choice("", self, quiet=True)
        self.archive.clicked.connect(self._archive_clicked)
        self._put_away = column(gap=0)
        self._inner.addWidget(self.archive, 0, Qt.AlignmentFlag.AlignLeft)
        self._inner.addLayout(self._put_away)

    def _show_archive(self) -> None:
        words, lines = self.session.surroundings.words, self._presenter.lines(archived=True)
        clear(self._put_away)
        self.archive.setVisible(bool(lines))
        self.archive.setChecked(self._presenter.archived_shown)
        self.archive.setText(words("Archived ({count})", count=len(lines)))
        self.archive.setAccessibleName(self.archive.text())
        for line in lines if self._presenter.archived_shown else ():
            box = QWidget(self)
            lay = row(box, gap=12, margins=(8, 4, 0, 4))
            lay.addWidget(label(f"{line.title} · {line.under}", "soft", box, wrap=True), 1)
            back = button(words("Take back"), "quiet", box)
            back.setAccessibleName(words("Take back {name}", name=line.title))
            back.clicked.connect(partial(self._take_back, line.id))
            lay.addWidget(back)
            self._put_away.addWidget(box)

    @Slot()
    def _archive_clicked(self) -> None:
        self._presenter.archived_shown = self.archive.isChecked()
        self._show_archive()

    def _take_back(self, case_id: str, *_: object) -> None:
        self.session.attempt(partial(self.session.desk.archive_case, case_id, archived=False))
        self.refresh()
        self.take_focus()

    def _open(self, case_id: str, *_: object) -> None:
        self.session.open_case(case_id)

    def _archive(self, case_id: str, *_: object) -> None:
        self.session.attempt(partial(self.session.desk.archive_case, case_id))
        if self.session.has_case and self.session.case.case.id == case_id:
            self.session.leave_case()
        else:
            self.refresh()
