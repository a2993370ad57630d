"""What is open now: the services, one case, and the words in which it is read. Tells when any of it has changed."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from exportcheck.domain.problems import ExportcheckError
from exportcheck.domain.text import Language
from exportcheck.ui.jobs import Jobs
from exportcheck.ui.surroundings import Surroundings

if TYPE_CHECKING:  # these bring the store, templates and dates with them: only after the first paint
    from exportcheck.app.desk import Desk
    from exportcheck.app.open_case import Changes, OpenCase
    from exportcheck.bootstrap import Services
    from exportcheck.domain.case import Evidence
    from exportcheck.ui.opening import Opened
    from exportcheck.wording.reading import Reading
    from exportcheck.wording.values import Format

LOG = logging.getLogger(__name__)
T = TypeVar("T")


class Session(QObject):
    """The one place through which pages read and change the open case."""

    ready = Signal()
    portfolio_changed = Signal()
    case_opened = Signal()
    case_closed = Signal()
    changed = Signal(object)
    saved = Signal()
    failed = Signal(object)

    def __init__(self, surroundings: Surroundings, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.surroundings = surroundings
        self.jobs = jobs
        self._opened: Opened | None = None
        self._case: OpenCase | None = None
        self._reading: Reading | None = None
        self._format: Format | None = None
        self._portfolio: Path | None = None
        self._taking = 0
        self._waiting: list[Callable[[], Changes | None]] = []
        surroundings.language_changed.connect(self._forget_words)

    # -- opening --------------------------------------------------------------------------------------------------

    def open(self, portfolio: Path | None) -> None:
        """Open the portfolio and the content in the lane."""
        self._portfolio = portfolio
        self.jobs.submit(partial(_open_everything, portfolio, self.surroundings.language), self.take, self.report)

    def reopen(self) -> None:
        """Try again to open what could not be opened."""
        self.open(self._portfolio)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the portfolio that does not open, then open it."""
        work = partial(_restore_and_open, self._portfolio, backup, self.surroundings.language)
        self.jobs.submit(work, self.take, self.report)

    def take(self, opened: Opened) -> None:
        """Work with these services from now on."""
        self._opened = opened
        self.ready.emit()

    def close(self) -> None:
        """Close the portfolio; changes that waited for a file are made first."""
        self._taking = 0
        while self._waiting:
            self.attempt(self._waiting.pop(0))
        if self._opened is not None:
            self._opened.services.close()
            self._opened = None
            self._case = None

    @property
    def is_ready(self) -> bool:
        """Whether the services are open."""
        return self._opened is not None

    @property
    def _open(self) -> Opened:
        if self._opened is None:
            raise LookupError("the portfolio is not open yet")
        return self._opened

    @property
    def services(self) -> Services:
        """The open services."""
        return self._open.services

    @property
    def desk(self) -> Desk:
        """The use cases of the portfolio."""
        return self.services.desk

    @property
    def has_case(self) -> bool:
        """Whether a case is open."""
        return self._case is not None

    @property
    def case(self) -> OpenCase:
        """The open case."""
        if self._case is None:
            raise LookupError("no case is open")
        return self._case

    @property
    def reading(self) -> Reading:
        """The content in words, in the present language and on the case's day."""
        as_of = self._case.assessment.as_of if self._case else self.desk.today()
        if self._reading is None or self._reading.as_of != as_of:
            self._reading = self._open.make_reading(self.services.catalogue, self.surroundings.language, as_of)
        return self._reading

    @property
    def format(self) -> Format:
        """Numbers, amounts and dates in the present language."""
        if self._format is None:
            self._format = self._open.make_format(self.surroundings.language)
        return self._format

    # -- the portfolio ----------------------------------------------------------------------------------------------

    def open_case(self, case_id: str) -> None:
        """Open a stored case."""
        self.start_case(partial(self.desk.open_case, case_id))

    def open_sample(self) -> None:
        """Make the sample case and open it."""
        self.start_case(self.desk.create_sample)

    def start_case(self, make: Callable[[], OpenCase]) -> None:
        """Make or fetch a case and open it."""
        self.jobs.submit(partial(_open_read, make, self._open, self.surroundings.language), self._enter, self.report)

    def leave_case(self) -> None:
        """Close the case; the portfolio stays open."""
        if self._case is not None:
            self._case = None
            self.case_closed.emit()

    def _enter(self, case: OpenCase) -> None:
        self._case = case
        self._reading = self._open.make_reading(
            self.services.catalogue, self.surroundings.language, case.assessment.as_of
        )
        self.surroundings.settings.keep("last_case", case.case.id)
        self.case_opened.emit()
        self.portfolio_changed.emit()

    # -- changes ----------------------------------------------------------------------------------------------------

    def change(self, act: Callable[[], Changes | None]) -> Changes | None:
        """Make one change of the case; tell what it did, or what went wrong.

        While a file is being taken in, changes wait for it: the case has one writer at a time.
        """
        if self._taking:
            self._waiting.append(act)
            return None
        try:
            changes = act()
        except ExportcheckError as error:
            self.report(error)
            self.changed.emit(None)
            return None
        self.saved.emit()
        self.changed.emit(changes)
        return changes

    def attach(self, key: str, file: Path, done: Callable[[Evidence | None], None]) -> None:
        """Take a file in as evidence; `done` hears the outcome."""
        self._taking += 1
        self.jobs.submit(
            partial(self.case.attach, key, file), partial(self._attached, done), partial(self._not_attached, done)
        )

    def _attached(self, done: Callable[[Evidence | None], None], evidence: Evidence) -> None:
        self._resume()
        self.saved.emit()
        done(evidence)
        self.changed.emit(None)

    def _not_attached(self, done: Callable[[Evidence | None], None], error: Exception) -> None:
        self._resume()
        done(None)
        self.report(error)

    def _resume(self) -> None:
        self._taking -= 1
        while not self._taking and self._waiting:
            self.change(self._waiting.pop(0))

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something with the portfolio; what goes wrong is reported, not raised."""
        try:
            result = act()
        except ExportcheckError as error:
            self.report(error)
            return None
        self.saved.emit()
        return result

    def report(self, error: Exception) -> None:
        """Tell that something went wrong."""
        LOG.warning("told to the person: %r", error)
        self.failed.emit(error)

    def _forget_words(self) -> None:
        self._reading = None
        self._format = None


def _open_everything(portfolio: Path | None, language: Language) -> Opened:
    from exportcheck.ui.opening import open_everything

    return open_everything(portfolio, language)


def _restore_and_open(portfolio: Path | None, backup: Path, language: Language) -> Opened:
    from exportcheck.ui.opening import open_everything, restore

    restore(portfolio, backup)
    return open_everything(portfolio, language)


def _open_read(make: Callable[[], OpenCase], opened: Opened, language: Language) -> OpenCase:
    from exportcheck.ui.opening import open_read

    return open_read(make, opened, language)
