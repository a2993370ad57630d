"""Which fact to ask next: the one that settles most of what is undecided, and never one that changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from exportcheck.domain.assessment import Duty, Question
from exportcheck.domain.content import Catalogue
from exportcheck.domain.values import FactRef
from exportcheck.rules.evaluation import LINES

WEIGHTS = {"must": 3.0, "should": 1.0}


def worth_asking(duties: Iterable[Duty], catalogue: Catalogue) -> tuple[Question, ...]:
    """The facts that can still change the result, most decisive first.

    A fact counts for every undecided duty that misses it, the more the fewer other facts that duty misses, three
    times as much for a 'must' as for a 'should'. Ties go by the order of the vocabulary.
    """
    scores: dict[tuple[FactRef, str], float] = {}
    waiting: dict[tuple[FactRef, str], int] = {}
    for duty in duties:
        if duty.state != "undecided":
            continue
        share = WEIGHTS[duty.requirement.severity] / len(duty.missing)
        for gap in duty.missing:
            if gap.ref == LINES:
                continue
            place = (gap.ref, gap.currency)
            scores[place] = scores.get(place, 0.0) + share
            waiting[place] = waiting.get(place, 0) + 1
    order = {fact: position for position, fact in enumerate(catalogue.facts)}
    ranked = sorted(scores, key=lambda place: (-scores[place], order.get(place[0].fact, 0), place))
    return tuple(Question(ref, waiting[ref, currency], currency) for ref, currency in ranked)
