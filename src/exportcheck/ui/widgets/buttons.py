"""Buttons by kind, with their key in the tip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget


def button(text: str, kind: str = "", parent: QWidget | None = None, *, tip: str = "", key: str = "") -> QPushButton:
    """A push button; `kind` is main, second, quiet or plain."""
    made = QPushButton(text, parent)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    made.setAccessibleName(text)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) if key else ""
    made.setToolTip(f"{tip} ({shown})" if tip and shown else tip or shown)
    if tip:
        made.setAccessibleDescription(tip)
    return made


def choice(text: str, parent: QWidget | None = None, *, tip: str = "", quiet: bool = False) -> QPushButton:
    """A button that stays down when chosen."""
    made = button(text, "quiet" if quiet else "", parent, tip=tip)
    made.setCheckable(True)
    return made
