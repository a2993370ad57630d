"""The papers of a case as rows and as text. Knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from exportcheck.domain.assessment import Duty
from exportcheck.ui.rich import Section, mark, paragraphs
from exportcheck.ui.session import Session


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the list shows it."""

    id: str
    name: str
    settled: bool
    duties: tuple[Duty, ...]
    spoken: str


class PaperworkPresenter:
    """Which papers are needed, and which one is looked at."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.selected = ""

    def reset(self) -> None:
        """Another case was opened."""
        self.selected = ""

    def rows(self) -> tuple[PaperRow, ...]:
        """The papers that the duties that apply ask for."""
        session, words = self.session, self.session.surroundings.words
        rows = []
        for needed in session.case.documents():
            name = session.services.catalogue.documents[needed.document].name.get(session.surroundings.language)
            state = words("Its duties are settled") if needed.settled else words("Still needed")
            rows.append(PaperRow(needed.document, name, needed.settled, needed.duties, f"{name}. {state}"))
        return tuple(rows)

    def text(self, row: PaperRow) -> list[Section]:
        """What a paper is, who issues it, how long it holds."""
        session, words, language = self.session, self.session.surroundings.words, self.session.surroundings.language
        paper = session.services.catalogue.documents[row.id]
        known = escape(session.reading.known(paper.known))
        sections = [
            Section("", paragraphs(paper.what_it_is.get(language))),
            Section(words("Who issues it"), paragraphs(paper.issuer.get(language))),
            Section(words("How long it is valid"), paragraphs(paper.validity.get(language) if paper.validity else "")),
            Section(words("How long to keep it"), paragraphs(paper.retention.get(language) if paper.retention else "")),
            Section(
                words("How this is known"),
                f'<p class="soft">{mark(paper.known, session.surroundings.theme.px(15))} {known}</p>',
            ),
        ]
        return [section for section in sections if section.html]
