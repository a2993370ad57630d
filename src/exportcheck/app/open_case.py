"""One open case: its value, its assessment, and every change a person can make to it. Each is committed at once."""

from __future__ import annotations

import datetime as dt
import mimetypes
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from exportcheck.app.answers import fitting
from exportcheck.app.editing import (
    PARTICULARS,
    answer_edit,
    applied,
    case_to_plain,
    client_to_plain,
    evidence_to_plain,
    response_to_plain,
)
from exportcheck.app.ports import Portfolio
from exportcheck.app.progress import SETTLED, Progress, blockers, next_deadlines, progress_of, response_to
from exportcheck.app.typed_text import LONGEST_NAME, LONGEST_NOTE, clean, line_id_for
from exportcheck.app.undoing import undo_and_redo
from exportcheck.domain.assessment import Assessment, Duty
from exportcheck.domain.case import Case, Evidence, Line, Response, Status
from exportcheck.domain.history import ABSENT, Edit, Entry
from exportcheck.domain.plain import value_to_plain
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.domain.values import FactRef, Value
from exportcheck.files.case_reading import LINE_ID
from exportcheck.files.regular import open_regular
from exportcheck.rules.assessor import Assessor
from exportcheck.rules.digests import Digests

_UNSET = object()
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Characters that turn the direction of text, and so can make one ending of a file's name look like another."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a change did to the checklist."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    decided: int
    undecided: int
    touched: frozenset[str]
    remaining_questions: int


