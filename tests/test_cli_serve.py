"""The command that answers links: what it says, whom it lets in, and how it ends."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest

from chalicelib.cli.serve import is_here
from chalicelib.model.word import Language
from chalicelib.wiring.questions import links_of, questions_of
from tests.bad_desk import Book
from tests.pages.questions import but, question, token
from tests.pages.served import now
from tests.test_cli import BOTH, EN, call, said

PATIENCE = 60
HEARD = "import signal as s; s.signal(s.SIGINT, s.default_int_handler); "
"""A shell lets what it starts in the background ignore Ctrl-C, the tests and all below them too."""


@pytest.fixture
def swept(tmp_path, monkeypatch):
    """A small desk after its first run."""
    monkeypatch.delenv("AFTERSHEET_PAGES_URL", raising=False)
    monkeypatch.delenv("AFTERSHEET_LINK_SECRETS", raising=False)
    path = tmp_path / "desk.xlsx"
    Book(EN).save(path)
    assert call(EN, "sweep", path).exit_code == 0
    return path


def test_it_serves_until_it_is_stopped(swept):
    asked = question(now=now())
    old = but(asked, id="old", expires=asked.asked)
    questions_of(swept).keep([asked, old])
    words = [sys.executable, "-u", "-c", HEARD + "from chalicelib.cli import main; main()"]
    told = ["--lang", "en", "serve", str(swept), "--port", "0"]
    with subprocess.Popen([*words, *told], stdout=subprocess.PIPE, text=True) as served:
        try:
            first = served.stdout.readline()
            address = re.search(r"http://127\.0\.0\.1:\d+", first)[0]
            assert "Open questions: 1; their links stand in the mails." in first
            assert (
                "The links in the mails lead to http://127.0.0.1:8000" in served.stdout.readline()
            )
            link = f"{address}/q/{token(asked, '', links_of(swept))}"
            with urllib.request.urlopen(link, timeout=PATIENCE) as page:  # noqa: S310 - http, ours
                assert asked.title in page.read().decode()
            served.send_signal(signal.SIGINT)
            rest, _ = served.communicate(timeout=PATIENCE)
        finally:
            served.kill()
    assert (rest, served.returncode) == ("Closed.\n", 0)
    assert link[-20:] not in first + rest


@BOTH
def test_others_than_this_machine_are_let_in_only_by_a_clear_word(swept, language):
    told = call(language, "serve", swept, "--host", "0.0.0.0")  # noqa: S104 - is refused
    assert told.exit_code == 1
    assert "--beyond-this-machine" in told.output


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.1.2.3", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),  # noqa: S104 - is refused
        ("::", False),
        ("192.168.1.7", False),
        ("localhost.example.com", False),
        ("", False),
    ],
)
def test_what_this_machine_is(host, here):
    assert is_here(host) == here


@BOTH
def test_an_address_that_is_taken_is_said(swept, language):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = call(language, "serve", swept, "--port", port)
    assert told.exit_code == 1
    assert f"127.0.0.1:{port}" in told.output
    words = {Language.EN: "is it served already?", Language.ZH: "是否已在运行"}
    assert words[language] in told.output


def test_a_desk_that_never_ran_is_not_served(tmp_path):
    path = tmp_path / "desk.xlsx"
    Book(EN).save(path)
    told = call(EN, "serve", path, "--port", "0")
    assert told.exit_code == 1
    assert "run aftersheet sweep first" in said(told)
    assert [one.name for one in tmp_path.iterdir()] == ["desk.xlsx"]
