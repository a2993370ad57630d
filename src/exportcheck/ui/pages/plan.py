"""The plan: from where, to where, when, through which channels, how it ships."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QPushButton, QWidget

from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.facts import PlanPresenter, plan_refs
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button, choice
from exportcheck.ui.widgets.date_input import DateInput
from exportcheck.ui.widgets.fact_form import FactForm
from exportcheck.ui.widgets.late import LateLine, flush_all
from exportcheck.ui.widgets.layouts import Flow, clear, column, hfw, row
from exportcheck.ui.widgets.place_picker import DestinationPicker
from exportcheck.ui.widgets.texts import label, rule


class PlanPage(Page):
    """The frame of the case, then the questions for each destination."""

    def __init__(self, session: Session, presenter: PlanPresenter, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._presenter = presenter
        words = session.surroundings.words
        lay = self.column_body(
            words("Plan"), words("The law is read for the day and the countries that you name here.")
        )
        self.title = LateLine(parent=self)
        self.title.setAccessibleName(words("Title of the case"))
        self.title.committed.connect(self._save_title)
        self.date = DateInput(session, words("Planned date"), self)
        self.date.given.connect(self._save_date)
        self.picker = DestinationPicker(session, self)
        self.picker.chosen.connect(self._save_destinations)
        self._hint = label("", "warn", self, wrap=True)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.addRow(label(words("Title of the case"), "", self), self.title)
        form.addRow(label(words("From"), "", self), self._origin())
        form.addRow(label(words("Planned date"), "", self), self.date)
        form.addRow(label(words("To"), "", self), self.picker)
        lay.addLayout(form)
        lay.addWidget(self._hint)
        self._general = FactForm(session, self)
        lay.addWidget(self._general)
        lay.addWidget(self._destinations())
        onward = button(words("Continue to the products"), "main", self)
        onward.clicked.connect(partial(self.page_wanted.emit, "products"))
        self.next = button("", "second", self)
        self.next.clicked.connect(self._next_destination)
        foot = row()
        foot.addWidget(self.next)
        foot.addWidget(onward)
        foot.addStretch()
        lay.addSpacing(8)
        lay.addLayout(foot)

    def show_state(self) -> None:
        """Show the stored plan."""
        case, words = self.session.case.case, self.session.surroundings.words
        self.title.show_text(case.title)
        self.date.show_value(case.plan.date)
        self._from.setText(self.session.format.country(case.plan.origin))
        self.picker.show_chosen(case.plan.destinations)
        self._hint.setText("" if case.plan.destinations else words("Choose at least one destination."))
        self._hint.setVisible(not case.plan.destinations)
        catalogue = self.session.services.catalogue
        self._general.show_facts(plan_refs(catalogue))
        if tuple(self.tabs) != case.plan.destinations:
            self._build_tabs(case.plan.destinations)
        if self._presenter.destination not in case.plan.destinations:
            self._presenter.destination = next(iter(case.plan.destinations), "")
        self._show_destination()

    def take_focus(self) -> None:
        """Work begins with the title."""
        self.title.setFocus()

    def _origin(self) -> QWidget:
        self._from = label("", "strong", self)
        return self._from

    def _destinations(self) -> QWidget:
        """One destination at a time, each behind its name."""
        self._there = QWidget(self)
        lay = column(self._there, gap=12)
        lay.addSpacing(8)
        lay.addWidget(rule(self._there))
        self._each = label(self.session.surroundings.words("For each destination"), "heading", self._there)
        lay.addWidget(self._each)
        self.tabs: dict[str, QPushButton] = {}
        row_of_names = QWidget(self._there)
        self._names = Flow(row_of_names, gap=6)
        lay.addWidget(hfw(row_of_names))
        self._covers = label("", "small", self._there, wrap=True)
        lay.addWidget(self._covers)
        self.place_form = FactForm(self.session, self._there)
        lay.addWidget(self.place_form)
        return self._there

    def _build_tabs(self, destinations: tuple[str, ...]) -> None:
        clear(self._names)
        self.tabs = {}
        for code in destinations:
            made = choice(self.session.format.country(code), self._there)
            made.clicked.connect(partial(self._destination_clicked, code))
            self._names.addWidget(made)
            self.tabs[code] = made

    def _show_destination(self) -> None:
        code, catalogue = self._presenter.destination, self.session.services.catalogue
        self._there.setVisible(bool(code))
        after = self._after(code)
        self.next.setVisible(bool(after))
        if after:
            words, country = self.session.surroundings.words, self.session.format.country(after)
            self.next.setText(words("Go on with {country}", country=country))
            self.next.setAccessibleName(self.next.text())
        if not code:
            return
        for of, made in self.tabs.items():
            made.setChecked(of == code)
        layer = catalogue.layers.get(code)
        self._covers.setText(layer.covers.get(self.session.surroundings.language) if layer else "")
        self.place_form.show_facts(plan_refs(catalogue, code))

    def _destination_clicked(self, code: str, *_: object) -> None:
        flush_all(self.place_form)
        self._presenter.destination = code
        self._show_destination()

    def _after(self, code: str) -> str:
        """The destination after this one; '' after the last."""
        codes = list(self.tabs)
        return codes[codes.index(code) + 1] if code in codes[:-1] else ""

    @Slot()
    def _next_destination(self) -> None:
        self._destination_clicked(self._after(self._presenter.destination))
        self.area.ensureWidgetVisible(self._each)
        self.area.verticalScrollBar().setValue(self._there.y())
        self.tabs[self._presenter.destination].setFocus()

    @Slot(str)
    def _save_title(self, text: str) -> None:
        if text.strip():
            self.session.change(partial(self.session.case.set_plan, title=text.strip()))
        else:
            self.told.emit(self.session.surroundings.words("A case needs a title."))

    @Slot(object)
    def _save_date(self, day: dt.date | None) -> None:
        if day is None:
            self.date.show_value(self.session.case.case.plan.date)
            self.told.emit(self.session.surroundings.words("A case needs a planned date."))
        else:
            self.session.change(partial(self.session.case.set_plan, date=day))

    @Slot(object)
    def _save_destinations(self, codes: tuple[str, ...]) -> None:
        self.session.change(partial(self.session.case.set_plan, destinations=codes))
