"""Small words that people see: languages, instants, broken rule cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.automations.overview import PROBLEMS, recounted
from chalicelib.automations.owner import broken_layout
from chalicelib.automations.plan import Plan
from chalicelib.automations.unread_rules import STANDS_STILL
from chalicelib.messages.compose import compose
from chalicelib.messages.mail import Sender
from chalicelib.model.intent import IntentKind
from chalicelib.model.lines import OverviewLine
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.history import Between
from chalicelib.sla.say import Voice
from chalicelib.sla.why import _since
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import TABS
from tests.automations.small import MONDAY, SmallDesk
from tests.test_cli import EN, call

BAD = Phrase("cannot be read", "无法读取")


@pytest.fixture
def facts(tmp_path):
    return SmallDesk(tmp_path, cases=[{"id": "C-1"}]).desk.runner.facts(MONDAY)


def test_each_broken_rule_cell_is_told(facts):
    wrong = [Problem("policy", n, "amount", BAD, Rank.LAYOUT, f"P{n}") for n in range(7)]
    sound = len(broken_layout(replace(facts, problems=[])).intents)
    assert len(broken_layout(replace(facts, problems=wrong)).intents) == sound + 7


def told_of(facts, *problem):
    """Return what the shop's owner is told of one problem."""
    wrong = [Problem(*problem[:3], BAD, Rank.LAYOUT, *problem[3:])]
    return broken_layout(replace(facts, problems=wrong)).intents


@pytest.mark.parametrize(
    ("problem", "stands", "place"),
    [
        (("policy", 24, "cap", "P23"), "Approvals, and cases that it may decide, wait", "P23"),
        (("policy", 1, "topic"), "Cases are not judged until then.", ""),
        (("sla", 2, "target", "C01"), "No clock runs by this row until then.", "C01"),
        (("sla", 0, ""), "No clock runs until then.", ""),
        (("checks", 5, "countries", "CHK04"), "Orders that it may speak of are held", "CHK04"),
        (("phrases", 3, "words", "W02"), "It does not count until then.", "W02"),
    ],
)
def test_a_rule_that_cannot_be_read_says_what_stands_still(facts, problem, stands, place):
    (told,) = told_of(facts, *problem)
    assert (told.kind, told.id, told.about) == (IntentKind.UNREAD, place, "cannot be read")
    assert told.step.startswith(stands)
    assert told.step.endswith("Mend it in the sheet; the desk goes on by itself.")
    said = compose([told], Sender("Desk", "desk@example.com"), MONDAY).subject
    where = " · ".join(filter(None, (facts.tab_name(problem[0]).en, place)))
    assert said.startswith(f"Rules cannot be read: {where} – {stands[:20]}")


@pytest.mark.parametrize("problem", [("cases", 1, "opened"), ("", 0, "")])
def test_a_broken_tab_of_records_is_a_broken_layout(facts, problem):
    (told,) = told_of(facts, *problem)
    assert told.kind is IntentKind.LAYOUT


def test_every_rule_tab_says_what_stands_still_without_it():
    assert STANDS_STILL.keys() == {table.key for table in TABS if table.room is Room.RULES}


def test_the_overview_counts_the_problems_of_the_whole_round(facts):
    problem = Problem("cases", 0, "reply", BAD, Rank.CELL, "C-1")
    topic = PROBLEMS.said(facts.voice.language)
    before = sum(one.rank > Rank.LOW for one in facts.problems)
    (line,) = recounted([OverviewLine(topic, 0.0, "")], facts, Plan(problems=[problem]))
    assert line.figure == before + 1


@pytest.mark.parametrize(
    ("language", "said"), [(Language.EN, "or earlier"), (Language.ZH, "或更早")]
)
def test_a_start_that_was_only_seen_reads_well_behind_from(language, said):
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    words = _since(Between(None, at), Voice(language, UTC))
    assert said in words
    assert not words.startswith(("by", "不晚于"))


def test_a_language_that_is_not_spoken_is_refused():
    found = call(EN, "check", "desk.xlsx", "--lang", "fr")
    assert found.exit_code == 2
    assert "write en or zh" in found.output


def test_an_instant_that_is_none_is_refused_in_a_sentence():
    found = call(EN, "check", "desk.xlsx", "--at", "yesterday")
    assert "write it as 2026-03-02T14:05" in found.output
