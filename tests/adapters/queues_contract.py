"""What all Queues must do, whatever carries their messages.

An adapter's test file gives a fixture ``world``: ``queues`` that are empty; ``taken(name)``, which
takes the messages of a queue out of it that are there by now, those of one group in their order;
and ``passes(seconds)``. It subclasses QueuesContract.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TICK = timedelta(microseconds=1)
A, B = (f"{letter * 8}-0123456789_sheet" for letter in "AB")
SAID = "2026-03-02T09:00:00.000000+00:00"


def said(messages):
    return sorted(messages, key=lambda message: sorted(message.items()))


class QueuesContract:
    def test_nothing_is_there_at_first(self, world):
        assert [world.taken(name) for name in ("runs", "deliveries", "later")] == [[], [], []]

    def test_a_run_says_which_workbook_and_since_when(self, world):
        world.queues.run(A, NINE)
        assert world.taken("runs") == [{"spreadsheet": A, "asked": SAID}]
        assert world.taken("runs") == []

    def test_a_delivery_says_how_its_mails_are_signed(self, world):
        world.queues.deliver(A, NINE, "客服台 “Desk”")
        desk = {"spreadsheet": A, "asked": SAID, "desk": "客服台 “Desk”"}
        assert world.taken("deliveries") == [desk]

    def test_asking_twice_for_an_instant_is_asking_once(self, world):
        world.queues.run(A, NINE)
        world.queues.run(A, NINE)
        assert len(world.taken("runs")) == 1
        assert world.taken("runs") == []

    def test_another_instant_or_another_workbook_is_asked_for_besides(self, world):
        world.queues.run(A, NINE)
        world.queues.run(A, NINE + TICK)
        world.queues.run(B, NINE)
        world.queues.deliver(A, NINE, "Desk")
        runs = [world.taken("runs") for _ in range(2)]
        assert len(said(runs[0] + runs[1])) == 3
        assert len(world.taken("deliveries")) == 1

    def test_the_runs_of_a_workbook_come_in_their_order(self, world):
        for number in range(4):
            world.queues.run(A, NINE + number * TICK)
        found = [message["asked"] for _ in range(4) for message in world.taken("runs")]
        assert found == sorted(found)
        assert len(found) == 4

    def test_a_name_may_be_of_any_kind_and_length(self, world):
        names = ["x" * 100, "x" * 300, "表格", "a b"]
        for name in names:
            world.queues.run(name, NINE)
            world.queues.deliver(name, NINE, "Desk")
        runs = [message for _ in names for message in world.taken("runs")]
        assert {message["spreadsheet"] for message in runs} == set(names)

    def test_a_ring_comes_after_its_time_and_not_before(self, world):
        world.queues.later(A, 1)
        assert world.taken("later") == []
        world.passes(1.2)
        assert world.taken("later") == [{"spreadsheet": A}]

    def test_a_ring_may_come_at_once(self, world):
        world.queues.later(A, 0)
        assert world.taken("later") == [{"spreadsheet": A}]

    def test_a_ring_that_is_asked_for_twice_comes_twice(self, world):
        world.queues.later(A, 0)
        world.queues.later(A, 0)
        found = [message for _ in range(2) for message in world.taken("later")]
        assert found == [{"spreadsheet": A}] * 2
