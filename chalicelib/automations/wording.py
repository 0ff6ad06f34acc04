"""Wording: reply drafts are read before they are sent, and what must not be written is shown."""

from __future__ import annotations

from itertools import chain

from chalicelib.automations.plan import Facts, Plan
from chalicelib.model import mask
from chalicelib.model.case import Case, CaseStatus
from chalicelib.model.mask_text import text as veiled
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Phrase
from chalicelib.policy.details import OTHERS, Detail, details, owners
from chalicelib.policy.wording import Hit, hits, marked

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


def wording(facts: Facts) -> Plan:
    """Show what must not be written in the reply draft of any open case.

    Nothing is checked where there is no tab Phrases, nor in a case that is over.
    """
    plan, phrases = Plan(), facts.policies.phrases
    if not phrases:
        return plan
    drafts = [(c, details(c.reply)) for c in facts.rows("cases") if c.reply and _open(c)]
    named, orders = chain.from_iterable(found for _, found in drafts), facts.rows("orders")
    whose = owners(named, facts.rows("cases"), orders)
    buyers = {order.id: order.email for order in orders} if whose.of else {}
    for case, found in drafts:
        plan.problems += [_problem(case, _never(case, h)) for h in hits(case.reply, phrases)]
        others = whose.strange(found, (case.email, buyers.get(case.order, "")))
        plan.problems += [_problem(case, _other(one)) for one in others]
    return plan


def _open(case: Case) -> bool:
    return case.closed is None and case.status not in OVER


def _problem(case: Case, what: Phrase) -> Problem:
    return Problem("cases", 0, "reply", what, Rank.CELL, case.id)


def _never(case: Case, hit: Hit) -> Phrase:
    """Return what is said of a hit: the words in their place, why not, what else to write."""
    before = _shown(case, case.reply[: hit.start])[-AROUND:]
    after = _shown(case, case.reply[hit.end :])[:AROUND]
    words = " ".join((before + marked(case.reply, hit) + after).split())
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


def _shown(case: Case, text: str) -> str:
    """Return a piece of a draft without personal data."""
    known = case.customer.strip()
    return veiled(text.replace(known, mask.name(known)) if known else text)


def _other(one: Detail) -> Phrase:
    return OTHER.fill(what=OTHERS[one.kind], said=one.veiled)
