"""Colours, sizes and type by role. Widgets never name a colour; they name a role."""

from __future__ import annotations

import json
from dataclasses import dataclass
from string import Template
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from exportcheck import paths

ThemeName = Literal["light", "dark", "contrast"]
THEMES: tuple[ThemeName, ...] = ("light", "dark", "contrast")
FAMILY = "Exportcheck Sans"
FONTS = ("SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "SourceSans3-Italic.ttf")
TYPE_SIZES = (13, 15, 17, 21, 28)
BODY = 15
ICONS = ("arrow", "dot", "tick")
SPACES = (3, 4, 7, 8, 11, 12, 15, 16, 20, 24, 32)


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one look and the scale at which it is shown."""

    name: ThemeName
    dark: bool
    colours: dict[str, str]
    scale: float = 1.0

    def colour(self, role: str) -> QColor:
        """The colour of a role."""
        return QColor(self.colours[role])

    def px(self, size: int) -> int:
        """A length in pixels at the present scale."""
        return round(size * self.scale)

    def font(self, size: int = BODY, *, strong: bool = False) -> QFont:
        """The window's face in one of the sizes."""
        font = QFont(FAMILY)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def palette(self) -> QPalette:
        """The colours for whatever Fusion paints by itself."""
        palette = QPalette()
        group = QPalette.ColorRole
        pairs = {
            group.Window: "paper", group.Base: "surface", group.AlternateBase: "shade", group.Button: "surface",
            group.ToolTipBase: "surface", group.ToolTipText: "ink", group.WindowText: "ink", group.Text: "ink",
            group.ButtonText: "ink", group.PlaceholderText: "ink_soft", group.Highlight: "accent",
            group.HighlightedText: "on_accent", group.Link: "accent", group.LinkVisited: "accent",
            group.BrightText: "stop", group.Light: "surface", group.Midlight: "line", group.Mid: "line",
            group.Dark: "edge", group.Shadow: "edge", group.Accent: "accent",
        }  # fmt: skip
        for role, colour in pairs.items():
            palette.setColor(role, self.colour(colour))
        for role in (group.WindowText, group.Text, group.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("ink_soft"))
        return palette

    def sheet(self) -> str:
        """The style sheet of the window in this theme and scale."""
        template = Template((paths.assets() / "themes" / "window.qss").read_text(encoding="utf-8"))
        icons = {name: (paths.assets() / "icons" / f"{name}-{self.name}.svg").as_posix() for name in ICONS}
        sizes = {f"t{size}": str(self.px(size)) for size in TYPE_SIZES}
        spaces = {f"s{space}": str(self.px(space)) for space in SPACES}
        radio = str((self.px(15) + 2) // 2)
        return template.substitute(self.colours, radio=radio, **icons, **sizes, **spaces)


def load_theme(name: ThemeName, scale: float = 1.0) -> Theme:
    """One of the shipped themes."""
    raw = json.loads((paths.assets() / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    return Theme(name, bool(raw["dark"]), dict(raw["colours"]), scale)


def load_fonts() -> tuple[str, ...]:
    """Make the bundled faces known to Qt; the families that were found in them."""
    families: list[str] = []
    for file in FONTS:
        number = QFontDatabase.addApplicationFont(str(paths.assets() / "fonts" / file))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)
