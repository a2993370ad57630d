"""The products: one line each, with what the rules ask about all of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from exportcheck.domain.case import Line
from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.facts import line_refs
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.fact_form import FactForm
from exportcheck.ui.widgets.late import LateLine
from exportcheck.ui.widgets.layouts import clear, column, row
from exportcheck.ui.widgets.texts import label, prose


class ProductCard(QFrame):
    """One product line."""

    def __init__(self, session: Session, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._session, self._id = session, line.id
        words = session.surroundings.words
        lay = column(self, gap=14, margins=(20, 16, 20, 16))
        head = row(gap=8)
        self.description = LateLine(line.description, self)
        self.description.setAccessibleName(words("Description of the product"))
        self.description.committed.connect(self._describe)
        remove = button(words("Remove"), "quiet", self)
        remove.setAccessibleName(words("Remove {name}", name=line.description))
        remove.clicked.connect(self._remove)
        head.addWidget(self.description, 1)
        head.addWidget(remove)
        lay.addWidget(label(words("Description of the product"), "caption", self))
        lay.addLayout(head)
        self.form = FactForm(session, self)
        lay.addWidget(self.form)

    def show_line(self, line: Line) -> None:
        """Show what is stored."""
        self.description.show_text(line.description)
        self.form.show_facts(line_refs(self._session.services.catalogue, line.id))

    @Slot(str)
    def _describe(self, text: str) -> None:
        if text.strip():
            self._session.change(partial(self._session.case.set_line, self._id, text.strip()))

    @Slot()
    def _remove(self) -> None:
        self._session.change(partial(self._session.case.remove_line, self._id))


class ProductsPage(Page):
    """Cards of products and a line that adds one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        words = session.surroundings.words
        lay = self.column_body(
            words("Products"),
            words("One line for each kind of product: rules differ by what it is, not by brand or size."),
        )
        self._empty = prose(
            words("No products yet. Describe the first one below, for instance “White tequila, 750 ml”."), "soft", self
        )
        lay.addWidget(self._empty)
        self._cards_lay = column(gap=12)
        lay.addLayout(self._cards_lay)
        self.cards: dict[str, ProductCard] = {}
        self.new = QLineEdit(self)
        self.new.setAccessibleName(words("New product"))
        self.new.setPlaceholderText(words("Describe a product and press Enter"))
        self.new.returnPressed.connect(self._add)
        add = button(words("Add product"), "", self)
        add.clicked.connect(self._add)
        line = row()
        line.addWidget(self.new, 1)
        line.addWidget(add)
        lay.addLayout(line)
        onward = button(words("Continue to the questions"), "main", self)
        onward.clicked.connect(partial(self.page_wanted.emit, "questions"))
        foot = row()
        foot.addWidget(onward)
        foot.addStretch()
        lay.addSpacing(8)
        lay.addLayout(foot)

    def show_state(self) -> None:
        """Show the stored lines."""
        lines = self.session.case.case.lines
        self._empty.setVisible(not lines)
        if tuple(self.cards) != tuple(line.id for line in lines):
            clear(self._cards_lay)
            self.cards = {line.id: ProductCard(self.session, line, self) for line in lines}
            for card in self.cards.values():
                self._cards_lay.addWidget(card)
        for line in lines:
            self.cards[line.id].show_line(line)

    def take_focus(self) -> None:
        """Work begins with the first product; with a new one where there is none."""
        first = next(iter(self.cards.values()), None)
        (first.description if first is not None else self.new).setFocus()

    def flush(self) -> None:
        """A described product is a product, even if Enter was not pressed."""
        self._add()
        super().flush()

    @Slot()
    def _add(self) -> None:
        text = self.new.text().strip()
        if text:
            self.new.clear()
            self.session.change(partial(_add_line, self.session, text))


def _add_line(session: Session, text: str) -> None:
    session.case.add_line(text)
