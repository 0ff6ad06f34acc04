"""A change of Authority or Team that waits: asked of the owner once, and what the answer does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from chalicelib.automations.confirmed import State, authority_changes, mark_of, team_changes
from chalicelib.automations.owner import to_shop
from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.remember import note, noted
from chalicelib.automations.tell import key, receiver_mark
from chalicelib.automations.trusted import AUTHORITY, CONFIRMED, TEAM, as_noted, confirmed_owner
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.person import Person
from chalicelib.model.private import personal, private
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.question import YES, Answer, Asked, Question, QuestionKind
from chalicelib.model.word import Language, Phrase
from chalicelib.policy.approval import KEPT, MARK

SETTINGS = "settings"
CONFIRMING = "confirming"
"""Under which name the memory of such a tab keeps what was asked, and what was rejected."""

TITLE = Phrase("{tab} was changed: does the change count?", "“{tab}”表有改动：是否生效？")
CONFIRM = Phrase(
    "Confirm or reject by the link; until then the tab counts as it was",
    "请通过链接确认或驳回；在此之前按原内容执行",
)
WAITS = Phrase(
    "changed; it counts once the shop's owner confirms it by the link in the mail",
    "内容有改动；店主通过邮件链接确认后生效",
)
REJECTED = Phrase(
    "the shop's owner rejected this change: put the tab back as it was, or change it anew",
    "店主已驳回此改动：请恢复原内容，或重新修改",
)
BY_HAND = Phrase(
    "changed, and no confirmed owner can be asked: whoever operates the desk runs aftersheet confirm",
    "内容有改动，但没有已确认的店主可以询问：请系统管理员运行 aftersheet confirm",
)
NEW_OWNER = Phrase(
    "the shop owner's address was changed: it counts once whoever operates the desk runs"
    " aftersheet confirm",
    "店主邮箱有改动：须由系统管理员运行 aftersheet confirm 后生效",
)


class Change(NamedTuple):
    """A tab as it was confirmed, and as it stands now."""

    was: State
    now: State


class Waiting(NamedTuple):
    """A tab of which only counts what was confirmed."""

    facts: Facts
    plan: Plan
    questions: list[Question]
    tab: str
    change: Change

    def settle(self) -> None:
        """Take the owner's answer to a change, or ask for it, once a change."""
        waits = self._waits()
        if self.change.now == self.change.was:
            self._note(waits, asked="", state=None, refused="")
        elif personal(waits.get("refused", "")) == mark_of(self.change.now):
            self._wrong(REJECTED)
        else:
            self._ask(waits)

    def _ask(self, waits: Mapping[str, Any]) -> None:
        shop = confirmed_owner(self.facts)
        mark = receiver_mark(self.facts.recalled.workbook, shop, MARK) if shop else ""
        asked = key(mark_of(self.change.now), mark)
        is_same = personal(waits.get("asked", "")) == asked
        is_new = not is_same or self._is_over(waits)
        at = self.facts.now.isoformat() if is_new else waits["at"]
        number = int(waits.get("number", 0)) + is_new
        question = self._question(key("rules", self.tab, number, asked), at, shop)
        known = self.facts.recalled.asked.get(question.id, Asked(question))
        if known.answer is not None:
            self._answered(waits, number, known.answer)
            return
        state = waits["state"] if is_same else as_noted(self.tab, self.change.now)
        self._note(waits, number=number, asked=private(asked), at=at, state=state, refused="")
        self.questions.append(known.question)
        self.plan.wake(known.question.expires)
        self._wait(shop)
        if is_new and shop:
            self.plan.intents.append(self._mail(question))

    def _answered(self, waits: Mapping[str, Any], number: int, answer: Answer) -> None:
        if answer.choice == YES:
            note(self.facts, self.plan, (self.tab, ""), **{CONFIRMED: waits["state"]})
            self._note(waits, number=number, asked="", state=None, refused="")
        else:
            refused = private(mark_of(self.change.now))
            self._note(waits, number=number, asked="", state=None, refused=refused)
            self._wrong(REJECTED)

    def _is_over(self, waits: Mapping[str, Any]) -> bool:
        """Whether the owner was asked so long ago that the link leads nowhere any more."""
        return self.facts.now >= datetime.fromisoformat(waits["at"]) + KEPT

    def _wait(self, shop: Person | None) -> None:
        """Say what the change waits for."""
        self._wrong(WAITS if shop else BY_HAND)
        if self.tab == TEAM and self.change.was["owner"] != self.change.now["owner"]:
            self.plan.problems.append(Problem(SETTINGS, 0, "value", NEW_OWNER, Rank.CELL))

    def _question(self, name: str, at: str, shop: Person | None) -> Question:
        facts, voice = self.facts, self.facts.voice_for(shop or Person(""))
        return Question(
            id=name,
            kind=QuestionKind.RULES,
            to=shop.email if shop else "",
            name=shop.id if shop else "",
            language=voice.language,
            zone=voice.zone.key,
            asked=datetime.fromisoformat(at),
            expires=datetime.fromisoformat(at) + KEPT,
            title=voice.say(TITLE, tab=facts.tab_name(self.tab)),
            lines=tuple(_said(change, voice.language) for change in self._changes()),
            desk=facts.desk,
        )

    def _changes(self) -> list[tuple[Phrase, Phrase]]:
        if self.tab == AUTHORITY:
            return list(authority_changes(self.change.was, self.change.now))
        return list(team_changes(self.change.was, self.facts))

    def _mail(self, question: Question) -> Intent:
        about = "\n".join([question.title, *(f"{what}: {said}" for what, said in question.lines)])
        words = (about, CONFIRM.said(question.language))
        name = key(self.facts.recalled.workbook, question.id)
        return replace(to_shop(self.facts, name, IntentKind.RULES, words), question=question.id)

    def _waits(self) -> Mapping[str, Any]:
        return noted(self.facts, (self.tab, ""), CONFIRMING) or {}

    def _note(self, waits: Mapping[str, Any], **changed: object) -> None:
        kept = {name: value for name, value in {**waits, **changed}.items() if value}
        if kept != waits:
            note(self.facts, self.plan, (self.tab, ""), **{CONFIRMING: kept})

    def _wrong(self, what: Phrase) -> None:
        self.plan.problems.append(Problem(self.tab, 0, "", what, Rank.CELL))


def _said(change: tuple[Phrase, Phrase], language: Language) -> tuple[str, str]:
    return change[0].said(language), change[1].said(language)
