"""What all that keeps a desk's state must do, and the queues, on the local cloud."""

import os

import pytest

from chalicelib.adapters.aws.inbox import DynamoInbox
from chalicelib.adapters.aws.questions import DynamoQuestions
from chalicelib.adapters.aws.register import DynamoRegister
from tests.adapters.inbox_contract import InboxContract
from tests.adapters.ledger_contract import LedgerContract
from tests.adapters.outbox_contract import OutboxContract
from tests.adapters.questions_contract import QuestionsContract
from tests.adapters.queues_contract import QueuesContract
from tests.adapters.register_contract import RegisterContract
from tests.aws.desks import new_desk, store_of
from tests.aws.queues_made import made
from tests.aws.world import aws

ENDPOINT = "AFTERSHEET_TEST_ENDPOINT"


@pytest.fixture(scope="module", autouse=True)
def _endpoint(cloud):
    """Let the small AWS of the tests be the local cloud, not one in this process."""
    os.environ[ENDPOINT] = cloud.url
    yield
    del os.environ[ENDPOINT]


@pytest.fixture
def world():
    with aws() as found:
        yield found


@pytest.fixture
def desk(world):
    return new_desk(store_of(world))


class TestLedger(LedgerContract):
    """The ledger, in the table and the bucket."""


class TestOutbox(OutboxContract):
    """The outbox, in the table."""


class TestInbox(InboxContract):
    """The inbox, in the table."""

    @pytest.fixture
    def inbox(self, world):
        return DynamoInbox(world.dynamodb, world.table)


class TestQuestions(QuestionsContract):
    """The questions, in the table."""

    @pytest.fixture
    def questions(self, world):
        return DynamoQuestions(world.dynamodb, world.table, "S-1")


class TestRegister(RegisterContract):
    """The register, in the table and its index."""

    @pytest.fixture
    def register(self, world):
        return DynamoRegister(world.dynamodb, world.table)


class TestQueues(QueuesContract):
    """The ways to a run, through real queues."""

    @pytest.fixture
    def world(self):
        with aws() as found:
            yield made(found.sqs)
