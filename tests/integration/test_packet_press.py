"""A packet made in another process is the same packet, and the other process never outlives its window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.packet_cases import packet_of, small_case

from exportcheck import bootstrap
from exportcheck.domain.content import Place
from exportcheck.domain.problems import EnvironmentFault, ExportcheckError, Problem, ProblemsError
from exportcheck.packet.export import Cancelled, export_packet
from exportcheck.packet.press import Press

pytestmark = pytest.mark.xdist_group("press")


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    made = Press(bootstrap.catalogue)
    yield made
    made.close()


@pytest.fixture(scope="module")
def packet():
    return packet_of(small_case(), "en", parts=frozenset({"cover", "glance", "requirements"}))


def unheard(_done: int, _total: int) -> None:
    pass


def never() -> bool:
    return False


def test_that_the_bytes_are_those_of_an_export_in_this_process(press, packet, tmp_path):
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    export_packet(packet, here, unheard, never)
    assert press.export(packet, there, unheard, never) == there
    assert there.read_bytes() == here.read_bytes()
    assert sorted(tmp_path.iterdir()) == [here, there]


def test_that_progress_comes_across_and_the_worker_is_kept(press, packet, tmp_path):
    heard: list[tuple[int, int]] = []
    press.export(packet, tmp_path / "one.pdf", lambda done, total: heard.append((done, total)), never)
    worker = press.worker
    press.export(packet, tmp_path / "two.pdf", unheard, never)
    assert press.worker == worker
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})
    assert heard[-1][0] == heard[-1][1]
    assert len(heard) > 50


@pytest.mark.parametrize("at", [0, 20, 100])
def test_that_a_cancelled_export_leaves_nothing_and_the_next_one_works(press, packet, tmp_path, at):
    target, heard = tmp_path / "packet.pdf", [0]
    target.write_bytes(b"old")
    with pytest.raises(Cancelled):
        press.export(packet, target, lambda done, _total: heard.append(done), lambda: heard[-1] >= at)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
    press.export(packet, target, unheard, never)
    assert target.read_bytes().startswith(b"%PDF")


def test_that_faults_come_back_as_they_are(press, packet, tmp_path):
    target = tmp_path / "no" / "packet.pdf"
    with pytest.raises(EnvironmentFault) as caught:
        press.export(packet, target, unheard, never)
    assert caught.value.code == "cannot_write"
    assert caught.value.parameters["path"] == target
    assert "No such file" in str(caught.value.parameters["reason"])


def test_that_other_checklists_than_those_on_the_disk_are_printed_all_the_same(press, packet, tmp_path):
    from dataclasses import replace

    other = replace(packet, catalogue=replace(packet.catalogue, digest="other"))
    here, there = tmp_path / "here.pdf", tmp_path / "there.pdf"
    export_packet(other, here, unheard, never)
    press.export(other, there, unheard, never)
    assert there.read_bytes() == here.read_bytes()


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="looks into /proc")
def test_that_the_worker_has_nothing_of_the_window(press, packet, tmp_path):
    press.export(packet, tmp_path / "packet.pdf", unheard, never)
    assert "Qt6" not in Path(f"/proc/{press.worker}/maps").read_text(encoding="utf-8")


def test_that_a_worker_that_dies_is_told_and_replaced(packet, tmp_path):
    press = Press(bootstrap.catalogue)

    def kill(done: int, _total: int) -> None:
        if done >= 20 and press.worker is not None:
            os.kill(press.worker, 9)

    with pytest.raises(EnvironmentFault) as caught:
        press.export(packet, tmp_path / "packet.pdf", kill, never)
    assert caught.value.code == "worker_ended"
    press.export(packet, tmp_path / "again.pdf", unheard, never)
    press.close()
    assert press.worker is None


def test_that_without_processes_the_packet_is_made_here(packet, tmp_path, monkeypatch):
    press = Press(bootstrap.catalogue)

    def refused() -> None:
        raise OSError("no process")

    monkeypatch.setattr(press, "warm", refused)
    assert press.export(packet, tmp_path / "packet.pdf", unheard, never).read_bytes().startswith(b"%PDF")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_that_the_worker_ends_with_a_killed_window(tmp_path):
    code = """
import time
from exportcheck import bootstrap
from exportcheck.packet.press import Press
press = Press(bootstrap.catalogue)
press.warm()
print(press.worker, flush=True)
time.sleep(60)
"""
    window = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert window.stdout is not None
    worker = int(window.stdout.readline())
    assert _alive(worker)
    window.kill()
    window.wait()
    window.stdout.close()
    _wait(lambda: not _alive(worker))


@pytest.mark.parametrize(
    "error",
    [
        ExportcheckError("a", b=1),
        EnvironmentFault("cannot_write", path=Path("x"), reason="y"),
        Cancelled(),
        ProblemsError([Problem(Place("file", 1, 1), "rule", "message")]),
    ],
)
def test_that_errors_survive_the_way_between_processes(error):
    from multiprocessing.reduction import ForkingPickler

    again = ForkingPickler.loads(ForkingPickler.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not (state.exists() and state.read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z")


def _wait(until: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < end
        time.sleep(0.05)
