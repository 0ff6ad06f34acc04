"""A rule tab as CSV: whichever way a spreadsheet program wrote it, the tab is known."""

from __future__ import annotations

import csv
from io import StringIO
from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.word import Language
from chalicelib.tables.codec import Locale
from chalicelib.tables.defaults import default_rows, home
from chalicelib.tables.parse import parse
from chalicelib.tables.rules_csv import RULE_TABS, NoRulesError, rules_csv
from chalicelib.tables.workbook import BY_KEY


def exported(table, locale, separator=",", encoding="utf-8-sig"):
    """Return a tab of a new workbook as a spreadsheet program saves it as CSV."""
    out = StringIO()
    lines = csv.writer(out, delimiter=separator)
    lines.writerow(table.heading_row(locale.language))
    for record in default_rows(locale)[table.key]:
        lines.writerow("" if cell is None else cell for cell in table.render(record, locale))
    return out.getvalue().encode(encoding)


LOCALES = {language: home(language) for language in Language}
FULL = [key for key in RULE_TABS if key not in ("holidays", "team")]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("key", list(RULE_TABS))
def test_a_tab_is_known_by_its_headings(key, language):
    table = RULE_TABS[key]
    found, grid = rules_csv(exported(table, LOCALES[language]), "some file")
    assert found == key
    parsed = parse(table, grid, LOCALES[language])
    assert [record.id for record in parsed.records] == [
        record.id for record in default_rows(LOCALES[language])[key]
    ]
    assert parsed.problems == []


@pytest.mark.parametrize(("separator", "encoding"), [(";", "utf-8"), ("\t", "gb18030")])
def test_separators_and_letters_of_other_countries_are_read(separator, encoding):
    content = exported(BY_KEY["phrases"], LOCALES[Language.ZH], separator, encoding)
    key, grid = rules_csv(content, "x")
    assert key == "phrases"
    assert "无条件退款" in str(grid.rows)


def test_the_name_of_the_file_decides_where_headings_do_not():
    content = b"Rule ID,Active,Category,Topic,Source\nX,yes,,,me\n"
    assert rules_csv(content, "Desk - Evidence")[0] == "evidence"
    assert rules_csv(content, "政策")[0] == "policy"


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"a,b,c\n1,2,3\n", b"Case ID,Order ID\n", b"\xff\xfe"]
)
def test_a_file_without_rules_is_refused(content):
    with pytest.raises(NoRulesError):
        rules_csv(content, "Policy")


def test_a_locale_of_its_own_is_no_matter():
    other = Locale(Language.EN, ZoneInfo("Europe/Berlin"), "EUR")
    assert rules_csv(exported(BY_KEY["authority"], other), "x")[0] == "authority"
