"""Sources: the instruments on which the packet rests, and how fresh the knowledge of each jurisdiction is."""

from __future__ import annotations

from reportlab.platypus import Flowable

from exportcheck.domain.assessment import Duty
from exportcheck.domain.content import Citation, Instrument, Known
from exportcheck.packet.blocks import known_mark, table
from exportcheck.packet.parts.closing import closing
from exportcheck.packet.sheet import Sheet
from exportcheck.packet.text import Markup
from exportcheck.wording.reading import domain_of

WORST: tuple[Known, ...] = ("uncertain", "recalled", "verified")
Cited = dict[str, list[tuple[Citation, Duty]]]


def sources(sheet: Sheet) -> list[Flowable]:
    """Instruments and jurisdictions; then the closing pages."""
    words = sheet.words
    story = sheet.new_part(words("Sources"), "sources")
    cited = _cited(sheet)
    instruments = sheet.packet.catalogue.instruments
    by_name = sorted(cited, key=lambda name: instruments[name].short.get(sheet.reading.language).casefold())
    if by_name:
        story.append(
            sheet.say(words("The evidence level is the least certain one with which a text is cited in this packet."))
        )
        heads = sheet.heads(words("Text"), words("Evidence"), words("Cited by"))
        rows = [_row(sheet, instruments[name], cited[name]) for name in by_name]
        story.append(table(heads, rows, sheet.shares(20, 7, 8)))
    return [*story, *_jurisdictions(sheet), *closing(sheet)]


def _cited(sheet: Sheet) -> Cited:
    cited: Cited = {}
    for duty in sheet.packet.assessment.duties:
        if duty.state != "not_applicable":
            for citation in duty.requirement.citations:
                cited.setdefault(citation.instrument, []).append((citation, duty))
    return cited


def _row(sheet: Sheet, instrument: Instrument, cited: list[tuple[Citation, Duty]]) -> list[Flowable | list[Flowable]]:
    styles = sheet.styles
    short, official = instrument.short.get(sheet.reading.language), instrument.official_title
    level = next(level for level in WORST if any(citation.known == level for citation, _ in cited))
    read = max((citation.read_on for citation, _ in cited if citation.read_on), default=None)
    evidence = [
        sheet.entry(
            "", sheet.door.markup(sheet.reading.known_short(level)), style=styles.cell_marked, mark=known_mark(level)
        )
    ]
    if read:
        evidence.append(sheet.say(sheet.words("read on {date}", date=sheet.form.date_short(read)), styles.small))
    address = sheet.web(sheet.door.markup(domain_of(instrument.url)), instrument.url)
    full = Markup(f"{sheet.door.markup(official)} · {address}") if official != short else address
    return [
        [sheet.say(short, styles.cell_strong), sheet.set(full, styles.cell_soft)],
        evidence,
        sheet.set(sheet.to_duties([duty for _, duty in cited]), styles.cell_soft),
    ]


def _jurisdictions(sheet: Sheet) -> list[Flowable]:
    words, layers = sheet.words, sheet.packet.catalogue.layers
    used = {duty.requirement.layer for duty in sheet.packet.assessment.duties}
    rows = [
        [sheet.say(layer.name.get(sheet.reading.language), sheet.styles.cell_strong),
         sheet.say(sheet.form.date_short(layer.knowledge_date), sheet.styles.cell),
         sheet.say(layer.covers.get(sheet.reading.language), sheet.styles.cell_soft)]
        for layer in layers.values()
        if layer.id in used
    ]  # fmt: skip
    head = sheet.new_section(words("Jurisdictions and channels"), "sources-layers")
    return [
        *head,
        table(sheet.heads(words("Checklist"), words("Known as of"), words("Covers")), rows, sheet.shares(5, 4, 15)),
    ]
