"""Why: how a clock came to show what it shows, in plain words (CLOCKS 15, law 10)."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from chalicelib.model.face import ClockState
from chalicelib.model.word import Phrase
from chalicelib.sla.clock import Reading
from chalicelib.sla.history import Between
from chalicelib.sla.say import Voice
from chalicelib.sla.target import Unit

FROM = Phrase("{target} from {start}", "自 {start} 起 {target}")
BACK = Phrase("{target} {start}", "{start} 的 {target}")
TYPED = Phrase("as the row says", "按行内填写")
PAUSED_FOR = Phrase("paused {length}", "暂停 {length}")
PAUSED_SINCE = Phrase("paused since {start}", "自 {start} 起暂停")
STOPPED = Phrase("done {stop}", "{stop} 完成")
CYCLE = Phrase("round {cycle}", "第 {cycle} 轮")
NOT_YET = Phrase("waits for its start", "等待开始")
OFF = Phrase("cancelled", "已取消")
BETWEEN = Phrase("between {after} and {by}", "{after} 至 {by} 之间")
BEFORE = Phrase("by {by}", "不晚于 {by}")
AT = Phrase("{by}", "{by}")
EARLIER = Phrase("{by} or earlier", "{by} 或更早")


def short(reading: Reading, voice: Voice) -> str:
    """Return the why of a row: one line that does not change while nothing changes."""
    if reading.fault is not None:
        return f"{reading.rule.id}: {reading.fault.said(voice.language)}"
    if reading.start is None or reading.due is None:
        off = reading.state is ClockState.CANCELLED
        return f"{reading.rule.id}: {(OFF if off else NOT_YET).said(voice.language)}"
    parts = [_promise(reading, voice), *_pauses(reading, voice)]
    if reading.cycle > 1:
        parts.append(voice.say(CYCLE, cycle=reading.cycle))
    if reading.stop is not None:
        parts.append(voice.say(STOPPED, stop=instant(reading.stop, voice)))
    return f"{reading.rule.id}: " + "; ".join(parts)


def instant(between: Between, voice: Voice) -> str:
    """Return an instant in words; both ends where it was only seen between two runs."""
    if between.typed:
        return voice.at(between.by)
    if between.after is None:
        return voice.say(BEFORE, by=voice.at(between.by))
    return voice.say(BETWEEN, after=voice.at(between.after), by=voice.at(between.by))


def _since(start: Between, voice: Voice) -> str:
    """Return an instant as it stands behind a word such as from or after."""
    if start.typed or start.after is not None:
        return instant(start, voice)
    return voice.say(EARLIER, by=voice.at(start.by))


def _promise(reading: Reading, voice: Voice) -> str:
    rule, start = reading.rule, reading.start
    if reading.target is None or start is None:
        return voice.say(TYPED)
    phrase = BACK if rule.target.backwards else FROM
    said = voice.say(phrase, target=rule.target.text, start=_since(start, voice))
    return f"{said} ({rule.calendar.name})"


def _pauses(reading: Reading, voice: Voice) -> list[str]:
    spans = reading.pauses
    if reading.state is ClockState.PAUSED:
        return [voice.say(PAUSED_SINCE, start=voice.at(spans[-1][0]))]
    total = sum((end - start for start, end in spans), timedelta())
    return [voice.say(PAUSED_FOR, length=voice.length(total))] if total else []


class Step(NamedTuple):
    """One line of the long why: what, and the words for it."""

    what: Phrase
    said: str


RULE = Phrase("rule", "规则")
STARTED = Phrase("started", "开始")
ENDED = Phrase("stopped", "停止")
COUNTED = Phrase("counted in", "计时段")
SKIPPED = Phrase("holidays skipped", "跳过的假日")
STOOD = Phrase("paused", "暂停")
PROMISED = Phrase("as agreed", "当初约定")
FAULT = Phrase("cannot tell because", "无法判断原因")
MANY = Phrase("… and {n} more", "…… 另有 {n} 段")
MOST = 12
"""Intervals listed before the rest is only counted."""


def long(reading: Reading, voice: Voice) -> list[Step]:
    """Return every ground of a clock's state: rule, ends, intervals, pauses, holidays."""
    rule = reading.rule
    steps = [Step(RULE, f"{rule.id} · {rule.clock} · {rule.target.text} · {rule.calendar.name}")]
    if reading.fault is not None:
        steps.append(Step(FAULT, reading.fault.said(voice.language)))
    if reading.start is not None:
        steps.append(Step(STARTED, instant(reading.start, voice)))
    steps += [Step(COUNTED, said) for said in _intervals(reading, voice)]
    steps += [Step(STOOD, f"{voice.at(s)} – {voice.at(e)}") for s, e in reading.pauses]
    steps += [Step(SKIPPED, said) for said in _holidays(reading)]
    if reading.stop is not None:
        steps.append(Step(ENDED, instant(reading.stop, voice)))
    return steps


def _counts_hours(reading: Reading) -> bool:
    """Whether open hours of a calendar were counted."""
    if reading.start is None or reading.due is None or reading.target is None:
        return False
    return not reading.rule.calendar.always and reading.target.unit is not Unit.DAYS


def _intervals(reading: Reading, voice: Voice) -> list[str]:
    if not _counts_hours(reading) or reading.start is None or reading.due is None:
        return []
    ends = sorted((reading.start.by, reading.due))
    spans = reading.rule.calendar.hours.periods(*ends)
    said = [f"{voice.at(start)} – {voice.at(end)}" for start, end in spans[:MOST]]
    return [*said, voice.say(MANY, n=len(spans) - MOST)] if len(spans) > MOST else said


def _holidays(reading: Reading) -> list[str]:
    if not _counts_hours(reading) or reading.start is None or reading.due is None:
        return []
    ends = sorted((reading.start.by, reading.due))
    return [f"{day:%Y-%m-%d}" for day in reading.rule.calendar.hours.closed_days(*ends)]
