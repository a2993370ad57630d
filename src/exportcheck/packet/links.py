"""Links: to places in the packet, and to https addresses. Nothing else becomes one."""

from __future__ import annotations

import re
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from exportcheck.packet.text import Markup

_SAFE = re.compile(r"https://[!-~]+")
_NAME = re.compile(r"[a-z0-9-]+")


def is_web(address: str) -> bool:
    """Whether an address may become a link: https, a host, plain ASCII, nobody's user name in it."""
    if not _SAFE.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and "@" not in parts.netloc


def to_web(shown: Markup, address: str, colour: str) -> Markup:
    """The shown text as a link to an https address; plain text when the address is anything else."""
    if not is_web(address):
        return shown
    return Markup(f'<a href={quoteattr(address)} color="{colour}">{shown}</a>')


def to_place(shown: Markup, anchor: str, colour: str) -> Markup:
    """The shown text as a link to a place in this packet."""
    if not _NAME.fullmatch(anchor):
        raise ValueError(f"not the name of a place: {anchor!r}")
    return Markup(f'<a href="#{anchor}" color="{colour}">{shown}</a>')
