"""Messages that were given up go back to their queue: none is lost, whenever it is cut off."""

import json
from datetime import timedelta

import pytest

from chalicelib.adapters.aws.dead_letters import DeadLetters
from chalicelib.ports.wake import RegisterError
from tests.adapters.queues_contract import NINE, A, B
from tests.aws.queues_made import NAMES, made
from tests.aws.world import aws


@pytest.fixture
def queues():
    with aws() as world:
        yield made(world.sqs)


@pytest.fixture
def dead(queues):
    return DeadLetters(queues.sqs, queues.at)


def send(queues, name, spreadsheet, number=0):
    at = NINE + timedelta(seconds=number)
    {
        "runs": lambda: queues.queues.run(spreadsheet, at),
        "deliveries": lambda: queues.queues.deliver(spreadsheet, at, "Desk"),
        "later": lambda: queues.queues.later(spreadsheet, 0),
    }[name]()


def all_of(queues, name):
    out = []
    while found := queues.taken(name):
        out += found
    return out


@pytest.mark.parametrize("name", NAMES)
def test_what_was_given_up_is_counted_and_comes_back_as_it_was(queues, dead, name):
    send(queues, name, A)
    (before,) = queues.received(queues.at[name], VisibilityTimeout=0)
    queues.give_up(name)
    assert dead.depth(name)[:4] == (0, 0, 0, 1)
    assert dead.depth(name).oldest is not None
    assert dead.redrive(name) == 1
    assert dead.depth(name) == (1, 0, 0, 0, None)
    (after,) = queues.received(queues.at[name])
    assert after["Body"] == before["Body"]
    group = before["Attributes"].get("MessageGroupId")
    assert after["Attributes"].get("MessageGroupId") == group
    assert dead.redrive(name) == 0


@pytest.mark.parametrize("name", NAMES)
def test_many_come_back_and_no_more_than_wanted(queues, dead, name):
    for number in range(23):
        send(queues, name, f"{number % 3}-0123456789-sheet", number)
    queues.give_up(name)
    assert dead.depth(name).dead == 23
    assert dead.redrive(name, 5) == 5
    assert dead.redrive(name) == 18
    assert len(all_of(queues, name)) == 23


def test_those_of_one_workbook_keep_their_order(queues, dead):
    for number in range(6):
        queues.sqs.send_message(
            QueueUrl=queues.beside["runs"],
            MessageBody=json.dumps({"asked": number}),
            MessageGroupId=A,
            MessageDeduplicationId=str(number),
        )
    dead.redrive("runs")
    assert [message["asked"] for message in all_of(queues, "runs")] == [*range(6)]


class CutOffError(Exception):
    """The program ends here."""


class Falls:
    """A client that ends with one call."""

    def __init__(self, sqs, call):
        self.sqs, self.call = sqs, call

    def __getattr__(self, name):
        if name == self.call:
            raise CutOffError
        return getattr(self.sqs, name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("call", ["send_message", "delete_message"])
def test_who_is_cut_off_loses_nothing(queues, dead, name, call):
    send(queues, name, A)
    send(queues, name, B)
    queues.give_up(name)
    with pytest.raises(CutOffError):
        DeadLetters(Falls(queues.sqs, call), queues.at, unseen=0).redrive(name)
    dead.redrive(name)
    bodies = {message["spreadsheet"] for message in all_of(queues, name)}
    assert bodies == {A, B}
    assert dead.depth(name).dead == 0


def test_a_message_that_keeps_failing_comes_back_each_time(queues, dead):
    send(queues, "runs", A)
    for _ in range(3):
        queues.give_up("runs")
        assert dead.redrive("runs") == 1
    assert len(all_of(queues, "runs")) == 1


def test_words_beside_the_body_come_back_too(queues, dead):
    queues.sqs.send_message(
        QueueUrl=queues.at["later"],
        MessageBody=json.dumps({"spreadsheet": A}),
        MessageAttributes={"why": {"DataType": "String", "StringValue": "hint"}},
    )
    queues.give_up("later")
    dead.redrive("later")
    (message,) = queues.received(queues.at["later"])
    assert message["MessageAttributes"]["why"]["StringValue"] == "hint"


def test_a_queue_that_gives_nothing_up_is_named(queues, dead):
    queues.sqs.set_queue_attributes(QueueUrl=queues.at["later"], Attributes={"RedrivePolicy": ""})
    with pytest.raises(RegisterError) as caught:
        dead.redrive("later")
    assert caught.value.args[0] == queues.at["later"]
