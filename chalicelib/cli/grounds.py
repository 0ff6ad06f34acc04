"""Grounds: explanations and ledger entries, printed for people or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from chalicelib.automations.explain import Explained, Explanation
from chalicelib.automations.explain_verdict import Judgement
from chalicelib.automations.plan import Facts
from chalicelib.cli import show as shown
from chalicelib.cli.speech import Speech
from chalicelib.model.entry import EntryKind, Link
from chalicelib.model.problem import Problem
from chalicelib.model.word import Language
from chalicelib.sla import why
from chalicelib.sla.say import Voice
from chalicelib.tables.workbook import BY_KEY


def show(one: Explanation, facts: Facts, speech: Speech) -> None:
    """Print a record's decision and clocks, the grounds of each, and the rules that do not apply."""
    out, voice = shown.console(), Voice(speech.language, facts.voice.zone)
    _decision(one.judgement, speech)
    title = f"{one.tab.said(speech.language)} {one.record.id}"
    headings = speech.say("Clock|State|Due|Because", "时效目标|状态|截止时间|依据").split("|")
    out.print(shown.table(title, headings, [_row(clock, voice) for clock in one.clocks]))
    for clock in one.clocks:
        out.print(f"\n{clock.reading.rule.clock}", style="bold", markup=False)
        for what, said in _steps(clock, voice):
            out.print(f"  {what}: {said}", markup=False)
    for other in one.others:
        fields = ", ".join(
            other.rule.heading(f).said(speech.language) for f in other.fields
        ) or speech.say("an earlier row fits", "已有更靠前的规则适用")
        words = "not {rule} ({clock}): {fields}", "不适用 {rule}（{clock}）：{fields}"
        said = speech.say(*words, rule=other.rule.id, clock=other.rule.clock, fields=fields)
        out.print(said, style="dim", markup=False)


def _decision(found: Judgement | None, speech: Speech) -> None:
    """Print why a record is decided as it is, and the rule rows that did not decide."""
    if found is None:
        return
    out, language = shown.console(), speech.language
    out.print(speech.say("Decision", "决定"), style="bold")
    for ground in found.grounds:
        out.print(f"  {ground.what.said(language)}: {ground.said.said(language)}", markup=False)
    for other in found.others:
        words = "not {rule}: {fields}", "不适用 {rule}：{fields}"
        said = speech.say(*words, rule=other.rule, fields=other.columns)
        out.print(f"  {said}", style="dim", markup=False)
    out.print()


def _row(clock: Explained, voice: Voice) -> tuple[str, ...]:
    reading = clock.reading
    due = voice.at(reading.due) if reading.due else ""
    return reading.rule.clock, reading.state.said(voice.language), due, why.short(reading, voice)


def _steps(clock: Explained, voice: Voice) -> list[tuple[str, str]]:
    steps = [(step.what.said(voice.language), step.said) for step in why.long(clock.reading, voice)]
    kept = clock.kept
    if kept.agreed_due is not None:
        agreed = f"{kept.agreed_target} → {voice.at(kept.agreed_due)}"
        steps.append((why.PROMISED.said(voice.language), agreed))
    return steps


def plain(one: Explanation) -> dict[str, Any]:
    """Return an explanation as JSON values, in English."""
    return {
        "tab": one.tab.en,
        "id": one.record.id,
        "clocks": [_plain(clock) for clock in one.clocks],
        "others": [{"rule": o.rule.id, "fields": list(o.fields)} for o in one.others],
        "decision": _plain_decision(one.judgement) if one.judgement else None,
    }


def _plain_decision(found: Judgement) -> dict[str, Any]:
    return {
        "outcome": found.verdict.outcome,
        "why": [[ground.what.en, ground.said.en] for ground in found.grounds],
        "others": [{"rule": o.rule, "columns": o.columns.en} for o in found.others],
    }


def _plain(clock: Explained) -> dict[str, Any]:
    reading = clock.reading
    voice = Voice(Language.EN, reading.rule.calendar.hours.zone)
    return {
        "rule": reading.rule.id,
        "clock": reading.rule.clock,
        "state": reading.state.value,
        "cycle": reading.cycle,
        "due": reading.due.isoformat() if reading.due else None,
        "why": [[step.what.en, step.said] for step in why.long(reading, voice)],
    }


def plain_problem(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON values."""
    return {
        "tab": BY_KEY[problem.tab].name.en if problem.tab else "",
        "row": problem.row,
        "column": problem.column,
        "id": problem.id,
        "rank": problem.rank.name.lower(),
        "what": {"en": problem.what.en, "zh": problem.what.zh},
    }


def entries(links: Sequence[Link], speech: Speech, *, as_json: bool) -> None:
    """Print ledger entries, oldest first."""
    if as_json:
        for link in links:
            click.echo(json.dumps(_entry(link), ensure_ascii=False))
        return
    headings = speech.say(
        "No.|When (UTC)|What|Tab|Record|Hash", "序号|时间（UTC）|内容|工作表|记录|哈希"
    ).split("|")
    rows = [
        (
            n.number,
            f"{n.entry.at:%Y-%m-%d %H:%M:%S}",
            speech.say(n.entry.kind, KINDS[n.entry.kind]),
            _tab(n.entry.tab, speech),
            n.entry.id,
            n.hash[:12],
        )
        for n in links
    ]
    shown.console().print(shown.table(speech.say("Ledger", "台账"), headings, rows))


KINDS = {
    EntryKind.RECORD: "记录变化",
    EntryKind.RULES: "规则变化",
    EntryKind.TOLD: "已通知",
    EntryKind.WITHDRAWN: "提醒撤回",
    EntryKind.MODE: "启用状态",
    EntryKind.IDENTITY: "工作簿身份",
}


def _tab(key: str, speech: Speech) -> str:
    return BY_KEY[key].name.said(speech.language) if key in BY_KEY else key


def _entry(link: Link) -> dict[str, Any]:
    entry = link.entry
    return {
        "number": link.number,
        "at": entry.at.isoformat(),
        "kind": entry.kind.value,
        "tab": entry.tab,
        "id": entry.id,
        "body": dict(entry.body),
        "hash": link.hash,
    }
