"""What a new container needs before its first call to anybody: CPU milliseconds of each path.

Each path is walked in processes of its own, as the functions do it in the cloud, up to the first
call; the least of several counts. What bare Python needs tells the machine's pace. The hooks of
our development environment (``.pth`` files) are left out: a Lambda function has none.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import gspread

from bench.show import table
from bench.show import verdicts as shown
from bench.verdicts import Verdict
from tests.google.transport import key_file

ROOT = Path(__file__).parents[1]
TIMES = 7
LIMITS = {"a hint": 300.0, "a run": 700.0}
"""Milliseconds that a path may take."""

BARE = "bare Python"
SHEET = "1" * 44
UNHURRIED = """
import app, gc
gc.disable()
"""
"""As the middleware of app.py does while a trigger is answered."""
OPENED = f"""{UNHURRIED}
from datetime import UTC, datetime
from chalicelib import telemetry, triggers
from chalicelib.wiring.works import works
telemetry.log(), telemetry._metrics()
made = works()
kept = made.kept_of("{SHEET}")
"""
PATHS = {
    BARE: "",
    "botocore alone, two clients": """
from botocore.session import Session
session = Session()
session.create_client("dynamodb"), session.create_client("sqs")
""",
    "gspread alone": "import gspread",
    "import app": "import app",
    "a minute": f"""{UNHURRIED}
from chalicelib import telemetry
from chalicelib.wiring.waking import waking
telemetry.log(), waking()
""",
    "a hint": f"""{UNHURRIED}
from chalicelib import telemetry
from chalicelib.wiring.intake import open_door
telemetry.log()
assert open_door().keys
""",
    "a delivery": OPENED + "from chalicelib.messages import compose, render\n",
    "a run": f"""{OPENED}
from bench.made import tabs
from chalicelib.runner import Runner
from chalicelib.settings import Spreadsheet
from chalicelib.tables.cell import Grid, Sheets
from chalicelib.tables.workbook import BY_KEY
from chalicelib.tables.workbook_read import opened
from chalicelib.wiring.desk import Desk, workbook_of
book = workbook_of(Spreadsheet("{SHEET}"))
Desk(**kept._asdict(), runner=Runner(book, kept.ledger))
grids = {{key: Grid(BY_KEY[key].name.en, [list(row) for row in rows], {{}}) for key, rows in tabs(1)}}
opened(Sheets(grids, ""), datetime.now(UTC))
""",
}
"""What each trigger does up to its first call (the minute is the dispatcher's), and what it
cannot do without: the clients of AWS, and Google's."""
RESTING = {
    f"{name}, garbage not collected": f"import gc\ngc.disable()\n{PATHS[name]}" for name in LIMITS
}
"""The same where the collector rests meanwhile: what it costs to look at modules again and again."""


@cache
def environment() -> Mapping[str, str]:
    """Return what a function finds there."""
    queues = "https://sqs.us-east-1.amazonaws.com/123456789012/"
    return {
        "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(gspread.__file__).parents[1]}",
        "AFTERSHEET_TABLE": "desk",
        "AFTERSHEET_BUCKET": "desk",
        "AFTERSHEET_RUNS": f"{queues}runs.fifo",
        "AFTERSHEET_DELIVERIES": f"{queues}deliveries.fifo",
        "AFTERSHEET_LATER": f"{queues}later",
        "AFTERSHEET_SENDER": "desk@shop.example",
        "AFTERSHEET_OWNER": "owner@shop.example",
        "AFTERSHEET_HINT_SECRETS": f"k1:{'0123456789abcdef' * 4}",
        "AFTERSHEET_GOOGLE_KEY": json.dumps(dict(key_file("http://127.0.0.1:9"))),
        "AFTERSHEET_STAGE": "bench",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "nobody",
        "AWS_SECRET_ACCESS_KEY": "nothing",
        "POWERTOOLS_SERVICE_NAME": "aftersheet",
    }


def milliseconds(code: str) -> float:
    """Return the CPU time of a process of its own that runs some code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = [sys.executable, "-S", "-c", code]
    subprocess.run(words, cwd=ROOT, env=environment(), check=True, timeout=60)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
    return spent * 1000


def measured(times: int = TIMES) -> dict[str, float]:
    """Return each path's milliseconds: the paths by turns, so that load falls on all of them."""
    paths = PATHS | RESTING
    found = dict.fromkeys(paths, float("inf"))
    for _ in range(times):
        for name, code in paths.items():
            found[name] = min(found[name], milliseconds(code))
    return found


def verdicts(found: Mapping[str, float]) -> list[Verdict]:
    """Return whether the limits were held."""
    return [
        Verdict(
            f"until {name} calls anybody: CPU ms",
            found[name],
            f"at most {most:g}",
            found[name] <= most,
        )
        for name, most in LIMITS.items()
    ]


def show(found: Mapping[str, float]) -> None:
    """Print what each path takes."""
    rows = [(name, f"{ms:.0f}", f"{ms / found[BARE]:.1f}") for name, ms in found.items()]
    headings = ("a new container, up to its first call", "CPU ms", "x bare Python")
    table(f"What imports cost, the least of {TIMES} processes", headings, rows)


def main(words: Sequence[str]) -> None:
    """Measure, print; write the figures to a file if one is named."""
    found = measured()
    judged = verdicts(found)
    show(found)
    shown(judged)
    figures = {"paths": found, "verdicts": [v._asdict() for v in judged]}
    for place in words[:1]:
        Path(place).write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
