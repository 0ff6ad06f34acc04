"""A Sheets server on loopback with the teams' spreadsheets in it, and the key that opens them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Self

from chalicelib.model.case import CaseStatus, Category, Kind, Priority
from chalicelib.model.word import Language
from chalicelib.settings import ENDPOINT, HOME, KEY
from chalicelib.tables.defaults import HOME as ZONE
from chalicelib.tables.workbook import BY_KEY, CASES
from tests.google import sheet, transport
from tests.google.demo_stage import LOCALES
from tests.google.person import Person
from tests.google.server import Server
from tests.google.state import Sheet, Spreadsheet
from tests.google.story import Desktop

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
        return Team(self, book, language)


class Team(NamedTuple):
    """A spreadsheet and the people at it."""

    sheets: Sheets
    book: Spreadsheet
    language: Language

    @property
    def link(self) -> str:
        """The address in the browser."""
        return f"https://docs.google.com/spreadsheets/d/{self.book.id}/edit#gid=0"

    def opens(self, customer: str, at: datetime) -> None:
        """Let somebody type in a new complaint; only some instants are typed to the second."""
        here = at.astimezone(ZONE)
        desk = Desktop(self.language, here.date())
        (typing,) = desk.adds(
            kind=Kind.COMPLAINT,
            category=Category.LOGISTICS,
            priority=Priority.HIGH,
            status=CaseStatus.NEW,
            customer=customer,
            opened=f"{here:%Y-%m-%d %H:%M:%S}",
        )
        person = Person(book=self.book.id)
        person.does(typing, self.sheets.server.service.world)

    def case(self, customer: str) -> dict[str, Any]:
        """Return what stands in the case of a customer, by key of the column; empty if none."""
        rows = self.rows("cases")
        heads = {column.heading.said(self.language): column.key for column in CASES.columns}
        keys = [heads.get(str(title), str(title)) for title in rows[0]]
        cases = (dict(zip(keys, row, strict=True)) for row in rows[1:])
        return next((case for case in cases if case["customer"] == customer), {})

    def overview(self) -> str:
        """Return all that the Overview says."""
        rows = ([str(cell) for cell in row if cell is not None] for row in self.rows("overview"))
        return "\n".join(" | ".join(row) for row in rows if row)

    def tab(self, key: str) -> Sheet:
        """Return one of the desk's tabs."""
        tab = self.book.by_title(BY_KEY[key].name.said(self.language))
        assert tab, key
        return tab

    def rows(self, key: str) -> list[list[Any]]:
        """Return a tab's values."""
        tab = self.tab(key)
        return [[tab.value(r, c) for c in range(len(tab.columns))] for r in range(len(tab.rows))]


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
