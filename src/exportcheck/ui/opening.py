"""The slow start: store, content and wording, imported and opened in the lane after the first paint."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exportcheck.app.open_case import OpenCase
from exportcheck.bootstrap import Services, open_services, restore_portfolio
from exportcheck.domain.text import Language
from exportcheck.wording.reading import Reading
from exportcheck.wording.values import Format


@dataclass(frozen=True, slots=True)
class Opened:
    """Open services, and what puts their data into words."""

    services: Services
    make_reading: type[Reading] = Reading
    make_format: type[Format] = Format


def open_everything(portfolio: Path | None, language: Language) -> Opened:
    """Open the portfolio (the default one when none is named), the content, and what writes dates and countries."""
    services, form = open_services(portfolio), Format(language)
    form.date_short(dt.date.min)
    form.percent(1.0)
    form.countries()
    return Opened(services)


def open_read(make: Callable[[], OpenCase], opened: Opened, language: Language) -> OpenCase:
    """A case whose texts were read once already: then they come at once when they are shown."""
    case = make()
    reading = opened.make_reading(opened.services.catalogue, language, case.assessment.as_of)
    for duty in case.assessment.duties:
        reading.title(duty)
    for question in case.assessment.questions:
        reading.question(question.ref, currency=question.currency)
    return case


def restore(portfolio: Path | None, backup: Path) -> None:
    """Put a backup in the portfolio's place; what was there is kept beside it."""
    restore_portfolio(portfolio, backup)
