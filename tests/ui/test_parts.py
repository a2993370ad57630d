"""Parts of the window: models, names for screen readers, start-up, looks, words."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCalendarWidget,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextBrowser,
    QWidget,
)
from tests.ui.conftest import wait

from exportcheck import paths
from exportcheck.ui.app import make_window, start
from exportcheck.ui.jobs import Jobs
from exportcheck.ui.lasting import keep_constants
from exportcheck.ui.models.duties import DutyModel
from exportcheck.ui.presenters.checklist import DutyRow
from exportcheck.ui.presenters.packet import free_name
from exportcheck.ui.presenters.typed import parse_day, parse_number
from exportcheck.ui.rich import link, paragraphs
from exportcheck.ui.settings import Settings
from exportcheck.ui.theme import THEMES, load_theme

ROW = DutyRow("a", "Title", "Spain", "customs", "open", "Open", "must", "verified")
INTERACTIVE = (QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextBrowser)


def test_that_the_duty_model_keeps_qts_rules_through_all_changes(qapp):
    model = DutyModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert model.show((ROW,))
    assert not model.show((ROW.__class__(**{**_fields(ROW), "look": "done"}),))
    assert model.show(())
    assert model.show((ROW, ROW.__class__(**{**_fields(ROW), "key": "b"})))
    assert model.place_of("b").row() == 1
    assert not model.place_of("c").isValid()


def test_that_only_changed_rows_are_repainted(qapp, qtbot):
    model = DutyModel()
    other = ROW.__class__(**{**_fields(ROW), "key": "b"})
    model.show((ROW, other))
    heard = []
    model.dataChanged.connect(lambda first, _last: heard.append(first.row()))
    model.show((ROW, ROW.__class__(**{**_fields(other), "look": "done"})))
    assert heard == [1]


@pytest.mark.parametrize("language", ["es", "en"])
def test_that_everything_that_can_be_used_has_a_name_for_screen_readers(open_window, qtbot, language):
    window = open_window(language)
    nameless = _nameless(window)
    window.session.open_sample()
    wait(qtbot, window)
    for name in window.frame.sidebar.steps:
        window.go(name)
        _breathe()
        nameless += [f"{name}: {one}" for one in _nameless(window)]
    wait(qtbot, window)
    assert nameless == []


def test_that_the_window_paints_before_the_heavy_libraries_are_loaded(tmp_path: Path):
    code = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from exportcheck.ui.app import make_application, make_window
from exportcheck.ui.settings import Settings
application = make_application()
window = make_window(application, Settings(Path(sys.argv[1]) / "window.ini"))
window.show()
QTimer.singleShot(50, application.quit)
application.exec()
from PySide6 import QtCore
named = ["Qt's own names"] if "Qt" in vars(QtCore) else []
print(json.dumps(sorted([*sys.modules, *named])))
"""
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True,
        env={"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(paths._PACKAGE.parent), "HOME": str(tmp_path)},
    )  # fmt: skip
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    heavy = {"sqlalchemy", "reportlab", "jinja2", "pikepdf", "yaml", "babel", "PySide6.QtPdf", "PySide6.QtNetwork"}
    assert not heavy & loaded
    later = ("concurrent", "multiprocessing", "exportcheck.bootstrap", "exportcheck.app", "exportcheck.ui.pages")
    assert not {name for name in loaded if name.startswith((*later, "exportcheck.ui.presenters"))}
    assert not {"exportcheck.domain.content", "exportcheck.domain.case", "exportcheck.ui.actions"} & loaded
    assert "Qt's own names" not in loaded


def test_that_the_window_grows_step_by_step_after_the_paint_and_opens_its_portfolio(qapp, qtbot, tmp_path: Path):
    window = make_window(qapp, Settings(tmp_path / "window.ini"))
    qtbot.addWidget(window)
    window.show()
    assert not hasattr(window.frame, "header")
    start(qapp, window, tmp_path / "portfolio.sqlite")
    qtbot.waitUntil(lambda: window.session.is_ready, timeout=60_000)
    assert window.frame.page is not None
    window.session.open_sample()
    qtbot.waitUntil(lambda: window.session.has_case and not window.session.jobs.busy, timeout=60_000)
    qtbot.waitUntil(lambda: len(window.frame._pages) == 7, timeout=60_000)
    window.close()


