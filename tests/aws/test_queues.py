"""The queues on SQS, and those in memory that stand for them in laws."""

from datetime import timedelta

import pytest

from chalicelib.adapters.aws.queues import Addresses, SqsQueues
from chalicelib.ports.wake import RegisterError
from tests.adapters.queues_contract import NINE, A, B, QueuesContract
from tests.aws.memory_queues import MemoryQueues
from tests.aws.queues_made import made
from tests.aws.world import aws


@pytest.fixture
def queues():
    with aws() as world:
        yield made(world.sqs)


class TestSqsQueues(QueuesContract):
    """The contract, on SQS."""

    @pytest.fixture
    def world(self, queues):
        return queues


class Clocked(MemoryQueues):
    """Those of the tests, and time as the contract has it pass."""

    queues = property(lambda self: self)

    def passes(self, seconds):
        self.now += timedelta(seconds=seconds)


class TestMemoryQueues(QueuesContract):
    """The contract, on those of the tests."""

    @pytest.fixture
    def world(self):
        return Clocked(NINE)


def test_in_memory_as_at_amazon_the_same_instant_is_once_for_five_minutes_though_it_was_taken():
    """Not so in moto, which forgets what was deleted."""
    world = Clocked(NINE)
    for seconds, found in ((0, 1), (299, 0), (1, 1)):
        world.passes(seconds)
        world.run(A, NINE)
        assert len(world.taken("runs")) == found


def test_each_workbook_is_a_group_of_its_own(queues):
    queues.queues.run(A, NINE)
    queues.queues.run(A, NINE + timedelta(seconds=1))
    queues.queues.run(B, NINE)
    url = queues.at["runs"]
    found = queues.received(url)
    groups = {message["Attributes"]["MessageGroupId"] for message in found}
    assert groups == {A, B}


def test_a_message_that_failed_comes_back_when_it_was_put_off_to(queues):
    queues.queues.run(A, NINE)
    url = queues.at["runs"]
    (message,) = queues.received(url)
    told = queues.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    assert queues.received(url) == []
    queues.queues.put_off(told["Attributes"]["QueueArn"], message["ReceiptHandle"], 0)
    assert len(queues.received(url)) == 1


def test_only_messages_of_our_own_queues_are_put_off(queues):
    with pytest.raises(RegisterError):
        queues.queues.put_off("arn:aws:sqs:us-east-1:1:another", "receipt", 1)


def test_a_longer_wait_than_sqs_knows_is_as_long_as_it_knows(queues):
    queues.queues.later(A, 5000)
    queues.queues.later(A, -5)
    assert queues.taken("later") == [{"spreadsheet": A}]


def test_a_queue_that_is_not_there_is_named(queues):
    gone = SqsQueues(queues.sqs, Addresses(*(f"{url}x" for url in queues.at.values())))
    for ask in (lambda: gone.run(A, NINE), lambda: gone.later(A, 1)):
        with pytest.raises(RegisterError) as caught:
            ask()
        assert caught.value.args[0] in {f"{url}x" for url in queues.at.values()}
        assert "NonExistentQueue" in caught.value.args[1]
