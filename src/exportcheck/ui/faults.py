"""What went wrong, in words, with what to do about it."""

from __future__ import annotations

from exportcheck.domain.problems import EnvironmentFault, ExportcheckError, ProblemsError
from exportcheck.wording.messages import Words


def fault_words(words: Words, error: Exception) -> str:
    """One or two sentences for a person."""
    if isinstance(error, ProblemsError):
        first = str(error.problems[0]) if error.problems else ""
        return words("The checklists have errors and were not opened. First: {problem}", problem=first)
    if not isinstance(error, ExportcheckError):
        return words(
            "Something unexpected happened ({kind}). Your data is saved; please start the program again.",
            kind=type(error).__name__,
        )
    known = _sentences(words).get(error.code)
    if known is None:
        general = words("That did not work: {code}", code=str(error))
        return f"{general} {_machine(words)}" if isinstance(error, EnvironmentFault) else general
    for name, value in error.parameters.items():
        known = known.replace("{" + name + "}", str(value))
    return known


def _machine(words: Words) -> str:
    return words("Check that the disk has room and that the folder may be written to.")


def _sentences(words: Words) -> dict[str, str]:
    return {
        "disk_full": words("The disk is full. Make room, then repeat the last step; everything before it is saved."),
        "locked": words("Another program holds the portfolio. Close it there, then try again."),
        "store_locked": words("Another program holds the portfolio. Close it there, then try again."),
        "read_only": words("The portfolio cannot be written to. Check the rights of its folder."),
        "corrupt": words("The portfolio file is damaged. Take the newest backup from the folder “backups” beside it."),
        "newer_format": words(
            "This portfolio was made by a newer version of the program. Install that version to open it."
        ),
        "cannot_read": words("The file {path} cannot be read. Check that it still exists and that you may open it."),
        "cannot_write": words("The file {path} cannot be written. Choose another folder or make room on the disk."),
        "evidence_too_large": words("The file is too large to be kept as evidence. Keep a smaller copy of it."),
        "evidence_is_folder": words("That is a folder. Add the files inside it one by one."),
        "evidence_missing": words("The file is no longer in the portfolio's evidence store. Add it again."),
        "evidence_damaged": words("The stored file is damaged. Add it again from its source."),
        "changed_meanwhile": words("The case was changed somewhere else meanwhile. Open it again to go on."),
        "layer_missing": words("There is no checklist for this country yet."),
        "name_missing": words("A client needs a name."),
        "line_missing": words("That product is no longer in the case."),
        "not_asked": words("This is worked out from other answers and cannot be set by hand."),
    }
