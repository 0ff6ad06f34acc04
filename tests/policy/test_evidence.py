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
        *(
            (said, "photos", True)
            for said in (
                "pics",
                "a picture",
                "2 images",
                "screenshots",
                "fotos",
                "图片",
                "相片",
                "实拍图",
                "3photos",
                "photos without packaging",
                "photos of missing part",
                "not only photos",
                "无人机照片",
                "等比照片",
                "照片等",
                "缺件照片",
                "照片无误",
                "未拆封照片",
                "照片待审核",
                "no invoice but photos",
                "photos requested and received",
                "10 photos",
            )
        ),
        *(
            (said, kind, False)
            for kind in ("photos", "照片")
            for said in (
                "no photos",
                "photos requested",
                "waiting for photos",
                "photos missing",
                "no photos yet",
                "photos not yet received",
                "photos: none",
                "asked the customer for photos",
                "photographer",
                "0 photos",
                "photos will follow",
                "waiting for the customer to send pics",
                "photos haven't been received",
                "no packaging photos yet",
                "epics",
                "待补包装照片",
                "没有照片",
                "无照片",
                "照片未提供",
                "缺照片",
                "待补照片",
                "等客户发照片",
                "照片还没收到",
                "照片待补",
                "没有图片",
                "照片（未收到）",
            )
        ),
        *(
            (said, "packaging photos", True)
            for said in (
                "photos of packaging",
                "package photos",
                "packing photos",
                "photos of the box",
                "photos of the fault and the packaging",
                "packaging pics",
                "包装图片",
                "包装照",
                "包装箱照片",
                "外箱照片",
                "外包装图片",
                "照片含包装",
            )
        ),
        *(
            (said, "包装照片", False)
            for said in (
                "no packaging photos yet",
                "packaging photos requested",
                "photos without packaging",
                "待补包装照片",
                "外箱照片未提供",
                "没有包装图",
                "packaging",
                "图片",
            )
        ),
        ("pictures of the label", "photos of the label", True),
        *(
            (said, "photos", False)
            for said in (
                "don't have photos",
                "customer hasn't sent photos",
                "n/a photos",
                "photos?",
                "photos tbc",
                "客户拒绝提供照片",
                "照片/视频待补",
                "照片需要补",
            )
        ),
        ("photos. not opened yet", "photos", True),
        ("wechat", "chat", False),
        ("chats", "chat", True),
        ("no tracking number", "tracking number", False),
        ("certificate of loss requested", "certificate of loss", False),
        ("没有运单号", "运单号", False),
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
