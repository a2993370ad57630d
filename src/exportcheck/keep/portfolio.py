"""The portfolio: clients, cases, evidence and their history in one SQLite file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Engine, Row, create_engine, event, func, insert, select, text

from exportcheck.app.editing import PARTICULARS, evidence_from_plain, response_from_plain
from exportcheck.app.ports import CaseRow, Stored
from exportcheck.domain.case import Case, Client, Line, Plan
from exportcheck.domain.history import Edit, Entry
from exportcheck.domain.plain import ref_from_text, value_from_plain
from exportcheck.domain.problems import EnvironmentFault
from exportcheck.keep import schema
from exportcheck.keep.backups import back_up_once_a_day, newest_backup
from exportcheck.keep.evidence import EvidenceStore
from exportcheck.keep.faults import faults_of
from exportcheck.keep.lock import PortfolioLock
from exportcheck.keep.migrations import bring_up
from exportcheck.keep.writing import as_json, write


def open_portfolio(path: Path, *, who: str, clock: Callable[[], dt.datetime]) -> SqlitePortfolio:
    """Open a portfolio, making it when it is not there.

    Raises EnvironmentFault: 'portfolio_held' (another program has it open), 'portfolio_newer', 'not_a_portfolio',
    'portfolio_corrupt' (with `backup`, the newest copy, when there is one), 'portfolio_read_only', 'disk_full',
    'portfolio_unreadable'.
    """
    try:
        with faults_of(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.is_dir():
                raise EnvironmentFault("portfolio_unreadable", path=path, reason="it is a folder")
        lock = PortfolioLock(path, who, clock())
        try:
            return _opened(path, lock, clock)
        except BaseException:
            lock.release()
            raise
    except EnvironmentFault as fault:
        if fault.code in ("portfolio_corrupt", "not_a_portfolio"):
            backup = newest_backup(path)
            raise EnvironmentFault(fault.code, **{**fault.parameters, "backup": backup}) from fault
        raise


def _opened(path: Path, lock: PortfolioLock, clock: Callable[[], dt.datetime]) -> SqlitePortfolio:
    engine = create_engine(f"sqlite+pysqlite:///{path}", connect_args={"timeout": 5, "check_same_thread": False})
    event.listen(engine, "connect", _configure)
    try:
        with faults_of(path):
            bring_up(engine, path, clock())
            with engine.connect() as connection:
                found = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
        if found != "ok":
            raise EnvironmentFault("portfolio_corrupt", path=path, reason=str(found))
        with suppress(EnvironmentFault):  # a copy that cannot be made must not keep anybody from working
            back_up_once_a_day(path, clock())
    except BaseException:
        engine.dispose()
        raise
    return SqlitePortfolio(path, engine, lock)


def _configure(connection: Any, _record: object) -> None:
    """Every answer survives a power cut: WAL with FULL, and foreign keys hold."""
    cursor = connection.cursor()
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "trusted_schema = OFF"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


class SqlitePortfolio:
    """Fulfils `app.ports.Portfolio`."""

    def __init__(self, path: Path, engine: Engine, lock: PortfolioLock) -> None:
        self.path = path
        self._engine = engine
        self._lock = lock
        self._evidence = EvidenceStore(path)

    def clients(self) -> tuple[Client, ...]:
        """All clients, by name."""
        with faults_of(self.path), self._engine.connect() as connection:
            rows = connection.execute(select(schema.clients).order_by(func.lower(schema.clients.c.name))).all()
            facts: dict[str, dict[str, Any]] = {}
            for row in connection.execute(select(schema.client_facts)):
                facts.setdefault(row.client, {})[row.fact] = value_from_plain(json.loads(row.value))
        return tuple(_client(row, facts.get(row.id, {})) for row in rows)

    def client(self, client: str) -> Client:
        """One client; raises KeyError."""
        with faults_of(self.path), self._engine.connect() as connection:
            return _read_client(connection, client)

    def cases(self, *, archived: bool = False) -> tuple[CaseRow, ...]:
        """The cases, last changed first."""
        statement = (
            select(schema.cases, schema.clients.c.name.label("client_name"))
            .join(schema.clients)
            .where(schema.cases.c.archived == archived)
            .order_by(schema.cases.c.changed.desc())
        )
        with faults_of(self.path), self._engine.connect() as connection:
            return tuple(_case_row(row) for row in connection.execute(statement))

    def case(self, case: str) -> Case:
        """One whole case; raises KeyError."""
        with faults_of(self.path), self._engine.connect() as connection:
            row = connection.execute(select(schema.cases).where(schema.cases.c.id == case)).first()
            if row is None:
                raise KeyError(case)
            return _read_case(connection, row)

    def commit(
        self, edits: Sequence[Edit], *, who: str, when: dt.datetime, undoes: int = 0, redoes: int = 0
    ) -> tuple[Entry, ...]:
        """Make these edits and write them into the history, all or nothing."""
        moment = when.astimezone(dt.UTC).isoformat()
        with faults_of(self.path), self._engine.begin() as connection:
            last = connection.execute(select(func.max(schema.history.c.step))).scalar_one() or 0
            entries = []
            for edit in edits:
                write(connection, edit, moment)
                number = connection.execute(
                    insert(schema.history).values(
                        step=last + 1, who=who, moment=moment, kind=edit.kind, client=edit.client, case=edit.case,
                        key=edit.key, before=as_json(edit.before), after=as_json(edit.after),
                        undoes=undoes, redoes=redoes,
                    )
                ).inserted_primary_key  # fmt: skip
                entries.append(Entry(int(number[0]) if number else 0, last + 1, who, when, edit, undoes, redoes))
        return tuple(entries)

    def history(self, *, case: str = "", client: str = "", last: int = 0) -> tuple[Entry, ...]:
        """Entries of a case or client, oldest first."""
        table = schema.history
        statement = select(table).order_by(table.c.number.desc())
        if case:
            statement = statement.where(table.c.case == case)
        if client:
            statement = statement.where(table.c.client == client)
        if last:
            statement = statement.limit(last)
        with faults_of(self.path), self._engine.connect() as connection:
            rows = connection.execute(statement).all()
        return tuple(_entry(row) for row in reversed(rows))

    def remember_readiness(self, case: str, readiness: float, blocked: int, next_due: dt.date | None) -> None:
        """Keep the figures that the home page shows."""
        values = {"readiness": readiness, "blocked": blocked, "next_due": next_due.isoformat() if next_due else None}
        with faults_of(self.path), self._engine.begin() as connection:
            connection.execute(schema.cases.update().where(schema.cases.c.id == case).values(values))

    def take_in(self, source: BinaryIO) -> Stored:
        """Copy a file into the evidence store."""
        return self._evidence.take_in(source)

    def evidence(self, digest: str) -> bytes:
        """The bytes of a stored file."""
        return self._evidence.read(digest)

    def stored_evidence(self) -> Iterable[str]:
        """Digests of all stored files."""
        return self._evidence.digests()

    def close(self) -> None:
        """Fold the write-ahead log into the file and let others open it."""
        with suppress(EnvironmentFault), faults_of(self.path), self._engine.connect() as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        self._engine.dispose()
        self._lock.release()


def _client(row: Row[Any], facts: dict[str, Any]) -> Client:
    particulars = json.loads(row.particulars)
    return Client(row.id, facts=facts, **{name: str(particulars.get(name, "")) for name in PARTICULARS})


def _read_client(connection: Connection, client: str) -> Client:
    row = connection.execute(select(schema.clients).where(schema.clients.c.id == client)).first()
    if row is None:
        raise KeyError(client)
    table = schema.client_facts
    rows = connection.execute(select(table.c.fact, table.c.value).where(table.c.client == client))
    return _client(row, {found.fact: value_from_plain(json.loads(found.value)) for found in rows})


def _case_row(row: Row[Any]) -> CaseRow:
    return CaseRow(
        id=row.id,
        title=row.title,
        client_id=row.client,
        client_name=row.client_name,
        date=dt.date.fromisoformat(row.date),
        destinations=tuple(json.loads(row.destinations)),
        changed=dt.datetime.fromisoformat(row.changed),
        archived=row.archived,
        readiness=row.readiness,
        blocked=row.blocked,
        next_due=dt.date.fromisoformat(row.next_due) if row.next_due else None,
    )


def _read_case(connection: Connection, row: Row[Any]) -> Case:
    lines, answers, responses, evidence = schema.lines, schema.answers, schema.responses, schema.evidence
    own_lines = connection.execute(select(lines).where(lines.c.case == row.id).order_by(lines.c.position, lines.c.id))
    own_answers = connection.execute(select(answers.c.ref, answers.c.value).where(answers.c.case == row.id))
    own_responses = connection.execute(select(responses).where(responses.c.case == row.id))
    own_evidence = connection.execute(select(evidence).where(evidence.c.case == row.id))
    kept = [evidence_from_plain(found.id, json.loads(found.evidence)) for found in own_evidence]
    return Case(
        id=row.id,
        title=row.title,
        client=_read_client(connection, row.client),
        plan=Plan(row.origin, dt.date.fromisoformat(row.date), tuple(json.loads(row.destinations))),
        lines=tuple(Line(found.id, found.description) for found in own_lines),
        answers={ref_from_text(found.ref): value_from_plain(json.loads(found.value)) for found in own_answers},
        responses={
            found.duty: response
            for found in own_responses
            if (response := response_from_plain(json.loads(found.response))) is not None
        },
        evidence=tuple(sorted(kept, key=lambda one: (one.added, one.id))),
    )


def _entry(row: Row[Any]) -> Entry:
    edit = Edit(row.kind, row.client, row.case, row.key, json.loads(row.before), json.loads(row.after))
    return Entry(row.number, row.step, row.who, dt.datetime.fromisoformat(row.moment), edit, row.undoes, row.redoes)
