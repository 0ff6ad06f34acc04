"""Tables of what the default rules say, as a shop owner would read them: given | then.

Every row becomes a case or an order of its own in one new workbook with the default rows of a
language; after a run its cells are compared. A column is a heading of the sheet; where several
tabs have it, the tab stands before it (Payments: Amount). Empty cells are not filled in; what a
case needs besides is there: an order that was paid, photos, an owner who may grant anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.automations.case_triage import case_triage
from chalicelib.automations.order_review import order_review
from chalicelib.model.case import CaseStatus
from chalicelib.model.dispute import DisputeStatus
from chalicelib.model.order import OrderStatus
from chalicelib.model.payment import PaymentStatus
from chalicelib.model.person import Person, Role
from chalicelib.model.returns import ReturnStatus
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.verdict import Verdict
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.cell import folded
from chalicelib.tables.spans import read_target
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import (
    AUTHORITY,
    BY_KEY,
    CASES,
    CHECKS,
    DEADLINES,
    ORDERS,
    PAYMENTS,
    POLICY,
)
from tests.automations.triaged import facts
from tests.chapters import BY_NAME, Row, parts
from tests.memory import SHANGHAI, Plan, small_book

FOLDER = Path(__file__).parent / "scenarios"
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
"""Monday, 10:00 in Shanghai."""
DAY = timedelta(days=1)
PEOPLE = tuple(Person(role.value, f"{role.name}@shop.example", role) for role in Role)
PHOTOS = Phrase("photos, packaging photos", "照片, 包装照片")
QUESTION = Phrase("How does it work?", "怎么使用？")
HEADINGS = (CASES, POLICY, AUTHORITY, DEADLINES, CHECKS, PAYMENTS, ORDERS)
"""Where a heading without a tab is looked for, the first one first."""
WRONG = "T5"
"""In the id of rows that are wrong on purpose: orders to be held."""
Cells = dict[str, Any]


class Place(NamedTuple):
    """A column of a table, by key of its tab and its own."""

    tab: str
    column: str


NOWHERE = Place("", "")
"""What a heading stands for that is none of the sheet's."""


@cache
def place(heading: str) -> Place:
    """Return the column of the sheet that a heading names."""
    tab, name = [part.strip() for part in (*re.split("[:：]", heading, maxsplit=1), "")][:2]
    tables = [BY_NAME[folded(tab)]] if name else HEADINGS
    table = next((t for t in tables if folded(name or tab) in t.headings), None)
    return Place(table.key, table.headings[folded(name or tab)]) if table else NOWHERE


@dataclass
class Told:
    """A workbook being filled, a row of a table after the other."""

    language: Language
    rows: dict[str, list[Cells]] = field(default_factory=dict)

    def add(self, tab: str, **cells: Any) -> None:
        """Fill in a row."""
        filled = {key: value for key, value in cells.items() if value not in (None, "")}
        self.rows.setdefault(tab, []).append(filled)

    def verdicts(self) -> dict[str, Verdict]:
        """Run the desk's judgement, and return what it says of each case and order."""
        locale = SHANGHAI._replace(language=self.language)
        book = small_book(Plan(locale=locale, team=PEOPLE), **self.rows)
        told = facts(book, NOW)
        assert [(p.id, p.column, p.what.en) for p in told.problems if WRONG not in p.id] == []
        told = told.after(order_review(told))
        told = told.after(case_triage(told))
        return {r.id: r.face.verdict for tab in ("cases", "orders") for r in told.rows(tab)}


class Ask(NamedTuple):
    """A row of a table: what is given, by column, and what must follow."""

    section: int
    id: str
    row: Row

    def at(self, table: Table[Any], key: str) -> str:
        """Return what stands in a column; empty where the table has no such column."""
        for heading, said in self.row.items():
            if place(heading) == Place(table.key, key):
                return said
        return ""


