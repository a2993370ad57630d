"""One duty: what a person decides stands on top, the text below it, note and files at the end."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from exportcheck.domain.assessment import Duty
from exportcheck.domain.case import Evidence, Status
from exportcheck.ui.presenters.duty_text import duty_sections
from exportcheck.ui.presenters.facts import was_asked
from exportcheck.ui.presenters.places import whole_place
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.date_input import DateInput
from exportcheck.ui.widgets.decision_strip import DecisionStrip
from exportcheck.ui.widgets.evidence_list import EvidenceList, files_in
from exportcheck.ui.widgets.fact_block import FactBlock, save_answer
from exportcheck.ui.widgets.late import LateText, flush_all
from exportcheck.ui.widgets.layouts import Body, Flow, clear, column, hfw, row, scroll_of
from exportcheck.ui.widgets.marks import WordMark
from exportcheck.ui.widgets.reading_text import ReadingText
from exportcheck.ui.widgets.texts import label, rule
from exportcheck.wording.terms import domain_word, look_of, look_word, severity_word

LARGE = 1.5
"""From this scale on, what stands on top scrolls with the text: it would leave no room."""


class DutyPane(QWidget):
    """Shows the open duty and commits what is decided about it."""

    product_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._duty: Duty | None = None
        self._taking: dict[str, int] = {}
        words = session.surroundings.words
        self._strip = DecisionStrip(session, self)
        self._strip.status_chosen.connect(self.set_status)
        self._strip.due_chosen.connect(self._set_due)
        self._strip.responsible_named.connect(self._set_responsible)
        self.text = ReadingText(session.surroundings, words("Text of the duty"), self)
        self.note = LateText(parent=self)
        self.note.setAccessibleName(words("Note"))
        self.note.setPlaceholderText(words("Your note: what was agreed, with whom, what is missing"))
        self.note.committed.connect(self._set_note)
        self.evidence = EvidenceList(session, self)
        self.evidence.files_chosen.connect(self.attach)
        self.evidence.removal_requested.connect(self._detach)
        self.setAcceptDrops(True)
        self._lay_out()

    def _lay_out(self) -> None:
        words, theme = self._session.surroundings.words, self._session.surroundings.theme
        self.note.setFixedHeight(theme.px(96))
        self._marks = QWidget(self)
        self._marks_flow = Flow(self._marks, gap=14)
        self._title = label("", "title", self, wrap=True)
        self._place = label("", "caption", self, wrap=True)
        self.back = button(words("Back to the list"), "quiet", self, key="Escape")
        self.back.clicked.connect(self.list_wanted)
        self.back.hide()
        head = QWidget(self)
        self._head = column(head, gap=6, margins=(24, 16, 24, 10))
        self._head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._head.addLayout(self._place_and_links())
        for part in (self._title, hfw(self._marks), self._strip):
            self._head.addWidget(part)
        self._asks = QFrame(self)
        self._asks.setObjectName("asks")
        self._asks_lay = column(self._asks, gap=12, margins=(16, 12, 16, 12))
        body = Body(self)
        large = theme.scale >= LARGE
        lay = column(body, gap=8, margins=(24, 0 if large else 12, 24, 24))
        if large:
            self._head.setContentsMargins(0, 16, 0, 10)
            lay.addWidget(head)
        for part in (self._asks, self.text):
            lay.addWidget(part)
        lay.addWidget(self._own_part(body))
        lay.addStretch()
        body.setMaximumWidth(theme.px(680))
        self.reader = scroll_of(body, self)
        self.reader.setAlignment(Qt.AlignmentFlag.AlignLeft)
        outer = column(self, gap=0)
        if not large:
            outer.addWidget(head)
            outer.addWidget(rule(self))
        outer.addWidget(self.reader, 1)

    def _place_and_links(self) -> QHBoxLayout:
        """Where the duty stands, and the ways down to its note and files."""
        words, lay = self._session.surroundings.words, row(gap=2)
        lay.addWidget(self._place, 1)
        self.to_note = button(words("Note"), "link", self, key="N")
        self.to_note.clicked.connect(partial(self.reach, self.note))
        self.to_evidence = button(words("Evidence"), "link", self)
        self.to_evidence.clicked.connect(partial(self.reach, self.evidence.add))
        for link in (self.to_note, self.to_evidence):
            lay.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return lay

    def reach(self, widget: QWidget, *_: object) -> None:
        """Put the keyboard into a part of the duty, and the part into sight."""
        own = self._own if self._own.isAncestorOf(widget) else widget
        self.reader.ensureWidgetVisible(own)
        self.reader.ensureWidgetVisible(widget)
        widget.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome anywhere on a duty that takes them."""
        if self._duty is not None and self._own.isVisibleTo(self) and files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        event.acceptProposedAction()
        self.attach(files_in(event.mimeData()))
        self.reach(self.evidence.add)

    def _own_part(self, body: QWidget) -> QWidget:
        """Note and files."""
        words = self._session.surroundings.words
        self._own = QWidget(body)
        own = column(self._own, gap=6)
        own.addSpacing(8)
        own.addWidget(label(words("Note"), "caption", self._own))
        own.addWidget(self.note)
        own.addSpacing(8)
        own.addWidget(label(words("Evidence"), "caption", self._own))
        own.addWidget(self.evidence)
        return self._own

    @property
    def due(self) -> DateInput:
        """The due date."""
        return self._strip.due

    @property
    def duty(self) -> Duty | None:
        """The duty that is shown."""
        return self._duty

    def show_duty(self, duty: Duty | None) -> None:
        """Show another duty, or the same one after a change."""
        before, key = self._duty, self._duty.key if self._duty else ""
        if duty is None or duty.key != key:
            flush_all(self)
        self._duty = duty
        if duty is None:
            return
        if duty != before:
            self.text.show_sections(duty_sections(self._session, duty))
            self._show_questions(duty)
        if duty.key != key:
            self.reader.verticalScrollBar().setValue(0)
        self._show_head(duty)
        self._show_own(duty)

    @Slot(str)
    def set_status(self, status: str) -> None:
        """Decide the status."""
        if self._duty is not None and self._duty.state == "applies":
            case, key = self._session.case, self._duty.key
            self._session.change(partial(case.respond, key, status=cast("Status", status)))

    @Slot(list)
    def attach(self, files: list[Path]) -> None:
        """Take files into the portfolio as evidence."""
        if self._duty is None:
            return
        key = self._duty.key
        for file in files:
            self._taking[key] = self._taking.get(key, 0) + 1
            self._session.attach(key, file, partial(self._taken, key))
        self._show_own(self._duty)

    def _show_head(self, duty: Duty) -> None:
        session, key = self._session, duty.key
        surroundings, reading = session.surroundings, session.reading
        words, requirement = surroundings.words, duty.requirement
        self._place.setText(f"{domain_word(words, requirement.domain)} · {whole_place(session, duty)}")
        if self._title.accessibleName() != reading.title(duty):
            self._title.setText(reading.title(duty))
            self._title.setAccessibleName(reading.title(duty))
        reconfirm = duty.state == "applies" and session.case.needs_confirmation(key)
        look = look_of(duty, session.case.response(key), reconfirm=reconfirm)
        clear(self._marks_flow)
        self._marks_flow.addWidget(WordMark(surroundings, look, look_word(words, look), parent=self._marks))
        self._marks_flow.addWidget(label(severity_word(words, requirement.severity), "small", self._marks))
        known, tip = reading.known_short(requirement.known), reading.known(requirement.known)
        self._marks_flow.addWidget(WordMark(surroundings, requirement.known, known, tip, self._marks))
        if reconfirm:
            again = button(words("The text has changed: confirm"), "", self._marks)
            again.clicked.connect(self._confirm)
            self._marks_flow.addWidget(again)
        self._strip.setVisible(duty.state == "applies")
        self._strip.show_response(session.case.response(key))

    def _show_questions(self, duty: Duty) -> None:
        clear(self._asks_lay)
        words = self._session.surroundings.words
        self._asks.setVisible(duty.state == "undecided" and bool(duty.missing))
        if duty.state != "undecided" or not duty.missing:
            return
        self._asks_lay.addWidget(
            label(words("Whether this applies depends on your answer:"), "soft", self._asks, wrap=True)
        )
        case, facts = self._session.case.case, self._session.reading.catalogue.facts
        for gap in duty.missing:
            if gap.ref.fact not in facts:
                add = button(words("Add a product"), "main", self._asks)
                add.clicked.connect(self.product_wanted)
                self._asks_lay.addWidget(add)
                continue
            block = FactBlock(self._session, gap.ref, self._asks, currency=gap.currency)
            block.show_answer(case.answer(gap.ref), asked=was_asked(case, gap.ref))
            block.answered.connect(partial(save_answer, self._session))
            self._asks_lay.addWidget(block)

    def _show_own(self, duty: Duty) -> None:
        session, key = self._session, duty.key
        response = session.case.response(key)
        files = tuple(one for one in session.case.case.evidence if one.duty == key)
        self._own.setVisible(duty.state != "not_applicable" or bool(files) or bool(response.note))
        words = session.surroundings.words
        self.to_note.setText(words("Note ✓") if response.note else words("Note"))
        self.to_evidence.setText(words("Evidence {count}", count=len(files)) if files else words("Evidence"))
        for link in (self.to_note, self.to_evidence):
            link.setVisible(not self._own.isHidden())
            link.setAccessibleName(link.text())
        self.note.show_text(response.note)
        self.evidence.show_files(files, self._taking.get(key, 0))

    def _taken(self, key: str, _evidence: Evidence | None) -> None:
        self._taking[key] = max(0, self._taking.get(key, 0) - 1)
        if self._duty is not None and self._duty.key == key:
            self._show_own(self._duty)

    @Slot(str)
    def _set_note(self, text: str) -> None:
        if self._duty is not None:
            self._session.change(partial(self._session.case.respond, self._duty.key, note=text))

    @Slot(object)
    def _set_due(self, day: dt.date | None) -> None:
        if self._duty is not None:
            self._session.change(partial(self._session.case.respond, self._duty.key, due=day))

    @Slot(str)
    def _set_responsible(self, name: str) -> None:
        if self._duty is not None:
            self._session.change(partial(self._session.case.respond, self._duty.key, responsible=name.strip()))

    @Slot(str)
    def _detach(self, evidence: str) -> None:
        self._session.change(partial(self._session.case.detach, evidence))

    @Slot()
    def _confirm(self) -> None:
        if self._duty is not None:
            self._session.change(partial(self._session.case.confirm, self._duty.key))
