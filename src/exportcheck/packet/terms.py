"""How a duty stands, as one mark with its word: the same marks and words as on the screen."""

from __future__ import annotations

from typing import Literal

from exportcheck.domain.assessment import Duty
from exportcheck.domain.case import Status
from exportcheck.domain.content import Domain, Kind, Severity
from exportcheck.wording.messages import Words

Look = Literal["open", "in_progress", "done", "blocked", "waived", "undecided", "not_applicable", "reconfirm"]


def look_of(duty: Duty, status: Status, *, reconfirm: bool) -> Look:
    """The one mark that a duty shows."""
    if duty.state == "undecided":
        return "undecided"
    if duty.state == "not_applicable":
        return "not_applicable"
    return "reconfirm" if reconfirm else status


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
