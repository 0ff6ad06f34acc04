"""The demo, whole: what it promises to show is what happens."""

from collections import Counter
from email import message_from_bytes
from email.policy import default
from io import BytesIO

import openpyxl
import pytest

from chalicelib.adapters.sqlite.ledger import SqliteLedger
from chalicelib.adapters.xlsx.new import rendered
from chalicelib.adapters.xlsx.workbook import XlsxWorkbook
from chalicelib.automations.differences import Aspect
from chalicelib.model.face import ClockState
from chalicelib.model.problem import Rank
from chalicelib.model.refund import RefundStatus
from chalicelib.model.verdict import Movement, Outcome
from chalicelib.model.word import Language, Phrase
from chalicelib.ports.workbook import WorkbookExistsError
from chalicelib.sample import judged, messy, story
from chalicelib.sample.cases import found
from chalicelib.sample.contents import sample
from chalicelib.sample.demo import demo
from chalicelib.sample.telling import turns
from chalicelib.sample.telling_judged import decisions, trying
from chalicelib.tables.workbook_read import opened, titles


@pytest.fixture(scope="module", params=list(Language), ids=str)
def played(request, tmp_path_factory):
    shown = []
    folder = tmp_path_factory.mktemp("demo") / "desk"
    return request.param, demo(folder, request.param, shown.append), shown


def scene(told, words):
    return next(s for s in told.scenes if words in s.step.said.en)


def state(told, words, name):
    """Return the state that a step left a record in."""
    changed = {turn.id: turn.new for turn in turns(scene(told, words).swept.report)}
    return changed[name]


def decision(told, words, name):
    """Return what a step made of a record: the decision, and why or what next."""
    (found,) = [d for d in decisions(scene(told, words).swept.report) if d.id == name]
    return found


def receivers(told, words):
    return {mail.to for mail in scene(told, words).swept.delivered.sent}


def shown_verdict(told, words, name):
    """Return what a step left in the cells of a record."""
    changes = scene(told, words).swept.report.plan.changes
    return next(c.new.face.verdict for c in changes if c.new.id == name)


def final(told):
    """Return the workbook as it is left, tab by tab."""
    sheets = XlsxWorkbook(told.places.workbook).read(titles())
    return opened(sheets, told.scenes[-1].step.at).parsed


def test_the_first_run_is_a_shadow_that_writes_to_the_owner_alone(played):
    _, told, _ = played
    first = told.scenes[0].swept
    assert not first.report.live
    assert [mail.to for mail in first.delivered.sent] == ["wanglei@example.com"]
    assert all(s.swept.report.live for s in told.scenes[1:])


def test_a_second_run_of_the_same_instant_does_nothing(played):
    _, told, _ = played
    before, last = told.scenes[-2:]
    assert before.step.at == last.step.at
    assert last.swept.report.written.cells == 0
    assert list(last.swept.delivered.sent) == []
    assert last.swept.report.told == 0


def test_the_ledger_holds_and_every_mail_went_out_once(played):
    _, told, _ = played
    assert told.flaw is None
    sent = [mail.id for s in told.scenes for mail in s.swept.delivered.sent]
    files = list(told.places.outbox.glob("*.eml"))
    assert len(sent) == len(set(sent)) == len(files) > 20
    assert (told.places.outbox / "index.html").is_file()


def test_no_run_was_held_refused_or_in_doubt(played):
    _, told, _ = played
    for s in told.scenes:
        assert not s.swept.report.held
        assert not s.swept.report.written.conflicts
        assert not s.swept.report.waiting
        assert not s.swept.delivered.refused
        assert not s.swept.delivered.in_doubt


def test_no_mail_holds_a_buyers_name_or_address(played):
    _, told, _ = played
    for file in told.places.outbox.glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=default)
        text = mail.get_body(("plain",)).get_content()
        assert "Inès Lambert" not in text
        assert "ines.lambert@" not in text


def test_the_clocks_follow_what_people_do(played):
    _, told, _ = played
    assert ClockState.PAUSED is state(told, "asks a customer", story.WAITING)
    assert ClockState.MET is state(told, "closes a case", story.CLOSING)
    assert ClockState.ON_TRACK is state(told, "opens it again", story.CLOSING)
    assert ClockState.ON_TRACK is state(
        told, "had been silent", story.silent_parcel(played[1].scenes[0].step.at)
    )


