"""Colours by role and the type scale of the packet."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle

from exportcheck import paths
from exportcheck.packet.fonts import REGULAR, SEMIBOLD

MARGIN = 62.0
"""Left and right margin in points."""
LABEL = 84.0
"""Width of the column of labels beside the text."""
STEP = 15.0
"""How far a numbered step hangs."""
HAIRLINE = 0.5


@cache
def palette() -> Mapping[str, str]:
    """The colours of the light theme by role, so that print and window speak one language."""
    theme = json.loads((paths.assets() / "themes" / "light.json").read_text(encoding="utf-8"))
    return dict(theme["colours"])


@cache
def colour(role: str) -> Color:
    """One colour by its role."""
    return HexColor(palette()[role])


@dataclass(frozen=True)
class Styles:
    """Every paragraph style of the packet."""

    body: ParagraphStyle
    lead: ParagraphStyle
    soft: ParagraphStyle
    small: ParagraphStyle
    entry: ParagraphStyle
    step: ParagraphStyle
    known: ParagraphStyle
    marked: ParagraphStyle
    marked_soft: ParagraphStyle
    summary: ParagraphStyle
    cell: ParagraphStyle
    cell_soft: ParagraphStyle
    cell_strong: ParagraphStyle
    cell_marked: ParagraphStyle
    cell_head: ParagraphStyle
    number: ParagraphStyle
    part: ParagraphStyle
    place: ParagraphStyle
    field: ParagraphStyle
    duty: ParagraphStyle
    meta: ParagraphStyle
    cover_title: ParagraphStyle
    cover_client: ParagraphStyle
    cover_line: ParagraphStyle
    notice: ParagraphStyle
    brief: ParagraphStyle
    brief_entry: ParagraphStyle


@cache
def styles() -> Styles:
    """The styles, made once."""
    ink, soft, accent = colour("ink"), colour("ink_soft"), colour("accent")
    base = _style("base", size=9.6, leading=13.4, textColor=ink)
    cell = _style("cell", base, size=8.8, leading=11.8)
    return Styles(
        body=_style("body", base, spaceAfter=4),
        lead=_style("lead", base, size=11, leading=15.6, spaceAfter=6),
        soft=_style("soft", base, size=8.6, leading=11.6, textColor=soft, spaceAfter=3),
        small=_style("small", base, size=7.8, leading=10.4, textColor=soft),
        entry=_style("entry", base, leftIndent=LABEL, spaceAfter=3),
        step=_style("step", base, leftIndent=LABEL + STEP, bulletIndent=LABEL, spaceAfter=1.6, bulletColor=soft),
        known=_style("known", base, size=8.4, leading=11.2, leftIndent=LABEL + 12, textColor=soft, spaceAfter=3.4),
        summary=_style("summary", base, spaceAfter=4),
        marked=_style("marked", base, leftIndent=LABEL + 13, spaceAfter=3),
        marked_soft=_style("marked_soft", base, size=8.8, leading=11.8, leftIndent=LABEL + 13, spaceAfter=3),
        cell=cell,
        cell_soft=_style("cell_soft", cell, size=8, leading=10.6, textColor=soft),
        cell_strong=_style("cell_strong", cell, SEMIBOLD),
        cell_marked=_style("cell_marked", cell, leftIndent=12),
        cell_head=_style("cell_head", cell, SEMIBOLD, size=7.8, leading=10.2, textColor=soft),
        number=_style("number", cell, alignment=2),
        part=_style("part", base, SEMIBOLD, size=22, leading=27, textColor=accent, spaceAfter=10),
        place=_style("place", base, SEMIBOLD, size=15, leading=19, spaceBefore=13, spaceAfter=5),
        field=_style("field", base, SEMIBOLD, size=10.6, leading=14, textColor=accent, spaceBefore=10, spaceAfter=4),
        duty=_style("duty", base, SEMIBOLD, size=11, leading=14.2),
        meta=_style("meta", base, size=8, leading=10.6, textColor=soft),
        cover_title=_style("cover_title", base, SEMIBOLD, size=32, leading=37, textColor=accent),
        cover_client=_style("cover_client", base, size=17, leading=22),
        cover_line=_style("cover_line", base, size=10.4, leading=14.6, leftIndent=LABEL + 24, spaceAfter=4),
        notice=_style("notice", base, leftIndent=14, spaceAfter=3),
        brief=_style("brief", cell, leftIndent=14, spaceAfter=2),
        brief_entry=_style("brief_entry", cell, leftIndent=LABEL, spaceAfter=2),
    )


def _style(
    name: str,
    parent: ParagraphStyle | None = None,
    font: str = REGULAR,
    *,
    size: float = 0,
    leading: float = 0,
    **more: Any,
) -> ParagraphStyle:
    sizes = {"fontSize": size, "leading": leading} if size else {}
    return ParagraphStyle(
        name,
        parent,
        fontName=font,
        bulletFontName=REGULAR,
        bulletFontSize=size or 9.6,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
        **sizes,
        **more,
    )
