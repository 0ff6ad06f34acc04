"""Approvals as people live them: a run asks, a mail brings the link, a page takes the answer."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from chalicelib.adapters.sqlite.questions import SqliteQuestions
from chalicelib.automations.plan import Trust
from chalicelib.cli.commands import command
from chalicelib.cli.speech import Speech
from chalicelib.desk import ROUND, Desk, Swept
from chalicelib.links import Links
from chalicelib.model.case import CaseStatus, Category, Remedy
from chalicelib.model.order import OrderStatus
from chalicelib.model.person import Person, Role
from chalicelib.model.question import Asked, QuestionKind
from chalicelib.model.shipment import ShipmentStatus
from chalicelib.model.word import Language
from chalicelib.pages.door import Door
from chalicelib.runner import Runner
from chalicelib.tables.workbook import AUTHORITY, CASES, POLICY, SHIPMENTS, TEAM
from chalicelib.wiring.desk import Places, desk
from tests.automations.triaged import DAY, NOW, PEOPLE, book_of
from tests.bad_desk import Book, Saved
from tests.memory import BOSS, MemoryWorkbook, Plan, desk_of
from tests.pages.served import now as by_the_clock
from tests.pages.served import served
from tests.pages.test_door import posted

KEY = "a-secret-of-at-least-thirty-two-characters"
LINKS = Links((KEY,), "https://desk.example.com")
MINUTE = timedelta(minutes=1)
LOST: dict[str, Any] = {
    "id": "C-1", "order": "O-1", "category": Category.LOGISTICS, "topic": "lost", "country": "US",
    "remedy": Remedy.REFUND, "amount": Decimal(80), "currency": "USD", "customer": "Zoë Quill",
    "email": "zoe@buyers.example",
}  # fmt: skip
ORDER: dict[str, Any] = {
    "id": "O-1", "status": OrderStatus.SHIPPED, "amount": Decimal(900), "currency": "USD",
    "placed": NOW - 9 * DAY, "paid": NOW - 9 * DAY, "country": "US",
}  # fmt: skip
PARCEL = {"id": "S-1", "order": "O-1", "tracking": "LX1", "status": ShipmentStatus.LOST}


class Office:
    """A desk in memory, with its questions on disk and a page that answers them."""

    def __init__(
        self, folder: Path, trust: Trust | None = None, owner: str = "", *, book: Any = None
    ) -> None:
        parcel = {**PARCEL, "shipped": NOW - 8 * DAY}
        self.book = book or book_of(cases=[LOST], orders=[ORDER], shipments=[parcel])
        self.store = SqliteQuestions(folder / "questions.sqlite3")
        made = desk_of(self.book, folder, NOW)
        runner = Runner(self.book, made.ledger, owner, self.store, trust or Trust())
        self.desk: Desk = replace(made, runner=runner, way=self._way)
        self.door = Door(LINKS, lambda _: self.store, lambda *_: None)
        self.links: dict[str, str] = {}

    def _way(self, intent: Any) -> str:
        asked = self.store.find(intent.question) if intent.question else None
        return LINKS.to("", intent.question, asked.question.expires) if asked else ""

    def run(self, minutes: float = 0) -> Swept:
        """Run and mail; keep the newest link of everybody who got one."""
        self.now = NOW + minutes * MINUTE
        mails = len(self.desk.mailer.mails)  # type: ignore[attr-defined]
        done = self.desk.run(ROUND, self.now)
        for mail in self.desk.mailer.mails[mails:]:  # type: ignore[attr-defined]
            for token in re.findall(rf"{LINKS.base}/q/(\S+)", text_of(mail.raw)):
                self.links[mail.to] = token
        return done

    def answers(self, who: str, choice: str = "yes", words: str = "") -> int:
        """Let a person answer by the link of the mail; return the page's status."""
        token = self.links[f"{who}@shop.example"]
        reply = self.door.take(token, posted(choice, words, address="203.0.113.9"), self.now)
        return int(reply.status)

    def asked(self) -> list[str]:
        """Return who holds a link."""
        return [address.partition("@")[0] for address in self.links]

    def cell(self, key: str) -> Any:
        """Return what the case's row shows."""
        return self.book.cell(CASES, "C-1", key)

    def entries(self) -> str:
        """Return all that the ledger says."""
        return "\n".join(str(link.entry) for link in self.desk.ledger.links())


