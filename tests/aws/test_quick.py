"""The double keeps the contracts that moto keeps, and answers as moto does."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings

from chalicelib.adapters.aws.inbox import DynamoInbox
from chalicelib.adapters.aws.register import DynamoRegister
from chalicelib.adapters.aws.table import key, text
from tests.adapters.inbox_contract import InboxContract
from tests.adapters.ledger_contract import LedgerContract
from tests.adapters.outbox_contract import OutboxContract
from tests.adapters.register_contract import RegisterContract
from tests.aws.asked import CALLS, answer, conditions, put, standing, transaction, whole
from tests.aws.world import aws, quick

BIG = 400 * 1024
UPDATED = {
    "Key": key("W#a", "HEAD"),
    "UpdateExpression": "SET #a = :a",
    "ExpressionAttributeNames": {"#a": "a"},
    "ExpressionAttributeValues": {":a": text("a")},
}
QUERIED = {
    "KeyConditionExpression": "pk = :pk",
    "ExpressionAttributeValues": {":pk": text("W#a")},
}


@pytest.fixture
def world():
    with quick() as world:
        yield world


class TestQuickLedger(LedgerContract):
    """The ledger's contract, on the double."""


class TestQuickOutbox(OutboxContract):
    """The outbox's contract, on the double."""


class TestQuickInbox(InboxContract):
    """The inbox's contract, on the double."""

    @pytest.fixture
    def inbox(self, world):
        return DynamoInbox(world.dynamodb, world.table)


class TestQuickRegister(RegisterContract):
    """The register's contract, on the double."""

    @pytest.fixture
    def register(self, world):
        return DynamoRegister(world.dynamodb, world.table)


@given(CALLS)
@settings(max_examples=40)
def test_whatever_our_adapters_ask_both_answer_the_same(calls):
    with aws() as there, quick() as here:
        for call, asked in calls:
            assert answer(here, call, asked) == answer(there, call, asked), (call, asked)
        assert whole(here) == whole(there)


def test_every_condition_holds_for_both_or_for_neither():
    with aws() as there, quick() as here:
        for calls in product(map(standing, range(3)), conditions()):
            for call, asked in calls:
                assert answer(here, call, asked) == answer(there, call, asked), calls


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        put(sk=""),
        put(sk="x" * 1025),
        put(open=""),
        put(wake="09", shard=""),
        put(body=b"x" * BIG),
        put(body=b"x" * (BIG - 10_000)),
        transaction(*(f"P{n}" for n in range(101))),
        transaction(*(f"P{n}" for n in range(100))),
        transaction("P", "Q", "P"),
        ("get_item", {"Key": {"pk": text("W#a")}}),
        (
            "batch_get_item",
            {"RequestItems": {"": {"Keys": [key("a", str(n)) for n in range(101)]}}},
        ),
        ("batch_get_item", {"RequestItems": {"": {"Keys": [key("a", "b")] * 2}}}),
    ],
)
def test_both_refuse_the_same(call, asked):
    with aws() as there, quick() as here:
        assert answer(here, call, asked) == answer(there, call, asked)


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        put(open=1),
        put(open="x" * 1025),
        ("update_item", UPDATED | {"UpdateExpression": "SET #a = #b"}),
        ("update_item", UPDATED | {"UpdateExpression": "SET #a = #a"}),
        ("update_item", UPDATED | {"UpdateExpression": "SET #a = :a REMOVE #a"}),
        ("update_item", UPDATED | {"UpdateExpression": "ADD #a :a"}),
        ("query", QUERIED | {"IndexName": "wake", "ConsistentRead": True}),
        ("query", QUERIED | {"IndexName": "wake"}),
        ("query", QUERIED | {"IndexName": "another"}),
        ("query", QUERIED | {"ExclusiveStartKey": {"pk": text("W#a")}}),
        ("query", QUERIED | {"Limit": 0}),
    ],
)
def test_it_refuses_what_dynamodb_does(world, call, asked):
    assert answer(world, call, asked)[0] == "ValidationException"


