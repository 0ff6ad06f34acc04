"""Feedback: a closed case is filed and its customer asked once, over closings and reopenings."""

from __future__ import annotations

from dataclasses import replace
from email import message_from_bytes, policy

import pytest

from chalicelib.model.case import Case, CaseStatus, Category, Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.intent import IntentKind, Suppression
from chalicelib.model.refund import RefundStatus
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language
from chalicelib.policy.library import Ending, filed, library_line
from chalicelib.tables.workbook import CASES, LIBRARY, ORDERS, SETTINGS
from tests.automations.small import DAY, HOUR, MONDAY, SmallDesk

PAGE = "https://desk.example.com/q/a.b"
CASE = {
    "id": "CASE-1",
    "order": "A-1",
    "status": CaseStatus.OPEN,
    "opened": MONDAY - 2 * DAY,
    "category": Category.PRODUCT,
    "topic": "wrong size, call 138 1234 5678",
    "country": "de",
    "sku": "TS-RED-M",
    "customer": "Anna Kern",
    "email": "anna@kern.example",
    "demand": Remedy.REFUND,
    "remedy": Remedy.EXCHANGE,
    "amount": 12.5,
    "currency": "EUR",
}
PARCELS = ({"id": "P-1", "order": "A-1", "carrier": "DHL"},)


def desk(folder, *, live=True, **cells):
    return SmallDesk(folder, live=live, cases=[CASE | cells], shipments=PARCELS)


def asked(plan):
    return [i for i in plan.intents if i.kind is IntentKind.RATING]


def closed_now(mine, at=MONDAY, before=MONDAY - HOUR, *, once=True):
    mine.run(before)
    mine.book.typed(CASES, "CASE-1", closed=at - HOUR / 2, status=CaseStatus.CLOSED)
    return mine.run(at) if once else mine.run_twice(at)


def test_a_closed_case_is_filed_in_the_same_run_without_personal_data(tmp_path):
    mine = desk(tmp_path)
    mine.run(MONDAY - HOUR)
    assert mine.lines(LIBRARY) == []
    closed_now(mine, once=False)
    (line,) = mine.lines(LIBRARY)
    assert line["case"] == "CASE-1"
    told = ("country", "category", "sku", "carrier", "demand", "solution", "cost", "delay")
    assert [line[key] for key in told] == [
        "DE", "product", "TS-RED-M", "DHL", "refund", "exchange", "12.5 EUR", None,
    ]  # fmt: skip
    assert line["topic"] == "wrong size, call 138****5678"
    notes = mine.desk.ledger.recall().memories["cases", "CASE-1"].notes
    kept = str((notes["library"], notes["rating"]))
    assert not any(secret in kept for secret in ("Anna", "anna@", "138 1234"))
    assert mine.book.cell(CASES, "CASE-1", "recorded")


def test_the_library_clock_ends_by_the_filing(tmp_path):
    mine = desk(tmp_path)
    closed_now(mine)
    clocks = mine.desk.ledger.recall().memories["cases", "CASE-1"].clocks
    assert [done.late for done in clocks["Case library entry"].done] == [False]


def test_a_customer_is_asked_once_in_office_hours_and_the_answer_is_kept(tmp_path):
    mine = desk(tmp_path)
    night = MONDAY + 10 * HOUR
    (intent,) = asked(closed_now(mine, night, night - HOUR))
    assert (intent.to, intent.name, intent.id) == ("anna@kern.example", "Anna Kern", "CASE-1")
    assert intent.release == MONDAY + 19 * HOUR  # 09:00 on Tuesday in Shanghai
    (one,) = mine.questions.asked()
    assert one.question.id == intent.question
    assert one.question.title == "How did we do with your order A-1?"
    assert one.question.expires == night + 30 * DAY
    assert "Anna" not in str((one.question.title, one.question.lines, one.question.id))
    mine.answer("4", "quick, thanks", night + DAY)
    assert asked(mine.run_twice(night + 2 * DAY)) == []
    assert mine.questions.asked() == []
    assert mine.book.cell(CASES, "CASE-1", "rating") == 4
    (line,) = mine.lines(LIBRARY)
    assert (line["rating"], line["words"]) == (4, "quick, thanks")
    told = "\n".join(str(link.entry) for link in mine.desk.ledger.links())
    assert "thanks" not in told
    assert mine.desk.ledger.digest("quick, thanks") in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("fine", ("fine", "fine")),
        ({"private": "fine"}, ("fine", "fine")),
        ({"digest": "0f"}, ("(forgotten)", "（已遗忘）")),
        ("", ("", "")),
    ],
    ids=["an older ledger's", "private", "forgotten", "none"],
)
def test_the_library_shows_what_the_customer_wrote_unless_it_is_forgotten(words, said):
    case = Case("CASE-1", closed=MONDAY, email="anna@kern.example")
    kept = filed(CaseFile(case), Ending(MONDAY), MONDAY)
    rating = {"asked": MONDAY.isoformat(), "number": 1, "rating": 4, "words": words}
    shown = [library_line("CASE-1", kept, rating, language).words for language in Language]
    assert tuple(shown) == said


