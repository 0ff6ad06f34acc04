"""Runs a desk on disk again and again, killed at one step after another, and tells where.

``python driver.py FOLDER INSTANT`` takes FOLDER/whole, a workbook desk.xlsx with or without
its ledger, and makes FOLDER/0, FOLDER/1, ...: copies of it on which a run was killed by
SIGKILL just before, or just after, its nth effect on the world. It ends with the copy
whose run was left alone, and prints a line of JSON for each.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from chalicelib.automations.sla_sweep import sla_sweep
from chalicelib.desk import Desk
from chalicelib.runner import Runner
from chalicelib.wiring.desk import desk

EFFECTS = frozenset({"record", "write", "claim", "send", "sent", "unclaim"})


class Doom:
    """Counts the steps of a run, and kills the process at one of them."""

    def __init__(self, step: int, log: Path) -> None:
        self._left, self._log = step, log

    def step(self, name: str) -> None:
        """Note that a step is reached; do not return from the last one."""
        if self._left == 0:
            self._log.write_text(name)
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def around(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call with a step before it and one after."""

        def effect(*args: Any, **named: Any) -> Any:
            self.step(f"before {name}")
            answer = call(*args, **named)
            self.step(f"after {name}")
            return answer

        return effect


class Doomed:
    """A port of which every effect may be the last thing that happens."""

    def __init__(self, port: Any, doom: Doom) -> None:
        self._port, self._doom = port, doom

    def __getattr__(self, name: str) -> Any:
        """Return what the port has, its effects counted."""
        found = getattr(self._port, name)
        return self._doom.around(name, found) if name in EFFECTS else found


def doomed(made: Desk, doom: Doom) -> Desk:
    """Return a desk that is in the hands of doom, down to the files it replaces."""
    os.replace = doom.around("replacing a file", os.replace)
    ledger = Doomed(made.ledger, doom)
    return replace(
        made,
        runner=Runner(Doomed(made.runner.workbook, doom), ledger),
        ledger=ledger,
        outbox=Doomed(made.outbox, doom),
        mailer=Doomed(made.mailer, doom),
    )


def killed(folder: Path, step: int, now: datetime) -> bool:
    """Run on a copy in a process of its own, killed at a step; False if it came to its end."""
    place = folder / str(step)
    shutil.copytree(folder / "whole", place)
    child = os.fork()
    if child == 0:
        doom = Doom(step, place / "killed")
        doomed(desk(place / "desk.xlsx", now), doom).run("sla_sweep", now)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def main(folder: Path, now: datetime) -> None:
    """Kill runs at every step there is; what they all need is loaded once."""
    desk(folder / "whole" / "desk.xlsx", now).runner.run(sla_sweep, now, dry=True)
    step = 0
    while killed(folder, step, now):
        place = folder / str(step) / "killed"
        sys.stdout.write(json.dumps([step, place.read_text()]) + "\n")
        place.unlink()
        step += 1
    sys.stdout.write(json.dumps([step, ""]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), datetime.fromisoformat(sys.argv[2]))
