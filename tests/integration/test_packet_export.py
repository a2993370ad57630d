"""A packet reaches the disk whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from tests.packet_cases import packet_of, small_case

from exportcheck.domain.problems import EnvironmentFault, ExportcheckError
from exportcheck.packet import export
from exportcheck.packet.export import Cancelled, export_packet

SMALL = frozenset({"cover", "glance", "requirements"})


@pytest.fixture(scope="module")
def packet():
    return packet_of(small_case(), "en", parts=SMALL)


def test_the_packet_is_written_and_its_path_returned(packet, tmp_path):
    target = tmp_path / "packet.pdf"
    assert export_packet(packet, target, lambda *_: None, lambda: False) == target
    assert list(tmp_path.iterdir()) == [target]


def test_progress_grows_step_by_step_to_its_total(packet, tmp_path):
    heard: list[tuple[int, int]] = []
    export_packet(packet, tmp_path / "packet.pdf", lambda done, total: heard.append((done, total)), lambda: False)
    steps = [done for done, _ in heard]
    assert len({total for _, total in heard}) == 1
    assert steps == sorted(set(steps))
    assert steps[-1] == heard[-1][1]
    assert len(steps) > 50


@pytest.mark.parametrize("after", [0, 1, 30, 400])
def test_cancelling_leaves_nothing_behind_and_the_old_file_untouched(packet, tmp_path, after):
    target = tmp_path / "packet.pdf"
    target.write_bytes(b"old")
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > after

    with pytest.raises(Cancelled) as caught:
        export_packet(packet, target, lambda *_: None, cancelled)
    assert isinstance(caught.value, ExportcheckError)
    assert caught.value.code == "cancelled"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_cancelling_after_the_pages_are_written_leaves_nothing_behind(packet, tmp_path):
    heard = 0

    def progress(done: int, _total: int) -> None:
        nonlocal heard
        heard = done

    with pytest.raises(Cancelled):
        export_packet(packet, tmp_path / "packet.pdf", progress, lambda: heard >= 100)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_a_fault_of_the_environment(packet, tmp_path):
    with pytest.raises(EnvironmentFault) as caught:
        export_packet(packet, tmp_path / "no" / "packet.pdf", lambda *_: None, lambda: False)
    assert caught.value.code == "cannot_write"
    assert caught.value.parameters["path"] == tmp_path / "no" / "packet.pdf"


def test_a_target_that_is_a_folder_is_a_fault_and_leaves_nothing_behind(packet, tmp_path):
    target = tmp_path / "packet.pdf"
    target.mkdir()
    with pytest.raises(EnvironmentFault):
        export_packet(packet, target, lambda *_: None, lambda: False)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/dev/full").exists(), reason="root may write anywhere")
def test_a_full_disk_is_a_fault_and_the_old_file_stays(packet, tmp_path, monkeypatch):
    target = tmp_path / "packet.pdf"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(export.os, "fsync", full)
    with pytest.raises(EnvironmentFault) as caught:
        export_packet(packet, target, lambda *_: None, lambda: False)
    assert caught.value.parameters["reason"] == "No space left on device"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_does_not_read_back_is_not_moved_into_place(packet, tmp_path, monkeypatch):
    target = tmp_path / "packet.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(export, "verified", lambda _: False)
    with pytest.raises(EnvironmentFault):
        export_packet(packet, target, lambda *_: None, lambda: False)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_undamaged_packet_verifies_and_a_changed_one_does_not(packet, tmp_path):
    target = export_packet(packet, tmp_path / "packet.pdf", lambda *_: None, lambda: False)
    assert export.verified(target)
    with pikepdf.open(target, allow_overwriting_input=True) as pdf:
        pdf.attachments["case.json"] = pikepdf.AttachedFileSpec(pdf, b"{}", filename="case.json")
        pdf.save()
    assert not export.verified(target)
    target.write_bytes(b"%PDF-1.7 nothing")
    assert not export.verified(target)
