"""The menus: everything that can be done, with its key."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from exportcheck.domain.case import STATUSES
from exportcheck.domain.text import LANGUAGES
from exportcheck.ui.header import NAMES
from exportcheck.ui.sidebar import PAGES, page_word
from exportcheck.ui.theme import THEMES
from exportcheck.wording.messages import Words
from exportcheck.wording.terms import status_word

if TYPE_CHECKING:
    from exportcheck.ui.window import MainWindow


class Actions:
    """Fills the menus of a window in its present language; `menus` are those of its bar, by title."""

    def __init__(self, window: MainWindow, menus: Mapping[str, QMenu]) -> None:
        self._window, self._menus = window, menus
        self._made: list[QAction] = []
        words = window.session.surroundings.words
        self._case(words)
        self._edit(words)
        self._go(words)
        self._duty(words)
        self._view(words)
        menu = self._menu(words("Help"))
        self._add(menu, words("Help for this page"), window.show_help, "F1")

    def drop(self) -> None:
        """Take all actions away, keys included."""
        for action in self._made:
            self._window.removeAction(action)
            action.deleteLater()
        self._made.clear()

    def _case(self, words: Words) -> None:
        window, menu = self._window, self._menu(words("Case"))
        self._add(menu, words("New case"), window.new_case, "Ctrl+N")
        self._add(menu, words("Close the case"), window.session.leave_case, "Ctrl+W")
        menu.addSeparator()
        self._add(menu, words("Packet, then export"), window.export, "Ctrl+P")
        menu.addSeparator()
        self._add(menu, words("Quit"), window.close, "Ctrl+Q")

    def _edit(self, words: Words) -> None:
        menu = self._menu(words("Edit"))
        self._add(menu, words("Undo"), self._window.undo, "Ctrl+Z")
        self._add(menu, words("Redo"), self._window.redo, "Ctrl+Shift+Z")

    def _go(self, words: Words) -> None:
        menu = self._menu(words("Go to"))
        for number, name in enumerate(PAGES, start=1):
            self._add(menu, page_word(words, name), partial(self._window.go, name), f"Ctrl+{number}")

    def _duty(self, words: Words) -> None:
        """The keys themselves belong to the checklist page; here they are shown and can be clicked."""
        menu = self._menu(words("Duty"))
        for number, status in enumerate(STATUSES, start=1):
            text = words("Status: {status}", status=status_word(words, status))
            self._add(menu, text, partial(self._on_checklist, "set_status", status), shown=str(number))
        menu.addSeparator()
        for text, wish, key in (
            (words("Write a note"), "edit_note", "N"),
            (words("Set the due date"), "edit_due", "D"),
            (words("Add evidence"), "add_evidence", "E"),
            (words("Why it applies"), "show_why", "W"),
            (words("Filter by words"), "find_words", "/"),
        ):
            self._add(menu, text, partial(self._on_checklist, wish), shown=key)

    def _view(self, words: Words) -> None:
        menu, surroundings = self._menu(words("View")), self._window.session.surroundings
        group = QActionGroup(menu)
        for language in LANGUAGES:
            action = self._add(menu, NAMES[language], partial(surroundings.set_language, language))
            self._mark(action, group, on=language == surroundings.language)
        menu.addSeparator()
        looks = QActionGroup(menu)
        names = {"light": words("Light"), "dark": words("Dark"), "contrast": words("High contrast")}
        for theme in THEMES:
            action = self._add(menu, names[theme], partial(surroundings.set_theme, theme))
            self._mark(action, looks, on=theme == surroundings.theme.name)
        menu.addSeparator()
        self._add(menu, words("Larger text"), partial(surroundings.resize_text, 1), "Ctrl++")
        self._add(menu, words("Smaller text"), partial(surroundings.resize_text, -1), "Ctrl+-")
        self._add(menu, words("Normal text"), partial(surroundings.resize_text, 0), "Ctrl+0")

    def _menu(self, title: str) -> QMenu:
        return self._menus[title]

    def _add(self, menu: QMenu, text: str, act: Callable[..., object], key: str = "", shown: str = "") -> QAction:
        action = QAction(f"{text}\t{shown}" if shown else text, self._window)
        if key:
            action.setShortcut(QKeySequence(key))
        action.triggered.connect(partial(_without_check, act))
        menu.addAction(action)
        self._made.append(action)
        return action

    @staticmethod
    def _mark(action: QAction, group: QActionGroup, *, on: bool) -> None:
        action.setCheckable(True)
        action.setChecked(on)
        group.addAction(action)

    def _on_checklist(self, wish: str, *arguments: object) -> None:
        window = self._window
        if not (window.session.is_ready and window.session.has_case):
            return
        if window.presenters.page != "checklist":
            window.go("checklist")
        page = window.frame.page
        if page is not None:
            getattr(page, wish)(*arguments)


def _without_check(act: Callable[..., object], *_: object) -> None:
    act()