def test_that_a_packet_is_made_in_another_process(sample, qtbot):
    sample.go("packet")
    page = sample.frame.page
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=60_000)
    worker = sample.session.services.press.worker
    assert worker is not None
    assert worker != os.getpid()
    sample.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_that_work_in_turns_counts_as_busy(qapp, qtbot):
    jobs, heard = Jobs(), []
    jobs.later(partial(heard.append, "done"))
    assert jobs.busy
    assert not heard
    qtbot.waitUntil(lambda: not jobs.busy)
    assert heard == ["done"]


def test_that_many_calls_into_qt_do_not_wear_out_the_constants(qapp):
    keep_constants()
    widget = QWidget()
    for width in range(60_000):
        widget.setMinimumWidth(width % 7)
    assert sys.version_info >= (3, 12) or sys.getrefcount(None) > 1 << 30


@pytest.mark.parametrize("name", THEMES)
def test_that_text_and_controls_can_be_read_in_every_look(name):
    colours = load_theme(name).colours
    for ground in ("paper", "surface", "shade", "accent_soft", "fresh"):
        assert _contrast(colours["ink"], colours[ground]) >= 4.5
    for ink in ("ink_soft", "accent", "good", "warn", "stop", "info"):
        for ground in ("paper", "surface", "shade"):
            assert _contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
    assert _contrast(colours["on_accent"], colours["accent"]) >= 4.5
    for control in ("edge", "focus"):
        assert _contrast(colours[control], colours["paper"]) >= 3
        assert _contrast(colours[control], colours["surface"]) >= 3


def test_that_widgets_name_roles_and_never_colours():
    found = [
        f"{file.name}: {match}"
        for file in (paths._PACKAGE / "ui").rglob("*.py")
        for match in re.findall(r"#[0-9A-Fa-f]{6}\b", file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,250.50", "1250.50"), ("1.250,50", "1250.50"), ("1250", "1250"), ("1,250", "1250"), ("0,5", "0.5"),
     ("$ 1 234", "1234"), ("1.5", "1.5")],
)  # fmt: skip
def test_that_numbers_are_understood_as_people_write_them(typed, meant):
    assert parse_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "abc", "-5", "1e9", "NaN", "1.2.3,4,5"])
def test_that_what_is_no_number_is_not_taken_for_one(typed):
    assert parse_number(typed) is None


def test_that_days_are_read_in_the_order_of_the_language():
    today = dt.date(2026, 11, 24)
    assert parse_day("1/12/2026", "es", today) == dt.date(2026, 12, 1)
    assert parse_day("12/1/2026", "en", today) == dt.date(2026, 12, 1)
    assert parse_day("2026-12-01", "en", today) == dt.date(2026, 12, 1)
    assert parse_day("+7", "es", today) == dt.date(2026, 12, 1)
    assert parse_day("31/2/2026", "es", today) is None


def test_that_content_can_bring_no_markup_and_no_foreign_links_into_the_window():
    assert "<img" not in paragraphs("<img src='file:///etc/passwd'> & more")
    assert link("javascript:alert(1)", "example.org") == ""
    assert 'href="https://' in link("https://example.org/a", "example.org")


def test_that_a_packet_never_takes_the_name_of_an_older_one(tmp_path: Path):
    (tmp_path / "case.pdf").touch()
    assert free_name(tmp_path, "case.pdf").name == "case-2.pdf"


def _fields(row: DutyRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in DutyRow.__dataclass_fields__}


def _nameless(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, INTERACTIVE) or not widget.isVisible() or _inside(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def _inside(widget: QWidget) -> bool:
    """Parts that Qt builds into its own controls are named with them."""
    parent = widget.parent()
    while parent is not None:
        if isinstance(parent, (QComboBox, QCalendarWidget, QLineEdit)) or type(parent).__name__ in (
            "QMenuBar",
            "QDockWidget",
        ):
            return True
        parent = parent.parent()
    return type(widget).__name__ == "QToolButton" and type(widget.parent()).__name__ == "QMenuBar"


def _breathe() -> None:
    loop = QEventLoop()
    QTimer.singleShot(30, loop.quit)
    loop.exec()


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
