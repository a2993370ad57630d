"""Texts with holes: Jinja2 in an immutable sandbox where only parameters and three filters exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache

from jinja2 import StrictUndefined, Template, TemplateError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from exportcheck.domain.text import Language
from exportcheck.domain.values import Money
from exportcheck.wording.values import Format

Hole = Decimal | Money | dt.date | str


class TextError(Exception):
    """A text that cannot be filled: it does not read, or names something unknown."""


def fill(source: str, holes: Mapping[str, Hole], language: Language) -> str:
    """The text with its parameters. Raises TextError."""
    if "{" not in source:
        return source
    try:
        return str(_compiled(source, language).render(holes))
    except TemplateError as error:
        raise TextError(str(error)) from error


def names_in(source: str) -> frozenset[str]:
    """The parameters that a text names. Raises TextError when it does not read or does more than name and filter."""
    if "{" not in source:
        return frozenset()
    return frozenset(name for name, _filter in holes_in(source))


@cache
def holes_in(source: str) -> frozenset[tuple[str, str]]:
    """Each parameter that a text names with the filter it is given to ('' for none). Raises TextError as `names_in`."""
    if "{" not in source:
        return frozenset()
    if "{%" in source or "{#" in source:
        raise TextError("only {{ name }} and {{ name | filter }} are possible, not {% or {#")
    environment = _environment("en")
    try:
        tree = environment.parse(source)
        shown = [node for output in tree.body if isinstance(output, nodes.Output) for node in output.nodes]
        found = frozenset(_hole(node) for node in shown if not isinstance(node, nodes.TemplateData))
        environment.compile(source)  # only now: compiling works out constants, such as 'a' * 10**9
    except TemplateError as error:
        raise TextError(str(error)) from error
    except RecursionError:
        raise TextError("the text is nested too deeply") from None
    return found


def _hole(node: nodes.Node) -> tuple[str, str]:
    match node:
        case nodes.Name(name=name):
            return name, ""
        case nodes.Filter(
            node=nodes.Name(name=name), name=filtered, args=[], kwargs=[], dyn_args=None, dyn_kwargs=None
        ):
            return name, filtered
    raise TextError(f"only {{{{ name }}}} and {{{{ name | filter }}}} are possible, not {type(node).__name__}")


@lru_cache(maxsize=4096)
def _compiled(source: str, language: Language) -> Template:
    holes_in(source)  # content that was never checked is not run either
    return _environment(language).from_string(source)


@cache
def _environment(language: Language) -> ImmutableSandboxedEnvironment:
    # Autoescape stays off: the result is plain text that every face escapes for itself, and holes are never the user's.
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    form = Format(language)
    environment.globals.clear()
    environment.tests.clear()
    environment.filters = {"money": form.money, "number": form.number, "date": form.date}
    environment.finalize = lambda value: _plain(value, form)
    return environment


def _plain(value: object, form: Format) -> object:
    """How a value looks that no filter was named for."""
    if isinstance(value, Decimal):
        return form.number(value)
    if isinstance(value, Money):
        return form.money(value)
    if isinstance(value, dt.date):
        return form.date(value)
    return value
