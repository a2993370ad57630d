"""Several questions below one another; built anew only when other questions come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from exportcheck.domain.values import FactRef
from exportcheck.ui.presenters.facts import was_asked
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.fact_block import FactBlock, save_answer
from exportcheck.ui.widgets.layouts import clear, column

AT_ONCE = 3


class FactForm(QWidget):
    """A form of facts that saves each answer at once. What is out of sight at first is built in later turns."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lay = column(self, gap=18)
        self._blocks: dict[FactRef, FactBlock] = {}
        self._refs: tuple[FactRef, ...] = ()
        self._turn = QTimer(self, interval=1)
        self._turn.timeout.connect(self._build_next)

    def show_facts(self, refs: Sequence[FactRef]) -> None:
        """Show these questions with their stored answers."""
        if tuple(refs) != self._refs:
            clear(self._lay)
            self._refs, self._blocks = tuple(refs), {}
            for _ in range(AT_ONCE):
                self._build_next()
            self._turn.start()
        for ref in self._blocks:
            self._show_answer(ref)

    def block(self, ref: FactRef) -> FactBlock:
        """The block of one question."""
        while len(self._blocks) < len(self._refs):
            self._build_next()
        return self._blocks[ref]

    @Slot()
    def _build_next(self) -> None:
        if len(self._blocks) == len(self._refs) or not self._session.has_case:
            self._turn.stop()
            return
        ref = self._refs[len(self._blocks)]
        block = FactBlock(self._session, ref, self)
        block.answered.connect(self._answered)
        self._blocks[ref] = block
        self._lay.addWidget(block)
        self._show_answer(ref)

    def _show_answer(self, ref: FactRef) -> None:
        case = self._session.case.case
        self._blocks[ref].show_answer(case.answer(ref), asked=was_asked(case, ref))

    @Slot(object, object)
    def _answered(self, ref: FactRef, given: object) -> None:
        save_answer(self._session, ref, given)
