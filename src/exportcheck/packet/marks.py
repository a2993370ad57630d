"""Status, severity and evidence drawn as shapes. A mark never stands without its word, and reads in grey."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reportlab.lib.colors import Color

from exportcheck.domain.content import Known, Severity
from exportcheck.packet.styles import colour
from exportcheck.wording.terms import Look

Canvas = Any
Points = Sequence[tuple[float, float]]

LOOK_ROLES: Mapping[Look, str] = {
    "open": "ink_soft", "in_progress": "info", "done": "good", "blocked": "stop", "waived": "ink_soft",
    "undecided": "warn", "not_applicable": "ink_soft", "reconfirm": "warn",
}  # fmt: skip
KNOWN_ROLES: Mapping[Known, str] = {"verified": "good", "recalled": "info", "uncertain": "warn"}


def draw_look(canvas: Canvas, look: Look, x: float, y: float, size: float) -> None:
    """The mark of a status in a square whose lower left corner is (x, y)."""
    _in_square(canvas, x, y, size, colour(LOOK_ROLES[look]), _LOOKS[look])


def draw_known(canvas: Canvas, known: Known, x: float, y: float, size: float) -> None:
    """The mark of an evidence level: a seal, a book, a question."""
    _in_square(canvas, x, y, size, colour(KNOWN_ROLES[known]), _KNOWN[known])


def draw_severity(canvas: Canvas, severity: Severity, x: float, y: float, height: float) -> None:
    """A bar at the edge: solid for what is required, dotted for what is advisable."""
    canvas.saveState()
    canvas.setStrokeColor(colour("accent"))
    if severity == "must":
        canvas.setLineWidth(2.4)
    else:
        canvas.setLineWidth(2)
        canvas.setLineCap(1)
        canvas.setDash([0.01, 4])
    canvas.line(x, y, x, y + height)
    canvas.restoreState()


def _in_square(canvas: Canvas, x: float, y: float, size: float, ink: Color, shape: Callable[[Canvas], None]) -> None:
    """Draw a shape that is given in a square of one by one, y upwards."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(size, size)
    canvas.setLineWidth(0.1)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setStrokeColor(ink)
    canvas.setFillColor(ink)
    shape(canvas)
    canvas.restoreState()


def _ring(canvas: Canvas) -> None:
    canvas.circle(0.5, 0.5, 0.42, stroke=1, fill=0)


def _half(canvas: Canvas) -> None:
    _ring(canvas)
    canvas.wedge(0.08, 0.08, 0.92, 0.92, -90, 180, stroke=0, fill=1)


def _disc_with_tick(canvas: Canvas) -> None:
    canvas.circle(0.5, 0.5, 0.47, stroke=0, fill=1)
    _white_line(canvas, ((0.28, 0.49), (0.44, 0.33), (0.73, 0.66)), 0.13)


def _octagon(canvas: Canvas) -> None:
    near, far = 0.31, 0.69
    _polygon(canvas, ((near, 1), (far, 1), (1, far), (1, near), (far, 0), (near, 0), (0, near), (0, far)), fill=1)
    _white_line(canvas, ((0.26, 0.5), (0.74, 0.5)), 0.15)


def _slashed(canvas: Canvas) -> None:
    _ring(canvas)
    _line(canvas, ((0.24, 0.24), (0.76, 0.76)))


def _diamond(canvas: Canvas) -> None:
    canvas.setLineWidth(0.085)
    _polygon(canvas, ((0.5, 1.06), (1.06, 0.5), (0.5, -0.06), (-0.06, 0.5)), fill=0)
    _question(canvas)


def _dash(canvas: Canvas) -> None:
    _line(canvas, ((0.15, 0.5), (0.85, 0.5)))


def _arrows(canvas: Canvas) -> None:
    canvas.arc(0.08, 0.08, 0.92, 0.92, 20, 130)
    canvas.arc(0.08, 0.08, 0.92, 0.92, 200, 130)
    _line(canvas, ((0.7, 0.68), (0.93, 0.64), (0.97, 0.9)))
    _line(canvas, ((0.3, 0.32), (0.07, 0.36), (0.03, 0.1)))


def _seal(canvas: Canvas) -> None:
    canvas.circle(0.5, 0.63, 0.36, stroke=0, fill=1)
    _polygon(canvas, ((0.3, 0.38), (0.22, 0.0), (0.5, 0.16), (0.78, 0.0), (0.7, 0.38)), fill=1)
    _white_line(canvas, ((0.34, 0.63), (0.46, 0.51), (0.66, 0.76)), 0.1)


def _book(canvas: Canvas) -> None:
    _line(
        canvas,
        ((0.5, 0.72), (0.06, 0.84), (0.06, 0.22), (0.5, 0.1), (0.94, 0.22), (0.94, 0.84), (0.5, 0.72), (0.5, 0.1)),
    )


def _ring_with_question(canvas: Canvas) -> None:
    canvas.circle(0.5, 0.5, 0.45, stroke=1, fill=0)
    _question(canvas)


def _question(canvas: Canvas) -> None:
    canvas.setLineWidth(0.09)
    path = canvas.beginPath()
    path.moveTo(0.37, 0.62)
    path.curveTo(0.37, 0.8, 0.64, 0.8, 0.64, 0.61)
    path.curveTo(0.64, 0.5, 0.5, 0.52, 0.5, 0.4)
    canvas.drawPath(path, stroke=1, fill=0)
    canvas.circle(0.5, 0.25, 0.06, stroke=0, fill=1)


def _line(canvas: Canvas, points: Points) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    canvas.drawPath(path, stroke=1, fill=0)


def _white_line(canvas: Canvas, points: Points, width: float) -> None:
    canvas.setStrokeColor(colour("surface"))
    canvas.setLineWidth(width)
    _line(canvas, points)


def _polygon(canvas: Canvas, points: Points, *, fill: int) -> None:
    path = canvas.beginPath()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    canvas.drawPath(path, stroke=1 - fill, fill=fill)


_LOOKS: Mapping[Look, Callable[[Canvas], None]] = {
    "open": _ring, "in_progress": _half, "done": _disc_with_tick, "blocked": _octagon, "waived": _slashed,
    "undecided": _diamond, "not_applicable": _dash, "reconfirm": _arrows,
}  # fmt: skip
_KNOWN: Mapping[Known, Callable[[Canvas], None]] = {
    "verified": _seal, "recalled": _book, "uncertain": _ring_with_question,
}  # fmt: skip
