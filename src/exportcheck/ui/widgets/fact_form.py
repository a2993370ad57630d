"""Several questions below one another; built anew only when other questions come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from exportcheck.domain.values import FactRef
from exportcheck.ui.presenters.facts import was_asked
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.fact_block import FactBlock, save_answer
from exportcheck.ui.widgets.layouts import clear, column


class FactForm(QWidget):
    """A form of facts that saves each answer at once."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lay = column(self, gap=18)
        self._blocks: dict[FactRef, FactBlock] = {}

    def show_facts(self, refs: Sequence[FactRef]) -> None:
        """Show these questions with their stored answers."""
        if tuple(refs) != tuple(self._blocks):
            self._build(refs)
        case = self._session.case.case
        for ref, block in self._blocks.items():
            block.show_answer(case.answer(ref), asked=was_asked(case, ref))

    def block(self, ref: FactRef) -> FactBlock:
        """The block of one question."""
        return self._blocks[ref]

    def _build(self, refs: Sequence[FactRef]) -> None:
        clear(self._lay)
        self._blocks = {}
        for ref in refs:
            block = FactBlock(self._session, ref, self)
            block.answered.connect(self._answered)
            self._blocks[ref] = block
            self._lay.addWidget(block)

    @Slot(object, object)
    def _answered(self, ref: FactRef, given: object) -> None:
        save_answer(self._session, ref, given)
