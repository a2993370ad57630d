"""The few things that a new case needs, in place, without a dialog."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QFrame, QLineEdit, QWidget

from exportcheck.ui.presenters.home import HomePresenter
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.date_input import DateInput
from exportcheck.ui.widgets.layouts import column, row
from exportcheck.ui.widgets.place_picker import DestinationPicker
from exportcheck.ui.widgets.texts import label


class NewCasePanel(QFrame):
    """Firm, destinations, day."""

    closed = Signal()

    def __init__(self, session: Session, presenter: HomePresenter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._presenter = session, presenter
        words = session.surroundings.words
        lay = column(self, gap=12, margins=(20, 16, 20, 16))
        lay.addWidget(label(words("New case"), "heading", self))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(label(words("Who sells"), "", self), self._client_box())
        form.addRow(label(words("To"), "", self), self._picker())
        form.addRow(label(words("Planned date"), "", self), self._date())
        form.addRow(label(words("Title"), "", self), self._title())
        lay.addLayout(form)
        self._wrong = label("", "stop", self, wrap=True)
        self._wrong.hide()
        lay.addWidget(self._wrong)
        start = button(words("Start"), "main", self)
        start.clicked.connect(self._start)
        close = button(words("Not now"), "second", self)
        close.clicked.connect(self.closed)
        foot = row()
        for part in (start, close):
            foot.addWidget(part)
        foot.addStretch()
        lay.addLayout(foot)

    def take_focus(self) -> None:
        """Work begins with the firm."""
        self.client.setFocus()

    def _client_box(self) -> QWidget:
        words, form = self._session.surroundings.words, self._presenter.form
        self.client = QComboBox(self)
        self.client.setEditable(True)
        self.client.setAccessibleName(words("Who sells"))
        self.client.addItems([client.name for client in self._presenter.clients()])
        self.client.setCurrentText(form.client)
        line = self.client.lineEdit()
        if line is not None:
            line.setPlaceholderText(words("Name of the firm or person"))
            line.setAccessibleName(words("Who sells"))
        self.client.currentTextChanged.connect(self._client_typed)
        return self.client

    def _picker(self) -> QWidget:
        self.destinations = DestinationPicker(self._session, self)
        self.destinations.show_chosen(self._presenter.form.destinations)
        self.destinations.chosen.connect(self._destinations_chosen)
        return self.destinations

    def _date(self) -> QWidget:
        self.date = DateInput(self._session, self._session.surroundings.words("Planned date"), self)
        self.date.show_value(self._presenter.form.date or self._presenter.default_date())
        self.date.given.connect(self._date_given)
        return self.date

    def _title(self) -> QWidget:
        words = self._session.surroundings.words
        self.title = QLineEdit(self._presenter.form.title, self)
        self.title.setAccessibleName(words("Title"))
        self.title.setPlaceholderText(words("For instance: Tequila for Texas, first order"))
        self.title.textChanged.connect(self._title_typed)
        self.title.returnPressed.connect(self._start)
        return self.title

    @Slot(str)
    def _client_typed(self, text: str) -> None:
        self._presenter.form.client = text

    @Slot(object)
    def _destinations_chosen(self, codes: tuple[str, ...]) -> None:
        self._presenter.form.destinations = codes

    @Slot(object)
    def _date_given(self, day: dt.date | None) -> None:
        self._presenter.form.date = day

    @Slot(str)
    def _title_typed(self, text: str) -> None:
        self._presenter.form.title = text

    @Slot()
    def _start(self) -> None:
        problem = self._presenter.problem()
        self._wrong.setText(problem)
        self._wrong.setVisible(bool(problem))
        if not problem:
            self._presenter.create()
