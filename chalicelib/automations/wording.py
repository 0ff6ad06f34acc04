"""Wording: drafts and our own texts are read before they are sent; what must not be written is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.rating import ASKED_WITH
from chalicelib.model import mask
from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.casefile import same_id
from chalicelib.model.mask_text import text as veiled
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.policy.book import PolicyBook
from chalicelib.policy.details import OTHERS, Detail, details, owners
from chalicelib.policy.lint_book import OURS, texts_of
from chalicelib.policy.wording import Hit, fit_to_send, hits, marked

AROUND = 24
"""Signs shown before and behind what is marked."""
NEVER = Phrase(
    "do not write {words} ({rule}){why}{instead}", "请勿写 {words}（{rule}）{why}{instead}"
)
WHY = Phrase(": {why}", "：{why}")
INSTEAD = Phrase("; write instead: {instead}", "；建议改为：{instead}")
OTHER = Phrase(
    "{what} stands in the draft: [{said}]; take it out before you send it",
    "草稿中出现{what}：【{said}】；发送前请删除",
)
NOTHING = Phrase("", "")
STOPS = " .;。；"
"""Signs that end a reason, where more is said behind it."""
OVER = frozenset({CaseStatus.CLOSED, CaseStatus.CANCELLED})
READ_BY_CUSTOMERS = {"policy": "buyer_text", "phrases": "instead"}
"""Columns of the rules that agents are told to send, by tab."""


def wording(facts: Facts) -> Plan:
    """Show what must not be written in the reply draft of any open case, nor in our own texts.

    Nothing is checked where there is no tab Phrases, nor in a case that is over.
    """
    plan, phrases = Plan(), facts.policies.phrases
    if not phrases:
        return plan
    drafts = [(c, details(c.reply)) for c in facts.rows("cases") if c.reply and _open(c)]
    plan.problems += [*_own(facts.policies), *(_asked(facts.policies) if facts.ratings else ())]
    named, orders = chain.from_iterable(found for _, found in drafts), facts.rows("orders")
    whose = owners(named, facts.rows("cases"), orders)
    buyers = {same_id(order.id): order.email for order in orders} if whose.of else {}
    for case, found in drafts:
        plan.problems += [
            _problem(case, _never(case.reply, h, case.customer)) for h in hits(case.reply, phrases)
        ]
        others = whose.strange(found, (case.email, buyers.get(same_id(case.order), "")))
        plan.problems += [_problem(case, _other(one)) for one in others]
    return plan


def _open(case: Case) -> bool:
    return case.closed is None and case.status not in OVER


def _problem(case: Case, what: Phrase) -> Problem:
    return Problem("cases", 0, "reply", what, Rank.CELL, case.id)


def _own(policies: PolicyBook) -> Iterator[Problem]:
    """Yield what our own rules forbid in what they tell agents to write."""
    for tab, row, text in texts_of(policies):
        for hit in fit_to_send(text, policies.phrases):
            yield Problem(tab, 0, READ_BY_CUSTOMERS[tab], _never(text, hit), Rank.CELL, row)


def _asked(policies: PolicyBook) -> Iterator[Problem]:
    """Yield rows of Phrases that forbid what customers are asked for a rating with."""
    for said in ASKED_WITH:
        for text in said:
            for hit in fit_to_send(text, policies.phrases):
                what = OURS.fill(words=text[hit.start : hit.end], where=said)
                yield Problem("phrases", 0, "words", what, Rank.CELL, hit.phrase)


def _never(text: str, hit: Hit, customer: str = "") -> Phrase:
    """Return what is said of a hit: the words in their place, why not, what else to write."""
    before = _shown(text[: hit.start], customer)[-AROUND:]
    after = _shown(text[hit.end :], customer)[:AROUND]
    words = " ".join((before + marked(text, hit) + after).split())
    why = hit.why.rstrip(STOPS)
    return NEVER.fill(
        words=_bracketed(words),
        rule=hit.phrase,
        why=WHY.fill(why=why) if why else NOTHING,
        instead=INSTEAD.fill(instead=hit.instead) if hit.instead else NOTHING,
    )


def _bracketed(words: str) -> Phrase:
    """Return marked words with the brackets of each language."""
    return Phrase(words.replace("【", "[").replace("】", "]"), words)


def _shown(text: str, customer: str) -> str:
    """Return a piece of a text without personal data."""
    known = customer.strip()
    return veiled(text.replace(known, mask.name(known)) if known else text)


def _other(one: Detail) -> Phrase:
    return OTHER.fill(what=OTHERS[one.kind], said=one.veiled)
