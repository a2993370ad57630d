"""How far a case is: tallies, blockers, deadlines, and whether the goods can leave."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.small_world import DAY, case, catalogue, requirement

from exportcheck.app.progress import (
    DueDuty,
    Tally,
    blockers,
    missing_to_ship,
    next_deadlines,
    outlook,
    progress_of,
    response_to,
)
from exportcheck.domain.assessment import Assessment
from exportcheck.domain.case import STATUSES, Case, Response
from exportcheck.domain.content import DOMAINS
from exportcheck.rules.assessor import Assessor

CONTENT = catalogue(
    requirement("mx-papers", "mx", severity="should"),
    requirement("us-papers"),
    requirement("us-advice", severity="should"),
    requirement("us-news", kind="information"),
    requirement("us-label", domain="consumer"),
    requirement("us-notice", domain="privacy", applies="sale.subscriptions"),
    requirement("us-permit", applies="sale.subscriptions"),
)


def assessed(answer: bool | None = None, **responses: Response) -> tuple[Case, Assessment]:
    """A case in the United States; responses are named by requirement."""
    keys = {
        name.replace("_", "-"): name.replace("_", "-") + ("" if name.startswith("mx") else "@us") for name in responses
    }
    given = {keys[name.replace("_", "-")]: one for name, one in responses.items()}
    what = case({"sale.subscriptions": answer}, responses=given)
    return what, Assessor(CONTENT).assess(what)


def ids(duties) -> list[str]:
    return [duty.requirement.id for duty in duties]


def test_that_a_duty_without_a_response_is_open() -> None:
    what, found = assessed()
    assert response_to(what, found.duties[0]) == Response()
    assert progress_of(what, found).all == Tally(open=5, undecided=2)


def test_that_every_status_is_counted_in_its_place() -> None:
    what, found = assessed(
        False,
        mx_papers=Response("done"),
        us_papers=Response("in_progress"),
        us_advice=Response("blocked"),
        us_label=Response("waived"),
    )
    progress = progress_of(what, found)
    assert progress.all == Tally(done=1, in_progress=1, open=1, blocked=1, waived=1)
    assert progress.by_place["", "customs"] == Tally(done=1)
    assert progress.by_place["us", "customs"] == Tally(in_progress=1, blocked=1, open=1)
    assert progress.by_place["us", "consumer"] == Tally(waived=1)
    assert progress.by_place["us", "privacy"] == Tally()
    assert set(progress.by_place) == {(place, domain) for place in ("", "us") for domain in DOMAINS}


def test_that_the_whole_is_the_sum_of_its_places() -> None:
    what, found = assessed(True, us_papers=Response("done"))
    progress = progress_of(what, found)
    for name in Tally.__dataclass_fields__:
        assert getattr(progress.all, name) == sum(getattr(tally, name) for tally in progress.by_place.values())


def test_that_a_response_to_an_undecided_duty_is_not_counted() -> None:
    what, found = assessed(None, us_permit=Response("done"))
    assert progress_of(what, found).all == Tally(open=5, undecided=2)


def test_that_a_parked_response_is_out_of_the_count_and_comes_back() -> None:
    responses = {"us_permit": Response("done", "the number is 5"), "us_notice": Response("blocked")}
    before, parked, back = (assessed(answer, **responses) for answer in (True, False, True))
    assert progress_of(*parked).all == Tally(open=5)
    assert blockers(*parked) == ()
    assert parked[0].responses == before[0].responses
    assert progress_of(*back) == progress_of(*before)
    assert progress_of(*back).all == Tally(open=5, done=1, blocked=1)


def test_that_readiness_is_the_share_of_settled_duties() -> None:
    assert Tally().readiness == 1.0
    assert Tally(done=1, waived=1, open=1, undecided=1).readiness == 0.5
    assert Tally(blocked=3).readiness == 0.0
    tally = Tally(done=1, in_progress=2, open=3, blocked=4, waived=5, undecided=6)
    assert (tally.applicable, tally.total) == (15, 21)


def test_that_every_status_has_its_count() -> None:
    assert {*STATUSES, "undecided"} == set(Tally.__dataclass_fields__)


def test_that_blockers_stand_with_what_must_be_done_first() -> None:
    blocked = Response("blocked")
    what, found = assessed(False, us_advice=blocked, us_label=blocked, us_permit=blocked)
    assert ids(blockers(what, found)) == ["us-label", "us-advice"]


def test_that_the_next_deadlines_come_first_and_settled_or_parked_ones_not_at_all() -> None:
    def due(days: int, status: str = "open") -> Response:
        return Response(status, due=DAY + dt.timedelta(days=days))  # type: ignore[arg-type]

    what, found = assessed(
        False,
        mx_papers=due(3),
        us_papers=due(-10, "in_progress"),
        us_advice=due(-20, "done"),
        us_news=due(-20, "waived"),
        us_label=due(3, "blocked"),
        us_permit=due(1),
    )
    deadlines = next_deadlines(what, found)
    assert ids(one.duty for one in deadlines) == ["us-papers", "mx-papers", "us-label"]
    assert deadlines[0] == DueDuty(DAY - dt.timedelta(days=10), found.duties[1])
    assert next_deadlines(what, found, most=1) == deadlines[:1]


def test_that_an_undecided_duty_keeps_its_deadline() -> None:
    what, found = assessed(None, us_permit=Response(due=DAY))
    assert ids(one.duty for one in next_deadlines(what, found)) == ["us-permit"]


def test_that_only_what_customs_must_see_stands_in_the_way_of_the_goods() -> None:
    what, found = assessed(None)
    assert ids(missing_to_ship(what, found)) == ["us-papers", "us-permit"]
    what, found = assessed(False)
    assert ids(missing_to_ship(what, found)) == ["us-papers"]


@pytest.mark.parametrize(
    ("answer", "status", "expected"),
    [
        (False, "done", "yes"),
        (False, "waived", "yes"),
        (False, "open", "not_yet"),
        (False, "in_progress", "not_yet"),
        (False, "blocked", "blocked"),
        (None, "done", "not_yet"),
        (None, "blocked", "blocked"),
        (True, "done", "not_yet"),
    ],
)
def test_that_the_outlook_follows_from_what_is_missing(answer: bool | None, status: str, expected: str) -> None:
    what, found = assessed(answer, us_papers=Response(status))  # type: ignore[arg-type]
    assert outlook(what, found) == expected


def test_that_a_blocked_advice_does_not_block_the_goods() -> None:
    what, found = assessed(False, us_papers=Response("done"), us_advice=Response("blocked"))
    assert outlook(what, found) == "yes"
