"""What a person meets on the way: places in the checklist, files dropped, Tab, cases put away, long texts."""

from __future__ import annotations

import datetime as dt
import warnings
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from tests.ui.conftest import wait
from tests.ui.test_journey import click, named, open_applicable, start_case

from exportcheck import bootstrap
from exportcheck.ui.widgets.evidence_list import files_in


def test_that_the_list_goes_place_by_place_and_in_each_through_the_three_fields(sample):
    sample.go("checklist")
    rows = sample.frame.page.model.rows()
    walked = list(dict.fromkeys((row.home_word, row.domain) for row in rows))
    fields = ("customs", "consumer", "privacy")
    assert walked == [(place, field) for place in ("Leaving Mexico", "United States", "Spain") for field in fields]


def test_that_a_place_can_be_chosen_and_its_tally_is_that_of_the_list(sample, qtbot):
    sample.go("checklist")
    page = sample.frame.page
    places = page.filters.places
    assert list(places) == ["mx", "us", "es"]
    click(qtbot, places["es"])
    assert {row.home for row in page.model.rows()} == {"es"}
    assert places["es"].text().endswith(f"/{len(page.model.rows())}")
    fields = [int(made.text().rpartition("/")[2]) for made in page.filters.domains.values()]
    assert sum(fields) == len(page.model.rows())
    click(qtbot, places["es"])
    assert {row.home for row in page.model.rows()} == {"mx", "us", "es"}


def test_that_a_duty_of_the_origin_stands_under_leaving_it_and_says_for_which_destination(sample, qtbot):
    sample.go("checklist")
    page = sample.frame.page
    click(qtbot, page.filters.places["mx"])
    row = next(row for row in page.model.rows() if row.place.startswith("for Spain"))
    page.list.setCurrentIndex(page.model.place_of(row.key))
    assert "Leaving Mexico · for Spain" in page.pane._place.text()
    assert "Leaving Mexico" in row.spoken


@pytest.mark.parametrize("where", ["text", "note", "title"])
def test_that_a_file_dropped_anywhere_on_the_duty_becomes_evidence(sample, qtbot, tmp_path: Path, where):
    page, key = open_applicable(sample)
    file = tmp_path / "invoice.pdf"
    file.write_bytes(b"%PDF-1.4 proof")
    target = {"text": page.pane.text.viewport(), "note": page.pane.note.viewport(), "title": page.pane._title}[where]
    assert drop(target, [file])
    wait(qtbot, sample)
    assert [one.name for one in sample.session.case.case.evidence if one.duty == key] == ["invoice.pdf"]
    assert "invoice" not in page.pane.note.toPlainText()
    assert page.pane.to_evidence.text() == "Evidence 1"


def test_that_a_dropped_folder_is_refused_in_words_and_web_links_are_not_files(sample, qtbot, tmp_path: Path):
    page, key = open_applicable(sample)
    assert drop(page.pane, [tmp_path])
    wait(qtbot, sample)
    assert sample.frame.banner.isVisible()
    assert not [one for one in sample.session.case.case.evidence if one.duty == key]
    data = QMimeData()
    data.setUrls([QUrl("https://example.org/a.pdf")])
    assert files_in(data) == []


def test_that_note_and_evidence_are_one_click_away_from_the_top_of_a_duty(sample, qtbot):
    page, _key = open_applicable(sample)
    click(qtbot, page.pane.to_note)
    assert page.pane.note.hasFocus()
    assert not page.pane.note.visibleRegion().isEmpty()
    page.pane.reader.verticalScrollBar().setValue(0)
    click(qtbot, page.pane.to_evidence)
    assert not page.pane.evidence.add.visibleRegion().isEmpty()


def test_that_status_due_date_and_person_are_in_sight_without_scrolling(sample):
    page, _key = open_applicable(sample)
    strip = page.pane._strip
    for part in (*strip._buttons.values(), strip.due, strip.responsible):
        assert part.visibleRegion().boundingRect().size() == part.size()


