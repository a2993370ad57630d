"""Layouts: rows and columns without fuss, and one that wraps like text."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6 import QtCore  # QtCore.Qt is slow to come into being: only when it is used
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QVBoxLayout,
    QWidget,
)


def column(
    parent: QWidget | None = None, *, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """A column."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(*margins)
    return made


def row(
    parent: QWidget | None = None, *, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """A row."""
    made = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    made.setSpacing(gap)
    made.setContentsMargins(*margins)
    return made


class Body(QWidget):
    """What scrolls: never wider than the room there is, and exactly as tall as its words then need."""

    def minimumSizeHint(self) -> QSize:
        """Qt's hook."""
        hint = super().minimumSizeHint()
        lay = self.layout()
        return QSize(0, 0) if lay is not None and lay.hasHeightForWidth() else hint


def scroll_of(body: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """A body that scrolls downwards only."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
    body.setObjectName(body.objectName() or "body")
    area.setWidget(body)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()


class Flow(QLayout):
    """Widgets beside one another, continued on the next line."""

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._kept: dict[int, list[list[tuple[QLayoutItem, int, QSize]]]] = {}
        self._least: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Qt's hook."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Qt's hook."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Qt's hook."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Qt's hook."""
        if not 0 <= index < len(self._items):
            return None
        taken = self._items.pop(index)
        self.invalidate()
        return taken

    def invalidate(self) -> None:
        """Qt's hook: something in it has another size."""
        self._kept.clear()
        self._least = None
        super().invalidate()

    def expandingDirections(self) -> QtCore.Qt.Orientation:
        """Qt's hook."""
        return QtCore.Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Qt's hook."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Qt's hook."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, box: QRect) -> None:
        """Qt's hook."""
        super().setGeometry(box)
        self._arrange(box, move=True)

    def sizeHint(self) -> QSize:
        """Qt's hook."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Qt's hook."""
        if self._least is None:
            self._least = QSize()
            for item in self._items:
                self._least = self._least.expandedTo(item.minimumSize())
        return self._least

    def _arrange(self, box: QRect, *, move: bool) -> int:
        width = box.width()
        if width not in self._kept:
            self._kept[width] = self._lines(width)
        y, lines = box.y(), self._kept[width]
        for line in lines:
            tall = max(size.height() for _, _, size in line)
            for item, x, size in line if move else ():
                down = (tall - size.height()) // 2
                item.setGeometry(QRect(QPoint(box.x() + x, y + down), size))
            y += tall + self._gap
        return max(0, y - box.y() - self._gap)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, QSize]]]:
        """Which items stand on which line, from where, and how large."""
        lines: list[list[tuple[QLayoutItem, int, QSize]]] = []
        x = 0
        for item in self._shown():
            hint = item.sizeHint()
            if not lines or x + hint.width() > width:
                lines.append([])
                x = 0
            lines[-1].append((item, x, QSize(min(hint.width(), width), hint.height())))
            x += hint.width() + self._gap
        return lines

    def _shown(self) -> Iterator[QLayoutItem]:
        for item in self._items:
            widget = item.widget()
            if widget is None or not widget.isHidden():
                yield item


class TwoColumns(Flow):
    """Two columns where there is room; what is wider than a column has a line of its own."""

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, QSize]]]:
        half, lines = (width - self._gap) // 2, list[list[tuple[QLayoutItem, int, QSize]]]()
        free = False
        for item in self._shown():
            hint = item.sizeHint()
            size = QSize(min(hint.width(), width), hint.height())
            narrow = hint.width() <= half
            if narrow and free:
                lines[-1].append((item, half + self._gap, size))
            else:
                lines.append([(item, 0, size)])
            free = narrow and not free
        return lines


def hfw(widget: QWidget) -> QWidget:
    """Let a widget's height follow its width."""
    policy = widget.sizePolicy()
    policy.setHeightForWidth(True)
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    widget.setSizePolicy(policy)
    return widget


def reading_order(root: QWidget | None) -> Iterator[QWidget]:
    """What takes the keyboard inside a widget, in the order in which it is read."""
    if root is None or root.isHidden():
        return
    if root.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus and root.focusProxy() is None:
        yield root
    layout = root.layout()
    if isinstance(root, QScrollArea):
        yield from reading_order(root.widget())
    elif isinstance(root, QSplitter):
        for at in range(root.count()):
            yield from reading_order(root.widget(at))
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield from reading_order(widget)
        elif inner is not None:
            yield from _in_layout(inner)


def tab_on(root: QWidget, now: QWidget | None, *, forward: bool) -> bool:
    """Take the keyboard on as one reads, whatever was built first; after the last part out of the widget, or round."""
    order = [widget for widget in reading_order(root) if widget.isEnabled()]
    if now is None or now not in order:
        return False
    at = order.index(now) + (1 if forward else -1)
    within = 0 <= at < len(order)
    target = order[at] if within else _outside(root, now, forward=forward) or order[0 if forward else -1]
    target.setFocus(QtCore.Qt.FocusReason.TabFocusReason if forward else QtCore.Qt.FocusReason.BacktabFocusReason)
    return True


def _outside(root: QWidget, now: QWidget, *, forward: bool) -> QWidget | None:
    widget: QWidget | None = now
    while widget is not None:
        widget = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
        if widget is None or widget is now:
            return None
        takes_it = widget.focusPolicy() & QtCore.Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if takes_it and widget.isVisible() and widget.isEnabled() and not root.isAncestorOf(widget):
            return widget
    return None
