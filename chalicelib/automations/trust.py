"""Trust: changes of Authority and Team count only once the shop's owner confirmed them.

Whoever can edit the sheet could raise a cap or put in an address (ARCHITECTURE 2). Until the desk
goes live, and where the person at the machine is the owner, what stands counts at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.automations.confirmed import State, authority_state, team_state
from chalicelib.automations.confirming import Change, Waiting
from chalicelib.automations.owner import to_shop
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.remember import marks, note
from chalicelib.automations.tell import key
from chalicelib.automations.trusted import (
    AUTHORITY,
    CONFIRMED,
    TEAM,
    as_noted,
    confirmed,
    confirmed_owner,
    out_of_order,
    trusted,
)
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.question import Question, QuestionKind
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.memory import NOTHING, Seen

__all__ = ["trust", "trusted"]

CHANGED = Phrase("{tab} was changed; the change counts.", "“{tab}”表有改动，已经生效。")
LOOK = Phrase("Look at it, if it was not you.", "如非本人所改，请检查。")


def trust(facts: Facts) -> Plan:
    """Keep what was confirmed of Authority and Team; ask the owner about what changed."""
    questions: list[Question] = []
    plan = Plan(questions=questions)
    for tab, now in ((AUTHORITY, authority_state(facts)), (TEAM, team_state(facts))):
        was = _was(facts, tab)
        if was is None or _counts_at_once(facts):
            note(facts, plan, (tab, ""), **{CONFIRMED: as_noted(tab, now)})
        elif out_of_order(facts, tab):  # it changes nothing, and what was answered stays so
            questions.extend(_asked(facts, tab))
        else:
            Waiting(facts, plan, questions, tab, Change(was, now)).settle()
    plan.intents += () if _counts_at_once(facts) else _told(facts)
    asked = {question.id for question in questions}
    for intent in facts.recalled.pending:
        if intent.kind is IntentKind.RULES and intent.question and intent.question not in asked:
            plan.withdrawn.append(intent.key)
    return plan


def _asked(facts: Facts, tab: str) -> list[Question]:
    """Return what is asked about a tab, and can still be answered or taken."""
    known = (one.question for name, one in facts.recalled.asked.items() if _about(name) == tab)
    return [one for one in known if one.kind is QuestionKind.RULES and facts.now < one.expires]


def _about(question: str) -> str:
    return question.split("/")[1] if "/" in question else ""


def _was(facts: Facts, tab: str) -> State | None:
    """Return what was confirmed; an owner who is pinned by now needs no confirmation."""
    was = confirmed(facts, tab)
    pinned = was is not None and tab == TEAM and facts.trust.pinned
    return {**was, "owner": ""} if was is not None and pinned else was


def _counts_at_once(facts: Facts) -> bool:
    """Whether no owner needs to be asked: it is the owner's machine, or nothing is granted yet."""
    return facts.trust.owner or not facts.recalled.live


def _told(facts: Facts) -> list[Intent]:
    """Return what tells the shop's owner of other rule tabs that changed, once a change."""
    shop = confirmed_owner(facts)
    return [
        _news(facts, tab, len(history), facts.voice_for(shop).language)
        for tab, mark in marks(facts).items()
        for history in [_marks(facts, tab)]
        if shop and tab not in (AUTHORITY, TEAM) and history and history[-1].value != mark
    ]


def _marks(facts: Facts, tab: str) -> Sequence[Seen]:
    return facts.recalled.memories.get((tab, ""), NOTHING).seen.get("mark", ())


def _news(facts: Facts, tab: str, number: int, language: Language) -> Intent:
    words = (CHANGED.fill(tab=facts.tab_name(tab)).said(language), LOOK.said(language))
    name = key(facts.recalled.workbook, "rules", tab, number)
    return to_shop(facts, name, IntentKind.RULES, words)
