"""Everything inside the window in one language: sidebar, header, banner, pages. Made anew when the language changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from exportcheck.ui.session import Session
from exportcheck.ui.sidebar import PageName, Sidebar
from exportcheck.ui.widgets.layouts import column, row, tab_on

if TYPE_CHECKING:
    from exportcheck.app.open_case import Changes
    from exportcheck.ui.header import Header
    from exportcheck.ui.pages.factory import Presenters
    from exportcheck.ui.pages.page import Page
    from exportcheck.ui.waiting import Waiting
    from exportcheck.ui.widgets.banner import Banner


class Frame(QWidget):
    """At first only the steps, then (`complete`) everything else; the pages are built when they are first shown."""

    header: Header
    banner: Banner
    stack: QStackedWidget
    waiting: Waiting
    _presenters: Presenters

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._pages: dict[PageName, Page] = {}
        self.sidebar = Sidebar(session, self)
        self.sidebar.page_wanted.connect(self.show_page)
        self._opening = QLabel(session.surroundings.words("Opening your portfolio…"), self)
        self._opening.setProperty("face", "heading")
        self._opening.setContentsMargins(32, 76, 32, 32)
        self._right = column(gap=0)
        self._right.addWidget(self._opening)
        self._right.addStretch()
        across = row(self, gap=0)
        across.addWidget(self.sidebar)
        across.addLayout(self._right, 1)
        self.sidebar.show_page("home")
        self.sidebar.refresh()

    def complete(self, presenters: Presenters) -> None:
        """Header, banner and what the pages stand in: imported and built after the first paint."""
        from exportcheck.ui.header import Header
        from exportcheck.ui.waiting import Waiting
        from exportcheck.ui.widgets.banner import Banner
        from exportcheck.ui.widgets.layouts import clear

        session, right = self._session, self._right
        self._presenters = presenters
        self.header = Header(session, self)
        self.banner = Banner(session.surroundings, self)
        self.stack = QStackedWidget(self)
        self.waiting = Waiting(session.surroundings, self.stack)
        self.waiting.retry_requested.connect(self._try_again)
        self.waiting.restore_requested.connect(self._restore)
        self.stack.addWidget(self.waiting)
        clear(right)
        right.addWidget(self.header)
        notice = column(gap=0, margins=(16, 0, 16, 0))
        notice.addWidget(self.banner)
        right.addLayout(notice)
        right.addWidget(self.stack, 1)
        self.sidebar.show_page(presenters.page)
        self.refresh()

    @Slot()
    def _try_again(self) -> None:
        self.banner.hide()
        self._session.reopen()

    @Slot(object)
    def _restore(self, backup: Path) -> None:
        self.banner.hide()
        self._session.restore(backup)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._presenters.page) if self._session.is_ready else None

    @Slot(str)
    def show_page(self, name: PageName) -> None:
        """Go to a page; what was typed on the present one is committed first."""
        if not self._session.is_ready:
            self.sidebar.show_page(self._presenters.page)
            return
        if self.page is not None:
            self.page.flush()
        self._presenters.page = name if self._session.has_case else "home"
        page = self.build_page(self._presenters.page)
        page.refresh()
        self.stack.setCurrentWidget(page)
        self.sidebar.show_page(self._presenters.page)
        page.take_focus()

    @Slot(str)
    def show_duty(self, key: str) -> None:
        """Open a duty in the checklist."""
        presenter = self._presenters.checklist
        presenter.set_filter(show="all", domains=frozenset(), place="", text="")
        presenter.select(key)
        old = self._pages.pop("checklist", None)
        if old is not None:
            self.stack.removeWidget(old)
            old.deleteLater()
        self.show_page("checklist")

    def refresh(self, changes: Changes | None = None) -> None:
        """Show the present state everywhere."""
        self.sidebar.refresh()
        self.header.refresh()
        if self.page is not None:
            self.page.refresh(changes)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001  # Qt's signature
        """Tab goes as one reads, also where parts were built later."""
        return tab_on(self, self.window().focusWidget(), forward=forward) or super().focusNextPrevChild(forward)

    def flush(self) -> None:
        """Commit what was typed."""
        for page in self._pages.values():
            page.flush()

    @Slot(object)
    def show_fault(self, error: Exception) -> None:
        """Say what went wrong, above the page."""
        from exportcheck.wording.faults import fault_words

        if not self._session.is_ready:
            self.waiting.show_fault(error)
        self.banner.say(fault_words(self._session.surroundings.words, error))

    @Slot(str)
    def tell(self, text: str) -> None:
        """Say something new, above the page."""
        self.banner.say(text, "news")

    def forget_pages(self) -> None:
        """Another case: every page starts afresh."""
        for page in self._pages.values():
            self.stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()

    def build_page(self, name: PageName) -> Page:
        """The page of this name, built when it was not yet."""
        if name not in self._pages:
            from exportcheck.ui.pages.factory import make_page

            page = make_page(name, self._session, self._presenters, self.stack)
            page.page_wanted.connect(self.show_page)
            page.told.connect(self.tell)
            if name in ("home", "paperwork"):
                page.duty_wanted.connect(self.show_duty)  # type: ignore[attr-defined]  # these pages have the signal
            self.stack.addWidget(page)
            self._pages[name] = page
        return self._pages[name]
