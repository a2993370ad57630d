"""Which duties the checklist shows, in which order, and which one is open. Knows no widget."""

from __future__ import annotations

import operator
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from exportcheck.domain.assessment import Duty
from exportcheck.domain.case import Response
from exportcheck.domain.content import DOMAINS, Domain, Known, Severity
from exportcheck.ui.presenters.places import place_of, place_word, places, within_place
from exportcheck.ui.session import Session
from exportcheck.wording.terms import Look, domain_word, look_of, look_word, severity_word

Show = Literal["relevant", "todo", "undecided", "done", "not_applicable", "all"]
SHOWS: tuple[Show, ...] = ("relevant", "todo", "undecided", "done", "not_applicable", "all")
_LOOKS: dict[Show, frozenset[Look]] = {
    "relevant": frozenset(("open", "in_progress", "done", "blocked", "waived", "undecided", "reconfirm")),
    "todo": frozenset(("open", "in_progress", "blocked", "reconfirm")),
    "undecided": frozenset(("undecided",)),
    "done": frozenset(("done", "waived")),
    "not_applicable": frozenset(("not_applicable",)),
}


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty as the list shows it."""

    key: str
    title: str
    place: str
    domain: Domain
    look: Look
    look_word: str
    severity: Severity
    known: Known
    due: str = ""
    overdue: bool = False
    note: bool = False
    files: int = 0
    asks: str = ""
    home: str = ""
    home_word: str = ""
    group: str = ""
    fresh: bool = False
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What is to be seen. `place` is a destination, the origin, or '' for all."""

    show: Show = "relevant"
    domains: frozenset[Domain] = frozenset()
    place: str = ""
    text: str = ""


@dataclass
class ChecklistState:
    """The page's place: kept when the language changes or another page is shown."""

    filter: Filter = Filter()
    selected: str = ""
    fresh: set[str] = field(default_factory=set)


class ChecklistPresenter:
    """Rows, filters and the open duty of the present case."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.state = ChecklistState()
        self._rows: dict[str, tuple[tuple[object, ...], DutyRow]] = {}

    def reset(self) -> None:
        """Another case was opened."""
        self.state = ChecklistState()

    def set_filter(self, **parts: object) -> None:
        """Change some of the filters."""
        self.state.filter = replace(self.state.filter, **parts)  # type: ignore[arg-type]  # checked by the dataclass's users

    def toggle_domain(self, domain: Domain) -> None:
        """Show only this field of law, or all again."""
        now = self.state.filter.domains
        self.set_filter(domains=frozenset() if now == {domain} else frozenset((domain,)))

    def toggle_place(self, place: str) -> None:
        """Show only this place, or all again."""
        self.set_filter(place="" if self.state.filter.place == place else place)

    def rows(self) -> tuple[DutyRow, ...]:
        """The rows to show: place by place, in each the fields of law in their order."""
        wanted = self.state.filter
        files = Counter(one.duty for one in self.session.case.case.evidence)
        order = {place: at for at, place in enumerate(places(self.session))}
        stands = [(place_of(self.session, duty), duty) for duty in self.session.case.assessment.duties]
        stands.sort(key=lambda one: (order.get(one[0], len(order)), DOMAINS.index(one[1].requirement.domain)))
        rows = [self._cached(duty, files[duty.key]) for place, duty in stands if _is_wanted(place, duty, wanted)]
        looks = _LOOKS.get(wanted.show)
        needle = _folded(wanted.text)
        return tuple(
            row
            for row in rows
            if (looks is None or row.look in looks or row.key in self.state.fresh)
            and (not needle or all(part in _folded(row.spoken) for part in needle.split()))
        )

    def _cached(self, duty: Duty, files: int) -> DutyRow:
        """The row made before, while nothing that it shows has changed."""
        case, key = self.session.case, duty.key
        reconfirm = duty.state == "applies" and case.needs_confirmation(key)
        response, lines, fresh = case.case.responses.get(key), case.case.lines, key in self.state.fresh
        shown = (duty, response, self.session.reading, lines, files, reconfirm, fresh)
        kept = self._rows.get(key)
        if kept is None or not all(map(operator.is_, kept[0], shown)):
            kept = (shown, self.row(duty, files, reconfirm=reconfirm))
            self._rows[key] = kept
        return kept[1]

    def row(self, duty: Duty, files: int, *, reconfirm: bool) -> DutyRow:
        """One duty as a row."""
        session, key = self.session, duty.key
        words, case = session.surroundings.words, session.case
        response = case.response(key)
        look = look_of(duty, response, reconfirm=reconfirm)
        requirement = duty.requirement
        row = DutyRow(
            key=key,
            title=session.reading.title(duty),
            place=within_place(session, duty),
            domain=requirement.domain,
            look=look,
            look_word=look_word(words, look),
            severity=requirement.severity,
            known=requirement.known,
            due=session.format.date_short(response.due) if response.due else "",
            overdue=_overdue(response, session),
            note=bool(response.note),
            files=files,
            asks=self._asks(duty),
            home=place_of(session, duty),
            home_word=place_word(session, place_of(session, duty)),
            group=domain_word(words, requirement.domain),
            fresh=key in self.state.fresh,
        )
        return replace(row, spoken=self._spoken(row))

    def select(self, key: str) -> None:
        """Open a duty."""
        self.state.selected = key

    def selected(self) -> Duty | None:
        """The open duty, when it still exists."""
        return next((duty for duty in self.session.case.assessment.duties if duty.key == self.state.selected), None)

    def _asks(self, duty: Duty) -> str:
        if duty.state != "undecided" or not duty.missing:
            return ""
        words, gap = self.session.surroundings.words, duty.missing[0]
        if gap.ref.fact not in self.session.reading.catalogue.facts:
            return words("Needs at least one product")
        return self.session.reading.question(gap.ref, currency=gap.currency)

    def _spoken(self, row: DutyRow) -> str:
        words = self.session.surroundings.words
        parts = [row.look_word, row.title, row.home_word, row.place, row.group, severity_word(words, row.severity)]
        parts.append(self.session.reading.known_short(row.known))
        parts.append(words("due {date}", date=row.due) if row.due else "")
        parts.append(words("asks: {question}", question=row.asks) if row.asks else "")
        return ". ".join(part for part in parts if part)


def _is_wanted(place: str, duty: Duty, wanted: Filter) -> bool:
    if wanted.domains and duty.requirement.domain not in wanted.domains:
        return False
    return wanted.place in ("", place)


def _overdue(response: Response, session: Session) -> bool:
    return (
        response.due is not None and response.status not in ("done", "waived") and response.due < session.desk.today()
    )


@lru_cache(maxsize=16_384)
def _folded(text: str) -> str:
    """Without case and accents, so that 'informacion' finds 'Información'."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
