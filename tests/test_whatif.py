"""aftersheet whatif: tries the rules of another file, says what would differ, leaves no trace."""

from __future__ import annotations

import csv
from hashlib import sha256
from io import StringIO

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech
from chalicelib.model.word import Language
from chalicelib.tables.workbook import AUTHORITY, SLA

AT = ["--at", "2026-03-10T10:00+08:00"]


def call(*arguments, language=Language.EN):
    return CliRunner().invoke(command(Speech(language)), [str(one) for one in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("desk") / "desk.xlsx"
    assert call("new", path, "--sample").exit_code == 0
    return path


def typed(path, out, cells):
    """Save a copy of a workbook with some cells changed: tab, row by its id, column."""
    book = load_workbook(path)
    for (table, name, key), value in cells.items():
        sheet = next(book[title] for title in table.name if title in book.sheetnames)
        headings = [cell.value for cell in sheet[1]]
        at = headings.index(table.fields[key].heading.en)
        row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == name)
        row[at].value = value
    book.save(out)
    return out


def state(folder):
    return {
        path.relative_to(folder): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_same_rules_change_nothing(made):
    told = call("whatif", made, "--policy", made, *AT)
    assert told.exit_code == 0, told.output
    assert "Nothing would be otherwise." in told.output


def test_other_rules_are_tried_and_nothing_is_written(made, tmp_path):
    changes = {(SLA, "C07", "target"): "10 days", (AUTHORITY, "A01", "cap"): "1 USD"}
    other = typed(made, tmp_path / "other.xlsx", changes)
    before = state(made.parent)
    out = tmp_path / "all.csv"
    told = call("whatif", made, "--policy", other, "--csv", out, *AT)
    assert told.exit_code == 0, told.output
    assert state(made.parent) == before
    assert "Records that differ:" in told.output
    rows = list(csv.DictReader(StringIO(out.read_text("utf-8-sig"))))
    assert {row["Rule"] for row in rows if row["What"] == "deadline"} == {"C07"}
    assert len(rows) > 20
    assert "--csv FILE lists all" in told.output


def test_one_tab_as_csv_will_do_in_chinese_too(made, tmp_path):
    sheet = load_workbook(made)["SLA"]
    other = tmp_path / "SLA.csv"
    with other.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        for row in sheet.iter_rows(values_only=True):
            lines.writerow("8 days" if cell == "15 days" else cell for cell in row)
    told = call("whatif", made, "--policy", other, *AT, language=Language.ZH)
    assert told.exit_code == 0, told.output
    assert "有变化的记录：期限" in told.output


def test_a_file_without_rules_is_refused(made, tmp_path):
    other = tmp_path / "shopping.csv"
    other.write_text("milk,eggs\n1,2\n")
    told = call("whatif", made, "--policy", other)
    assert told.exit_code == 1
    assert "shopping.csv holds no rule tab" in told.output
