"""The only place that knows every concrete class: builds what the faces use."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from exportcheck import __version__, paths
from exportcheck.app.desk import Desk
from exportcheck.app.open_case import OpenCase
from exportcheck.app.packet_plan import PacketInput, PacketOptions
from exportcheck.app.ports import Portfolio
from exportcheck.content.cache import load_catalogue
from exportcheck.domain.assessment import Assessment
from exportcheck.domain.case import Case
from exportcheck.domain.content import Catalogue
from exportcheck.files.case_reading import case_and_places, with_full_keys
from exportcheck.packet.press import Press
from exportcheck.rules.assessor import Assessor

Clock = Callable[[], dt.datetime]


def now() -> dt.datetime:
    """This moment, in UTC."""
    return dt.datetime.now(tz=dt.UTC)


def this_person() -> str:
    """Who works here, as the system knows them; for the history."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def catalogue(folder: Path | None = None) -> Catalogue:
    """The shipped content (or that of another folder), from its cache where there is one."""
    return load_catalogue(folder or paths.checklists(), paths.user_cache())


def sample_case(content: Catalogue) -> Case:
    """The sample case that travels with the program."""
    return case_and_assessment(sample_path(), content)[0]


def sample_path() -> Path:
    """The case file of the sample."""
    return paths.assets() / "sample" / "case.yaml"


def case_and_assessment(path: Path, content: Catalogue, as_of: dt.date | None = None) -> tuple[Case, Assessment]:
    """A case file and what the law says about it.

    Raises ProblemsError for everything that is wrong with the file, EnvironmentFault when it cannot be read.
    """
    case, places = case_and_places(path, content)
    assessment = Assessor(content).assess(case, as_of)
    return with_full_keys(case, (duty.key for duty in assessment.duties), places), assessment


@dataclass(frozen=True, slots=True)
class Services:
    """What the window works with; made once."""

    catalogue: Catalogue
    desk: Desk
    portfolio: Portfolio
    clock: Clock
    press: Press

    def export_packet(
        self,
        opened: OpenCase,
        options: PacketOptions,
        target: Path,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> Path:
        """Write the packet of an open case, in another process; slow. Raises as `packet.press.Press.export` does."""
        confirm = frozenset(key for key in opened.case.responses if opened.needs_confirmation(key))
        packet = PacketInput(
            opened.case, opened.assessment, self.catalogue, options, self.clock(), __version__, confirm
        )
        return self.press.export(packet, target, progress, cancelled)

    def close(self) -> None:
        """Leave everything in good order."""
        self.press.close()
        self.portfolio.close()


def open_services(
    portfolio: Path | None = None, *, clock: Clock = now, who: Callable[[], str] = this_person
) -> Services:
    """Open the portfolio and the content; slow (imports SQLAlchemy).

    Raises EnvironmentFault when the portfolio cannot be opened, ProblemsError when the content has errors.
    """
    from exportcheck.store.portfolio import open_portfolio

    content = catalogue()
    store = open_portfolio(portfolio or paths.default_portfolio(), who=who(), clock=clock)
    desk = Desk(store, content, clock=clock, who=who, sample=lambda: sample_case(content))
    return Services(content, desk, store, clock, Press(catalogue))


def restore_portfolio(portfolio: Path | None, backup: Path) -> Path | None:
    """Put a backup in the place of a portfolio that does not open.

    The file that stood there is kept beside it; its new path is returned. Raises EnvironmentFault.
    """
    from exportcheck.store.portfolio import restore_backup

    return restore_backup(portfolio or paths.default_portfolio(), backup, who=this_person(), clock=now)


def export(
    case: Case,
    assessment: Assessment,
    content: Catalogue,
    options: PacketOptions,
    target: Path,
    issued: dt.datetime,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
    needs_confirmation: frozenset[str] = frozenset(),
) -> Path:
    """Write the packet of a case as PDF."""
    from exportcheck.packet.export import export_packet

    packet = PacketInput(case, assessment, content, options, issued, __version__, needs_confirmation)
    return export_packet(packet, target, progress, cancelled)
