"""Two digests per requirement: of its meaning, and of its wording. Computed, never typed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache

from exportcheck.domain.content import Catalogue, Parameter, Requirement

_MEANING = (
    "id", "domain", "kind", "severity", "applies", "per", "in_force", "action", "parameters", "citations",
    "authority", "documents", "deadline", "changes", "related", "known",
)  # fmt: skip
_WORDING = ("title", "summary", "evidence", "penalty", "caveat")


def meaning_digest(requirement: Requirement, shared: Mapping[str, Parameter] | None = None) -> str:
    """Changes when what the requirement asks changes: a person has to look again."""
    fields = asdict(requirement)
    content = {name: fields[name] for name in _MEANING}
    named = f"{requirement.applies} {requirement.action.es} {requirement.action.en}"
    content["shared"] = [asdict(parameter) for parameter in (shared or {}).values() if parameter.id in named]
    return _digest(content)


def wording_digest(requirement: Requirement) -> str:
    """Changes when only words changed: nothing to do."""
    fields = asdict(requirement)
    return _digest({name: fields[name] for name in _WORDING})


class Digests:
    """The meaning digests of one catalogue, each computed once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.meaning = lru_cache(maxsize=None)(self._meaning)

    def _meaning(self, requirement: str) -> str:
        return meaning_digest(self._catalogue.requirements[requirement], self._catalogue.parameters)


def _digest(content: Mapping[str, object]) -> str:
    text = json.dumps(content, sort_keys=True, default=str, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
