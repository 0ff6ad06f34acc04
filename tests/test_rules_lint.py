"""aftersheet rules lint: what a new workbook says, and what a spoilt one does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech
from chalicelib.model.person import Role
from chalicelib.model.word import Language
from chalicelib.tables.defaults_platforms import DEADLINE_ROWS
from chalicelib.tables.workbook import (
    AUTHORITY,
    DEADLINES,
    EVIDENCE,
    KEYWORDS,
    PHRASES,
    POLICY,
    PRODUCTS,
    SLA,
    TEAM,
)


def call(language, *arguments):
    return CliRunner().invoke(command(Speech(language)), [str(one) for one in arguments])


@pytest.fixture(scope="module", params=list(Language))
def made(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "desk.xlsx"
    language = ["--lang", "zh"] if request.param is Language.ZH else []
    assert call(request.param, "new", path, *language).exit_code == 0
    return path, request.param


def lines(path, language):
    """Return what lint tells of a workbook: tab, row, whether it is wrong, words."""
    told = json.loads(call(language, "rules", "lint", path, "--json").output)
    return [(one["tab"], one["row"], one["wrong"], one["what"]["en"]) for one in told]


def test_the_rules_of_a_new_workbook_hold_together(made):
    path, language = made
    told = call(language, "rules", "lint", path)
    assert told.exit_code == 0, told.output
    assert ("外部期限" if language is Language.ZH else "Deadlines") in told.output
    assert not (path.parent / "desk.aftersheet" / "ledger.sqlite3-wal").exists()


def test_of_a_new_workbook_only_what_the_owner_has_to_do_is_told_once(made):
    path, language = made
    staff, deadlines = lines(path, language)
    assert staff[:3] == ("authority", "A02", False)
    assert "has the role intermediate agent, or one above it, whom junior agent" in staff[3]
    assert deadlines[:3] == ("deadlines", "", False)
    assert f"before you rely on them: {len(DEADLINE_ROWS)};" in deadlines[3]


def test_with_a_team_and_articles_only_the_deadlines_are_left(made, tmp_path):
    path, language = made
    copy = Path(shutil.copy(path, tmp_path / "desk.xlsx"))
    boss = {(TEAM, "id", 2): "Max", (TEAM, "email", 2): "max@shop.example"}
    article = {(PRODUCTS, "id", 2): "A-1", (PRODUCTS, "product_class", 2): "toys"}
    typed(copy, {**boss, (TEAM, "role", 2): Role.OWNER.said(language), **article})
    assert [one[:2] for one in lines(copy, language)] == [("deadlines", "")]


def test_what_was_quietened_is_still_told_where_it_is_real(made, tmp_path):
    path, language = made
    copy = Path(shutil.copy(path, tmp_path / "desk.xlsx"))
    agent = {(TEAM, "id", 2): "Ida", (TEAM, "email", 2): "ida@shop.example"}
    role = {(TEAM, "role", 2): Role.INTERMEDIATE.said(language)}
    article = {(PRODUCTS, "id", 2): "A-1", (PRODUCTS, "product_class", 2): "battery pack"}
    spoilt = {(DEADLINES, "source", 2): None, (POLICY, "product_class", 4): "battery pak"}
    typed(copy, {**agent, **role, **article, **spoilt, (POLICY, "product_class", 5): "fragile"})
    told = [(tab, row, words) for tab, row, _, words in lines(copy, language)]
    said = "\n".join(f"{tab} {row} {words}" for tab, row, words in told)
    assert "authority A03 nobody on the Team tab" in said
    assert "whom intermediate agent has to ask" in said
    assert "deadlines D01 the deadline names no source" in said
    assert "policy P03 no row of Products has the class 'battery pak': did you mean" in said
    assert "policy P04 no row of Products has the class 'fragile': correct it" in said


def typed(path, cells):
    """Let a person type into cells: tab, column by its key, row as the sheet counts."""
    book = load_workbook(path)
    for (table, key, row), value in cells.items():
        sheet = next(book[title] for title in table.name if title in book.sheetnames)
        headings = [cell.value for cell in sheet[1]]
        at = next(n for n, said in enumerate(headings) if said in table.fields[key].heading)
        sheet.cell(row, at + 1).value = value
    book.save(path)


def test_slips_in_single_words_are_told(made, tmp_path):
    path, language = made
    copy = Path(shutil.copy(path, tmp_path / "desk.xlsx"))
    late = {(KEYWORDS, "words", 7): "late", (KEYWORDS, "words", 2): "late"}
    rich = {(AUTHORITY, "cap", 2): "500 USD", (AUTHORITY, "cap", 3): "100 USD"}
    slips = {(DEADLINES, "who", 15): "Amzon, Europe", (PHRASES, "words", 2): "*"}
    near = {(KEYWORDS, "topic", 7): "damaged", (EVIDENCE, "topic", 2): "demaged"}
    typed(copy, {**late, **rich, **slips, **near})
    said = [(tab, row) for tab, row, _, _ in lines(copy, language)]
    told = {("keywords", "T06"), ("authority", "A01"), ("phrases", "W01"), ("evidence", "E01")}
    assert told <= set(said)
    assert said.count(("deadlines", "D14")) == 2


@pytest.mark.parametrize("words", ["Thank you", "How did we do with your order", "谢谢您的评价"])
def test_what_customers_read_on_a_page_and_in_a_question_is_compared_too(made, tmp_path, words):
    path, language = made
    copy = Path(shutil.copy(path, tmp_path / "desk.xlsx"))
    typed(copy, {(PHRASES, "words", 2): words})
    told = [said for tab, row, _, said in lines(copy, language) if (tab, row) == ("phrases", "W01")]
    assert any("which a text of the desk itself holds" in said for said in told)


def test_a_spoilt_workbook_names_row_and_remedy(made):
    path, language = made
    first = {(POLICY, key, 2): None for key in ("topic", "parcel")}
    circle = {(AUTHORITY, "next", 5): "junior agent"}
    typed(path, {**first, **circle, (POLICY, "days", 25): "7-14", (SLA, "kind", 2): None})
    told = call(language, "rules", "lint", path, "--json")
    assert told.exit_code == 1, told.output
    wrong = {(one["tab"], one["row"]) for one in json.loads(told.output) if one["wrong"]}
    assert ("policy", "P24") in wrong
    assert ("policy", "P05") in wrong
    assert ("authority", "A04") in wrong
    assert {row for tab, row in wrong if tab == "sla"} >= {"C02", "C03"}
