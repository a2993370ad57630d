"""The portfolio as the home page lists it. Knows no widget."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from exportcheck.domain.case import Client
from exportcheck.ui.session import Session

if TYPE_CHECKING:
    from exportcheck.app.open_case import OpenCase

AHEAD = 30


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case as one entry of the list."""

    id: str
    title: str
    under: str
    readiness: float
    state: str
    open_now: bool


@dataclass
class NewCaseForm:
    """What was typed for a new case so far; kept when the language changes."""

    shown: bool = False
    client: str = ""
    title: str = ""
    destinations: tuple[str, ...] = ()
    date: dt.date | None = None


class HomePresenter:
    """Cases, clients, and the making of a new case."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.form = NewCaseForm()
        self.archived_shown = False

    def is_empty(self) -> bool:
        """Whether nothing is there yet."""
        return not self.session.desk.clients() and not self.session.desk.cases()

    def clients(self) -> tuple[Client, ...]:
        """All clients."""
        return self.session.desk.clients()

    def lines(self, *, archived: bool = False) -> tuple[CaseLine, ...]:
        """The cases, last changed first: those at work, or those put away."""
        words, form = self.session.surroundings.words, self.session.format
        now = self.session.case.case.id if self.session.has_case else ""
        lines = []
        for row in self.session.desk.cases(archived=archived):
            countries = form.list([form.country(code) for code in row.destinations])
            under = [row.client_name, countries, form.date_short(row.date)]
            state = []
            if row.blocked:
                state.append(words.many("{count} blocked", "{count} blocked", row.blocked))
            if row.next_due:
                late = row.next_due < self.session.desk.today()
                due = form.date_short(row.next_due)
                state.append(words("overdue since {date}", date=due) if late else words("due {date}", date=due))
            lines.append(
                CaseLine(
                    row.id,
                    row.title,
                    " · ".join(part for part in under if part),
                    row.readiness or 0.0,
                    " · ".join(state),
                    row.id == now,
                )
            )
        return tuple(lines)

    def problem(self) -> str:
        """What the form still lacks, in words; '' when a case can be made."""
        words = self.session.surroundings.words
        if not self.form.client.strip():
            return words("Name the firm that sells.")
        if not self.form.destinations:
            return words("Choose at least one destination.")
        return ""

    def create(self) -> None:
        """Make the case that the form describes and open it."""
        form, self.form = self.form, NewCaseForm()
        self.session.start_case(partial(_make, self.session, form))

    def default_date(self) -> dt.date:
        """A month from today."""
        return self.session.desk.today() + dt.timedelta(days=AHEAD)


def _make(session: Session, form: NewCaseForm) -> OpenCase:
    desk, name = session.desk, form.client.strip()
    known = next((client for client in desk.clients() if client.name.casefold() == name.casefold()), None)
    client = known or desk.create_client(name)
    date = form.date or desk.today() + dt.timedelta(days=AHEAD)
    countries = session.format.list([session.format.country(code) for code in form.destinations])
    title = form.title.strip() or countries
    return desk.create_case(client.id, title, date=date, destinations=form.destinations)