def a_case(told: Told, ask: Ask) -> None:
    """Fill in a case with its order, money, parcel and return."""
    said = told.language
    of = {key: ask.at(CASES, key) for key in CASES.fields}
    judged = {key: ask.at(POLICY, key) for key in POLICY.fields}
    value, currency = (judged["value"] or "40 USD").split()
    role = next((r for r in Role if ask.at(AUTHORITY, "role") in (r.value, r.zh)), Role.OWNER)
    told.add(
        "cases", id=ask.id, order=f"O-{ask.id}", category=of["category"] or "product",
        topic=of["topic"], sku=f"S-{ask.id}", owner=role.value, status=CaseStatus.OPEN, opened=NOW,
        email=f"{ask.id}@x.example", on_file=of["on_file"] or PHOTOS.said(said),
        problem=QUESTION.said(said), remedy=of["remedy"], amount=of["amount"],
        currency=of["currency"] or (of["amount"] and "USD"), rate=of["rate"], postage=of["postage"],
    )  # fmt: skip
    days = timedelta(days=int(judged["days"])) if judged["days"] else None
    _order(told, ask, {"amount": value, "currency": currency, "country": of["country"] or "US",
                       "delivered": NOW - days if days is not None else None})  # fmt: skip
    told.add("order_lines", id=f"L-{ask.id}", order=f"O-{ask.id}", sku=f"S-{ask.id}", title="Lamp",
             quantity=1, price=value, currency=currency)  # fmt: skip
    told.add("products", id=f"S-{ask.id}", title="Lamp", product_class=judged["product_class"])
    _money(told, ask, value, currency)
    if judged["parcel"]:
        told.add("shipments", id=f"P-{ask.id}", order=f"O-{ask.id}", tracking="RB1", country="US",
                 status=judged["parcel"], shipped=NOW - 9 * DAY)  # fmt: skip
    if judged["condition"]:
        told.add("returns", id=f"R-{ask.id}", order=f"O-{ask.id}", case=ask.id, asked=NOW,
                 status=ReturnStatus.INSPECTED, condition=judged["condition"])  # fmt: skip
    for n in range(int(judged["repeats"] or 0)):
        told.add("cases", id=f"{ask.id}-{n}", status=CaseStatus.CLOSED, opened=NOW - (n + 1) * DAY,
                 closed=NOW - DAY / 2, email=f"{ask.id}@x.example")  # fmt: skip


def _order(told: Told, ask: Ask, cells: Cells) -> None:
    known = {"status": OrderStatus.SHIPPED, "placed": NOW - 30 * DAY, "paid": NOW - 30 * DAY}
    told.add("orders", id=f"O-{ask.id}", **{**known, **cells})


def _money(told: Told, ask: Ask, value: str, currency: str) -> None:
    told.add("payments", id=f"M-{ask.id}", order=f"O-{ask.id}", provider="Stripe", amount=value,
             currency=currency, status=PaymentStatus.CAPTURED)  # fmt: skip
    if back := ask.at(BY_KEY["refunds"], "amount"):
        told.add("refunds", id=f"B-{ask.id}", order=f"O-{ask.id}", case="another", amount=back,
                 currency=currency, status="paid out", asked=NOW)  # fmt: skip


def on_file(told: Told, ask: Ask) -> None:
    """Fill in a case of which only some tabs know anything."""
    tabs = {
        BY_NAME[folded(tab)].key for tab in re.split("[,，、]", ask.at(DEADLINES, "tab")) if tab
    }
    order = f"O-{ask.id}"
    told.add(
        "cases", id=ask.id, order=order, status=CaseStatus.OPEN, opened=NOW, owner=Role.OWNER.value,
        category=ask.at(CASES, "category"), topic=ask.at(CASES, "topic"),
        on_file=ask.at(CASES, "on_file"), problem=ask.at(CASES, "problem"),
    )  # fmt: skip
    if "orders" in tabs:
        _order(told, ask, {"country": "US"})
    if "order_lines" in tabs:
        told.add("order_lines", id=f"L-{ask.id}", order=order, sku="LAMP", title="Lamp", quantity=1)
    if "shipments" in tabs:
        told.add("shipments", id=f"P-{ask.id}", order=order, tracking="RB1", country="US",
                 shipped=NOW, status=ShipmentStatus.IN_TRANSIT)  # fmt: skip
    if "payments" in tabs:
        _money(told, ask, "40", "USD")


def an_order(told: Told, ask: Ask) -> None:
    """Fill in an order that is in order, but for what the row says."""
    digits = re.sub(r"\D", "", ask.id).zfill(3)
    order = f"O-{ask.id}"
    rows: dict[str, Cells] = {
        "orders": {
            "id": order, "status": OrderStatus.PAID, "buyer": "Anna Maria Keller",
            "email": f"anna{digits}@gmail.com", "phone": f"+49 30 901820{digits[-2:]}",
            "country": "DE", "city": "Berlin", "address": f"Lindenstr. {digits}",
            "postcode": "10969", "amount": 40, "currency": "USD", "placed": NOW, "paid": NOW,
        },
        "order_lines": {"id": f"L-{ask.id}", "order": order, "sku": f"S-{ask.id}", "title": "Lamp",
                        "quantity": 1, "price": 40, "currency": "USD"},
        "products": {"id": f"S-{ask.id}", "title": "Lamp", "price": 40, "currency": "USD",
                     "stock": 9},
        "payments": {"id": f"M-{ask.id}", "order": order, "provider": "Stripe", "amount": 40,
                     "currency": "USD", "status": PaymentStatus.CAPTURED},
    }  # fmt: skip
    for heading, said in _given(next(iter(ask.row.values()))):
        where = place(heading)
        rows.setdefault(where.tab, {"order": order})[where.column] = said
    for tab, cells in rows.items():
        told.add(tab, **cells)


