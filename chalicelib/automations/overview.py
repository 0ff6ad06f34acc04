"""Overview: the figures an owner looks at first; nothing in it changes by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chalicelib.automations.plan import Facts, Plan
from chalicelib.automations.unreached import unreached
from chalicelib.model.face import ClockState
from chalicelib.model.lines import OverviewLine
from chalicelib.model.problem import Problem, Rank
from chalicelib.model.word import Language, Phrase

MODE = Phrase("Mode", "运行方式")
LIVE = Phrase("live: people are told", "正式运行：会发送提醒")
SHADOW = Phrase("shadow: states are shown, nobody is told", "试运行：只显示状态，不发送提醒")
PROBLEMS = Phrase("Problems to fix", "待修正的问题")
SEE = Phrase("see the Problems tab", "见“问题清单”工作表")
RECORDS = Phrase("{tab} with clocks", "{tab}（有时效）")
DOUBT = Phrase("Mails in doubt", "状态不明的邮件")
SETTLE = Phrase(
    "may or may not have gone out; see: aftersheet outbox list FILE",
    "无法确定是否发出；请查看：aftersheet outbox list 文件",
)
UNREACHED = Phrase("Addresses that mail does not reach", "邮件无法送达的邮箱")
CORRECT = Phrase(
    "correct them on the Team tab, or: aftersheet outbox allow FILE ADDRESS",
    "请在“团队”中更正，或运行：aftersheet outbox allow 文件 邮箱",
)


def lines(facts: Facts, counts: Counter[tuple[str, ClockState]]) -> list[OverviewLine]:
    """Return the lines of the Overview tab: mode, records by state and tab, problems, mails."""
    language = facts.voice.language
    mode = LIVE if facts.recalled.live else SHADOW
    lost = unreached(facts)
    found = _to_fix(facts.problems) + len(lost)
    return [
        OverviewLine(MODE.said(language), None, mode.said(language)),
        *(OverviewLine(s.said(language), float(_of(counts, s))) for s in ClockState),
        *_by_tab(facts, counts),
        _figure(PROBLEMS, found, SEE, language),
        _figure(DOUBT, facts.recalled.in_doubt, SETTLE, language),
        _figure(UNREACHED, len({one.why for one in lost}), CORRECT, language),
    ]


def recounted(listed: Sequence[OverviewLine], facts: Facts, plan: Plan) -> list[OverviewLine]:
    """Return the lines with the problems of a whole round counted: what the Problems tab lists."""
    language = facts.voice.language
    found = _to_fix([*facts.problems, *plan.problems])
    mine = _figure(PROBLEMS, found, SEE, language)
    return [mine if line.topic == mine.topic else line for line in listed]


def _to_fix(problems: Sequence[Problem]) -> int:
    return sum(problem.rank > Rank.LOW for problem in problems)


def _figure(topic: Phrase, number: int, remark: Phrase, language: Language) -> OverviewLine:
    """Return a line of how many there are, and what to do if there are any."""
    return OverviewLine(
        topic.said(language), float(number), remark.said(language) if number else ""
    )


def _of(counts: Counter[tuple[str, ClockState]], state: ClockState) -> int:
    return sum(n for (_, held), n in counts.items() if held is state)


def _by_tab(facts: Facts, counts: Counter[tuple[str, ClockState]]) -> list[OverviewLine]:
    language = facts.voice.language
    return [
        OverviewLine(
            RECORDS.fill(tab=rows.name).said(language),
            float(sum(n for (tab, _), n in counts.items() if tab == rows.key)),
        )
        for rows in facts.tabs
        if rows.key in facts.rulebook.rulesets
    ]
