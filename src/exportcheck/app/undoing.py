"""What can be undone and redone, read from the history; so undo survives a restart."""

from __future__ import annotations

from collections.abc import Sequence

from exportcheck.domain.history import Edit, Entry

Step = tuple[int, tuple[Edit, ...]]
"""A step's number and its edits."""


def undo_and_redo(entries: Sequence[Entry]) -> tuple[list[Step], list[Step]]:
    """The steps that can be undone and those that can be redone, the next one last."""
    undo: list[Step] = []
    redo: list[Step] = []
    steps: dict[int, list[Entry]] = {}
    for entry in entries:
        steps.setdefault(entry.step, []).append(entry)
    for step, members in steps.items():
        first = members[0]
        if first.undoes:
            if undo:
                redo.append(undo.pop())
        elif first.redoes:
            if redo:
                undo.append(redo.pop())
        elif not (first.edit.kind == "case" and first.edit.before is None):
            undo.append((step, tuple(entry.edit for entry in members)))
            redo.clear()
    return undo, redo
