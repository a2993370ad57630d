"""A day: typed, or picked from a calendar."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Slot
from PySide6.QtWidgets import QCalendarWidget, QWidget

from exportcheck.domain.values import Value
from exportcheck.ui.presenters.typed import parse_day
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.answer_inputs import AnswerInput
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.late import LateLine
from exportcheck.ui.widgets.layouts import Flow
from exportcheck.ui.widgets.texts import label


class DateInput(AnswerInput):
    """A line for a day, and a calendar behind a button. `+14` means in 14 days."""

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stored: dt.date | None = None
        self._calendar: QCalendarWidget | None = None
        words = session.surroundings.words
        self._line = LateLine(parent=self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(words("yyyy-mm-dd"))
        self._line.setToolTip(words("Year, month and day; or +14 for two weeks from today"))
        self._line.setMaximumWidth(session.surroundings.theme.px(128))
        self._line.committed.connect(self._committed)
        pick = button(words("Calendar"), "quiet", self)
        pick.setAccessibleName(f"{name}: {words('Calendar')}")
        pick.clicked.connect(self._open_calendar)
        self._wrong = label(words("Please write the day as 2026-12-01."), "stop", self)
        self._wrong.hide()
        lay = Flow(self, gap=4)
        for part in (self._line, pick, self._wrong):
            lay.addWidget(part)
        self.setFocusProxy(self._line)

    def show_value(self, value: Value | None) -> None:
        """Show the stored day."""
        self._stored = value if isinstance(value, dt.date) else None
        self._line.show_text(self._stored.isoformat() if self._stored else "")

    @Slot(str)
    def _committed(self, text: str) -> None:
        day = parse_day(text, self._session.surroundings.language, self._session.desk.today())
        self._wrong.setVisible(bool(text.strip()) and day is None)
        if day is not None or not text.strip():
            self._give(day)

    def _give(self, day: dt.date | None) -> None:
        self._line.show_text(day.isoformat() if day else "")
        if day != self._stored:
            self._stored = day
            self.given.emit(day)

    @Slot()
    def _open_calendar(self) -> None:
        if self._calendar is None:
            self._calendar = QCalendarWidget(self)
            self._calendar.setWindowFlag(Qt.WindowType.Popup)
            self._calendar.setLocale(QLocale(self._session.surroundings.language))
            self._calendar.setAccessibleName(self._session.surroundings.words("Calendar"))
            self._calendar.clicked.connect(self._picked)
            self._calendar.activated.connect(self._picked)
        shown = self._stored or self._session.desk.today()
        self._calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self._calendar.move(self.mapToGlobal(QPoint(0, self.height())))
        self._calendar.show()
        self._calendar.setFocus()

    @Slot(QDate)
    def _picked(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self._wrong.hide()
        self._give(dt.date(day.year(), day.month(), day.day()))
        self._line.setFocus()
