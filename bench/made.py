"""A busy desk, made up: cases that six clocks run on, and orders that none does."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from chalicelib.model.case import CaseStatus, Category, Kind, Priority
from chalicelib.model.order import OrderStatus
from chalicelib.model.word import Language
from chalicelib.tables.cell import Cell
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY, TABS

NOW = datetime(2026, 3, 4, 2, 30, tzinfo=UTC)
HOME = home(Language.EN)
TODAY = NOW.astimezone(HOME.zone).replace(tzinfo=None)
SEED = 311
ORDERS_A_CASE = 5
CLOCKS_A_CASE = 6

ON_CASES = ("C01", "C02", "C03", "C04", "C05", "C06", "C07", "C10")
"""Six clocks: the first three rows are alternatives."""
IN_OFFICE_HOURS = {"C06": "24 h", "C07": "10 business days"}
"""Of the six, one counts working hours and one working days; the others run around the clock."""
NOBODY = "Wholesale"
"""A channel that no order has: the rows of Orders never match."""

NAMES = ("Anna Keller", "José Martín", "Li Na", "Olga Ivanova", "Tom Baker", "Yuki Sato", "张伟")
AGENTS = ("Chen Wei", "Li Na", "Mia Roth", "Sam Hill")
TOWNS = (("DE", "Hessen", "Frankfurt"), ("US", "California", "Fresno"), ("FR", "", "Lyon"))
TOPICS = ("damaged", "late", "wrong size", "missing part", "refund", "lost parcel", "warranty")
CHANNELS = ("Amazon", "eBay", "Shop", "TikTok")
STORIES = (
    "The parcel came with a broken corner and the lamp does not light.",
    "Tracking has not moved for nine days; the customer needs it before the weekend.",
    "Ordered blue, got green. Wants the right one or the money back.",
)
ROLES = (
    ("Chen Wei", "junior agent", "Mia Roth"),
    ("Li Na", "senior agent", "Mia Roth"),
    ("Mia Roth", "lead", "Sam Hill"),
    ("Sam Hill", "manager", ""),
)

Row = dict[str, Cell]


def tabs(cases: int) -> Iterator[tuple[str, Iterator[Sequence[Cell]]]]:
    """Yield each tab's key and its rows, headings first."""
    rows: Mapping[str, Iterator[Row] | Sequence[Row]] = {
        "cases": _cases(cases),
        "orders": _orders(cases * ORDERS_A_CASE),
        "team": [_person(*role) for role in ROLES],
    }
    given = dict(default_rows(HOME)) | {"sla": _promises()}
    for table in TABS:
        if table.key in rows:
            yield table.key, _laid_out(table.key, rows[table.key])
        elif table.room is not Room.RECORDS:
            yield table.key, _rendered(table.key, given.get(table.key, ()))


def _laid_out(key: str, rows: Iterator[Row] | Sequence[Row]) -> Iterator[Sequence[Cell]]:
    table = BY_KEY[key]
    yield list(table.heading_row(HOME.language))
    keys = [column.key for column in table.columns]
    for row in rows:
        yield [row.get(key, "") for key in keys]


def _rendered(key: str, records: Sequence[Any]) -> Iterator[Sequence[Cell]]:
    table = BY_KEY[key]
    yield list(table.heading_row(HOME.language))
    for record in records:
        yield ["" if cell is None else cell for cell in table.render(record, HOME)]


def _promises() -> list[Any]:
    lines = default_rows(HOME)["sla"]
    cases = [_promise(line) for line in lines if line.id in ON_CASES]
    return [*cases, *(replace(o, channel=NOBODY) for o in lines if o.id.startswith("O"))]


def _promise(line: Any) -> Any:
    target = IN_OFFICE_HOURS.get(line.id)
    return replace(line, target=target, calendar="Office") if target else line


