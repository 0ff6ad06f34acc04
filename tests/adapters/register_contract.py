"""What every Register must do, whatever it is kept in.

An adapter's test file gives a fixture ``register``: a new, empty one; and subclasses
RegisterContract.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.ports.wake import Registered

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TICK = timedelta(microseconds=1)
TEN = NINE + 3600 * SECOND
A, B, C = (f"{letter * 8}-0123456789_sheet" for letter in "ABC")


def ids(books):
    return [book.spreadsheet for book in books]


class RegisterContract:
    def test_a_new_workbook_is_due_at_once(self, register):
        assert register.add(A, "Desk A", NINE)
        assert register.find(A) == Registered(A, "Desk A", NINE, NINE)
        assert ids(register.due(NINE)) == [A]
        assert register.due(NINE - TICK) == []

    def test_what_was_never_added_is_not_there(self, register):
        assert register.find(A) is None
        assert list(register.listed()) == []
        assert list(register.due(TEN)) == []

    def test_adding_again_changes_nothing(self, register):
        register.add(A, "Desk A", NINE)
        register.take(A, NINE, TEN)
        assert not register.add(A, "Another name", TEN)
        assert register.find(A) == Registered(A, "Desk A", NINE, TEN)

    def test_what_was_removed_is_gone_and_may_come_again(self, register):
        register.add(A, "Desk A", NINE)
        assert register.remove(A)
        assert not register.remove(A)
        assert register.find(A) is None
        assert list(register.due(TEN)) == []
        assert register.add(A, "Desk A", TEN)

    def test_the_due_come_oldest_first_and_no_more_than_asked(self, register):
        names = [f"{number:02}-0123456789-sheet" for number in range(25)]
        for number, name in enumerate(names):
            register.add(name, name, NINE - number * SECOND)
        assert ids(register.due(NINE)) == names[::-1]
        assert ids(register.due(NINE, 7)) == names[:-8:-1]
        assert ids(register.due(NINE - 20 * SECOND)) == names[:19:-1]

    def test_the_listed_come_by_name_and_the_paused_with_them(self, register):
        register.add(A, "zebra", NINE)
        register.add(B, "Ape", NINE)
        register.add(C, "bear", NINE)
        register.pause(C)
        assert [book.name for book in register.listed()] == ["Ape", "bear", "zebra"]
        assert [book.paused for book in register.listed()] == [False, True, False]

    def test_a_pause_lasts_until_it_is_ended(self, register):
        register.add(A, "Desk A", NINE)
        assert register.pause(A)
        assert register.find(A) == Registered(A, "Desk A", NINE, None, paused=True)
        assert list(register.due(TEN)) == []
        assert register.pause(A)
        assert register.resume(A, TEN)
        assert register.find(A) == Registered(A, "Desk A", NINE, TEN)

    def test_resuming_what_is_not_paused_has_it_looked_at_at_once(self, register):
        register.add(A, "Desk A", NINE)
        register.take(A, NINE, TEN)
        assert register.resume(A, NINE + SECOND)
        assert ids(register.due(NINE + SECOND)) == [A]

    def test_nothing_that_is_not_there_can_be_paused_or_resumed(self, register):
        assert not register.pause(A)
        assert not register.resume(A, NINE)
        assert register.find(A) is None

    def test_who_saw_the_instant_takes_it_and_nobody_else(self, register):
        register.add(A, "Desk A", NINE)
        assert not register.take(A, NINE + TICK, TEN)
        assert register.take(A, NINE, TEN)
        assert not register.take(A, NINE, TEN + SECOND)
        assert register.find(A).wake_at == TEN
        assert list(register.due(TEN - TICK)) == []

    def test_what_is_paused_or_gone_cannot_be_taken(self, register):
        assert not register.take(A, NINE, TEN)
        register.add(A, "Desk A", NINE)
        register.pause(A)
        assert not register.take(A, NINE, TEN)
        assert register.find(A).paused

    def test_lowering_takes_the_earlier_instant(self, register):
        register.add(A, "Desk A", TEN)
        register.lower(A, TEN + TICK)
        assert register.find(A).wake_at == TEN
        register.lower(A, NINE)
        assert register.find(A).wake_at == NINE
        register.lower(A, TEN)
        assert register.find(A).wake_at == NINE

    def test_lowering_brings_back_neither_the_paused_nor_the_removed(self, register):
        register.lower(A, NINE)
        assert register.find(A) is None
        register.add(A, "Desk A", NINE)
        register.pause(A)
        register.lower(A, NINE)
        assert register.find(A).paused

    def test_what_was_lowered_since_it_was_seen_is_not_taken(self, register):
        register.add(A, "Desk A", TEN)
        register.lower(A, NINE)
        assert not register.take(A, TEN, TEN + SECOND)
        assert register.find(A).wake_at == NINE

    def test_the_newest_run_is_remembered_and_an_older_one_is_not(self, register):
        register.add(A, "Desk A", NINE)
        register.looked(A, TEN, "WorkbookLaterError")
        assert register.find(A)[-2:] == (TEN, "WorkbookLaterError")
        register.looked(A, TEN - TICK)
        assert register.find(A)[-2:] == (TEN, "WorkbookLaterError")
        register.looked(A, TEN + TICK)
        assert register.find(A)[-2:] == (TEN + TICK, "")

    def test_a_run_of_what_is_gone_is_not_remembered(self, register):
        register.looked(A, NINE)
        assert register.find(A) is None

    def test_a_run_changes_nothing_else(self, register):
        register.add(A, "Desk A", NINE)
        register.pause(A)
        register.looked(A, TEN)
        assert register.find(A) == Registered(A, "Desk A", NINE, None, paused=True, looked=TEN)

    def test_instants_of_other_zones_are_the_same_instants(self, register):
        beijing = NINE.astimezone(ZoneInfo("Asia/Shanghai"))
        register.add(A, "Desk A", beijing)
        assert register.take(A, beijing, TEN)
        assert ids(register.due(TEN.astimezone(beijing.tzinfo))) == [A]

    def test_names_of_any_language_are_kept(self, register):
        register.add(A, "售后服务台 ❤", NINE)
        assert register.find(A).name == "售后服务台 ❤"

    def test_of_many_that_take_at_once_one_wins(self, register):
        register.add(A, "Desk A", NINE)
        ends = [TEN + number * SECOND for number in range(16)]
        with ThreadPoolExecutor(8) as crowd:
            won = list(crowd.map(lambda end: register.take(A, NINE, end), ends))
        assert sum(won) == 1
        assert register.find(A).wake_at == ends[won.index(True)]

    def test_of_many_that_lower_at_once_the_least_stays(self, register):
        register.add(A, "Desk A", TEN)
        with ThreadPoolExecutor(8) as crowd:
            list(crowd.map(lambda n: register.lower(A, NINE + n * SECOND), [*range(9), *range(9)]))
        assert register.find(A).wake_at == NINE

    def test_of_many_runs_that_end_at_once_the_newest_stays(self, register):
        register.add(A, "Desk A", NINE)
        with ThreadPoolExecutor(8) as crowd:
            list(crowd.map(lambda n: register.looked(A, NINE + n * SECOND, str(n)), range(16)))
        assert register.find(A)[-2:] == (NINE + 15 * SECOND, "15")

    def test_of_many_that_add_at_once_one_does(self, register):
        with ThreadPoolExecutor(8) as crowd:
            added = list(crowd.map(lambda n: register.add(A, str(n), NINE), range(16)))
        assert sum(added) == 1
        assert register.find(A).name == str(added.index(True))
