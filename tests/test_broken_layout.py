"""A broken layout: what it touches is not written, the rest is, and the owner is told once."""

from __future__ import annotations

import quopri
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.automations.lost import GONE, REFUSED, SHARE, blind, lost
from chalicelib.automations.plan import Recalled
from chalicelib.automations.remember import Entries
from chalicelib.model.person import Person, Role, Tongue
from chalicelib.model.word import Phrase
from chalicelib.ports.ledger import Recording
from chalicelib.tables.cell import Fault
from chalicelib.tables.workbook import BY_KEY, CASES
from tests.memory import BOSS, MemoryWorkbook, desk_of, shown, small_book

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
LINK = "https://docs.google.com/spreadsheets/d/1abc/edit#gid={}"
BARRED = Phrase("The column is protected: let the desk edit it.", "该列受保护：请允许程序编辑。")
BOT = "desk@bots.example"


class Shared(MemoryWorkbook):
    """A workbook in a browser, of whose layout something may be wrong."""

    def __init__(self, **rows):
        book = small_book(**rows)
        super().__init__(book.tabs, book.locale)
        self.faults = []

    def read(self, titles):
        sheets = super().read(titles)
        linked = {
            k: g._replace(link=LINK.format(n)) for n, (k, g) in enumerate(sheets.grids.items())
        }
        return sheets._replace(grids=linked, faults=self.faults)


@pytest.fixture
def book():
    late = {"status": "new", "opened": NOW - 3 * HOUR, "owner": "Anna"}
    return Shared(cases=[{"id": "C-1", **late}, {"id": "", **late}])


def gid(tab):
    return [*BY_KEY].index(tab)


def link(tab, place=""):
    return LINK.format(gid(tab)) + (f"&range={place}" if place else "")


FACE = {("cases", key) for key in ("state", "due", "clock", "why")}
CLOCKS = {
    ("clocks", key) for key in ("tab", "record", "clock", "state", "due", "started", "owner", "why")
}


@pytest.mark.parametrize(
    ("place", "gone"),
    [
        ("cases/due", {("cases", "due")}),
        ("cases/id", {("cases", "id")}),
        ("cases/", FACE | {("cases", "id")}),
        ("clocks/state", CLOCKS),
        ("clocks/", CLOCKS),
        ("orders/state", set()),
    ],
)
def test_what_may_not_be_written_is_left_and_the_rest_goes_on(place, gone, book, tmp_path):
    """Of a tab of ours nothing is written: its lines would mix."""
    sound = written(book, tmp_path / "sound")
    book.faults = [Fault(*place.split("/"), BARRED)]
    left = sound - written(book, tmp_path / "broken")
    assert gone <= sound
    assert left == gone


def test_nothing_is_written_while_the_whole_workbook_is_at_fault(book, tmp_path):
    book.faults = [Fault("", "", Phrase("It is in the trash.", "已在回收站。"))]
    before = shown(book)
    desk = desk_of(book, tmp_path, NOW)
    report = desk.run("sla_sweep", NOW).report
    assert (report.written.cells, shown(book)) == (0, before)
    assert report.told > 1
    book.faults = []
    assert desk.run("sla_sweep", NOW + HOUR).report.written.cells > 0


def written(book, folder):
    """Return the columns that a first run writes, of a copy of the book."""
    copy = Shared()
    copy.tabs = {title: [list(row) for row in rows] for title, rows in book.tabs.items()}
    copy.faults = book.faults
    before = {title: [list(row) for row in rows] for title, rows in copy.tabs.items()}
    folder.mkdir()
    desk_of(copy, folder, NOW).run("sla_sweep", NOW)
    found = set()
    for key, title in ((t.key, t.name.en) for t in BY_KEY.values()):
        keys = [BY_KEY[key].headings[cell.casefold()] for cell in copy.tabs[title][0]]
        for n, row in enumerate(copy.tabs[title]):
            was = before[title][n] if n < len(before[title]) else []
            changed = [i for i, c in enumerate(row) if c != (was[i] if i < len(was) else None)]
            found |= {(key, keys[i]) for i in changed}
    return found


# --- who is told, and how often ---


