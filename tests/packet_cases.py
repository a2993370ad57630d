"""A case to make packets of: tequila and textiles from Mexico to the United States and Spain."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import cache

from exportcheck import paths
from exportcheck.app.packet_plan import PacketInput, PacketOptions
from exportcheck.content.reading import read_content
from exportcheck.domain.case import Case, Client, Evidence, Line, Plan, Response
from exportcheck.domain.content import Catalogue
from exportcheck.domain.values import FactRef, Money, Value
from exportcheck.rules.assessor import Assessor

ISSUED = dt.datetime(2026, 11, 24, 18, 30, tzinfo=dt.timezone(dt.timedelta(hours=-6)))


@cache
def catalogue() -> Catalogue:
    return read_content(paths.checklists()).catalogue


def bare_case(**changes) -> Case:
    client = Client(
        "client",
        "Destilería La Perla del Agave, S.A. de C.V.",
        "PAG120304AB1",
        "Calle Hidalgo 12, Tequila, Jalisco",
        "Ana Lucía Robles",
        facts={
            "seller.country": "mx",
            "seller.legal_form": "company",
            "seller.employees": Decimal(14),
            "seller.annual_turnover": Money(Decimal(9_500_000), "MXN", (("USD", Decimal(520_000)),)),
        },
    )
    answers: dict[FactRef, Value | None] = {FactRef("shipment.is_sale"): True, FactRef("sale.subscriptions"): None}
    for place in ("us", "es"):
        answers[FactRef("sale.buyers", place)] = ("consumer", "business")
        answers[FactRef("sale.channels", place)] = ("own_store", "amazon")
        answers[FactRef("shipment.mode", place)] = "courier"
        answers[FactRef("shipment.value", place)] = Money(Decimal("1850.5"), "USD", (("EUR", Decimal(1600)),))
        answers[FactRef("privacy.receives_buyer_data", place)] = True
    for line, kind, code in (("tequila", "tequila", "220890"), ("textiles", "textiles", "621410")):
        answers[FactRef("goods.kind", "", line)] = kind
        answers[FactRef("goods.hs_code", "", line)] = code
    lines = (Line("tequila", "Tequila blanco 100 % agave"), Line("textiles", "Rebozos de algodón bordados"))
    plan = Plan("mx", dt.date(2026, 12, 1), ("us", "es"))
    case = Case("case", "Tequila y rebozos a dos países", client, plan, lines, answers)
    return replace(case, **changes)


def small_case() -> Case:
    """The same with one destination and one product line."""
    case = bare_case()
    answers = {ref: value for ref, value in case.answers.items() if ref.destination != "es" and ref.line != "textiles"}
    return replace(case, plan=replace(case.plan, destinations=("us",)), lines=case.lines[:1], answers=answers)


def worked_case(case: Case) -> Case:
    """The case with decisions of every kind and some evidence."""
    duties = Assessor(catalogue()).assess(case).in_state("applies")
    kinds = [
        Response("done", "Listo; ver expediente.", "Ana Lucía Robles", dt.date(2026, 11, 20)),
        Response("in_progress", "Pedimos cotización.\nResponden el día 12.", "Luis Mora", dt.date(2026, 11, 30)),
        Response("blocked", "Falta el certificado.", "Ana Lucía Robles", dt.date(2026, 11, 22)),
        Response("waived", "Según el agente no hace falta."),
    ]
    responses = {duty.key: kinds[index % 7] for index, duty in enumerate(duties) if index % 7 < len(kinds)}
    added = dt.datetime(2026, 11, 3, 12, tzinfo=dt.UTC)
    evidence = tuple(
        Evidence(f"e{index}", duty.key, f"certificado-{index}.pdf", "application/pdf", 81_234, f"{index:064x}", added)
        for index, duty in enumerate(duties[:3])
    )
    return replace(case, responses=responses, evidence=evidence)


def packet_of(case: Case, language="es", page_size="A4", issued=ISSUED, **options) -> PacketInput:
    assessment = Assessor(catalogue()).assess(case)
    chosen = PacketOptions(language, page_size, **options)
    return PacketInput(case, assessment, catalogue(), chosen, issued, "0.1.0")
