"""The simulation counts what happens; how much that is, is not a test's business."""

from __future__ import annotations

import json
import os
from collections import Counter

import pytest

from bench import imports
from bench.scale_costs import measured
from bench.scale_figures import Lots, told
from bench.scale_meter import _indexed, _units
from bench.scale_prices import pace
from bench.scale_stage import Pace, Stage
from bench.scale_trace import START, Life, lives

FLAGS = ("run", "changed", "opened", "told", "cold")
QUICK = Pace(dict.fromkeys(FLAGS, 0.5), dict.fromkeys(FLAGS, 1), dict.fromkeys(FLAGS, 0), 1.0)
"""Runs that take half a second and read once, and once more for each reason."""


SLOW = pytest.mark.skipif("SOAK" not in os.environ, reason="measures for a minute")


@pytest.fixture(scope="module")
def costs():
    return measured(40, times=1)


def stage(numbers, days, most=40):
    return Stage(lives(numbers, START, days), QUICK, START, most).lives(days)


def test_the_same_numbers_make_the_same_lives():
    (one,) = lives([7], START, 3)
    *_, same = lives(range(8), START, 3)
    assert one == same
    assert one.edits == sorted(one.edits)


def test_what_is_known_to_fall_due_is_seen_within_the_minute():
    found = stage(range(20), 2)
    assert found.lags
    assert max(found.lags) < 90


def test_hints_are_answered_soon():
    found = stage(range(20), 2)
    assert found.counts["hint"]
    assert max(found.hinted) < 90


def test_a_workbook_where_nobody_types_is_looked_at_each_15_minutes():
    (life,) = lives([1], START, 1)
    quiet = Life(life.name, hinted=False, zone=life.zone, edits=[], rungs=[])
    found = Stage([quiet], QUICK, START, 40).lives(1)
    assert 90 <= found.counts["run"] <= 96
    assert found.counts["tick"] == 24 * 60
    assert set(found.counts) == {"tick", "asked", "run", "cold", "begun"}


def test_no_minute_asks_for_more_runs_than_may_be():
    found = stage(range(60), 1, most=3)
    assert found.counts["asked"] <= 3 * 24 * 60
    assert found.counts["run"] <= found.counts["asked"] + found.counts["ring"]


def test_an_entry_is_billed_by_the_larger_of_before_and_after_and_by_each_index():
    book = {"pk": {"S": "W#1"}, "shard": {"S": "S1"}, "wake": {"S": "1"}, "x": {"S": "y" * 1500}}
    moved = book | {"wake": {"S": "2"}}
    assert (_units(None, book), _units(book, None), _units(None, None)) == (2, 2, 1)
    assert (_indexed(book, moved, "wake"), _indexed(book, book, "wake")) == (4, 0)
    assert (_indexed(None, book, "wake"), _indexed(book, moved, "open")) == (2, 0)


@SLOW
def test_what_is_measured_is_what_the_desk_promises(costs):
    assert (costs.quiet["google_reads"], costs.quiet["google_writes"]) == (1, 0)
    assert (costs.changed["google_reads"], costs.changed["google_writes"]) == (1, 1)
    assert costs.mail["ses.send_email"] == 1
    assert costs.tick["reads"] == 4
    assert costs.quiet["writes"] > 0


@SLOW
def test_a_month_has_its_bill(costs):
    trial = Stage(lives(range(2), START, 1), pace(costs), START, 40).lives(1)
    found = told("2", [Lots(trial, 1, 30, 2)], costs)
    assert 60 < found.runs < 200
    assert found.bill.due > 0
    assert found.bill.whole == pytest.approx(sum(found.bill.parts.values()))
    assert isinstance(found.month, Counter)
    assert json.loads(json.dumps(found.plain()))["workbooks"] == 2


@pytest.mark.parametrize("name", imports.LIMITS)
def test_what_is_limited_can_be_walked_without_a_call(name):
    assert imports.milliseconds(imports.PATHS[name]) > 0
