"""Rating: the one question that a customer is asked once a case is closed (RULEBOOK 8)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.automations.plan import Facts
from chalicelib.automations.tell import key
from chalicelib.model.case import Case
from chalicelib.model.casefile import same_id
from chalicelib.model.intent import Intent, IntentKind, same_address
from chalicelib.model.private import personal, private
from chalicelib.model.question import Question, QuestionKind
from chalicelib.model.word import Language, Phrase
from chalicelib.policy.library import Kept
from chalicelib.policy.tongues import tongue
from chalicelib.sla.instants import BeyondHorizonError
from chalicelib.sla.say import Voice

OPEN_FOR = timedelta(days=30)
"""How long a customer may answer, and how long nobody is asked again."""
OFFICE = Phrase("Office", "办公时间")
"""The row of the Hours tab in whose hours customers are written to; at any hour without it."""
TITLE = Phrase("How did we do with your order {order}?", "您对订单 {order} 的售后处理满意吗？")
PLAIN_TITLE = Phrase("How did we do?", "您对我们的售后处理满意吗？")
ORDER = Phrase("Order", "订单")
YOURS = Phrase("Your order {order}", "您的订单 {order}")
REFERENCE = Phrase("Our reference", "我们的编号")
ASKED_WITH = (TITLE, PLAIN_TITLE, ORDER, YOURS, REFERENCE)
"""All that a customer gets to read of a question, but for what mails and pages say around it."""

_ADDRESS = re.compile(r"[^\s@,;<>]+@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")
"""Enough of an address that a mail can be tried; one alone, without a name."""
CHINA = "CN"


class Asking(NamedTuple):
    """A customer who is asked: the question, and the mail that leads to it."""

    question: Question
    intent: Intent
    note: dict[str, Any]


def may_ask(facts: Facts, case: Case, kept: Kept) -> bool:
    """Whether a customer can be asked now: live and wished, with an address, not asked lately."""
    if not (facts.recalled.live and facts.ratings) or _lately(facts, kept) or "rating" in kept:
        return False
    shut = {same_address(one.address) for one in facts.recalled.suppressed}
    return bool(_ADDRESS.fullmatch(case.email.strip())) and same_address(case.email) not in shut


def orders(facts: Facts, kept: Iterable[Kept]) -> set[str]:
    """Return the orders, folded, that somebody was asked about lately, under whatever case."""
    lately = (personal(one.get("order", "")) for one in kept if _lately(facts, one))
    return {order for order in lately if order and isinstance(order, str)}


def _lately(facts: Facts, kept: Kept) -> bool:
    asked = kept.get("asked")
    return asked is not None and facts.now < datetime.fromisoformat(asked) + OPEN_FOR


def asking(facts: Facts, case: Case, kept: Kept) -> Asking:
    """Return how a customer is asked, for the first time or anew."""
    order = {"order": private(same_id(case.order))} if case.order else {}
    note = {"asked": facts.now.isoformat(), "number": kept.get("number", 0) + 1, **order}
    question = question_of(facts, case, note)
    return Asking(question, _intent(facts, case, question, note), note)


def question_id(name: str, kept: Kept) -> str:
    """Return what names the question about a case."""
    return key("rating", "cases", name, kept["number"])


def intent_key(facts: Facts, name: str, kept: Kept) -> str:
    """Return what names the mail about a case."""
    return key(facts.recalled.workbook, "cases", name, "rating", kept["number"])


def question_of(facts: Facts, case: Case, kept: Kept) -> Question:
    """Return the question as it was asked; it names no more of the customer than the order."""
    voice, asked = _voice(facts, case), datetime.fromisoformat(kept["asked"])
    lines = [(REFERENCE, case.id), *([(ORDER, case.order)] if case.order else [])]
    return Question(
        id=question_id(case.id, kept),
        kind=QuestionKind.RATING,
        to=case.email.strip(),
        name="",
        language=voice.language,
        zone=voice.zone.key,
        asked=asked,
        expires=asked + OPEN_FOR,
        title=voice.say(TITLE if case.order else PLAIN_TITLE, order=case.order),
        lines=tuple((label.said(voice.language), value) for label, value in lines),
        desk=facts.desk,
    )


def _intent(facts: Facts, case: Case, question: Question, kept: Kept) -> Intent:
    voice = _voice(facts, case)
    return Intent(
        key=intent_key(facts, case.id, kept),
        kind=IntentKind.RATING,
        to=question.to,
        name=case.customer,
        language=voice.language,
        release=_release(facts),
        zone=voice.zone.key,
        id=case.id,
        about=voice.say(YOURS, order=case.order) if case.order else "",
        question=question.id,
    )


def _voice(facts: Facts, case: Case) -> Voice:
    """Return a customer's language: Chinese if the row says so, or says nothing of one in China."""
    written = case.language.strip() or ("zh" if case.country.strip().upper() == CHINA else "")
    return Voice(Language.of(tongue(written)), facts.voice.zone)


def _release(facts: Facts) -> datetime:
    """Return when the desk next keeps office hours."""
    kept = facts.rulebook.team.hours
    office = next((kept[name] for name in OFFICE if name in kept), None)
    try:
        return office.next_open(facts.now) if office else facts.now
    except BeyondHorizonError:
        return facts.now