def test_a_case_without_an_id_is_given_one(played):
    _, told, _ = played
    report = scene(told, "without an id").swept.report
    assert "Inès Lambert" in {c.new.customer for c in report.plan.changes if c.tab == "cases"}
    final = opened(XlsxWorkbook(told.places.workbook).read(titles()), told.scenes[-1].step.at)
    assert not final.parsed["cases"].given


def test_a_lost_heading_stops_its_clocks_tells_the_owner_and_comes_back(played):
    _, told, _ = played
    broken, mended = scene(told, "overtypes the heading"), scene(told, "puts the heading back")
    grave = [p for p in broken.swept.report.problems if p.rank is Rank.LAYOUT]
    assert [(p.tab, p.column) for p in grave] == [("cases", "first_reply")]
    assert ClockState.CANNOT_TELL in {turn.new for turn in turns(broken.swept.report)}
    assert "wanglei@example.com" in {mail.to for mail in broken.swept.delivered.sent}
    assert not [p for p in mended.swept.report.problems if p.rank is Rank.LAYOUT]


def test_mended_cells_are_problems_no_more(played):
    _, told, _ = played
    found = scene(told, "mends").swept.report.problems
    left = {p.id for p in found if p.rank > Rank.LOW}
    assert not left & {messy.NO_SUCH_DAY, messy.UNKNOWN_STATUS, messy.DECIMAL_COMMA, messy.DOUBLED}


def test_what_people_typed_is_still_there_at_the_end(played):
    language, told, _ = played
    sheets = XlsxWorkbook(told.places.workbook).read(titles())
    held = {c.id: c for c in opened(sheets, told.scenes[-1].step.at).parsed["cases"].records}
    assert held[messy.FORMULA_NAME].customer == "=Anna Schmidt"
    assert scene(told, "closes a case").step.at > held[story.CLOSING].opened
    assert held[story.CLOSING].closed is None
    assert language is opened(sheets, told.scenes[0].step.at).settings.locale.language


def test_every_step_is_told_in_the_language_of_the_sheet(played):
    language, told, shown = played
    text = "\n".join(map(str, shown))
    for s in told.scenes:
        assert s.step.said.said(language) in text
    assert str(told.places.workbook) in text


def test_an_earlier_demo_is_not_overwritten(played):
    language, told, _ = played
    with pytest.raises(WorkbookExistsError):
        demo(told.places.workbook.parent, language, print)


def dress(content):
    """Return what of a workbook's look could get lost: by tab, how much there is of it."""
    return {
        sheet.title: (
            len(sheet.data_validations.dataValidation),
            len(list(sheet.conditional_formatting)),
            len(sheet._charts),  # noqa: SLF001
            sum(cell.comment is not None for cell in sheet[1]),
            sheet.auto_filter.ref,
            sheet.freeze_panes,
        )
        for sheet in openpyxl.load_workbook(content)
    }


def test_days_of_writing_leave_the_look_as_it_was(played):
    language, told, _ = played
    fresh = BytesIO(rendered(language, sample(language)))
    assert dress(told.places.workbook) == dress(fresh)


def test_the_rule_book_finds_the_desk_in_order_but_for_a_few(played):
    _, told, _ = played
    changes = told.scenes[0].swept.report.plan.changes
    found = {tab: Counter() for tab in ("cases", "orders", "refunds")}
    for c in changes:
        if c.tab in found:
            found[c.tab][c.new.face.verdict.outcome] += 1
    assert (found["cases"][Outcome.NOT_ALLOWED], found["refunds"][Outcome.HOLD]) == (2, 4)
    assert found["cases"][Outcome.GRANTED] > 5
    assert found["orders"][Outcome.HOLD] == 3
    assert found["orders"][Outcome.PASS] + found["orders"][Outcome.FLAG] == 7


def test_words_alone_are_triaged_once_somebody_typed_the_category(played):
    _, told, _ = played
    assert decision(told, "without a category", judged.LOST).new is Outcome.TO_CLASSIFY
    assert shown_verdict(told, "without a category", judged.LOST).suggested
    assert decision(told, "types category", judged.LOST)[1:3] == (
        Outcome.TO_CLASSIFY,
        Outcome.TO_DECIDE,
    )
    assert "177" in shown_verdict(told, "types category", judged.LOST).options


