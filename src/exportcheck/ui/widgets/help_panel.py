"""Short help for the page, the keys, and the words of the trade. Stands beside the page, never in front of it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QGridLayout, QWidget

from exportcheck.ui.session import Session
from exportcheck.ui.sidebar import PageName, page_word
from exportcheck.ui.widgets.layouts import Body, clear, column, scroll_of
from exportcheck.ui.widgets.texts import label, prose
from exportcheck.wording.messages import Words


class HelpPanel(QDockWidget):
    """Help in a panel that can be closed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session.surroundings.words("Help"), parent)
        self._session = session
        self.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetClosable)
        self.setAllowedAreas(Qt.DockWidgetArea.RightDockWidgetArea)
        body = Body(self)
        self._lay = column(body, gap=8, margins=(16, 12, 16, 16))
        scroll = scroll_of(body, self)
        scroll.setMinimumWidth(session.surroundings.theme.px(260))
        self.setWidget(scroll)

    def show_page(self, page: PageName) -> None:
        """Show the help of a page."""
        clear(self._lay)
        words = self._session.surroundings.words
        self._lay.addWidget(label(page_word(words, page), "title", self))
        self._lay.addWidget(prose(page_help(words, page), "", self))
        self._lay.addSpacing(8)
        self._lay.addWidget(label(words("Keys"), "heading", self))
        self._lay.addWidget(self._keys(words))
        self._glossary(words)
        self._lay.addStretch()

    def _keys(self, words: Words) -> QWidget:
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        for at, (key, meaning) in enumerate(keys(words)):
            grid.addWidget(label(key, "strong", box), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(prose(meaning, "", box), at, 1)
        grid.setColumnStretch(1, 1)
        return box

    def _glossary(self, words: Words) -> None:
        if not self._session.is_ready or not self._session.services.catalogue.glossary:
            return
        language = self._session.surroundings.language
        self._lay.addSpacing(8)
        self._lay.addWidget(label(words("Words of the trade"), "heading", self))
        terms = sorted(
            (one.term.get(language), one.meaning.get(language))
            for one in self._session.services.catalogue.glossary.values()
        )
        for term, meaning in terms:
            self._lay.addWidget(label(term, "strong", self))
            self._lay.addWidget(prose(meaning, "soft", self))


def page_help(words: Words, page: PageName) -> str:
    """A few sentences on what a page is for."""
    return {
        "home": words("Your clients and cases. A case is one planned sale to one or several countries."),
        "client": words(
            "Who sells. The facts about the firm decide which duties apply; they are kept for all its cases."
        ),
        "plan": words("Where the goods go, when, and how. Leave blank what you do not know: nothing is assumed."),
        "products": words(
            "One line for each kind of product. What it is decides most of the customs and product rules."
        ),
        "questions": words(
            "The most decisive question comes first. “I don't know” is a good answer: the duty stays undecided."
        ),
        "checklist": words("What you must do, why, under which law, and what proves it. Set a status as you go."),
        "paperwork": words("The papers that your duties ask for, and who issues them."),
        "packet": words("The PDF to hand over. What you see is what will be saved."),
    }[page]


def keys(words: Words) -> tuple[tuple[str, str], ...]:
    """The keys worth knowing."""
    return (
        ("Ctrl+1 … 8", words("Go to a step")),
        ("↑ ↓", words("Move in the list")),
        ("1 … 5", words("Set the status")),
        ("N", words("Write a note")),
        ("D", words("Set the due date")),
        ("E", words("Add evidence")),
        ("W", words("Why it applies")),
        ("/", words("Filter by words")),
        ("Esc", words("Back to the list")),
        ("Ctrl+P", words("Packet, then export")),
        ("Ctrl+Z", words("Undo")),
        ("Ctrl+Shift+Z", words("Redo")),
        ("Ctrl++  Ctrl+-", words("Text size")),
    )