@dataclass(frozen=True, slots=True)
class NeededDocument:
    """A paper that the case needs, and the duties that ask for it."""

    document: str
    duties: tuple[Duty, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class Tools:
    """What an open case works with; made once by the desk."""

    portfolio: Portfolio
    assessor: Assessor
    digests: Digests
    clock: Callable[[], dt.datetime]
    who: Callable[[], str]


class OpenCase:
    """An open case. `case` and `assessment` are replaced, never changed, by every method that edits."""

    def __init__(self, case: Case, tools: Tools) -> None:
        self._tools = tools
        self.case = case
        self.assessment: Assessment = tools.assessor.assess(case)
        self._undo, self._redo = undo_and_redo(tools.portfolio.history(case=case.id))

    # -- answers and the plan

    def answer(self, ref: FactRef, value: Value | None) -> Changes:
        """Answer a fact; None is 'I don't know'. Raises ExportcheckError('not_asked') or ('answer_unfit')."""
        client_fact = self._is_client_fact(ref)
        value = fitting(self._tools.assessor.rulebook.catalogue.facts[ref.fact], ref, value)
        return self._edit([answer_edit(self.case, ref, client_fact=client_fact, after=value_to_plain(value))])

    def forget(self, ref: FactRef) -> Changes:
        """Take an answer back: not asked yet."""
        return self._edit([answer_edit(self.case, ref, client_fact=self._is_client_fact(ref), after=ABSENT)])

    def set_plan(
        self,
        *,
        title: str | None = None,
        origin: str | None = None,
        date: dt.date | None = None,
        destinations: Sequence[str] | None = None,
    ) -> Changes:
        """Change the plan; what is not given stays.

        Raises ExportcheckError('layer_missing') for a country without a checklist.
        """
        plan = replace(
            self.case.plan,
            origin=origin or self.case.plan.origin,
            date=date or self.case.plan.date,
            destinations=tuple(dict.fromkeys(destinations))
            if destinations is not None
            else self.case.plan.destinations,
        )
        changed = replace(
            self.case, plan=plan, title=clean(title, LONGEST_NAME) if title is not None else self.case.title
        )
        self._tools.assessor.rulebook.compose(changed)
        return self._edit(
            [Edit("case", case=self.case.id, before=case_to_plain(self.case), after=case_to_plain(changed))]
        )

    def set_client(self, **particulars: str) -> Changes:
        """Change the client's particulars (name, tax_id, address, contact, email, phone, website)."""
        edit = client_edit(self.case, particulars)
        return self._edit([edit])

    def add_line(self, description: str, line_id: str | None = None) -> Line:
        """A new product line at the end."""
        taken = {line.id for line in self.case.lines}
        line = Line(line_id or line_id_for(description, taken), clean(description, LONGEST_NAME))
        if not LINE_ID.fullmatch(line.id):
            raise ExportcheckError("line_id_unfit", line=line.id)
        if line.id in taken:
            raise ExportcheckError("line_exists", line=line.id)
        after = {"description": line.description, "position": len(self.case.lines)}
        self._edit([Edit("line", case=self.case.id, key=line.id, after=after)])  # type: ignore[arg-type]
        return line

    def set_line(self, line_id: str, description: str) -> Changes:
        """Reword a product line."""
        position, line = self._line(line_id)
        return self._edit(
            [
                Edit(
                    "line",
                    case=self.case.id,
                    key=line_id,
                    before={"description": line.description, "position": position},
                    after={"description": clean(description, LONGEST_NAME), "position": position},
                )
            ]
        )

    def remove_line(self, line_id: str) -> Changes:
        """Remove a product line and its answers; statuses and notes of its duties stay parked."""
        position, line = self._line(line_id)
        answers = [
            answer_edit(self.case, ref, client_fact=False, after=ABSENT)
            for ref in self.case.answers
            if ref.line == line_id
        ]
        before = {"description": line.description, "position": position}
        return self._edit([*answers, Edit("line", case=self.case.id, key=line_id, before=before)])  # type: ignore[arg-type]

    # -- duties

    def respond(
        self,
        key: str,
        *,
        status: Status | None = None,
        note: str | None = None,
        responsible: str | None = None,
        due: dt.date | object | None = _UNSET,
    ) -> Changes:
        """Set what is given of a duty's status, note, responsible person and due date (None clears the date)."""
        before = self.case.responses.get(key)
        now = before or Response()
        changed = replace(
            now,
            status=status or now.status,
            note=clean(note, LONGEST_NOTE, lines=True) if note is not None else now.note,
            responsible=clean(responsible, LONGEST_NAME) if responsible is not None else now.responsible,
            due=now.due if due is _UNSET else due,  # type: ignore[arg-type]  # the sentinel was sorted out
            meaning=self._meaning(key) if status is not None or not now.meaning else now.meaning,
        )
        return self._respond(key, before, changed)

    def confirm(self, key: str) -> Changes:
        """The duty was read again after its content changed; what was decided stands."""
        before = self.case.responses.get(key)
        return self._respond(key, before, replace(before or Response(), meaning=self._meaning(key)))

    def response(self, key: str) -> Response:
        """What was decided about a duty."""
        return self.case.responses.get(key, Response())

    def needs_confirmation(self, key: str) -> bool:
        """Whether the duty's meaning changed since something was decided about it."""
        response = self.case.responses.get(key)
        known = requirement_of(key) in self._tools.assessor.rulebook.catalogue.requirements  # it may have been retired
        return bool(response and response.meaning and known and response.meaning != self._meaning(key))

    def parked(self) -> tuple[str, ...]:
        """Duties with a response or evidence that do not apply now; nothing of it is lost."""
        active = {duty.key for duty in self.assessment.duties if duty.state != "not_applicable"}
        kept = self.case.responses.keys() | {one.duty for one in self.case.evidence}
        return tuple(sorted(kept - active))

    def attach(self, key: str, path: Path) -> Evidence:
        """Copy a file into the portfolio as proof for a duty.

        Raises EnvironmentFault('cannot_read'), ExportcheckError('evidence_is_folder') or ('evidence_too_large').
        """
        self._check_requirement(key)
        try:
            if path.is_dir():
                raise ExportcheckError("evidence_is_folder", path=path)
            with open_regular(path) as source:
                stored = self._tools.portfolio.take_in(source)
        except OSError as error:
            raise EnvironmentFault("cannot_read", path=path, reason=error.strerror) from error
        name = clean(path.name.translate(_TURNING), LONGEST_NAME) or "file"
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        evidence = Evidence(uuid.uuid4().hex, key, name, kind, stored.size, stored.digest, self._tools.clock())
        self._edit([Edit("evidence", case=self.case.id, key=evidence.id, after=evidence_to_plain(evidence))])
        return evidence

    def detach(self, evidence_id: str) -> Changes:
        """Remove a proof from its duty; the file itself stays in the store, so that undo brings it back."""
        found = next((one for one in self.case.evidence if one.id == evidence_id), None)
        if found is None:
            raise ExportcheckError("evidence_missing", evidence=evidence_id)
        return self._edit([Edit("evidence", case=self.case.id, key=found.id, before=evidence_to_plain(found))])

    def evidence_of(self, key: str) -> tuple[Evidence, ...]:
        """The proofs of a duty."""
        return tuple(one for one in self.case.evidence if one.duty == key)

    def evidence_bytes(self, evidence: Evidence) -> bytes:
        """The file itself; raises ExportcheckError('evidence_missing') or ('evidence_damaged')."""
        return self._tools.portfolio.evidence(evidence.digest)

    # -- looking

    def duty(self, key: str) -> Duty:
        """The duty with this key; raises KeyError."""
        return next(duty for duty in self.assessment.duties if duty.key == key) if self._has(key) else _no_such(key)

    def progress(self) -> Progress:
        """Tallies of the whole case and of each destination and domain."""
        return progress_of(self.case, self.assessment)

    def documents(self) -> tuple[NeededDocument, ...]:
        """The papers that the duties that apply ask for, in checklist order."""
        return needed_documents(self.case, self.assessment)

    def history(self) -> tuple[Entry, ...]:
        """All that happened to the case, oldest first."""
        return self._tools.portfolio.history(case=self.case.id)

    # -- undo

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to make again."""
        return bool(self._redo)

    def undo(self) -> Changes | None:
        """Take the last step back; None when there is none."""
        if not self._undo:
            return None
        step, edits = self._undo[-1]
        changes = self._edit([edit.inverse() for edit in reversed(edits)], undoes=step)
        self._redo.append(self._undo.pop())
        return changes

    def redo(self) -> Changes | None:
        """Make the last undone step again; None when there is none."""
        if not self._redo:
            return None
        step, edits = self._redo[-1]
        changes = self._edit(edits, redoes=step)
        self._undo.append(self._redo.pop())
        return changes

    # -- inside

    def _edit(self, edits: Sequence[Edit], *, undoes: int = 0, redoes: int = 0) -> Changes:
        edits = [edit for edit in edits if edit.before != edit.after]
        if not edits:
            return self._compared(self.assessment)
        entries = self._tools.portfolio.commit(
            edits, who=self._tools.who(), when=self._tools.clock(), undoes=undoes, redoes=redoes
        )
        for edit in edits:
            self.case = applied(self.case, edit)
        before = self.assessment
        self.assessment = self._tools.assessor.assess(self.case)
        if not undoes and not redoes:
            self._undo.append((entries[0].step, tuple(edits)))
            self._redo.clear()
        self.remember()
        return self._compared(before)

    def remember(self) -> None:
        """Keep the figures of this case that the home page shows."""
        progress = self.progress().all
        due = next_deadlines(self.case, self.assessment, 1)
        self._tools.portfolio.remember_readiness(
            self.case.id, progress.readiness, len(blockers(self.case, self.assessment)), due[0].due if due else None
        )

    def _compared(self, before: Assessment) -> Changes:
        was = {duty.key: duty for duty in before.duties}
        now = {duty.key: duty for duty in self.assessment.duties}
        applied_before = {key for key, duty in was.items() if duty.state == "applies"}
        applied_now = [key for key, duty in now.items() if duty.state == "applies"]
        open_before = {key for key, duty in was.items() if duty.state == "undecided"}
        open_now = {key for key, duty in now.items() if duty.state == "undecided"}
        return Changes(
            added=tuple(key for key in applied_now if key not in applied_before),
            removed=tuple(sorted(applied_before - set(applied_now))),
            decided=len(open_before - open_now),
            undecided=len(open_now),
            touched=frozenset(key for key in was.keys() | now.keys() if was.get(key) is not now.get(key)),
            remaining_questions=len(self.assessment.questions),
        )

    def _respond(self, key: str, before: Response | None, after: Response) -> Changes:
        edit = Edit(
            "response", case=self.case.id, key=key, before=response_to_plain(before), after=response_to_plain(after)
        )
        changes = self._edit([edit])
        return replace(changes, touched=changes.touched | {key})

    def _meaning(self, key: str) -> str:
        self._check_requirement(key)
        return self._tools.digests.meaning(requirement_of(key))

    def _check_requirement(self, key: str) -> None:
        if requirement_of(key) not in self._tools.assessor.rulebook.catalogue.requirements:
            raise ExportcheckError("requirement_missing", requirement=key)

    def _is_client_fact(self, ref: FactRef) -> bool:
        fact = self._tools.assessor.rulebook.catalogue.facts.get(ref.fact)
        if fact is None or fact.derived is not None:
            raise ExportcheckError("not_asked", fact=ref.fact)
        return fact.scope == "client"

    def _line(self, line_id: str) -> tuple[int, Line]:
        for position, line in enumerate(self.case.lines):
            if line.id == line_id:
                return position, line
        raise ExportcheckError("line_missing", line=line_id)

    def _has(self, key: str) -> bool:
        return any(duty.key == key for duty in self.assessment.duties)


def client_edit(case: Case, particulars: Mapping[str, str]) -> Edit:
    """An edit of a client's particulars. Raises ExportcheckError('name_missing') for an empty name."""
    before = client_to_plain(case.client)
    unknown = particulars.keys() - set(PARTICULARS)
    if unknown:
        raise TypeError(f"no such particulars: {sorted(unknown)}")
    after = {
        **before,
        **{name: clean(value, LONGEST_NAME, lines=name == "address") for name, value in particulars.items()},
    }
    if not after["name"]:
        raise ExportcheckError("name_missing")
    return Edit("client", client=case.client.id, case=case.id, before=before, after=after)


def needed_documents(case: Case, assessment: Assessment) -> tuple[NeededDocument, ...]:
    """The papers that the duties that apply ask for; settled when all of those duties are."""
    found: dict[str, list[Duty]] = {}
    for duty in assessment.in_state("applies"):
        for document in duty.requirement.documents:
            found.setdefault(document, []).append(duty)
    return tuple(
        NeededDocument(document, tuple(duties), all(response_to(case, duty).status in SETTLED for duty in duties))
        for document, duties in found.items()
    )


def requirement_of(key: str) -> str:
    """The requirement that a duty's key names."""
    return key.partition("@")[0].partition("/")[0]


def _no_such(key: str) -> Duty:
    raise KeyError(key)
