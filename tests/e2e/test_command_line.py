"""The command line as a person or a script uses it: real processes, real files."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

from exportcheck import __version__, paths

SAMPLE = paths.assets() / "sample" / "case.yaml"


def exportcheck(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, "-m", "exportcheck", *map(str, arguments)],
        capture_output=True, text=True, cwd=cwd, env=environment, check=False, timeout=170,
    )  # fmt: skip


@pytest.fixture(scope="module")
def assessed() -> dict:
    done = exportcheck("assess", SAMPLE, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_that_the_version_is_told() -> None:
    assert exportcheck("--version").stdout.strip() == f"exportcheck, version {__version__}"


def test_that_assess_tells_of_every_requirement_what_scripts_rely_on(assessed: dict) -> None:
    keys = {"id", "destination", "line", "domain", "severity", "layer", "state", "reason", "missing_facts"}
    for row in assessed["requirements"]:
        assert keys <= row.keys()
        assert row["state"] in ("applies", "not_applicable", "undecided")
        assert row["reason"]["es"]
        assert row["reason"]["en"]
        assert bool(row["missing_facts"]) == (row["state"] == "undecided")
    assert assessed["questions"]
    assert {"version", "digest"} <= assessed["content"].keys()


def test_that_alcohol_duties_attach_to_the_tequila_only(assessed: dict) -> None:
    found = {row["line"]: row["state"] for row in assessed["requirements"] if row["id"] == "us-product-alcohol"}
    assert found == {"tequila": "applies", "rebozos": "not_applicable"}


def test_that_the_day_for_which_the_law_is_read_decides() -> None:
    def state(day: str, requirement: str) -> set[str]:
        done = exportcheck("assess", SAMPLE, "--as-of", day, "--json")
        return {row["state"] for row in json.loads(done.stdout)["requirements"] if row["id"] == requirement}

    assert state("2025-08-28", "us-customs-no-de-minimis") == {"not_applicable"}
    assert state("2025-08-29", "us-customs-no-de-minimis") == {"applies"}
    assert state("2026-06-18", "eu-consumer-withdrawal-function") == {"not_applicable"}
    assert state("2026-06-19", "eu-consumer-withdrawal-function") == {"applies"}


def test_that_a_packet_is_written_in_the_language_that_was_asked_for(tmp_path: Path) -> None:
    done = exportcheck("packet", SAMPLE, "-o", tmp_path / "p.pdf", "--lang", "en")
    assert done.returncode == 0, done.stderr
    reader = pypdf.PdfReader(io.BytesIO((tmp_path / "p.pdf").read_bytes()))
    assert "Casa Lucero" in reader.pages[0].extract_text()
    assert reader.trailer["/Root"]["/Lang"].startswith("en")


def test_that_without_a_display_the_demo_is_written_instead_of_a_window(tmp_path: Path) -> None:
    environment = {n: v for n, v in os.environ.items() if n not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        [sys.executable, "-m", "exportcheck"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=environment,
        check=False,
        timeout=170,
    )
    assert done.returncode == 0, done.stderr
    for language in ("es", "en"):
        path = tmp_path / "exportcheck-demo" / f"packet-{language}.pdf"
        assert path.read_bytes().startswith(b"%PDF")
        assert str(path) in done.stdout


def test_that_the_self_test_opens_everything_once() -> None:
    done = exportcheck("self-test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("\nok ") == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["nonsense"], 2),
        (["assess"], 2),
        (["packet", "x.yaml"], 2),
        (["assess", "/no/such/file.yaml"], 3),
        (["assess", "."], 3),
    ],
)
def test_that_exit_codes_tell_usage_from_environment(arguments: list[str], code: int) -> None:
    done = exportcheck(*arguments)
    assert done.returncode == code
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


BROKEN = {
    "aliases": ("format: &a exportcheck-case/1\nclient: *a\n", "anchors"),
    "a tag": ("format: !!python/object/apply:os.system ['true']\n", "tags"),
    "a duplicate key": ("format: exportcheck-case/1\nformat: exportcheck-case/1\n", "twice"),
    "no case at all": ("just text", "named values"),
    "an unknown fact": (
        SAMPLE.read_text(encoding="utf-8").replace("sale.subscriptions", "sale.subscription"),
        "sale.subscriptions",
    ),
    "a wrong type": (
        SAMPLE.read_text(encoding="utf-8").replace("sale.subscriptions: false", "sale.subscriptions: no"),
        "true or false",
    ),
    "an unknown country": (SAMPLE.read_text(encoding="utf-8").replace("[us, es]", "[us, zz]"), "no checklist for 'zz'"),
    "an unknown key": (SAMPLE.read_text(encoding="utf-8").replace("  contact:", "  contacto:"), "contacto"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_that_a_broken_case_file_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    text, said = BROKEN[name]
    (tmp_path / "case.yaml").write_text(text, encoding="utf-8")
    done = exportcheck("assess", tmp_path / "case.yaml")
    assert done.returncode == 1
    assert "case.yaml:" in done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_that_a_case_file_from_the_future_is_refused_as_such(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("format: exportcheck-case/2\n", encoding="utf-8")
    done = exportcheck("assess", tmp_path / "case.yaml")
    assert done.returncode == 3
    assert "exportcheck-case/2" in done.stderr


def test_that_a_packet_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = exportcheck("packet", SAMPLE, "-o", tmp_path / "folder")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_that_the_shipped_content_passes_its_own_checks() -> None:
    done = exportcheck("content", "lint", "--json")
    assert json.loads(done.stdout)["errors"] == 0
    assert exportcheck("content", "scenarios").returncode == 0
    stats = json.loads(exportcheck("content", "stats", "--json").stdout)
    assert {"mx", "us", "eu", "es"} <= stats["layers"].keys()
