"""A run may be killed at any moment: what it recorded is all there, or nothing of it."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from tests.adapters.ledger_contract import HOUR, NINE, OPEN, REMINDER, Desk, changed

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "desk.xlsx.ledger"


KILLED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.ports.ledger import Recording
from tests.adapters.ledger_contract import HOUR, NINE, OPEN, REMINDER, changed

class Deadly(list):
    def __iter__(self):
        for place, one in enumerate(super().__iter__()):
            if place == len(self) // 2:
                os.kill(os.getpid(), signal.SIGKILL)
            yield one

class DeadlyDict(dict):
    def items(self):
        return Deadly(super().items())

ledger = SqliteLedger(Path(sys.argv[1]))
wishes = {
    "entries": [changed(f"C-{n}") for n in range(3000)],
    "memories": {("cases", f"C-{n}"): OPEN for n in range(3000)},
    "intents": [replace(REMINDER, key=f"k{n}") for n in range(3000)],
    "withdrawn": ["old"] * 3,
}
if sys.argv[2] in wishes:
    kind = DeadlyDict if sys.argv[2] == "memories" else Deadly
    wishes[sys.argv[2]] = kind(wishes[sys.argv[2]])
head = ledger.recall().head
print("recording", flush=True)
ledger.record(Recording("r2", NINE + HOUR, live=False, **wishes), head)
"""
"""The run dies while the ledger takes in the part of its recording named on the line."""

OLD = replace(REMINDER, key="old", id="old")


def killed_run(path, part, delay=None):
    command = [sys.executable, "-c", KILLED, str(path), part]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as run:
        assert run.stdout.readline() == b"recording\n"
        if delay is not None:
            time.sleep(delay)
            run.kill()
    return run.returncode


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")


@pytest.fixture
def desk(path):
    desk = Desk(SqliteLedger.create(path, "w1", NINE), SqliteOutbox(path))
    desk.record(
        live=True,
        entries=[changed("C-0")],
        memories={("cases", "C-0"): OPEN},
        intents=[OLD],
    )
    return desk


@pytest.mark.parametrize("part", ["intents", "memories", "withdrawn", "entries"])
def test_nothing_of_it_is_there_and_the_next_run_goes_on(desk, path, part):
    before = desk.ledger.recall()
    assert killed_run(path, part) == -signal.SIGKILL
    assert desk.ledger.recall() == before
    assert desk.ledger.verify([before.head]) is None
    assert desk.statuses() == {"old": "pending"}
    desk.record(entries=[changed("C-1")])
    assert len(list(desk.ledger.links())) == len(desk.kinds()) == 4


@pytest.mark.parametrize("delay", [0.02, 0.2, 0.4, 0.6, None])
def test_at_any_moment_it_is_all_there_or_nothing(desk, path, delay):
    before = desk.ledger.recall()
    killed_run(path, "no part", delay)
    known = desk.ledger.recall()
    assert desk.ledger.verify([before.head, known.head]) is None
    whole = (3000, NINE + HOUR, False, {"C-1": "shadow", "old": "withdrawn"}, 3 + 3000 + 2)
    nothing = (1, NINE, True, {"old": "pending"}, 3)
    found = (
        len(known.memories),
        known.last_run,
        known.mode.live,
        desk.statuses(),
        len(desk.kinds()),
    )
    assert found in ((whole,) if delay is None else (whole, nothing))