@pytest.mark.parametrize(
    "asked",
    [
        {"ConditionExpression": "status = :a"},
        {"ConditionExpression": "size(#a) > :a"},
        {"ConditionExpression": "#a = :a AND"},
        {"ConditionExpression": "#a = :a)"},
        {"ConditionExpression": "#a.#b = :a"},
        {"ConditionExpression": "#a + :a"},
        {"UpdateExpression": "SET #a = #a + :a"},
        {"UpdateExpression": "DELETE #a :a"},
        {"UpdateExpression": "SET #a = :a SET #b = :a"},
        {"ExpressionAttributeValues": {":a": {"M": {}}}},
        {"ExpressionAttributeValues": {":a": {"N": "1.5"}}},
        {"ReturnValues": "UPDATED_NEW"},
        {"Expected": {}},
    ],
)
def test_what_it_does_not_understand_is_loud(world, asked):
    asked = UPDATED | {"TableName": world.table} | asked
    with pytest.raises((NotImplementedError, ValueError)):
        world.dynamodb.update_item(**asked)


def test_a_table_or_an_object_that_is_not_there_is_named(world):
    with pytest.raises(world.dynamodb.exceptions.ResourceNotFoundException):
        world.dynamodb.get_item(TableName="another", Key=key("a", "b"))
    with pytest.raises(world.s3.exceptions.NoSuchKey) as caught:
        world.s3.get_object(Bucket=world.bucket, Key="a")
    assert isinstance(caught.value, ClientError)
    with pytest.raises(world.s3.exceptions.NoSuchBucket):
        world.s3.put_object(Bucket="another", Key="a", Body=b"")


def test_objects_are_put_read_and_taken_away(world):
    place = {"Bucket": world.bucket, "Key": "a"}
    world.s3.put_object(**place, Body=b"one")
    world.s3.put_object(**place, Body=b"two")
    assert world.s3.get_object(**place)["Body"].read() == b"two"
    assert world.s3.list_objects_v2(Bucket=world.bucket)["KeyCount"] == 1
    for _ in range(2):
        world.s3.delete_object(**place)
    assert world.s3.list_objects_v2(Bucket=world.bucket)["KeyCount"] == 0


def test_who_keeps_an_entry_cannot_change_what_is_there(world):
    asked = put(status="open")[1]
    world.dynamodb.put_item(TableName=world.table, **asked)
    place = {"TableName": world.table, "Key": key("W#a", "HEAD")}
    asked["Item"]["status"]["S"] = "closed"
    found = world.dynamodb.get_item(**place)["Item"]
    found["status"]["S"] = "closed"
    assert world.dynamodb.get_item(**place)["Item"]["status"] == text("open")


def test_of_many_at_once_each_is_counted(world):
    def count(_):
        more = {"UpdateExpression": "ADD #a :a", "ExpressionAttributeValues": {":a": {"N": "1"}}}
        answer(world, "update_item", UPDATED | more)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(400)))
    found, _ = answer(world, "get_item", {"Key": key("W#a", "HEAD")})
    assert found["a"] == {"N": "400"}


def test_a_page_holds_a_megabyte(world):
    for number in range(4):
        answer(world, *put(sk=f"PAGE#{number}", body=b"x" * (BIG - 100)))
    page = world.dynamodb.query(TableName=world.table, **QUERIED)
    assert (page["Count"], "LastEvaluatedKey" in page) == (2, True)
    found, _ = answer(world, "query", QUERIED)
    assert [sk["S"] for sk in found] == [f"PAGE#{number}" for number in range(4)]


def test_a_transaction_holds_four_megabytes(world):
    parts = [put(sk=f"P{number}", body=b"x" * (BIG - 100))[1] for number in range(11)]
    puts = [{"Put": part} for part in parts]
    assert answer(world, "transact_write_items", {"TransactItems": puts[:10]}) == (None, None)
    refused, _ = answer(world, "transact_write_items", {"TransactItems": puts})
    assert refused == "ValidationException"
