"""A Sheets server on loopback with the teams' spreadsheets in it, and the key that opens them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

from chalicelib.model.word import Language
from chalicelib.settings import ENDPOINT, HOME, KEY
from chalicelib.tables.defaults import HOME as ZONE
from tests.cloud.team import Team
from tests.google import sheet, transport
from tests.google.demo_stage import LOCALES
from tests.google.server import Server

OWNER = "wanglei@example.com"
"""The shop owner, who shares the sheets with the desk."""
LONG = 120
"""Seconds within which a command of ours is done."""


class Sheets:
    """The server with its key; a context manager."""

    def __init__(self) -> None:
        self.server = Server()
        self.server.service.open = False
        self.key = json.dumps(dict(transport.key_file(self.server.url)))

    @property
    def environment(self) -> dict[str, str]:
        """What makes a program of ours look for spreadsheets here."""
        return {KEY: self.key, ENDPOINT: self.server.url}

    def __enter__(self) -> Self:
        self.server.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.stop()

    def shared(self, title: str, language: Language) -> Team:
        """Return a spreadsheet that is shared with the desk, and still empty."""
        book = sheet.create(self.server.service.world, title, owner=OWNER)
        book.zone, book.locale = ZONE.key, LOCALES[language]
        return Team(self.server.service.world, book, language)


class Program(NamedTuple):
    """The ``aftersheet`` command as a program of its own, with nothing but an environment."""

    environment: Mapping[str, str]
    home: Path

    def __call__(self, *words: str) -> str:
        """Return what the command says; it must succeed."""
        call = [sys.executable, "-c", "from chalicelib.cli import main; main()", *words]
        given = {"PATH": os.environ["PATH"], HOME: str(self.home), "COLUMNS": "200"}
        done = subprocess.run(
            call,
            env=given | dict(self.environment),
            capture_output=True,
            text=True,
            timeout=LONG,
            check=False,
        )
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout
