"""The whole way of a person through the window, by mouse and keyboard."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from tests.ui.conftest import wait

from exportcheck import bootstrap
from exportcheck.domain.values import FactRef

LEFT = Qt.MouseButton.LeftButton


def click(qtbot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, LEFT)


def named(root: QWidget, name: str) -> QWidget:
    QApplication.processEvents()  # what was just built is shown in the next round
    found = [one for one in root.findChildren(QWidget) if one.accessibleName() == name and one.isVisibleTo(root)]
    assert found, f"nothing on the page is called {name!r}"
    return found[0]


def test_that_the_first_start_offers_a_new_case_and_the_sample(window):
    page = window.frame.page
    assert page.new.isVisible()
    assert page.sample.isVisible()
    assert not window.frame.sidebar.steps["checklist"].isEnabled()


def test_that_the_sample_opens_with_one_click(window, qtbot):
    click(qtbot, window.frame.page.sample)
    wait(qtbot, window)
    assert window.session.has_case
    assert window.frame.sidebar.steps["checklist"].isEnabled()


def test_that_a_new_case_is_made_with_firm_destination_and_nothing_else(window, qtbot):
    start_case(window, qtbot)
    case = window.session.case.case
    assert case.client.name == "Casa Lucero"
    assert case.plan.destinations == ("us",)
    assert window.presenters.page == "plan"


def test_that_a_new_case_without_destination_says_so_beside_the_form_and_makes_nothing(window, qtbot):
    click(qtbot, window.frame.page.new)
    panel = window.frame.page.panel
    qtbot.waitUntil(panel.isVisible)
    qtbot.keyClicks(panel.client.lineEdit(), "Casa Lucero")
    click(qtbot, named(panel, "Start"))
    assert not window.session.has_case
    assert any(text.isVisible() and "destination" in text.text() for text in panel.findChildren(type(panel._wrong)))


def test_that_client_particulars_are_saved_on_leaving_the_field_and_survive_a_restart(window, qtbot, open_window):
    start_case(window, qtbot)
    window.go("client")
    line = window.frame.page.lines["tax_id"]
    line.setFocus()
    qtbot.keyClicks(line, "CLU010203AB1")
    qtbot.keyPress(line, Qt.Key.Key_Tab)
    assert window.session.case.case.client.tax_id == "CLU010203AB1"
    window.close()
    again = open_window()
    wait(qtbot, again)
    assert again.session.case.case.client.tax_id == "CLU010203AB1"


def test_that_a_plan_answer_is_saved_with_its_destination(window, qtbot):
    start_case(window, qtbot)
    window.go("plan")
    ref = FactRef("sale.buyers", "us")
    block = window.frame.page.place_form.block(ref)
    box = block.input._boxes["consumer"]
    qtbot.mouseClick(box, LEFT, pos=QPoint(10, box.height() // 2))
    assert window.session.case.case.answers[ref] == ("consumer",)


def test_that_a_product_is_added_by_typing_and_enter(window, qtbot):
    start_case(window, qtbot)
    add_product(window, qtbot, "White tequila, 750 ml")
    assert [line.description for line in window.session.case.case.lines] == ["White tequila, 750 ml"]


def test_that_a_product_typed_but_not_entered_is_kept_on_leaving_the_page(window, qtbot):
    start_case(window, qtbot)
    window.go("products")
    qtbot.keyClicks(window.frame.page.new, "Rebozos")
    window.go("plan")
    assert [line.description for line in window.session.case.case.lines] == ["Rebozos"]


def test_that_i_dont_know_is_stored_and_the_interview_goes_on(window, qtbot):
    start_case(window, qtbot)
    add_product(window, qtbot, "White tequila, 750 ml")
    window.go("questions")
    page = window.frame.page
    ref = page.block.ref
    click(qtbot, page.block._unknown)
    case = window.session.case.case
    known = case.client.facts if ref.fact in case.client.facts else None
    assert (known is not None and known[ref.fact] is None) or case.answers[ref] is None
    assert page.block is None or page.block.ref != ref


def test_that_a_question_put_off_comes_back_at_the_end(sample, qtbot):
    sample.go("questions")
    page = sample.frame.page
    ref = page.block.ref
    click(qtbot, page.later)
    assert page.block.ref != ref
    assert sample.presenters.interview.waiting()[-1].ref == ref


def test_that_back_returns_to_the_question_answered_last(sample, qtbot):
    sample.go("questions")
    page = sample.frame.page
    ref = page.block.ref
    click(qtbot, page.block._unknown)
    click(qtbot, page.back)
    assert page.block.ref == ref
    assert page.block._unknown.isChecked()


def test_that_a_key_sets_the_status_of_the_duty_in_the_list(sample, qtbot):
    page, key = open_applicable(sample)
    qtbot.keyClick(page.list, Qt.Key.Key_3)
    assert sample.session.case.response(key).status == "done"
    assert next(row for row in page.model.rows() if row.key == key).look == "done"


def test_that_digits_typed_into_the_note_do_not_set_a_status(sample, qtbot):
    page, key = open_applicable(sample)
    before = sample.session.case.response(key).status
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    assert page.pane.note.hasFocus()
    qtbot.keyClicks(page.pane.note, "3 calls to the broker")
    page.flush()
    assert sample.session.case.response(key).status == before
    assert sample.session.case.response(key).note.endswith("3 calls to the broker")


def test_that_a_note_is_committed_after_a_pause_without_leaving_the_field(sample, qtbot):
    page, key = open_applicable(sample)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    page.pane.note.selectAll()
    qtbot.keyClicks(page.pane.note, "Asked CBP")
    qtbot.waitUntil(lambda: sample.session.case.response(key).note == "Asked CBP", timeout=3000)
    assert page.pane.note.hasFocus()


def test_that_a_note_is_committed_when_another_duty_is_chosen_and_belongs_to_the_first(sample, qtbot):
    page, key = open_applicable(sample)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    page.pane.note.selectAll()
    qtbot.keyClicks(page.pane.note, "For this one")
    other = page.model.index(page.list.currentIndex().row() + 1)
    page.list.setCurrentIndex(other)
    assert sample.session.case.response(key).note == "For this one"
    assert sample.session.case.response(page.model.rows()[other.row()].key).note != "For this one"


def test_that_a_note_survives_closing_the_window_while_it_is_typed(sample, qtbot, open_window):
    page, key = open_applicable(sample)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    page.pane.note.selectAll()
    qtbot.keyClicks(page.pane.note, "Last words")
    sample.close()
    again = open_window()
    wait(qtbot, again)
    assert again.session.case.response(key).note == "Last words"


def test_that_a_due_date_can_be_typed_as_days_from_today(sample, qtbot):
    page, key = open_applicable(sample)
    qtbot.keyClick(page.list, Qt.Key.Key_D)
    line = page.pane.due._line
    assert line.hasFocus()
    line.selectAll()
    qtbot.keyClicks(line, "+14")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert sample.session.case.response(key).due == dt.date(2026, 12, 8)
    assert line.text() == "2026-12-08"


def test_that_what_is_no_date_is_said_beside_the_field_and_not_stored(sample, qtbot):
    page, key = open_applicable(sample)
    before = sample.session.case.response(key).due
    line = page.pane.due._line
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "soon")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert page.pane.due._wrong.isVisible()
    assert sample.session.case.response(key).due == before


def test_that_evidence_is_taken_in_and_can_be_removed_and_brought_back(sample, qtbot, tmp_path: Path):
    page, key = open_applicable(sample)
    file = tmp_path / "invoice.pdf"
    file.write_bytes(b"%PDF-1.4 proof")
    page.pane.attach([file])
    wait(qtbot, sample)
    assert [one.name for one in sample.session.case.case.evidence if one.duty == key] == ["invoice.pdf"]
    remove = named(page.pane.evidence, "Remove invoice.pdf")
    click(qtbot, remove)
    assert not [one for one in sample.session.case.case.evidence if one.duty == key]
    sample.undo()
    assert [one.name for one in sample.session.case.case.evidence if one.duty == key] == ["invoice.pdf"]


def test_that_a_missing_evidence_file_is_reported_above_the_page_without_a_dialog(sample, qtbot, tmp_path: Path):
    page, _key = open_applicable(sample)
    page.pane.attach([tmp_path / "gone.pdf"])
    wait(qtbot, sample)
    assert sample.frame.banner.isVisible()
    assert "gone.pdf" in sample.frame.banner.text.text()


def test_that_an_undecided_duty_can_be_decided_where_it_stands(sample, qtbot):
    sample.go("checklist")
    page = sample.frame.page
    row = next(
        row
        for row in page.model.rows()
        if row.look == "undecided" and row.asks and _yes_no(sample, sample.session.case.duty(row.key).missing[0].ref)
    )
    page.list.setCurrentIndex(page.model.place_of(row.key))
    ref = sample.session.case.duty(row.key).missing[0].ref
    no = next(one for one in page.pane._asks.findChildren(QPushButton) if one.accessibleName().endswith(": No"))
    click(qtbot, no)
    assert sample.session.case.case.answer(ref) is False


def test_that_undo_and_redo_walk_over_status_changes(sample, qtbot):
    page, key = open_applicable(sample)
    before = sample.session.case.response(key).status
    qtbot.keyClick(page.list, Qt.Key.Key_2)
    qtbot.keyClick(sample, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sample.session.case.response(key).status == before
    qtbot.keyClick(sample, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert sample.session.case.response(key).status == "in_progress"


def test_that_the_filter_finds_words_without_accents_or_case(sample, qtbot):
    page, _key = open_applicable(sample)
    all_rows = len(page.model.rows())
    qtbot.keyClick(page.list, Qt.Key.Key_Slash)
    assert page.filter.hasFocus()
    qtbot.keyClicks(page.filter, "TEQUÍLA")
    assert 0 < len(page.model.rows()) < all_rows


def test_that_switching_the_language_keeps_page_and_duty(sample, qtbot):
    page, key = open_applicable(sample)
    title = page.model.rows()[page.list.currentIndex().row()].title
    click(qtbot, sample.frame.header.languages["es"])
    page = sample.frame.page
    assert sample.presenters.page == "checklist"
    assert page.model.rows()[page.list.currentIndex().row()].key == key
    assert page.model.rows()[page.list.currentIndex().row()].title != title
    assert sample.frame.sidebar.steps["checklist"].text() == "Lista de verificación"


def test_that_a_note_being_typed_is_kept_when_the_language_is_switched(sample, qtbot):
    page, key = open_applicable(sample)
    page.pane.note.setFocus()
    page.pane.note.selectAll()
    qtbot.keyClicks(page.pane.note, "half a sent")
    click(qtbot, sample.frame.header.languages["es"])
    assert sample.session.case.response(key).note == "half a sent"


def test_that_the_look_can_be_changed_and_is_remembered(sample, qtbot, qapp):
    sample.go("checklist")
    sample.session.surroundings.set_theme("dark")
    assert qapp.palette().window().color().lightness() < 60
    assert sample.frame.page is not None
    assert sample.session.surroundings.settings.theme() == "dark"
    sample.session.surroundings.set_theme("light")
    assert qapp.palette().window().color().lightness() > 200


def test_that_every_page_can_be_reached_by_its_key(sample, qtbot):
    for number, name in enumerate(sample.frame.sidebar.steps, start=1):
        qtbot.keyClick(sample, Qt.Key(Qt.Key.Key_0.value + number), Qt.KeyboardModifier.ControlModifier)
        assert sample.presenters.page == name
    wait(qtbot, sample)


def test_that_the_packet_is_previewed_and_exported_and_nothing_is_overwritten(sample, qtbot, tmp_path: Path):
    sample.go("packet")
    page = sample.frame.page
    qtbot.waitUntil(lambda: page.preview.pages > 0, timeout=60_000)
    wait(qtbot, sample)
    for _ in range(2):
        with qtbot.waitSignal(sample.presenters.packet.exported, timeout=60_000):
            click(qtbot, page.export)
    wait(qtbot, sample)
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == 2
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    assert page.open_folder.isVisible()


def test_that_an_export_can_be_stopped_and_leaves_nothing_behind(sample, qtbot, tmp_path: Path):
    sample.go("packet")
    page = sample.frame.page
    page._settle.stop()
    sample.presenters.packet.export()
    sample.presenters.packet.stop()
    wait(qtbot, sample)
    assert not list(tmp_path.glob("*.pdf"))
    assert not sample.frame.banner.isVisible()


def test_that_a_paper_leads_to_the_duty_that_asks_for_it(sample, qtbot):
    sample.go("paperwork")
    page = sample.frame.page
    row = page.model.rows()[0]
    page._wanted(row.duties[0].key)
    assert sample.presenters.page == "checklist"
    assert sample.frame.page.pane.duty.key == row.duties[0].key


def test_that_a_case_put_away_leaves_the_list(sample, qtbot):
    sample.go("home")
    title = sample.session.case.case.title
    qtbot.waitUntil(lambda: any(b.text() == "Put away" and b.isVisible() for b in sample.findChildren(QPushButton)))
    click(qtbot, named(sample.frame.page, f"Put away {title}"))
    assert not sample.session.has_case
    assert not sample.presenters.home.lines()


def test_that_help_stands_beside_the_page(sample, qtbot):
    sample.go("checklist")
    qtbot.keyClick(sample, Qt.Key.Key_F1)
    qtbot.waitUntil(sample.help.isVisible)
    assert not sample.help.isModal()
    qtbot.keyClick(sample, Qt.Key.Key_F1)
    assert not sample.help.isVisible()


def start_case(window, qtbot) -> None:
    click(qtbot, window.frame.page.new)
    panel = window.frame.page.panel
    qtbot.waitUntil(panel.isVisible)
    qtbot.keyClicks(panel.client.lineEdit(), "Casa Lucero")
    box = panel.destinations.boxes["us"]
    qtbot.mouseClick(box, LEFT, pos=QPoint(10, box.height() // 2))
    click(qtbot, named(panel, "Start"))
    wait(qtbot, window)


def add_product(window, qtbot, text: str) -> None:
    window.go("products")
    qtbot.keyClicks(window.frame.page.new, text)
    qtbot.keyClick(window.frame.page.new, Qt.Key.Key_Return)


def open_applicable(window):
    """The checklist with a duty that applies chosen, and the keyboard in the list."""
    window.go("checklist")
    page = window.frame.page
    row = next(row for row in page.model.rows() if row.look == "open")
    page.list.setCurrentIndex(page.model.place_of(row.key))
    page.list.setFocus()
    return page, row.key


def _yes_no(window, ref: FactRef) -> bool:
    fact = window.session.services.catalogue.facts.get(ref.fact)
    return fact is not None and fact.type == "yes_no"


def test_that_the_home_page_shows_progress_by_destination_and_leads_to_due_duties(sample, qtbot):
    sample.go("home")
    page = sample.frame.page
    assert page.overview.isVisibleTo(page)
    due = next(row for row in sample.presenters.checklist.rows() if row.due)
    page.overview.duty_wanted.emit(due.key)
    assert sample.frame.page.pane.duty.key == due.key


def test_that_a_narrow_window_shows_the_duty_in_place_of_the_list_and_escape_returns(sample, qtbot):
    page, key = open_applicable(sample)
    sample.resize(900, 640)
    qtbot.waitUntil(lambda: not page.pane.isVisible())
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    qtbot.waitUntil(page.pane.isVisible)
    assert not page.list.isVisible()
    assert page.pane.duty.key == key
    click(qtbot, page.pane.back)
    qtbot.waitUntil(page.list.isVisible)


def test_that_the_next_duty_is_chosen_when_a_settled_one_leaves_the_list(sample, qtbot):
    page, _key = open_applicable(sample)
    page.filters.shown.setCurrentIndex(1)
    page.filters.shown.activated.emit(1)
    rows = page.model.rows()
    at = next(at for at, row in enumerate(rows[:-1]) if row.look == "open")
    page.list.setCurrentIndex(page.model.index(at))
    qtbot.keyClick(page.list, Qt.Key.Key_3)
    assert page.list.currentIndex().row() == at
    assert page.pane.duty.key == rows[at + 1].key


def test_that_a_portfolio_that_cannot_be_opened_is_said_and_can_be_tried_again(open_window, qtbot, portfolio: Path):
    portfolio.write_bytes(b"this is not a portfolio" * 100)
    window = open_window()
    assert window.frame.banner.isVisible()
    assert window.frame.waiting.retry.isVisible()
    assert not window.frame.waiting.restore.isVisible()
    assert not window.session.is_ready


def test_that_a_damaged_portfolio_goes_on_with_its_newest_backup_and_is_kept_beside_it(open_window, qtbot, portfolio):
    for day in (1, 2):
        moment = dt.datetime(2026, 11, day, tzinfo=dt.UTC)
        services = bootstrap.open_services(portfolio, clock=lambda now=moment: now, who=lambda: "Ana")
        if day == 1:
            services.desk.create_sample()
        services.close()
    portfolio.write_bytes(b"damaged" * 2000)
    window = open_window()
    window.session._portfolio = portfolio
    qtbot.mouseClick(window.frame.waiting.restore, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session.is_ready, timeout=30_000)
    assert len(window.session.desk.cases()) == 1
    assert any(path.read_bytes() == b"damaged" * 2000 for path in portfolio.parent.iterdir() if path.is_file())


def test_that_larger_text_keeps_the_page_and_the_typed_note(sample, qtbot):
    page, key = open_applicable(sample)
    page.pane.note.setFocus()
    page.pane.note.selectAll()
    qtbot.keyClicks(page.pane.note, "kept")
    sample.session.surroundings.resize_text(1)
    assert sample.presenters.page == "checklist"
    assert sample.session.case.response(key).note == "kept"
    sample.session.surroundings.resize_text(0)


def test_that_a_status_set_while_a_file_is_taken_in_is_not_lost(sample, qtbot, tmp_path: Path):
    page, key = open_applicable(sample)
    file = tmp_path / "large.bin"
    file.write_bytes(b"0" * 5_000_000)
    page.pane.attach([file])
    page.pane.set_status("done")
    wait(qtbot, sample)
    assert sample.session.case.response(key).status == "done"
    assert [one.name for one in sample.session.case.case.evidence if one.duty == key] == ["large.bin"]


def test_that_closing_while_a_file_is_taken_in_keeps_what_was_decided_meanwhile(
    sample, qtbot, open_window, tmp_path: Path
):
    page, key = open_applicable(sample)
    file = tmp_path / "large.bin"
    file.write_bytes(b"0" * 5_000_000)
    page.pane.attach([file])
    page.pane.set_status("done")
    sample.close()
    again = open_window()
    wait(qtbot, again)
    assert again.session.case.response(key).status == "done"
