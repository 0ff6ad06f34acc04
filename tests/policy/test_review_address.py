"""Ordinary addresses of many countries, and wrong ones beside them: which are told of."""

from __future__ import annotations

from time import process_time

import pytest

from chalicelib.model.order import Order
from chalicelib.model.word import Language
from chalicelib.policy import address
from chalicelib.policy.lines import MarketLine
from chalicelib.policy.orderfile import OrderFile
from chalicelib.tables.defaults import default_rows, home

UNFIT, NO_CITY = "does not fit", "the city is missing"
NO_AREA, NO_LIST = "the state or province is missing", "is on no list"


def said(country, rule="", **cells):
    """Return what is wrong with the address of an order, in English."""
    fine = {"address": "1 High Street", "city": "Town"}
    order = Order("O", country=country, **{**fine, **cells})
    return [
        f.what.en
        for f in address.address(OrderFile(order, market=MarketLine(country, postcode=rule)))
    ]


POSTCODES = [
    ("JP", "〒530-0001", True),
    ("JP", "〒 530-0001", True),
    ("JP", "530−0001", True),
    ("JP", "530‐0001", True),
    ("JP", "５３０ー０００１", True),
    ("JP", "5300001", True),
    ("JP", "53000012", False),
    ("IN", "400 001", True),
    ("PL", "00001", True),
    ("PL", "00–001", True),
    ("PT", "1100048", True),
    ("CA", "H2X-1K4", True),
    ("CA", "H2X 1K", False),
    ("US", "900121234", True),
    ("US", "90012–1234", True),
    ("US", "2108", False),
    ("BR", "01.310-100", True),
    ("DE", "4109", False),
    ("DE", "101170", False),
    ("CN", "51805", False),
    ("GB", "SW1A-2AA", True),
]  # fmt: skip


@pytest.mark.parametrize(("country", "code", "fits"), POSTCODES)
def test_a_postcode_fits_whatever_stands_between_its_parts(country, code, fits):
    told = [w for w in said(country, postcode=code) if UNFIT in w]
    assert len(told) == (not fits)


AREAS = [
    ("CN", "广东", True),
    ("CN", "北京", True),
    ("CN", "上海", True),
    ("CN", "Guangdong", True),
    ("CN", "guangdong province", True),
    ("CN", "California", False),
    ("CN", "加利福尼亚", False),
    ("JP", "東京", True),
    ("JP", "Tokyo-to", True),
    ("JP", "Berlin", False),
    ("BR", "Sao Paulo", True),
    ("TR", "Istanbul", True),
    ("US", "Washington DC", True),
    ("US", "D.C.", True),
    ("US", "Calif.", True),
    ("US", "加利福尼亚", True),
    ("US", "Bavaria", False),
    ("IE", "Dublin", True),
    ("IE", "County Cork", True),
    ("IE", "Bavaria", False),
    ("IT", "Lazio", True),
    ("IT", "Bayern", False),
    ("HK", "Hong Kong", True),
    ("HK", "香港", True),
    ("DE", "Anything", True),
]


@pytest.mark.parametrize(("country", "region", "listed"), AREAS)
def test_a_province_is_known_by_its_usual_names(country, region, listed):
    told = [w for w in said(country, region=region, rule="no") if NO_LIST in w]
    assert len(told) == (not listed)


MISSING = [
    ("HK", {"city": "Hong Kong"}, []),
    ("HK", {"city": "香港"}, []),
    ("HK", {"city": "Tsim Sha Tsui"}, []),
    ("HK", {"city": ""}, [NO_AREA]),
    ("AE", {"city": "Dubai"}, []),
    ("CN", {"city": "", "region": "上海市"}, []),
    ("CN", {"city": "", "region": "北京市"}, []),
    ("CN", {"city": "", "region": "Chongqing Shi"}, []),
    ("CN", {"city": "天津市", "region": ""}, []),
    ("CN", {"city": "Beijing", "region": ""}, []),
    ("CN", {"city": "", "region": "广东省"}, [NO_CITY]),
    ("CN", {"city": "深圳市", "region": ""}, [NO_AREA]),
    ("US", {"city": "Kansas City", "region": ""}, [NO_AREA]),
    ("CN", {"city": "", "region": "California"}, [NO_CITY, NO_LIST]),
]


@pytest.mark.parametrize(("country", "cells", "wrong"), MISSING)
def test_a_place_that_is_city_and_province_is_not_missed(country, cells, wrong):
    found = said(country, rule="no", **cells)
    found = [w for w in found if "postcode" not in w]
    assert [part in w for part, w in zip(wrong, found, strict=True)] == [True] * len(wrong)


@pytest.mark.parametrize("language", Language)
def test_domestic_orders_in_china_need_no_postcode(language):
    (china,) = [row for row in default_rows(home(language))["markets"] if row.id == "CN"]
    cells = {"region": "广东省", "city": "深圳市", "address": "科技园路1号"}
    assert said("CN", china.postcode, **cells) == []
    assert UNFIT in said("CN", china.postcode, **cells, postcode="51805")[0]


@pytest.mark.parametrize("rule", ["", "99999"])
def test_a_postcode_without_end_is_refused_at_once(rule):
    start = process_time()
    assert UNFIT in said("DE", rule, postcode="1" * 50_000)[0]
    assert process_time() - start < 1


NAMES = {
    "李": True, "金": True, "김": True, "Na": True, "NA": True, "Li": True, "欧阳 明": True,
    "n/a": False, "无": False, "测试": False, "L": False, "-": False, "": False, "x": False,
}  # fmt: skip


@pytest.mark.parametrize(("name", "fine"), NAMES.items())
def test_short_names_are_names(name, fine):
    assert (list(address.recipient(OrderFile(Order("O", buyer=name)))) == []) is fine
