"""What proves the package must itself be right: a limit that never bites proves nothing."""

import sys

import pytest

from tests.cloud.container import Container

HANDLERS = """
import os, sys, time

def sees(event, context):
    left = context.get_remaining_time_in_millis()
    return {"event": event, "left": left, "env": dict(os.environ), "path": sys.path}

def fails(event, context):
    raise ValueError("no good")

def eats(event, context):
    return len(bytearray(event * 2**20))

def sleeps(event, context):
    time.sleep(60)

def dies(event, context):
    os._exit(3)
"""


@pytest.fixture
def container(tmp_path):
    """Return a container of a small bundle, by its handler."""
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    (bundle / "small.py").write_text(HANDLERS)

    def made(handler, megabytes=None):
        return Container(f"small.{handler}", bundle, {"GIVEN": "yes"}, megabytes)

    return made


def test_a_handler_sees_its_event_and_nothing_of_ours(container, monkeypatch):
    monkeypatch.setenv("NOT_GIVEN", "x")
    with container("sees") as started:
        seen = [started.invoke({"n": n}, timeout=20).result for n in range(2)]
    assert [one["event"] for one in seen] == [{"n": 0}, {"n": 1}]
    assert 0 < seen[0]["left"] <= 20_000
    assert seen[0]["env"]["GIVEN"] == "yes"
    assert "NOT_GIVEN" not in seen[0]["env"]
    assert not [place for place in seen[0]["path"] if place.startswith(sys.prefix)]


@pytest.mark.parametrize(
    ("handler", "error", "says"),
    [
        ("fails", "ValueError", "no good"),
        ("missing", "Runtime.HandlerNotFound", "missing"),
        ("dies", "Runtime.ExitError", ""),
    ],
)
def test_what_goes_wrong_is_told(container, handler, error, says):
    with container(handler) as started:
        answer = started.invoke({})
    assert (answer.result, answer.error) == (None, error)
    assert says in answer.trace


def test_who_takes_too_long_is_stopped(container):
    with container("sleeps") as started:
        assert started.invoke({}, timeout=1).error == "Sandbox.Timedout"


def test_who_wants_more_memory_than_there_is_does_not_get_it(container):
    with container("eats", megabytes=256) as started:
        assert started.invoke(100).result == 100 * 2**20
        assert 100 < started.spent().megabytes < 256
        assert started.invoke(300).error == "MemoryError"
