from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.adapters.lock import single_run
from chalicelib.ports.ledger import RunInProgressError

ROOT = Path(__file__).parents[2]

HOLDER = """
import sys
from pathlib import Path
from chalicelib.adapters.lock import single_run
with single_run(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(path):
    command = [sys.executable, "-c", HOLDER, str(path)]
    run = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert run.stdout.readline().strip() == b"held"
    return run


def test_a_second_run_is_turned_away(tmp_path):
    path = tmp_path / "desk.xlsx"
    with single_run(path):
        with pytest.raises(RunInProgressError), single_run(path):
            pytest.fail("two runs at once")
        with single_run(tmp_path / "other.xlsx"):
            pass


def test_the_next_run_may_begin_when_one_has_ended(tmp_path):
    path = tmp_path / "desk.xlsx"
    for _ in range(2):
        with pytest.raises(KeyError), single_run(path):
            raise KeyError
    with single_run(path):
        pass


def test_a_killed_run_leaves_no_lock(tmp_path):
    path = tmp_path / "desk.xlsx"
    with holder(path) as other:
        with pytest.raises(RunInProgressError), single_run(path):
            pytest.fail("two runs at once")
        other.kill()
        other.wait()
        with single_run(path):
            pass
