"""Every trigger of app.py answers a recorded event with the same runner as the command."""

import json
from pathlib import Path

import pytest
from chalice.test import Client

import app
from chalicelib.adapters.xlsx.new import create
from chalicelib.cli.make import make
from chalicelib.model.word import Language
from chalicelib.ports import WorkbookExistsError
from chalicelib.settings import OWNER, SENDER, WORKBOOK, SettingMissingError, from_environment
from chalicelib.wiring import container_desk

EVENT = {
    "version": "0",
    "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "account": "123456789012",
    "time": "2026-03-04T01:00:00Z",
    "region": "us-east-1",
    "resources": ["arn:aws:events:us-east-1:123456789012:rule/sla_sweep"],
    "detail": {},
}


@pytest.fixture
def desk(tmp_path, monkeypatch):
    place = tmp_path / "desk.xlsx"
    make(place, Language.EN, sample=True)
    monkeypatch.setenv(WORKBOOK, str(place))
    container_desk.cache_clear()
    yield place
    container_desk.cache_clear()


def test_the_schedule_sweeps_the_workbook_that_the_environment_names(desk):
    with Client(app.app, stage_name="dev") as client:
        first = client.lambda_.invoke("sla_sweep", EVENT).payload
        again = client.lambda_.invoke("sla_sweep", EVENT).payload
    assert (first["mode"], first["at"]) == ("shadow", "2026-03-04T01:00:00+00:00")
    assert first["cells"] > 0
    assert (again["cells"], again["reminders"], again["mails"]) == (0, 0, 0)
    assert json.loads(json.dumps(first)) == first
    assert desk.exists()


def test_a_missing_setting_is_named():
    with pytest.raises(SettingMissingError, match=WORKBOOK):
        from_environment({})


def test_settings_are_taken_from_the_environment():
    given = {WORKBOOK: "a.xlsx", SENDER: "desk@shop.test", OWNER: "boss@shop.test"}
    assert from_environment(given) == (Path("a.xlsx"), "desk@shop.test", "boss@shop.test")


def test_a_new_workbook_never_overwrites(tmp_path):
    place = tmp_path / "desk.xlsx"
    place.write_text("mine")
    with pytest.raises(WorkbookExistsError):
        create(place, Language.EN, {})
    assert place.read_text() == "mine"
