"""Hostile case files, answers, evidence and portfolios, through the use cases; and a program killed at any moment."""

from __future__ import annotations

import io
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from tests.portfolios import child

from exportcheck import bootstrap, paths
from exportcheck.app.open_case import OpenCase
from exportcheck.bootstrap import Services
from exportcheck.domain.content import Catalogue
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError, ProblemsError
from exportcheck.domain.values import FactRef, Money
from exportcheck.store.evidence import LARGEST
from exportcheck.wording.faults import fault_words
from exportcheck.wording.messages import Words

SAMPLE = paths.assets() / "sample" / "case.yaml"
RESPONSE = "  us-product-alcohol@us/tequila: "
posix = pytest.mark.skipif(sys.platform == "win32", reason="files and signals work otherwise there")


def changed(old: str, new: str) -> str:
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


REFUSED = {
    "tabs": (changed("  tax_id", "\ttax_id"), "case.yaml:6:1"),
    "a NUL": (changed("Casa Lucero", "Casa\0Lucero"), "control character U+0000"),
    "half an emoji": (changed("Casa Lucero, S. de R.L. de C.V.", '"\\ud83d"'), "case.yaml:5"),
    "1e999": (changed("employees: 12", "employees: 1e999"), "a number is expected"),
    "not a number": (changed("employees: 12", "employees: .nan"), "a number is expected"),
    "a number of 5,000 digits": (changed("employees: 12", "employees: " + "9" * 5000), "a number is expected"),
    "negative money": (changed("amount: 80", "amount: -80"), "cannot be negative"),
    "the year 0": (changed("2026-12-01", "0000-01-01"), "is not a date"),
    "30 February": (changed("2026-12-01", "2026-02-30"), "is not a date"),
    "200 destinations": (changed("[us, es]", f"[{', '.join(['us', 'es'] * 100)}]"), "stands twice"),
    "a place as a line": (changed("id: tequila", 'id: "a@b/c"'), "'a@b/c' is not a good line id"),
    "one level after the other": ("format: exportcheck-case/1\nclient: " + "{a: " * 50 + "}" * 50, "deeper than 24"),
    "five million letters": ("x" * 5_000_000, "larger than"),
    "a client without a name": (changed("Casa Lucero, S. de R.L. de C.V.", '" "'), "needs a name"),
    "a name of 100,000 letters": (changed("Casa Lucero", "N" * 100_000), "at most 10000"),
    "a note of 100,001 letters": (changed("responses:", f"responses:\n{RESPONSE}{{note: {'x' * 100_001}}}"), "100000"),
    "a response to what does not exist": (changed("responses:", "responses:\n  nothing: {}"), "'nothing'"),
    "a response to two duties": (changed("responses:", "responses:\n  us-product-alcohol: {}"), "does not name one"),
    "nothing": ("", "case.yaml:1:1"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_that_a_hostile_case_file_is_refused_with_its_place_and_reason(
    name: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    data, said = REFUSED[name]
    path = tmp_path / "case.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    with pytest.raises(ProblemsError) as caught:
        bootstrap.case_and_assessment(path, catalogue)
    assert said in str(caught.value)
    assert {problem.place.file for problem in caught.value.problems} == {"case.yaml"}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_that_the_first_and_the_last_day_of_the_calendar_can_be_planned(
    day: str, tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(changed("2026-12-01", day), encoding="utf-8")
    assert bootstrap.case_and_assessment(path, catalogue)[1].as_of.isoformat() == day


@pytest.fixture
def opened(services: Services) -> OpenCase:
    return services.desk.create_sample()


def told(act: Callable[[], object]) -> ExportcheckError:
    """The error that an act ends with; both languages have words for it, and what to do."""
    with pytest.raises(ExportcheckError) as caught:
        act()
    spanish, english = (fault_words(Words(one), caught.value) for one in ("es", "en"))
    assert spanish != english
    assert caught.value.code not in english
    assert "{" not in spanish + english
    return caught.value


# -- answers, lines and responses


NO_ANSWERS = [
    ("seller.employees", Decimal("NaN")),
    ("seller.employees", Decimal("Infinity")),
    ("seller.employees", Decimal("1E+999999")),
    ("seller.employees", Decimal(-1)),
    ("seller.employees", "twelve"),
    ("seller.annual_turnover", Money(Decimal("NaN"), "MXN")),
    ("seller.annual_turnover", Money(Decimal(1), "MXN", (("USD", Decimal(-1)),))),
    ("sale.subscriptions", Decimal(1)),
    ("sale.subscriptions", ("yes",)),
    ("goods.kind", "tequila"),
    ("sale.buyers", ("consumer",)),
]


def test_that_an_answer_that_is_none_is_told_and_changes_nothing(opened: OpenCase) -> None:
    before = opened.case
    for ref, value in NO_ANSWERS:
        assert told(lambda ref=ref, value=value: opened.answer(FactRef(ref), value)).code == "answer_unfit", value
    assert opened.case is before


def test_that_names_of_lines_cannot_be_paths_or_places(opened: OpenCase) -> None:
    for name in ("../../x", "a@b/c", "\n", "x" * 1000, "Ñ"):
        assert told(lambda name=name: opened.add_line("Tequila", name)).code == "line_id_unfit"
    assert opened.add_line("../../x {{ 7*7 }} \0\ud800").id == "x-7-7"


def test_that_responses_and_files_for_what_does_not_exist_are_told(opened: OpenCase, tmp_path: Path) -> None:
    for key in ("nothing", "../../x", "", "@us"):
        assert told(lambda key=key: opened.respond(key, note="x")).code == "requirement_missing"
        assert told(lambda key=key: opened.attach(key, SAMPLE)).code == "requirement_missing"


def test_that_a_response_to_a_retired_requirement_is_kept_and_hinders_nothing(opened: OpenCase) -> None:
    key = opened.assessment.duties[0].key
    opened.respond(key, status="done", note="kept")
    tools = opened._tools
    gone = {
        name: one for name, one in tools.assessor.rulebook.catalogue.requirements.items() if not key.startswith(name)
    }
    object.__setattr__(tools.assessor.rulebook.catalogue, "requirements", gone)
    assert not opened.needs_confirmation(key)
    assert opened.response(key).note == "kept"


def test_that_a_note_of_100_000_letters_with_markup_comes_back_as_it_was_typed(
    opened: OpenCase, services: Services
) -> None:
    key = opened.assessment.duties[0].key
    note = ("<b>&amp; {{ 7*7 }} ../ \u202e😀" * 6000)[:100_000]
    opened.respond(key, note=note + "beyond")
    again = services.desk.open_case(opened.case.id)
    assert again.response(key).note == note
    again.undo()
    assert again.response(key).note == ""


# -- evidence


@posix
def test_that_evidence_that_is_no_file_is_told_at_once(opened: OpenCase, tmp_path: Path, services: Services) -> None:
    key = opened.assessment.duties[0].key
    os.mkfifo(tmp_path / "pipe")
    huge = tmp_path / "huge"
    huge.touch()
    os.truncate(huge, 100 * LARGEST)
    for path, code in (
        (tmp_path / "pipe", "cannot_read"),
        (Path("/dev/zero"), "cannot_read"),
        (tmp_path / "missing", "cannot_read"),
        (tmp_path / ("x" * 300), "cannot_read"),
        (tmp_path, "evidence_is_folder"),
        (huge, "evidence_too_large"),
    ):
        started = time.monotonic()
        assert told(lambda path=path: opened.attach(key, path)).code == code
        assert time.monotonic() - started < 5
    assert opened.case.evidence == ()
    assert tuple(services.portfolio.stored_evidence()) == ()


@posix
def test_that_a_name_is_kept_without_what_could_deceive(opened: OpenCase, tmp_path: Path) -> None:
    key = opened.assessment.duties[0].key
    path = tmp_path / "a\n\x1b[31m∕..\u202efdp.exe"
    path.write_text("x")
    assert opened.attach(key, path).name == "a[31m∕..fdp.exe"
    not_text = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf"))
    not_text.write_text("x")
    assert opened.attach(key, not_text).name == ".pdf"


def test_that_a_file_that_vanishes_while_it_is_read_is_told(opened: OpenCase, monkeypatch: pytest.MonkeyPatch) -> None:
    class Vanishing(io.BytesIO):
        def read(self, _size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr("exportcheck.app.open_case.open_regular", lambda _path: Vanishing())
    fault = told(lambda: opened.attach(opened.assessment.duties[0].key, SAMPLE))
    assert (fault.code, opened.case.evidence) == ("cannot_read", ())


# -- portfolios


@posix
def test_that_what_is_no_portfolio_is_told_at_once_and_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "letter").write_text("Dear Ana")
    before = sorted(path.name for path in tmp_path.iterdir())
    for name in (".", "pipe", "loop", "missing/p.sqlite", "letter/p.sqlite", "x" * 300, "x" * 252):
        found: list[ExportcheckError] = []
        trying = threading.Thread(target=lambda name=name, found=found: found.append(_opening(tmp_path / name)))
        trying.daemon = True
        trying.start()
        trying.join(20)
        assert found, name
        assert isinstance(found[0], EnvironmentFault)
    assert _opening(tmp_path / "letter").code == "not_a_portfolio"
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.endswith(".lock")) == before
    assert (tmp_path / "letter").read_text() == "Dear Ana"


def _opening(path: Path) -> ExportcheckError:
    return told(lambda: bootstrap.open_services(path))


# -- killed

KILLS = 10
WORKER = """
import datetime as dt, os, sys
from pathlib import Path
from exportcheck import bootstrap
from exportcheck.domain.values import FactRef
services = bootstrap.open_services(Path(sys.argv[1]))
case = services.desk.open_case(services.desk.cases()[0].id)
key, number = sys.argv[2], int(sys.argv[3])
while True:
    number += 1
    case.respond(key, note=f"{number} " + "typed " * 200)
    os.write(1, f"note {number}\\n".encode())
    case.respond(key, responsible=f"{number}", due=dt.date(2026, 1, 1) + dt.timedelta(days=number % 300))
    os.write(1, f"responsible {number}\\n".encode())
    case.answer(FactRef("seller.employees"), __import__("decimal").Decimal(number))
    os.write(1, f"answer {number}\\n".encode())
"""


@posix
def test_that_a_program_killed_at_any_moment_keeps_all_that_it_acknowledged_and_can_undo_it(tmp_path: Path) -> None:
    path = tmp_path / "p.sqlite"
    services = bootstrap.open_services(path)
    case = services.desk.create_sample()
    case_id, key = case.case.id, case.assessment.duties[0].key
    case.respond(key, note="0 typed")
    case.respond(key, responsible="0")
    services.close()
    chance, before = random.Random(5), dict.fromkeys(("note", "responsible", "answer"), 0)
    for _ in range(KILLS):
        said = _work_and_kill(path, key, max(before.values()), chance.uniform(0, 0.3))
        services = bootstrap.open_services(path)
        case = services.desk.open_case(case_id)
        response, employees = case.response(key), case.case.client.facts["seller.employees"]
        assert isinstance(employees, Decimal)
        found = {
            "note": int(response.note.split()[0]),
            "responsible": int(response.responsible),
            "answer": int(employees),
        }
        for what, number in said.items():
            # One step more may have been kept before it could be acknowledged.
            assert found[what] in (number, number + 1)
        assert all(found[what] >= number for what, number in before.items())
        before = found
        _undo_and_redo(case)
        services.close()
    assert max(before.values()) > KILLS


def _work_and_kill(path: Path, key: str, start: int, after: float) -> dict[str, int]:
    """Let a program work, kill it, and tell what it acknowledged last of each kind."""
    command, environment = child(WORKER, path, key, start)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        rest, _ = process.communicate()
    assert process.returncode == -signal.SIGKILL
    said = (line.split() for line in (first + rest).splitlines() if line.count(" ") == 1)
    return {what: int(number) for what, number in said}


def _undo_and_redo(case: OpenCase) -> None:
    before = (case.case.responses, case.case.client, len(case.history()))
    for _ in range(2):
        assert case.undo() is not None
    assert (case.case.responses, case.case.client) != before[:2]
    for _ in range(2):
        assert case.redo() is not None
    assert (case.case.responses, case.case.client) == before[:2]
    assert len(case.history()) > before[2]
