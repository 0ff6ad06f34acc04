"""What people and the world do to a small desk over time, one step after another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from chalicelib.automations.plan import CLOCK_PARTS, Facts, Plan
from chalicelib.desk import AUTOMATIONS, Desk
from chalicelib.messages.mail import Mail
from chalicelib.model.case import CaseStatus
from chalicelib.model.question import Question
from chalicelib.report import Report
from chalicelib.runner import Automation, Runner
from chalicelib.tables.workbook import CASES, SLA, TEAM
from tests.fakes import MemoryMailer
from tests.fate import CrashError, Fate, Fated
from tests.laws.desks import MINUTE, MONDAY
from tests.laws.promises import PLAN, PROMISES
from tests.memory import desk_of, small_book
from tests.pages.questions import MemoryQuestions

NAMES = ("C-1", "C-2", "C-3")
BUYER = {"customer": "Zoë Quillfeather", "email": "quillfeather@buyers.example"}
TYPED = (
    "opened", "first_reply", "proposed", "closed", "recorded", "customer_wrote",
    "last_reply", "promised", "promise_kept", "waiting_since",
)  # fmt: skip

cases = st.sampled_from(NAMES)
fields = st.sampled_from(TYPED)
shifts = st.sampled_from([-3000, -600, -90, -20, 0, 45, 300]).map(lambda n: n * MINUTE)
statuses = st.sampled_from(CaseStatus)
promises = st.sampled_from(range(len(PROMISES)))
targets = st.sampled_from(["30 min", "3 h", "2 days", "1 business day", "nonsense"])
steps = st.sampled_from([1, 20, 120, 500, 1440, 4000]).map(lambda n: n * MINUTE)


class Post:
    """The outbox and the mailer, watched: what was handed over, under which keys."""

    def __init__(self, desk: Desk, still: Callable[[str], bool], *, tells: bool) -> None:
        self.outbox, self.mailer, self.still = desk.outbox, MemoryMailer(tells=tells), still
        self.keys: dict[str, Sequence[str]] = {}
        self.told: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        """Return what the outbox has."""
        return getattr(self.outbox, name)

    def claim(self, mail: str, keys: Sequence[str], now: datetime) -> bool:
        """Claim, and keep in mind for which mail."""
        self.keys[mail] = keys
        return self.outbox.claim(mail, keys, now)

    def knows(self, mail: str) -> bool | None:
        """Answer as the mailer does."""
        return self.mailer.knows(mail)

    def send(self, mail: Mail) -> None:
        """Hand over, and count; what is told must still be so, and mail reach its receiver."""
        assert mail.to not in {one.address for one in self.outbox.suppressed()}
        before = len(self.mailer.mails)
        try:
            self.mailer.send(mail)
        finally:
            self.told.update(self.keys[mail.id] if len(self.mailer.mails) > before else ())
        assert [key for key in self.keys[mail.id] if not self.still(key)] == []


class Onlooker:
    """A runner of which it is known what its automation found."""

    def __init__(self, world: World, runner: Runner) -> None:
        self._world, self._runner = world, runner

    def run(self, automation: Automation, now: datetime) -> Report:
        """Run; keep in mind which clocks the plan found pressing, and what it has people asked."""

        def watched(facts: Facts) -> Plan:
            plan = automation(facts)
            self._world.asked = plan.standing | {mail_of(q) for q in plan.questions or ()}
            return plan

        return self._runner.run(watched, now)


def mail_of(question: Question) -> str:
    """Return the key of the mail that leads a customer to a question."""
    kind, tab, name, number = question.id.split("/")
    return f"W-1/{tab}/{name}/{kind}/{number}"


class World:
    """A small desk, its people and its mishaps."""

    def __init__(self, *, tells: bool = True, limit: int = 200) -> None:
        self.folder = TemporaryDirectory()
        self.now = MONDAY
        rows = [
            {"id": name, "status": "new", "opened": MONDAY, "owner": owner, **BUYER}
            for name, owner in zip(NAMES, ("Anna", "Ben", "nobody known"), strict=True)
        ]
        self.book = small_book(PLAN._replace(limit=limit), cases=rows)
        made = desk_of(self.book, Path(self.folder.name), self.now)
        self.ledger = made.ledger
        self.post = Post(made, self.still, tells=tells)
        self.desk = replace(made, outbox=self.post, mailer=self.post)
        self.questions = MemoryQuestions()
        self.asked: set[str] = set()
        self.standing: set[str] = set()
        self.clipboard: list[list[Any]] = []

    def close(self) -> None:
        """Forget the ledger."""
        self.folder.cleanup()

    def still(self, key: str) -> bool:
        """Whether a key's clock was pressing when the last run recorded, or its question open.

        A question has to be kept besides: its link would lead nowhere.
        """
        parts = key.split("/")
        if parts[1] in ("shadow", "layout"):
            return True
        kept = parts[3] != "rating" or key in map(mail_of, self.open())
        return kept and "/".join(parts[:CLOCK_PARTS]) in self.standing

    def open(self) -> list[Question]:
        """Return the questions that people can answer."""
        return [asked.question for asked in self.questions.asked()]

    def recall(self) -> Any:
        """Recall, as the ledger does."""
        return self.ledger.recall()

    def record(self, *args: Any) -> str:
        """Record, as the ledger does; what was asked is then what stands."""
        head = self.ledger.record(*args)
        self.standing = self.asked
        return head

    def passes(self, step: timedelta) -> None:
        """Let time pass."""
        self.now += step

    def typed(self, name: str, **cells: Any) -> None:
        """Let a person type into a case, if it is there."""
        if self.names().count(name) == 1:
            self.book.typed(CASES, name, **cells)

    def names(self) -> list[Any]:
        """Return the ids as they stand."""
        return [row[0] for row in self.book.rows(CASES)[1:]]

    def moved(self, name: str) -> None:
        """Let a person cut a row, or paste the row that was cut, in the end."""
        if self.clipboard:
            self.pasted()
        elif name in self.names():
            self.clipboard = [self.book.rows(CASES)[self.book.row(CASES, name)]]
            self.book.arranged(CASES, lambda rows: [r for r in rows if r[0] != name])

    def pasted(self) -> None:
        """Let a person paste what was cut."""
        self.book.arranged(CASES, lambda rows: [*rows, *self.clipboard])
        self.clipboard = []

    def doubled(self, name: str) -> None:
        """Let a person double a row, or drop the doubles again."""
        rows = {row[0]: row for row in self.book.rows(CASES)[1:]}
        there = len(self.names()) > len(rows)
        more = [] if there or name not in rows else [list(rows[name])]
        self.book.arranged(CASES, lambda _: [*rows.values(), *more])

    def amended(self, number: int, **cells: Any) -> None:
        """Let the owner change a promise."""
        self.book.typed(SLA, PROMISES[number].id, **cells)

    def moved_on(self, person: str, address: str) -> None:
        """Let somebody correct a person's address."""
        self.book.typed(TEAM, person, email=address)

    def fated(self, fate: Fate) -> Desk:
        """Return the desk with every effect in the hands of fate."""
        asked = Fated(self.questions, fate)
        runner = Runner(Fated(self.book, fate), Fated(self, fate), questions=asked)
        post = Fated(self.post, fate)
        return replace(self.desk, runner=Onlooker(self, runner), outbox=post, mailer=post)

    def runs(self, fate: Fate | None = None) -> None:
        """Run and deliver; fate may strike at any effect."""
        with suppress(CrashError):
            self.fated(fate or Fate()).run("round", self.now)

    def copies(self) -> None:
        """Run a copy of the run, without a delivery, while another is at work."""
        Onlooker(self, Runner(self.book, self, questions=self.questions)).run(
            AUTOMATIONS["round"], self.now
        )

    def rests(self) -> None:
        """Let all that is promised be told: nothing is edited, and nothing breaks."""
        self.book.busy = False
        self.post.mailer.refuses.clear()
        self.post.mailer.deaf.clear()
        for one in self.post.suppressed():
            self.post.allow(one.address)
        for _ in range(12):
            self.post.release_held(self.now)
            self.runs()
            open_ = [i.release for i, how, _ in self.post.listed() if how in ("pending", "held")]
            if not open_:
                return
            self.now = max(self.now, *open_)
        raise AssertionError("reminders wait for ever")
