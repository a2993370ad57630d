"""How a duty is painted in the list: severity bar, mark, title, place, due date."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from exportcheck.ui.marks import LOOK_ROLES, paint_look
from exportcheck.ui.models.duties import ROW_ROLE
from exportcheck.ui.presenters.checklist import DutyRow
from exportcheck.ui.surroundings import Surroundings
from exportcheck.ui.theme import Theme

PLACE, FIELD = 38, 30
QUIET = ("done", "waived", "not_applicable")


class DutyRowDelegate(QStyledItemDelegate):
    """Paints rows of two lines; headings stand above the first row of every place and of every field of law in it."""

    def __init__(self, surroundings: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's hook."""
        theme = self._surroundings.theme
        return QSize(1, theme.px(54) + sum(theme.px(height) for height, _ in _headings(index)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's hook."""
        row = index.data(ROW_ROLE)
        theme = self._surroundings.theme
        box = QRectF(option.rect)
        painter.save()
        for height, text in _headings(index):
            head = QRectF(box.x(), box.y(), box.width(), theme.px(height))
            _paint_heading(painter, head, text, theme, place=height == PLACE)
            box.setTop(head.bottom())
        state = option.state
        _paint_ground(painter, box, row, theme, state)
        _paint_bar(painter, box, row, theme)
        mark = QRectF(box.x() + theme.px(16), box.y() + theme.px(10), theme.px(17), theme.px(17))
        paint_look(painter, mark, row.look, theme)
        _paint_words(painter, box.adjusted(theme.px(44), theme.px(6), -theme.px(12), -theme.px(6)), row, theme)
        painter.restore()


def _headings(index: QModelIndex | QPersistentModelIndex) -> list[tuple[int, str]]:
    """The headings above a row, each with its height."""
    row: DutyRow = index.data(ROW_ROLE)
    before: DutyRow | None = index.model().index(index.row() - 1, 0).data(ROW_ROLE) if index.row() else None
    if before is None or before.home != row.home:
        return [(PLACE, row.home_word), (FIELD, row.group)]
    return [(FIELD, row.group)] if before.domain != row.domain else []


def _paint_heading(painter: QPainter, box: QRectF, text: str, theme: Theme, *, place: bool) -> None:
    if place:
        painter.fillRect(box, theme.colour("shade"))
    painter.setFont(theme.font(15 if place else 13, strong=True))
    painter.setPen(theme.colour("ink" if place else "ink_soft"))
    inner = box.adjusted(theme.px(16), 0, -theme.px(12), 0 if place else -theme.px(4))
    across = Qt.AlignmentFlag.AlignVCenter if place else Qt.AlignmentFlag.AlignBottom
    shown = QFontMetricsF(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | across, shown)


def _paint_ground(painter: QPainter, box: QRectF, row: DutyRow, theme: Theme, state: QStyle.StateFlag) -> None:
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, theme.colour("accent_soft"))
    elif row.fresh:
        painter.fillRect(box, theme.colour("fresh"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(box, theme.colour("shade"))
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(theme.colour("focus"), 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))


def _paint_bar(painter: QPainter, box: QRectF, row: DutyRow, theme: Theme) -> None:
    """Required: a solid bar at the edge; advisable: a dotted one."""
    role = "ink_soft" if row.look in QUIET else "accent"
    solid = row.severity == "must"
    pen = QPen(theme.colour(role), theme.px(3), Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DotLine)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    x = box.x() + theme.px(5)
    painter.drawLine(
        QRectF(x, box.y() + theme.px(9), 0, 0).topLeft(), QRectF(x, box.bottom() - theme.px(9), 0, 0).topLeft()
    )


def _paint_words(painter: QPainter, box: QRectF, row: DutyRow, theme: Theme) -> None:
    strong = theme.font(15, strong=row.look not in QUIET)
    metrics = QFontMetricsF(strong)
    painter.setFont(strong)
    painter.setPen(theme.colour("ink_soft" if row.look in QUIET else "ink"))
    first = QRectF(box.x(), box.y(), box.width(), metrics.height())
    title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(first, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
    small = theme.font(13)
    metrics = QFontMetricsF(small)
    painter.setFont(small)
    second = QRectF(box.x(), box.bottom() - metrics.height() - 1, box.width(), metrics.height())
    right = row.due
    if right:
        painter.setPen(theme.colour("stop" if row.overdue else "ink_soft"))
        painter.drawText(second, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, right)
        second.setWidth(second.width() - metrics.horizontalAdvance(right) - theme.px(8))
    painter.setPen(theme.colour(LOOK_ROLES[row.look]))
    painter.drawText(second, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, row.look_word)
    second.setLeft(second.x() + metrics.horizontalAdvance(row.look_word + "  "))
    painter.setPen(theme.colour("ink_soft"))
    told = " · ".join(part for part in (row.place, row.asks) if part)
    rest = metrics.elidedText(told, Qt.TextElideMode.ElideRight, second.width())
    painter.drawText(second, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, rest)
