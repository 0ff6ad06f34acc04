"""An incident desk's own verdicts on its promises, against our clocks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from chalicelib.model.face import ClockState
from tests.real.loading import Given, Row, Told, instant, rows_of, shared, sheets, sweep

LATER = datetime(2018, 1, 1, tzinfo=UTC)
FORM = "%d/%m/%Y %H:%M"
PRIORITIES = {"3": "normal", "4": "low"}
HOURS_ALLOWED = {"normal": "62 h", "low": "134 h"}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
RULES = {
    "settings": [{"id": "Time zone", "value": "UTC"}, {"id": "Language", "value": "English"}],
    "hours": [{"id": "Desk", "zone": "UTC"} | dict.fromkeys(WEEKDAYS, "14:00-23:00")],
    "sla": [
        {"id": name, "clock": "Resolution", "tab": "Cases", "start": "Opened", "stop": "Closed"}
        | {"priority": name, "target": hours, "calendar": "Desk"}
        for name, hours in HOURS_ALLOWED.items()
    ],
}


def case(last: Mapping[str, str]) -> Row:
    return {
        "id": last["number"],
        "priority": PRIORITIES[last["priority"]],
        "status": "closed",
        "opened": instant(last["opened_at"], FORM),
        "closed": instant(last["closed_at"], FORM),
    }


@pytest.fixture(scope="module")
def incidents() -> list[dict[str, str]]:
    """Each incident as its last event left it."""
    path = shared("incidents-uci") / "incident_event_log-older.csv.gz"
    last = {event["number"]: event for event in rows_of(path)}
    return [event for event in last.values() if event["priority"] in PRIORITIES]


@pytest.fixture(scope="module")
def told(incidents: list[dict[str, str]]) -> Told:
    made = sheets(RULES | {"cases": [case(last) for last in incidents]})
    return sweep(Given(made), LATER)


def test_every_rule_and_every_incident_can_be_read(told: Told):
    assert told.grave() == []


def test_met_or_late_is_the_desks_own_verdict(incidents, told: Told, record_property):
    verdicts = {"true": ClockState.MET, "false": ClockState.MET_LATE}
    right = [told.face(i["number"]).state is verdicts[i["made_sla"]] for i in incidents]
    record_property("incidents-uci", f"{sum(right)} of {len(right)}")
    assert len(right) > 9_000
    assert sum(right) / len(right) >= 0.998
