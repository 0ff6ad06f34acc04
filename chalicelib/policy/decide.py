"""Decide: what the rule book says of one case, and why (RULEBOOK 1, 6 and 7).

Pure: the same file, book and role give the same ruling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from chalicelib.model.case import Case, Remedy
from chalicelib.model.casefile import CaseFile
from chalicelib.model.person import Role
from chalicelib.model.verdict import Outcome
from chalicelib.model.word import Phrase
from chalicelib.policy import next_step as say
from chalicelib.policy.book import PolicyBook, Terms
from chalicelib.policy.classify import Keywords, Suggestion
from chalicelib.policy.evidence import is_order, is_ours, is_question, lacking
from chalicelib.policy.granting import Granted, Wish, granted
from chalicelib.policy.grounds import asks, ground, joined
from chalicelib.policy.limits import Limits
from chalicelib.policy.lines import Payer
from chalicelib.policy.offer import Reckoning, offered, reckoned
from chalicelib.policy.refunding import Exchange
from chalicelib.policy.rule import Decision, broken_above, broken_beside
from chalicelib.policy.situation import product, situation
from chalicelib.policy.topics import swallowed, topics_known

FREE = frozenset({Remedy.EXPLANATION, Remedy.REFUSAL})
"""Remedies that need no evidence: they cost nothing."""
NO_TERMS = Terms(())
SENT_BACK = frozenset({Remedy.RETURN, Remedy.EXCHANGE})


@dataclass(frozen=True)
class Bench:
    """By what cases are judged: the book, and the desk's calendar."""

    book: PolicyBook
    zone: ZoneInfo

    @cached_property
    def keywords(self) -> Keywords:
        """The rows of Keywords, compiled once for all cases."""
        return Keywords(self.book.keywords)

    @cached_property
    def topics(self) -> frozenset[str]:
        """The topics that rows name, whether or not these can be read; none if none of Policy."""
        return topics_known(self.book)

    @cached_property
    def limits(self) -> Limits:
        """The rows of Deadlines, likewise."""
        return Limits(self.book.deadlines)

    @cached_property
    def _desk(self) -> Exchange:
        return Exchange(self.book.currency)

    def exchange(self, case: Case) -> Exchange:
        """Return the rates that are known of a case."""
        return self._desk.knowing(case.currency, case.rate)


class Ruling(NamedTuple):
    """What the rule book says of a case."""

    outcome: Outcome
    step: Phrase
    because: Phrase = say.NOTHING
    options: Phrase = say.NOTHING
    missing: tuple[str, ...] = ()
    suggestion: Suggestion | None = None
    policy: Decision | None = None
    """The decision of the Policy tab, for whoever asks why."""
    needs: Decision | None = None
    """That of the Evidence tab."""


class Matter(NamedTuple):
    """A case, with all that was worked out of it before its remedy is looked at."""

    file: CaseFile
    exchange: Exchange
    reckoning: Reckoning
    allowed: tuple[Remedy, ...]
    missing: tuple[str, ...]
    lenient: bool
    """Whether the deciding row itself asks about evidence, so that missing some is no bar to it."""
    open_to: tuple[Remedy, ...]
    """The remedies that may be had as things stand, missing evidence considered."""
    options: Phrase
    """The same in words, with their caps."""
    awaited: tuple[Remedy, ...]
    """Remedies that would be allowed once all evidence is on file."""


def decide(file: CaseFile, bench: Bench, role: Role) -> Ruling:
    """Return what the rule book says of a case that a person of this role answers for."""
    if file.case.category is None:
        return _unclassified(file, bench)
    policy = bench.book.policy
    if policy is None:
        raise ValueError(bench.book)
    exchange, needs = bench.exchange(file.case), needed(file, bench)
    missing = lacking(file, [k for kinds in needs.outcomes for k in kinds]) if needs else ()
    values = asked(file, bench, exchange, missing)
    decision = policy.decide(values)
    heard = Ruling(Outcome.HOLD, say.NOTHING, missing=missing, policy=decision, needs=needs)
    unread = broken_above(bench.book.policy_broken, policy, values)
    if unread:
        return _waiting(heard, unread, say.OF_POLICY)
    unasked = broken_beside(bench.book.evidence_broken, _matters(file.case))
    if unasked:
        return _waiting(heard, unasked, say.OF_EVIDENCE)
    unplaced = swallowed(policy, decision, bench.topics)
    if unplaced is not None:
        return heard._replace(outcome=Outcome.TO_CLASSIFY, step=unplaced)
    return _judged(_matter(file, bench, exchange, heard), bench.book, role, heard)


def _waiting(heard: Ruling, broken: Sequence[str], tab: Phrase) -> Ruling:
    """Return that nobody can tell before some rows are mended."""
    rows = say.listed(broken)
    step, because = say.MEND_ROWS.fill(rows=rows, tab=tab), say.BROKEN.fill(rows=rows)
    return heard._replace(step=step, because=because)


