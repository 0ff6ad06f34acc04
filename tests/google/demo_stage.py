"""
The stage of the demonstration: the Sheets server on loopback, a spreadsheet that the owner shares
with the desk, people at the keyboard, and a clock that only goes when somebody waits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from chalicelib.adapters.google.access import session_of
from chalicelib.adapters.google.client import GoogleClient, Watch
from chalicelib.adapters.google.setup import SetUp, set_up
from chalicelib.adapters.google.workbook import GoogleWorkbook
from chalicelib.adapters.lock import single_run
from chalicelib.adapters.mail_folder import MailFolder
from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.sqlite.outbox import SqliteOutbox
from chalicelib.adapters.sqlite.questions import SqliteQuestions
from chalicelib.desk import AUTOMATIONS, Desk
from chalicelib.links import Links
from chalicelib.model.intent import Intent
from chalicelib.model.word import Language
from chalicelib.ports.questions import Questions
from chalicelib.runner import Runner
from chalicelib.sample.contents import sample
from chalicelib.sample.demo import SWEEP
from chalicelib.sample.page import PAGES
from chalicelib.tables.defaults import HOME
from chalicelib.tables.table import Owner, Room
from chalicelib.tables.workbook import TABS
from tests.google import sheet, transport
from tests.google.clock import VirtualClock
from tests.google.drive_content import XLSX, exported
from tests.google.exchange import Request
from tests.google.mishaps import Mishap
from tests.google.person import Ours, Person
from tests.google.quota import Quota, kind_of
from tests.google.server import Server, Service
from tests.google.state import Spreadsheet
from tests.google.story import Moment
from tests.google.weather import Weather

R = TypeVar("R")

OWNER = "wanglei@example.com"
SENDER = "desk@aftersheet.invalid"
QUESTIONS = "questions.sqlite3"
KEY = "a-secret-of-the-demonstration-and-of-nothing-else"
LOCALES = {Language.EN: "en_US", Language.ZH: "zh_CN"}


@dataclass
class Interruption:
    """Somebody who acts just when the desk is about to write."""

    person: Person
    moment: Moment | None = None
    between: int = 0
    """How many edits fell between a reading and a writing."""

    def before(self, service: Service, request: Request, n: int) -> None:
        """Act before the first write of a run."""
        del n
        if self.moment and kind_of(request.method, request.path) == "write":
            self.between += len(self.moment.actions)
            self.acts(service)

    def acts(self, service: Service) -> None:
        """Act now, if there is still anything to do."""
        moment, self.moment = self.moment, None
        for action in moment.actions if moment else ():
            self.person.does(action, service.world)


@dataclass
class Stage:
    """All that plays a part."""

    service: Service
    book: Spreadsheet
    clock: VirtualClock
    weather: Weather
    client: GoogleClient
    workbook: GoogleWorkbook
    folder: Path
    person: Person = field(default_factory=Person)
    interruption: Interruption = field(default_factory=lambda: Interruption(Person()))

    def set_up(self, language: Language, start: datetime) -> SetUp:
        """Let the desk build its tabs, and the person look at them from then on."""
        done = set_up(self.client, self.book.id, language, sample(language, start))
        self.client.calls.clear()
        self.person = Person(ours=_ours(language), closely=True).beside(self.service)
        self.interruption = Interruption(self.person)
        self.service.before.append(self.interruption.before)
        return done

    def acts(self, moment: Moment) -> None:
        """Let somebody act at the moment's own time."""
        self.clock.until(moment.at.replace(tzinfo=HOME))
        self.interruption.moment = moment
        self.interruption.acts(self.service)

    def meets(self, moment: Moment, run: Callable[[], R]) -> tuple[R, bool]:
        """Let somebody act while the desk runs; tell whether it was before a write of its.

        A run that writes nothing is over by then.
        """
        self.clock.until(moment.at.replace(tzinfo=HOME))
        self.interruption.moment = moment
        done = run()
        between = self.interruption.moment is None
        self.interruption.acts(self.service)
        return done, between

    def strikes(self, mishaps: Mapping[int, Mishap]) -> None:
        """Let mishaps befall the next requests."""
        sent = self.weather.n
        self.weather.scripted = {sent + n: mishap for n, mishap in mishaps.items()}

    def spent(self) -> Counter[str]:
        """Return the calls to Google since last asked, by kind."""
        made, self.client.calls = self.client.calls, Counter()
        return made

    def desk(self) -> Desk:
        """Return the desk of the spreadsheet, with a new ledger and outbox."""
        place = self.folder / "ledger.sqlite3"
        ledger = SqliteLedger.create(place, "W-DEMO", self.clock.now())
        questions = SqliteQuestions(self.folder / QUESTIONS)
        return Desk(
            runner=Runner(self.workbook, ledger, questions=questions),
            ledger=ledger,
            outbox=SqliteOutbox(place),
            mailer=MailFolder(self.folder / "outbox"),
            address=SENDER,
            alone=partial(single_run, place),
            way=partial(_way, questions),
        )

    def wrong(self, desk: Desk, now: datetime) -> int:
        """Count cells of the desk that do not show what their own record should show."""
        book, questions = GoogleWorkbook(self.client, self.book.id), desk.runner.questions
        runner = Runner(book, desk.ledger, questions=questions)
        return len(runner.run(AUTOMATIONS[SWEEP], now, dry=True).waiting)

    def download(self) -> Path:
        """Leave the spreadsheet as a file to open."""
        path = self.folder / "desk.xlsx"
        path.write_bytes(exported(self.book, XLSX))
        return path


@contextmanager
def stage(folder: Path, language: Language, at: datetime) -> Iterator[Stage]:
    """Start the server, and share an empty spreadsheet with the desk."""
    folder.mkdir(parents=True, exist_ok=True)
    clock = VirtualClock(at)
    with Server() as server:
        server.service.open = False
        book = sheet.create(server.service.world, "Desk", owner=OWNER)
        book.zone, book.locale = HOME.key, LOCALES[language]
        weather = Weather(clock=clock, quota=Quota()).over(server.service)
        key = transport.key_file(server.url)
        watch = Watch(clock.monotonic, clock.sleep, lambda: 0.5)
        client = GoogleClient(session_of(key, server.url), watch)
        workbook = GoogleWorkbook(client, book.id, transport.BOT)
        yield Stage(server.service, book, clock, weather, client, workbook, folder)


def _way(questions: Questions, intent: Intent) -> str:
    """Return the link by which an intent is answered; empty where nothing is asked."""
    asked = questions.find(intent.question) if intent.question else None
    if asked is None:
        return ""
    return Links((KEY,), PAGES).to("", asked.question.id, asked.question.expires)


def _ours(language: Language) -> Ours:
    """Return what the desk may write: its own columns and tabs, and ids that are blank."""
    records = [table for table in TABS if table.room is not Room.DESK]
    own = {
        table.name.said(language): [
            c.heading.said(language) for c in table.columns if c.owner is Owner.DESK
        ]
        for table in records
    }
    ids = {
        table.name.said(language): [
            c.heading.said(language) for c in table.columns if c.key == "id"
        ]
        for table in records
    }
    tabs = [table.name.said(language) for table in TABS if table.room is Room.DESK]
    return Ours(own, ids, tabs)
