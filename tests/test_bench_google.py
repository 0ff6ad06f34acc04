"""The race on a shared sheet: it counts what it says it counts. How fast is not a test's business."""

from __future__ import annotations

import pytest

from bench.google import book, raced
from bench.google_cost import RUNS, measured
from bench.google_tools import ID, TOOLS

CASES, DAYS = 40, 6


@pytest.fixture(scope="module")
def tools():
    return {found["tool"]: found for found in raced(CASES, DAYS)}


def test_every_tool_lives_through_the_same_days(tools):
    assert list(tools) == list(TOOLS)
    assert [found["days"] for found in tools.values()] == [DAYS, DAYS, 1]


def test_ours_leaves_nothing_wrong_after_a_further_run_and_touches_no_cell_of_people(tools):
    ours = tools["ours"]
    assert ours["wrong_at_last"] == ours["lost_at_last"] == ours["human"] == ours["stopped"] == 0


def test_writing_by_row_number_puts_values_on_wrong_rows(tools):
    naive = tools["by row number, one batch"]
    assert naive["wrong"] > 0
    assert naive["lost"] > 0


QUESTION = 200
"""Bytes in which a run names the tabs that it reads."""


@pytest.mark.parametrize("tool", ["ours", "by row number, one batch"])
def test_a_run_with_nothing_to_do_sends_its_question_and_nothing_else(tool):
    runs = measured(tool, 30)["runs"]
    assert list(runs) == list(RUNS)
    assert runs["nothing changed"]["sent"] < QUESTION
    assert runs["nothing changed"]["calls"] < runs["a tenth changed"]["calls"]


def test_every_made_up_case_has_an_id_of_its_own():
    headings, *rows = book(CASES)
    names = [row[headings.index(ID)] for row in rows]
    assert len(set(names)) == len(names) == CASES
