"""The schema's versions: an ordered list of steps. A newer file is refused, an older one backed up and brought up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from exportcheck.domain.problems import EnvironmentFault
from exportcheck.keep.backups import make_backup
from exportcheck.keep.schema import APPLICATION_ID, METADATA, TRIGGERS, VERSION


def _create(connection: Connection) -> None:
    METADATA.create_all(connection)
    for trigger in TRIGGERS:
        connection.execute(text(trigger))


STEPS: tuple[Callable[[Connection], None], ...] = (_create,)
"""STEPS[n] brings a file of version n to n + 1. Never edit a step that was released; add one."""


def bring_up(engine: Engine, path: Path, moment: dt.datetime) -> None:
    """Bring the file to this program's version.

    Raises EnvironmentFault('portfolio_newer') for a file of a later program, ('not_a_portfolio') for another's file.
    """
    assert len(STEPS) == VERSION
    with engine.connect() as connection:
        found = _pragma(connection, "user_version")
        application = _pragma(connection, "application_id")
        tables = connection.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
    if application != APPLICATION_ID and (found or tables):
        raise EnvironmentFault("not_a_portfolio", path=path)
    if found > VERSION:
        raise EnvironmentFault("portfolio_newer", path=path, found=found, supported=VERSION)
    if found == VERSION:
        return
    if found:
        make_backup(path, moment, f"before-version-{VERSION}")
    with engine.begin() as connection:
        for step in STEPS[found:]:
            step(connection)
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
        connection.execute(text(f"PRAGMA user_version = {VERSION}"))


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.execute(text(f"PRAGMA {name}")).scalar_one())
