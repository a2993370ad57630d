"""Build the bundled fonts: static, subset TrueType instances of Source Sans 3.

    pip install fonttools fontpkg-source-sans-3==3.52
    python assets/fonts/build_fonts.py

The upstream name is reserved (OFL.txt), and a subset is a modified version, so the family inside the files is called
"Exportcheck Sans". Every instance has its own PostScript name: PDF writers merge faces that share one.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).resolve().parent
FAMILY = "Exportcheck Sans"
STAMP = 3_692_217_600  # 2021-01-01 in the font epoch: the same bytes from every build
INSTANCES = (
    ("SourceSans3[wght].ttf", "SourceSans3-Regular.ttf", "Regular", 400),
    ("SourceSans3[wght].ttf", "SourceSans3-Semibold.ttf", "Semibold", 600),
    ("SourceSans3-Italic[wght].ttf", "SourceSans3-Italic.ttf", "Italic", 400),
)
RANGES = (
    (0x0020, 0x024F),  # Latin, Latin-1, extended A and B
    (0x02B0, 0x036F),  # modifiers and combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),
    (0x1E00, 0x1EFF),  # Latin extended additional
    (0x2000, 0x206F),  # punctuation
    (0x2070, 0x209F),  # superscripts, subscripts
    (0x20A0, 0x20C0),  # currency
    (0x2100, 0x214F),  # letter-like
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x25FF),  # shapes
    (0x2610, 0x2612),  # boxes
    (0x2713, 0x2717),  # ticks
)
FEATURES = ["kern", "mark", "mkmk", "liga", "ccmp", "locl", "tnum", "pnum"]


def main() -> None:
    """Write every instance beside this file."""
    source = files("fontpkg_source_sans_3") / "files"
    for variable, target, style, weight in INSTANCES:
        build(Path(str(source / variable)), HERE / target, style, weight)
        print(target, (HERE / target).stat().st_size)


def build(variable: Path, target: Path, style: str, weight: int) -> None:
    """One static, subset, renamed instance."""
    font = TTFont(variable, recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"wght": weight})
    reduce(font)
    name(font, style)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsType = 0
    italic, bold = style == "Italic", weight >= 600
    font["head"].macStyle = (2 if italic else 0) | (1 if bold else 0)
    font["OS/2"].fsSelection = (1 if italic else 0) | (0x20 if bold else 0) | (0 if italic or bold else 0x40) | 0x80
    font["head"].created = font["head"].modified = STAMP
    font.save(target)


def reduce(font: TTFont) -> None:
    """Keep the characters of RANGES and the features of FEATURES."""
    options = subset.Options(
        layout_features=FEATURES, name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17], name_languages=[0x409],
        notdef_outline=True, glyph_names=False, hinting=False,
    )  # fmt: skip
    options.drop_tables += ["STAT", "DSIG", "MVAR", "HVAR"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    worker.subset(font)


def name(font: TTFont, style: str) -> None:
    """Give the instance names of its own; 600 stands in as the bold of the family, so every program finds it."""
    table = font["name"]
    classic = {"Semibold": "Bold"}.get(style, style)
    post_script = f"{FAMILY.replace(' ', '')}-{style}"
    new = {1: FAMILY, 2: classic, 3: f"1.0;{post_script}", 4: f"{FAMILY} {style}", 6: post_script}
    for identifier in (16, 17, 25):
        table.removeNames(identifier)
    for identifier, text in new.items():
        table.removeNames(identifier)
        table.setName(text, identifier, 3, 1, 0x409)


if __name__ == "__main__":
    main()
