"""Rich text out of plain text: everything is escaped, links show where they lead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from exportcheck.domain.content import Known

_STEP = re.compile(r"(\d{1,2})[.)]\s+(.*)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the rich text below it, made with `paragraphs`, `link` and `mark`, which escape."""

    title: str
    html: str


def paragraphs(text: str, style: str = "") -> str:
    """Plain text as rich text: everything escaped, lines kept, numbered steps hanging."""
    of_class = f' class="{style}"' if style else ""
    parts = []
    for line in filter(None, map(str.strip, text.splitlines())):
        step = _STEP.fullmatch(line)
        if step:
            number, words = step[1], escape(step[2])
            parts.append(
                f'<table cellspacing="0"><tr><td class="no">{number}.</td><td{of_class}>{words}</td></tr></table>'
            )
        else:
            parts.append(f"<p{of_class}>{escape(line)}</p>")
    return "".join(parts)


def link(url: str, domain: str) -> str:
    """A link that shows where it leads."""
    return f' · <a href="{escape(url)}">{escape(domain)}</a>' if url.startswith("https://") else ""


def mark(level: Known, size: int) -> str:
    """The mark of an evidence level, inside a line."""
    return f'<img src="mark:{level}" width="{size}" height="{size}" style="vertical-align:middle">'
