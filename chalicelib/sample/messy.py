"""Rows as people leave them: what the desk must point out without being put off by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.model.case import Case, CaseStatus, Category, Kind
from chalicelib.model.order import Order, OrderStatus
from chalicelib.model.returns import Return, ReturnStatus
from chalicelib.model.word import Language, Phrase
from chalicelib.sample.people import CHEN_JING, LI_NA
from chalicelib.sample.world import ago
from chalicelib.tables.cell import Cell
from chalicelib.tables.codec import Locale
from chalicelib.tables.table import Table
from chalicelib.tables.workbook import CASES, ORDERS, RETURNS

LONG = Phrase(
    "Copied from the chat: the buyer repeats that the parcel never came. ",
    "以下摘自聊天记录：买家反复说明没有收到包裹。",
)
LONGEST = 30_000
QUESTION = Phrase("When will the blue one be back in stock?", "蓝色款什么时候补货？")

DECIMAL_COMMA, NO_SUCH_DAY, UNKNOWN_STATUS = "CASE-1101", "CASE-1102", "CASE-1103"
DOUBLED, FORMULA_NAME, EMOJI = "CASE-1104", "CASE-1105", "CASE-1106"
LONG_TEXT, ERROR_TEXT, TWO_DAYS, NO_DATE = "CASE-1107", "CASE-1108", "CASE-1109", "CASE-1110"
STRANGE_OWNER = "CASE-1111"

MESSY_CASES: tuple[tuple[str, Mapping[str, Cell | Phrase]], ...] = (
    (DECIMAL_COMMA, {"amount": "12,50", "currency": "EUR"}),
    (NO_SUCH_DAY, {"opened": "31/02/2026"}),
    (UNKNOWN_STATUS, {"status": Phrase("parked", "先放着")}),
    (DOUBLED, {"topic": Phrase("late", "延误")}),
    (DOUBLED, {"topic": Phrase("damaged", "破损")}),
    ("", {"customer": "Nora Lindqvist", "country": "SE", "kind": None}),
    (FORMULA_NAME, {"customer": "=Anna Schmidt"}),
    (
        EMOJI,
        {
            "problem": Phrase(
                "So happy with it! 🎉🧡 But one 🧦 is missing 😢", "很喜欢！🎉🧡 但是少了一只🧦😢"
            )
        },
    ),
    (LONG_TEXT, {"problem": LONG}),
    (ERROR_TEXT, {"amount": "#N/A"}),
    (TWO_DAYS, {"first_reply": "03/04/2026"}),
    (NO_DATE, {"opened": Phrase("yesterday afternoon", "昨天下午")}),
    (
        STRANGE_OWNER,
        {"owner": Phrase("the new girl", "新来的同事"), "email": "nora(at)example.com"},
    ),
)
SPOILT_ID = 1.23e15
"""An order number that a spreadsheet took for a number."""


def messy_cases(locale: Locale, start: datetime) -> list[list[Cell]]:
    """Return rows of Cases with one thing wrong in each."""
    return [
        spoilt(CASES, _case(n, name, locale.language, start), locale, cells)
        for n, (name, cells) in enumerate(MESSY_CASES)
    ]


def messy_orders(locale: Locale, start: datetime) -> list[list[Cell]]:
    """Return an order whose number was spoilt."""
    when = ago(start, {"placed": 4, "paid": 3.8})
    held = Order("", "AliExpress", OrderStatus.PAID, country="US", **when)
    return [spoilt(ORDERS, held, locale, {"id": SPOILT_ID, "postcode": 97205.0})]


def messy_returns(locale: Locale, start: datetime) -> list[list[Cell]]:
    """Return a return about which somebody was not sure."""
    asked = start - timedelta(days=30)
    back = Return("RET-1101", status=ReturnStatus.FINISHED, asked=asked, agreed=asked)
    word = Phrase("maybe", "也许").said(locale.language)
    return [spoilt(RETURNS, back, locale, {"resellable": word})]


def spoilt(
    table: Table[Any], record: object, locale: Locale, cells: Mapping[str, Cell | Phrase]
) -> list[Cell]:
    """Return a record's cells with some of them overtyped, as they stand in the sheet."""
    row = table.render(record, locale)
    for place, column in enumerate(table.columns):
        if column.key in cells:
            row[place] = _typed(cells[column.key], locale.language)
    return row


def _typed(cell: Cell | Phrase, language: Language) -> Cell:
    if not isinstance(cell, Phrase):
        return cell
    said = cell.said(language)
    return (said * (LONGEST // len(said))).strip() if cell is LONG else said


def _case(n: int, name: str, language: Language, start: datetime) -> Case:
    opened = start - timedelta(hours=30 + n)
    soon = opened + timedelta(minutes=2)
    return Case(
        name,
        kind=Kind.INQUIRY,
        category=Category.OTHER,
        topic=Phrase("question", "咨询").said(language),
        channel=Phrase("Shop", "独立站").said(language),
        country="DE",
        status=CaseStatus.OPEN,
        customer="Nora Lindqvist",
        problem=QUESTION.said(language),
        owner=(LI_NA if n % 2 else CHEN_JING).said(language),
        opened=opened,
        first_reply=soon,
        last_reply=soon,
        contacted=soon,
    )


def rows_by_tab(locale: Locale, start: datetime) -> Mapping[str, Sequence[list[Cell]]]:
    """Return all messy rows by key of the tab."""
    return {
        CASES.key: messy_cases(locale, start),
        ORDERS.key: messy_orders(locale, start),
        RETURNS.key: messy_returns(locale, start),
    }
