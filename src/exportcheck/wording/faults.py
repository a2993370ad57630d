"""What went wrong, in words, with what to do about it. One wording for the window and the command line."""

from __future__ import annotations

import datetime as dt

from exportcheck.domain.problems import EnvironmentFault, ExportcheckError, ProblemsError
from exportcheck.wording.messages import Words


def fault_words(words: Words, error: Exception) -> str:
    """One or two sentences for a person."""
    if isinstance(error, ProblemsError):
        first = str(error.problems[0]) if error.problems else ""
        return words.many(
            "{count} problem was found: {problem}", "{count} problems were found. First: {problem}",
            len(error.problems), problem=first,
        )  # fmt: skip
    if not isinstance(error, ExportcheckError):
        return words(
            "Something unexpected happened ({kind}). Your data is saved; please start the program again.",
            kind=type(error).__name__,
        )
    known = (_of_the_portfolio(words) | _of_files(words) | _of_the_case(words)).get(error.code)
    if known is None:
        general = words("That did not work: {code}", code=str(error))
        machine = words("Check that the disk has room and that the folder may be written to.")
        return f"{general} {machine}" if isinstance(error, EnvironmentFault) else general
    reasons = _reasons(words)
    for name, value in error.parameters.items():
        value = reasons.get(str(value), value) if name == "reason" else value  # noqa: PLW2901  # the same, in words
        known = known.replace("{" + name + "}", _shown(value))
    backup = error.parameters.get("backup")
    return f"{known} {words('The newest backup is {backup}.', backup=backup)}" if backup else known


def _shown(value: object) -> str:
    """A parameter as a person reads it: a moment by the clock of this machine, to the minute."""
    if isinstance(value, dt.datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    return "" if value is None else str(value)


def _of_the_portfolio(words: Words) -> dict[str, str]:
    return {
        "disk_full": words("The disk is full. Make room, then repeat the last step; everything before it is saved."),
        "portfolio_held": words(
            "The portfolio {path} is already open: {holder}, since {since}. Close it there, then try again."
        ),
        "portfolio_locked": words("Another program is using {path} at this moment. Try again in a few seconds."),
        "portfolio_read_only": words("{path} cannot be written to. Check the rights of the file and of its folder."),
        "portfolio_corrupt": words("The portfolio {path} is damaged and was left as it is."),
        "portfolio_missing": words(
            "The portfolio {path} is gone, but there are backups of it. Nothing was begun anew."
        ),
        "text_damaged": words(
            "A text of this case cannot be read: the portfolio is damaged. Close it and use a backup."
        ),
        "portfolio_newer": words(
            "The portfolio {path} was made by a newer version of the program. Install that version to open it;"
            " nothing was changed."
        ),
        "portfolio_unreadable": words("The portfolio {path} cannot be opened: {reason}."),
        "not_a_portfolio": words(
            "{path} is not a portfolio of exportcheck, or it is badly damaged. It was left as it is."
        ),
        "changed_meanwhile": words("The case was changed somewhere else meanwhile. Open it again to go on."),
    }


def _of_files(words: Words) -> dict[str, str]:
    return {
        "cannot_read": words("{path} cannot be read: {reason}."),
        "cannot_write": words("{path} cannot be written: {reason}. Choose another folder or make room on the disk."),
        "worker_ended": words("The packet was not finished: the process that made it has ended. Try again."),
        "output_refused": words("The output cannot be written: {reason}."),
        "refused": words("The system refused {path}: {reason}. Check its rights and that the disk has room."),
        "content_missing": words("There are no checklists in {path}."),
        "case_newer": words("The case file says {found}; this version reads {supported}. Install the newer version."),
        "evidence_too_large": words(
            "The file is larger than {limit} bytes and cannot be kept as evidence. Keep a smaller copy."
        ),
        "evidence_is_folder": words("{path} is a folder. Add the files inside it one by one."),
        "evidence_missing": words("The file is no longer in the portfolio's evidence store. Add it again."),
        "evidence_damaged": words("The stored file is damaged. Add it again from its source."),
        "cancelled": words("Cancelled. Nothing was written."),
        "no_display": words("There is no display, so the window cannot open."),
    }


def _reasons(words: Words) -> dict[str, str]:
    """What systems say, by the English words in which they say it."""
    return {
        "No such file or directory": words("there is no such file or folder"),
        "Permission denied": words("you do not have the right to"),
        "Operation not permitted": words("you do not have the right to"),
        "Is a directory": words("it is a folder"),
        "it is a folder": words("it is a folder"),
        "it is not an ordinary file": words("it is not an ordinary file"),
        "Not a directory": words("a part of the path is a file, not a folder"),
        "File exists": words("there is already a file of that name"),
        "No space left on device": words("the disk is full"),
        "Disk quota exceeded": words("the disk is full"),
        "File too large": words("the disk is full"),
        "Read-only file system": words("the disk cannot be written to"),
        "File name too long": words("the name is too long"),
        "Device or resource busy": words("another program is using it"),
        "Input/output error": words("the disk reports an error"),
        "unable to open database file": words("the file cannot be opened"),
        "the written file does not read back": words("the written file does not read back"),
    }


def _of_the_case(words: Words) -> dict[str, str]:
    return {
        "layer_missing": words("There is no checklist for “{layer}” yet."),
        "name_missing": words("A client needs a name."),
        "line_missing": words("That product is no longer in the case."),
        "line_exists": words("There is already a product line “{line}”."),
        "line_id_unfit": words("“{line}” cannot name a product line: use small letters, digits, - and _."),
        "answer_unfit": words("That does not fit the question {fact}. Please enter it again."),
        "not_asked": words("This is worked out from other answers and cannot be set by hand."),
        "requirement_missing": words("The checklists know no requirement “{requirement}”."),
    }
