"""A row of Deadlines speaks of a channel or provider by any of its usual names."""

from __future__ import annotations

import pytest

from chalicelib.model.case import Case
from chalicelib.model.casefile import CaseFile
from chalicelib.policy.binding import binds, bound_of
from chalicelib.policy.book import Deadline
from chalicelib.policy.lines import DeadlineLine


def bound(who, channel, country=""):
    deadline = Deadline(DeadlineLine("D", who=(who,)), "cases", "opened", None)
    return binds(deadline, bound_of(CaseFile(Case("C", channel=channel, country=country))))


@pytest.mark.parametrize(
    ("who", "channel"),
    [
        ("Amazon", "亚马逊"),
        ("Amazon", "亚马逊美国站"),
        ("Amazon", "Amazon美国站"),
        ("Amazon", "Amazon.de"),
        ("Amazon", "AMZ US"),
        ("亚马逊", "Amazon.co.uk"),
        ("Walmart", "沃尔玛"),
        ("Walmart", "Wal-Mart"),
        ("AliExpress", "速卖通"),
        ("AliExpress", "全球速卖通 2店"),
        ("AliExpress", "Ali Express"),
        ("eBay", "E-bay"),
        ("eBay", "ｅＢａｙ"),
        ("eBay", "易贝"),
        ("PayPal", "贝宝"),
        ("TikTok Shop VN", "TikTok小店越南"),
        ("TikTok Shop TH", "TikTok Thailand"),
        ("TikTok Shop UK", "TikTok Shop UK"),
        ("Our Fair", "our fair, hall 3"),
    ],
)
def test_a_platform_is_bound_by_whatever_people_call_it(who, channel):
    assert bound(who, channel)


@pytest.mark.parametrize(
    ("who", "channel"),
    [
        ("Amazon", "Amazonia"),
        ("Amazon", "沃尔玛"),
        ("Amazon", "独立站"),
        ("eBay", "The bay"),
        ("eBay", "Baytown"),
        ("TikTok Shop VN", "TikTok小店泰国"),
        ("TikTok Shop VN", "TikTok"),
        ("Visa", "Visalia"),
        ("EU", "EU shop"),
    ],
)
def test_another_name_is_another_platform(who, channel):
    assert not bound(who, channel)
