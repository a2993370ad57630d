"""Shared parts: real content, a real portfolio in a temporary folder, a clock that stands still."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

from exportcheck import bootstrap, paths
from exportcheck.bootstrap import Services
from exportcheck.content.cache import load_catalogue
from exportcheck.domain.content import Catalogue

settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.load_profile("project")

NOON = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the folders of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The shipped content."""
    return load_catalogue(paths.checklists())


@pytest.fixture
def clock() -> Callable[[], dt.datetime]:
    """A clock that stands still at noon, 24 November 2026 (UTC)."""
    return lambda: NOON


@pytest.fixture
def services(tmp_path: Path, clock: Callable[[], dt.datetime]) -> Iterator[Services]:
    """Everything the faces use, over a real portfolio file."""
    opened = bootstrap.open_services(tmp_path / "portfolio.sqlite", clock=clock, who=lambda: "Lucía")
    yield opened
    opened.close()
