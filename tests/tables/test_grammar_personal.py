"""No clock goes by personal data: the ledger would keep it."""

import pytest

from chalicelib.tables.codec import Locale
from chalicelib.tables.grammar import Grammar
from chalicelib.tables.saying import Unreadable
from chalicelib.tables.workbook import CASES


@pytest.mark.parametrize("text", ["Customer = Anna", "E-mail = a@b.example", "客户 = 张伟"])
def test_personal_columns_are_refused(text):
    with pytest.raises(Unreadable, match="personal data"):
        Grammar(CASES, Locale()).moments(text)
