"""The floors, the window's place, and what the program must never do."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "exportcheck"
MODULES = sorted(SOURCE.rglob("*.py"))
LONGEST_MODULE, LONGEST_FUNCTION = 420, 60


def imported_by(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running `code`."""
    script = f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_that_nothing_below_the_window_imports_qt() -> None:
    below = [
        ".".join(("exportcheck", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
        for path in MODULES
        if "ui" not in path.relative_to(SOURCE).parts and path.stem != "__main__"
    ]
    loaded = imported_by("import importlib\n" + "\n".join(f"importlib.import_module({name!r})" for name in below))
    assert not {name for name in loaded if name.startswith(("PySide6", "shiboken6"))}


def test_that_the_command_line_starts_without_the_heavy_libraries() -> None:
    loaded = imported_by("from exportcheck.cli.main import run\nrun(['--version'])")
    assert not loaded & {"PySide6", "sqlalchemy", "reportlab", "pikepdf", "jinja2"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_that_modules_and_functions_stay_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_that_no_module_opens_a_network_connection_or_runs_text() -> None:
    forbidden = {
        "socket",
        "urllib.request",
        "http.client",
        "http.server",
        "ftplib",
        "smtplib",
        "requests",
        "pickle",
        "marshal",
    }
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not forbidden & set(names), path
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in {"eval", "exec", "__import__"}, path


def test_that_no_unspecific_name_hides_a_room() -> None:
    assert not [path for path in MODULES if path.stem in {"utils", "helpers", "manager", "misc", "common"}]
