"""What the portfolio keeps of edits, and when it refuses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError
from tests.portfolios import CASE, CLIENT, NOW, answer, commit, decided, line, opened, proof, response, with_case

from exportcheck.domain.case import Response
from exportcheck.domain.history import ABSENT, Edit, EditKind, Plain
from exportcheck.domain.plain import value_to_plain
from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.values import FactRef, Money
from exportcheck.store.portfolio import SqlitePortfolio


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[SqlitePortfolio]:
    held = with_case(tmp_path / "p.sqlite")
    yield held
    held.close()


def refused(portfolio: SqlitePortfolio, *edits: Edit) -> None:
    before = portfolio.history()
    with pytest.raises(ExportcheckError) as caught:
        commit(portfolio, *edits)
    assert caught.value.code == "changed_meanwhile"
    assert portfolio.history() == before


def test_that_everything_of_a_case_is_there_after_reopening(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    value = value_to_plain(Money(Decimal("80.50"), "USD", (("EUR", Decimal(70)),)))
    commit(
        portfolio,
        Edit("client_fact", client="c", key="firm.size", before=ABSENT, after="small"),
        line("blanco", {"description": "Tequila blanco", "position": 0}),
        answer("shipment.value@us", value),
        answer("line.spirit/blanco", True),
        response("us.fda.notice@us", decided("sent", due="2026-12-24")),
        Edit("evidence", case="k", key="e", after=proof()),
    )
    kept = portfolio.case("k")
    portfolio.close()
    again = opened(tmp_path / "p.sqlite")
    assert again.case("k") == kept
    assert kept.client.facts == {"firm.size": "small"}
    assert kept.client.address == "Calle 5\nTequila, Jalisco"
    assert kept.answers[FactRef("shipment.value", "us")] == Money(Decimal("80.50"), "USD", (("EUR", Decimal(70)),))
    assert kept.answers[FactRef("line.spirit", "", "blanco")] is True
    assert kept.responses["us.fda.notice@us"] == Response("done", "sent", "Ana", dt.date(2026, 12, 24), "d1")
    assert [one.name for one in kept.evidence] == ["invoice.pdf"]
    again.close()


def test_that_unknown_and_not_asked_are_two_things(portfolio: SqlitePortfolio) -> None:
    commit(portfolio, answer("sale.b2b", None))
    assert portfolio.case("k").answers == {FactRef("sale.b2b"): None}
    refused(portfolio, answer("sale.b2b", True))
    commit(portfolio, answer("sale.b2b", ABSENT, None))
    assert portfolio.case("k").answers == {}


KINDS: dict[EditKind, Edit] = {
    "client": Edit("client", client="c", before={**CLIENT, "name": "Other"}, after=CLIENT),  # type: ignore[dict-item]
    "client_fact": Edit("client_fact", client="c", key="f", before=True, after=False),
    "case": Edit("case", case="k", before={**CASE, "title": "Other"}, after=CASE),
    "line": line("x", {"description": "b", "position": 0}, {"description": "a", "position": 0}),
    "answer": answer("f", True, False),
    "response": response("d", decided("b"), decided("a")),
    "evidence": Edit("evidence", case="k", key="e", before=proof(), after=None),
}


@pytest.mark.parametrize("kind", KINDS)
def test_that_an_edit_is_refused_when_something_else_is_stored(portfolio: SqlitePortfolio, kind: EditKind) -> None:
    refused(portfolio, answer("good", True), KINDS[kind])
    assert portfolio.case("k").answers == {}


@pytest.mark.parametrize(
    "edit",
    [
        replace(answer("f", True), case="nowhere"),
        replace(line("x", {"description": "a", "position": 0}), case="nowhere"),
        Edit("client_fact", client="nobody", key="f", before=ABSENT, after=True),
        Edit("case", case="k2", after={**CASE, "client": "nobody"}),
        Edit("client", client="c", after=CLIENT),
        Edit("case", case="k", after=CASE),
    ],
)
def test_that_an_edit_of_what_is_not_there_or_there_already_is_refused(portfolio: SqlitePortfolio, edit: Edit) -> None:
    refused(portfolio, edit)


@pytest.mark.parametrize(
    "edit",
    [
        answer("f", {"number": "much"}),
        response("d", {"status": "finished"}),
        Edit("case", case="k", before=CASE, after={**CASE, "date": "tomorrow"}),
        Edit("client", client="d", after="Casa"),
        line("x", {"description": "a", "position": -1}),
        Edit("evidence", case="k", key="e", after={**proof(), "added": "2026-11-24T12:00:00"}),  # type: ignore[dict-item]
    ],
)
def test_that_nothing_is_stored_that_could_not_be_read_again(portfolio: SqlitePortfolio, edit: Edit) -> None:
    before = portfolio.history()
    with pytest.raises(ValueError, match=r"."):
        commit(portfolio, edit)
    assert portfolio.history() == before
    portfolio.case("k")


def test_that_an_undone_creation_leaves_no_case_but_its_history(portfolio: SqlitePortfolio) -> None:
    made = portfolio.history(case="k")
    commit(portfolio, *(entry.edit.inverse() for entry in reversed(made)), undoes=made[0].step)
    with pytest.raises(KeyError):
        portfolio.case("k")
    assert portfolio.cases() == ()
    refused(portfolio, answer("f", True))
    assert [entry.undoes for entry in portfolio.history(case="k")] == [0, made[0].step]
    commit(portfolio, *(entry.edit for entry in made), redoes=3)
    assert portfolio.case("k").title == CASE["title"]


def test_that_a_removed_client_is_gone_and_may_come_back_with_its_facts(portfolio: SqlitePortfolio) -> None:
    commit(portfolio, Edit("client_fact", client="c", key="f", before=ABSENT, after="x"))
    commit(portfolio, Edit("client", client="c", before=CLIENT))
    assert portfolio.clients() == ()
    with pytest.raises(KeyError):
        portfolio.client("c")
    commit(portfolio, Edit("client", client="c", after=CLIENT))
    assert portfolio.client("c").facts == {"f": "x"}


def test_that_clients_come_by_name_without_regard_to_case(portfolio: SqlitePortfolio) -> None:
    commit(portfolio, *(Edit("client", client=name, after={"name": name}) for name in ("beta", "Alfa", "delta")))
    assert [client.name for client in portfolio.clients()] == ["Alfa", "beta", "Casa Lucero", "delta"]


def test_that_lines_keep_their_order_when_one_goes_and_comes_back(portfolio: SqlitePortfolio) -> None:
    texts: list[dict[str, Plain]] = [{"description": one, "position": place} for place, one in enumerate("abc")]
    commit(portfolio, *(line(str(one["description"]), one) for one in texts))
    commit(portfolio, line("b", None, texts[1]))
    assert [one.id for one in portfolio.case("k").lines] == ["a", "c"]
    commit(portfolio, line("c", {"description": "C", "position": 1}, {"description": "c", "position": 1}))
    commit(portfolio, line("d", {"description": "d", "position": 2}))
    commit(portfolio, line("b", texts[1]))
    assert [one.id for one in portfolio.case("k").lines] == ["a", "b", "c", "d"]


def test_that_an_edit_of_a_case_may_leave_out_its_client(portfolio: SqlitePortfolio) -> None:
    plain = {name: value for name, value in CASE.items() if name != "client"}
    commit(portfolio, Edit("case", case="k", before=plain, after={**plain, "title": "New"}))
    assert (portfolio.case("k").title, portfolio.case("k").client.id) == ("New", "c")


def test_that_archived_cases_are_listed_apart(portfolio: SqlitePortfolio) -> None:
    assert [row.id for row in portfolio.cases()] == ["k"]
    commit(portfolio, Edit("case", case="k", before=CASE, after={**CASE, "archived": True}))
    assert portfolio.cases() == ()
    assert [(row.id, row.archived) for row in portfolio.cases(archived=True)] == [("k", True)]
    assert portfolio.case("k").id == "k"


def test_that_the_case_changed_last_is_listed_first(portfolio: SqlitePortfolio) -> None:
    commit(portfolio, Edit("case", client="c", case="k2", after=CASE), when=NOW + dt.timedelta(hours=1))
    assert [row.id for row in portfolio.cases()] == ["k2", "k"]
    local = (NOW + dt.timedelta(hours=2)).astimezone(dt.timezone(dt.timedelta(hours=-6)))
    commit(portfolio, answer("f", True), when=local)
    first = portfolio.cases()[0]
    assert (first.id, first.changed) == ("k", NOW + dt.timedelta(hours=2))


def test_that_readiness_is_kept_beside_the_history(portfolio: SqlitePortfolio) -> None:
    assert portfolio.cases()[0].readiness is None
    before = portfolio.history()
    portfolio.remember_readiness("k", 0.25, 2, dt.date(2026, 12, 24))
    row = portfolio.cases()[0]
    assert (row.readiness, row.blocked, row.next_due, row.changed) == (0.25, 2, dt.date(2026, 12, 24), NOW)
    commit(portfolio, Edit("case", case="k", before=CASE, after={**CASE, "title": "New"}))
    portfolio.remember_readiness("k", 0.25, 2, None)
    assert portfolio.cases()[0].next_due is None
    assert portfolio.cases()[0].readiness == 0.25
    assert len(portfolio.history()) == len(before) + 1


def test_that_figures_that_did_not_change_are_not_written_again(portfolio: SqlitePortfolio) -> None:
    portfolio.remember_readiness("k", 0.5, 1, None)
    log = portfolio.path.with_name("p.sqlite-wal")
    size = log.stat().st_size
    portfolio.remember_readiness("k", 0.5, 1, None)
    assert log.stat().st_size == size


def test_that_edits_made_together_are_one_step(portfolio: SqlitePortfolio) -> None:
    entries = commit(portfolio, answer("a", True), answer("b", True), who="Ana")
    assert [(one.number, one.step, one.who) for one in entries] == [(3, 3, "Ana"), (4, 3, "Ana")]
    assert portfolio.history(case="k", last=2) == entries
    assert commit(portfolio) == ()


def test_that_the_history_of_a_client_and_of_a_case_can_be_read_together(portfolio: SqlitePortfolio) -> None:
    commit(portfolio, Edit("client_fact", client="c", key="f", before=ABSENT, after=True))
    commit(portfolio, answer("a", True))
    kinds = {
        name: [entry.edit.kind for entry in portfolio.history(**asked)]
        for name, asked in {
            "case": {"case": "k"},
            "client": {"client": "c"},
            "both": {"case": "k", "client": "c"},
        }.items()
    }
    assert kinds == {
        "case": ["case", "answer"],
        "client": ["client", "case", "client_fact"],
        "both": ["client", "case", "client_fact", "answer"],
    }


@pytest.mark.parametrize("statement", ["DELETE FROM history", "UPDATE history SET who = 'nobody'"])
def test_that_the_history_is_append_only_for_whoever_writes(portfolio: SqlitePortfolio, statement: str) -> None:
    before = portfolio.history()
    with pytest.raises(DatabaseError, match="append-only"):
        portfolio._connection.exec_driver_sql(statement)
    assert portfolio.history() == before


def test_that_moments_are_kept_in_utc_and_need_a_time_zone(portfolio: SqlitePortfolio) -> None:
    local = NOW.astimezone(dt.timezone(dt.timedelta(hours=-6)))
    entry = commit(portfolio, answer("a", True), when=local)[0]
    assert (entry.when, entry.when.tzinfo) == (NOW, dt.UTC)
    with pytest.raises(ValueError, match="time zone"):
        commit(portfolio, answer("b", True), when=NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    "note", ["ñ" * 100_000, "a\x00b\x1b[31m", "../../etc/passwd", "'); DROP TABLE cases; --", "🌵"]
)
def test_that_any_note_comes_back_as_it_was(portfolio: SqlitePortfolio, note: str) -> None:
    commit(portfolio, response("d", decided(note)))
    assert portfolio.case("k").responses["d"].note == note
    assert portfolio.history(last=1)[0].edit.after == decided(note)


def test_that_half_a_character_is_refused_and_nothing_is_lost(portfolio: SqlitePortfolio) -> None:
    with pytest.raises(ExportcheckError) as caught:
        commit(portfolio, answer("good", True), response("d", decided("half \ud83c")))
    assert caught.value.code == "text_damaged"
    assert portfolio.case("k").answers == {}
    commit(portfolio, answer("good", True))
