"""The portfolio that fulfils `app.ports.Portfolio`: one file, one program at a time, one transaction a decision."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Connection, bindparam, or_, update
from sqlalchemy.exc import IntegrityError

from exportcheck.app.ports import CaseRow, Stored
from exportcheck.domain.case import Case, Client
from exportcheck.domain.history import Edit, Entry
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.store.backups import put_back
from exportcheck.store.connection import disconnect, transaction
from exportcheck.store.evidence import EvidenceFiles
from exportcheck.store.faults import corrupt, translated
from exportcheck.store.ledger import append, make_edits, read_history
from exportcheck.store.lock import PortfolioLock, lock_portfolio
from exportcheck.store.opening import back_up_daily, open_file
from exportcheck.store.reading import read_case, read_cases, read_client, read_clients
from exportcheck.store.schema import CASES

_REMEMBER = (
    update(CASES)
    .where(
        CASES.c.id == bindparam("k_id"),
        or_(
            CASES.c.readiness.is_distinct_from(bindparam("k_readiness")),
            CASES.c.blocked != bindparam("k_blocked"),
            CASES.c.next_due.is_distinct_from(bindparam("k_due")),
        ),
    )
    .values(readiness=bindparam("k_readiness"), blocked=bindparam("k_blocked"), next_due=bindparam("k_due"))
)


class SqlitePortfolio:
    """An open portfolio; made by `open_portfolio`. May be used from any thread, one call at a time.

    `backup_fault` says why today's backup could not be made, or is None.
    """

    def __init__(
        self, path: Path, connection: Connection, lock: PortfolioLock, backup_fault: EnvironmentFault | None
    ) -> None:
        self.path = path
        self.backup_fault = backup_fault
        self._connection = connection
        self._lock = lock
        self._turn = threading.RLock()
        self._files = EvidenceFiles(path)

    def clients(self) -> tuple[Client, ...]:
        """All clients, by name."""
        with self._reading() as connection:
            return read_clients(connection)

    def client(self, client: str) -> Client:
        """One client; raises KeyError."""
        with self._reading() as connection:
            return read_client(connection, client)

    def cases(self, *, archived: bool = False) -> tuple[CaseRow, ...]:
        """The cases that are archived, or those that are not, last changed first."""
        with self._reading() as connection:
            return read_cases(connection, archived=archived)

    def case(self, case: str) -> Case:
        """One whole case; raises KeyError."""
        with self._reading() as connection:
            return read_case(connection, case)

    def commit(
        self, edits: Sequence[Edit], *, who: str, when: dt.datetime, undoes: int = 0, redoes: int = 0
    ) -> tuple[Entry, ...]:
        """Make these edits and write them into the history, all or nothing.

        Raises ExportcheckError('changed_meanwhile') when an edit's `before` is not what is stored or its case is gone,
        ('text_damaged') for text that has no place in a file, and ValueError for edits that make no sense.
        """
        if not edits:
            return ()
        try:
            with self._writing() as connection:
                make_edits(connection, edits, when)
                return append(connection, edits, who=who, when=when, undoes=undoes, redoes=redoes)
        except IntegrityError as error:  # a client or case that is referred to was never there
            raise ExportcheckError("changed_meanwhile", kind=edits[0].kind, key=edits[0].key) from error
        except UnicodeEncodeError as error:
            raise ExportcheckError("text_damaged", reason=error.reason) from error

    def history(self, *, case: str = "", client: str = "", last: int = 0) -> tuple[Entry, ...]:
        """Entries of a case or client (both given: of either; none given: all), oldest first; `last`: the newest n."""
        with self._reading() as connection:
            return read_history(connection, case=case, client=client, last=last)

    def remember_readiness(self, case: str, readiness: float, blocked: int, next_due: dt.date | None) -> None:
        """Keep the figures that the home page shows; costs nothing when they are the same as before."""
        due = next_due.isoformat() if next_due else None
        with self._writing() as connection:
            connection.execute(_REMEMBER, {"k_id": case, "k_readiness": readiness, "k_blocked": blocked, "k_due": due})

    def take_in(self, source: BinaryIO) -> Stored:
        """Copy a file into the evidence folder. Raises ExportcheckError('evidence_too_large', limit=...)."""
        return self._files.take_in(source)

    def evidence(self, digest: str) -> bytes:
        """The bytes of a stored file; raises ExportcheckError('evidence_missing') or ('evidence_damaged')."""
        return self._files.read(digest)

    def stored_evidence(self) -> tuple[str, ...]:
        """Digests of all stored files."""
        return self._files.digests()

    def close(self) -> None:
        """Fold the log into the file and let others open it; harmless when done twice."""
        with self._turn, translated(self.path):
            try:
                disconnect(self._connection)
            finally:
                self._lock.release()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._turn, translated(self.path):
            try:
                yield self._connection
            except (TypeError, ValueError) as error:  # only sound values were ever written
                raise corrupt(self.path, error) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._turn, translated(self.path), transaction(self._connection):
            yield self._connection


def open_portfolio(path: Path, *, who: str, clock: Callable[[], dt.datetime]) -> SqlitePortfolio:
    """Open a portfolio, or begin one where there is no file; its folder must be there.

    Raises EnvironmentFault: 'portfolio_held' (holder, host, pid, since), 'portfolio_newer' (found, supported),
    'portfolio_corrupt' or 'portfolio_missing' (backup), 'not_a_portfolio', 'portfolio_read_only', 'portfolio_locked',
    'portfolio_unreadable', 'disk_full'; all with `path`.
    """
    path = _resolved(path)
    now = clock()
    lock = _locked(path, who, now)
    try:
        connection = open_file(path, now)
        try:
            fault = back_up_daily(connection, path, now)
            portfolio = SqlitePortfolio(path, connection, lock, fault)
            with translated(path):
                EvidenceFiles(path).sweep()
        except BaseException:
            disconnect(connection)
            raise
    except BaseException:
        lock.release()
        raise
    return portfolio


def restore_backup(path: Path, backup: Path, *, who: str, clock: Callable[[], dt.datetime]) -> Path | None:
    """Put a backup in the place of a portfolio that nobody has open.

    What stood there is kept beside it under another name, which is returned (None: there was nothing). Raises
    EnvironmentFault as `open_portfolio` does.
    """
    path = _resolved(path)
    now = clock()
    lock = _locked(path, who, now)
    try:
        with translated(path):
            return put_back(backup, path, now)
    finally:
        lock.release()


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except RuntimeError as error:  # links that lead to each other
        raise EnvironmentFault("portfolio_unreadable", path=path, reason=str(error)) from error


def _locked(path: Path, who: str, now: dt.datetime) -> PortfolioLock:
    with translated(path):
        if path.exists() and not path.is_file():
            raise EnvironmentFault("not_a_portfolio", path=path)
        return lock_portfolio(path, who=who, now=now)
