"""The desk: clients and cases of one portfolio, and opening a case."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace

from exportcheck.app.editing import case_to_plain, client_to_plain, response_to_plain
from exportcheck.app.open_case import OpenCase, Tools, client_edit
from exportcheck.app.ports import CaseRow, Portfolio
from exportcheck.app.typed_text import LONGEST_NAME, clean
from exportcheck.domain.case import Case, Client, Plan, Response
from exportcheck.domain.content import Catalogue
from exportcheck.domain.history import ABSENT, Edit
from exportcheck.domain.plain import value_to_plain
from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.values import Value
from exportcheck.rules.assessor import Assessor
from exportcheck.rules.digests import Digests


class Desk:
    """The use cases of a portfolio."""

    def __init__(
        self,
        portfolio: Portfolio,
        catalogue: Catalogue,
        *,
        clock: Callable[[], dt.datetime],
        who: Callable[[], str],
        sample: Callable[[], Case],
    ) -> None:
        self.catalogue = catalogue
        self._portfolio = portfolio
        self._clock = clock
        self._who = who
        self._sample = sample
        self._digests = Digests(catalogue)

    def today(self) -> dt.date:
        """The day on the machine's clock."""
        return self._clock().astimezone().date()

    def clients(self) -> tuple[Client, ...]:
        """All clients, by name."""
        return self._portfolio.clients()

    def client(self, client_id: str) -> Client:
        """One client; raises KeyError."""
        return self._portfolio.client(client_id)

    def cases(self, *, archived: bool = False) -> tuple[CaseRow, ...]:
        """The cases, last changed first."""
        return self._portfolio.cases(archived=archived)

    def create_client(self, name: str, **particulars: str) -> Client:
        """A new client. Raises ExportcheckError('name_missing') for an empty name."""
        blank = Client(uuid.uuid4().hex, "")
        edit = client_edit(_holder(blank), {"name": name, **particulars})
        self._commit([replace(edit, before=None)])
        return self._portfolio.client(blank.id)

    def set_client(self, client_id: str, **particulars: str) -> Client:
        """Change a client's particulars; what is not given stays."""
        client = self._portfolio.client(client_id)
        edit = client_edit(_holder(client), particulars)
        if edit.before != edit.after:
            self._commit([edit])
        return self._portfolio.client(client_id)

    def set_client_fact(self, client_id: str, fact: str, value: Value | None) -> Client:
        """Answer a fact of the firm itself; None is 'I don't know'."""
        client = self._portfolio.client(client_id)
        before = value_to_plain(client.facts[fact]) if fact in client.facts else ABSENT
        after = value_to_plain(value)
        if before != after:
            self._commit([Edit("client_fact", client=client_id, key=fact, before=before, after=after)])
        return self._portfolio.client(client_id)

    def create_case(
        self, client_id: str, title: str, *, date: dt.date, destinations: Sequence[str], origin: str = "mx"
    ) -> OpenCase:
        """A new case. Raises ExportcheckError('layer_missing') for a country without a checklist."""
        client = self._portfolio.client(client_id)
        plan = Plan(origin, date, tuple(dict.fromkeys(destinations)))
        case = Case(uuid.uuid4().hex, clean(title, LONGEST_NAME) or client.name, client, plan)
        assessor = Assessor(self.catalogue)
        assessor.rulebook.compose(case)
        self._commit([Edit("case", case=case.id, client=client_id, after=case_to_plain(case))])
        return self.open_case(case.id)

    def open_case(self, case_id: str) -> OpenCase:
        """Open a case; raises KeyError when there is none."""
        tools = Tools(self._portfolio, Assessor(self.catalogue), self._digests, self._clock, self._who)
        return OpenCase(self._portfolio.case(case_id), tools)

    def archive_case(self, case_id: str, *, archived: bool = True) -> None:
        """Put a case away, or take it out again. Nothing is deleted."""
        case = self._portfolio.case(case_id)
        self._commit(
            [
                Edit(
                    "case",
                    case=case_id,
                    before=case_to_plain(case, archived=not archived),
                    after=case_to_plain(case, archived=archived),
                )
            ]
        )

    def create_sample(self) -> OpenCase:
        """The guided sample case: a workshop and distiller in Mexico selling to the United States and Spain."""
        return self.take_in(self._sample())

    def take_in(self, case: Case) -> OpenCase:
        """Keep a case that came from a file as a new client and case of this portfolio."""
        client_id, case_id = uuid.uuid4().hex, uuid.uuid4().hex
        client = replace(case.client, id=client_id)
        fresh = replace(case, id=case_id, client=client)
        edits = [Edit("client", client=client_id, after=client_to_plain(client))]
        edits += [
            Edit("client_fact", client=client_id, key=fact, before=ABSENT, after=value_to_plain(value))
            for fact, value in client.facts.items()
        ]
        edits.append(Edit("case", case=case_id, client=client_id, after=case_to_plain(fresh)))
        edits += [
            Edit("line", case=case_id, key=line.id, after={"description": line.description, "position": position})
            for position, line in enumerate(case.lines)
        ]
        edits += [
            Edit("answer", case=case_id, key=str(ref), before=ABSENT, after=value_to_plain(value))
            for ref, value in case.answers.items()
        ]
        edits += [
            Edit("response", case=case_id, key=key, after=response_to_plain(self._with_meaning(key, fresh)))
            for key in case.responses
        ]
        self._commit(edits)
        opened = self.open_case(case_id)
        opened.remember()
        return opened

    def _with_meaning(self, key: str, case: Case) -> Response:
        response = case.responses[key]
        requirement = key.partition("@")[0].partition("/")[0]
        if requirement not in self.catalogue.requirements:
            raise ExportcheckError("requirement_missing", requirement=requirement)
        return replace(response, meaning=response.meaning or self._digests.meaning(requirement))

    def _commit(self, edits: Sequence[Edit]) -> None:
        self._portfolio.commit(edits, who=self._who(), when=self._clock())


def _holder(client: Client) -> Case:
    """A case that only carries the client, for edits of clients."""
    return Case("", "", client, Plan("mx", dt.date.min, ()))
