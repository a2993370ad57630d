"""Words for statuses, states, domains and the like: the same in the window and in the packet."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from exportcheck.domain.assessment import Duty
from exportcheck.domain.case import Response, Status
from exportcheck.domain.content import Domain, Kind, Severity
from exportcheck.wording.messages import Words

Look = Literal["open", "in_progress", "done", "blocked", "waived", "undecided", "not_applicable", "reconfirm"]
"""How a duty stands, as one mark."""


def look_of(duty: Duty, response: Response, *, reconfirm: bool) -> Look:
    """The one mark that a duty shows."""
    if duty.state == "undecided":
        return "undecided"
    if duty.state == "not_applicable":
        return "not_applicable"
    return "reconfirm" if reconfirm else response.status


@lru_cache(maxsize=256)
def look_word(words: Words, look: Look) -> str:
    """The word that goes with a mark."""
    return {
        "open": words("Open"),
        "in_progress": words("In progress"),
        "done": words("Done"),
        "blocked": words("Blocked"),
        "waived": words("Set aside"),
        "undecided": words("Undecided"),
        "not_applicable": words("Does not apply"),
        "reconfirm": words("Confirm again"),
    }[look]


def status_word(words: Words, status: Status) -> str:
    """The word of a status that a person sets."""
    return look_word(words, status)


def status_tip(words: Words, status: Status) -> str:
    """What a status means."""
    return {
        "open": words("Nothing has been done yet."),
        "in_progress": words("Someone is working on it."),
        "done": words("It has been done and can be shown."),
        "blocked": words("It cannot go on: something or someone is missing."),
        "waived": words("You decided not to do it; say why in the note."),
    }[status]


@lru_cache(maxsize=64)
def domain_word(words: Words, domain: Domain) -> str:
    """The name of a field of law."""
    return {
        "customs": words("Customs"),
        "consumer": words("Consumers"),
        "privacy": words("Privacy"),
    }[domain]


def severity_word(words: Words, severity: Severity) -> str:
    """How binding a duty is."""
    return words("Required") if severity == "must" else words("Advisable")


def kind_word(words: Words, kind: Kind) -> str:
    """What sort of requirement it is."""
    return {
        "duty": words("Duty"),
        "prohibition": words("Prohibition"),
        "document": words("Document"),
        "recommendation": words("Recommendation"),
        "information": words("Information"),
    }[kind]
