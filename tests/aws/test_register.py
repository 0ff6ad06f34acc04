"""The register in DynamoDB, and the one in memory that stands for it in laws."""

import pytest

from chalicelib.adapters.aws.clients import Clients
from chalicelib.adapters.aws.register import SHARDS, DynamoRegister
from chalicelib.adapters.aws.table import Table, key, text
from chalicelib.ports.wake import RegisterError
from tests.adapters.register_contract import NINE, SECOND, TEN, A, RegisterContract, ids
from tests.aws.memory_register import MemoryRegister
from tests.aws.world import aws


@pytest.fixture
def world():
    with aws() as made:
        yield made


class TestDynamoRegister(RegisterContract):
    """The contract, on DynamoDB."""

    @pytest.fixture
    def register(self, world):
        return DynamoRegister(world.dynamodb, world.table)


class TestMemoryRegister(RegisterContract):
    """The contract, on the one of the tests."""

    @pytest.fixture
    def register(self):
        return MemoryRegister()


@pytest.fixture
def register(world):
    return DynamoRegister(world.dynamodb, world.table)


def test_many_workbooks_are_found_over_all_parts_and_pages_of_the_index(world, register):
    names = [f"{number:03}-0123456789-sheet" for number in range(150)]
    for number, name in enumerate(names):
        register.add(name, "客服台" * 30, NINE + number * SECOND)
    shards = {kept["shard"]["S"] for kept in world.dynamodb.scan(TableName=world.table)["Items"]}
    assert shards == set(SHARDS)
    assert ids(register.due(TEN)) == names
    assert ids(register.due(TEN, 40)) == names[:40]
    assert sorted(ids(register.listed())) == names


def test_a_long_answer_is_read_page_by_page_and_no_further_than_wanted(world, register):
    for number in range(30):
        register.add(f"{number:03}-0123456789-sheet", "Desk", NINE + number * SECOND)
    calls = Calls(world.dynamodb, most=2)
    paged = DynamoRegister(calls, world.table)
    assert ids(paged.due(TEN)) == ids(register.due(TEN))
    assert calls.count > 15
    calls.count = 0
    assert ids(paged.due(TEN, 1)) == ids(register.due(TEN, 1))
    assert calls.count <= len(SHARDS) + 1


class Calls:
    """A client that answers queries in small pages, and counts them."""

    def __init__(self, dynamodb, most):
        self.dynamodb, self.most, self.count = dynamodb, most, 0

    def query(self, **told):
        self.count += 1
        return self.dynamodb.query(**told, Limit=self.most)


def test_what_else_is_kept_of_a_workbook_is_no_workbook(world, register):
    register.add(A, "Desk", NINE)
    mark = {**key(f"W#{A}", "MARK"), "first": text("x")}
    Table(world.dynamodb, world.table, RegisterError).ask("put_item", Item=mark)
    assert ids(register.listed()) == [A]
    assert register.remove(A)
    assert register.find(A) is None


def test_a_table_that_is_not_there_is_named(world):
    with pytest.raises(RegisterError) as caught:
        DynamoRegister(world.dynamodb, "no-such-table").due(NINE)
    place, evidence = caught.value.args
    assert place == "no-such-table"
    assert evidence.startswith("ResourceNotFoundException")


def test_a_cloud_that_does_not_answer_is_named():
    unheard = Clients("us-east-1", "http://127.0.0.1:9").dynamodb
    with aws(), pytest.raises(RegisterError) as caught:
        DynamoRegister(unheard, "desk").lower(A, NINE)
    assert caught.value.args[0] == "desk"
