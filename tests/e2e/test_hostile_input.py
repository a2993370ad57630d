"""Files, folders and surroundings that mean harm or are simply broken, given to the real program."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest

from exportcheck import paths

SAMPLE = paths.assets() / "sample" / "case.yaml"
SMALL = Path(__file__).parents[1] / "content" / "small"
SPANISH = {"LANG": "es_MX.UTF-8", "LC_ALL": ""}
posix = pytest.mark.skipif(sys.platform == "win32", reason="files and signals work otherwise there")
RESPONSE = "  us-product-alcohol@us/tequila: "


def exportcheck(*arguments: str | Path | bytes, cwd: Path | None = None, **environment: str):
    given = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    options = {name: environment.pop(name) for name in ("stdout",) if name in environment}
    done = subprocess.run(
        [sys.executable, "-m", "exportcheck", *(os.fsencode(one) for one in arguments)],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}, cwd=cwd, check=False, timeout=60,
        text=True, errors="backslashreplace", env={**given, "LC_ALL": "C.UTF-8", **environment},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def written(folder: Path, data: str | bytes, name: str = "case.yaml") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def changed(old: str, new: str) -> str:
    text = SAMPLE.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def with_lines(count: int) -> str:
    start = SAMPLE.read_text(encoding="utf-8").partition("lines:")[0]
    return f"{start}lines:\n" + "\n".join(f"  - {{id: l{number}, description: x}}" for number in range(count))


# -- case files

REFUSED = {
    "UTF-16": (changed("Casa", "Casa").encode("utf-16"), "not UTF-8"),
    "a terminal's escape": (changed("Casa Lucero", "Casa \x1b[31m"), "control character U+001B"),
    "a path as a line": (changed("id: tequila", "id: ../../x"), "'../../x' is not a good line id"),
    "10,000 lines": (with_lines(10_000), "at most 500"),
    "brackets without end": ("format: " + "[" * 100_000, "depth"),
    "a response elsewhere": (changed("responses:", "responses:\n  mx-prod-tequila@../x: {}"), "case.yaml:112:3"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_that_a_hostile_case_file_is_refused_with_its_place_and_reason(name: str, tmp_path: Path) -> None:
    data, said = REFUSED[name]
    done = exportcheck("assess", written(tmp_path, data))
    assert done.returncode == 1
    assert re.search(r"case\.yaml:\d+:\d+: error", done.stderr)
    assert said in done.stderr
    assert done.stdout == ""
    assert not set(done.stderr) & set("\x1b\x9b\u202e\0")


def test_that_unusual_but_sound_files_are_read(tmp_path: Path) -> None:
    text = changed("Casa Lucero", "👩‍👩‍👧 שלום").replace("\n", "\r\n")
    done = exportcheck("packet", written(tmp_path, b"\xef\xbb\xbf" + text.encode()), "-o", tmp_path / "a.pdf")
    assert done.returncode == 0, done.stderr
    attached = pypdf.PdfReader(tmp_path / "a.pdf").attachments["case.json"][0].decode()
    assert "👩‍👩‍👧 שלום" in attached
    in_ascii = json.dumps(json.loads(attached))
    assert "\\ud83d" in in_ascii
    done = exportcheck("assess", written(tmp_path, in_ascii, "case.json"))
    assert done.returncode == 0, done.stderr


def test_that_duplicate_and_deep_json_is_refused(tmp_path: Path) -> None:
    twice = '{"format": "exportcheck-case/1", "format": "exportcheck-case/1"}'
    for text, said in ((twice, "stands twice"), ('{"a":' * 2000, "deeper than"), ('{"a": "\\ud800"}', "case.json:1")):
        done = exportcheck("assess", written(tmp_path, text, "case.json"))
        assert (done.returncode, said in done.stderr) == (1, True)


def test_that_many_problems_are_listed_to_a_point_and_counted_beyond(tmp_path: Path) -> None:
    text = "format: exportcheck-case/1\n" + "".join(f"k{number}: 1\n" for number in range(5000))
    done = exportcheck("assess", written(tmp_path, text), **SPANISH)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 201
    assert done.stderr.endswith("y 4802 problemas más\n")


@posix
def test_that_names_of_files_and_keys_do_not_reach_the_terminal_as_commands(tmp_path: Path) -> None:
    text = changed("  contact:", '  "c\\x9b31m\\n\\u202e":')
    done = exportcheck("assess", written(tmp_path, text, "a\n\x1b[31m.yaml"))
    assert done.returncode == 1
    assert done.stderr.startswith("a\\n\\x1b[31m.yaml:10:3: error")
    assert "c\\x9b31m\\n\\u202e" in done.stderr
    not_text = os.fsencode(tmp_path) + b"/\xff.yaml"
    assert exportcheck("assess", not_text).returncode == 3


@posix
def test_that_what_is_no_file_is_told_in_the_users_language_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, said in (
        (tmp_path / "pipe", "no es un archivo común"),
        (Path("/dev/zero"), "no es un archivo común"),
        (tmp_path, "es una carpeta"),
        (tmp_path / "missing", "no existe ese archivo"),
    ):
        done = exportcheck("assess", path, **SPANISH)
        assert (done.returncode, done.stderr) == (
            3,
            f"No se puede leer {path}: {said}{' o carpeta' * ('no existe' in said)}.\n",
        )


# -- packets


def test_that_a_note_of_100_000_letters_with_markup_is_printed_as_typed_in_time(tmp_path: Path) -> None:
    note = "<b>&x</b> {{7*7}} " * 5_555
    path = written(tmp_path, changed("responses:", f'responses:\n{RESPONSE}{{note: "{note}"}}'))
    started = time.monotonic()
    done = exportcheck("packet", path, "-o", tmp_path / "a.pdf")
    assert done.returncode == 0, done.stderr
    assert time.monotonic() - started < 30
    text = "".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages)
    assert "".join(text.split()).count("<b>&x</b>{{7*7}}") == 5_555


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@posix
@pytest.mark.parametrize("target", [".", "..", "/", "folder", "missing/a.pdf", "file/a.pdf", "x" * 300, "/dev/null"])
def test_that_a_packet_is_not_written_where_none_can_be(target: str, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("mine")
    done = exportcheck("packet", SAMPLE, "-o", target, cwd=tmp_path, **SPANISH)
    assert done.returncode == 3
    assert done.stderr.startswith("No se puede escribir ")
    assert kept(tmp_path) == ["file", "folder"]
    assert (tmp_path / "file").read_text() == "mine"
    assert not Path("/dev/null").is_file()


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 64 kB with an older packet on it, where the tests may mount one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if sys.platform != "linux" or os.geteuid() != 0 or not mount or not umount:
        pytest.skip("only root may mount a disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    written(disk, "older", "a.pdf")
    yield disk
    subprocess.run([umount, disk], check=True)


def test_that_an_older_packet_stays_on_a_disk_that_may_only_be_read(tiny_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", tiny_disk], check=True)
    done = exportcheck("packet", SAMPLE, "-o", tiny_disk / "a.pdf", **SPANISH)
    assert (done.returncode, "el disco no admite escritura" in done.stderr) == (3, True)
    assert kept(tiny_disk) == ["a.pdf"]
    assert (tiny_disk / "a.pdf").read_text() == "older"


def test_that_a_full_disk_keeps_the_older_packet_and_nothing_half_written(tiny_disk: Path) -> None:
    done = exportcheck("packet", SAMPLE, "-o", tiny_disk / "a.pdf", **SPANISH)
    assert (done.returncode, "el disco está lleno" in done.stderr) == (3, True)
    assert kept(tiny_disk) == ["a.pdf"]
    assert (tiny_disk / "a.pdf").read_text() == "older"


def test_that_demo_and_schema_do_not_write_over_a_file(tmp_path: Path) -> None:
    path = written(tmp_path, "mine", "file")
    for arguments in (["demo", "--out", path], ["demo", "--out", path / "x"], ["content", "schema", "--out", path]):
        done = exportcheck(*arguments)
        assert (done.returncode, "cannot be written" in done.stderr) == (3, True)
    assert kept(tmp_path) == ["file"]
    assert path.read_text() == "mine"


@posix
def test_that_an_interrupted_export_leaves_nothing_behind(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "exportcheck", "demo", "--out", tmp_path / "demo"], stderr=subprocess.PIPE, text=True
    ) as process:
        while not (tmp_path / "demo").is_dir():
            time.sleep(0.02)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in said
    assert not [name for name in kept(tmp_path / "demo") if name.endswith(".part")]


# -- surroundings


def test_that_a_home_or_cache_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    case = written(tmp_path, SAMPLE.read_bytes())
    for environment in ({"HOME": "/dev/null"}, {"XDG_CACHE_HOME": str(case)}, {"HOME": ""}):
        done = exportcheck("assess", case, **{"XDG_CACHE_HOME": "", **environment})
        assert (done.returncode, done.stderr) == (0, "")


@posix
def test_that_an_output_that_takes_no_more_is_told_as_such() -> None:
    with Path("/dev/full").open("w") as full:
        done = exportcheck("assess", SAMPLE, stdout=full)
    assert (done.returncode, done.stderr) == (3, "The output cannot be written: the disk is full.\n")


@posix
def test_that_nothing_is_said_when_the_reader_of_the_output_has_gone() -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        done = exportcheck("assess", SAMPLE, stdout=gone)
    assert (done.returncode, done.stderr) == (3, "")


def test_that_any_locale_and_encoding_can_print_a_case(tmp_path: Path) -> None:
    case = written(tmp_path, changed("blanco 100 % agave, 750 ml", "blanco 😀"))
    for encoding in ("ascii", "latin-1"):
        done = exportcheck("assess", case, "--json", LC_ALL="C", PYTHONIOENCODING=encoding)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["requirements"]


# -- content

TEXTS = {
    "an attribute": "{{ ''.__class__.__mro__ }}",
    "a loop": "{% for x in range(10**9) %}a{% endfor %}",
    "a huge repeat": "{{ 'a' * 10**10 }}",
    "a huge power": "{{ 9**9**9 }}",
    "brackets without end": "{{ " + "(" * 5000,
}
CONDITIONS = {
    "a program": "__import__('os').system('touch pwned')",
    "a huge power": "seller.employees > 9**9**9",
    "brackets without end": "(" * 5000,
}


def small_content(folder: Path, field: str, value: str) -> Path:
    place = folder / "content"
    shutil.copytree(SMALL, place)
    path = next(one for one in sorted(place.glob("*/*.yaml")) if "requirements:" in one.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8")
    quoted = json.dumps(value)
    new = f"title: {{es: {quoted}, en: {quoted}}}" if field == "title" else f"applies: {quoted}"
    head, found, rest = text.partition("requirements:")
    rest = re.sub(rf"\n    {field}:.*(\n      .*)*", "", rest, count=1)
    path.write_text(head + found + re.sub(r"(- id: .*\n)", lambda one: f"{one[1]}    {new}\n", rest, count=1))
    return place


@pytest.mark.parametrize(
    ("field", "value"),
    [*(("title", one) for one in TEXTS.values()), *(("applies", one) for one in CONDITIONS.values())],
    ids=[*(f"text: {one}" for one in TEXTS), *(f"condition: {one}" for one in CONDITIONS)],
)
def test_that_hostile_texts_and_conditions_are_refused_and_never_run(field: str, value: str, tmp_path: Path) -> None:
    done = exportcheck("content", "lint", small_content(tmp_path, field, value), cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    assert re.search(rf"error \[{'text' if field == 'title' else 'condition'}\]", done.stdout)
    assert kept(tmp_path) == ["content"]


@posix
def test_that_content_that_is_no_file_or_no_text_is_told(tmp_path: Path) -> None:
    place = tmp_path / "content"
    shutil.copytree(SMALL, place)
    group = next(one.parent for one in sorted(place.glob("*/*.yaml")))
    written(group, b"\xff\xfe", "bad.yaml")
    done = exportcheck("content", "lint", place)
    assert (done.returncode, f"{group.name}/bad.yaml:1:1: error [encoding]" in done.stdout) == (1, True)
    (group / "bad.yaml").unlink()
    os.mkfifo(group / "bad.yaml")
    done = exportcheck("content", "lint", place, **SPANISH)
    assert (done.returncode, "no es un archivo común" in done.stderr) == (3, True)
    done = exportcheck("content", "lint", tmp_path / "missing")
    assert done.returncode == 3