def _given(text: str) -> list[tuple[str, str]]:
    """Return what differs: Payments: Amount = 30; Orders: Phone = (empty)."""
    pairs = [part.split("=") for part in re.split("[;；]", text) if "=" in part]
    return [(k.strip(), "" if v.strip() in ("-", "–") else v.strip()) for k, v in pairs]


def outside(told: Told, ask: Ask) -> None:
    """Fill in a case in which something happened at this instant that somebody else counts from."""
    tab, column = place(ask.at(DEADLINES, "start"))
    told.add(
        "cases", id=ask.id, order=f"O-{ask.id}", opened=NOW, category="other",
        status=CaseStatus.OPEN if tab == "cases" else CaseStatus.SOLVED,
        owner=Role.OWNER.value, channel=ask.at(CASES, "channel"),
    )  # fmt: skip
    order = {"country": ask.at(CASES, "country"), "paid": None, "placed": NOW, "status": "paid"}
    happened = {column: NOW, "provider": ask.at(PAYMENTS, "provider")}
    _order(told, ask, order | (happened if tab == "orders" else {}))
    if tab == "cases":
        told.rows["cases"][-1][column] = NOW
    elif tab != "orders":
        known = {"status": BEGUN[tab], STARTED[tab]: NOW}
        known |= happened if column != "respond_by" else happened | {column: NOW + NAMED}
        told.add(tab, id=f"X-{ask.id}", order=f"O-{ask.id}", **known)


BEGUN = {"returns": ReturnStatus.ASKED, "disputes": DisputeStatus.NEEDS_RESPONSE}
STARTED = {"returns": "asked", "disputes": "opened"}
NAMED = 12 * DAY
"""What time a provider gives that names its own date."""


Section = Callable[[Told, Ask], None]
SECTIONS: Sequence[Section] = (a_case, on_file, a_case, a_case, an_order, outside)
"""How the rows of each chapter are filled in, chapter by chapter."""


@cache
def asks(language: Language) -> Sequence[Ask]:
    """Return all rows of a language's file."""
    text = (FOLDER / f"rulebook.{language.value}.md").read_text("utf-8")
    _, *chapters = parts(text)
    return [
        Ask(number, f"T{number + 1}{row:02}", cells)
        for number, chapter in enumerate(chapters)
        for block in chapter.blocks
        for row, cells in enumerate(block.rows, 1)
    ]


@cache
def answers(language: Language) -> Mapping[str, Verdict]:
    """Return what the default rules of a language say of all rows at once."""
    told = Told(language)
    for ask in asks(language):
        SECTIONS[ask.section](told, ask)
    return told.verdicts()


def found(ask: Ask, language: Language) -> dict[str, str]:
    """Return for each column of results what the desk says, as far as the row says anything."""
    held = answers(language)
    verdict = held[ask.id] if ask.id in held else held[f"O-{ask.id}"]
    out = {}
    for heading, said in ask.row.items():
        where = place(heading)
        if where in RESULTS:
            out[heading] = RESULTS[where](verdict, said, language)
    return out


def _starts(text: str, said: str) -> str:
    return said if text.startswith(said) and said else text


def _holds(text: str, said: str) -> str:
    return said if said in text else text


def _length(verdict: Verdict, said: str) -> str:
    if verdict.external is None:
        return ""
    target = read_target(said) if said else None
    days = target and (target.days * DAY or target.span)
    return said if verdict.external - NOW == days else str(verdict.external - NOW)


Result = Callable[[Verdict, str, Language], str]
RESULTS: Mapping[Place, Result] = {
    Place("cases", "outcome"): lambda v, _, tongue: v.outcome.said(tongue) if v.outcome else "",
    Place("orders", "outcome"): lambda v, _, tongue: v.outcome.said(tongue) if v.outcome else "",
    Place("cases", "options"): lambda v, *_: v.options,
    Place("cases", "missing"): lambda v, *_: v.missing,
    Place("cases", "movement"): lambda v, _, tongue: v.movement.said(tongue) if v.movement else "",
    Place("cases", "step"): lambda v, said, _: _holds(v.step, said),
    Place("cases", "because"): lambda v, said, _: _starts(v.because, said),
    Place("cases", "limit_by"): lambda v, said, _: _starts(v.limit_by, said),
    Place("authority", "next"): lambda v, said, _: _holds(v.step, said),
    Place("checks", "check"): lambda v, said, _: _holds(v.because, said),
    Place("deadlines", "limit"): lambda v, said, _: _length(v, said),
}
"""Columns that say what follows, and how they are compared."""
