"""aftersheet rules lint: what a new workbook says, and what a spoilt one does."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.tables.workbook import AUTHORITY, POLICY, SLA


def call(language, *arguments):
    return CliRunner().invoke(command(Speech(language)), [str(one) for one in arguments])


@pytest.fixture(scope="module", params=list(Language))
def made(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "desk.xlsx"
    language = ["--lang", "zh"] if request.param is Language.ZH else []
    assert call(request.param, "new", path, *language).exit_code == 0
    return path, request.param


def test_the_rules_of_a_new_workbook_hold_together(made):
    path, language = made
    told = call(language, "rules", "lint", path)
    assert told.exit_code == 0, told.output
    assert ("外部期限" if language is Language.ZH else "Deadlines") in told.output
    assert not (path.parent / "desk.aftersheet" / "ledger.sqlite3-wal").exists()


def typed(path, cells):
    """Let a person type into cells: tab, column by its key, row as the sheet counts."""
    book = load_workbook(path)
    for (table, key, row), value in cells.items():
        sheet = next(book[title] for title in table.name if title in book.sheetnames)
        headings = [cell.value for cell in sheet[1]]
        at = next(n for n, said in enumerate(headings) if said in table.fields[key].heading)
        sheet.cell(row, at + 1).value = value
    book.save(path)


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
