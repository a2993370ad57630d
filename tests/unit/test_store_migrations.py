"""Versions: older files are backed up and migrated, newer and foreign ones refused, all or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection
from tests.portfolios import opened, with_case

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.store import migrations
from exportcheck.store.backups import backups, is_sound
from exportcheck.store.schema import APPLICATION_ID


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def asked(path: Path, query: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchone()[0]


def refused(path: Path) -> EnvironmentFault:
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault) as caught:
        opened(path)
    assert path.read_bytes() == before
    return caught.value


def add_colour(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE cases ADD COLUMN colour TEXT NOT NULL DEFAULT 'green'")


def upper_titles(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE cases SET title = upper(title), colour = 'red'")


def fail(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE cases SET title = ''")
    raise sqlite3.OperationalError("a step that fails")


def orphan(connection: Connection) -> None:
    connection.exec_driver_sql("UPDATE cases SET client = 'nobody'")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "p.sqlite"
    with_case(made).close()
    return made


def test_that_a_new_portfolio_says_what_it_is(path: Path) -> None:
    assert asked(path, "PRAGMA application_id") == APPLICATION_ID
    assert asked(path, "PRAGMA user_version") == migrations.supported_version()


def test_that_an_older_portfolio_is_backed_up_and_migrated_in_order(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, add_colour, upper_titles))
    portfolio = opened(path)
    assert portfolio.case("k").title == "TEQUILA TO THE UNITED STATES"
    portfolio.close()
    assert asked(path, "PRAGMA user_version") == 3
    assert asked(path, "SELECT colour FROM cases") == "red"
    before = next(one for one in backups(path) if one.name.endswith("-before-v3.sqlite"))
    assert is_sound(before)
    assert asked(before, "PRAGMA user_version") == 1
    assert asked(before, "SELECT title FROM cases") == "Tequila to the United States"
    opened(path).close()
    assert len([one for one in backups(path) if "-before-" in one.name]) == 1


def test_that_a_migration_that_fails_leaves_everything_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (add_colour, fail))
    with pytest.raises(sqlite3.OperationalError, match="a step that fails"):
        opened(path)
    monkeypatch.undo()
    assert asked(path, "PRAGMA user_version") == 1
    portfolio = opened(path)
    assert portfolio.case("k").title == "Tequila to the United States"
    portfolio.close()


def test_that_a_migration_that_breaks_references_is_taken_back(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (orphan,))
    with pytest.raises(sqlite3.IntegrityError, match="references"):
        opened(path)
    monkeypatch.undo()
    portfolio = opened(path)
    assert portfolio.case("k").client.id == "c"
    portfolio.close()


def test_that_a_newer_portfolio_is_refused_and_left_alone(path: Path) -> None:
    change(path, "PRAGMA user_version = 99")
    fault = refused(path)
    assert fault.code == "portfolio_newer"
    assert fault.parameters == {"path": path, "found": 99, "supported": migrations.supported_version()}
    assert fault.exit_code == 3


@pytest.mark.parametrize("statement", ["CREATE TABLE recipes (id)", "PRAGMA user_version = 3"])
def test_that_the_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "other.sqlite"
    change(path, "CREATE TABLE gone (id)", "DROP TABLE gone", statement)
    assert refused(path).code == "not_a_portfolio"


@pytest.mark.parametrize("content", [b"Dear Sirs,\n", b"%PDF-1.7", bytes(5000), b"SQLite"])
def test_that_a_file_of_another_kind_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    assert refused(path).code == "not_a_portfolio"


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="not_a_portfolio"):
        opened(tmp_path)


def test_that_an_empty_file_becomes_a_portfolio(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    path.touch()
    with_case(path).close()


def test_that_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        opened(tmp_path / "nowhere" / "p.sqlite")
    assert caught.value.code == "portfolio_unreadable"
    assert "No such file" in str(caught.value.parameters["reason"])


def test_that_a_link_leads_to_the_same_portfolio_and_lock(path: Path) -> None:
    link = path.with_name("link.sqlite")
    link.symlink_to(path)
    portfolio = opened(link)
    assert portfolio.path == path
    with pytest.raises(EnvironmentFault, match="portfolio_held"):
        opened(path)
    portfolio.close()


def test_that_a_name_with_odd_characters_is_a_name_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "año 100% #1 ?mode=ro&x.sqlite"
    with_case(path).close()
    opened(path).close()
    assert is_sound(backups(path)[0])
