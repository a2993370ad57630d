"""Portfolios for tests: opening one, a client with a case in it, and edits of that case."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from exportcheck.domain.history import ABSENT, Edit, Entry, Plain
from exportcheck.store.portfolio import SqlitePortfolio, open_portfolio

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)
CLIENT: Plain = {
    "name": "Casa Lucero",
    "tax_id": "CLU010101AB1",
    "address": "Calle 5\nTequila, Jalisco",
    "contact": "Lucía",
    "email": "",
    "phone": "",
    "website": "",
}
CASE: dict[str, Plain] = {
    "client": "c",
    "title": "Tequila to the United States",
    "origin": "mx",
    "date": "2026-12-01",
    "destinations": ["us", "es"],
    "archived": False,
}


def opened(path: Path, *, days: int = 0, who: str = "Lucía") -> SqlitePortfolio:
    """Open a portfolio on some day after the first."""
    return open_portfolio(path, who=who, clock=lambda: NOW + dt.timedelta(days=days))


def commit(portfolio: SqlitePortfolio, *edits: Edit, **options: Any) -> tuple[Entry, ...]:
    return portfolio.commit(edits, **{"who": "Lucía", "when": NOW, **options})


def with_case(path: Path) -> SqlitePortfolio:
    """A new portfolio with client 'c' and its case 'k'."""
    portfolio = opened(path)
    commit(portfolio, Edit("client", client="c", after=CLIENT), Edit("case", client="c", case="k", after=CASE))
    return portfolio


def answer(key: str, after: Plain, before: Plain = ABSENT) -> Edit:
    return Edit("answer", case="k", key=key, before=before, after=after)


def response(key: str, after: Plain, before: Plain = None) -> Edit:
    return Edit("response", case="k", key=key, before=before, after=after)


def decided(note: str = "", status: str = "done", due: str | None = None) -> Plain:
    return {"status": status, "note": note, "responsible": "Ana", "due": due, "meaning": "d1"}


def proof(digest: str = "ab" * 32, name: str = "invoice.pdf") -> Plain:
    return {
        "duty": "us.customs.invoice@us",
        "name": name,
        "media_type": "application/pdf",
        "size": 3,
        "digest": digest,
        "added": "2026-11-24T12:00:00+00:00",
    }


def line(key: str, after: Plain, before: Plain = None) -> Edit:
    return Edit("line", case="k", key=key, before=before, after=after)


_COMPILED = tempfile.TemporaryDirectory(prefix="compiled-")


def child(code: str, *arguments: object) -> tuple[list[str], dict[str, str]]:
    """The command and environment of another process that runs `code`."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(one for one in sys.path if one)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling all imports anew takes longer than the tests
    environment["PYTHONPYCACHEPREFIX"] = _COMPILED.name
    return [sys.executable, "-c", code, *map(str, arguments)], environment
