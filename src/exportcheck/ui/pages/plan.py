"""The plan: from where, to where, when, through which channels, how it ships."""

from __future__ import annotations

import datetime as dt
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QWidget

from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.facts import plan_refs
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.date_input import DateInput
from exportcheck.ui.widgets.fact_form import FactForm
from exportcheck.ui.widgets.late import LateLine
from exportcheck.ui.widgets.layouts import clear, column, row
from exportcheck.ui.widgets.place_picker import DestinationPicker
from exportcheck.ui.widgets.texts import label, prose, rule


class PlanPage(Page):
    """The frame of the case, then the questions for each destination."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
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
        self._places = column(gap=12)
        lay.addLayout(self._places)
        self._forms: dict[str, FactForm] = {}
        onward = button(words("Continue to the products"), "main", self)
        onward.clicked.connect(partial(self.page_wanted.emit, "products"))
        foot = row()
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
        if tuple(self._forms) != case.plan.destinations:
            self._build(case.plan.destinations)
        for code, form in self._forms.items():
            form.show_facts(plan_refs(catalogue, code))

    def take_focus(self) -> None:
        """Work begins with the title."""
        self.title.setFocus()

    def _origin(self) -> QWidget:
        self._from = label("", "strong", self)
        return self._from

    def _build(self, destinations: tuple[str, ...]) -> None:
        clear(self._places)
        self._forms = {}
        for code in destinations:
            country = self.session.format.country(code)
            self._places.addSpacing(12)
            self._places.addWidget(rule(self))
            self._places.addWidget(label(country, "title", self))
            layer = self.session.services.catalogue.layers.get(code)
            if layer is not None:
                self._places.addWidget(prose(layer.covers.get(self.session.surroundings.language), "small", self))
            form = FactForm(self.session, self)
            form.setAccessibleName(country)
            self._places.addWidget(form)
            self._forms[code] = form

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
