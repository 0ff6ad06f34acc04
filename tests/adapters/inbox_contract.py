"""What every Inbox must do, whatever it is kept in.

An adapter's test file gives a fixture ``inbox``: a new, empty one; and subclasses InboxContract.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from chalicelib.intake.marks import hint, looked
from chalicelib.ports.inbox import Mark

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
TEN = NINE + 3600 * SECOND


class InboxContract:
    def test_a_nonce_is_taken_once(self, inbox):
        assert inbox.take("n1", TEN, NINE)
        assert not inbox.take("n1", TEN, NINE + SECOND)
        assert inbox.take("n2", TEN, NINE + SECOND)

    def test_a_nonce_is_remembered_up_to_its_instant_and_not_beyond(self, inbox):
        inbox.take("n1", TEN, NINE)
        assert not inbox.take("n1", TEN, TEN - timedelta(microseconds=1))
        assert inbox.take("n1", TEN + SECOND, TEN)

    def test_taking_again_does_not_change_how_long_it_is_remembered(self, inbox):
        inbox.take("n1", TEN, NINE)
        inbox.take("n1", NINE + SECOND, NINE)
        assert not inbox.take("n1", TEN, NINE + 2 * SECOND)

    def test_what_was_never_heard_of_has_an_empty_mark(self, inbox):
        assert inbox.mark("S-1") == Mark()

    def test_a_mark_comes_out_as_it_went_in(self, inbox):
        mark = Mark(NINE, NINE + timedelta(microseconds=1), TEN)
        assert inbox.revise("S-1", lambda _: mark) == mark
        assert inbox.mark("S-1") == mark
        assert inbox.mark("S-2") == Mark()

    def test_a_mark_is_revised_from_what_it_was(self, inbox):
        inbox.revise("S-1", partial(hint, now=NINE))
        inbox.revise("S-1", partial(hint, now=NINE + SECOND))
        inbox.revise("S-2", partial(hint, now=TEN))
        assert inbox.mark("S-1") == Mark(NINE, NINE + SECOND)
        inbox.revise("S-1", partial(looked, began=TEN, wake_at=None))
        assert inbox.mark("S-1") == Mark(None, NINE + SECOND)
        assert inbox.mark("S-2") == Mark(TEN, TEN)

    def test_a_change_that_fails_changes_nothing(self, inbox):
        inbox.revise("S-1", partial(hint, now=NINE))
        with pytest.raises(ZeroDivisionError):
            inbox.revise("S-1", lambda _: 1 // 0)
        assert inbox.mark("S-1") == Mark(NINE, NINE)
        assert inbox.revise("S-1", partial(hint, now=TEN)).heard == TEN

    def test_of_many_that_take_one_nonce_at_once_one_gets_it(self, inbox):
        with ThreadPoolExecutor(8) as crowd:
            taken = list(crowd.map(lambda _: inbox.take("n1", TEN, NINE), range(16)))
        assert sum(taken) == 1

    def test_of_many_hints_at_once_none_is_lost(self, inbox):
        instants = [NINE + n * SECOND for n in range(16)]
        with ThreadPoolExecutor(8) as crowd:
            list(crowd.map(lambda at: inbox.revise("S-1", partial(hint, now=at)), instants))
        assert inbox.mark("S-1") == Mark(instants[0], instants[-1])
