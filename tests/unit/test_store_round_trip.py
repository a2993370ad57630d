"""Any sequence of edits: the store holds what the edits say, and their inverses take it all back."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.portfolios import CASE, NOW, commit, with_case

from exportcheck.app.editing import applied, evidence_to_plain, response_to_plain
from exportcheck.domain.case import STATUSES, Case, Evidence, Response
from exportcheck.domain.history import ABSENT, Edit, Plain
from exportcheck.domain.plain import value_to_plain
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.store.portfolio import SqlitePortfolio

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
VALUES: st.SearchStrategy[Value | None] = st.one_of(
    st.none(),
    st.booleans(),
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    NUMBERS,
    st.dates(),
    st.builds(Money, NUMBERS, st.sampled_from(["USD", "MXN"]), st.just(()) | NUMBERS.map(lambda one: (("EUR", one),))),
)
RESPONSES = st.builds(
    Response, st.sampled_from(STATUSES), TEXT, TEXT, st.none() | st.dates(), st.text("0123456789abcdef", max_size=8)
)
FACTS = st.sampled_from(["a", "b@us", "c/x", "d@es/x"])
KEYS = st.sampled_from(["x", "y", "z"])
WISHES = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), FACTS, st.just(ABSENT) | VALUES.map(value_to_plain)),
        st.tuples(st.just("client_fact"), FACTS, st.just(ABSENT) | VALUES.map(value_to_plain)),
        st.tuples(st.just("response"), KEYS, (st.none() | RESPONSES).map(response_to_plain)),
        st.tuples(
            st.just("line"),
            KEYS,
            st.none() | st.fixed_dictionaries({"description": TEXT, "position": st.integers(0, 5)}),
        ),
        st.tuples(
            st.just("evidence"),
            KEYS,
            st.none()
            | st.builds(Evidence, KEYS, FACTS, TEXT, TEXT, st.integers(0, 9), TEXT, st.just(NOW)).map(
                evidence_to_plain
            ),
        ),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlitePortfolio]:
    path: Path = tmp_path_factory.mktemp("round-trip") / "p.sqlite"
    held = with_case(path)
    yield held
    held.close()


def now_stored(case: Case, kind: str, key: str) -> Plain:
    """What the case holds where the wish points, as a person's program knows it."""
    match kind:
        case "answer":
            known = {str(ref): value for ref, value in case.answers.items()}
            return value_to_plain(known[key]) if key in known else ABSENT
        case "client_fact":
            return value_to_plain(case.client.facts[key]) if key in case.client.facts else ABSENT
        case "response":
            return response_to_plain(case.responses.get(key))
        case "evidence":
            return next((evidence_to_plain(one) for one in case.evidence if one.id == key), None)
    for place, one in enumerate(case.lines):
        if one.id == key:
            return {"description": one.description, "position": place}
    return None


def normal(case: Case) -> Case:
    """The case with its evidence in one order; that of equal moments means nothing."""
    return replace(case, evidence=tuple(sorted(case.evidence, key=lambda one: one.id)))


def fresh_case(portfolio: SqlitePortfolio) -> Case:
    case, client = uuid.uuid4().hex, uuid.uuid4().hex
    plain = {**CASE, "client": client}
    commit(
        portfolio,
        Edit("client", client=client, after={"name": "n"}),
        Edit("case", case=case, client=client, after=plain),
    )
    return portfolio.case(case)


@given(wishes=WISHES, together=st.booleans())
def test_that_the_store_holds_what_the_edits_say_and_inverses_restore_it(
    portfolio: SqlitePortfolio, wishes: Sequence[tuple[str, str, Plain]], together: bool
) -> None:
    start = expected = fresh_case(portfolio)
    edits: list[Edit] = []
    for kind, key, after in wishes:
        client = expected.client.id if kind == "client_fact" else ""
        edit = Edit(
            kind,  # type: ignore[arg-type]
            client=client,
            case="" if client else expected.id,
            key=key,
            before=now_stored(expected, kind, key),
            after=after,
        )
        expected = applied(expected, edit)
        edits.append(edit)
        if not together:
            commit(portfolio, edit)
            assert normal(portfolio.case(expected.id)) == normal(expected)
    if together:
        commit(portfolio, *edits)
    assert normal(portfolio.case(expected.id)) == normal(expected)
    kept = [entry.edit for entry in portfolio.history(case=start.id, client=start.client.id)][2:]
    assert kept == edits
    commit(portfolio, *(edit.inverse() for edit in reversed(edits)))
    assert portfolio.case(start.id) == start


@given(value=VALUES)
def test_that_a_value_comes_back_equal_and_of_its_type(portfolio: SqlitePortfolio, value: Value | None) -> None:
    case = fresh_case(portfolio)
    commit(portfolio, Edit("answer", case=case.id, key="f", before=ABSENT, after=value_to_plain(value)))
    found = portfolio.case(case.id).answers[FactRef("f")]
    assert found == value
    assert type(found) is type(value)
    if isinstance(value, Decimal):
        assert str(found) == str(value)
