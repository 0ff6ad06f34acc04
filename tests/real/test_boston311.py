"""A city's service requests, its own due dates and its own verdicts, against our clocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import pytest

from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.model.face import ClockState
from tests.real.loading import Given, Row, Told, instant, rows_of, saved, shared, sheets, sweep

CITY = ZoneInfo("America/New_York")
LATER = datetime(2016, 1, 1, tzinfo=UTC)
NEAR = timedelta(seconds=120)
"""Some channels print the start cut to the minute; the city counted from the full time."""
FORMS = {"2011-h2": "%Y-%m-%d %H:%M:%S", "2015-h1": "%m/%d/%Y %I:%M:%S %p"}
UNITS = {"business_days": "business days", "calendar_days": "days"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
SETTINGS = [
    {"id": "Language", "value": "English"},
    {"id": "Time zone", "value": CITY.key},
]
HOURS = [
    {"id": "City", "zone": CITY.key, "holidays": "US-MA"} | dict.fromkeys(WEEKDAYS, "08:30-17:00")
]
PROMISE = {"clock": "Due date", "tab": "Cases", "start": "Opened", "stop": "Closed"}


class Period:
    """Half a year of the city's requests."""

    def __init__(self, name: str) -> None:
        self._form = FORMS[name]
        self._folder = shared("boston311")
        self.requests = rows_of(self._folder / f"boston311-{name}.csv.gz")
        self.rules = rows_of(self._folder / f"rules-{name.replace('2011-h2', '2011')}.csv")
        conforming = rows_of(self._folder / f"conforming-{name}.csv.gz")
        self.conforming = {row["case_enquiry_id"] for row in conforming}
        self.ruled = {rule["type"] for rule in self.rules}

    @cached_property
    def targets(self) -> dict[str, datetime]:
        """Return the city's due dates, in UTC, by request."""
        targets = {r["case_enquiry_id"]: self._instant(r["target_dt"]) for r in self.requests}
        return {name: t.replace(tzinfo=CITY).astimezone(UTC) for name, t in targets.items() if t}

    @cached_property
    def cases(self) -> list[Row]:
        """Return the requests as rows of the Cases tab."""
        return [self._case(request) for request in self.requests]

    def fitted(self) -> list[Row]:
        """Return one SLA row for each type of request whose rule was found."""
        units = {unit: words for old, words in UNITS.items() for unit in (old, f"{old}_v2011")}
        return [
            PROMISE
            | {"id": f"R{n}", "topic": f'"{rule["type"]}"', "calendar": "City"}
            | {"target": f"{rule['n']} {units[rule['unit']]}"}
            for n, rule in enumerate(self.rules)
        ]

    def _case(self, request: Mapping[str, str]) -> Row:
        return {
            "id": request["case_enquiry_id"],
            "topic": request["type"],
            "channel": request["source"],
            "status": request["case_status"].lower(),
            "opened": self._instant(request["open_dt"]),
            "promised": self._instant(request["target_dt"]),
            "closed": self._instant(request["closed_dt"]),
        }

    def _instant(self, text: str) -> datetime | None:
        return instant(text, self._form)


def workbook(cases: list[Row], sla: list[Row]):
    return sheets({"cases": cases, "sla": sla, "hours": HOURS, "settings": SETTINGS})


def near(told: Told, targets: Mapping[str, datetime], names: Iterable[str]) -> list[bool]:
    dues = ((told.face(name).due, targets[name]) for name in names)
    return [due is not None and abs(due - target) <= NEAR for due, target in dues]


def with_target_and_rule(period: Period, targets: Mapping[str, datetime]) -> list[str]:
    ruled = (r["case_enquiry_id"] for r in period.requests if r["type"] in period.ruled)
    return [name for name in ruled if name in targets]


@pytest.fixture(scope="module")
def period() -> Period:
    return Period("2015-h1")


@pytest.fixture(scope="module")
def told(period: Period) -> Told:
    return sweep(Given(workbook(period.cases, period.fitted())), LATER)


def test_every_rule_and_every_request_can_be_read(told: Told):
    assert told.grave() == []


def test_due_is_the_citys_on_every_conforming_request(period: Period, told: Told):
    found = near(told, period.targets, period.conforming)
    assert len(found) > 40_000
    assert all(found)


def test_due_is_the_citys_on_nearly_all_requests_of_ruled_types(
    period: Period, told: Told, record_property
):
    targets = period.targets
    found = near(told, targets, with_target_and_rule(period, targets))
    record_property("boston311 2015-h1", f"{sum(found)} of {len(found)}")
    assert len(found) > 43_000
    assert sum(found) / len(found) >= 0.928


def test_met_or_late_is_the_citys_verdict_under_the_citys_own_target(period: Period):
    own = PROMISE | {"id": "OWN", "target": "Promised for", "calendar": "24x7"}
    told = sweep(Given(workbook(period.cases, [own])), LATER)
    verdicts = {"ONTIME": ClockState.MET, "OVERDUE": ClockState.MET_LATE}
    judged = [
        (told.face(r["case_enquiry_id"]).state, verdicts[r["ontime"]])
        for r in period.requests
        if r["ontime"] and r["target_dt"] and r["closed_dt"]
    ]
    assert len(judged) > 35_000
    assert [pair for pair in judged if pair[0] is not pair[1]] == []


def test_a_workbook_on_disk_tells_the_same_as_rows_in_memory(period: Period, told: Told, tmp_path):
    cases = period.cases[::29]
    path = saved(tmp_path / "city.xlsx", workbook(cases, period.fitted()))
    from_disk = sweep(XlsxWorkbook(path), LATER)
    names = [str(case["id"]) for case in cases]
    assert len(names) > 2_000
    assert [told.face(name) for name in names] == [from_disk.face(name) for name in names]
    conforming = [name for name in names if name in period.conforming]
    assert all(near(from_disk, period.targets, conforming))


def test_the_older_rule_of_2011_is_reported_under_our_conventions(record_property):
    period = Period("2011-h2")
    told = sweep(Given(workbook(period.cases, period.fitted())), LATER)
    targets = period.targets
    names = with_target_and_rule(period, targets)
    found = near(told, targets, names)
    said = f"{sum(found)} of {len(found)}, {sum(found) / len(found):.2%}"
    record_property("boston311 2011-h2 under our conventions", said)
    print(f"boston311 2011-h2: due as the city's on {said}")  # noqa: T201