def layout_mails(desk):
    return [mail for mail in desk.mailer.mails if "Sheet layout broken" in mail.subject]


def test_the_owner_is_told_once_a_break_with_a_link_to_the_place(book, tmp_path):
    desk, at = desk_of(book, tmp_path, NOW), book.column(CASES, "due")
    assert at == 37
    for broken, mails in ((True, 1), (True, 1), (False, 1), (False, 1), (True, 2)):
        book.faults = [Fault("cases", "due", BARRED)] if broken else []
        desk.run("sla_sweep", NOW)
        assert len(layout_mails(desk)) == mails
    mail = layout_mails(desk)[0]
    raw = quopri.decodestring(mail.raw).decode()
    assert mail.to == BOSS
    assert "Cases: The column is protected" in raw
    assert f"\r\n  {link('cases', 'AL:AL')}" in raw
    assert f'href="{link("cases", "AL:AL").replace("&", "&amp;")}"' in raw


def double(book):
    book.rows(CASES)[0].append("Status")


def lose(book):
    book.rows(CASES)[0][book.column(CASES, "status")] = "How it stands"


def retitle(book):
    book.tabs["Clocks!"] = book.tabs.pop("Clocks")


def zone(book):
    book.typed(BY_KEY["settings"], "Time zone", value="Mars")


@pytest.mark.parametrize(
    ("spoil", "where"),
    [
        (double, link("cases", "I1")),
        (lose, link("cases", "1:1")),
        (retitle, LINK.partition("#")[0]),
        (zone, link("settings", "B3")),
    ],
)
def test_each_break_leads_to_its_place(spoil, where, book, tmp_path):
    spoil(book)
    plan = desk_of(book, tmp_path, NOW).run("sla_sweep", NOW).report.plan
    (told,) = [intent for intent in plan.intents if "/layout/" in intent.key]
    assert told.link == where


def test_a_break_of_a_file_has_no_link(tmp_path):
    book = small_book(cases=[{"id": "C-1"}])
    lose(book)
    plan = desk_of(book, tmp_path, NOW).run("sla_sweep", NOW).report.plan
    assert [intent.link for intent in plan.intents if "/layout/" in intent.key] == [""]


# --- a workbook that cannot be opened ---


def loses(desk, shop, at, what=GONE):
    """Do what the desk does when the workbook cannot be opened; return how many were told."""
    known = desk.ledger.recall()
    live = known.mode.live
    recalled = Recalled(known.workbook, live, known.last_run, known.memories, known.pending)
    facts = blind(recalled, shop, at, "run")
    plan = lost(facts, what, SHARE.fill(bot=BOT), LINK.partition("#")[0])
    if plan.intents:
        made = tuple(Entries(facts, plan))
        recording = Recording("run", at, made, plan.memories, plan.intents)
        desk.ledger.record(recording, known.head)
    return len(plan.intents)


def test_a_lost_workbook_is_told_once_and_again_after_it_was_well(book, tmp_path):
    desk = desk_of(book, tmp_path, NOW)
    shop = Person("Li Na", "lina@shop.example", Role.OWNER, Tongue.ZH)
    desk.run("sla_sweep", NOW)
    assert [loses(desk, shop, NOW + n * HOUR) for n in (1, 2, 3)] == [1, 0, 0]
    desk.run("sla_sweep", NOW + 4 * HOUR)
    assert [loses(desk, shop, NOW + n * HOUR, REFUSED) for n in (5, 6)] == [1, 0]
    desk.run("sla_sweep", NOW + 7 * HOUR)
    told = [i for i, _, _ in desk.outbox.listed() if "lost" in i.key]
    assert [i.about for i in told] == [GONE.zh, REFUSED.zh]
    assert {(i.to, i.step.count(BOT)) for i in told} == {("lina@shop.example", 1)}
    assert desk.ledger.verify() is None


def test_while_nobody_can_be_told_a_loss_is_not_forgotten(book, tmp_path):
    desk = desk_of(book, tmp_path, NOW)
    assert loses(desk, None, NOW) == 0
    assert loses(desk, Person("Max", BOSS), NOW) == 1
