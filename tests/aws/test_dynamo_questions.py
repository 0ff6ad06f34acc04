"""Questions in DynamoDB: beside their workbook, until the table forgets them."""

from __future__ import annotations

import pytest

from chalicelib.adapters.aws.questions import KEPT, DynamoQuestions
from chalicelib.ports.questions import QuestionsError
from tests.adapters.questions_contract import NINE, TEN, QuestionsContract, answer, question
from tests.aws.desks import OneAtATime
from tests.aws.world import aws, quick


@pytest.fixture(params=["quick", "moto"])
def questions(request):
    with quick() if request.param == "quick" else aws() as world:
        client = world.dynamodb if request.param == "quick" else OneAtATime(world.dynamodb)
        yield DynamoQuestions(client, world.table, "S-1")


class TestDynamoQuestions(QuestionsContract):
    """The contract, on DynamoDB."""


@pytest.fixture
def near():
    with quick() as made:
        yield made


@pytest.fixture
def kept(near):
    return DynamoQuestions(near.dynamodb, near.table, "S-1")


def stored(world, sk="QUESTION#approval/cases/C-1/1"):
    place = {"pk": {"S": "W#S-1"}, "sk": {"S": sk}}
    return world.dynamodb.get_item(TableName=world.table, Key=place)["Item"]


def test_a_question_says_when_the_table_may_forget_it(near, kept):
    kept.keep([question()])
    assert int(stored(near)["ttl"]["N"]) == (TEN + KEPT).timestamp()
    kept.answer(question().id, answer())
    assert int(stored(near)["ttl"]["N"]) == (TEN + KEPT).timestamp()


def test_each_workbook_has_its_own(near, kept):
    other = DynamoQuestions(near.dynamodb, near.table, "S-2")
    kept.keep([question()])
    assert list(other.asked()) == []
    assert not other.answer(question().id, answer())
    other.drop([question().id])
    assert kept.find(question().id).answer is None


def test_what_else_belongs_to_the_workbook_is_no_question(near, kept):
    place = {"pk": {"S": "W#S-1"}, "sk": {"S": "QUESTIONNAIRE"}}
    near.dynamodb.put_item(TableName=near.table, Item=place)
    kept.keep([question()])
    assert len(kept.asked()) == 1


class _Counting:
    """A client that counts the calls made of it."""

    def __init__(self, client):
        self._client, self.calls = client, []

    def __getattr__(self, name):
        self.calls.append(name)
        return getattr(self._client, name)


def test_questions_that_are_there_cost_one_look_and_no_write(near, kept):
    asked = [question(str(number)) for number in range(20)]
    kept.keep(asked)
    counting = _Counting(near.dynamodb)
    DynamoQuestions(counting, near.table, "S-1").keep(asked)
    assert counting.calls == ["query"]


class _Twice(_Counting):
    """A client whose first answer gets lost: botocore makes the same call once more."""

    def update_item(self, **asked):
        self._client.update_item(**asked)
        return self._client.update_item(**asked)


def test_an_answer_that_was_kept_is_a_yes_though_the_network_lost_it(near, kept):
    kept.keep([question()])
    shaky = DynamoQuestions(_Twice(near.dynamodb), near.table, "S-1")
    assert shaky.answer(question().id, answer())
    assert not shaky.answer(question().id, answer())
    assert not kept.answer(question().id, answer("no"))


def test_a_question_that_comes_between_look_and_write_stays_as_it_is(near, kept):
    class Late(_Counting):
        def query(self, **asked):
            found = self._client.query(**asked)
            kept.keep([question()])
            kept.answer(question().id, answer(at=NINE))
            return found

    DynamoQuestions(Late(near.dynamodb), near.table, "S-1").keep([question(title="x")])
    assert kept.find(question().id) == (question(), answer(at=NINE))


def test_a_question_that_cannot_be_read_is_said_to_be_broken(near, kept):
    kept.keep([question()])
    near.dynamodb.put_item(TableName=near.table, Item={**stored(near), "question": {"S": "{}"}})
    with pytest.raises(QuestionsError) as caught:
        kept.asked()
    assert caught.value.args[0] == near.table


def test_a_table_that_is_not_there_is_named(near):
    with pytest.raises(QuestionsError) as caught:
        DynamoQuestions(near.dynamodb, "no-such-table", "S-1").asked()
    assert caught.value.args[0] == "no-such-table"
