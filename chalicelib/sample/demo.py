"""The demo: the sample desk at work over four days, told step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.adapters.xlsx.new import create
from chalicelib.automations.differences import Difference
from chalicelib.desk import ROUND, Desk, Swept
from chalicelib.messages.mail import Mail
from chalicelib.model.entry import Flaw
from chalicelib.model.word import Language, Phrase
from chalicelib.sample import telling, telling_judged
from chalicelib.sample.contents import START, sample
from chalicelib.sample.edits import perform
from chalicelib.sample.page import Visited, follow, way_of
from chalicelib.sample.step import BEFORE, NOBODY, Step
from chalicelib.sample.story import story
from chalicelib.sample.trial import tried
from chalicelib.wiring.desk import desk
from chalicelib.wiring.places import Places

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
    visited: Visited | None = None
    """How the page answered, if somebody followed a link."""


class Told(NamedTuple):
    """The whole demo: its scenes, what it leaves, and whether the ledger holds."""

    scenes: list[Scene]
    places: Places
    flaw: Flaw | None
    tried: Sequence[Difference]
    """What another rule would have decided."""


def demo(folder: Path, language: Language, show: Show, start: datetime = START) -> Told:
    """Play the story in a folder, telling each step; leave workbook, outbox and ledger there.

    Raises WorkbookExistsError where an earlier demo still stands.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / WORKBOOK
    create(path, language, sample(language, start))
    mine, scenes = _with_pages(desk(path, start), path), []
    for scene in _scenes(mine, (path, language), start):
        scenes.append(scene)
        for line in telling.scene(scene.step, scene.swept, language, visited=scene.visited):
            show(line)
    last = scenes[-1].step.at
    told = Told(scenes, Places(path), mine.ledger.verify(), tried(mine, path, last))
    for line in (
        *telling_judged.trying(told.tried, language),
        *telling.ending(told.places, told.flaw, last, language),
    ):
        show(line)
    return told


def _with_pages(mine: Desk, path: Path) -> Desk:
    """Return a desk whose pages everybody can open, as behind a server of the shop's."""
    trust = mine.runner.trust._replace(pages=True)
    return replace(mine, way=way_of(path), runner=replace(mine.runner, trust=trust))


def _scenes(mine: Desk, shown: tuple[Path, Language], start: datetime) -> Iterator[Scene]:
    """Yield the scenes; a link is followed before the desk looks at the sheet again."""
    yield Scene(Step(start, THE_DESK, FIRST), mine.run(SWEEP, start))
    live = start + LIVE_AFTER
    mine.go_live(live)
    mails: list[Mail] = []
    steps = (Step(live, OWNER, LIVE), *story(start))
    for step in (*steps, Step(steps[-1].at, NOBODY, AGAIN)):
        if step.edits:
            perform(shown[0], step.edits, step.at)
        when = step.at - BEFORE, shown[1]
        visited = follow(shown[0], mails, step.visit, when) if step.visit else None
        done = Scene(step, mine.run(SWEEP, step.at), visited)
        mails += done.swept.delivered.sent
        yield done
