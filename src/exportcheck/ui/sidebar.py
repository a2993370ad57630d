"""The steps: where am I, what is left."""

from __future__ import annotations

from functools import partial
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from exportcheck.ui.presenters.facts import open_questions
from exportcheck.ui.session import Session
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.widgets.layouts import column, row
from exportcheck.ui.widgets.marks import Ring
from exportcheck.ui.widgets.texts import label
from exportcheck.wording.messages import Words

LARGE = 1.5
PageName = Literal["home", "client", "plan", "products", "questions", "checklist", "paperwork", "packet"]
PAGES: tuple[PageName, ...] = ("home", "client", "plan", "products", "questions", "checklist", "paperwork", "packet")


class Step(QPushButton):
    """One step, with a count at its end."""

    def __init__(self, surroundings: Surroundings, text: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._surroundings, self._name, self._count = surroundings, text, ""
        self.setProperty("kind", "quiet")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setToolTip(f"Ctrl+{number}")
        self.setAccessibleName(text)

    def show_count(self, count: str, spoken: str = "") -> None:
        """What is left to do in this step."""
        self._count = count
        self.setAccessibleName(f"{self._name}. {spoken}" if spoken else self._name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt's hook."""
        super().paintEvent(event)
        if self._count and self.isEnabled():
            theme = self._surroundings.theme
            painter = QPainter(self)
            painter.setFont(theme.font(13))
            painter.setPen(theme.colour("ink_soft"))
            box = QRectF(self.rect()).adjusted(0, 0, -theme.px(10), 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._count)
            painter.end()


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
        wordmark = label("exportcheck", "heading", self)
        wordmark.setContentsMargins(9, 0, 0, 0)
        lay.addWidget(wordmark)
        lay.addSpacing(14)
        self.steps: dict[PageName, Step] = {}
        for number, name in enumerate(PAGES, start=1):
            step = Step(session.surroundings, page_word(words, name), number, self)
            step.clicked.connect(partial(self._clicked, name))
            lay.addWidget(step)
            self.steps[name] = step
        lay.addStretch()
        self._foot = QWidget(self)
        foot = row(self._foot, gap=10, margins=(6, 0, 0, 0))
        self._ring = Ring(session.surroundings, self._foot, 34)
        self._share = label("", "strong", self._foot)
        self._outlook = label("", "small", self._foot)
        self._outlook.setWordWrap(True)
        texts = column(gap=0)
        texts.addWidget(self._share)
        texts.addWidget(self._outlook)
        foot.addWidget(self._ring)
        self._ring.setVisible(theme.scale < LARGE)
        foot.addLayout(texts, 1)
        lay.addWidget(self._foot)

    def show_page(self, name: PageName) -> None:
        """Mark where the person is."""
        for of, step in self.steps.items():
            step.setChecked(of == name)

    def refresh(self) -> None:
        """Show what is left."""
        has_case = self._session.is_ready and self._session.has_case
        for name, step in self.steps.items():
            step.setEnabled(name == "home" or has_case)
        self._foot.setVisible(has_case)
        if not has_case:
            for step in self.steps.values():
                step.show_count("")
            return
        words, case = self._session.surroundings.words, self._session.case
        tally = case.progress().all
        share = self._session.format.percent(tally.readiness)
        self._ring.show_share(tally.readiness)
        self._share.setText(words("{share} done", share=share))
        self._outlook.setText(words.many("{count} open", "{count} open", tally.total - tally.done - tally.waived))
        left, questions = tally.total - tally.done - tally.waived, len(open_questions(case.case, case.assessment))
        self._count("questions", questions, words.many("{count} question left", "{count} questions left", questions))
        self._count("checklist", left, words.many("{count} duty not settled", "{count} duties not settled", left))
        lines = len(case.case.lines)
        self._count("products", lines, words.many("{count} product", "{count} products", lines))

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
