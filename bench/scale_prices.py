"""From what was counted to dollars, and the assumptions that no measurement here can replace.

List prices of us-east-1, as looked up for the cost table of infra/README.md (2026); what is
free each month on any account is taken off in one figure and not in the other.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from bench.scale_costs import Costs
from bench.scale_desk import Cost
from bench.scale_stage import Pace

MILLION = 1e6
GB_SECOND, CALL = 0.0000166667, 0.20 / MILLION
WRITE_UNIT, READ_UNIT = 0.625 / MILLION, 0.125 / MILLION
FIFO, STANDARD = 0.50 / MILLION, 0.40 / MILLION
PUT, GET = 5.0 / MILLION, 0.4 / MILLION
MAIL, REST, PUBLISH = 0.10 / 1000, 3.50 / MILLION, 0.50 / MILLION
SECRET, FETCH, LOG_GB = 0.40, 5.0 / MILLION, 0.50
ALARM, FIGURE, DASHBOARD = 0.10, 0.30, 3.0
FREE_REQUESTS, FREE_ALARMS, FREE_FIGURES = 1_000_000, 10, 10

ALARMS, FIGURES, SECRETS = 15, 9, 2
"""Of a stage: infra/alarms.yaml, chalicelib/telemetry.py, the Google key and the hint's secret."""
POLLS = 5 * 3 * 60 * 24 * 30
"""An idle queue is asked by five pollers that wait 20 seconds each: 648,000 times in 30 days."""
LOGGED = {"tick": 900, "run": 2200, "delivery": 1400, "ring": 700, "hint": 900, "news": 900}
"""Bytes of log that each leaves, Lambda's own lines among them."""
CALLS = ("tick", "run", "skipped", "delivery", "ring", "news", "hint", "more")
"""What calls a function."""
KEPT_KEYS = 10 * 30 * 24 * 12
"""Fetches of a secret that ten containers need at most, as each keeps it for five minutes."""

VCPU = 1769
"""MB of memory that bring one CPU; less brings as much less."""
RUN_MB, SMALL_MB = 1024, 512
GOOGLE_CALL, AWS_CALL = 0.3, 0.008
"""Seconds that a call waits for its answer."""
WIRE = 0.001
"""Seconds of CPU of TLS and sockets, a call: what is near here does without."""
IMPORTS, INIT = 0.7, 0.4
"""Seconds of CPU that a new container imports, and seconds until it begins to."""


def seconds(cost: Cost, megabytes: int = RUN_MB) -> float:
    """Return how long something lasts in a function of some memory."""
    google = cost["google_reads"] + cost["google_writes"] + cost["google_drive"]
    cpu = cost["cpu"] + WIRE * (google + cost["aws"])
    return cpu * VCPU / megabytes + google * GOOGLE_CALL + cost["aws"] * AWS_CALL


def by_flag(costs: Costs) -> dict[str, Cost]:
    """Return what a run costs, and what each flag adds to it."""
    more = {name: getattr(costs, name) for name in ("changed", "opened", "told")}
    over = {
        name: Counter({k: v - costs.quiet[k] for k, v in c.items()}) for name, c in more.items()
    }
    return {"run": costs.quiet, "cold": costs.cold, **over}


def pace(costs: Costs) -> Pace:
    """Return how long runs take, and what they ask of Google."""
    flags = by_flag(costs)
    return Pace(
        {flag: max(0.0, seconds(cost)) for flag, cost in flags.items()},
        {flag: int(cost["google_reads"]) for flag, cost in flags.items()},
        {flag: int(cost["google_writes"]) for flag, cost in flags.items()},
        IMPORTS * VCPU / RUN_MB + INIT,
    )


class Bill(NamedTuple):
    """What 30 days cost, and of what."""

    used: Counter[str]
    """Units and calls."""
    gb_seconds: float
    parts: dict[str, float]
    """Dollars, what is free not taken off."""
    free: float
    """Dollars of it that are free each month."""

    @property
    def whole(self) -> float:
        """Dollars of an account whose free parts are used up elsewhere."""
        return sum(self.parts.values())

    @property
    def due(self) -> float:
        """Dollars of an account that is used for nothing else; Lambda's free part is not counted."""
        return self.whole - self.free


def bill(month: Counter[str], run_seconds: float, costs: Costs) -> Bill:
    """Return the bill of a month in which so much happened on one stage."""
    used = _used(month, costs)
    gb_seconds = _gb_seconds(month, run_seconds, costs)
    units = (used["writes"] + used["index_writes"]) * WRITE_UNIT + used["reads"] * READ_UNIT
    parts = {
        "Lambda": gb_seconds * GB_SECOND + sum(month[name] for name in CALLS) * CALL,
        "DynamoDB": units,
        "SQS": _queues(month),
        "S3": used["s3.put_object"] * PUT + used["s3.get_object"] * GET,
        "SES": month["mail"] * MAIL + month["news"] * PUBLISH,
        "API": (month["hint"] + month["more"]) * REST,
        "secrets": SECRETS * SECRET + min(month["cold"], KEPT_KEYS) * FETCH,
        "logs": sum(month[name] * size for name, size in LOGGED.items()) / 1e9 * LOG_GB,
        "watching": ALARMS * ALARM + FIGURES * FIGURE + DASHBOARD,
    }
    free = min(parts["SQS"], FREE_REQUESTS * parts["SQS"] / requests(month))
    free += FREE_ALARMS * ALARM + min(FIGURES, FREE_FIGURES) * FIGURE + DASHBOARD
    return Bill(used, gb_seconds, parts, free)


def _gb_seconds(month: Counter[str], run_seconds: float, costs: Costs) -> float:
    runs = run_seconds + month["begun"] * (IMPORTS * VCPU / RUN_MB + INIT)
    return runs * RUN_MB / 1024 + _small(month, costs) * SMALL_MB / 1024


def _used(month: Counter[str], costs: Costs) -> Cost:
    each = costs._asdict() | by_flag(costs)
    names = ("run", "cold", "changed", "opened", "told", "skipped", "delivery", "mail", "tick")
    used: Cost = Counter()
    for name in (*names, "asked", "hint", "more", "ring", "news"):
        for what, amount in each[name].items():
            used[what] += amount * month[name]
    return used


def _small(month: Counter[str], costs: Costs) -> float:
    """Return the seconds of the small functions, those that begin a container among them."""
    names = ("delivery", "mail", "tick", "asked", "hint", "more", "ring", "news")
    each = costs._asdict()
    lasted = sum(month[name] * seconds(each[name], SMALL_MB) for name in names)
    return lasted + month["begun_small"] * (IMPORTS / 2 * VCPU / SMALL_MB + INIT)


def _messages(month: Counter[str]) -> tuple[float, float]:
    return month["run"] + month["skipped"] + month["delivery"], month["ring"]


def requests(month: Counter[str]) -> float:
    """Return how often the queues are called."""
    return 3 * POLLS + 3 * sum(_messages(month))


def _queues(month: Counter[str]) -> float:
    """Return what the queues cost: each is polled, and a message is sent, received and deleted."""
    in_turn, later = _messages(month)
    return (2 * POLLS + 3 * in_turn) * FIFO + (POLLS + 3 * later) * STANDARD
