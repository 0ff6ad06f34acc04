"""An address that mail does not reach: the team sees it, nothing is sent there, nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from chalicelib.model.intent import Suppression
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.ports.mail import MailUnsureError
from chalicelib.tables.codec import Locale
from chalicelib.tables.workbook import BY_KEY, OVERVIEW, PROBLEMS, TEAM
from tests.memory import BOSS, Plan, desk_of, shown, small_book

EN = Locale(Language.EN, ZoneInfo("Asia/Shanghai"), "USD")
ZH = EN._replace(language=Language.ZH)
NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
ANNA, NEW = "anna@shop.example", "anna.li@shop.example"
SWEEP = "round"
CAME_BACK = (
    "mail to Anna@shop.example came back on 2026-03-02 08:00: reminders for Anna are not sent;"
    " correct the address, or if it is right: aftersheet outbox allow FILE Anna@shop.example"
)


def a_desk(folder, locale=EN):
    """Return a desk that has to tell Anna of a case, and Li Na of the same one."""
    late = {"status": "open", "opened": NOW - 25 * HOUR, "owner": "Anna"}
    book = small_book(Plan(locale), cases=[{"id": "C-1", **late}])
    return book, desk_of(book, folder, NOW - HOUR)


@pytest.fixture
def desk(tmp_path):
    book, desk = a_desk(tmp_path)
    desk.outbox.suppress("Anna@shop.example", Suppression.BOUNCED, NOW - HOUR)
    return book, desk


def problems(book):
    """Return the Problems tab: tab, place, record, column, words."""
    rows = [tuple(row[:5]) for row in book.rows(PROBLEMS)[1:] if any(row)]
    return [row for row in rows if row[3] in ("E-mail", "邮箱", "Value")]


def figures(book):
    return {row[0]: tuple(row[1:3]) for row in book.rows(OVERVIEW)[1:] if row and row[0]}


def to(desk):
    return [mail.to for mail in desk.mailer.mails]


def waiting(desk, address):
    return [
        i.key for i, status, _ in desk.outbox.listed() if (i.to, status) == (address, "pending")
    ]


def test_what_bounces_is_shown_where_it_is_corrected(desk):
    book, desk = desk
    desk.run(SWEEP, NOW)
    assert problems(book) == [
        (
            "Team",
            "B2",
            "Anna",
            "E-mail",
            CAME_BACK,
        )
    ]
    number, words = figures(book)["Addresses that mail does not reach"]
    assert number == 1
    assert "Team tab" in words
    assert figures(book)["Problems to fix"] == (1, "see the Problems tab")


def test_a_complaint_is_said_in_the_sheet_s_own_language(tmp_path):
    book, desk = a_desk(tmp_path, ZH)
    desk.outbox.suppress(ANNA, Suppression.COMPLAINED, NOW - HOUR)
    desk.run(SWEEP, NOW)
    ((tab, place, *_, words),) = problems(book)
    assert (tab, place) == ("团队", "B2")
    assert words.startswith("anna@shop.example 于 2026-03-02 08:00 把本客服台的邮件标记为垃圾邮件")
    assert "aftersheet outbox allow 文件 anna@shop.example" in words
    assert figures(book)["邮件无法送达的邮箱"][0] == 1


def test_nothing_is_sent_there_and_the_others_get_their_mails(desk):
    book, desk = desk
    book.added(BY_KEY["cases"], id="C-2", status="open", opened=NOW - 8 * HOUR, owner="Ben")
    done = desk.run(SWEEP, NOW)
    assert ANNA not in to(desk)
    assert "ben@shop.example" in to(desk)
    assert {one.to for one in done.delivered.skipped} == {ANNA}
    assert waiting(desk, ANNA)


def test_a_second_run_writes_nothing(desk):
    book, desk = desk
    desk.run(SWEEP, NOW)
    before, told = shown(book), to(desk)
    again = desk.run(SWEEP, NOW)
    assert again.report.written.cells == 0
    assert (shown(book), to(desk)) == (before, told)


def test_once_the_address_is_corrected_what_waited_goes_there_once(desk):
    book, desk = desk
    desk.run(SWEEP, NOW)
    others = to(desk)
    book.typed(TEAM, "Anna", email=NEW)
    for minutes in range(3):
        desk.run(SWEEP, NOW + timedelta(minutes=minutes))
    assert to(desk) == [*others, NEW]
    assert problems(book) == []
    assert figures(book)["Addresses that mail does not reach"] == (0, None)
    assert waiting(desk, ANNA) == []


def test_what_waits_for_others_is_not_touched_by_a_correction(desk):
    book, desk = desk
    night = NOW + 12 * HOUR
    book.typed(BY_KEY["cases"], "C-1", opened=night - 25 * HOUR)
    desk.run(SWEEP, night)
    hers, her_lead_s = waiting(desk, ANNA), waiting(desk, "lina@shop.example")
    assert hers
    assert her_lead_s
    book.typed(TEAM, "Anna", email=NEW)
    plan = desk.run(SWEEP, night).report.plan
    assert plan.withdrawn == hers
    assert {(intent.name, intent.to) for intent in plan.intents} == {("Anna", NEW)}
    assert waiting(desk, "lina@shop.example") == her_lead_s


def test_an_address_that_is_allowed_again_gets_what_waited(desk):
    book, desk = desk
    desk.run(SWEEP, NOW)
    assert desk.outbox.allow(ANNA)
    desk.run(SWEEP, NOW)
    assert ANNA in to(desk)
    assert problems(book) == []


def test_a_reminder_that_is_no_longer_true_waits_for_nobody(desk):
    book, desk = desk
    desk.run(SWEEP, NOW)
    book.typed(BY_KEY["cases"], "C-1", status="cancelled")
    book.typed(TEAM, "Anna", email=NEW)
    desk.run(SWEEP, NOW + HOUR)
    assert waiting(desk, ANNA) == []
    assert NEW not in to(desk)


def test_the_owner_s_own_address_is_shown_at_the_setting_that_holds_it(tmp_path):
    book, desk = a_desk(tmp_path)
    desk.outbox.suppress(BOSS, Suppression.BOUNCED, NOW)
    desk.run(SWEEP, NOW)
    (problem,) = problems(book)
    row = book.row(BY_KEY["settings"], SettingKey.OWNER) + 1
    assert problem[:4] == ("Settings", f"B{row}", "Owner's e-mail", "Value")
    assert BOSS in problem[4]


def test_two_people_of_one_address_are_both_shown_and_counted_as_one(desk):
    book, desk = desk
    book.added(TEAM, id="Night", email=ANNA.upper())
    desk.run(SWEEP, NOW)
    assert [record for _, _, record, *_ in problems(book)] == ["Anna", "Night"]
    assert figures(book)["Addresses that mail does not reach"][0] == 1


def test_a_mail_in_doubt_is_counted_until_a_person_settles_it(tmp_path):
    book, desk = a_desk(tmp_path)
    desk = replace(desk, mailer=Deaf())
    desk.run(SWEEP, NOW)
    desk.run(SWEEP, NOW)
    number, words = figures(book)["Mails in doubt"]
    assert number == len(desk.outbox.in_doubt()) > 0
    assert "aftersheet outbox list" in words
    for claim in desk.outbox.in_doubt():
        desk.outbox.sent(claim.mail, NOW)
    desk.run(SWEEP, NOW)
    assert figures(book)["Mails in doubt"] == (0, None)


class Deaf:
    """A mailer that never hears an answer."""

    def send(self, mail):
        raise MailUnsureError(mail.id)

    def knows(self, mail):  # noqa: ARG002 - of none
        return None
