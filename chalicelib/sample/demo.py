"""The demo: the sample desk at work over four days, told step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.adapters.xlsx.new import create
from chalicelib.desk import ROUND, Desk, Swept
from chalicelib.model.entry import Flaw
from chalicelib.model.word import Language, Phrase
from chalicelib.sample import telling
from chalicelib.sample.contents import START, sample
from chalicelib.sample.edits import perform
from chalicelib.sample.story import NOBODY, Step, story
from chalicelib.wiring.desk import Places, desk

SWEEP = ROUND
WORKBOOK = "demo.xlsx"
"""A name of its own: beginning anew never removes somebody's real desk."""
LIVE_AFTER = timedelta(minutes=30)

THE_DESK = Phrase("The desk", "系统")
FIRST = Phrase(
    "looks at the sheet for the first time: a shadow run, nobody is mailed but the owner.",
    "第一次查看表格：试运行，除店主外不发邮件。",
)
OWNER = Phrase("The owner", "店主")
LIVE = Phrase(
    "has looked at the states and goes live: aftersheet live FILE.",
    "看过各项状态，正式启用：aftersheet live 文件。",
)
AGAIN = Phrase(
    "does anything; the same instant is run once more, as after a crash or by a doubled timer.",
    "操作；同一时刻再运行一次，如同崩溃后重跑或定时器重复触发。",
)

Show = Callable[[Any], None]
"""Prints something; a console of rich does, and so does a list's append."""


class Scene(NamedTuple):
    """A step of the story, and what the desk did after it."""

    step: Step
    swept: Swept


class Told(NamedTuple):
    """The whole demo: its scenes, what it leaves, and whether the ledger holds."""

    scenes: list[Scene]
    places: Places
    flaw: Flaw | None


def demo(folder: Path, language: Language, show: Show, start: datetime = START) -> Told:
    """Play the story in a folder, telling each step; leave workbook, outbox and ledger there.

    Raises WorkbookExistsError where an earlier demo still stands.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WORKBOOK
    create(path, language, sample(language, start))
    mine, scenes = desk(path, start), []
    for scene in _scenes(mine, path, start):
        scenes.append(scene)
        for line in telling.scene(scene.step, scene.swept, language):
            show(line)
    told = Told(scenes, Places(path), mine.ledger.verify())
    for line in telling.ending(told.places, told.flaw, scenes[-1].step.at, language):
        show(line)
    return told


def _scenes(mine: Desk, path: Path, start: datetime) -> Iterator[Scene]:
    yield Scene(Step(start, THE_DESK, FIRST), mine.run(SWEEP, start))
    live = start + LIVE_AFTER
    mine.go_live(live)
    yield Scene(Step(live, OWNER, LIVE), mine.run(SWEEP, live))
    steps = story(start)
    for step in steps:
        if step.edits:
            perform(path, step.edits, step.at)
        yield Scene(step, mine.run(SWEEP, step.at))
    last = steps[-1].at
    yield Scene(Step(last, NOBODY, AGAIN), mine.run(SWEEP, last))
