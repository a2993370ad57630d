"""The inputs of single answers, one for every type of fact. Each says `given` with a value, or None when emptied."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from exportcheck.domain.values import Money, Value
from exportcheck.ui.presenters.typed import parse_number
from exportcheck.ui.widgets.buttons import choice
from exportcheck.ui.widgets.late import LateLine
from exportcheck.ui.widgets.layouts import Flow, TwoColumns, column, hfw, row
from exportcheck.ui.widgets.texts import label

NamedOption = tuple[str, str]


class AnswerInput(QWidget):
    """What all inputs have in common."""

    given = Signal(object)

    def show_value(self, value: Value | None) -> None:
        """Show a stored value; None empties the input."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard into the input."""
        first = self.focusProxy() or next((one for one in self.findChildren(QAbstractButton)), None)
        if first is not None:
            first.setFocus()


class YesNoInput(AnswerInput):
    """Two buttons."""

    def __init__(self, yes: str, no: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay = row(self)
        self._buttons = {True: choice(yes, self), False: choice(no, self)}
        for value, made in self._buttons.items():
            made.setAccessibleName(f"{name}: {made.text()}")
            made.clicked.connect(partial(self._clicked, value))
            made.setMinimumWidth(72)
            lay.addWidget(made)
        lay.addStretch()

    def show_value(self, value: Value | None) -> None:
        """Hold down the button of the answer."""
        for of, made in self._buttons.items():
            made.setChecked(value is of)

    def _clicked(self, value: Value, *_: object) -> None:
        self.show_value(value)
        self.given.emit(value)


class RadioInput(AnswerInput):
    """Some options, one below the other."""

    def __init__(self, options: Sequence[NamedOption], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay = column(self, gap=2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        for option, text in options:
            made = QRadioButton(text, self)
            made.setAccessibleName(f"{name}: {text}")
            made.clicked.connect(partial(self._clicked, option))
            self._group.addButton(made)
            self._buttons[option] = made
            lay.addWidget(made)

    def show_value(self, value: Value | None) -> None:
        """Mark the chosen option."""
        self._group.setExclusive(False)
        for option, made in self._buttons.items():
            made.setChecked(option == value)
        self._group.setExclusive(True)

    def _clicked(self, option: str, *_: object) -> None:
        self.given.emit(option)


class ListInput(AnswerInput):
    """Many options behind one line; typing finds them."""

    def __init__(self, options: Sequence[NamedOption], name: str, choose: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = QComboBox(self)
        self._box.setAccessibleName(name)
        self._box.setMaxVisibleItems(14)
        self._box.addItem(choose, "")
        for option, text in options:
            self._box.addItem(text, option)
        self._box.activated.connect(self._activated)
        lay = row(self)
        lay.addWidget(self._box)
        lay.addStretch()
        self.setFocusProxy(self._box)

    def show_value(self, value: Value | None) -> None:
        """Choose the stored option."""
        self._box.setCurrentIndex(max(0, self._box.findData(value if isinstance(value, str) else "")))

    @Slot(int)
    def _activated(self, at: int) -> None:
        self.given.emit(self._box.itemData(at) or None)


class ManyInput(AnswerInput):
    """Options of which several may hold."""

    COLUMNS_FROM = 5

    def __init__(self, options: Sequence[NamedOption], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lay = TwoColumns(self, gap=2) if len(options) >= self.COLUMNS_FROM else column(self, gap=2)
        self._boxes: dict[str, QCheckBox] = {}
        for option, text in options:
            made = QCheckBox(text, self)
            made.setAccessibleName(f"{name}: {text}")
            made.clicked.connect(self._clicked)
            self._boxes[option] = made
            lay.addWidget(made)
        hfw(self)

    def show_value(self, value: Value | None) -> None:
        """Tick the stored options."""
        chosen = value if isinstance(value, tuple) else ()
        for option, made in self._boxes.items():
            made.setChecked(option in chosen)

    @Slot(bool)
    def _clicked(self, *_: object) -> None:
        chosen = tuple(option for option, made in self._boxes.items() if made.isChecked())
        self.given.emit(chosen or None)


class TextInput(AnswerInput):
    """A line of text."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LateLine(parent=self)
        self._line.setAccessibleName(name)
        self._line.setPlaceholderText(hint)
        self._line.committed.connect(self._committed)
        lay = row(self)
        lay.addWidget(self._line)
        self.setFocusProxy(self._line)

    def show_value(self, value: Value | None) -> None:
        """Show the stored text."""
        self._line.show_text(value if isinstance(value, str) else "")

    @Slot(str)
    def _committed(self, text: str) -> None:
        self.given.emit(text.strip() or None)


class NumberInput(AnswerInput):
    """A number, and what it counts. What is not a number is said beside it and not stored."""

    def __init__(self, name: str, unit: str, wrong: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LateLine(parent=self)
        self._line.setAccessibleName(name)
        self._line.setMaximumWidth(180)
        self._line.committed.connect(self._committed)
        self._wrong = label(wrong, "stop", self)
        self._wrong.hide()
        self._lay = Flow(self)
        self._lay.addWidget(self._line)
        if unit:
            self._lay.addWidget(label(unit, "soft", self))
        self._lay.addWidget(self._wrong)
        self.setFocusProxy(self._line)

    def show_value(self, value: Value | None) -> None:
        """Show the stored number."""
        self._line.show_text(_typed(value) if isinstance(value, Decimal) else "")

    def value_of(self, number: Decimal) -> Value:
        """The answer that a number makes."""
        return number

    def mark(self, *, wrong: bool) -> None:
        """Say, or stop saying, that this is not a number."""
        self._wrong.setVisible(wrong)
        self._line.setProperty("wrong", wrong)
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)

    @Slot(str)
    def _committed(self, text: str) -> None:
        number = parse_number(text) if text.strip() else None
        self.mark(wrong=bool(text.strip()) and number is None)
        if number is not None:
            self.given.emit(self.value_of(number))
        elif not text.strip():
            self.given.emit(None)


class MoneyInput(NumberInput):
    """An amount in a currency. With `fixed`, the equivalent in that currency of an amount stated already."""

    def __init__(
        self, name: str, wrong: str, currencies: Sequence[str], fixed: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name, "", wrong, parent)
        self._fixed = fixed
        self._stored: Money | None = None
        self._box = QComboBox(self)
        self._box.setAccessibleName(name)
        self._box.addItems([fixed] if fixed else list(currencies))
        self._box.setEnabled(not fixed)
        self._box.activated.connect(self._currency_chosen)
        self._lay.addWidget(self._box)

    def show_value(self, value: Value | None) -> None:
        """Show the stored amount."""
        self._stored = value if isinstance(value, Money) else None
        currency = self._fixed or (self._stored.currency if self._stored else self._box.currentText())
        amount = self._stored.in_currency(currency) if self._stored else None
        self._box.setCurrentText(currency)
        self._line.show_text(_typed(amount) if amount is not None else "")

    def value_of(self, number: Decimal) -> Value:
        """The amount, as an equivalent where another currency was stated first."""
        if self._fixed and self._stored is not None:
            return self._stored.with_equivalent(self._fixed, number)
        return Money(number, self._box.currentText())

    @Slot(int)
    def _currency_chosen(self, _at: int) -> None:
        number = parse_number(self._line.text())
        if number is not None:
            self.given.emit(self.value_of(number))


def _typed(number: Decimal) -> str:
    return f"{number:,f}"
