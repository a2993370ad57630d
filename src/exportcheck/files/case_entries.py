"""The parts of a case file as a person writes them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from exportcheck.domain.case import Status
from exportcheck.domain.values import Money


@dataclass(frozen=True, slots=True)
class ClientEntry:
    """The client's particulars, and the facts about it that stand among them."""

    name: str
    tax_id: str = ""
    address: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    country: str | None = None
    employees: Decimal | None = None
    legal_form: str | None = None
    annual_turnover: Money | None = None


@dataclass(frozen=True, slots=True)
class ResponseEntry:
    """What was decided about one duty."""

    status: Status = "open"
    note: str = ""
    responsible: str = ""
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """From where, when, to where."""

    origin: str
    date: dt.date
    destinations: tuple[str, ...]
