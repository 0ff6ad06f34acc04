"""Telling, of the rule book: decisions that changed, a link that was followed, a rule on trial."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.automations.differences import Aspect, Difference, totals
from chalicelib.model.verdict import Outcome, Verdict
from chalicelib.model.word import Language, Phrase
from chalicelib.report import Report
from chalicelib.sample.page import Visited
from chalicelib.sample.trial import CAP, SHARE

if TYPE_CHECKING:
    from rich.text import Text

TABS = ("cases", "orders", "refunds")
LONGEST = 110
"""Characters of a line that says why."""
SHOWN = 4
"""Differences that are told one by one, of those that fit a line."""

UNDECIDED = Phrase("undecided", "未判断")
OVER = Phrase("no decision any more", "不再判断")
DECISIONS = Phrase("decisions: {counts}", "结论：{counts}")
FOLLOWED = Phrase(
    "⌂ the page: opening it changed nothing ({opened}); the button counted once ({answered})",
    "⌂ 页面：打开链接不改变任何内容（{opened}）；点击按钮后记录一次（{answered}）",
)
RATED = Phrase(
    "★ {id}  rated {rating} of 5; the Library keeps it",
    "★ {id}  评价 {rating} 分（满分 5 分），已存入案例库",
)
WHAT_IF = Phrase(
    "What if junior agents might grant anything up to {cap}, and late parcels were worth a coupon"
    " of {share}? Nothing is changed; all records are judged again:",
    "如果初级客服可执行任何不超过 {cap} 的方案，且延误可发放 {share} 的优惠券？"
    "不修改任何内容，重新判断全部记录：",
)
SAME = Phrase("nothing would be otherwise", "没有变化")
DIFFERS = Phrase("{id}  {what}: {was} → {would}", "{id}  {what}：{was} → {would}")
NOBODY = Phrase("nobody asked", "无需询问")
SUM = Phrase(
    "records that differ: {records} · cost: {cost} · mails: {mails}",
    "有变化的记录：{records} · 成本：{cost} · 邮件：{mails}",
)

STYLES = {
    Outcome.HOLD: "red",
    Outcome.NOT_ALLOWED: "red",
    Outcome.REJECTED: "red",
    Outcome.NEEDS_APPROVAL: "magenta",
    Outcome.FLAG: "yellow",
    Outcome.TO_CLASSIFY: "yellow",
    Outcome.NEEDS_EVIDENCE: "yellow",
    Outcome.PASS: "green",
    Outcome.GRANTED: "green",
    Outcome.APPROVED: "green",
}


class Decision(NamedTuple):
    """A record of which something else is decided than before."""

    id: str
    old: Outcome | None
    new: Outcome | None
    why: str
    """What to do next, or which ways are open."""


def decisions(report: Report) -> list[Decision]:
    """Return the records that are decided otherwise than before, or wait for somebody else."""
    return [
        Decision(c.new.id, c.old.face.verdict.outcome, now.outcome, _why(now))
        for c in report.plan.changes
        if c.tab in TABS and (now := c.new.face.verdict) and _is_new(c.old.face.verdict, now)
    ]


def _why(now: Verdict) -> str:
    """Return why something is kept back, else what to do next, else which ways are open."""
    if now.outcome is Outcome.HOLD and now.because:
        return now.because
    return now.step or now.options


def _is_new(was: Verdict, now: Verdict) -> bool:
    waits = now.outcome is Outcome.NEEDS_APPROVAL and was.step != now.step
    return was.outcome is not now.outcome or waits


def said(one: Decision, language: Language) -> str:
    """Return a decision as a line."""
    old = one.old.said(language) if one.old else UNDECIDED.said(language)
    new = one.new.said(language) if one.new else OVER.said(language)
    why = one.why if len(one.why) <= LONGEST else f"{one.why[: LONGEST - 1].rstrip()}…"
    change = new if one.old is one.new else f"{old} → {new}"
    return f"{one.id}  {change} – {why}" if why else f"{one.id}  {change}"


def style(one: Decision) -> str:
    """Return the colour of a decision."""
    return STYLES.get(one.new, "") if one.new else "dim"


def counted(found: Sequence[Decision], language: Language) -> str:
    """Return how many of each there are, in a line."""
    counts = Counter(one.new for one in found)
    parts = [f"{counts[one]} {one.said(language)}" for one in Outcome if counts[one]]
    return DECISIONS.fill(counts=" · ".join(parts)).said(language)


def ratings(report: Report, language: Language) -> Iterator[str]:
    """Yield what customers gave, as lines."""
    for c in report.plan.changes:
        was, now = (c.old.face.verdict.rating, c.new.face.verdict.rating)
        if now is not None and was != now:
            yield RATED.fill(id=c.new.id, rating=now).said(language)


def followed(visited: Visited, language: Language) -> str:
    """Return what a page answered, as a line."""
    opened, answered = int(visited.opened), int(visited.answered)
    return FOLLOWED.fill(opened=opened, answered=answered).said(language)


def trying(found: Sequence[Difference], language: Language) -> Iterator[Text]:
    """Yield what another rule would have decided."""
    yield line(f"\n{WHAT_IF.fill(cap=CAP, share=SHARE).said(language)}", "bold")
    told = (_difference(one, language) for one in found if one.what is not Aspect.MAILS)
    short = [said for said in told if len(said) <= LONGEST]
    yield from (line(f"  {said}", "yellow") for said in short[:SHOWN])
    yield line(f"  {_sum(found, language)}", "dim")


def _difference(one: Difference, language: Language) -> str:
    was, would = (it or NOBODY.said(language) for it in (one.was, one.would_be))
    return DIFFERS.fill(id=one.id, what=one.what, was=was, would=would).said(language)


def _sum(found: Sequence[Difference], language: Language) -> str:
    if not found:
        return SAME.said(language)
    total = totals(found)
    cost = ", ".join(f"{more:+f} {currency}" for currency, more in sorted(total.cost.items()))
    records = len({(one.tab, one.id) for one in found})
    return SUM.fill(records=records, cost=cost or "±0", mails=f"{total.mails:+d}").said(language)


def line(words: str, style: str) -> Text:
    """Return words as they are: a bracket in a name is no markup."""
    from rich.text import Text  # noqa: PLC0415

    return Text(words, style=style)
