"""What must be on file is looked up where it lies; the rest is what On file names."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from chalicelib.model.case import Case
from chalicelib.model.casefile import CaseFile
from chalicelib.model.order import Order, OrderLine
from chalicelib.model.payment import Payment
from chalicelib.model.shipment import Shipment
from chalicelib.model.word import Language
from chalicelib.policy.evidence import BY_NAME, held, is_ours, lacking
from chalicelib.tables.defaults_authority import EVIDENCE_ROWS

NOW = datetime(2026, 3, 2, tzinfo=UTC)
CASE = Case("C-1")
FULL = CaseFile(
    Case("C-1", country="DE", sku="CUP", problem="How do I clean it?"),
    Order("O-1", amount=Decimal(5), currency="EUR", shipped=NOW),
    (OrderLine("L-1", "O-1", "CUP"),),
    (Shipment("S-1", "O-1", tracking="RB1"),),
    (Payment("P-1", "O-1"),),
)


@pytest.mark.parametrize("kind", sorted(BY_NAME))
def test_what_other_tabs_hold_needs_no_word(kind):
    assert held(FULL, kind)
    assert not held(CaseFile(CASE), kind)


@pytest.mark.parametrize(
    ("on_file", "kind", "expected"),
    [
        ("photos", "photos", True),
        ("3 Photos", "photos", True),
        ("照片", "photos", True),
        ("photos", "照片", True),
        ("a photo", "photos", True),
        ("photos", "packaging photos", False),
        ("包装照片3张", "packaging photos", True),
        ("certificate of loss", "certificate of loss", True),
        ("tracking number RB1", "运单号", True),
        ("", "photos", False),
    ],
)
def test_all_else_is_what_the_team_says_is_on_file(on_file, kind, expected):
    assert held(CaseFile(Case("C-1", on_file=(on_file,) if on_file else ())), kind) is expected


def test_each_kind_is_missed_once():
    assert lacking(CaseFile(CASE), ("photos", "SKU", "photos")) == ("photos", "SKU")


def test_the_customer_is_not_asked_for_what_lies_with_us():
    assert [is_ours(kind) for kind in ("运单号", "payment ID", "photos", "SKU")] == [
        True, True, False, False,
    ]  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_every_default_kind_can_be_satisfied(language):
    for row in EVIDENCE_ROWS:
        for kind in row.line(language).needs:
            filed = Case("C-1", on_file=(kind,))
            assert held(CaseFile(filed), kind)
