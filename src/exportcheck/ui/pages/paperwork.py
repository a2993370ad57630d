"""The papers that the case needs, and which duties ask for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from exportcheck.ui.pages.page import Page
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.entry import Entry
from exportcheck.ui.widgets.layouts import clear, column, row
from exportcheck.ui.widgets.marks import WordMark
from exportcheck.ui.widgets.texts import label, prose, rule

if TYPE_CHECKING:
    from exportcheck.app.open_case import NeededDocument


class PaperworkPage(Page):
    """A list of papers in reading form."""

    duty_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        words = session.surroundings.words
        lay = self.column_body(words("Paperwork"), words("The papers that this case needs, and who issues them."))
        self._empty = prose(
            words("No paper is needed by what is known so far. Answer more questions to see them."), "soft", self
        )
        lay.addWidget(self._empty)
        self._list = column(gap=6)
        lay.addLayout(self._list)

    def show_state(self) -> None:
        """Show the papers."""
        clear(self._list)
        needed = self.session.case.documents()
        self._empty.setVisible(not needed)
        for paper in needed:
            self._show(paper)

    def _show(self, paper: NeededDocument) -> None:
        session = self.session
        words, language = session.surroundings.words, session.surroundings.language
        document = session.services.catalogue.documents[paper.document]
        self._list.addWidget(rule(self))
        self._list.addWidget(label(document.name.get(language), "heading", self, wrap=True))
        self._list.addWidget(prose(document.what_it_is.get(language), "", self))
        facts = [words("Issued by: {who}", who=document.issuer.get(language))]
        if document.validity:
            facts.append(words("Valid: {how_long}", how_long=document.validity.get(language)))
        if document.retention:
            facts.append(words("Keep: {how_long}", how_long=document.retention.get(language)))
        self._list.addWidget(prose("\n".join(facts), "soft", self))
        line = row(gap=6)
        known, tip = session.reading.known_short(document.known), session.reading.known(document.known)
        if paper.settled:
            line.addWidget(WordMark(session.surroundings, "done", words("Its duties are settled"), parent=self))
        line.addWidget(WordMark(session.surroundings, document.known, known, tip, self))
        line.addStretch()
        self._list.addLayout(line)
        for duty in paper.duties:
            entry = Entry(session.reading.title(duty), session.reading.place(duty, session.case.case), self)
            entry.clicked.connect(partial(self._wanted, duty.key))
            self._list.addWidget(entry)
        self._list.addSpacing(10)

    def _wanted(self, key: str, *_: object) -> None:
        self.duty_wanted.emit(key)
