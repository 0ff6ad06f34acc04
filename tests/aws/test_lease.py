from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.adapters.aws.lease import LENGTH, DynamoLease
from chalicelib.ports.ledger import (
    LeaseLostError,
    LedgerMissingError,
    LedgerMovedError,
    Recording,
    RunInProgressError,
)
from tests.adapters.ledger_contract import NINE, changed, reminder
from tests.aws.desks import desk_on, new_desk, store_of
from tests.aws.fated import Stuttering

SECOND = timedelta(seconds=1)


class Clock:
    def __init__(self):
        self.now = NINE

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def lease(store, clock):
    new_desk(store)
    return DynamoLease(store, clock)


def taken(store, clock):
    with DynamoLease(store, clock).held():
        return True


def test_one_holds_it_at_a_time(store, clock, lease):
    with lease.held():
        with pytest.raises(RunInProgressError):
            taken(store, clock)
        with pytest.raises(RunInProgressError), lease.held():
            pass
    assert taken(store, clock)


def test_it_is_freed_when_the_run_fails(store, clock, lease):
    with pytest.raises(ZeroDivisionError), lease.held():
        raise ZeroDivisionError
    assert taken(store, clock)


def test_what_a_killed_run_held_runs_out(store, clock, lease):
    held = lease.held()
    held.__enter__()
    clock.now += LENGTH
    with pytest.raises(RunInProgressError):
        taken(store, clock)
    clock.now += SECOND
    assert taken(store, clock)


def test_each_lease_has_a_higher_number(lease):
    fences = []
    for _ in range(3):
        with lease.held():
            fences.append(lease.fence)
    assert lease.fence is None
    assert fences == [1, 2, 3]


def test_there_is_no_lease_of_no_ledger(world, clock):
    store = store_of(world, "nowhere")
    with pytest.raises(LedgerMissingError), DynamoLease(store, clock).held():
        pass
    assert store.one("HEAD") is None


def test_a_lost_answer_does_not_keep_the_lease_from_us(world, clock, store):
    new_desk(store)
    stuttering = store_of(world)
    lease = DynamoLease(
        type(store)(Stuttering(store.dynamodb), store.s3, store.table, store.bucket, "1AbC"), clock
    )
    with lease.held():
        desk_on(stuttering, lease).record(entries=[changed("C-1")])
    assert taken(store, clock)


class TestWhoLostIt:
    @pytest.fixture
    def late(self, store, clock, lease):
        """A run that goes on although another took its lease over."""
        desk_on(store).record(live=True, intents=[reminder("C-1"), reminder("C-2")])
        with lease.held():
            late = desk_on(store, lease)
            late.outbox.claim("m1", [reminder("C-1").key], NINE)
            clock.now += LENGTH + SECOND
            with DynamoLease(store, clock).held():
                yield late

    def test_records_nothing(self, store, late):
        before = desk_on(store).ledger.recall()
        with pytest.raises(LeaseLostError):
            late.record(entries=[changed("C-1")], memories={}, intents=[reminder("C-9")])
        assert not issubclass(LeaseLostError, LedgerMovedError)
        assert desk_on(store).ledger.recall() == before

    def test_claims_nothing_and_gives_nothing_back(self, store, late):
        with pytest.raises(LeaseLostError):
            late.outbox.claim("m2", [reminder("C-2").key], NINE)
        with pytest.raises(LeaseLostError):
            late.outbox.unclaim("m1")
        assert desk_on(store).statuses() == {"C-1": "claimed", "C-2": "pending"}

    def test_quietens_and_accepts_nothing(self, late):
        with pytest.raises(LeaseLostError):
            late.ledger.quieten(NINE)
        with pytest.raises(LeaseLostError):
            late.ledger.accept("z", NINE, "why")

    def test_still_says_what_it_sent(self, store, late):
        late.outbox.sent("m1", NINE)
        assert desk_on(store).statuses() == {"C-1": "sent", "C-2": "pending"}

    def test_does_not_free_it_for_others(self, store, clock, late):
        with pytest.raises(RunInProgressError):
            taken(store, clock)
        assert late.ledger.recall().in_doubt == 1


def test_whoever_freed_it_writes_no_more(store, lease):
    desk = desk_on(store, lease)
    head = desk.ledger.recall().head
    with lease.held():
        pass
    with pytest.raises(LeaseLostError):
        desk.ledger.record(Recording("r1", NINE, [changed("C-1")]), head)
