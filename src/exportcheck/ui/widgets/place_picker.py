"""Choosing destinations and an origin among the countries that the content covers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from exportcheck.domain.content import Catalogue
from exportcheck.ui.session import Session
from exportcheck.ui.widgets.layouts import Flow


class DestinationPicker(QWidget):
    """A box for every country with a checklist."""

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: list[str] = []
        words, form = session.surroundings.words, session.format
        flow = Flow(self, gap=6)
        self.boxes: dict[str, QCheckBox] = {}
        for code in sorted(covered(session.services.catalogue), key=form.country):
            box = QCheckBox(form.country(code), self)
            box.setAccessibleName(words("Destination: {country}", country=form.country(code)))
            box.clicked.connect(self._clicked)
            self.boxes[code] = box
            flow.addWidget(box)

    def show_chosen(self, codes: Sequence[str]) -> None:
        """Tick these countries."""
        self._order = list(codes)
        for code, box in self.boxes.items():
            box.setChecked(code in codes)

    def codes(self) -> tuple[str, ...]:
        """The ticked countries, in the order in which they were chosen."""
        return tuple(self._order)

    @Slot(bool)
    def _clicked(self, *_: object) -> None:
        ticked = [code for code, box in self.boxes.items() if box.isChecked()]
        self._order = [code for code in self._order if code in ticked or code not in self.boxes]
        self._order += [code for code in ticked if code not in self._order]
        self.chosen.emit(tuple(self._order))


def covered(catalogue: Catalogue) -> list[str]:
    """Countries with a checklist of their own."""
    return [layer.id for layer in catalogue.layers.values() if layer.kind == "country"]


def origins(catalogue: Catalogue) -> list[str]:
    """Countries from which the content knows how to export."""
    return [layer.id for layer in catalogue.layers.values() if layer.kind == "origin"]
