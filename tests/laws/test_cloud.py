"""The crash laws in the cloud: die anywhere, double, lose order, overlap; every mail goes out once.

Five hundred random histories; a number names each, so that one which fails can be lived again:
``CLOUD_HISTORY=123 pytest tests/laws/test_cloud.py``.
"""

from __future__ import annotations

import os
from datetime import timedelta
from random import Random

import pytest

from chalicelib.model.case import CaseStatus
from tests.aws.world import World, aws, quick
from tests.fate import Fate, crash
from tests.laws.cloud import Cloud
from tests.laws.history import NAMES
from tests.memory import shown

HISTORIES = 5000 if "SOAK" in os.environ else 500
PARTS = 20
WITNESSED = 24
"""So many are lived on moto too: the rest on our double of it, which is far quicker."""
ONLY = os.environ.get("CLOUD_HISTORY")
STEPS = (1, 20, 120, 500, 1440)
"""Minutes."""


class History:
    """What befalls one desk, as its number has it."""

    def __init__(self, cloud: Cloud, number: int) -> None:
        self.cloud, self.chance = cloud, Random(number)  # noqa: S311 - a history, no secret

    def lives(self) -> None:
        """Let some things happen, one after the other; then let it rest."""
        acts = (self.edits, self.passes, self.minute, self.news, *[self.handles] * 4)
        self.cloud.now += timedelta(minutes=self.chance.choice([45, 600]))
        self.minute()
        for _ in range(self.chance.randint(6, 16)):
            self.chance.choice(acts)()
        self.cloud.rests()

    def edits(self) -> None:
        """Let a person type, and the sheet say so, or not."""
        name, chance = self.chance.choice(NAMES), self.chance
        if chance.random() < 0.5:
            self.cloud.typed(name, status=chance.choice(list(CaseStatus)))
        else:
            self.cloud.typed(name, first_reply=chance.choice([None, self.cloud.now]))
        if chance.random() < 0.5:
            self.cloud.hinted()

    def passes(self) -> None:
        """Let time pass, and the workbook fall due."""
        self.cloud.now += timedelta(minutes=self.chance.choice(STEPS))
        self.minute()

    def minute(self) -> None:
        """Let the dispatcher fire, or two of them."""
        self.cloud.ticks(self.fate(6))
        if self.chance.random() < 0.3:
            self.cloud.ticks()

    def handles(self) -> None:
        """Let a message be handled, in any order, perhaps again."""
        self.cloud.now += timedelta(seconds=self.chance.choice([0, 5, 30]))
        again = self.chance.random() < 0.3
        self.cloud.handles(self.pick(), self.fate(14), again=again)

    def pick(self) -> int:
        """Return which message: a delivery more often than not, if there is one."""
        places = self.cloud.deliveries() if self.chance.random() < 0.6 else []
        return self.chance.choice(places or range(100))

    def news(self) -> None:
        """Let SES say of some of the mails that it took them."""
        for mail in self.cloud.post.tags:
            if self.chance.random() < 0.5:
                self.cloud.accepted(mail)

    def fate(self, effects: int) -> Fate:
        """Return what befalls a function: nothing, its death, or another at the same time."""
        chance = self.chance
        kind = chance.choice(["none", "death", "death", "overlap", "overlap"])
        if kind == "none":
            return Fate()
        strike = crash if kind == "death" else self.overlaps
        return Fate(chance.randint(1, effects), chance.random() < 0.5, strike)

    def overlaps(self) -> None:
        """Let another function take a message while one is at work, whose lease may be over."""
        if self.chance.random() < 0.6:
            self.cloud.now += timedelta(seconds=331)
        self.cloud.beside(self.pick())


def judged(cloud: Cloud) -> None:
    """Hold the laws: once, in doubt is listed, the chain holds, another run changes nothing."""
    told = cloud.told()
    assert [mail for mail, times in told.items() if times > 1] == []
    rows = cloud.rows()
    went = {row["mail"] for row in rows if row["status"] == "sent"}
    doubts = {row["mail"] for row in rows if row["status"] == "claimed"}
    assert {row["status"] for row in rows} <= {"sent", "claimed", "withdrawn"}
    assert went <= set(told) <= went | doubts
    assert {claim.mail for claim in cloud.outbox.in_doubt()} == doubts
    assert cloud.ledger.verify() is None
    before = shown(cloud.book)
    report = cloud.desk().sweep("sla_sweep", cloud.now)
    assert (report.written.cells, report.told) == (0, 0)
    assert shown(cloud.book) == before


@pytest.fixture
def world():
    with quick() as world:
        yield world


def lived(world: World, number: int) -> None:
    """Live one history in a world of its own, and judge it."""
    cloud = Cloud(world, limit=(1, 3, 200)[number % 3])
    try:
        History(cloud, number).lives()
        judged(cloud)
    except BaseException as error:
        error.add_note(f"history {number}")
        raise


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_befalls_its_functions_every_mail_goes_out_once(part):
    numbers = [int(ONLY)] if ONLY and part == 0 else range(part, 0 if ONLY else HISTORIES, PARTS)
    for number in numbers:
        with quick() as world:
            lived(world, number)


@pytest.mark.parametrize("number", range(WITNESSED))
def test_so_does_it_where_moto_keeps_the_table(number):
    with aws() as world:
        lived(world, number)


def test_a_claim_nobody_can_tell_about_is_listed_until_ses_says_it_took_the_mail(world):
    cloud = Cloud(world)
    cloud.now += timedelta(minutes=45)
    cloud.ticks()
    cloud.drains()
    cloud.now += timedelta(minutes=600)
    cloud.ticks()
    cloud.handles(0)
    sends = cloud.dies_at("send_email")
    assert len(cloud.outbox.in_doubt()) == len(sends) == 1
    cloud.rests()
    assert [claim.mail for claim in cloud.outbox.in_doubt()] == sends
    cloud.accepted(sends[0])
    cloud.rests()
    assert cloud.outbox.in_doubt() == []
    judged(cloud)
