"""Countries by the names people use, and what rules may name in their place."""

import pytest

from chalicelib.model.person import Person
from chalicelib.model.region import EU, NAMES, coded, country_code, places
from chalicelib.policy.assign import candidate


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("DE", "DE"), (" de ", "DE"), ("Germany", "DE"), ("GERMANY", "DE"), ("德国", "DE"),
        ("ＤＥ", "DE"), ("uk", "GB"), ("中国大陆", "CN"), ("", ""), ("Genovia", ""), ("D3", ""),
    ],
)  # fmt: skip
def test_a_country_is_two_letters(typed, code):
    assert country_code(typed) == code


def test_every_member_of_the_european_union_has_names_in_both_languages():
    for code in EU:
        names = [name for name, meant in NAMES.items() if meant == code]
        assert {name.isascii() for name in names} == {True, False}, code


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Germany, EU", "DE, EU"),
        ("德国、欧盟", "DE、EU"),
        ("非德国", "非DE"),
        ("not South Africa", "not ZA"),
        ("Northern Ireland; Ireland", "GB; IE"),
        ("印度尼西亚, 印度", "ID, IN"),
        ("Germanyx", "Germanyx"),
    ],
)
def test_names_in_a_cell_are_letters(cell, meant):
    assert coded(cell) == meant


def test_people_and_rows_may_name_a_country_otherwise_than_an_order():
    assert places("Germany") == ("DE", "EU", "*")
    assert candidate(Person("Ben", regions=("德国", "eu")), on_duty=True).regions == {"DE", "EU"}