def test_a_late_solution_says_how_late(tmp_path):
    mine = desk(tmp_path, opened=MONDAY - 17 * DAY)
    closed_now(mine)
    assert mine.lines(LIBRARY)[0]["delay"] == "1 d 23 h"


def test_reopening_marks_the_line_and_the_next_closing_renews_it_without_asking_again(tmp_path):
    mine = desk(tmp_path)
    closed_now(mine)
    first = mine.book.cell(CASES, "CASE-1", "recorded")
    mine.desk.outbox.forget_sent(MONDAY)
    mine.book.typed(CASES, "CASE-1", closed=None, status=CaseStatus.OPEN)
    mine.run_twice(MONDAY + DAY)
    assert mine.lines(LIBRARY)[0]["solution"] == "exchange (reopened)"
    assert mine.book.cell(CASES, "CASE-1", "recorded") is None
    at = MONDAY + 2 * DAY
    mine.book.typed(CASES, "CASE-1", closed=at, status=CaseStatus.CLOSED, remedy=Remedy.REFUND)
    mine.run(at)
    (line,) = mine.lines(LIBRARY)
    assert line["solution"] == "refund"
    assert mine.book.cell(CASES, "CASE-1", "recorded") > first


def test_a_mail_that_waits_is_taken_back_when_the_case_is_reopened_and_sent_anew(tmp_path):
    mine = desk(tmp_path)
    night = MONDAY + 10 * HOUR
    (first,) = asked(closed_now(mine, night, night - HOUR))
    mine.book.typed(CASES, "CASE-1", closed=None, status=CaseStatus.OPEN)
    plan = mine.run(night + HOUR)
    assert (plan.withdrawn, mine.questions.asked()) == ([first.key], [])
    mine.book.typed(CASES, "CASE-1", closed=night + 2 * HOUR, status=CaseStatus.CLOSED)
    (second,) = asked(mine.run(night + 3 * HOUR))
    assert second.key != first.key


def test_a_mail_that_waits_is_taken_back_when_the_case_is_cancelled(tmp_path):
    mine = desk(tmp_path)
    night = MONDAY + 10 * HOUR
    (first,) = asked(closed_now(mine, night, night - HOUR))
    mine.book.typed(CASES, "CASE-1", status=CaseStatus.CANCELLED)
    plan = mine.run(night + HOUR)
    assert (plan.withdrawn, mine.questions.asked()) == ([first.key], [])


def without_pages(mine):
    runner = mine.desk.runner
    mine.desk = replace(mine.desk, runner=replace(runner, trust=runner.trust._replace(pages=False)))


def test_nobody_is_asked_where_no_customer_can_open_the_page(tmp_path):
    mine = desk(tmp_path)
    without_pages(mine)
    assert asked(closed_now(mine)) == []
    assert (mine.questions.asked(), len(mine.lines(LIBRARY))) == ([], 1)


def test_a_mail_that_waits_is_taken_back_where_the_page_is_public_no_more(tmp_path):
    mine = desk(tmp_path)
    night = MONDAY + 10 * HOUR
    (first,) = asked(closed_now(mine, night, night - HOUR))
    without_pages(mine)
    plan = mine.run(night + HOUR)
    assert (plan.withdrawn, mine.questions.asked()) == ([first.key], [])


def test_a_mail_that_never_went_out_is_taken_back_with_its_question(tmp_path):
    mine = desk(tmp_path)
    (first,) = asked(closed_now(mine))
    assert mine.run(MONDAY + 29 * DAY).withdrawn == []
    plan = mine.run_twice(MONDAY + 31 * DAY)
    assert (plan.withdrawn, mine.questions.asked()) == ([first.key], [])


