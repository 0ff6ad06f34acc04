"""The inbox in DynamoDB: nonces end by themselves, and no hint is lost to another."""

from functools import partial

import pytest

from chalicelib.adapters.aws.inbox import DynamoInbox
from chalicelib.intake.marks import hint
from chalicelib.ports.inbox import InboxError, Mark
from tests.adapters.inbox_contract import NINE, SECOND, TEN, InboxContract
from tests.aws.world import aws


@pytest.fixture
def world():
    with aws() as made:
        yield made


@pytest.fixture
def inbox(world):
    return DynamoInbox(world.dynamodb, world.table)


class TestDynamoInbox(InboxContract):
    """The contract, on DynamoDB."""


def test_a_nonce_says_when_the_table_may_forget_it(world, inbox):
    inbox.take("n1", TEN, NINE)
    (kept,) = world.dynamodb.scan(TableName=world.table)["Items"]
    assert int(kept["ttl"]["N"]) == TEN.timestamp()
    assert kept["pk"]["S"] == "N#n1"


def test_a_nonce_that_the_table_has_not_forgotten_yet_is_free_all_the_same(inbox):
    inbox.take("n1", NINE, NINE - SECOND)
    assert inbox.take("n1", TEN, NINE)
    assert not inbox.take("n1", TEN, NINE)


def test_who_was_overtaken_revises_what_is_there_now(world, inbox):
    """Another hint comes while this one is being counted."""
    other = DynamoInbox(world.dynamodb, world.table)
    calls = []

    def slowly(mark):
        if not calls:
            other.revise("S-1", partial(hint, now=NINE))
        calls.append(mark)
        return hint(mark, NINE + SECOND)

    assert inbox.revise("S-1", slowly) == Mark(NINE, NINE + SECOND)
    assert calls == [Mark(), Mark(NINE, NINE)]


def test_a_mark_that_is_always_another_is_given_up(world, inbox):
    other = DynamoInbox(world.dynamodb, world.table)
    seconds = iter(range(1000))

    def meanwhile(mark):
        other.revise("S-1", partial(hint, now=NINE + next(seconds) * SECOND))
        return hint(mark, TEN)

    with pytest.raises(InboxError) as caught:
        inbox.revise("S-1", meanwhile)
    assert caught.value.args[0] == world.table


def test_a_change_that_changes_nothing_writes_nothing(world, inbox):
    inbox.revise("S-1", lambda mark: mark)
    assert world.dynamodb.scan(TableName=world.table)["Items"] == []


def test_a_table_that_is_not_there_is_named(world):
    with pytest.raises(InboxError) as caught:
        DynamoInbox(world.dynamodb, "no-such-table").mark("S-1")
    assert caught.value.args[0] == "no-such-table"
