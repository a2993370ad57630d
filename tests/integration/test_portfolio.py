"""The portfolio over a real SQLite file."""

from __future__ import annotations

import datetime as dt
import io
import sqlite3
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from tests.conftest import NOON

from exportcheck.app.editing import client_to_plain
from exportcheck.domain.case import Client
from exportcheck.domain.history import ABSENT, Edit
from exportcheck.domain.plain import value_from_plain, value_to_plain
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.domain.values import FactRef, Money
from exportcheck.keep import migrations, schema
from exportcheck.keep.backups import back_up_once_a_day, backups, make_backup, newest_backup, restore_backup
from exportcheck.keep.evidence import EvidenceStore
from exportcheck.keep.portfolio import SqlitePortfolio, open_portfolio

CASE = {"client": "c", "title": "t", "origin": "mx", "date": "2026-12-01", "destinations": ["us"], "archived": False}


def opened(path: Path) -> SqlitePortfolio:
    return open_portfolio(path, who="Lucía", clock=lambda: NOON)


def with_case(path: Path) -> SqlitePortfolio:
    portfolio = opened(path)
    portfolio.commit(
        [
            Edit("client", client="c", after=client_to_plain(Client("c", "Casa Lucero"))),
            Edit("case", "c", "k", after=CASE),
        ],
        who="Lucía",
        when=NOON,
    )
    return portfolio


def answer(before: object, after: object, ref: str = "sale.subscriptions") -> Edit:
    return Edit("answer", case="k", key=ref, before=before, after=after)  # type: ignore[arg-type]


