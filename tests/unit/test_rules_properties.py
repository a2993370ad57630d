"""What holds of the rules for any vocabulary, any conditions and any answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.small_world import DAY, FACTS, amount, case, catalogue, fact, number, requirement, vocabulary

from exportcheck.app.progress import progress_of, response_to
from exportcheck.domain.assessment import Assessment, Duty
from exportcheck.domain.case import Case, Line, Response
from exportcheck.domain.content import Catalogue, Dated, Derivation, Fact, FactType, Relation, Requirement, Scope
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.rules.assessor import Assessor
from exportcheck.rules.composition import Rulebook
from exportcheck.rules.conditions import All, Always, Any, Condition, Not, Vocabulary, parse
from exportcheck.rules.evaluation import LINES, Situation, evaluate

modest = settings(max_examples=40)
LETTERS = ("a", "b", "c")
DESTINATIONS, LINE_IDS = ("us", "es"), ("one", "two")
PARAMETERS: Mapping[str, tuple[Dated, ...]] = {
    "p_number": (number(5),),
    "p_number_moved": (number(3, None, dt.date(2026, 12, 31)), number(8, dt.date(2027, 1, 1))),
    "p_number_gone": (number(3, None, dt.date(2026, 6, 30)),),
    "p_usd": (amount(5, "USD"),),
    "p_eur": (amount(5, "EUR"),),
    "p_money_moved": (amount(5, "USD", None, dt.date(2026, 12, 31)), amount(4, "EUR", dt.date(2027, 1, 1))),
    "p_date": (Dated(day=dt.date(2026, 7, 1)),),
}
_TYPES: tuple[FactType, ...] = ("yes_no", "choice", "choices", "number", "money", "date", "text", "country")
_SCOPES: tuple[Scope, ...] = ("client", "case", "destination", "line")
_ORDER = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])


@dataclass(frozen=True)
class World:
    """A made-up law: its content, the facts that can be answered, and a condition over them."""

    content: Catalogue
    asked: tuple[Fact, ...]
    sources: tuple[str, ...]

    @property
    def words(self) -> Vocabulary:
        return vocabulary(self.content.facts, PARAMETERS)


def leaf(one: Fact) -> st.SearchStrategy[str]:
    """Every test that the language has for a fact of this type."""
    letter = st.sampled_from(LETTERS)
    if one.type == "yes_no":
        return st.just(one.id)
    if one.type == "choices":
        return letter.map(lambda option: f"'{option}' in {one.id}")
    if one.type in ("choice", "country"):
        several = st.sets(letter, min_size=1).map(lambda options: f"{one.id} in {sorted(options)}")
        return st.one_of(letter.map(lambda option: f"{one.id} == '{option}'"), several)
    if one.type == "text":
        return st.sampled_from(["'22'", "'2208'", "'33', '2208'"]).map(lambda codes: f"hs({one.id}, {codes})")
    limits = {
        "number": ["4", "p_number", "p_number_moved", "p_number_gone"],
        "money": ["money(4, 'USD')", "p_usd", "p_eur", "p_money_moved"],
        "date": ["date('2026-08-01')", "p_date"],
    }[one.type]
    return st.builds("{} {} {}".format, st.just(one.id), _ORDER, st.sampled_from(limits))


def sources(facts: list[Fact]) -> st.SearchStrategy[str]:
    """Conditions over some facts, as they are written."""
    leaves = st.one_of([leaf(one) for one in facts])

    def more(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            inner.map("not ({})".format),
            st.builds("({}) and ({})".format, inner, inner),
            st.builds("({}) or ({})".format, inner, inner),
            inner.map("any_line({})".format),
            inner.map("all_lines({})".format),
        )

    return st.recursive(leaves, more, max_leaves=6)


@st.composite
def worlds(draw: st.DrawFn, requirements: int = 5) -> World:
    """Random facts (also derived ones) and requirements over them in several layers, some replacing others."""
    asked = [
        fact(f"f.x{index}", draw(st.sampled_from(_TYPES)), draw(st.sampled_from(_SCOPES)), LETTERS)
        for index in range(draw(st.integers(1, 5)))
    ]
    asked = [one if one.type in ("choice", "choices") else replace(one, options=()) for one in asked]
    inner = sources(asked)
    derived = [fact("d.yes", "yes_no", derived=draw(inner))]
    cases = tuple(Derivation(letter, draw(inner)) for letter in LETTERS[: draw(st.integers(1, 3))])
    derived.append(fact("d.choice", "choice", options=LETTERS, derived=cases))
    guarded = fact("f.guarded", "yes_no", draw(st.sampled_from(_SCOPES)), only_if=draw(inner))
    facts = {one.id: one for one in (*asked, *derived, guarded, FACTS["sale.channels"])}
    anything = sources(list(facts.values())[:-1])
    written = draw(st.lists(anything, min_size=1, max_size=requirements))
    made: list[Requirement] = []
    for index, source in enumerate(written):
        start = draw(st.sampled_from([None, None, dt.date(2027, 3, 1)]))
        related = (
            (Relation(f"r{draw(st.integers(0, index - 1))}", "replaces"),) if index and draw(st.booleans()) else ()
        )
        one = _requirement(f"r{index}", draw(st.sampled_from(["mx", "eu", "us", "es", "bazaar"])), source)
        made.append(replace(one, related=related, in_force=replace(one.in_force, start=start)))
    return World(
        catalogue(*made, facts=facts, parameters=PARAMETERS), (*asked, guarded, FACTS["sale.channels"]), tuple(written)
    )


def _requirement(name: str, layer: str, source: str) -> Requirement:
    return requirement(name, layer, source, severity="must" if len(source) % 2 else "should")


def values(one: Fact) -> st.SearchStrategy[Value]:
    """Good answers to a fact."""
    small = st.integers(0, 9).map(Decimal)
    if one.type == "yes_no":
        return st.booleans()
    if one.type in ("choice", "country"):
        return st.sampled_from([option.id for option in one.options] or LETTERS)
    if one.type == "choices":
        offered = [option.id for option in one.options]
        return st.sets(st.sampled_from(offered)).map(lambda chosen: tuple(sorted(chosen)))
    if one.type == "number":
        return small
    if one.type == "money":
        alone = st.builds(Money, small, st.sampled_from(["USD", "EUR"]))
        both = st.builds(lambda one, other: Money(one, "USD", (("EUR", other),)), small, small)
        return st.one_of(alone, both)
    if one.type == "date":
        return st.dates(dt.date(2026, 6, 1), dt.date(2026, 9, 1))
    return st.sampled_from(["2208", "220890", "22", "33", "44", ""])


def places(one: Fact, what: Case) -> list[FactRef]:
    """Where a case can answer a fact."""
    if one.scope == "destination":
        return [FactRef(one.id, destination) for destination in what.plan.destinations]
    if one.scope == "line":
        return [FactRef(one.id, "", line.id) for line in what.lines]
    return [FactRef(one.id)]


def with_answer(what: Case, one: Fact, ref: FactRef, value: Value | None) -> Case:
    if one.scope == "client":
        return replace(what, client=replace(what.client, facts={**what.client.facts, ref.fact: value}))
    return replace(what, answers={**what.answers, ref: value})


@st.composite
def cases(draw: st.DrawFn, world: World) -> Case:
    """A case with some answers, some 'I don't know', and the rest not asked."""
    made = case(
        destinations=draw(st.sampled_from([("us",), ("es",), DESTINATIONS])),
        lines=draw(st.sampled_from([(), ("one",), LINE_IDS])),
    )
    for one in world.asked:
        for ref in places(one, made):
            if draw(st.booleans()):
                made = with_answer(made, one, ref, draw(st.one_of(st.none(), values(one))))
    return made


