"""Status, evidence and progress painted as shapes. A mark never stands without its word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from exportcheck.domain.content import Known
from exportcheck.ui.theme import Theme
from exportcheck.wording.terms import Look

LOOK_ROLES: dict[Look, str] = {
    "open": "ink_soft", "in_progress": "info", "done": "good", "blocked": "stop", "waived": "ink_soft",
    "undecided": "warn", "not_applicable": "ink_soft", "reconfirm": "warn",
}  # fmt: skip
KNOWN_ROLES: dict[Known, str] = {"verified": "good", "recalled": "info", "uncertain": "warn"}


def paint_look(painter: QPainter, box: QRectF, look: Look, theme: Theme, *, colour: QColor | None = None) -> None:
    """Paint the mark of a status into a square."""
    ink = colour or theme.colour(LOOK_ROLES[look])
    paper = theme.colour("surface") if colour is None else theme.colour("accent")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(ink, box.width() * 0.11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(box.width() * 0.09, box.width() * 0.09, -box.width() * 0.09, -box.width() * 0.09)
    _SHAPES[look](painter, inner, ink, paper)
    painter.restore()


def paint_known(painter: QPainter, box: QRectF, known: Known, theme: Theme) -> None:
    """Paint the mark of an evidence level: a seal, a book, a question."""
    ink, paper = theme.colour(KNOWN_ROLES[known]), theme.colour("surface")
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(
        QPen(ink, box.width() * 0.1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    if known == "verified":
        _seal(painter, box, ink, paper)
    elif known == "recalled":
        _book(painter, box)
    else:
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        _question(painter, box, ink)
    painter.restore()


def look_icon(look: Look, theme: Theme, size: int = 16) -> QIcon:
    """The mark of a status as an icon; on a chosen button it takes the colour of the button's words."""
    icon = QIcon()
    for state, colour in ((QIcon.State.Off, None), (QIcon.State.On, theme.colour("on_accent"))):
        pixmap = _canvas(theme.px(size))
        painter = QPainter(pixmap)
        paint_look(painter, QRectF(0, 0, theme.px(size), theme.px(size)), look, theme, colour=colour)
        painter.end()
        icon.addPixmap(pixmap, QIcon.Mode.Normal, state)
    return icon


def paint_ring(painter: QPainter, box: QRectF, share: float, theme: Theme) -> None:
    """A ring that is filled by a share of one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(2.0, box.width() * 0.14)
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(theme.colour("accent_soft"), width))
    painter.drawEllipse(inner)
    if share > 0:
        painter.setPen(QPen(theme.colour("accent"), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawArc(inner, 90 * 16, -round(360 * 16 * min(1.0, share)))
    painter.restore()


def _canvas(size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


def _ring(painter: QPainter, box: QRectF, _ink: QColor, _paper: QColor) -> None:
    painter.drawEllipse(box)


def _half(painter: QPainter, box: QRectF, ink: QColor, _paper: QColor) -> None:
    painter.drawEllipse(box)
    painter.setBrush(ink)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawPie(box, -90 * 16, 180 * 16)


def _tick(painter: QPainter, box: QRectF, ink: QColor, paper: QColor) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(box)
    pen = painter.pen()
    pen.setColor(paper)
    pen.setWidthF(box.width() * 0.15)
    painter.setPen(pen)
    painter.drawPolyline(_points(box, (0.28, 0.53), (0.44, 0.69), (0.73, 0.35)))


def _octagon(painter: QPainter, box: QRectF, ink: QColor, paper: QColor) -> None:
    painter.setBrush(ink)
    painter.drawPolygon(_points(box, (0.3, 0), (0.7, 0), (1, 0.3), (1, 0.7), (0.7, 1), (0.3, 1), (0, 0.7), (0, 0.3)))
    pen = painter.pen()
    pen.setColor(paper)
    pen.setWidthF(box.width() * 0.16)
    painter.setPen(pen)
    painter.drawLine(*_points(box, (0.28, 0.5), (0.72, 0.5)))


def _slashed(painter: QPainter, box: QRectF, _ink: QColor, _paper: QColor) -> None:
    painter.drawEllipse(box)
    ends = _points(box, (0.25, 0.75), (0.75, 0.25))
    painter.drawLine(ends[0], ends[1])


def _diamond(painter: QPainter, box: QRectF, ink: QColor, _paper: QColor) -> None:
    pen = painter.pen()
    pen.setWidthF(box.width() * 0.1)
    painter.setPen(pen)
    painter.drawPolygon(_points(box, (0.5, -0.06), (1.06, 0.5), (0.5, 1.06), (-0.06, 0.5)))
    _question(painter, box, ink)


def _dash(painter: QPainter, box: QRectF, _ink: QColor, _paper: QColor) -> None:
    ends = _points(box, (0.15, 0.5), (0.85, 0.5))
    painter.drawLine(ends[0], ends[1])


def _arrows(painter: QPainter, box: QRectF, _ink: QColor, _paper: QColor) -> None:
    painter.drawArc(box, 20 * 16, 130 * 16)
    painter.drawArc(box, 200 * 16, 130 * 16)
    painter.drawPolyline(_points(box, (0.72, 0.3), (0.97, 0.33), (1.0, 0.06)))
    painter.drawPolyline(_points(box, (0.28, 0.7), (0.03, 0.67), (0.0, 0.94)))


def _seal(painter: QPainter, box: QRectF, ink: QColor, paper: QColor) -> None:
    painter.setBrush(ink)
    painter.drawEllipse(QRectF(box.x() + box.width() * 0.14, box.y(), box.width() * 0.72, box.height() * 0.72))
    painter.drawPolygon(_points(box, (0.3, 0.62), (0.2, 1.0), (0.5, 0.85), (0.8, 1.0), (0.7, 0.62)))
    pen = painter.pen()
    pen.setColor(paper)
    painter.setPen(pen)
    painter.drawPolyline(_points(box, (0.34, 0.36), (0.46, 0.48), (0.66, 0.24)))


def _book(painter: QPainter, box: QRectF) -> None:
    painter.drawPolyline(_points(box, (0.5, 0.28), (0.06, 0.16), (0.06, 0.78), (0.5, 0.9), (0.94, 0.78), (0.94, 0.16)))
    ends = _points(box, (0.5, 0.28), (0.94, 0.16), (0.5, 0.9))
    painter.drawLine(ends[0], ends[1])
    painter.drawLine(ends[0], ends[2])


def _question(painter: QPainter, box: QRectF, ink: QColor) -> None:
    pen = painter.pen()
    pen.setWidthF(box.width() * 0.09)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    path = QPainterPath(_points(box, (0.37, 0.38))[0])
    path.cubicTo(*_points(box, (0.37, 0.2), (0.64, 0.2), (0.64, 0.39)))
    path.cubicTo(*_points(box, (0.64, 0.5), (0.5, 0.48), (0.5, 0.6)))
    painter.drawPath(path)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    dot = _points(box, (0.5, 0.74))[0]
    painter.drawEllipse(dot, box.width() * 0.06, box.width() * 0.06)


def _points(box: QRectF, *shares: tuple[float, float]) -> list[QPointF]:
    return [QPointF(box.x() + box.width() * x, box.y() + box.height() * y) for x, y in shares]


_Shape = Callable[[QPainter, QRectF, QColor, QColor], None]
_SHAPES: dict[Look, _Shape] = {
    "open": _ring, "in_progress": _half, "done": _tick, "blocked": _octagon, "waived": _slashed,
    "undecided": _diamond, "not_applicable": _dash, "reconfirm": _arrows,
}  # fmt: skip
