"""The firm: who it is, and what conditions ask about it. Entered once, used in every case."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QFormLayout, QWidget

from exportcheck.ui.pages.page import Page
from exportcheck.ui.presenters.facts import client_refs
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.buttons import button
from exportcheck.ui.widgets.fact_form import FactForm
from exportcheck.ui.widgets.late import LateLine
from exportcheck.ui.widgets.layouts import row
from exportcheck.ui.widgets.texts import label, rule
from exportcheck.wording.messages import Words


class ClientPage(Page):
    """A short form and the questions of scope client."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        words = session.surroundings.words
        lay = self.column_body(words("Client"), words("Entered once, used in every case of this client."))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        self.lines: dict[str, LateLine] = {}
        for name, shown in _particulars(words).items():
            line = LateLine(parent=self)
            line.setAccessibleName(shown)
            line.committed.connect(partial(self._save, name))
            caption = label(shown, "", self)
            caption.setBuddy(line)
            form.addRow(caption, line)
            self.lines[name] = line
        lay.addLayout(form)
        lay.addSpacing(8)
        lay.addWidget(rule(self))
        lay.addSpacing(8)
        lay.addWidget(label(words("What the rules ask about the firm"), "heading", self))
        self.form = FactForm(session, self)
        lay.addWidget(self.form)
        lay.addSpacing(8)
        onward = button(words("Continue to the plan"), "main", self)
        onward.clicked.connect(partial(self.page_wanted.emit, "plan"))
        foot = row()
        foot.addWidget(onward)
        foot.addStretch()
        lay.addLayout(foot)

    def show_state(self) -> None:
        """Show what is stored about the client."""
        client = self.session.case.case.client
        for name, line in self.lines.items():
            line.show_text(str(getattr(client, name)))
        self.form.show_facts(client_refs(self.session.services.catalogue))

    def take_focus(self) -> None:
        """Work begins with the name."""
        self.lines["name"].setFocus()

    def _save(self, name: str, text: str) -> None:
        if name == "name" and not text.strip():
            self.told.emit(self.session.surroundings.words("A client needs a name."))
            return
        self.session.change(partial(self.session.case.set_client, **{name: text.strip()}))


def _particulars(words: Words) -> dict[str, str]:
    return {
        "name": words("Name of the firm"),
        "tax_id": words("Tax number (RFC)"),
        "address": words("Address"),
        "contact": words("Contact person"),
        "email": words("E-mail"),
        "phone": words("Telephone"),
        "website": words("Website"),
    }
