"""Text to read: labels by role, paragraphs with a good line height, rules."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

SHORT = 24
_STEP = re.compile(r"(\d{1,2})[.)]\s+(.*)")


def label(text: str, face: str = "", parent: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """A plain label in one of the faces of the style sheet."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if face:
        made.setProperty("face", face)
    if wrap:
        policy = made.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setHorizontalPolicy(
            QSizePolicy.Policy.Preferred if 0 < len(text) <= SHORT else QSizePolicy.Policy.Ignored
        )
        made.setSizePolicy(policy)
    return made


class OneLine(QLabel):
    """One line that ends in dots where there is no room for all of it."""

    def __init__(self, face: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("face", face)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Qt's hook."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()


def prose(text: str, face: str = "", parent: QWidget | None = None, *, links: bool = False) -> QLabel:
    """Wrapped, selectable text. Numbered lines become hanging steps. `links`: `text` is trusted rich text."""
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setOpenExternalLinks(False)
    made.setText(text if links else as_rich(text))
    made.setAccessibleName(re.sub(r"<[^>]+>", "", text) if links else text)
    made.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextBrowserInteraction if links else Qt.TextInteractionFlag.TextSelectableByMouse
    )
    if face:
        made.setProperty("face", face)
    policy = made.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def as_rich(text: str) -> str:
    """Plain text as rich text: everything escaped, lines kept, numbered steps hanging."""
    parts: list[str] = []
    for line in text.strip().splitlines():
        if not line.strip():
            continue
        step = _STEP.fullmatch(line.strip())
        parts.append(_step(step[1], step[2]) if step else f'<p style="margin:0 0 5px 0">{escape(line.strip())}</p>')
    return f'<div style="line-height:112%">{"".join(parts)}</div>'


def rule(parent: QWidget | None = None, *, upright: bool = False) -> QFrame:
    """A hairline."""
    made = QFrame(parent)
    made.setObjectName("upright" if upright else "rule")
    return made


def _step(number: str, words: str) -> str:
    return (
        '<table cellspacing="0" cellpadding="0" style="margin:0 0 5px 0"><tr>'
        f'<td style="padding-right:8px">{number}.</td><td>{escape(words)}</td></tr></table>'
    )