def test_a_refund_above_the_cap_is_approved_by_the_link_of_a_mail(played):
    language, told, _ = played
    asked, approved = "above his authority", "presses Approve"
    assert decision(told, asked, judged.LOST).new is Outcome.NEEDS_APPROVAL
    assert "lina@example.com" in receivers(told, asked)
    assert "chenjing@example.com" in receivers(told, "half an hour")
    assert (scene(told, approved).visited.opened, scene(told, approved).visited.answered) == (
        200,
        303,
    )
    given = decision(told, approved, judged.LOST)
    assert given.new is Outcome.APPROVED
    assert given.why.startswith(judged.CHEN_JING.said(language))
    assert decision(told, "enters the refund", judged.PAID_BACK).new is Outcome.PASS
    ledger = SqliteLedger(told.places.ledger)
    kept = "\n".join(str(memory.notes) for memory in ledger.recall().memories.values())
    assert "203.0.113.*" in kept
    assert "203.0.113.24" not in kept
    assert "203.0.113" not in "\n".join(str(one.entry) for one in ledger.links())


def test_a_refund_waits_until_its_goods_are_inspected(played):
    _, told, _ = played
    case = found("solved")
    seen = [shown_verdict(told, words, case) for words in ("enters the return", "two returns")]
    assert [one.movement for one in seen] == [Movement.AWAITING_GOODS, Movement.TO_REFUND]
    left = decision(told, "two returns", judged.WAITED)
    assert (left.old, left.new) == (Outcome.HOLD, Outcome.PASS)
    assert shown_verdict(told, "pays out the refund", case).movement is Movement.REFUNDED


def test_people_pay_out_only_what_the_desk_lets_pass(played):
    _, told, _ = played
    paid = [
        c.old.face.verdict.outcome
        for s in told.scenes[1:]
        for c in s.swept.report.plan.changes
        if c.tab == "refunds"
        and c.new.status is RefundStatus.PAID_OUT
        and c.old.face.verdict.outcome
    ]
    assert paid == [Outcome.PASS]


def test_a_no_by_link_comes_back_with_its_reason(played):
    language, told, _ = played
    (refused,) = decisions(scene(told, "refuses another refund").swept.report)
    assert refused.new is Outcome.REJECTED
    assert judged.RELEASED.said(language) in refused.why


def test_an_order_with_half_a_postcode_is_held_until_it_is_whole(played):
    _, told, _ = played
    held = decision(told, "lacks a digit", judged.MISTYPED)
    assert held.new is Outcome.HOLD
    assert held.why.startswith("K02")
    passed = decision(told, "types the postcode", judged.MISTYPED)
    assert (passed.old, passed.new) == (Outcome.HOLD, Outcome.PASS)
    assert "DPD" in passed.why
    memories = SqliteLedger(told.places.ledger).recall().memories
    assert memories["orders", judged.MISTYPED].notes["review"]["stock"] is True


def test_tea_does_not_come_back_and_the_draft_says_so_politely(played):
    language, told, _ = played
    wish, refusal = "take tea back", "refuses with the reason"
    barred = decision(told, wish, judged.TEA)
    assert barred.new is Outcome.NOT_ALLOWED
    assert Phrase("coupon", "优惠券").said(language) in barred.why
    assert decision(told, refusal, judged.TEA).new is Outcome.GRANTED
    drafts = [
        [p.id for p in scene(told, words).swept.report.problems if p.column == "reply"]
        for words in (wish, refusal)
    ]
    assert drafts == [[judged.TEA], []]


def test_a_customer_is_asked_once_and_the_library_keeps_the_answer(played):
    language, told, _ = played
    address = next(c.email for c in final(told)["cases"].records if c.id == judged.CLOSING)
    assert address in receivers(told, "closes a case")
    assert shown_verdict(told, "rates it", judged.CLOSING).rating == 4
    (line,) = [row for row in final(told)["library"].grid.rows if row[0] == judged.CLOSING]
    assert 4 in line
    assert judged.FRIENDLY.said(language) in line


def test_another_rule_is_tried_and_nothing_is_changed(played):
    language, told, shown = played
    assert {Aspect.DECISION, Aspect.APPROVAL, Aspect.COST} <= {one.what for one in told.tried}
    lines = [str(line) for line in trying(told.tried, language)]
    assert 4 <= len(lines) <= 6
    assert set(lines) <= set(map(str, shown))
    assert str(next(r.cap for r in final(told)["authority"].records if r.id == "A01")) == "50 USD"
