"""What a packet holds, what is doubtful about it, and how its duties are put together."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from tests.packet_cases import bare_case, packet_of

from exportcheck.app.packet_plan import PARTS, PacketOptions, doubts_of, months_before
from exportcheck.domain.case import Response
from exportcheck.packet.grouping import lines_of, sections_of
from exportcheck.packet.parts.paperwork import state_of


def test_all_parts_are_on_by_default_and_keep_their_order():
    assert PacketOptions("es").in_order() == PARTS
    assert PacketOptions("es", parts=frozenset({"sources", "cover"})).in_order() == ("cover", "sources")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (dt.date(2026, 11, 24), 6, dt.date(2026, 5, 24)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2024, 8, 31), 6, dt.date(2024, 2, 29)),
        (dt.date(2026, 1, 31), 1, dt.date(2025, 12, 31)),
        (dt.date(2027, 1, 15), 13, dt.date(2025, 12, 15)),
    ],
)
def test_months_before_a_day(day, months, before):
    assert months_before(day, months) == before


def test_knowledge_is_stale_from_the_day_after_six_months():
    packet = packet_of(bare_case())
    known = max(layer.knowledge_date for layer in packet.catalogue.layers.values())
    at = dt.datetime(known.year + 1, known.month, known.day, tzinfo=dt.UTC)
    assert doubts_of(replace(packet, issued=at)).stale_layers
    assert not doubts_of(replace(packet, issued=dt.datetime.combine(known, dt.time(), dt.UTC))).stale_layers


def test_every_duty_that_applies_or_may_apply_stands_in_exactly_one_entry():
    packet = packet_of(bare_case())
    printed = [duty.key for section in sections_of(packet) for group in section.groups for duty in group.duties]
    assert sorted(printed) == sorted(duty.key for duty in packet.assessment.duties if duty.state != "not_applicable")


def test_entries_are_numbered_in_order_and_the_origin_comes_first():
    sections = sections_of(packet_of(bare_case()))
    numbers = [group.number for section in sections for group in section.groups]
    assert numbers == list(range(1, len(numbers) + 1))
    assert sections[0].destination == ""


def test_lines_that_stand_alike_share_an_entry_until_one_is_decided_differently():
    case = bare_case()
    packet = packet_of(case)
    group = next(
        g for section in sections_of(packet) for g in section.groups if len(g.destinations) < 2 <= len(g.duties)
    )
    assert lines_of(case, group.duties) == [line.description for line in case.lines]
    decided = replace(packet, case=replace(case, responses={group.duties[0].key: Response("done")}))
    same = [g for section in sections_of(decided) for g in section.groups if g.duties[0] in group.duties]
    assert [len(g.duties) for g in same] == [1, 1]


def test_what_the_origin_asks_for_every_destination_is_printed_once():
    packet = packet_of(bare_case())
    groups = [g for section in sections_of(packet) for g in section.groups]
    origin = [g for g in groups if g.first.requirement.layer == "mx"]
    assert {g.home for g in origin} == {""}
    assert any(g.destinations == packet.case.plan.destinations for g in origin)


@pytest.mark.parametrize(
    ("looks", "state"),
    [
        (["done", "waived"], "done"),
        (["done", "open"], "in_progress"),
        (["open", "open"], "open"),
        (["done", "blocked"], "blocked"),
        (["open", "reconfirm"], "in_progress"),
    ],
)
def test_a_document_stands_as_the_duties_that_ask_for_it(looks, state):
    assert state_of(looks) == state
