"""Repeat problems stand in the Overview, open cases and filed ones together."""

from __future__ import annotations

from chalicelib.model.case import CaseStatus, Category
from chalicelib.model.word import Language
from chalicelib.tables.defaults import home
from chalicelib.tables.workbook import CASES, OVERVIEW
from tests.automations.small import DAY, HOUR, MONDAY, SmallDesk
from tests.memory import Plan


def case(number, **cells):
    return {
        "id": f"CASE-{number}",
        "order": f"A-{number}",
        "status": CaseStatus.OPEN,
        "opened": MONDAY - number * DAY,
        "topic": "wrong size",
        "sku": "TS-RED-M",
        "country": ("DE", "US", "FR", "JP")[number % 4],
        **cells,
    }


def overview(mine):
    lines = mine.lines(OVERVIEW)
    found = [line for line in lines if str(line["topic"]).startswith(("Repeat", "重复"))]
    return [(line["topic"], line["figure"], line["words"]) for line in found]


def test_open_and_filed_cases_of_a_month_count_together(tmp_path):
    over = {"status": CaseStatus.CLOSED, "closed": MONDAY - DAY}
    old = {"status": CaseStatus.CLOSED, "closed": MONDAY - 31 * DAY}
    void = {"status": CaseStatus.CANCELLED}
    cases = [case(1), case(2), case(40, **over), case(41, **old), case(42), case(3, **void)]
    mine = SmallDesk(tmp_path, cases=cases)
    mine.run_twice(MONDAY)
    assert overview(mine) == [
        ("Repeat problem: SKU TS-RED-M, wrong size", 3, "in 30 days: CASE-1, CASE-2, CASE-40")
    ]
    mine.run(MONDAY + 30 * DAY)
    assert overview(mine) == []


def test_a_carrier_is_found_by_the_parcels_and_a_category_stands_for_a_missing_topic(tmp_path):
    more = {"topic": "", "sku": "", "category": Category.LOGISTICS}
    parcels = [{"id": f"P-{n}", "order": f"A-{n}", "carrier": "DHL"} for n in (1, 2, 3)]
    mine = SmallDesk(
        tmp_path,
        plan=Plan(home(Language.ZH)),
        cases=[case(n, **more) for n in (1, 2, 3)],
        shipments=parcels,
    )
    mine.run(MONDAY)
    assert overview(mine) == [
        ("重复问题：承运商 DHL，物流类", 3, "30 天内：CASE-1, CASE-2, CASE-3")
    ]


def test_what_only_the_orders_know_is_common_too(tmp_path):
    bare = {"sku": "", "country": "", "topic": "damaged"}
    cases = [case(n, **bare) | {"order": f"a-{n}"} for n in (1, 2, 3)]
    lines = [{"id": f"L-{n}", "order": f"A-{n}", "sku": "MUG"} for n in (1, 2, 3)]
    orders = [{"id": f"A-{n}", "country": "de"} for n in (1, 2, 3)]
    parcels = [{"id": f"P-{n}", "order": f"A-{n}", "carrier": "DHL"} for n in (1, 2, 3)]
    mine = SmallDesk(tmp_path, cases=cases, orders=orders, order_lines=lines, shipments=parcels)
    mine.run_twice(MONDAY)
    assert [topic for topic, _, _ in overview(mine)] == [
        "Repeat problem: SKU MUG, damaged",
        "Repeat problem: carrier DHL, damaged",
        "Repeat problem: country DE, damaged",
    ]


def test_a_case_that_was_filed_and_then_cancelled_is_no_repeat(tmp_path):
    over = {"status": CaseStatus.CLOSED, "closed": MONDAY - DAY}
    mine = SmallDesk(tmp_path, cases=[case(1), case(2), case(3, **over)])
    mine.run(MONDAY)
    assert len(overview(mine)) == 1
    mine.book.typed(CASES, "CASE-3", status=CaseStatus.CANCELLED)
    mine.run_twice(MONDAY + HOUR)
    assert overview(mine) == []