@pytest.mark.parametrize(("days", "again"), [(29, 0), (31, 1)])
def test_whoever_did_not_answer_is_asked_again_after_thirty_days_at_the_soonest(
    tmp_path, days, again
):
    mine = desk(tmp_path)
    (first,) = asked(closed_now(mine))
    mine.desk.outbox.claim("m", [first.key], MONDAY)
    mine.desk.outbox.sent("m", MONDAY)
    mine.book.typed(CASES, "CASE-1", closed=None, status=CaseStatus.OPEN)
    mine.run(MONDAY + DAY)
    mine.book.typed(CASES, "CASE-1", closed=MONDAY + days * DAY, status=CaseStatus.CLOSED)
    assert len(asked(mine.run(MONDAY + days * DAY))) == again


def test_whoever_answered_is_never_asked_again(tmp_path):
    mine = desk(tmp_path)
    closed_now(mine)
    mine.answer("1", "", MONDAY + HOUR)
    mine.book.typed(CASES, "CASE-1", closed=None, status=CaseStatus.OPEN)
    mine.run(MONDAY + DAY)
    mine.book.typed(CASES, "CASE-1", closed=MONDAY + 60 * DAY, status=CaseStatus.CLOSED)
    assert asked(mine.run(MONDAY + 60 * DAY)) == []
    assert mine.lines(LIBRARY)[0]["rating"] == 1


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"email": ""}, "no address"),
        ({"email": "anna at kern"}, "no address that a mail could reach"),
        ({"email": "a@x.example, b@x.example"}, "two of them"),
    ],
)
def test_nobody_is_asked_without_a_plausible_address(tmp_path, cells, why):
    mine = desk(tmp_path, **cells)
    assert asked(closed_now(mine)) == [], why
    assert len(mine.lines(LIBRARY)) == 1


def test_nobody_is_asked_about_a_cancelled_case_nor_is_it_filed(tmp_path):
    mine = desk(tmp_path)
    mine.run(MONDAY - HOUR)
    mine.book.typed(CASES, "CASE-1", closed=MONDAY - HOUR, status=CaseStatus.CANCELLED)
    assert asked(mine.run(MONDAY)) == []
    assert mine.lines(LIBRARY) == []


def test_nobody_is_asked_where_mail_does_not_arrive(tmp_path):
    mine = desk(tmp_path)
    mine.run(MONDAY - HOUR)
    mine.desk.outbox.suppress("ANNA@kern.example", Suppression.BOUNCED, MONDAY - DAY)
    mine.book.typed(CASES, "CASE-1", closed=MONDAY, status=CaseStatus.CLOSED)
    assert asked(mine.run(MONDAY)) == []


def test_old_cases_are_filed_in_silence_at_the_first_run_and_after_the_shadow(tmp_path):
    mine = desk(tmp_path, live=False, closed=MONDAY - DAY - HOUR, status=CaseStatus.CLOSED)
    assert asked(mine.run(MONDAY)) == []
    assert len(mine.lines(LIBRARY)) == 1
    mine.desk.go_live(MONDAY)
    assert asked(mine.run(MONDAY + HOUR)) == []


def test_what_was_closed_within_a_day_is_asked_about_at_the_first_live_run(tmp_path):
    mine = desk(tmp_path, live=False, closed=MONDAY - HOUR, status=CaseStatus.CLOSED)
    assert asked(mine.run(MONDAY)) == []
    mine.desk.go_live(MONDAY)
    assert len(asked(mine.run(MONDAY + HOUR))) == 1


def test_a_case_that_was_backdated_by_days_is_asked_about_if_the_desk_saw_it_open(tmp_path):
    mine = desk(tmp_path)
    mine.run(MONDAY - HOUR)
    mine.book.typed(CASES, "CASE-1", closed=MONDAY - 2 * DAY, status=CaseStatus.CLOSED)
    assert len(asked(mine.run(MONDAY))) == 1


def test_an_imported_case_that_was_closed_long_ago_is_not_asked_about(tmp_path):
    mine = desk(tmp_path)
    mine.run(MONDAY - HOUR)
    old = CASE | {"id": "CASE-2", "closed": MONDAY - 9 * DAY, "status": CaseStatus.CLOSED}
    mine.book.added(CASES, **old)
    assert asked(mine.run(MONDAY)) == []
    assert [line["case"] for line in mine.lines(LIBRARY)] == ["CASE-2"]


def test_a_status_alone_closes_a_case_too(tmp_path):
    mine = desk(tmp_path)
    mine.run(MONDAY - HOUR)
    mine.book.typed(CASES, "CASE-1", status=CaseStatus.CLOSED)
    assert len(asked(mine.run(MONDAY))) == 1
    assert asked(mine.run(MONDAY + DAY)) == []
    assert len(mine.lines(LIBRARY)) == 1