def states(assessment: Assessment) -> dict[str, str]:
    return {duty.key: duty.state for duty in assessment.duties}


def readings(duty: Duty) -> tuple[object, ...]:
    return duty.state, frozenset(duty.missing)


# -- Kleene's laws


@st.composite
def readable(draw: st.DrawFn, how_many: int) -> tuple[list[Condition], Situation]:
    """Conditions and a situation to read them in."""
    world = draw(worlds(requirements=1))
    what = draw(cases(world))
    inner = sources([one for one in world.content.facts.values() if one.id != "sale.channels"])
    found = [parse(draw(inner), world.words) for _ in range(how_many)]
    line = draw(st.sampled_from([one.id for one in what.lines] or [""]))
    return found, Situation(what, DAY, PARAMETERS, what.plan.destinations[0], line)


@modest
@given(readable(3))
def test_that_kleenes_laws_hold(given_: tuple[list[Condition], Situation]) -> None:
    (a, b, c), where = given_

    def truth(condition: Condition) -> bool | None:
        return evaluate(condition, where).truth

    yes, no = Always(), Not(Always())
    assert truth(Not(Not(a))) is truth(a)
    assert truth(Not(All((a, b)))) is truth(Any((Not(a), Not(b))))
    assert truth(Not(Any((a, b)))) is truth(All((Not(a), Not(b))))
    assert truth(All((a, b))) is truth(All((b, a)))
    assert truth(Any((a, b))) is truth(Any((b, a)))
    assert truth(All((a, All((b, c))))) is truth(All((All((a, b)), c))) is truth(All((a, b, c)))
    assert truth(Any((a, Any((b, c))))) is truth(Any((Any((a, b)), c))) is truth(Any((a, b, c)))
    assert truth(All((a, Any((b, c))))) is truth(Any((All((a, b)), All((a, c)))))
    assert truth(Any((a, All((b, c))))) is truth(All((Any((a, b)), Any((a, c)))))
    assert truth(All((a, Any((a, b))))) is truth(a) is truth(Any((a, All((a, b)))))
    assert truth(All((a, a))) is truth(a) is truth(Any((a, a)))
    assert truth(All((a, yes))) is truth(a) is truth(Any((a, no)))
    assert truth(All((a, no))) is False
    assert truth(Any((a, yes))) is True
    if truth(a) is None:
        assert truth(Any((a, Not(a)))) is None
        assert truth(All((a, Not(a)))) is None


