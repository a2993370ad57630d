"""The content in words, for one language and one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from exportcheck.domain.assessment import Clause, Duty, Upcoming
from exportcheck.domain.case import Case
from exportcheck.domain.content import (
    Authority,
    Catalogue,
    Dated,
    Document,
    Fact,
    Known,
    Option,
    Requirement,
)
from exportcheck.domain.text import Language, Text
from exportcheck.domain.values import FactRef, Value
from exportcheck.wording.messages import Words
from exportcheck.wording.templates import Hole, fill
from exportcheck.wording.timing import deadline_words
from exportcheck.wording.values import Format

LINES = "case.lines"


@dataclass(frozen=True, slots=True)
class CitationLine:
    """A citation ready to be shown."""

    short: str
    official_title: str
    article: str
    url: str
    domain: str
    known: Known
    read_on: dt.date | None

    @property
    def text(self) -> str:
        """Short name and article."""
        return f"{self.short}, {self.article}" if self.article else self.short


class Reading:
    """Every text of the content in one language, with parameters as they stand on one day."""

    def __init__(self, catalogue: Catalogue, language: Language, as_of: dt.date) -> None:
        self.catalogue = catalogue
        self.language: Language = language
        self.as_of = as_of
        self.words = Words(language)
        self.form = Format(language)
        shared = {parameter.id: parameter.values for parameter in catalogue.parameters.values()}
        self._shared = current(shared, as_of)

    # -- a duty's own texts

    def title(self, duty: Duty) -> str:
        """The title, filled."""
        return self._of(duty.requirement, duty.requirement.title)

    def summary(self, duty: Duty) -> str:
        """What the duty is about, in one sentence."""
        return self._of(duty.requirement, duty.requirement.summary)

    def action(self, duty: Duty) -> str:
        """What to do; steps stand on lines of their own."""
        return self._of(duty.requirement, duty.requirement.action)

    def penalty(self, duty: Duty) -> str:
        """What a breach costs; '' when not known."""
        return self._of(duty.requirement, duty.requirement.penalty)

    def caveat(self, duty: Duty) -> str:
        """What is doubtful about the duty; '' when nothing is."""
        return self._of(duty.requirement, duty.requirement.caveat)

    def evidence(self, duty: Duty) -> str:
        """What the file should hold as proof; '' when not stated."""
        return self._of(duty.requirement, duty.requirement.evidence)

    def deadline(self, duty: Duty) -> str:
        """When the duty is due, in words; '' when not stated."""
        deadline = duty.requirement.deadline
        if deadline is None:
            return ""
        parts = [deadline_words(deadline, self.words), self._of(duty.requirement, deadline.note)]
        return " ".join(part for part in parts if part)

    def requirement_title(self, requirement: str) -> str:
        """The title of a requirement by its id."""
        found = self.catalogue.requirements[requirement]
        return self._of(found, found.title)

    def citations(self, duty: Duty) -> tuple[CitationLine, ...]:
        """The legal basis."""
        lines = []
        for citation in duty.requirement.citations:
            instrument = self.catalogue.instruments[citation.instrument]
            lines.append(
                CitationLine(
                    instrument.short.get(self.language),
                    instrument.official_title,
                    citation.article,
                    instrument.url,
                    domain_of(instrument.url),
                    citation.known,
                    citation.read_on,
                )
            )
        return tuple(lines)

    def authority(self, duty: Duty) -> Authority:
        """Who applies the rule."""
        return self.catalogue.authorities[duty.requirement.authority]

    def documents(self, duty: Duty) -> tuple[Document, ...]:
        """The papers that the duty asks for."""
        return tuple(self.catalogue.documents[document] for document in duty.requirement.documents)

    def known(self, level: Known) -> str:
        """An evidence level in words, as shown on screen and in print."""
        return {
            "verified": self.words("Verified against the official or a reputable text"),
            "recalled": self.words("Not verified against the official text; confirm with an adviser in the country"),
            "uncertain": self.words(
                "Uncertain: recent, disputed or thinly sourced; confirm with an adviser in the country"
            ),
        }[level]

    def known_short(self, level: Known) -> str:
        """An evidence level in one word."""
        return {
            "verified": self.words("Verified"),
            "recalled": self.words("Not verified"),
            "uncertain": self.words("Uncertain"),
        }[level]

    # -- why

    def reason(self, duty: Duty) -> str:
        """Why the duty applies, does not apply, or is undecided, as a sentence."""
        requirement = duty.requirement
        if duty.ground == "not_yet" and requirement.in_force.start:
            return self.words("Not on this date: it starts on {date}.", date=self.form.date(requirement.in_force.start))
        if duty.ground == "ended" and requirement.in_force.until:
            return self.words("Not on this date: it ended on {date}.", date=self.form.date(requirement.in_force.until))
        if duty.ground == "replaced":
            return self.words(
                "Does not apply: “{title}” takes its place here.", title=self.requirement_title(duty.replaced_by)
            )
        if duty.state == "undecided":
            return self._undecided(duty)
        because = self.form.list([self.clause(clause) for clause in _distinct(duty.clauses)])
        if duty.state == "not_applicable" and not because:
            return self.words("Does not apply: the limit in question does not exist on this date.")
        if duty.state == "not_applicable":
            return self.words("Does not apply because {because}.", because=because)
        if not because:
            return self.words("Applies to every case under {layer}.", layer=self.layer(requirement.layer))
        return self.words("Applies because {because}.", because=because)

    def clause(self, clause: Clause) -> str:
        """One answer as it reads inside a reason."""
        fact = self.catalogue.facts.get(clause.ref.fact)
        if fact is None:
            return str(clause.value)
        sentence = self._sentence(fact, clause)
        if clause.limit is not None:
            limit = self.value(fact, clause.limit)
            return self.words("{statement} (limit: {limit})", statement=sentence, limit=limit)
        return sentence

    def _undecided(self, duty: Duty) -> str:
        asked = [
            self.words("add at least one product line")
            if gap.ref.fact == LINES
            else f"«{self.question(gap.ref, currency=gap.currency)}»"
            for gap in duty.missing
        ]
        shown = asked[:3]
        if len(asked) > len(shown):
            shown.append(self.words.many("{count} more", "{count} more", len(asked) - len(shown)))
        return self.words("Undecided. Missing: {questions}", questions=self.form.list(shown))

    def _sentence(self, fact: Fact, clause: Clause) -> str:
        sentence = fact.sentence
        if fact.type == "yes_no":
            text = sentence.yes if clause.value is True else sentence.no
            return text.get(self.language) if text else self.question(clause.ref)
        value = self._option(fact, clause.option, clause.ref) if clause.option else self.value(fact, clause.value)
        text = sentence.not_ if clause.option and not clause.holds and sentence.not_ else sentence.is_
        return fill(text.get(self.language), {"value": value}, self.language) if text else value

    # -- facts

    def fact(self, ref: FactRef) -> Fact:
        """The fact that a reference names."""
        return self.catalogue.facts[ref.fact]

    def question(self, ref: FactRef, *, currency: str = "") -> str:
        """The question of a fact."""
        question = self.fact(ref).question.get(self.language)
        return self.words("{question} (in {currency})", question=question, currency=currency) if currency else question

    def help(self, ref: FactRef) -> str:
        """How to find the answer."""
        return self._text(self.fact(ref).help)

    def why(self, ref: FactRef) -> str:
        """Why the question is asked."""
        return self._text(self.fact(ref).why)

    def options(self, ref: FactRef) -> tuple[Option, ...]:
        """The possible answers of a choice, in this destination."""
        fact = self.fact(ref)
        if fact.options_from == "regions":
            return self.catalogue.regions.get(ref.destination, ())
        return fact.options

    def value(self, fact: Fact, value: Value) -> str:
        """An answer in words."""
        match value:
            case bool():
                return self.words("Yes") if value else self.words("No")
            case tuple():
                return self.form.list([self._option(fact, one) for one in value])
            case str():
                return self.form.country(value) if fact.type == "country" else self._option(fact, value)
            case dt.date():
                return self.form.date(value)
        return self._amount(fact, value)

    def answer(self, ref: FactRef, value: Value | None) -> str:
        """An answer in words, 'I don't know' included."""
        return self.words("I don't know") if value is None else self.value(self.fact(ref), value)

    def place(self, ref: FactRef | Duty, case: Case) -> str:
        """Where a fact or duty stands: destination and product line, in words."""
        lines = {line.id: line.description for line in case.lines}
        parts = [self.form.country(ref.destination)] if ref.destination else []
        if ref.line:
            parts.append(lines.get(ref.line, ref.line))
        return " · ".join(parts)

    # -- layers and changes

    def layer(self, layer: str) -> str:
        """A layer's name."""
        found = self.catalogue.layers.get(layer)
        return found.name.get(self.language) if found else layer

    def upcoming(self, change: Upcoming) -> str:
        """A change to come, in words."""
        if change.text is not None:
            return self._of(change.duty.requirement, change.text)
        title = self.title(change.duty)
        if change.what == "starts":
            return self.words("Starts: {title}", title=title)
        if change.what == "ends":
            return self.words("Ends: {title}", title=title)
        return self.words("An amount or limit changes: {title}", title=title)

    # -- inside

    def _amount(self, fact: Fact, value: object) -> str:
        from exportcheck.domain.values import Money

        if isinstance(value, Money):
            return self.form.money_in_full(value)
        unit = self._text(fact.unit)
        number = self.form.number(value)  # type: ignore[arg-type]  # only a number is left
        return f"{number} {unit}" if unit else number

    def _option(self, fact: Fact, option: str, ref: FactRef | None = None) -> str:
        offered = self.options(ref) if ref is not None else fact.options
        if fact.options_from == "regions" and ref is None:
            offered = tuple(one for regions in self.catalogue.regions.values() for one in regions)
        return next((one.label.get(self.language) for one in offered if one.id == option), option)

    def _text(self, text: Text | None) -> str:
        return text.get(self.language) if text else ""

    def _of(self, requirement: Requirement, text: Text | None) -> str:
        if text is None:
            return ""
        source = text.get(self.language)
        return fill(source, self._holes(requirement), self.language) if "{" in source else source

    def _holes(self, requirement: Requirement) -> Mapping[str, Hole]:
        return {**self._shared, **current(requirement.parameters, self.as_of)}


def current(parameters: Mapping[str, tuple[Dated, ...]], day: dt.date) -> dict[str, Hole]:
    """Each parameter's value on a day; outside its dates, the value nearest in time."""
    return {name: _on(values, day).value for name, values in parameters.items()}


def _on(values: Sequence[Dated], day: dt.date) -> Dated:
    holding = next((dated for dated in values if dated.holds_on(day)), None)
    if holding is not None:
        return holding
    before = [dated for dated in values if dated.until is not None and dated.until < day]
    return before[-1] if before else values[0]


@cache
def domain_of(url: str) -> str:
    """The host that an address leads to, shown before it is opened."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def _distinct(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    return tuple(dict.fromkeys(clauses))
