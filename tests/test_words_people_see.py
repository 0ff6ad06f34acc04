"""Small words that people see: languages, instants, broken rule cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.automations.overview import PROBLEMS, recounted
from chalicelib.automations.owner import broken_layout
from chalicelib.automations.plan import Plan
from chalicelib.model.lines import OverviewLine
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.history import Between
from chalicelib.sla.say import Voice
from chalicelib.sla.why import _since
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