def text_of(raw: bytes) -> str:
    """Return a mail's plain text."""
    message: Any = message_from_bytes(raw, policy=policy.default)
    return str(message.get_body(("plain",)).get_content())


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_from_the_row_to_the_yes_and_back_into_the_row(office):
    office.run()
    assert office.cell("outcome") == "needs approval"
    assert office.cell("step").startswith("Waits for Ida to approve refund 80 USD, until ")
    assert office.answers("ida") == 303
    office.run(5)
    assert office.cell("outcome") == "approved"
    assert office.cell("approval_decided") is not None
    assert office.answers("ida") == 404
    held = office.desk.ledger.recall().memories["cases", "C-1"].notes["approval"]
    assert (held["by"], held["decision"]) == ({"private": "Ida"}, "yes")
    assert held["where"]["private"].startswith("203.0.113.*")
    kept, by = office.entries(), {"digest": office.desk.ledger.digest("Ida")}
    assert f"'by': {by}" in kept
    assert not [word for word in ("Ida", "ida@", "zoe@", "Quill", "203.0.113") if word in kept]


def test_the_mail_says_who_asks_and_what_the_policy_says(office):
    office.run()
    (asked,) = [text_of(m.raw) for m in office.desk.mailer.mails if m.to == "ida@shop.example"]
    lines = [line.strip() for line in asked.splitlines()]
    at = lines.index("→ Approve or refuse: refund 80 USD")
    assert lines[at + 1 : at + 3] == [
        "Asked by: Ben",
        "Policy: P05: Parcel lost · A01 junior agent: up to 50 USD",
    ]


def test_a_second_run_writes_asks_and_mails_nothing(office):
    for _ in range(2):
        office.run()
        mails = len(office.desk.mailer.mails)
        again = office.run().report
        assert (again.written.cells, again.told, again.withdrawn) == (0, 0, 0)
        assert again.plan.memories == {}
        assert len(office.desk.mailer.mails) == mails
        office.answers("ida")


def test_a_refusal_comes_back_with_its_reason(office):
    office.run()
    assert office.answers("ida", "no") == 422
    assert office.answers("ida", "no", "send it again instead") == 303
    office.run(5)
    assert office.cell("outcome") == "rejected"
    assert "send it again instead; offer instead: reship" in office.cell("step")
    told = [text_of(m.raw) for m in office.desk.mailer.mails if m.to == "ben@shop.example"]
    assert any("send it again instead" in text for text in told)


def test_a_yes_for_80_is_none_for_800(office):
    office.run()
    office.answers("ida")
    office.book.typed(CASES, "C-1", amount=Decimal(800))
    office.run(1)
    assert office.cell("outcome") == "needs approval"
    assert office.answers("ida") == 404
    assert office.answers("anna") == 303
    office.run(2)
    assert office.cell("outcome") == "approved"


def test_the_breaker_neither_counts_nor_holds_questions(tmp_path):
    ids = range(1, 5)
    book = book_of(
        Plan(team=PEOPLE, limit=1),
        cases=[{**LOST, "id": f"C-{n}", "order": f"O-{n}"} for n in ids],
        orders=[{**ORDER, "id": f"O-{n}"} for n in ids],
        shipments=[
            {**PARCEL, "id": f"S-{n}", "order": f"O-{n}", "shipped": NOW - 8 * DAY} for n in ids
        ],
    )
    office = Office(tmp_path, book=book)
    office.run()
    assert "ida" in office.asked()


@pytest.mark.parametrize("tab", [POLICY, TEAM, AUTHORITY])
@pytest.mark.parametrize("gone", [True, False])
def test_while_a_tab_of_rules_is_broken_the_answer_is_not_lost(office, tab, gone):
    office.run()
    assert office.answers("ida") == 303
    name = next(name for name in office.book.tabs if name in (tab.name.en, tab.name.zh))
    whole = office.book.tabs[name]
    broken = [[f"{cell}?" for cell in whole[0]], *whole[1:]]
    office.book.tabs[name] = broken
    if gone:
        del office.book.tabs[name]
    office.book.state += 1
    office.run(2)
    office.book.tabs[name] = whole
    office.book.state += 1
    office.run(4)
    assert office.cell("outcome") == "approved"


def test_nobody_types_an_approval(office):
    office.book.typed(CASES, "C-1", status=CaseStatus.WAITING_APPROVAL, outcome="approved")
    office.run()
    assert office.cell("outcome") == "needs approval"


def test_while_another_row_cannot_be_read_the_answer_is_not_lost(office):
    office.run()
    office.book.typed(SHIPMENTS, "S-1", status="no such word")
    office.answers("ida")
    office.run(1)
    assert (office.cell("outcome"), office.cell("approval_decided")) == ("hold", None)
    office.book.typed(SHIPMENTS, "S-1", status=ShipmentStatus.LOST)
    office.run(2)
    assert office.cell("outcome") == "approved"


def test_what_nobody_answers_reaches_the_next_and_the_approval_clock_sees_it(office):
    office.run()
    clocks = office.run(31).report.plan.listings["clocks"]
    assert office.answers("anna") == 303
    assert [c.state for c in clocks if c.record == "C-1" and c.clock == "Approval"] == ["overdue"]
    office.run(32)
    assert office.cell("outcome") == "approved"