def _matter(file: CaseFile, bench: Bench, exchange: Exchange, heard: Ruling) -> Matter:
    """Return a case with all that its deciding row comes to."""
    policy, decision, missing = bench.book.policy, heard.policy, heard.missing
    if policy is None or decision is None:
        raise ValueError(heard)
    terms = decision.outcomes[0] if decision.outcomes else NO_TERMS
    allowed = tuple(r for r in terms.remedies if _may_return(r, terms, file, bench))
    lenient = asks(policy, decision, "evidence")
    reckoning = reckoned(file, terms, exchange)
    open_to = allowed if lenient or not missing else tuple(r for r in allowed if r in FREE)
    options = offered(reckoning, open_to)
    later = {**decision.inputs, "evidence": True} if missing else {}
    awaited = _remedies(policy.decide(later)) if missing else ()
    return Matter(file, exchange, reckoning, allowed, missing, lenient, open_to, options, awaited)


def _judged(matter: Matter, book: PolicyBook, role: Role, heard: Ruling) -> Ruling:
    """Return what a case comes to, with the grounds."""
    ruling = _ruled(matter, book, role)
    if book.policy is None or heard.policy is None:
        raise ValueError(heard)
    because = ground(book.policy, heard.policy)
    because = joined(because, ruling.because) if ruling.because.en else because
    said = (ruling.outcome, ruling.step, because, matter.options)
    return Ruling(*said, heard.missing, None, heard.policy, heard.needs)


def needed(file: CaseFile, bench: Bench) -> Decision | None:
    """Return what must be on file for a case, by the rows of Evidence; None without that tab."""
    table = bench.book.evidence
    return table.decide(_matters(file.case)) if table else None


def _matters(case: Case) -> dict[str, Any]:
    """Return what the Evidence tab is asked of a case."""
    return {"category": case.category, "topic": case.topic}


def asked(
    file: CaseFile, bench: Bench, exchange: Exchange, missing: tuple[str, ...]
) -> dict[str, Any]:
    """Return all that the Policy tab is asked of a case, by key of its columns."""
    values = situation(file, bench.book.products, exchange, bench.zone)
    values["evidence"] = not missing
    return values


def _remedies(decision: Decision) -> tuple[Remedy, ...]:
    return decision.outcomes[0].remedies if decision.outcomes else ()


def _unclassified(file: CaseFile, bench: Bench) -> Ruling:
    found = bench.keywords.suggestion(file.case.topic, file.case.problem)
    step = say.CLASSIFY_AS.fill(category=found.category) if found else say.CLASSIFY
    return Ruling(Outcome.TO_CLASSIFY, step, suggestion=found)


def _may_return(remedy: Remedy, terms: Terms, file: CaseFile, bench: Bench) -> bool:
    """Whether goods may come back: where the buyer pays the way there is no fault of ours."""
    if remedy not in SENT_BACK or terms.postage is not Payer.BUYER:
        return True
    article = product(file, bench.book.products)
    return article is None or article.returnable is not False


def _ruled(matter: Matter, book: PolicyBook, role: Role) -> Granted:
    remedy = matter.file.case.remedy
    barred = bool(matter.missing) and not (remedy and (matter.lenient or remedy in FREE))
    if barred:
        return Granted(Outcome.NEEDS_EVIDENCE, _ask(matter.file, matter.missing))
    if remedy is None:
        return Granted(Outcome.TO_DECIDE, _offer(matter))
    if remedy not in matter.allowed and not _may_refuse(remedy, matter.allowed):
        if matter.missing and (remedy in matter.awaited or not matter.lenient):
            return Granted(Outcome.NEEDS_EVIDENCE, _ask(matter.file, matter.missing))
        return Granted(Outcome.NOT_ALLOWED, _instead(matter, remedy))
    wish = Wish(matter.file, matter.exchange, matter.reckoning, matter.allowed, remedy)
    return granted(wish, book, role)


def _may_refuse(remedy: Remedy, allowed: tuple[Remedy, ...]) -> bool:
    """Whether a refusal stands although no row lists it: nothing else is allowed anyway."""
    return remedy is Remedy.REFUSAL and FREE.issuperset(allowed)


def _ask(file: CaseFile, missing: tuple[str, ...]) -> Phrase:
    """Return what to do about evidence that is missing, the most of it by asking the customer."""
    astray = bool(file.case.order.strip()) and file.order is None
    told = {kind for kind in missing if is_question(kind) or (astray and is_order(kind))}
    theirs = [kind for kind in missing if not is_ours(kind) and kind not in told]
    ours = [kind for kind in missing if is_ours(kind)]
    steps = (
        (astray and any(map(is_order, told)), say.NO_ORDER.fill(order=file.case.order.strip())),
        (theirs, say.ASK_FOR.fill(kinds=say.listed(theirs))),
        (any(map(is_question, told)), say.WRITE_DOWN),
        (ours, say.PUT_ON_FILE.fill(kinds=say.listed(ours))),
    )
    said = [step for is_due, step in steps if is_due]
    return reduce(lambda one, other: say.BOTH.fill(one=one, other=other), said)


def _offer(matter: Matter) -> Phrase:
    allowed, reckoning = matter.open_to, matter.reckoning
    if not allowed:
        return say.NO_ROW
    first, text = offered(reckoning, allowed[:1]), reckoning.terms.buyer_text
    return say.OFFER.fill(remedy=first, text=text) if text else say.OFFER_BARE.fill(remedy=first)


def _instead(matter: Matter, remedy: Remedy) -> Phrase:
    said = say.INSTEAD if matter.options.en else say.NOTHING_ELSE
    return said.fill(remedy=remedy, options=matter.options)
