"""A batch of queue messages: what fails comes back alone, and a group keeps its order."""

import json

import pytest

from chalicelib.batch import FIRST, each

QUEUE = "arn:aws:sqs:us-east-1:123456789012:runs.fifo"


def record(name, body, group="", times=1):
    attributes = {"ApproximateReceiveCount": str(times)}
    if group:
        attributes["MessageGroupId"] = group
    said = body if isinstance(body, str) else json.dumps(body)
    return {
        "messageId": name,
        "receiptHandle": f"receipt of {name}",
        "body": said,
        "attributes": attributes,
        "eventSourceARN": QUEUE,
    }


class Crowd:
    """Acts on messages, and remembers in which order, and what was put off."""

    def __init__(self, *bad):
        self.bad, self.seen, self.late = bad, [], []

    def act(self, message):
        self.seen.append(message["n"])
        if message["n"] in self.bad:
            raise RuntimeError("bad luck")

    def put_off(self, queue, receipt, seconds):
        assert queue == QUEUE
        self.late.append((receipt, seconds))

    def told(self, *records):
        answer = each({"Records": list(records)}, self.act, self.put_off)
        return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]


def test_all_that_goes_well_is_done_once_in_order():
    crowd = Crowd()
    assert crowd.told(record("a", {"n": 1}), record("b", {"n": 2})) == []
    assert crowd.seen == [1, 2]


def test_one_that_fails_comes_back_alone_and_later_each_time():
    crowd = Crowd(1)
    assert crowd.told(record("a", {"n": 1}, times=3), record("b", {"n": 2})) == ["a"]
    assert crowd.seen == [1, 2]
    assert crowd.late == [("receipt of a", 3 * FIRST)]


def test_what_follows_a_failure_in_its_group_is_not_begun():
    crowd = Crowd(1)
    told = crowd.told(
        record("a", {"n": 1}, "S-1"), record("b", {"n": 2}, "S-2"), record("c", {"n": 3}, "S-1")
    )
    assert told == ["a", "c"]
    assert crowd.seen == [1, 2]


@pytest.mark.parametrize("body", ["", "no json", "[]", "7", '"text"', "{}"])
def test_a_body_that_is_no_message_of_ours_fails_and_stops_no_other(body):
    crowd = Crowd()
    assert crowd.told(record("a", body), record("b", {"n": 2})) == ["a"]
    assert crowd.seen[-1:] == [2]


def test_a_message_that_cannot_be_put_off_has_failed_all_the_same():
    def act(_):
        raise RuntimeError

    def put_off(*_):
        raise ConnectionError

    answer = each({"Records": [record("a", {})]}, act, put_off)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "a"}]}