@modest
@given(readable(1))
def test_that_a_verdict_is_open_exactly_when_it_names_what_is_missing(
    given_: tuple[list[Condition], Situation],
) -> None:
    (condition,), where = given_
    verdict = evaluate(condition, where)
    assert (verdict.truth is None) == bool(verdict.missing)
    assert not (verdict.truth is None and verdict.clauses)


# -- assessments


def answered(content: Catalogue, what: Case, gap_ref: FactRef, currency: str) -> bool:
    """Whether a fact has an answer that a condition can use."""
    value = what.answer(gap_ref)
    if value is None:
        return False
    if isinstance(value, Money):
        return not currency or value.in_currency(currency) is not None
    return not (content.facts[gap_ref.fact].type == "text" and len(str(value)) < 4)


@modest
@given(st.data())
def test_that_what_is_missing_was_not_answered(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    for duty in Assessor(world.content).assess(what).duties:
        assert (duty.state == "undecided") == bool(duty.missing)
        for gap in duty.missing:
            if gap.ref == LINES:
                assert not what.lines
            else:
                assert not answered(world.content, what, gap.ref, gap.currency)
                assert world.content.facts[gap.ref.fact].derived is None


@modest
@given(st.data())
def test_that_one_more_answer_never_takes_a_decision_back(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    open_ = [(one, ref) for one in world.asked for ref in places(one, what) if what.answer(ref) is None]
    assume(open_)
    one, ref = data.draw(st.sampled_from(open_))
    assessor = Assessor(world.content)
    before = states(assessor.assess(what))
    after = states(assessor.assess(with_answer(what, one, ref, data.draw(values(one)))))
    assert before.keys() == after.keys()
    assert {key: state for key, state in before.items() if state != "undecided"} == {
        key: after[key] for key, state in before.items() if state != "undecided"
    }


@modest
@given(st.data())
def test_that_the_order_of_answers_does_not_matter(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    shuffled = replace(what, answers=dict(data.draw(st.permutations(list(what.answers.items())))))
    assert Assessor(world.content).assess(what) == Assessor(world.content).assess(shuffled)


@modest
@given(st.data())
def test_that_answering_every_question_settles_everything_and_takes_nothing_back(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    assessor = Assessor(world.content)
    assessment = assessor.assess(what)
    for _round in range(40):
        if not assessment.questions:
            break
        question = assessment.questions[0]
        one = world.content.facts[question.ref.fact]
        value: Value
        if one.type == "text":
            value = data.draw(st.sampled_from(["2208", "3333", "4444"]))
        elif question.currency:
            stated = what.answer(question.ref)
            more = Decimal(data.draw(st.integers(0, 9)))
            value = (
                stated.with_equivalent(question.currency, more)
                if isinstance(stated, Money)
                else Money(more, question.currency)
            )
        else:
            value = data.draw(values(one))
        what = with_answer(what, one, question.ref, value)
        before, assessment = states(assessment), assessor.assess(what)
        now = states(assessment)
        assert all(now[key] == state for key, state in before.items() if state != "undecided")
    assert not assessment.questions
    for duty in assessment.in_state("undecided"):
        assert {gap.ref for gap in duty.missing} == {LINES}


@modest
@given(st.data())
def test_that_every_question_can_change_something(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    assessor = Assessor(world.content)
    assessment = assessor.assess(what)
    before = {duty.key: readings(duty) for duty in assessment.duties}
    for question in assessment.questions:
        one = world.content.facts[question.ref.fact]
        tried: list[Value] = [Money(Decimal(5), question.currency)] if question.currency else []
        if one.type == "text":
            tried = ["2208", "33", "4444"]
        tried += [data.draw(values(one))] if not tried else []
        after = [assessor.assess(with_answer(what, one, question.ref, value)) for value in tried]
        assert any(readings(duty) != before[duty.key] for assessed in after for duty in assessed.duties)
        assert question.waiting == sum(
            (question.ref, question.currency) in {(gap.ref, gap.currency) for gap in duty.missing}
            for duty in assessment.in_state("undecided")
        )


@modest
@given(st.data())
def test_that_composition_is_idempotent_and_names_every_place_once(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    rulebook = Rulebook(world.content)

    def composed(book: Rulebook, *destinations: str) -> list[tuple[str, str, str]]:
        items = book.compose(replace(what, plan=replace(what.plan, destinations=destinations)))
        return [(item.compiled.requirement.id, item.destination, item.line) for item in items]

    planned = what.plan.destinations
    keys = composed(rulebook, *planned)
    assert composed(rulebook, *planned) == keys == composed(Rulebook(world.content), *planned)
    assert len(set(keys)) == len(keys)
    assert composed(rulebook, *planned, *planned) == keys
    for one in planned:
        assert set(composed(rulebook, one)) <= set(keys)


_ANYTHING: st.SearchStrategy[Value | None] = st.one_of(
    st.none(),
    st.booleans(),
    st.text(max_size=5),
    st.sampled_from(["a", "2208", "²²", "２２０８", "٢٢"]),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.builds(Money, st.decimals(allow_nan=True, allow_infinity=True), st.sampled_from(["USD", "EUR", "", "¤"])),
    st.dates(),
    st.datetimes(),
)


@modest
@given(st.data())
def test_that_no_answers_however_wrong_crash(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    for one in world.asked:
        for ref in (*places(one, what), FactRef(one.id, "xx"), FactRef(one.id, "", "nowhere")):
            if data.draw(st.booleans()):
                what = with_answer(what, one, ref, data.draw(_ANYTHING))
    for name in ("d.yes", "d.choice"):
        what = replace(what, answers={**what.answers, FactRef(name): data.draw(_ANYTHING)})
    day = data.draw(st.sampled_from([DAY, dt.date.min, dt.date.max, dt.date(2028, 2, 29)]))
    for duty in Assessor(world.content).assess(what, day).duties:
        assert (duty.state == "undecided") == bool(duty.missing)


@modest
@given(st.data())
def test_that_one_assessor_over_many_changes_says_what_a_fresh_one_says(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    assessor = Assessor(world.content)
    for _step in range(data.draw(st.integers(1, 6))):
        day = data.draw(st.sampled_from([None, DAY, dt.date(2027, 6, 1)]))
        assert assessor.assess(what, day) == Assessor(world.content).assess(what, day)
        change = data.draw(st.sampled_from(["answer", "answer", "forget", "line", "destination", "date", "id"]))
        if change == "answer":
            one = data.draw(st.sampled_from(world.asked))
            refs = places(one, what)
            if refs:
                what = with_answer(what, one, data.draw(st.sampled_from(refs)), data.draw(st.none() | values(one)))
        elif change == "forget":
            what = replace(what, answers={}, client=replace(what.client, facts={}))
        elif change == "line":
            what = replace(what, lines=data.draw(st.sampled_from([(), (Line("one", "x"),), (Line("two", "y"),)])))
        elif change == "destination":
            plan = replace(what.plan, destinations=data.draw(st.sampled_from([("us",), ("es",), ("es", "us")])))
            what = replace(what, plan=plan)
        elif change == "date":
            what = replace(what, plan=replace(what.plan, date=data.draw(st.dates(DAY, dt.date(2028, 1, 1)))))
        else:
            what = replace(what, id="another")
    assert assessor.assess(what) == Assessor(world.content).assess(what)


@modest
@given(st.data())
def test_that_a_response_is_parked_and_comes_back_unharmed(data: st.DataObject) -> None:
    world = data.draw(worlds())
    what = data.draw(cases(world))
    assessor = Assessor(world.content)
    first = assessor.assess(what)
    given_ = {duty.key: Response("done", f"note on {duty.key}", due=DAY, meaning="m") for duty in first.duties}
    what = replace(what, responses=given_)
    one = data.draw(st.sampled_from(world.asked))
    refs = places(one, what)
    assume(refs)
    ref = data.draw(st.sampled_from(refs))
    other = with_answer(what, one, ref, data.draw(values(one)))
    changed = assessor.assess(other)
    assert other.responses == given_
    applying = changed.in_state("applies")
    assert progress_of(other, changed).all.done == len(applying)
    again = assessor.assess(what)
    assert again == first
    assert all(response_to(what, duty) == given_[duty.key] for duty in again.duties)
