"""The use cases over a real portfolio: answers, statuses, evidence, undo across restarts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import NOON

from exportcheck import bootstrap
from exportcheck.bootstrap import Services
from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.values import FactRef

SUBSCRIPTIONS = FactRef("sale.subscriptions")
EMPLOYEES = FactRef("seller.employees")


def reopened(services: Services, path: Path, clock: Callable[[], dt.datetime]) -> Services:
    services.close()
    return bootstrap.open_services(path, clock=clock, who=lambda: "Lucía")


def test_that_a_case_closed_without_saving_is_whole_when_it_is_opened_again(
    tmp_path: Path, clock: Callable[[], dt.datetime]
) -> None:
    path = tmp_path / "p.sqlite"
    services = bootstrap.open_services(path, clock=clock, who=lambda: "Lucía")
    client = services.desk.create_client("Casa Lucero", tax_id="CLU150312AB1")
    case = services.desk.create_case(client.id, "Primer envío", date=dt.date(2026, 12, 1), destinations=["us", "es"])
    case.answer(EMPLOYEES, Decimal(12))
    case.answer(SUBSCRIPTIONS, False)
    case.answer(FactRef("sale.written_warranty"), None)
    line = case.add_line("Tequila blanco 750 ml")
    case.answer(FactRef("goods.kind", "", line.id), "tequila")
    case.respond("us-customs-commercial-invoice@us", status="done", note="revisada", due=dt.date(2026, 11, 30))
    proof = tmp_path / "factura.pdf"
    proof.write_bytes(b"%PDF-1.7 factura")
    case.attach("us-customs-commercial-invoice@us", proof)
    services = reopened(services, path, clock)
    again = services.desk.open_case(case.case.id)
    assert again.case == case.case
    assert again.assessment == case.assessment
    assert again.evidence_bytes(again.case.evidence[0]) == b"%PDF-1.7 factura"
    services.close()


def test_that_undo_goes_back_step_by_step_across_a_restart(tmp_path: Path, clock: Callable[[], dt.datetime]) -> None:
    path = tmp_path / "p.sqlite"
    services = bootstrap.open_services(path, clock=clock, who=lambda: "Lucía")
    case = services.desk.create_sample()
    seen = [case.case]
    case.answer(SUBSCRIPTIONS, True)
    seen.append(case.case)
    case.answer(EMPLOYEES, Decimal(300))
    seen.append(case.case)
    case.remove_line("tequila")
    services = reopened(services, path, clock)
    again = services.desk.open_case(case.case.id)
    for expected in reversed(seen):
        assert again.undo() is not None
        assert again.case == expected
    services = reopened(services, path, clock)
    again = services.desk.open_case(case.case.id)
    while again.redo() is not None:
        pass
    assert again.case == case.case
    services.close()


def test_that_a_new_edit_after_an_undo_forgets_what_could_be_redone(services: Services) -> None:
    case = services.desk.create_sample()
    case.answer(SUBSCRIPTIONS, True)
    case.undo()
    assert case.can_redo
    case.answer(SUBSCRIPTIONS, None)
    assert not case.can_redo


def test_that_a_status_is_parked_while_its_duty_does_not_apply_and_comes_back_unharmed(services: Services) -> None:
    case = services.desk.create_sample()
    key = "us-product-alcohol@us/tequila"
    case.respond(key, status="done", note="COLA 123")
    kept = case.response(key)
    kind = FactRef("goods.kind", "", "tequila")
    case.answer(kind, "textiles")
    assert case.duty(key).state == "not_applicable"
    assert key in case.parked()
    case.answer(kind, "tequila")
    assert case.duty(key).state == "applies"
    assert key not in case.parked()
    assert case.response(key) == kept


def test_that_what_an_answer_changed_is_told(services: Services) -> None:
    case = services.desk.create_sample()
    changes = case.answer(SUBSCRIPTIONS, True)
    assert any(key.startswith("mx-consumer-subscriptions") for key in changes.added)
    assert changes.removed == ()
    back = case.answer(SUBSCRIPTIONS, False)
    assert set(back.removed) == set(changes.added)


def test_that_the_same_answer_again_writes_nothing(services: Services) -> None:
    case = services.desk.create_sample()
    before = len(case.history())
    case.answer(SUBSCRIPTIONS, False)
    assert len(case.history()) == before


def test_that_a_derived_fact_cannot_be_answered(services: Services) -> None:
    case = services.desk.create_sample()
    with pytest.raises(ExportcheckError, match="not_asked"):
        case.answer(FactRef("sale.own_store", "us"), True)


def test_that_a_country_without_a_checklist_stops_instead_of_leaving_an_empty_list(services: Services) -> None:
    case = services.desk.create_sample()
    before = case.case
    with pytest.raises(ExportcheckError, match="layer_missing"):
        case.set_plan(destinations=["us", "zz"])
    assert case.case == before


def test_that_a_decision_is_to_be_confirmed_when_the_meaning_of_its_duty_changed(services: Services) -> None:
    case = services.desk.create_sample()
    key = "us-customs-commercial-invoice@us"
    case.respond(key, status="done")
    assert not case.needs_confirmation(key)
    case._tools.digests.meaning = lambda _requirement: "another"  # type: ignore[method-assign]
    assert case.needs_confirmation(key)
    case.confirm(key)
    assert not case.needs_confirmation(key)
    assert case.response(key).status == "done"


def test_that_control_characters_are_left_out_and_markup_is_kept_as_text(services: Services) -> None:
    case = services.desk.create_sample()
    key = "us-customs-commercial-invoice@us"
    case.respond(key, note="línea uno\r\n<b>dos</b>\x00\x1b[31m")
    assert case.response(key).note == "línea uno\n<b>dos</b>[31m"


def test_that_the_history_says_who_when_from_and_to(services: Services) -> None:
    case = services.desk.create_sample()
    case.answer(SUBSCRIPTIONS, True)
    last = case.history()[-1]
    assert (last.who, last.when) == ("Lucía", NOON)
    assert (last.edit.before, last.edit.after) == (False, True)
