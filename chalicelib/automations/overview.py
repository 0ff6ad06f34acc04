"""Overview: the figures an owner looks at first; nothing in it changes by itself."""

from __future__ import annotations

from collections import Counter

from chalicelib.automations.plan import Facts
from chalicelib.model.face import ClockState
from chalicelib.model.lines import OverviewLine
from chalicelib.model.problem import Rank
from chalicelib.model.word import Phrase

MODE = Phrase("Mode", "运行方式")
LIVE = Phrase("live: people are told", "正式运行：会发送提醒")
SHADOW = Phrase("shadow: states are shown, nobody is told", "试运行：只显示状态，不发送提醒")
PROBLEMS = Phrase("Problems to fix", "待修正的问题")
SEE = Phrase("see the Problems tab", "见“问题清单”工作表")
RECORDS = Phrase("{tab} with clocks", "{tab}（有时效）")


def lines(facts: Facts, counts: Counter[tuple[str, ClockState]]) -> list[OverviewLine]:
    """Return the lines of the Overview tab: mode, records by state, records by tab, problems."""
    language = facts.voice.language
    mode = LIVE if facts.recalled.live else SHADOW
    found = sum(problem.rank > Rank.LOW for problem in facts.problems)
    return [
        OverviewLine(MODE.said(language), None, mode.said(language)),
        *(OverviewLine(s.said(language), float(_of(counts, s))) for s in ClockState),
        *_by_tab(facts, counts),
        OverviewLine(PROBLEMS.said(language), float(found), SEE.said(language) if found else ""),
    ]


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
