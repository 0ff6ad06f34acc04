"""Goods before money: what a row of Policy says, and what is still to come back."""

import pytest

from chalicelib.model.case import Remedy
from chalicelib.model.returns import Condition, Return, ReturnStatus
from chalicelib.model.verdict import Movement
from chalicelib.policy.goods import Goods, awaited, goods_first, keeps, stage
from chalicelib.policy.payout_words import GOODS_FIRST, NO_RETURN
from chalicelib.policy.refunding import CASH

C = Condition
S = ReturnStatus


def back(status=None, **cells):
    return Return("B", status=status, **cells)


@pytest.mark.parametrize("said", [True, False])
@pytest.mark.parametrize("remedy", sorted(CASH))
def test_the_row_decides_whether_money_waits(remedy, said):
    assert goods_first(remedy, said) is said


def test_where_the_row_is_silent_only_a_return_for_refund_waits():
    assert {remedy: goods_first(remedy, None) for remedy in CASH} == {
        Remedy.RETURN: True, Remedy.REFUND: False, Remedy.PARTIAL: False,
    }  # fmt: skip


@pytest.mark.parametrize("said", [True, False, None])
@pytest.mark.parametrize("remedy", [None, *sorted(set(Remedy) - CASH)])
def test_without_money_nothing_waits(remedy, said):
    assert goods_first(remedy, said) is None


@pytest.mark.parametrize(
    ("returns", "expected"),
    [
        ([], NO_RETURN),
        ([back(S.REFUSED)], NO_RETURN),
        ([back()], GOODS_FIRST),
        ([back(S.ASKED)], GOODS_FIRST),
        ([back(S.RECEIVED)], GOODS_FIRST),
        ([back(S.INSPECTED)], None),
        ([back(S.FINISHED)], None),
        ([back(S.INSPECTED), back(S.ON_THE_WAY)], GOODS_FIRST),
        ([back(S.INSPECTED), back(S.REFUSED)], None),
    ],
)
def test_goods_are_awaited_until_all_are_inspected(returns, expected):
    assert awaited(returns) is expected


FINE, LOOSE = [back(S.INSPECTED)], [Return("B-1", "O-1")]
KEEPS = {
    "untold": (Goods(), "无法判断工单 C-1 的商品是否须先退回"),
    "never": (Goods(first=False, came=C.WRONG), None),
    "none": (Goods(first=True), "工单 C-1 须先退回商品，但没有退货记录"),
    "loose": (
        Goods(first=True, loose=LOOSE),
        "工单 C-1 须先退回商品，而订单 O-1 的退货 B-1 未填写工单",
    ),
    "one of its own": (Goods(first=True, returns=FINE, loose=LOOSE), None),
    "unseen": (Goods(first=True, returns=[back()], loose=LOOSE), "工单 C-1 的退货尚未验货"),
    "as new": (Goods(first=True, returns=FINE, came=C.AS_NEW), None),
    "as it was": (Goods(first=True, returns=FINE, came=C.USED, granted_as="used"), None),
    "mended": (Goods(first=True, returns=FINE, came=C.AS_NEW, granted_as="used"), None),
    "otherwise": (
        Goods(first=True, returns=FINE, came=C.WRONG, granted_as="used"),
        "工单 C-1 批准后，退回商品的状况为“货不对版”",
    ),
}


@pytest.mark.parametrize(("goods", "expected"), KEEPS.values(), ids=KEEPS.keys())
def test_what_keeps_money_that_leaves_after_goods(goods, expected):
    why = keeps("C-1", goods)
    assert (why and why.what.zh) == expected


def test_each_return_stands_somewhere():
    found = {status: stage(back(status)) for status in S}
    assert found == {
        S.ASKED: None, S.REFUSED: None,
        S.AGREED: Movement.AWAITING_GOODS, S.ON_THE_WAY: Movement.AWAITING_GOODS,
        S.RECEIVED: Movement.GOODS_BACK,
        S.INSPECTED: Movement.INSPECTED, S.FINISHED: Movement.INSPECTED,
    }  # fmt: skip
    assert stage(back()) is None
