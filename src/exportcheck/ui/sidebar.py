"""The steps: where am I, what is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from exportcheck.ui.session import Session
from exportcheck.ui.widgets.layouts import column, row
from exportcheck.wording.messages import Words

if TYPE_CHECKING:
    from exportcheck.ui.widgets.foot import Foot

LARGE = 1.5
PageName = Literal["home", "client", "plan", "products", "questions", "checklist", "paperwork", "packet"]
PAGES: tuple[PageName, ...] = ("home", "client", "plan", "products", "questions", "checklist", "paperwork", "packet")


class Step(QPushButton):
    """One step, with a count at its end."""

    def __init__(self, text: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._name = text
        self._count: QLabel | None = None
        self.setProperty("kind", "quiet")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setToolTip(f"Ctrl+{number}")
        self.setAccessibleName(text)

    def show_count(self, count: str, spoken: str = "") -> None:
        """What is left to do in this step."""
        self.setAccessibleName(f"{self._name}. {spoken}" if spoken else self._name)
        if self._count is None:
            if not count:
                return
            from exportcheck.ui.widgets.texts import label  # the first paint does without

            self._count = label("", "small", self)
            lay = row(self, margins=(0, 0, 10, 0))
            lay.addStretch()
            lay.addWidget(self._count)
        if self._count.text() != count:
            self._count.setText(count)


class Sidebar(QFrame):
    """Eight steps and the ring of what is done."""

    page_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._session = session
        words, theme = session.surroundings.words, session.surroundings.theme
        self.setFixedWidth(theme.px(206 if theme.scale < LARGE else 182))
        lay = column(self, gap=2, margins=(10, 18, 10, 16))
        wordmark = QLabel("exportcheck", self)
        wordmark.setProperty("face", "heading")
        wordmark.setContentsMargins(9, 0, 0, 0)
        lay.addWidget(wordmark)
        lay.addSpacing(14)
        self.steps: dict[PageName, Step] = {}
        for number, name in enumerate(PAGES, start=1):
            step = Step(page_word(words, name), number, self)
            step.clicked.connect(partial(self._clicked, name))
            lay.addWidget(step)
            self.steps[name] = step
        lay.addStretch()
        self._lay = lay
        self._foot: Foot | None = None

    def show_page(self, name: PageName) -> None:
        """Mark where the person is."""
        for of, step in self.steps.items():
            step.setChecked(of == name)

    def refresh(self) -> None:
        """Show what is left."""
        has_case = self._session.is_ready and self._session.has_case
        for name, step in self.steps.items():
            step.setEnabled(name == "home" or has_case)
        if self._foot is not None:
            self._foot.setVisible(has_case)
        if not has_case:
            for step in self.steps.values():
                step.show_count("")
            return
        self._show_left()

    def _show_left(self) -> None:
        from exportcheck.ui.presenters.facts import open_questions  # the first paint does without

        words, case = self._session.surroundings.words, self._session.case
        tally = case.progress().all
        open_now = tally.total - tally.done - tally.waived
        share = words("{share} done", share=self._session.format.percent(tally.readiness))
        self._made_foot().show_share(tally.readiness, share, words.many("{count} open", "{count} open", open_now))
        questions = len(open_questions(case.case, case.assessment))
        self._count("questions", questions, words.many("{count} question left", "{count} questions left", questions))
        settled = words.many("{count} duty not settled", "{count} duties not settled", open_now)
        self._count("checklist", open_now, settled)
        lines = len(case.case.lines)
        self._count("products", lines, words.many("{count} product", "{count} products", lines))

    def _made_foot(self) -> Foot:
        if self._foot is None:
            from exportcheck.ui.widgets.foot import Foot

            self._foot = Foot(self._session.surroundings, self)
            self._lay.addWidget(self._foot)
        return self._foot

    def _count(self, name: PageName, count: int, spoken: str) -> None:
        self.steps[name].show_count(str(count) if count else "", spoken)

    def _clicked(self, name: PageName, *_: object) -> None:
        self.page_wanted.emit(name)


def page_word(words: Words, name: PageName) -> str:
    """The name of a page."""
    return {
        "home": words("Home"),
        "client": words("Client"),
        "plan": words("Plan"),
        "products": words("Products"),
        "questions": words("Questions"),
        "checklist": words("Checklist"),
        "paperwork": words("Paperwork"),
        "packet": words("Packet"),
    }[name]
