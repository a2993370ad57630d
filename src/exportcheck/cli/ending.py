"""How the program ends: every error becomes words in the user's language and an exit code; never a traceback."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Callable
from contextlib import suppress

from exportcheck.domain.problems import EnvironmentFault, ExportcheckError, ProblemsError

LOG = logging.getLogger(__name__)
ENVIRONMENT, INTERRUPTED = 3, 130
"""Exit codes; the second is what shells say of an interrupted program."""


def guarded(act: Callable[[], int]) -> int:
    """Do something to its end; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _told(act)
        if sys.stdout is not None:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read the output has gone, as `head` does
        _give_up_output()
        return ENVIRONMENT
    except OSError as error:
        _tell(_as_fault(error))
        _give_up_output()
        return ENVIRONMENT
    return code


def _told(act: Callable[[], int]) -> int:
    try:
        return act()
    except ProblemsError as error:
        from exportcheck.cli.output import say_problems

        say_problems(error.problems, err=True)
        return error.exit_code
    except ExportcheckError as error:
        _tell(error)
        return error.exit_code
    except OSError:
        raise
    except Exception as error:
        LOG.debug("unexpected", exc_info=True)
        _tell(error)
        return ENVIRONMENT


def _tell(error: Exception) -> None:
    """Say in the user's language what went wrong and what to do."""
    import click

    from exportcheck.cli.output import in_one_line
    from exportcheck.wording.faults import fault_words
    from exportcheck.wording.messages import Words, system_language

    with suppress(OSError):
        click.echo(in_one_line(fault_words(Words(system_language()), error)), err=True)


def _as_fault(error: OSError) -> EnvironmentFault:
    reason = error.strerror or str(error)
    if error.filename is None:
        return EnvironmentFault("output_refused", reason=reason)
    return EnvironmentFault("refused", path=error.filename, reason=reason)


def _give_up_output() -> None:
    """Let what was not printed go, so that it does not fail once more at the very end."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
