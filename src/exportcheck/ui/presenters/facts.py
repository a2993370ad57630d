"""Which facts each form asks, and which questions the interview has left. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass, field

from exportcheck.domain.assessment import Assessment, Question
from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue, Fact, Page, Scope
from exportcheck.domain.values import FactRef
from exportcheck.ui.session import Session

PLAN_ITSELF = frozenset(("plan.origin", "plan.date", "destination.country"))


def facts_of(catalogue: Catalogue, page: Page, scope: Scope) -> tuple[Fact, ...]:
    """The facts that a page asks in one scope; derived ones are worked out, not asked."""
    return tuple(
        fact
        for fact in catalogue.facts.values()
        if fact.page == page and fact.scope == scope and fact.derived is None and fact.id not in PLAN_ITSELF
    )


def client_refs(catalogue: Catalogue) -> tuple[FactRef, ...]:
    """What is asked about the firm, once for all its cases."""
    return tuple(FactRef(fact.id) for fact in facts_of(catalogue, "client", "client"))


def plan_refs(catalogue: Catalogue, destination: str = "") -> tuple[FactRef, ...]:
    """What is asked about the plan: of the whole case, or of one destination."""
    scope: Scope = "destination" if destination else "case"
    return tuple(FactRef(fact.id, destination) for fact in facts_of(catalogue, "plan", scope))


def line_refs(catalogue: Catalogue, line: str) -> tuple[FactRef, ...]:
    """What is asked about every product."""
    return tuple(FactRef(fact.id, line=line) for fact in facts_of(catalogue, "products", "line"))


@dataclass
class PlanPresenter:
    """Which destination the plan page shows."""

    destination: str = ""

    def reset(self) -> None:
        """Another case was opened."""
        self.destination = ""


@dataclass
class InterviewState:
    """The page's place in the interview."""

    current: FactRef | None = None
    put_off: list[FactRef] = field(default_factory=list)
    trail: list[FactRef] = field(default_factory=list)
    currency: str = ""
    news: str = ""


class InterviewPresenter:
    """The question to ask now, those put off, and the way back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.state = InterviewState()

    def reset(self) -> None:
        """Another case was opened."""
        self.state = InterviewState()

    def waiting(self) -> tuple[Question, ...]:
        """Questions that can still change the result: most decisive first, those put off last."""
        questions = open_questions(self.session.case.case, self.session.case.assessment)
        later = {ref: at for at, ref in enumerate(self.state.put_off)}
        first = [one for one in questions if one.ref not in later]
        last = sorted((one for one in questions if one.ref in later), key=lambda one: later[one.ref])
        return (*first, *last)

    def unknown(self) -> tuple[FactRef, ...]:
        """What was answered with 'I don't know'."""
        case = self.session.case.case
        firm = [FactRef(fact) for fact, value in case.client.facts.items() if value is None]
        return (*firm, *(ref for ref, value in case.answers.items() if value is None))

    def current(self) -> Question | None:
        """The question to show: the one a person went to, or the most decisive one that is left."""
        ref = self.state.current
        waiting = self.waiting()
        if ref is not None:
            found = next((one for one in waiting if one.ref == ref), None)
            return found or Question(ref, 0, self.state.currency)
        return waiting[0] if waiting else None

    def go_to(self, ref: FactRef | None, currency: str = "") -> None:
        """Show a certain question."""
        self.state.current, self.state.currency = ref, currency

    def answered(self, ref: FactRef) -> None:
        """An answer was saved: remember the way, go on."""
        self.state.trail = [one for one in self.state.trail if one != ref] + [ref]
        self.state.put_off = [one for one in self.state.put_off if one != ref]
        self.state.current = None

    def put_off(self) -> None:
        """Not now: the question goes to the end."""
        question = self.current()
        if question is not None:
            self.state.put_off = [one for one in self.state.put_off if one != question.ref] + [question.ref]
            self.state.current = None

    def back(self) -> bool:
        """Return to the question answered last."""
        if not self.state.trail:
            return False
        self.state.current, self.state.currency = self.state.trail.pop(), ""
        return True


def was_asked(case: Case, ref: FactRef) -> bool:
    """Whether a person answered, if only with 'I don't know'."""
    return ref in case.answers or (not ref.destination and not ref.line and ref.fact in case.client.facts)


def open_questions(case: Case, assessment: Assessment) -> tuple[Question, ...]:
    """Questions that nobody answered yet; 'I don't know' is an answer."""
    return tuple(
        one for one in assessment.questions if not was_asked(case, one.ref) or case.answer(one.ref) is not None
    )
