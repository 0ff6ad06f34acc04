"""A country is read by its letters or by a usual name; anything else is said."""

import pytest

from chalicelib.tables.country import COUNTRY
from tests.tables.cells import read, refused, written


@pytest.mark.parametrize("cell", ["DE", "de", " Germany ", "德国"])
def test_a_country_is_its_two_letters(cell):
    assert read(COUNTRY, cell) == "DE"
    assert written(COUNTRY, "DE") == "DE"


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000"])
def test_an_empty_cell_is_no_country(cell):
    assert read(COUNTRY, cell) == COUNTRY.empty
    assert written(COUNTRY, COUNTRY.empty) is None


@pytest.mark.parametrize("cell", ["Genovia", 49, True])
def test_what_is_no_country_is_refused(cell):
    assert "write the country as two letters, such as DE" in refused(COUNTRY, cell).en
    assert "请用两个字母填写国家，例如 DE" in refused(COUNTRY, cell).zh
