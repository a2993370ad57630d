"""Whether a condition can ever be true, and ever be false: tried over the answers that matter to it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from exportcheck.rules.conditions import (
    All,
    Always,
    Any,
    BeginsWith,
    Compared,
    Condition,
    Derived,
    EveryLine,
    Has,
    Not,
    OneOf,
    SomeLine,
    Yes,
)

MOST_ATOMS = 14
"""Above this many independent tests the search would be too long; such a condition passes."""

Atom = Yes | OneOf | Has | Compared | BeginsWith


def never_or_always(condition: Condition) -> bool | None:
    """True when no answers make it false, False when none make it true, None when both are possible.

    Different options of one choice exclude each other; comparisons are taken as independent, so a contradiction
    between two limits is not seen.
    """
    atoms = sorted(set(_atoms(condition)), key=repr)
    if len(atoms) > MOST_ATOMS:
        return None
    seen = set()
    for values in itertools.product((True, False), repeat=len(atoms)):
        world = dict(zip(atoms, values, strict=True))
        if not _possible(world):
            continue
        seen.add(_holds(condition, world))
        if len(seen) > 1:
            return None
    return seen.pop() if seen else None


def _possible(world: dict[Atom, bool]) -> bool:
    """No choice is two different things at once."""
    chosen: dict[str, frozenset[str]] = {}
    for atom, holds in world.items():
        if holds and isinstance(atom, OneOf):
            options = chosen.get(atom.fact.id, atom.options) & atom.options
            if not options:
                return False
            chosen[atom.fact.id] = options
    for atom, holds in world.items():
        if not holds and isinstance(atom, OneOf) and atom.fact.id in chosen:
            chosen[atom.fact.id] -= atom.options
            if not chosen[atom.fact.id]:
                return False
    return True


def _atoms(condition: Condition) -> Iterator[Atom]:
    match condition:
        case Derived(source=part) | Not(part=part) | SomeLine(part=part) | EveryLine(part=part):
            yield from _atoms(part)
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _atoms(part)
        case Always():
            return
        case _:
            yield condition


def _holds(condition: Condition, world: dict[Atom, bool]) -> bool:
    match condition:
        case Always():
            return True
        case Derived(source=part) | SomeLine(part=part) | EveryLine(part=part):
            return _holds(part, world)
        case Not(part=part):
            return not _holds(part, world)
        case All(parts=parts):
            return all(_holds(part, world) for part in parts)
        case Any(parts=parts):
            return any(_holds(part, world) for part in parts)
        case _:
            return world[condition]
