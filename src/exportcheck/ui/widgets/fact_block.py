"""One question with its help, its input, 'I don't know' and 'why we ask'."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from exportcheck.domain.values import FactRef, Value
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.answer_inputs import (
    AnswerInput,
    ListInput,
    ManyInput,
    MoneyInput,
    NamedOption,
    NumberInput,
    RadioInput,
    TextInput,
    YesNoInput,
)
from exportcheck.ui.widgets.buttons import choice
from exportcheck.ui.widgets.date_input import DateInput
from exportcheck.ui.widgets.layouts import Flow, column, hfw
from exportcheck.ui.widgets.texts import label

RADIO_UP_TO = 7


class FactBlock(QWidget):
    """Shows and takes the answer to one fact."""

    answered = Signal(object, object)

    def __init__(
        self, session: Session, ref: FactRef, parent: QWidget | None = None, *, currency: str = "", face: str = "strong"
    ) -> None:
        super().__init__(parent)
        self.ref = ref
        words, reading = session.surroundings.words, session.reading
        question = reading.question(ref, currency=currency)
        self.input = _input_for(session, ref, question, currency, self)
        self.input.given.connect(self._given)
        self._unknown = choice(words("I don't know"), self, quiet=True)
        self._unknown.setToolTip(words("Stays undecided; nothing is assumed."))
        self._unknown.setAccessibleName(f"{question}: {self._unknown.text()}")
        self._unknown.clicked.connect(self._unknown_clicked)
        lay = self._lay = column(self, gap=5)
        lay.addWidget(label(question, face, self, wrap=True))
        if reading.help(ref):
            lay.addWidget(label(reading.help(ref), "small", self, wrap=True))
        lay.addWidget(self.input)
        foot = QWidget(self)
        flow = Flow(foot, gap=4)
        flow.addWidget(self._unknown)
        lay.addWidget(hfw(foot))
        self._add_why(flow, reading.why(ref), words("Why we ask"), question)
        self.setFocusProxy(self.input)

    def show_answer(self, value: Value | None, *, asked: bool) -> None:
        """Show what is stored: a value, 'I don't know' (asked, None), or nothing."""
        self.input.show_value(value)
        self._unknown.setChecked(asked and value is None)

    def _add_why(self, flow: Flow, why: str, title: str, question: str) -> None:
        if not why:
            return
        self._why = choice(title, self, quiet=True)
        self._why.setAccessibleName(f"{title}: {question}")
        self._why.setAccessibleDescription(why)
        text = label(why, "soft", self, wrap=True)
        text.hide()
        self._why.toggled.connect(text.setVisible)
        flow.addWidget(self._why)
        self._lay.addWidget(text)

    @Slot(object)
    def _given(self, value: Value | None) -> None:
        self._unknown.setChecked(False)
        self.answered.emit(self.ref, value if value is not None else FORGET)

    def _unknown_clicked(self, *_: object) -> None:
        checked = self._unknown.isChecked()
        if checked:
            self.input.show_value(None)
        self.answered.emit(self.ref, None if checked else FORGET)


class Forget:
    """The answer was taken back: the fact counts as not asked."""


FORGET = Forget()


def save_answer(session: Session, ref: FactRef, given: object) -> None:
    """Commit what a block said."""
    if isinstance(given, Forget):
        session.change(partial(session.case.forget, ref))
    else:
        session.change(partial(session.case.answer, ref, given))  # type: ignore[arg-type]  # signals carry objects


def _input_for(session: Session, ref: FactRef, name: str, currency: str, parent: QWidget) -> AnswerInput:
    words, reading = session.surroundings.words, session.reading
    fact = reading.fact(ref)
    options: list[NamedOption] = [(one.id, one.label.get(reading.language)) for one in reading.options(ref)]
    match fact.type:
        case "yes_no":
            return YesNoInput(words("Yes"), words("No"), name, parent)
        case "choice" if len(options) <= RADIO_UP_TO:
            return RadioInput(options, name, parent)
        case "choice":
            return ListInput(options, name, words("Choose…"), parent)
        case "choices":
            return ManyInput(options, name, parent)
        case "country":
            countries = sorted(session.format.countries().items(), key=_by_name)
            return ListInput(countries, name, words("Choose…"), parent)
        case "number":
            unit = fact.unit.get(reading.language) if fact.unit else ""
            return NumberInput(name, unit, words("Please write a number, such as 1,250."), parent)
        case "money":
            wrong = words("Please write an amount, such as 1,250.50.")
            return MoneyInput(name, wrong, currencies(session, ref), currency, parent)
        case "date":
            return DateInput(session, name, parent)
    return TextInput(name, parent=parent)


def currencies(session: Session, ref: FactRef) -> list[str]:
    """Currencies to offer: that of the destination, of the origin, then the others of the content."""
    layers = session.reading.catalogue.layers
    first = [layers[code].currency for code in (ref.destination, session.case.case.plan.origin) if code in layers]
    rest = sorted({layer.currency for layer in layers.values()} | {"USD", "EUR", "MXN"})
    return [code for code in dict.fromkeys([*first, "USD", *rest]) if code]


def _by_name(item: tuple[str, str]) -> str:
    return item[1]
