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

QUIET = ("done", "waived", "not_applicable")


class DutyRowDelegate(QStyledItemDelegate):
    """Paints rows of two lines; a heading stands above the first row of every field of law."""

    def __init__(self, surroundings: Surroundings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._surroundings = surroundings

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Qt's hook."""
        theme = self._surroundings.theme
        height = theme.px(54) + (theme.px(34) if _first_of_group(index) else 0)
        return QSize(1, height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Qt's hook."""
        row = index.data(ROW_ROLE)
        theme = self._surroundings.theme
        box = QRectF(option.rect)
        painter.save()
        if _first_of_group(index):
            head = QRectF(box.x(), box.y(), box.width(), theme.px(34))
            _paint_group(painter, head, row, theme)
            box.setTop(head.bottom())
        state = option.state
        _paint_ground(painter, box, row, theme, state)
        _paint_bar(painter, box, row, theme)
        mark = QRectF(box.x() + theme.px(16), box.y() + theme.px(10), theme.px(17), theme.px(17))
        paint_look(painter, mark, row.look, theme)
        _paint_words(painter, box.adjusted(theme.px(44), theme.px(6), -theme.px(12), -theme.px(6)), row, theme)
        painter.restore()


def _first_of_group(index: QModelIndex | QPersistentModelIndex) -> bool:
    row: DutyRow = index.data(ROW_ROLE)
    if index.row() == 0:
        return True
    before: DutyRow = index.model().index(index.row() - 1, 0).data(ROW_ROLE)
    return before.domain != row.domain


def _paint_group(painter: QPainter, box: QRectF, row: DutyRow, theme: Theme) -> None:
    painter.setFont(theme.font(13, strong=True))
    painter.setPen(theme.colour("ink_soft"))
    inner = box.adjusted(theme.px(16), theme.px(8), -theme.px(12), -theme.px(4))
    painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, row.group)


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
    rest = metrics.elidedText(row.asks or row.place, Qt.TextElideMode.ElideRight, second.width())
    painter.drawText(second, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, rest)
