"""The faces of the packet: three embedded subsets, registered once per process."""

from __future__ import annotations

from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from exportcheck import paths

REGULAR, SEMIBOLD, ITALIC = "PacketSans", "PacketSans-Semibold", "PacketSans-Italic"
_FILES = {
    REGULAR: "SourceSans3-Regular.ttf",
    SEMIBOLD: "SourceSans3-Semibold.ttf",
    ITALIC: "SourceSans3-Italic.ttf",
}


@cache
def register() -> frozenset[int]:
    """Make the faces known and return the code points that all of them can print.

    The library is told at the same time never to fetch anything: no host is trusted, and https is the only scheme.
    """
    rl_config.trustedHosts = None
    rl_config.trustedSchemes = ["https"]
    covered: list[set[int]] = []
    for name, file in _FILES.items():
        font = TTFont(name, str(paths.assets() / "fonts" / file))
        pdfmetrics.registerFont(font)
        covered.append(set(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=SEMIBOLD)
    return frozenset(set.intersection(*covered))


def width(text: str, font: str, size: float) -> float:
    """How wide a text prints, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))