def test_a_case_closed_in_the_future_waits_for_it(tmp_path):
    mine = desk(tmp_path)
    mine.book.typed(CASES, "CASE-1", closed=MONDAY + HOUR)
    plan = mine.run(MONDAY)
    assert (mine.lines(LIBRARY), plan.wake_at <= MONDAY + HOUR) == ([], True)
    mine.run(MONDAY + HOUR)
    assert len(mine.lines(LIBRARY)) == 1


def test_an_unreadable_closing_holds_the_file_as_it_is(tmp_path):
    mine = desk(tmp_path)
    closed_now(mine)
    mine.book.typed(CASES, "CASE-1", closed="soon")
    mine.run(MONDAY + HOUR)
    assert mine.lines(LIBRARY)[0]["solution"] == "exchange"


def test_the_line_of_a_row_that_is_gone_stays_newest_first(tmp_path):
    mine = desk(tmp_path)
    closed_now(mine)
    mine.book.arranged(CASES, lambda _rows: [])
    later = CASE | {"id": "CASE-0", "closed": MONDAY + DAY, "status": CaseStatus.CLOSED}
    mine.book.added(CASES, **later)
    mine.run(MONDAY + DAY)
    assert [line["case"] for line in mine.lines(LIBRARY)] == ["CASE-0", "CASE-1"]


@pytest.mark.parametrize(
    ("said", "country", "language"),
    [
        ("Chinese", "", Language.ZH),
        ("简体中文", "US", Language.ZH),
        ("普通话", "", Language.ZH),
        ("華語", "", Language.ZH),
        ("Mandarin", "US", Language.ZH),
        ("zh_TW", "", Language.ZH),
        ("de-DE", "CN", Language.EN),
        ("German", "CN", Language.EN),
        ("", "CN", Language.ZH),
        ("", "DE", Language.EN),
    ],
)
def test_the_customer_is_asked_in_a_language_of_ours(tmp_path, said, country, language):
    mine = desk(tmp_path, language=said, country=country)
    (intent,) = asked(closed_now(mine))
    assert intent.language is language
    assert mine.questions.asked()[0].question.language is language


@pytest.mark.parametrize(("said", "times"), [("yes", 1), ("", 1), ("no", 0), ("perhaps", 0)])
def test_a_team_may_switch_the_asking_off(tmp_path, said, times):
    mine = desk(tmp_path)
    mine.book.typed(SETTINGS, SettingKey.RATINGS.value, value=said)
    assert len(asked(closed_now(mine))) == times


def test_the_letter_goes_out_in_office_hours_and_tells_the_customer_nothing_of_the_desk(tmp_path):
    mine = desk(tmp_path, problem="she is a difficult one", owner="Ben")
    mine.desk = replace(mine.desk, way=lambda intent: PAGE if intent.question else "")
    closed_now(mine, MONDAY + 10 * HOUR, MONDAY)
    mine.desk.mailer.mails.clear()
    mine.desk.run("round", MONDAY + 18 * HOUR)
    assert [mail for mail in mine.desk.mailer.mails if mail.to == CASE["email"]] == []
    mine.desk.run("round", MONDAY + 19 * HOUR)
    (mail,) = [mail for mail in mine.desk.mailer.mails if mail.to == CASE["email"]]
    body = message_from_bytes(mail.raw, policy=policy.default).get_body(("plain",)).get_content()
    assert "A-1" in body
    assert "Anna Kern" in body
    assert PAGE in body
    assert not any(secret in body for secret in ("difficult", "Ben", "wrong size", "12.5"))


@pytest.mark.parametrize("name", ["case-1", "CASE-01"])
def test_a_customer_is_not_asked_again_where_the_id_of_a_case_is_retyped(tmp_path, name):
    mine = desk(tmp_path)
    (first,) = asked(closed_now(mine))
    mine.desk.outbox.claim("m", [first.key], MONDAY)
    mine.desk.outbox.sent("m", MONDAY)
    mine.book.typed(CASES, "CASE-1", id=name)
    assert asked(mine.run_twice(MONDAY + HOUR)) == []
    mine.answer("4", "", MONDAY + 2 * HOUR)
    mine.run_twice(MONDAY + 3 * HOUR)
    mine.book.typed(CASES, name, closed=MONDAY + 4 * HOUR)
    assert asked(mine.run_twice(MONDAY + 4 * HOUR)) == []
    told = "\n".join(str(link.entry) for link in mine.desk.ledger.links())
    assert mine.desk.ledger.digest("a-1") in told


