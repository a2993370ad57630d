"""The line above the page: which case this is, taking back, and the language."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from exportcheck.domain.text import LANGUAGES, Language
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button, choice
from exportcheck.ui.widgets.layouts import row
from exportcheck.ui.widgets.texts import OneLine

NAMES: dict[Language, str] = {"es": "Español", "en": "English"}


class Header(QFrame):
    """Case, client, destinations, day."""

    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._session = session
        words = session.surroundings.words
        lay = row(self, gap=8, margins=(32, 8, 16, 8))
        self._title = OneLine("strong", self)
        self._under = OneLine("soft", self)
        self._title.setMinimumWidth(1)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        lay.addWidget(self._title)
        lay.addWidget(self._under, 1)
        self.undo = button(words("Undo"), "quiet", self, key="Ctrl+Z")
        self.undo.clicked.connect(self.undo_requested)
        self.redo = button(words("Redo"), "quiet", self, key="Ctrl+Shift+Z")
        self.redo.clicked.connect(self.redo_requested)
        lay.addWidget(self.undo)
        lay.addWidget(self.redo)
        self.languages = {}
        for language in LANGUAGES:
            made = choice(language.upper(), self, tip=NAMES[language], quiet=True)
            made.setAccessibleName(NAMES[language])
            made.setChecked(language == session.surroundings.language)
            made.clicked.connect(partial(self._language_clicked, language))
            lay.addWidget(made)
            self.languages[language] = made

    def refresh(self) -> None:
        """Show the open case."""
        session = self._session
        has_case = session.is_ready and session.has_case
        self.undo.setVisible(has_case)
        self.redo.setVisible(has_case and session.case.can_redo)
        if not has_case:
            self._title.setText("")
            self._under.setText("")
            return
        case = session.case.case
        self.undo.setEnabled(session.case.can_undo)
        countries = " ".join(code.upper() for code in case.plan.destinations)
        self._title.setText(case.title)
        under = " · ".join(
            part for part in (case.client.name, countries, session.format.date_short(case.plan.date)) if part
        )
        self._under.setText(f"·  {under}")
        self.setToolTip(f"{case.title} · {under}")

    def _language_clicked(self, language: Language, *_: object) -> None:
        self.languages[language].setChecked(True)
        self._session.surroundings.set_language(language)
