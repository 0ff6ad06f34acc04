"""Law 9 over whole histories of yes, no and stars: what is a person's is in no entry in clear."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.automations.confirmed import name_mark
from chalicelib.automations.plan import Trust
from chalicelib.automations.tell import receiver_mark
from chalicelib.model.case import CaseStatus
from chalicelib.model.person import Person, Role
from chalicelib.policy.approval import MARK
from chalicelib.tables.workbook import CASES, TEAM
from tests.automations.triaged import DAY, NOW, PEOPLE, book_of
from tests.laws.test_ledger_run import chained, memories
from tests.memory import BOSS
from tests.pages.test_door import posted
from tests.test_approval_run import LOST, ORDER, PARCEL, Office

REASON, STARS = "marmalade", "lingonberry"
"""What an approver writes, and what a customer does."""
BUYER, FROM = LOST["email"], "203.0.113"
CLOSED = {"status": CaseStatus.CLOSED, "closed": NOW}
OPEN = {"status": CaseStatus.OPEN, "closed": None}

DEEDS = st.one_of(
    st.tuples(
        st.just("answers"),
        st.sampled_from([*(person.email for person in PEOPLE), BOSS, BUYER]),
        st.booleans(),
    ),
    st.tuples(
        st.just("types"),
        st.sampled_from(["C-1", "C-2"]),
        st.fixed_dictionaries(
            {},
            optional={
                "amount": st.sampled_from([Decimal(40), Decimal(80), Decimal(800)]),
                "owner": st.sampled_from(["Ben", "Ida", ""]),
            },
        ),
    ),
    st.tuples(st.just("types"), st.just("C-1"), st.sampled_from([CLOSED, OPEN])),
    st.tuples(st.just("moves_up"), st.sampled_from(["Ben", "Ida"]), st.sampled_from(Role)),
    st.tuples(st.just("waits"), st.sampled_from([5, 31, 700])),
)


class Lived(Office):
    """A desk in a sheet that many edit: approvers, the shop's owner and a customer answer."""

    def __init__(self, folder: Path) -> None:
        parcel = {**PARCEL, "shipped": NOW - 8 * DAY}
        unowned = {**LOST, "id": "C-2", "order": "", "owner": None}
        book = book_of(cases=[LOST, unowned], orders=[ORDER], shipments=[parcel])
        super().__init__(folder, Trust(owner=False, pinned=True), BOSS, book=book)
        self.minutes = 0
        self.run()

    def does(self, deed, *how):
        """Let something happen, and the desk run."""
        getattr(self, deed)(*how)
        self.run(self.minutes)

    def answers(self, address, good):
        """Answer by the newest link, if there is one."""
        choice = ("5" if good else "1") if address == BUYER else ("yes" if good else "no")
        words = STARS if address == BUYER else REASON
        if address in self.links:
            self.door.take(
                self.links[address], posted(choice, words, address=f"{FROM}.9"), self.now
            )

    def types(self, name, cells):
        """Type into a case."""
        self.book.typed(CASES, name, **cells)

    def moves_up(self, name, role):
        """Let somebody in the sheet give a person another role."""
        self.book.typed(TEAM, name, role=role)

    def waits(self, minutes):
        """Let time pass."""
        self.minutes += minutes


def bodies(office):
    return [link.entry.body for link in office.desk.ledger.links()]


def names_nobody(office):
    """Hold every entry against all that people are called, and wrote."""
    said = json.dumps(bodies(office), ensure_ascii=False).casefold()
    assert not [text for text in ("@", "quill", FROM, REASON, STARS) if text in said]
    names = [person.id.casefold() for person in PEOPLE] + ["boss"]
    assert not [name for name in names if re.search(rf"\b{name}\b", said)]


def guessed_by_nobody(office):
    """Hold every note against digests that whoever knows the workbook's id can make."""
    people, book = [*PEOPLE, Person("Boss", BOSS)], "W-1"
    marks = [receiver_mark(book, person, MARK) for person in people]
    marks += [name_mark(person, book) for person in people]
    noted = json.dumps([body.get("notes") for body in bodies(office)])
    assert not [mark for mark in marks if mark in noted]


def holds(office):
    ledger = office.desk.ledger
    known = ledger.recall()
    assert ledger.verify([known.head]) is None
    assert memories(ledger.links()) == chained(known.memories, ledger.digest)
    names_nobody(office)
    guessed_by_nobody(office)


@settings(max_examples=max(6, settings.default.max_examples // 15))
@given(st.lists(DEEDS, min_size=2, max_size=10))
def test_no_entry_tells_who_was_asked_who_answered_and_what_anybody_wrote(deeds):
    with TemporaryDirectory() as folder:
        office = Lived(Path(folder))
        for deed in deeds:
            office.does(*deed)
        holds(office)


EVENTFUL = (
    ("answers", "ida@shop.example", False),
    ("types", "C-1", {"amount": Decimal(300)}),
    ("answers", "anna@shop.example", True),
    ("moves_up", "Ben", Role.INTERMEDIATE),
    ("answers", BOSS, True),
    ("types", "C-1", CLOSED),
    ("answers", BUYER, True),
)


def test_the_desk_knows_all_of_it_and_the_chain_proves_it(tmp_path):
    office = Lived(tmp_path)
    for deed in EVENTFUL:
        office.does(*deed)
    holds(office)
    known = office.desk.ledger.recall().memories
    kept = json.dumps([memory.notes for memory in known.values()])
    remembered = ("Ida", "Anna", f"{FROM}.*", REASON, STARS)
    assert [text for text in remembered if text not in kept] == []
    assert known["cases", "C-2"].notes["assigned"] == {"private": "Ida"}
    approval = known["cases", "C-1"].notes["approval"]
    assert (approval["by"], approval["decided"][0]["by"]) == (
        {"private": "Anna"},
        {"private": "Ida"},
    )
    assert len(known["team", ""].notes["confirmed"]["people"]) == len(PEOPLE)
    told = json.dumps(bodies(office))
    digest = office.desk.ledger.digest
    assert [who for who in ("Ida", "Anna", REASON, STARS) if digest(who) not in told] == []
