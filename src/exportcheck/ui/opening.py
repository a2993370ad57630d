"""The slow start: store, content and wording, imported and opened in the lane after the first paint."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from exportcheck.bootstrap import Services, open_services, restore_portfolio
from exportcheck.wording.reading import Reading
from exportcheck.wording.values import Format


@dataclass(frozen=True, slots=True)
class Opened:
    """Open services, and what puts their data into words."""

    services: Services
    make_reading: type[Reading] = Reading
    make_format: type[Format] = Format


def open_everything(portfolio: Path | None) -> Opened:
    """Open the portfolio (the default one when none is named) and the content."""
    return Opened(open_services(portfolio))


def restore(portfolio: Path | None, backup: Path) -> None:
    """Put a backup in the portfolio's place; what was there is kept beside it."""
    restore_portfolio(portfolio, backup)
