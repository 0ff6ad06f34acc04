"""Every trigger is on one page, and none needs the cloud to be named."""

import pytest
from chalice.test import Client

import app
from chalicelib.adapters.xlsx.new import create
from chalicelib.model.word import Language
from chalicelib.ports.workbook import WorkbookExistsError


def test_the_page_names_every_trigger():
    events = set(app.app.handler_map) - {"on_hint", "on_question", "on_health"}
    assert events == {"dispatch", "run", "deliver", "later", "mail_event"}
    assert set(app.app.routes) == {"/hint", "/q/{token}", "/health"}


def test_anybody_may_ask_whether_the_desk_answers(monkeypatch):
    monkeypatch.setenv("AFTERSHEET_STAGE", "trial")
    with Client(app.app, stage_name="dev") as client:
        answer = client.http.get("/health")
    assert (answer.status_code, answer.json_body) == (200, {"status": "ok", "stage": "trial"})


def test_a_new_workbook_never_overwrites(tmp_path):
    place = tmp_path / "desk.xlsx"
    place.write_text("mine")
    with pytest.raises(WorkbookExistsError):
        create(place, Language.EN, {})
    assert place.read_text() == "mine"