def test_that_what_was_committed_is_there_after_reopening(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    money = value_to_plain(Money(Decimal("80.50"), "USD", (("EUR", Decimal(70)),)))
    portfolio.commit([answer(ABSENT, money, "shipment.value@us")], who="Lucía", when=NOON)
    portfolio.close()
    again = opened(tmp_path / "p.sqlite")
    case = again.case("k")
    assert case.client.name == "Casa Lucero"
    assert case.answers == {FactRef("shipment.value", "us"): value_from_plain(money)}
    assert [entry.edit.kind for entry in again.history(case="k")] == ["case", "answer"]
    again.close()


def test_that_an_unknown_answer_is_kept_apart_from_one_that_was_not_asked(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    portfolio.commit([answer(ABSENT, None)], who="", when=NOON)
    assert portfolio.case("k").answers == {FactRef("sale.subscriptions"): None}
    portfolio.commit([answer(None, ABSENT)], who="", when=NOON)
    assert portfolio.case("k").answers == {}
    portfolio.close()


def test_that_an_edit_against_another_state_is_refused_and_nothing_of_its_step_is_kept(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    before = len(portfolio.history(case="k"))
    with pytest.raises(ExportcheckError, match="changed_meanwhile"):
        portfolio.commit([answer(ABSENT, True), answer(False, True, "privacy.children")], who="", when=NOON)
    assert portfolio.case("k").answers == {}
    assert len(portfolio.history(case="k")) == before
    portfolio.close()


PLAIN = st.one_of(
    st.none(), st.booleans(), st.text(max_size=30), st.lists(st.text(max_size=8), max_size=3),
    st.decimals(allow_nan=False, allow_infinity=False, places=2).map(lambda n: {"number": str(n)}),
    st.dates().map(lambda day: {"date": day.isoformat()}),
)  # fmt: skip
EDITS = st.lists(
    st.tuples(st.sampled_from(["a.a", "b.b@us", "c.c/line"]), st.one_of(st.just(ABSENT), PLAIN)), max_size=12
)


@given(EDITS)
def test_that_undoing_every_edit_restores_the_case(tmp_path_factory: pytest.TempPathFactory, wanted: list) -> None:
    portfolio = with_case(tmp_path_factory.mktemp("p") / "p.sqlite")
    start = portfolio.case("k")
    now: dict[str, object] = {}
    edits = []
    for ref, after in wanted:
        edits.append(answer(now.get(ref, ABSENT), after, ref))
        portfolio.commit([edits[-1]], who="", when=NOON)
        now[ref] = after
    stored = {str(ref): value_to_plain(value) for ref, value in portfolio.case("k").answers.items()}
    assert stored == {ref: value for ref, value in now.items() if value != ABSENT}
    portfolio.commit([edit.inverse() for edit in reversed(edits)], who="", when=NOON)
    assert portfolio.case("k") == start
    portfolio.close()


def test_that_the_history_can_neither_be_changed_nor_shortened(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    for statement in ("DELETE FROM history", "UPDATE history SET who = 'x'"):
        with pytest.raises(DBAPIError, match="append-only"), portfolio._engine.begin() as connection:
            connection.execute(text(statement))
    portfolio.close()


def test_that_the_file_is_written_ahead_and_synced_fully(tmp_path: Path) -> None:
    portfolio = opened(tmp_path / "p.sqlite")
    with portfolio._engine.connect() as connection:
        found = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert found == ["wal", 2, 1]
    portfolio.close()


def test_that_a_newer_portfolio_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault) as fault:
        opened(path)
    assert fault.value.code == "portfolio_newer"
    assert fault.value.parameters["found"] == schema.VERSION + 1
    assert path.read_bytes() == before


def test_that_an_older_portfolio_is_backed_up_and_then_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    for old in backups(path):
        old.unlink()

    def second(connection: object) -> None:
        connection.execute(text("ALTER TABLE clients ADD COLUMN tags VARCHAR"))  # type: ignore[attr-defined]

    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, second))
    monkeypatch.setattr(migrations, "VERSION", 2)
    portfolio = opened(path)
    assert portfolio.case("k").title == "t"
    portfolio.close()
    kept = [one for one in backups(path) if "before-version-2" in one.name]
    assert len(kept) == 1
    with sqlite3.connect(kept[0]) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()


def test_that_a_second_program_is_told_who_holds_the_portfolio(tmp_path: Path) -> None:
    portfolio = opened(tmp_path / "p.sqlite")
    with pytest.raises(EnvironmentFault) as fault:
        opened(tmp_path / "p.sqlite")
    assert fault.value.code == "portfolio_held"
    assert "Lucía" in str(fault.value.parameters["holder"])
    portfolio.close()
    opened(tmp_path / "p.sqlite").close()


@pytest.mark.parametrize("content", [b"plain text, no database" * 50, b"SQLite format 3\0" + b"\xff" * 4000])
def test_that_a_file_that_is_no_portfolio_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.sqlite"
    path.write_bytes(content)
    with pytest.raises(EnvironmentFault) as fault:
        opened(path)
    assert fault.value.code in ("not_a_portfolio", "portfolio_corrupt", "portfolio_unreadable")
    assert path.read_bytes() == content


def test_that_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    with pytest.raises(EnvironmentFault) as fault:
        opened(path)
    assert fault.value.code == "not_a_portfolio"


def test_that_a_damaged_portfolio_offers_the_newest_backup_and_can_be_put_back(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    for number in range(300):
        portfolio.commit([answer(ABSENT, "x" * 200, f"a.a{number}")], who="", when=NOON)
    portfolio.close()
    backup = make_backup(path, NOON + dt.timedelta(hours=1))
    data = bytearray(path.read_bytes())
    data[4096 * 2 : 4096 * 9] = b"\xa5" * 4096 * 7
    path.write_bytes(data)
    with pytest.raises(EnvironmentFault) as fault:
        opened(path)
    assert fault.value.parameters["backup"] == backup
    aside = restore_backup(path, backup, NOON)
    assert aside is not None
    assert aside.read_bytes() == bytes(data)
    again = opened(path)
    assert len(again.case("k").answers) == 300
    again.close()


def test_that_backups_are_made_once_a_day_and_the_newest_five_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    assert back_up_once_a_day(path, NOON) is None
    for day in range(1, 9):
        assert back_up_once_a_day(path, NOON + dt.timedelta(days=day)) is not None
    assert len(backups(path)) == 5
    newest = newest_backup(path)
    assert newest is not None
    assert newest.name.startswith("20261202")


def test_that_a_full_disk_is_told_and_what_was_committed_stays(tmp_path: Path) -> None:
    portfolio = with_case(tmp_path / "p.sqlite")
    with portfolio._engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
        connection.commit()
    portfolio.commit([answer(ABSENT, "kept")], who="", when=NOON)
    with pytest.raises(EnvironmentFault) as fault:
        portfolio.commit([answer(ABSENT, "x" * 100_000, "b.b")], who="", when=NOON)
    assert fault.value.code == "disk_full"
    assert portfolio.case("k").answers == {FactRef("sale.subscriptions"): "kept"}
    portfolio.close()


def test_that_a_folder_in_the_portfolios_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "p.sqlite").mkdir()
    with pytest.raises(EnvironmentFault) as fault:
        opened(tmp_path / "p.sqlite")
    assert fault.value.code == "portfolio_unreadable"


def test_that_a_read_only_portfolio_is_told_at_the_first_change(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    portfolio = with_case(path)
    event.listen(portfolio._engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = ON"))
    portfolio._engine.dispose()
    with pytest.raises(EnvironmentFault) as fault:
        portfolio.commit([answer(ABSENT, True)], who="", when=NOON)
    assert fault.value.code == "portfolio_read_only"
    portfolio.close()


def test_that_evidence_is_kept_once_under_its_digest_and_verified_when_read(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "p.sqlite")
    first, second = store.take_in(io.BytesIO(b"certificado")), store.take_in(io.BytesIO(b"certificado"))
    assert first == second
    assert list(store.digests()) == [first.digest]
    assert store.read(first.digest) == b"certificado"
    next((tmp_path / "p.sqlite.evidence").glob(f"??/{first.digest}")).write_bytes(b"changed")
    with pytest.raises(ExportcheckError, match="evidence_damaged"):
        store.read(first.digest)


@pytest.mark.parametrize("digest", ["0" * 64, "../../etc/passwd", "", "x" * 64])
def test_that_evidence_that_is_not_there_is_told(tmp_path: Path, digest: str) -> None:
    with pytest.raises(ExportcheckError, match="evidence_missing"):
        EvidenceStore(tmp_path / "p.sqlite").read(digest)


def test_that_evidence_beyond_the_limit_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path / "p.sqlite", largest=1000)
    with pytest.raises(ExportcheckError, match="evidence_too_large"):
        store.take_in(io.BytesIO(b"x" * 1001))
    assert [path for path in (tmp_path / "p.sqlite.evidence").rglob("*") if path.is_file()] == []


WRITER = """
import sys, datetime as dt
from pathlib import Path
from exportcheck.keep.portfolio import open_portfolio
from exportcheck.domain.history import ABSENT, Edit
portfolio = open_portfolio(Path(sys.argv[1]), who="", clock=lambda: dt.datetime.now(tz=dt.UTC))
before = portfolio.case("k").answers.get(__import__("exportcheck.domain.values").domain.values.FactRef("a.a"))
number = int(before) if before else 0
while True:
    after = str(number + 1)
    edit = Edit("answer", case="k", key="a.a", before=str(number) if number else ABSENT, after=after)
    portfolio.commit([edit], who="", when=dt.datetime.now(tz=dt.UTC))
    number += 1
    print(after, flush=True)
"""


def test_that_a_kill_at_any_moment_loses_no_answer_that_was_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    with_case(path).close()
    for attempt in range(12):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            confirmed = "0"
            for _ in range(3 + attempt * 7):
                confirmed = writer.stdout.readline().strip()
            writer.kill()
            rest = writer.stdout.read().rpartition("\n")[0].split()
        last = int(rest[-1]) if rest else int(confirmed)
        portfolio = opened(path)
        value = portfolio.case("k").answers[FactRef("a.a")]
        assert isinstance(value, str)
        assert last <= int(value) <= last + 1
        with portfolio._engine.connect() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar_one() == "ok"
        numbers = [entry.edit.after for entry in portfolio.history(case="k") if entry.edit.key == "a.a"]
        assert numbers == [str(number) for number in range(1, int(value) + 1)]
        portfolio.close()
