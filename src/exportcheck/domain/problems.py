"""Problems found in files, and the errors that carry a code for the outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

if TYPE_CHECKING:
    from exportcheck.domain.content import Place


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a file: where, which rule, what, and how to mend it."""

    place: Place
    rule: str
    message: str
    mend: str = ""
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        mend = f" ({self.mend})" if self.mend else ""
        return f"{self.place}: {self.level} [{self.rule}] {self.message}{mend}"


class ExportcheckError(Exception):
    """Something the user can act on. `code` names it for translation, `parameters` fill its words."""

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, **parameters: object) -> None:
        super().__init__(code, parameters)
        self.code = code
        self.parameters = parameters

    def __reduce__(self) -> tuple[object, ...]:
        """Errors come back from other processes as they were."""
        return _as_it_was, (type(self), self.args), self.__dict__

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.parameters.items())
        return f"{self.code}: {details}" if details else self.code


class ProblemsError(ExportcheckError):
    """A file has problems; all of them are listed."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("problems", count=len(problems))
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))


class EnvironmentFault(ExportcheckError):  # noqa: N818  # not the program's error
    """The machine, not the program or the person: cannot read, cannot write, locked, full, newer format."""

    exit_code = 3


def _as_it_was(kind: type[ExportcheckError], arguments: tuple[object, ...]) -> ExportcheckError:
    return kind.__new__(kind, *arguments)
