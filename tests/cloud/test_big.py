"""50,000 rows are filled at once, by the handler out of the zip, in the memory it is given."""

import json
from datetime import UTC, datetime

import pytest

from chalicelib.model.word import Language
from tests.cloud import big
from tests.cloud.bundle import handlers, unzipped
from tests.cloud.container import Container
from tests.cloud.events import messages
from tests.cloud.places import ROOT
from tests.cloud.sheets import Program, Sheets
from tests.cloud.stack import deployed

MEGABYTES = 512
LIMIT = 300
"""Seconds that the function has."""
FIGURES = ROOT / "build/cloud.json"


@pytest.fixture(scope="module")
def stack(cloud):
    """Return a stage where nothing fires by itself, with its Sheets server."""
    with Sheets() as served:
        made = deployed(cloud, served)
        made.rests()
        yield made, served


@pytest.fixture(scope="module")
def team(stack, tmp_path_factory):
    """Return a big desk that is looked after, and was never run."""
    made, sheets = stack
    program = Program(
        {**made.environment("run"), **sheets.environment}, tmp_path_factory.mktemp("home")
    )
    desk = sheets.shared("Desk", Language.EN)
    program("new", "--google", desk.link)
    program("workbooks", "add", desk.link)
    assert big.fill(desk, datetime.now(UTC)) > 50_000
    return desk


@pytest.fixture
def container(stack, tmp_path):
    made, _ = stack
    environment = made.environment("run")
    with Container(handlers()["Run"], unzipped(tmp_path), environment, MEGABYTES) as started:
        yield started


def runs(container, team):
    """Let the container run the workbook; return what it logged of that."""
    asked = {"spreadsheet": team.book.id, "asked": datetime.now(UTC).isoformat()}
    event = messages("aftersheet-test-runs.fifo", json.dumps(asked), group=team.book.id)
    answer = container.invoke(event, LIMIT)
    assert (answer.error, answer.result) == ("", {"batchItemFailures": []}), container.said
    lines = [json.loads(line) for line in container.said.splitlines() if line.startswith("{")]
    return [line for line in lines if line.get("message") == "run"][-1]


def unfilled(team):
    """Return how many cases and orders show no state."""
    tabs = [team.rows(key) for key in ("cases", "orders")]
    return sum(
        bool(row[tab[0].index(ID[key])]) and not row[tab[0].index("Clock state")]
        for key, tab in zip(("cases", "orders"), tabs, strict=True)
        for row in tab[1:]
    )


ID = {"cases": "Case ID", "orders": "Order ID"}


def test_a_big_desk_is_filled_and_then_left_alone(container, team):
    began = datetime.now(UTC)
    first = runs(container, team)
    wall, spent = (datetime.now(UTC) - began).total_seconds(), container.spent()
    FIGURES.parent.mkdir(exist_ok=True)
    figures = {"rows": 50_004, "cells": first["cells"], "seconds": wall, **spent._asdict()}
    FIGURES.write_text(json.dumps(figures, indent=1))
    assert (first["waiting"], unfilled(team)) == (0, 0), first
    assert spent.megabytes <= MEGABYTES
    again = runs(container, team)
    assert again["cells"] < first["cells"] / 20  # one more clock due soon moves a list's lines
    assert container.spent().megabytes <= MEGABYTES
