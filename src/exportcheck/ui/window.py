"""The main window: menus, keys, status bar, and the life of the open case."""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6 import QtCore  # QtCore.Qt is slow to come into being: only when it is used
from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QLabel, QMainWindow, QWidget

from exportcheck.domain.problems import ExportcheckError
from exportcheck.ui.frame import Frame
from exportcheck.ui.session import Session
from exportcheck.ui.sidebar import PageName

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent

    from exportcheck.app.open_case import Changes, OpenCase
    from exportcheck.ui.actions import Actions
    from exportcheck.ui.pages.factory import Presenters
    from exportcheck.ui.widgets.help_panel import HelpPanel

SMALLEST = QSize(900, 600)
USUAL = QSize(1280, 800)
HELP_WIDTH = 300
LATER = (
    "exportcheck.domain.case", "exportcheck.domain.content", "exportcheck.domain.assessment",
    "exportcheck.ui.pages.factory", "exportcheck.ui.actions", "exportcheck.ui.waiting",
    "exportcheck.ui.widgets.case_overview", "exportcheck.ui.pages.home",
)  # fmt: skip
"""What is imported after the first paint, in turns of which none is long."""


class MainWindow(QMainWindow):
    """One window, one case at a time.

    What can be seen before the portfolio is open is built first and painted; the rest follows in short steps (`grow`),
    or all at once where it is needed (`complete`).
    """

    presenters: Presenters

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._saved = ""
        self.frame: Frame
        self.actions_: Actions
        self.help: HelpPanel | None = None
        self._left = QLabel(self)
        self._right = QLabel(self)
        self.setAnimated(False)
        self.setWindowTitle("exportcheck")
        self.setMinimumSize(SMALLEST)
        self.resize(USUAL.boundedTo(self.screen().availableSize()))
        self.restoreGeometry(session.surroundings.settings.geometry())
        self.statusBar().setContentsMargins(16, 0, 8, 0)
        self.statusBar().addWidget(self._left, 1)
        self.statusBar().addPermanentWidget(self._right)
        self._growing: list[Callable[[], object]] = [
            _make_qt_names,
            _make_qt_widgets,
            *(partial(importlib.import_module, name) for name in LATER),
            self._make_presenters,
            self._complete_frame,
            self._fill_menus,
        ]
        self._furnish()
        surroundings = session.surroundings
        surroundings.language_changed.connect(self._speak_anew)
        surroundings.theme_leaving.connect(self._undress)
        surroundings.theme_changed.connect(self._furnish_anew)
        session.ready.connect(self._begin)
        session.case_opened.connect(self._case_opened)
        session.case_closed.connect(self._case_closed)
        session.changed.connect(self._changed)
        session.saved.connect(self._note_saved)
        session.failed.connect(self._failed)

    # -- parts

    def _furnish(self) -> None:
        """Build what is seen first of all that has words in it."""
        self.frame = Frame(self.session, self)
        self.setCentralWidget(self.frame)
        words = self.session.surroundings.words
        titles = (words("Case"), words("Edit"), words("Go to"), words("Duty"), words("View"), words("Help"))
        self._menus = {title: self.menuBar().addMenu(title) for title in titles}
        self.refresh_status()

    def _make_presenters(self) -> None:
        from exportcheck.ui.pages.factory import make_presenters

        self.presenters = make_presenters(self.session)

    def _complete_frame(self) -> None:
        self.frame.complete(self.presenters)
        self.frame.header.undo_requested.connect(self.undo)
        self.frame.header.redo_requested.connect(self.redo)

    def _fill_menus(self) -> None:
        from exportcheck.ui.actions import Actions

        self.actions_ = Actions(self, self._menus)

    def grow(self) -> bool:
        """Take one step towards a complete window; whether there are more."""
        if self._growing:
            self._growing.pop(0)()
        return bool(self._growing)

    def complete(self) -> None:
        """Build now what is not built yet."""
        while self.grow():
            pass

    def go(self, name: PageName) -> None:
        """Show a page."""
        self.frame.show_page(name)
        if self.help is not None and self.help.isVisible():
            self.help.show_page(self.presenters.page)

    @Slot()
    def undo(self) -> None:
        """Take the last step back."""
        if self.session.is_ready and self.session.has_case:
            self.frame.flush()
            self.session.change(self.session.case.undo)

    @Slot()
    def redo(self) -> None:
        """Make the last undone step again."""
        if self.session.is_ready and self.session.has_case:
            self.frame.flush()
            self.session.change(self.session.case.redo)

    @Slot()
    def new_case(self) -> None:
        """Go home and unfold the form for a new case."""
        self.go("home")
        page = self.frame.page
        if page is not None:
            page.begin()  # type: ignore[attr-defined]  # the home page

    @Slot()
    def export(self) -> None:
        """The packet page; from there the same key exports."""
        if not (self.session.is_ready and self.session.has_case):
            return
        if self.presenters.page == "packet" and self.frame.page is not None:
            self.frame.page.do_export()  # type: ignore[attr-defined]  # the packet page
        else:
            self.go("packet")

    @Slot()
    def show_help(self) -> None:
        """Help for this page, beside it."""
        from exportcheck.ui.widgets.help_panel import HelpPanel

        if self.help is None:
            self.help = HelpPanel(self.session, self)
            self.addDockWidget(QtCore.Qt.DockWidgetArea.RightDockWidgetArea, self.help)
            width = self.session.surroundings.theme.px(HELP_WIDTH)
            self.resizeDocks([self.help], [width], QtCore.Qt.Orientation.Horizontal)
        else:
            self.help.setVisible(not self.help.isVisible())
        self.help.show_page(self.presenters.page)

    # -- the session

    @Slot()
    def _begin(self) -> None:
        self.complete()
        self.frame.refresh()
        last = self.session.surroundings.settings.last_case()
        if last and any(row.id == last for row in self.session.desk.cases()):
            self.session.open_case(last)
        else:
            self.frame.show_page("home")
        self.refresh_status()

    @Slot()
    def _case_opened(self) -> None:
        self.presenters.reset()
        self.frame.forget_pages()
        self.presenters.page = first_page(self.session.case)
        self.frame.refresh()
        self.refresh_status()
        show = partial(self._show_case, self.session.case)
        self.session.jobs.submit(self.presenters.checklist.rows, show, show)

    def _show_case(self, case: OpenCase, _rows: object) -> None:
        """The rows of a long list are made in the lane; the presenter keeps them, and shows what went wrong."""
        self.session.jobs.later(partial(self._in_turns, case, [self.frame.build_page, self.frame.show_page]))

    def _in_turns(self, case: OpenCase, acts: list[Callable[[PageName], object]]) -> None:
        """One turn of opening a case after the other; nothing when another one is open by now."""
        if acts and self.session.has_case and self.session.case is case:
            acts.pop(0)(self.presenters.page)
            self.session.jobs.later(partial(self._in_turns, case, acts))

    @Slot()
    def _case_closed(self) -> None:
        self.presenters.reset()
        self.frame.forget_pages()
        self.frame.show_page("home")
        self.frame.refresh()
        self.refresh_status()

    @Slot(object)
    def _changed(self, changes: Changes | None) -> None:
        self.frame.refresh(changes)
        self.refresh_status()
        if changes is not None and changes.added:
            from exportcheck.ui.widgets.banner import announce

            words = self.session.surroundings.words
            announce(self, words.many("{count} duty now applies", "{count} duties now apply", len(changes.added)))

    @Slot()
    def _note_saved(self) -> None:
        self._saved = dt.datetime.now(tz=dt.UTC).astimezone().strftime("%H:%M:%S")
        self.refresh_status()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self.complete()
        self.frame.show_fault(error)
        if not isinstance(error, ExportcheckError):
            self.statusBar().showMessage(type(error).__name__, 5000)

    def refresh_status(self) -> None:
        """Say in the status bar that all is saved, and what needs a look."""
        words, session = self.session.surroundings.words, self.session
        self._left.setText(
            words("Saved {time}", time=self._saved) if self._saved else words("Everything is saved as you go")
        )
        if not session.is_ready:
            self._right.setText("")
            return
        newest = max((layer.knowledge_date for layer in session.services.catalogue.layers.values()), default=None)
        parts = [words("checklists as of {date}", date=session.format.date_short(newest))] if newest else []
        if session.has_case:
            again = sum(1 for key in session.case.case.responses if session.case.needs_confirmation(key))
            parts.append(
                words.many("{count} item to confirm again", "{count} items to confirm again", again) if again else ""
            )
        self._right.setText(" · ".join(part for part in parts if part))

    # -- language, look, end

    @Slot()
    def _speak_anew(self) -> None:
        self.complete()
        self.frame.flush()
        old = self.frame
        self._furnish_anew()
        old.deleteLater()
        self.frame.header.languages[self.session.surroundings.language].setFocus()

    @Slot()
    def _undress(self) -> None:
        """Sizes and colours are set when widgets are built: these go before the new style visits what is left."""
        self.complete()
        self.frame.flush()
        shiboken6.delete(self.frame)

    @Slot()
    def _furnish_anew(self) -> None:
        """Build everything again at the same place."""
        page = self.presenters.page
        self.menuBar().clear()
        self.actions_.drop()
        if self.help is not None:
            self.removeDockWidget(self.help)
            self.help.deleteLater()
            self.help = None
        self._furnish()
        self._complete_frame()
        self._fill_menus()
        if self.session.is_ready:
            self.frame.show_page(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Commit what was typed, remember the place, let go of the portfolio."""
        self.frame.flush()
        self.session.surroundings.settings.keep("geometry", self.saveGeometry())
        self.hide()
        packet = None if self._growing else self.presenters.packet
        if packet is not None:
            packet.stop()
        self.session.jobs.close()
        self.session.close()
        if packet is not None:
            packet.close()
        super().closeEvent(event)


def _make_qt_names() -> None:
    """Qt's name space with its hundred enumerations takes as long as all else in the window: a step of its own."""
    _ = QtCore.Qt


def _make_qt_widgets() -> None:
    """The first widget that Qt hands over makes the bindings look through every kind there is: a step, too."""
    from PySide6.QtWidgets import QListView

    QListView().viewport()


def first_page(case: OpenCase) -> PageName:
    """Where work on a case goes on: the first step that is not done."""
    if not case.case.lines:
        return "plan"
    return "questions" if not case.case.responses and case.assessment.questions else "checklist"
