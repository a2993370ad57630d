"""Every change of the user's data is an edit; the history of edits is append-only and also feeds undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Literal

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold, without fractions: amounts travel as text so that nothing is rounded."""

EditKind = Literal[
    "client",  # before/after: the client's particulars, or None when it does not exist; key is unused
    "client_fact",  # key: fact id; before/after: plain value, or None; see ABSENT
    "case",  # before/after: {title, origin, date, destinations, archived}, or None
    "line",  # key: line id; before/after: {description, position}, or None
    "answer",  # key: str(FactRef)
    "response",  # key: duty key; before/after: {status, note, responsible, due, meaning}, or None
    "evidence",  # key: evidence id; before/after: {duty, name, media_type, size, digest, added}, or None
]

ABSENT: Plain = {"absent": True}
"""A fact that was not asked, as against None, which is 'I don't know'."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: what, of whom, from, to. Client edits carry `client` and the `case` they were made in."""

    kind: EditKind
    client: str = ""
    case: str = ""
    key: str = ""
    before: Plain = None
    after: Plain = None

    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return replace(self, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Entry:
    """A committed edit: its number, who made it, when (UTC), and the step that it belongs to.

    Edits committed together share one `step` and are undone together. `undoes` is the step that this entry takes back
    (an undo), `redoes` the undo that it takes back; 0 otherwise.
    """

    number: int
    step: int
    who: str
    when: dt.datetime
    edit: Edit
    undoes: int = 0
    redoes: int = 0