@pytest.mark.parametrize("name", ["client", "plan", "products"])
def test_that_tab_goes_down_a_form_from_its_first_field_to_the_button_that_goes_on(sample, qtbot, name):
    sample.go(name)
    page = sample.frame.page
    heights = []
    for _ in range(200):
        now = QApplication.focusWidget()
        if now is None or not page.isAncestorOf(now):
            break
        heights.append(now.mapTo(page.area.widget(), QPoint(0, now.height() // 2)).y())
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab never leaves the page")
    assert len(heights) > 10
    assert all(after > before - 30 for before, after in pairwise(heights))


def test_that_tab_comes_back_to_the_top_of_a_page(sample, qtbot):
    sample.go("products")
    sample.frame.header.languages["en"].setFocus()
    qtbot.keyClick(sample.frame.header.languages["en"], Qt.Key.Key_Tab)
    first = next(iter(sample.frame.page.cards.values()))
    assert first.description.hasFocus()
    qtbot.keyClick(first.description, Qt.Key.Key_Backtab)
    assert sample.frame.header.languages["en"].hasFocus()


def test_that_no_answer_of_a_form_is_cut_off(sample):
    sample.go("plan")
    sample.resize(1000, 640)
    for box in sample.frame.page.findChildren(QCheckBox):
        if box.isVisibleTo(sample):
            assert box.width() >= box.sizeHint().width(), box.text()


def test_that_a_page_ends_where_its_words_end(sample, qtbot):
    sample.go("plan")
    page = sample.frame.page
    onward = named(page, "Continue to the products")
    qtbot.waitUntil(lambda: onward.height() > 0)
    body = page.area.widget()
    assert body.height() - onward.mapTo(body, QPoint(0, onward.height())).y() < 120


def test_that_the_plan_leads_from_one_destination_to_the_next(sample, qtbot):
    sample.go("plan")
    page = sample.frame.page
    assert page.next.text() == "Go on with Spain"
    click(qtbot, page.next)
    assert page.tabs["es"].isChecked()
    assert page.tabs["es"].hasFocus()
    assert not page.tabs["es"].visibleRegion().isEmpty()
    assert not page.next.isVisible()


def test_that_a_case_put_away_can_be_taken_back(sample, qtbot):
    sample.go("home")
    title = sample.session.case.case.title
    click(qtbot, named(sample.frame.page, f"Put away {title}"))
    page = sample.frame.page
    assert page._nothing.isVisible()
    assert page.archive.text() == "Archived (1)"
    click(qtbot, page.archive)
    click(qtbot, named(page, f"Take back {title}"))
    assert [line.title for line in sample.presenters.home.lines()] == [title]
    assert not page.archive.isVisible()


def test_that_the_way_to_the_archive_is_not_shown_where_nothing_was_put_away(window, qtbot):
    start_case(window, qtbot)
    window.go("home")
    assert not window.frame.page.archive.isVisible()


def test_that_the_place_of_the_preview_says_when_it_will_come(sample, qtbot):
    sample.go("packet")
    preview = sample.frame.page.preview
    assert "within a few seconds" in preview._wait.text()
    preview.show_progress(3, 12)
    assert preview._wait.text().endswith("25 %")
    sample.presenters.packet.stop()
    wait(qtbot, sample)


def test_that_packets_go_home_where_there_is_no_documents_folder(sample, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("HOME", str(tmp_path))
    sample.session.surroundings.settings.keep("folder", "")
    assert sample.presenters.packet.folder() == tmp_path
    (tmp_path / "Documents").mkdir()
    assert sample.presenters.packet.folder() == tmp_path / "Documents"


def test_that_the_preview_comes_also_after_an_export_that_failed(sample, qtbot, monkeypatch, tmp_path: Path):
    sample.go("packet")
    page = sample.frame.page
    monkeypatch.setattr(sample.presenters.packet, "folder", lambda: tmp_path / "gone")
    click(qtbot, page.export)
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=60_000)
    assert sample.frame.banner.isVisible()
    wait(qtbot, sample)


def test_that_a_long_file_name_does_not_push_the_duty_out_of_sight(sample, qtbot, tmp_path: Path):
    page, _key = open_applicable(sample)
    file = tmp_path / f"{'a very long name ' * 8}.pdf"
    file.write_bytes(b"proof")
    page.pane.attach([file])
    wait(qtbot, sample)
    assert page.pane.reader.widget().width() <= page.pane.reader.viewport().width()
    assert named(page.pane.evidence, f"Remove {file.name}").width() > 0


def test_that_a_portfolio_open_elsewhere_is_said_in_the_language_of_the_window_with_a_readable_time(
    open_window, portfolio: Path
):
    now = dt.datetime(2026, 11, 24, 12, 0, 5, 703, tzinfo=dt.UTC)
    services = bootstrap.open_services(portfolio, clock=lambda: now, who=lambda: "Ana")
    window = open_window("es")
    services.close()
    assert window.frame.waiting._title.text() == "No fue posible abrir su cartera."
    told = window.frame.banner.text.accessibleName()
    assert f"Ana, desde {now.astimezone():%Y-%m-%d %H:%M}. " in told


def drop(target: QWidget, files: list[Path]) -> bool:
    """Drop files as Qt does: the first widget from the target upwards that takes them gets them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    spot, left, none = QPoint(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    widget: QWidget | None = target
    while widget is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # there is no other way to make this event
            enter = QDragEnterEvent(spot, Qt.DropAction.CopyAction, data, left, none)
        enter.ignore()
        if widget.acceptDrops():
            QApplication.sendEvent(widget, enter)
            if enter.isAccepted():
                QApplication.sendEvent(widget, QDropEvent(QPointF(spot), Qt.DropAction.CopyAction, data, left, none))
                return True
        widget = widget.parentWidget()
    return False
