"""A container may die between any two calls: what it did is all there, or nothing of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chalicelib.model.entry import EntryKind
from chalicelib.ports.ledger import LedgerBusyError
from tests.adapters.ledger_contract import HOUR, NINE, OPEN, Desk, changed, reminder
from tests.adapters.outbox_contract import OutboxContract
from tests.aws.desks import desk_on, new_desk, store_of
from tests.aws.fated import Fated, Silent, Stuttering
from tests.aws.world import aws
from tests.fate import CrashError, Fate

OLD, KEPT = reminder("old"), reminder("kept")
NEW = {
    "run": "r2",
    "at": NINE + HOUR,
    "entries": [changed(f"C-{n}") for n in range(3)],
    "memories": {("cases", f"C-{n}"): OPEN for n in range(3)},
    "intents": [KEPT, *(reminder(f"C-{n}") for n in range(7))],
    "withdrawn": [OLD.key],
    "revision": "b",
}


def lived(store) -> Desk:
    """Return a desk that is live, with two intents and a memory."""
    desk = new_desk(store)
    memories = {("cases", "C-old"): OPEN}
    desk.record(live=True, intents=[OLD, KEPT], memories=memories, revision="a")
    return desk


def doomed(store, left, *, before=True):
    """Return the desk of a container that dies at its nth call, and its fate."""
    fate = Fate(left, before)
    fated = replace(store, dynamodb=Fated(store.dynamodb, fate), s3=Fated(store.s3, fate))
    return desk_on(fated), fate


def seen(desk):
    """Return all that anybody can see of a desk."""
    known = desk.ledger.recall()
    links = [(link.entry.kind, link.entry.id) for link in desk.ledger.links()]
    statuses, doubts = desk.statuses(), desk.outbox.in_doubt()
    return known._replace(workbook="", head=""), links, statuses, doubts


def ways(act):
    """Yield what is seen after ``act`` died at each of its calls, and a desk to go on with."""
    for before in (True, False):
        for left in range(1, 99):
            with aws() as world:
                store = store_of(world, at_once=3)
                lived(store)
                desk, _ = doomed(store, left, before=before)
                try:
                    act(desk)
                except CrashError:
                    yield desk_on(store)
                else:
                    break
        else:
            pytest.fail("it never came to an end")


def both(act):
    """Return what is seen before ``act``, and after it."""
    with aws() as world:
        desk = lived(store_of(world, at_once=3))
        first = seen(desk)
        act(desk)
        return first, seen(desk)


def test_a_recording_is_there_wholly_or_not_at_all_and_the_desk_goes_on():
    def act(desk):
        desk.record(**NEW)

    nothing, whole = both(act)
    found = []
    for desk in ways(act):
        found.append(seen(desk))
        assert found[-1] in (nothing, whole)
        assert desk.ledger.verify() is None
        desk.record(**{**NEW, "entries": [changed("later")]})
        assert desk.statuses() == whole[2]
        assert desk.ledger.verify() is None
    assert len(found) >= 16
    assert nothing in found
    assert whole in found


@pytest.mark.parametrize("what", ["claim", "sent", "unclaim"])
def test_so_is_what_the_outbox_does(what):
    keys = [OLD.key, KEPT.key]

    def act(desk):
        claimed = desk.outbox.in_doubt() or desk.outbox.claim("m1", keys, NINE)
        assert claimed
        if what != "claim":
            getattr(desk.outbox, what)("m1", *([NINE] if what == "sent" else ()))

    nothing, whole = both(act)
    claimed = {"old": "claimed", "kept": "claimed"}
    for desk in ways(act):
        found = seen(desk)
        assert found in (nothing, whole) or found[2] == claimed
        if found[2] == claimed and what == "sent":
            desk.outbox.sent("m1", NINE)
            assert seen(desk) == whole
        assert desk.ledger.verify() is None


def test_what_others_do_first_works_off_what_a_crash_left(world):
    for number, look in enumerate(
        (
            lambda desk: desk.outbox.released(NINE + HOUR),
            lambda desk: desk.outbox.listed(),
            lambda desk: desk.outbox.claim("m1", [reminder("C-6").key], NINE),
            lambda desk: desk.ledger.quieten(NINE),
            lambda desk: desk.outbox.forget_sent(NINE),
        )
    ):
        store = store_of(world, f"later-{number}", at_once=3)
        lived(store)
        left = calls_to_commit(store)
        desk, _ = doomed(store, left, before=False)
        with pytest.raises(CrashError):
            desk.record(**NEW)
        assert store.one("HEAD")["redo"]
        look(desk_on(store))
        assert "redo" not in store.one("HEAD")
        assert store.one("REDO") is None
        assert len(desk_on(store).outbox.listed()) == 9


def calls_to_commit(store):
    """Return at which call a recording commits: recall 4, then HEAD, intents, snapshot, HEAD."""
    return 4 + 1 + 3 + 1 + 1 - (0 if store.one("HEAD").get("snapshot") else 1)


class TestLostAnswers(OutboxContract):
    """The outbox's contract, when every commit's answer is lost and it is asked again."""

    @pytest.fixture
    def desk(self, world):
        store = store_of(world, at_once=3)
        return new_desk(replace(store, dynamodb=Stuttering(store.dynamodb)))


def test_a_commit_that_was_done_but_never_answered_is_found_by_the_next(world):
    store = store_of(world, at_once=3)
    lived(store)
    desk = desk_on(replace(store, dynamodb=Silent(store.dynamodb)))
    with pytest.raises(LedgerBusyError):
        desk.record(**NEW)
    desk = desk_on(store)
    assert len(desk.ledger.recall().memories) == 4
    assert desk.statuses()["old"] == "withdrawn"
    assert len(desk.ledger.recall().pending) == 8
    assert desk.kinds().count(EntryKind.RECORD) == 3
