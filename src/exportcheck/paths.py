"""The one place that knows where the program's own files and the user's files are."""

from __future__ import annotations

from pathlib import Path

from exportcheck.domain.problems import EnvironmentFault

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    """A folder that travels with the program: inside the wheel, or at the top of a checkout."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def checklists() -> Path:
    """The content folder."""
    return _shipped("checklists")


def assets() -> Path:
    """Fonts, icons, themes, translations and templates."""
    return _shipped("assets")


def user_data() -> Path:
    """The folder of the user's portfolio, made when it is not there. Raises EnvironmentFault('cannot_write')."""
    from platformdirs import user_data_path

    folder = user_data_path("exportcheck", appauthor=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault("cannot_write", path=folder, reason=error.strerror or str(error)) from error
    return folder


def user_cache() -> Path:
    """The folder of things that can be made again; it may not be there, and nothing depends on it."""
    from platformdirs import user_cache_path

    return user_cache_path("exportcheck", appauthor=False)


def default_portfolio() -> Path:
    """The portfolio that is opened when none is named."""
    return user_data() / "portfolio.exportcheck.sqlite"
