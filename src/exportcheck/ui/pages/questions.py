"""The interview: one question at a time, the most decisive first, and everything else in sight."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from exportcheck.domain.assessment import Question
from exportcheck.domain.values import FactRef
from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.facts import InterviewPresenter, was_asked
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.entry import Entry
from exportcheck.ui.widgets.fact_block import FactBlock, save_answer
from exportcheck.ui.widgets.layouts import Body, clear, column, row, scroll_of
from exportcheck.ui.widgets.texts import label, prose, rule

if TYPE_CHECKING:
    from exportcheck.app.open_case import Changes

NEXT_SHOWN = 12
NARROW = 760


class QuestionsPage(Page):
    """The question on the left, what is left and what is unknown on the right."""

    def __init__(self, session: Session, presenter: InterviewPresenter, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._presenter = presenter
        self.block: FactBlock | None = None
        self._shown: Question | None = None
        self._entries: dict[tuple[FactRef, str, str, str], Entry] = {}
        self._spare: dict[tuple[FactRef, str, str, str], Entry] = {}
        words, theme = session.surroundings.words, session.surroundings.theme
        body = Body(self)
        lay = column(body, gap=12, margins=(32, 24, 32, 32))
        lay.addWidget(label(words("Questions"), "huge", body))
        self._lead = label("", "soft", body, wrap=True)
        lay.addWidget(self._lead)
        lay.addSpacing(8)
        self._card = QFrame(body)
        self._card.setObjectName("card")
        self._card_lay = column(self._card, gap=10, margins=(24, 20, 24, 20))
        lay.addWidget(self._card)
        lay.addLayout(self._buttons(body))
        self.news = label("", "good", body, wrap=True)
        lay.addWidget(self.news)
        lay.addStretch()
        body.setMaximumWidth(theme.px(700))
        side = Body(self)
        self._side = column(side, gap=4, margins=(20, 28, 20, 24))
        self._aside = aside = scroll_of(side, self)
        aside.setFixedWidth(theme.px(320))
        across = row(self, gap=0)
        across.addWidget(scroll_of(body, self), 1)
        across.addWidget(rule(self, upright=True))
        across.addWidget(aside)

    def show_state(self) -> None:
        """Show the question to ask now and what is left."""
        words, waiting = self.session.surroundings.words, self._presenter.waiting()
        self._lead.setText(
            words.many(
                "{count} question can still change your list. Stop at any time: what is unknown stays undecided.",
                "{count} questions can still change your list. Stop at any time: what is unknown stays undecided.",
                len(waiting),
            )
            if waiting
            else words("No question is left that could change your list.")
        )
        self._show_question()
        self._show_side(waiting)
        self.back.setEnabled(bool(self._presenter.state.trail))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the question goes first."""
        super().resizeEvent(event)
        self._aside.setVisible(event.size().width() >= self.session.surroundings.theme.px(NARROW))

    def note_changes(self, changes: Changes) -> None:
        """Say what the answer did."""
        self.news.setText(news_of(self.session, changes))
        self.news.setAccessibleName(self.news.text())

    def take_focus(self) -> None:
        """The keyboard is in the answer."""
        if self.block is not None:
            self.block.input.take_focus()
        else:
            self.onward.setFocus()

    def _buttons(self, parent: QWidget) -> QHBoxLayout:
        words = self.session.surroundings.words
        self.back = button(words("Back"), "second", parent)
        self.back.clicked.connect(self._go_back)
        self.later = button(words("Later"), "second", parent, tip=words("Asks it again at the end"))
        self.later.clicked.connect(self._put_off)
        self.onward = button(words("To the checklist"), "main", parent)
        self.onward.clicked.connect(partial(self.page_wanted.emit, "checklist"))
        lay = row(gap=8)
        lay.addWidget(self.back)
        lay.addWidget(self.later)
        lay.addStretch()
        lay.addWidget(self.onward)
        return lay

    def _show_question(self) -> None:
        question, words = self._presenter.current(), self.session.surroundings.words
        self.later.setEnabled(question is not None)
        case = self.session.case.case
        if question is None:
            clear(self._card_lay)
            self.block, self._shown = None, None
            self._card_lay.addWidget(prose(words("Your checklist is as sharp as it can be."), "heading", self._card))
            return
        if (
            self._shown is None
            or self.block is None
            or (question.ref, question.currency) != (self._shown.ref, self._shown.currency)
        ):
            self._build(question)
        self._shown = question
        if self.block is not None:
            self.block.show_answer(case.answer(question.ref), asked=was_asked(case, question.ref))
        self._waiting.setText(
            words.many("Decides {count} duty", "Decides {count} duties", question.waiting) if question.waiting else ""
        )

    def _build(self, question: Question) -> None:
        had_focus = self.block is not None and self.block.isAncestorOf(self.window().focusWidget())
        clear(self._card_lay)
        place = self.session.reading.place(question.ref, self.session.case.case)
        head = row()
        head.addWidget(label(place, "caption", self._card, wrap=True), 1)
        self._waiting = label("", "small", self._card)
        head.addWidget(self._waiting, 0, Qt.AlignmentFlag.AlignTop)
        self._card_lay.addLayout(head)
        self.block = FactBlock(self.session, question.ref, self._card, currency=question.currency, face="title")
        self.block.answered.connect(self._answered)
        self._card_lay.addWidget(self.block)
        if had_focus:
            self.take_focus()

    def _show_side(self, waiting: tuple[Question, ...]) -> None:
        self._empty_side()
        words, reading, case = self.session.surroundings.words, self.session.reading, self.session.case.case
        current = self._presenter.current()
        coming = [one for one in waiting if current is None or one.ref != current.ref]
        if coming:
            self._side.addWidget(label(words("Next"), "caption", self))
        for question in coming[:NEXT_SHOWN]:
            self._entry(question.ref, reading.question(question.ref, currency=question.currency), question.currency)
        if len(coming) > NEXT_SHOWN:
            more = words.many("and {count} more", "and {count} more", len(coming) - NEXT_SHOWN)
            self._side.addWidget(label(more, "small", self))
        unknown = [ref for ref in self._presenter.unknown() if ref.fact in reading.catalogue.facts]
        if unknown:
            self._side.addSpacing(12)
            self._side.addWidget(label(words("You did not know"), "caption", self))
        for ref in unknown:
            self._entry(ref, reading.question(ref))
        trail = self._presenter.state.trail
        if trail:
            self._side.addSpacing(12)
            self._side.addWidget(label(words("Answered just now"), "caption", self))
        for ref in reversed(trail[-6:]):
            answer = reading.answer(ref, case.answer(ref))
            self._entry(ref, f"{reading.question(ref)} {answer}")
        self._side.addStretch()
        for entry in self._spare.values():
            entry.hide()
            entry.deleteLater()
        self._spare = {}

    def _empty_side(self) -> None:
        """Entries are kept for what is listed again: most of them are, whatever was answered."""
        self._spare, self._entries = self._entries, {}
        while (item := self._side.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and not isinstance(widget, Entry):
                widget.hide()
                widget.deleteLater()

    def _entry(self, ref: FactRef, text: str, currency: str = "") -> None:
        place = self.session.reading.place(ref, self.session.case.case)
        key = (ref, text, place, currency)
        entry = self._spare.pop(key, None)
        if entry is None:
            entry = Entry(text, place, self)
            entry.clicked.connect(partial(self._go_to, ref, currency))
        self._side.addWidget(entry)
        self._entries[key] = entry

    def _go_to(self, ref: FactRef, currency: str, *_: object) -> None:
        self._presenter.go_to(ref, currency)
        self.refresh()
        self.take_focus()

    @Slot(object, object)
    def _answered(self, ref: FactRef, given: object) -> None:
        self._presenter.answered(ref)
        save_answer(self.session, ref, given)

    @Slot()
    def _put_off(self) -> None:
        self._presenter.put_off()
        self.refresh()
        self.take_focus()

    @Slot()
    def _go_back(self) -> None:
        self._presenter.back()
        self.refresh()
        self.take_focus()


def news_of(session: Session, changes: Changes) -> str:
    """What an answer changed, in a sentence or two."""
    words, reading, case = session.surroundings.words, session.reading, session.case
    parts = []
    if changes.added:
        titles = "; ".join(reading.title(case.duty(key)) for key in changes.added[:2])
        parts.append(
            words.many(
                "{count} duty now applies: {titles}",
                "{count} duties now apply: {titles}",
                len(changes.added),
                titles=titles,
            )
            + ("…" if len(changes.added) > 2 else ".")  # noqa: PLR2004  # two are named
        )
    if changes.removed:
        parts.append(words.many("{count} duty fell away.", "{count} duties fell away.", len(changes.removed)))
    if parts or changes.touched:
        parts.append(words.many("{count} duty is undecided.", "{count} duties are undecided.", changes.undecided))
    return " ".join(parts)
