"""The result of reading the law for a case on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal

from exportcheck.domain.case import duty_key
from exportcheck.domain.content import Requirement
from exportcheck.domain.text import Text
from exportcheck.domain.values import FactRef, Value

State = Literal["applies", "not_applicable", "undecided"]
Ground = Literal["condition", "not_yet", "ended", "replaced"]


@dataclass(frozen=True, slots=True)
class Clause:
    """One decisive leaf of a condition: the fact, the answer that it had, and what it was held against.

    `limit` is the other side of a comparison; `option` the tested option of a `choices` fact; `holds` whether that
    option was among the answers (or the yes_no was yes).
    """

    ref: FactRef
    value: Value
    holds: bool
    option: str = ""
    limit: Value | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that is missing for a decision. `currency`: the amount is needed in this currency."""

    ref: FactRef
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One requirement in one place of a case, with its state and the grounds of it; `key` is its stable name there."""

    requirement: Requirement
    destination: str
    line: str
    state: State
    ground: Ground = "condition"
    clauses: tuple[Clause, ...] = ()
    missing: tuple[Gap, ...] = ()
    replaced_by: str = ""
    key: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", duty_key(self.requirement.id, self.destination, self.line))


@dataclass(frozen=True, slots=True)
class Question:
    """A fact worth asking, and how many undecided duties wait for it."""

    ref: FactRef
    waiting: int
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A duty that starts, ends or changes within the year after the day for which the law was read."""

    on: dt.date
    what: Literal["starts", "ends", "changes"]
    duty: Duty
    text: Text | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """All duties of a case on a day, the questions still worth asking, and what changes within a year."""

    as_of: dt.date
    duties: tuple[Duty, ...]
    questions: tuple[Question, ...]
    upcoming: tuple[Upcoming, ...]

    def in_state(self, state: State) -> tuple[Duty, ...]:
        """The duties in one state, in checklist order."""
        return tuple(duty for duty in self.duties if duty.state == state)