def _person(name: str, role: str, above: str) -> Row:
    mail = f"{name.replace(' ', '.').lower()}@example.com"
    row = {"id": name, "email": mail, "role": role, "language": "English"}
    return row | {"hours": "Office", "reports_to": above}


def _cases(count: int) -> Iterator[Row]:
    rng = random.Random(SEED)
    for number in range(count):
        opened = TODAY - timedelta(minutes=rng.randrange(5, 6 * 24 * 60))
        yield _who(rng, number) | _matter(rng, number) | _progress(rng, opened)


def _who(rng: random.Random, number: int) -> Row:
    name = rng.choice(NAMES)
    mail = f"{name.split()[0].lower()}.{number}@example.com"
    return {"customer": f"{name} {number}", "email": mail, "country": rng.choice(TOWNS)[0]}


def _matter(rng: random.Random, number: int) -> Row:
    return {
        "id": f"CASE-{number:06}",
        "order": f"114-{3_000_000 + number}",
        "kind": rng.choice([*Kind, ""]),
        "category": rng.choice([*Category]),
        "topic": rng.choice(TOPICS),
        "priority": rng.choice([*Priority]),
        "channel": rng.choice(CHANNELS),
        "status": rng.choices([*CaseStatus][:4], (20, 65, 12, 3))[0],
        "language": "English",
        "owner": rng.choice(AGENTS),
        "problem": f"{rng.choice(STORIES)} ({number})",
    }


TYPICAL = {
    "first_reply": timedelta(minutes=2),
    "contacted": timedelta(hours=9),
    "customer_wrote": timedelta(hours=11),
    "last_reply": timedelta(hours=20),
    "evidence_complete": timedelta(hours=30),
    "proposed": timedelta(hours=44),
}
"""How long after its opening a case usually reaches each step."""


def _progress(rng: random.Random, opened: datetime) -> Row:
    """Return a case's instants: each step done about in time, one in thirty left undone."""
    row: Row = {"opened": opened}
    for key, usual in TYPICAL.items():
        at = _minute(opened + usual * rng.uniform(0.4, 1.1))
        if at < TODAY and rng.random() > 1 / 30:
            row[key] = at
    if rng.random() < 1 / 20:
        row["waiting_since"] = _minute(opened + (TODAY - opened) * rng.random())
    return row


def _minute(at: datetime) -> datetime:
    """Return an instant as people type it."""
    return at.replace(second=0, microsecond=0)


def _orders(count: int) -> Iterator[Row]:
    rng = random.Random(SEED + 1)
    for number in range(count):
        placed = TODAY - timedelta(minutes=rng.randrange(60, 120 * 24 * 60))
        yield _buyer(rng, number) | _sale(rng, number, placed)


def _buyer(rng: random.Random, number: int) -> Row:
    country, region, town = rng.choice(TOWNS)
    name = f"{rng.choice(NAMES)} {number}"
    return {
        "buyer": name,
        "email": f"buyer{number}@example.com",
        "phone": f"+49 30 {1_000_000 + number}",
        "country": country,
        "region": region,
        "city": town,
        "address": f"{rng.randrange(1, 200)} Station Road",
        "postcode": f"{rng.randrange(100_000):05}",
    }


def _sale(rng: random.Random, number: int, placed: datetime) -> Row:
    held = rng.random() < 1 / 10
    return {
        "id": f"114-{3_000_000 + number}",
        "channel": rng.choice(CHANNELS),
        "status": rng.choice([*OrderStatus]),
        "owner": rng.choice(AGENTS),
        "amount": round(rng.uniform(5, 400), 2),
        "currency": "USD",
        "note": "please ring twice" if held else "",
        "placed": placed,
        "paid": placed + timedelta(minutes=3),
        "held": placed + timedelta(minutes=4) if held else "",
        "reviewed": placed + timedelta(minutes=40),
        "handling": "2 days",
        "shipped": placed + timedelta(hours=30),
        "delivered": placed + timedelta(days=6),
        "settled": placed + timedelta(days=14),
    }