def raise_cap(book: MemoryWorkbook) -> None:
    """Let somebody in the sheet give junior agents a cap of 500."""
    book.typed(AUTHORITY, "A01", cap="500 USD")


def test_in_a_shared_sheet_a_raised_cap_waits_for_the_owner(tmp_path):
    office = Office(tmp_path, Trust(owner=False, pinned=True), BOSS)
    office.run()
    raise_cap(office.book)
    report = office.run(1).report
    assert office.cell("outcome") == "needs approval"
    assert any("it counts once" in p.what.en for p in report.problems)
    assert office.answers("boss") == 303
    office.run(2)
    assert office.cell("outcome") == "may be granted"
    assert (office.run(3).report.told, office.store.asked()) == (0, [])


def test_in_a_shared_sheet_nobody_makes_themselves_an_approver(tmp_path):
    office = Office(tmp_path, Trust(owner=False, pinned=True), BOSS)
    office.run()
    for name in ("Ida", "Anna", "Li Na"):
        office.book.typed(TEAM, name, email="eve@else.example")
    office.run(1)
    office.run(40)
    assert {q.question.to for q in office.store.asked()} == {BOSS}


def test_over_http_with_a_workbook_on_disk(tmp_path, monkeypatch):
    monkeypatch.delenv("AFTERSHEET_PAGES_URL", raising=False)
    place, start = tmp_path / "desk.xlsx", by_the_clock()
    shop(place)
    made = desk(place, start)
    made.run(ROUND, start)
    made.go_live(start)
    made.run(ROUND, start + MINUTE)
    with served(place) as pages:
        (asked,) = [one.question for one in pages.store.asked() if one.question.name == "Anna"]
        path = pages.path(asked)
        assert "refund 80 USD" in pages.get(path).text
        assert pages.post(path, "yes").status == 303
        made.run(ROUND, start + 2 * MINUTE)
        assert pages.post(path, "no", "too late").status == 404
    shown = Saved(place, Language.EN)
    (line,) = [line for line in shown.lines("cases") if line["id"] == "C-9"]
    assert line["outcome"] == "approved"
    mails = [*Places(place).outbox.rglob("*.eml")]
    assert any("/q/" in text_of(mail.read_bytes()) for mail in mails)


def shop(place: Path) -> None:
    """Write a workbook with a case beyond its owner's authority."""
    book = Book(Language.EN)
    ben = Person("Ben", "ben@shop.example", Role.JUNIOR)
    book.tabs["team"].append(list(TEAM.render(ben, book.locale)))
    cells = {**LOST, "id": "C-9", "order": "O-9", "amount": "80", "owner": "Ben"}
    book.add("cases", **cells, status=CaseStatus.OPEN, opened="2026-03-01 10:00")
    paid = {"placed": "2026-03-01 10:00", "paid": "2026-03-01 10:00", "amount": "900"}
    book.add("orders", **{**ORDER, **paid, "id": "O-9"})
    book.add("shipments", **PARCEL | {"order": "O-9"}, shipped="2026-03-02 10:00")
    book.save(place)


@pytest.mark.parametrize(("said", "told"), [("y", "Confirmed"), ("n", "Left as it is")])
def test_whoever_operates_the_desk_confirms_on_the_command_line(tmp_path, said, told):
    place, start = tmp_path / "desk.xlsx", by_the_clock()
    shop(place)
    made = desk(place, start)
    shared = Trust(owner=False)
    made = replace(made, runner=replace(made.runner, trust=shared))
    made.run(ROUND, start)
    made.go_live(start)
    made.run(ROUND, start + MINUTE)
    moved(place, "eve@else.example")
    made.run(ROUND, start + 2 * MINUTE)
    assert [one.question.to for one in made.runner.questions.asked() if is_rules(one)] == [""]
    result = CliRunner().invoke(command(Speech(Language.EN)), ["confirm", str(place)], input=said)
    assert told in result.output
    assert "e***@else.example" in result.output
    made.run(ROUND, start + 3 * MINUTE)
    left = [one for one in made.runner.questions.asked() if is_rules(one)]
    assert len(left) == (said == "n")


def is_rules(one: Asked) -> bool:
    """Whether a change of rules is asked about."""
    return one.question.kind is QuestionKind.RULES


def moved(place: Path, address: str) -> None:
    """Let somebody put another address of the shop's owner into the file."""
    book = openpyxl.load_workbook(place)
    sheet = book[TEAM.name.en]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "anna@shop.example")
    cell.value = address
    book.save(place)


def test_where_nothing_waits_the_command_says_so(tmp_path):
    place = tmp_path / "desk.xlsx"
    shop(place)
    desk(place, by_the_clock()).run(ROUND, by_the_clock())
    result = CliRunner().invoke(command(Speech(Language.ZH)), ["confirm", str(place)])
    assert (result.exit_code, result.output) == (0, "没有待确认的规则改动。\n")
