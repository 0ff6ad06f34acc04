"""What each thing that the cloud does costs, measured on a real desk before the simulation begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import datetime, timedelta
from io import StringIO
from typing import NamedTuple

from bench.made import HOME
from bench.scale_desk import SECOND, Cost, RealDesk, usual
from chalicelib.adapters.aws.accepted import AcceptedMails
from chalicelib.intake.marks import QUIET
from tests.aws.world import aws

CASES = 200
"""With five orders each: a small team's sheet."""
TIMES = 3
"""How often each run is measured; the middle counts."""

NEW = {"kind": "inquiry", "status": "new", "owner": "Li Na", "priority": "high"}
"""What people type of a new case beside the customer and the hour."""


class Costs(NamedTuple):
    """What is used by each; a run's cost is that of a warm container with the sheet's layout."""

    quiet: Cost
    changed: Cost
    """Somebody edited: the desk's own columns are written."""
    opened: Cost
    """Somebody typed a new row: it is given an id, and looked at again."""
    told: Cost
    """Something fell due: columns are written, and reminders recorded."""
    cold: Cost
    """What a run costs more where the desk was not open, or its layout an hour old."""
    skipped: Cost
    """A run that was answered already."""
    delivery: Cost
    """One that has nothing to send."""
    mail: Cost
    """Each mail of a delivery, on top."""
    tick: Cost
    """A dispatcher that finds nothing due."""
    asked: Cost
    """Each workbook that it asks a run for."""
    hint: Cost
    """The first of a burst."""
    more: Cost
    """Each other of it."""
    ring: Cost
    news: Cost
    """SES says what became of a mail."""


def measured(cases: int = CASES, times: int = TIMES) -> Costs:
    """Return what a desk of so many cases costs, each run the middle of some."""
    with redirect_stdout(StringIO()), aws() as world:
        desk = RealDesk(world, cases)
        _settles(desk)
        quiet = usual([_after(desk, 1, desk.runs) for _ in range(times)])
        cold = usual([_cold(desk) for _ in range(times)])
        changed = usual([_changed(desk, turn) for turn in range(times)])
        opened = usual([_opened(desk, turn) for turn in range(times)])
        told, delivery, mail = _told(desk, times)
        runs = (quiet, changed, opened, told, _less(cold, quiet), _skipped(desk))
        return Costs(*runs, delivery, mail, *_waking(desk))


def _settles(desk: RealDesk) -> None:
    """Let the desk fill the sheet, go live, and send what there is."""
    desk.runs()
    desk.passes(60)
    desk.desk().go_live(desk.now)
    for _ in range(2):
        desk.runs()
        desk.passes(60)
        desk.delivers()


def _after(desk: RealDesk, seconds: float, deed: Callable[[], Cost]) -> Cost:
    desk.passes(seconds)
    return deed()


def _cold(desk: RealDesk) -> Cost:
    desk.closes()
    return _after(desk, 1, desk.runs)


def _changed(desk: RealDesk, turn: int) -> Cost:
    """Let somebody reply to a customer and close another case."""
    desk.changes(5 + turn, "last_reply", _typed(desk.now))
    desk.changes(20 + turn, "closed", _typed(desk.now))
    desk.changes(20 + turn, "status", "closed")
    return _after(desk, 30, desk.runs)


def _opened(desk: RealDesk, turn: int) -> Cost:
    desk.types(customer=f"New {turn}", opened=_typed(desk.now), **NEW)
    desk.changes(30 + turn, "last_reply", _typed(desk.now))
    return _after(desk, 30, desk.runs)


def _told(desk: RealDesk, times: int) -> tuple[Cost, Cost, Cost]:
    """Return what it costs that a first reply falls due, and that its mails go out."""
    told, sent = [], []
    empty = usual([_after(desk, 1, desk.delivers) for _ in range(times)])
    for turn in range(times):
        desk.types(customer=f"Late {turn}", opened=_typed(desk.now), **NEW)
        _after(desk, 30, desk.runs)
        told.append(_after(desk, 600, desk.runs))
        sent.append(_after(desk, 1, desk.delivers))
    mails = sum(cost["ses.send_email"] for cost in sent)
    if not mails:
        raise RuntimeError("nobody was told")
    spent: Cost = Counter()
    for cost in sent:
        spent.update(_less(cost, empty))
    return usual(told), empty, Counter({name: used / mails for name, used in spent.items()})


def _skipped(desk: RealDesk) -> Cost:
    works = desk.works()
    return desk.of(lambda: works.waking.began("nobody", desk.now, desk.now))


def _waking(desk: RealDesk) -> tuple[Cost, ...]:
    works, name = desk.works(), desk.spreadsheet
    waking = works.waking
    desk.passes(1)
    tick = desk.of(lambda: waking.dispatch(desk.now - timedelta(days=9)))
    works.register.lower(name, desk.now)
    asked = _less(desk.of(lambda: waking.dispatch(desk.now)), tick)
    desk.passes(60)
    hint = desk.of(lambda: waking.hinted(name, desk.now))
    desk.passes(5)
    more = desk.of(lambda: waking.hinted(name, desk.now))
    desk.passes(QUIET.total_seconds())
    ring = desk.of(lambda: waking.ring(name, desk.now))
    nonce = desk.of(lambda: waking.inbox.take("n", desk.now + SECOND, desk.now))
    accepted = AcceptedMails(desk.works().waking.inbox._table.dynamodb, desk.table)  # noqa: SLF001
    news = desk.of(lambda: accepted.note(name, "m", desk.now))
    return tick, asked, hint + nonce, more + nonce, ring, news


def _less(cost: Cost, by: Cost) -> Cost:
    left = Counter(cost)
    left.subtract(by)
    return Counter({name: max(0, used) for name, used in left.items()})


def _typed(at: datetime) -> str:
    return f"{at.astimezone(HOME.zone):%Y-%m-%d %H:%M:%S}"