@pytest.mark.parametrize(("order", "times"), [("a-1 ", 1), ("A-2", 2), ("", 2)])
def test_a_customer_is_asked_about_one_order_once_however_many_cases_it_has(tmp_path, order, times):
    mine = desk(tmp_path)
    mine.book.added(CASES, **CASE | {"id": "CASE-2", "order": order})
    mine.run(MONDAY - HOUR)
    for name in ("CASE-1", "CASE-2"):
        mine.book.typed(CASES, name, closed=MONDAY - HOUR / 2, status=CaseStatus.CLOSED)
    assert len(asked(mine.run_twice(MONDAY))) == times
    assert len(mine.lines(LIBRARY)) == 2


def test_a_mail_that_was_taken_back_keeps_no_other_case_from_being_asked_about(tmp_path):
    mine = desk(tmp_path)
    mine.book.arranged(CASES, lambda _rows: [])
    for name in ("CASE-2", "CASE-1"):
        mine.book.added(CASES, **CASE | {"id": name})
    night = MONDAY + 10 * HOUR
    (first,) = asked(closed_now(mine, night, night - HOUR))
    mine.book.typed(CASES, "CASE-1", closed=None, status=CaseStatus.OPEN)
    mine.book.typed(CASES, "CASE-2", closed=night, status=CaseStatus.CLOSED)
    plan = mine.run_twice(night + HOUR)
    assert first.key in plan.withdrawn
    assert [intent.id for intent in asked(plan)] == ["CASE-2"]


def test_a_case_that_is_cancelled_later_leaves_the_library_until_it_is_closed_again(tmp_path):
    mine = desk(tmp_path)
    closed_now(mine)
    mine.book.typed(CASES, "CASE-1", status=CaseStatus.CANCELLED)
    mine.run_twice(MONDAY + HOUR)
    assert mine.lines(LIBRARY) == []
    mine.book.typed(CASES, "CASE-1", status=CaseStatus.CLOSED)
    mine.run_twice(MONDAY + 2 * HOUR)
    assert [line["case"] for line in mine.lines(LIBRARY)] == ["CASE-1"]


BARE = CASE | {"order": "a-1", "country": "", "sku": "", "amount": None, "currency": None}
ORDER = {"id": "A-1", "country": "de"}
PAID = {"case": "case-1", "status": RefundStatus.PAID_OUT, "amount": 10, "currency": "EUR"}


@pytest.mark.parametrize(
    ("refunds", "cost"),
    [
        ([], None),
        ([PAID], "10 EUR"),
        ([PAID, PAID | {"amount": 2.5}], "12.5 EUR"),
        ([PAID, PAID | {"status": RefundStatus.ASKED}], "10 EUR"),
        ([PAID, PAID | {"currency": "USD"}], None),
        ([PAID | {"amount": None}], None),
    ],
)
def test_the_library_is_filed_with_what_the_order_and_refunds_know(tmp_path, refunds, cost):
    rows = [one | {"id": f"R-{n}"} for n, one in enumerate(refunds)]
    line = {"id": "L-1", "order": "A-1", "sku": "TS-RED-M"}
    mine = SmallDesk(
        tmp_path, cases=[BARE], shipments=PARCELS, orders=[ORDER], order_lines=[line], refunds=rows
    )
    closed_now(mine, once=False)
    (line,) = mine.lines(LIBRARY)
    told = [line[key] for key in ("country", "sku", "carrier", "cost")]
    assert told == ["DE", "TS-RED-M", "DHL", cost]


def test_what_was_looked_up_in_an_order_stays_although_its_row_is_gone(tmp_path):
    mine = SmallDesk(tmp_path, cases=[BARE], orders=[ORDER])
    closed_now(mine)
    mine.book.arranged(ORDERS, lambda _rows: [])
    mine.book.typed(CASES, "CASE-1", topic="late")
    mine.run_twice(MONDAY + HOUR)
    (line,) = mine.lines(LIBRARY)
    assert (line["country"], line["topic"]) == ("DE", "late")


def test_an_order_that_cannot_be_read_leaves_the_line_as_it_is(tmp_path):
    mine = SmallDesk(tmp_path, cases=[BARE], orders=[ORDER])
    closed_now(mine)
    mine.book.typed(ORDERS, "A-1", country="somewhere over there", amount="many")
    mine.run_twice(MONDAY + HOUR)
    assert mine.lines(LIBRARY)[0]["country"] == "DE"
