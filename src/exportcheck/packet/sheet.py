"""What every part writes on: the packet, its words in one language, and the makers of paragraphs and links."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Paragraph

from exportcheck.app.packet_plan import PacketInput
from exportcheck.app.progress import response_to
from exportcheck.domain.assessment import Duty
from exportcheck.packet import links
from exportcheck.packet.blocks import Cell, Draw, Entry, Heading
from exportcheck.packet.contents import Mention, Places
from exportcheck.packet.fonts import register
from exportcheck.packet.grouping import Group, sections_of
from exportcheck.packet.styles import MARGIN, palette, styles
from exportcheck.packet.text import Door, Markup
from exportcheck.wording.reading import Reading
from exportcheck.wording.terms import Look, look_of

ROOM_FOR = {0: 260.0, 1: 190.0, 2: 150.0, 3: 104.0}
"""The room that must be left on a page for a heading of each level to begin there."""


class Sheet:
    """One packet in the making."""

    def __init__(self, packet: PacketInput, page: tuple[float, float]) -> None:
        self.packet, self.case = packet, packet.case
        self.width = page[0] - 2 * MARGIN
        self.door = Door(register())
        self.styles = styles()
        self.reading = Reading(packet.catalogue, packet.options.language, packet.assessment.as_of)
        self.words, self.form = self.reading.words, self.reading.form
        self.places = Places()
        self.sections = sections_of(packet)
        self._accent, self._soft = palette()["accent"], palette()["ink_soft"]
        self._entries = {
            duty.key: group for section in self.sections for group in section.groups for duty in group.duties
        }

    # -- paragraphs

    def say(self, text: str, style: ParagraphStyle | None = None) -> Paragraph:
        """Text as one paragraph."""
        return self.set(self.door.markup(text), style)

    def set(self, markup: Markup, style: ParagraphStyle | None = None) -> Paragraph:
        """Markup as one paragraph."""
        return Paragraph(markup, style or self.styles.body)

    def entry(
        self, label: str, markup: Markup, *, style: ParagraphStyle | None = None, mark: Draw | None = None
    ) -> Entry:
        """A paragraph with a label beside it."""
        return Entry(markup, style or self.styles.entry, label=self.door.plain(label), mark=mark)

    def entries(self, label: str, text: str) -> list[Flowable]:
        """A text of any length, line by line, with a label beside the first."""
        lines = self.door.lines(text)
        return [self.entry(label if index == 0 else "", line) for index, line in enumerate(lines)]

    def strong(self, markup: Markup) -> Markup:
        """Markup in semibold."""
        return Markup(f"<b>{markup}</b>")

    def softly(self, markup: Markup) -> Markup:
        """Markup that stands back: smaller and lighter."""
        return Markup(f'<font size="8.2" color="{self._soft}">{markup}</font>')

    def heads(self, *titles: str) -> list[Cell]:
        """The head of a table."""
        return [self.say(title, self.styles.cell_head) for title in titles]

    def shares(self, *shares: float) -> list[float]:
        """Column widths as shares of the width of the text."""
        return [self.width * share / sum(shares) for share in shares]

    # -- headings

    def new_part(self, title: str, anchor: str, *, on_new_page: bool = True) -> list[Flowable]:
        """The heading of a part, in the contents and among the bookmarks."""
        start = PageBreak() if on_new_page else CondPageBreak(ROOM_FOR[0])
        return [start, self._heading(title, anchor, 0, self.styles.part, title)]

    def new_section(self, title: str, anchor: str, level: int = 1, *, listed: str = "") -> list[Flowable]:
        """A heading inside a part. Those of level 2 stand in the contents only when `listed` says how."""
        style = self.styles.place if level == 1 else self.styles.field
        return [
            CondPageBreak(ROOM_FOR[level]),
            self._heading(title, anchor, level, style, listed or (title if level == 1 else "")),
        ]

    def small_section(self, title: str, anchor: str) -> list[Flowable]:
        """A heading right below a part, in the small style and not in the contents."""
        return [CondPageBreak(ROOM_FOR[3]), self._heading(title, anchor, 1, self.styles.field, "")]

    def _heading(self, title: str, anchor: str, level: int, style: ParagraphStyle, listed: str) -> Heading:
        if listed:
            self.places.mentions.append(Mention(level, self.door.plain(listed), anchor))
        return Heading(self.door.markup(title), style, self.places, anchor, self.door.plain(title), level)

    # -- links

    def web(self, shown: Markup, address: str) -> Markup:
        """A link to an official address."""
        return links.to_web(shown, address, self._accent)

    def to_duty(self, key: str, shown: Markup) -> Markup:
        """A link to a duty's entry; plain text when this packet does not print it."""
        group = self._printed(key)
        return links.to_place(shown, group.anchor, self._accent) if group else shown

    def to_duties(self, duties: Sequence[Duty], most: int = 24) -> Markup:
        """Links to duties by the numbers of their entries; what this packet does not print stands by its id."""
        groups = {group.number: group for duty in duties if (group := self._printed(duty.key))}
        shown = [
            self.to_duty(group.first.key, self.door.markup(str(number))) for number, group in sorted(groups.items())
        ]
        shown += [
            self.door.markup(one)
            for one in sorted({duty.requirement.id for duty in duties if not self._printed(duty.key)})
        ]
        if len(shown) > most:
            rest = self.words.many("and {count} more", "and {count} more", len(shown) - most)
            shown = [*shown[:most], self.door.markup(rest)]
        return Markup(", ".join(shown))

    def _printed(self, key: str) -> Group | None:
        return self._entries.get(key) if "requirements" in self.packet.options.parts else None

    # -- duties

    def look(self, duty: Duty) -> Look:
        """The mark that a duty shows."""
        response = response_to(self.case, duty)
        return look_of(duty, response, reconfirm=duty.key in self.packet.needs_confirmation)

    def destination(self, destination: str) -> str:
        """A destination's name, or what the duties of the origin are called."""
        if destination:
            return self.form.country(destination)
        return self.words("Leaving {country}", country=self.form.country(self.case.plan.origin))
