"""What the simulation found, as tables and in words."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from bench.pace import Pace
from bench.scale_figures import ACCOUNT, PROJECT, Told
from bench.scale_found import MANY, Found, Given, most_that_hold
from bench.scale_prices import AWS_CALL, GOOGLE_CALL, RUN_MB, SMALL_MB, VCPU, WIRE, requests
from bench.scale_trace import HINTED, LEAST, MOST
from bench.show import table
from bench.show import verdicts as shown
from bench.verdicts import Verdict

SHOWN = {
    "CPU ms": ("cpu", 1000),
    "Google": ("google_reads", 1),
    "writes": ("google_writes", 1),
    "Drive": ("google_drive", 1),
    "AWS calls": ("aws", 1),
    "read units": ("reads", 1),
    "write units": ("writes", 1),
    "of indexes": ("index_writes", 1),
    "moto says": ("says_writes", 1),
}
"""What is shown of a cost: under which heading, and in which unit."""


def show(found: Found, given: Given, judged: Sequence[Verdict]) -> None:
    """Print everything."""
    _costs(given)
    _sizes([*found.sizes, found.alone])
    _bills(found.sizes)
    for steps, name in zip(found.ladders, LADDERS, strict=True):
        _ladder(steps, name)
    _words(found)
    shown(judged)


def _costs(given: Given) -> None:
    costs = given.costs._asdict()
    rows = [
        [name, *(f"{cost[key] * times:,.1f}" for key, times in SHOWN.values())]
        for name, cost in costs.items()
    ]
    table("What each costs, measured on a desk of 200 cases and 1,000 orders", ("", *SHOWN), rows)
    print("  read and write units by DynamoDB's published rules and the entries' sizes; those of")
    print("  the indexes by rule, since no local cloud counts them; 'cold' and 'mail' come on top")
    took = ", ".join(f"{flag} {spent:.1f}" for flag, spent in given.pace.seconds.items())
    print(f"  seconds of a run in Lambda: {took} (the first alone, the others on top), taken as")
    print(
        f"  CPU x {VCPU} / {RUN_MB} MB ({SMALL_MB} for small functions), {WIRE * 1e3:g} ms of CPU"
    )
    print(f"  a call for TLS, {GOOGLE_CALL} s for Google's answer and {AWS_CALL} s for AWS's\n")


def _sizes(sizes: Sequence[Told]) -> None:
    share = f"{HINTED:.0%} of them hinted, {LEAST} to {MOST} edits on a working day"
    headings = ("workbooks", "runs a day", "cold", "reads a minute", "writes a minute", "over")
    rows = [
        [s.what, f"{s.runs:.0f}", f"{s.cold:.0%}", str(s.reads), str(s.writes), f"{s.over:.1%}"]
        for s in sizes
    ]
    table(f"Calls to Google of one service account: {share}", headings, rows)
    print("  a workbook's runs a day; runs that ask for the layout; mean / p99 / most of all")
    print(f"  minutes; minutes with more than {ACCOUNT} reads or {ACCOUNT} writes\n")
    headings = ("workbooks", "behind due, s", "hint to run, s", "typed and due unseen, s")
    rows = [[s.what, str(s.lag), str(s.hint), str(s.blind)] for s in sizes]
    table("How soon: p50 / p99 / most", headings, rows)
    print("  unseen: it fell due before the next look at a sheet; hints or a 15 minute look see it")
    print("  late by so much: a promise of 3 minutes needs the hint\n")


def _bills(sizes: Sequence[Told]) -> None:
    parts = list(sizes[0].bill.parts)
    counts = [
        ("GB-seconds of Lambda", lambda s: s.bill.gb_seconds),
        ("write units", lambda s: s.bill.used["writes"]),
        ("write units of indexes", lambda s: s.bill.used["index_writes"]),
        ("read units", lambda s: s.bill.used["reads"]),
        ("objects put", lambda s: s.bill.used["s3.put_object"]),
        ("objects got", lambda s: s.bill.used["s3.get_object"]),
        ("SQS requests", lambda s: requests(s.month)),
        ("mails", lambda s: s.month["mail"]),
    ]
    rows = [[name, *(f"{of(s):,.0f}" for s in sizes)] for name, of in counts]
    rows += [[f"$ {name}", *(f"{s.bill.parts[name]:,.2f}" for s in sizes)] for name in parts]
    rows += [["$ together", *(f"{s.bill.whole:,.2f}" for s in sizes)]]
    rows += [["$ free each month", *(f"{s.bill.free:,.2f}" for s in sizes)]]
    rows += [["$ a team", *(f"{s.bill.due / s.workbooks:,.3f}" for s in sizes)]]
    rows += [["$ a team, nothing free", *(f"{s.bill.whole / s.workbooks:,.3f}" for s in sizes)]]
    table("30 days of one stage", ("", *(s.what for s in sizes)), rows)
    print("  list prices of us-east-1; free: a million queue requests, 10 alarms, 10 figures and a")
    print("  dashboard; what is free of Lambda is not taken off\n")


LADDERS = ("as it is", "half the runs a minute", "layouts kept where each container finds them")


def _ladder(steps: Sequence[Told], name: str) -> None:
    headings = ("workbooks", "cold", "reads a minute", "writes a minute", "over", "behind due, s")
    rows = [
        [s.what, f"{s.cold:.0%}", str(s.reads), str(s.writes), f"{s.over:.1%}", str(s.lag)]
        for s in steps
    ]
    table(f"More and more workbooks of one service account on a Tuesday, {name}", headings, rows)


def _words(found: Found) -> None:
    as_is, halved, kept = (most_that_hold(steps) for steps in found.ladders)
    first = next((s for s in found.ladders[0] if s.workbooks > as_is), found.ladders[0][-1])
    why = "Google's reads" if first.reads.p99 > ACCOUNT else "the lag behind due"
    if max(first.reads.p99, first.lag.p99) <= ACCOUNT:
        why = "Google's writes"
    print(f"  The first limit: {why}, of one service account, beyond {as_is} workbooks")
    print(f"  ({halved} with half the runs a minute, {kept} with layouts kept for all containers).")
    size = max(as_is, 1)
    accounts = ceil(MANY / size)
    mean = found.sizes[-1].reads.usual
    least = ceil(accounts * mean / PROJECT)
    print(f"  Then a stage with an account of its own for every {size}: {MANY:,} take {accounts}.")
    print(
        f"  A project bears {PROJECT} reads a minute, {PROJECT // ACCOUNT} accounts at their most;"
    )
    print(f"  at {mean:.0f} reads a minute of each, on average, at least {least} projects, or a")
    print("  higher quota, which Google grants on request. Nothing else comes near a limit.")
    print("  The limit on runs a minute is the dispatcher's: runs that hints ask for come on top.")
    print("  A call above the quota is refused, and tried again within the run's 100 s: how much")
    print("  later such a run ends is not simulated, only how many minutes are above it.\n")


def pace(at_start: Pace) -> None:
    """Print how fast the machine ran."""
    said = f"{at_start.best:.0f} at its best, {at_start.usual:.0f} usually"
    print(f"  The machine's pace, as nanoseconds of an empty turn: {said}")
    print("  (what imports and calls take suffers more from neighbours than that tells)\n")
