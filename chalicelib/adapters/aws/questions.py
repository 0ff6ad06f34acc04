"""Questions in DynamoDB, beside all else of their workbook; the table forgets them in the end."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from chalicelib.adapters.aws.action import shortened
from chalicelib.adapters.aws.table import Attributes, Table, key, text, texts
from chalicelib.adapters.keeping.instants import stamp
from chalicelib.model.question import (
    Answer,
    Asked,
    Question,
    answer_to_json,
    asked_from_json,
    question_to_json,
)
from chalicelib.ports.questions import QuestionsError

KEPT = timedelta(days=90)
"""After its end a question that no run dropped is forgotten, with its answer."""

_PREFIX = "QUESTION#"

# The second half: a call that AWS did and the network lost is made again, and must still say yes.
_FIRST = "#expires > :at AND (attribute_not_exists(#answer) OR #turn = :turn)"


class DynamoQuestions:
    """The questions of one workbook. An answer is one conditional write, so one of them wins."""

    def __init__(self, dynamodb: Any, table: str, spreadsheet: str) -> None:
        self._table = Table(dynamodb, table, QuestionsError)
        self._pk = f"W#{spreadsheet}"

    def asked(self) -> Sequence[Asked]:
        """Return all that are kept, by id."""
        found = [self._read(kept) for kept in self._kept()]
        return sorted(found, key=lambda one: one.question.id)

    def keep(self, questions: Sequence[Question]) -> None:
        """Keep those that are not there yet; one that is there stays as it is."""
        there = {kept["sk"]["S"] for kept in self._kept()} if questions else set()
        for one in questions:
            if _sk(one.id) not in there:
                unless = "attribute_not_exists(pk)"
                self._table.ask_if("put_item", Item=self._entry(one), ConditionExpression=unless)

    def drop(self, ids: Sequence[str]) -> None:
        """Forget questions and their answers; an id that is not there is fine."""
        for id_ in ids:
            self._table.ask("delete_item", Key=self._key(id_))

    def find(self, id_: str) -> Asked | None:
        """Return one question as of this instant, None if it is not there."""
        kept = self._table.found(self._key(id_))
        return None if kept is None else self._read(kept)

    def answer(self, id_: str, answer: Answer) -> bool:
        """Keep the first answer in time, in one step; False if it is not that."""
        told = {"answer": answer_to_json(answer), "turn": secrets.token_hex(8)}
        return self._table.ask_if(
            "update_item",
            Key=self._key(id_),
            UpdateExpression="SET #answer = :answer, #turn = :turn",
            ConditionExpression=_FIRST,
            ExpressionAttributeNames={f"#{name}": name for name in ("answer", "expires", "turn")},
            ExpressionAttributeValues=texts(at=stamp(answer.at), **told),
        )

    def _kept(self) -> Iterator[Attributes]:
        return self._table.pages(
            KeyConditionExpression="pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues=texts(pk=self._pk, prefix=_PREFIX),
            ConsistentRead=True,
        )

    def _entry(self, question: Question) -> dict[str, Any]:
        ends = str(int((question.expires + KEPT).timestamp()))
        said = {"expires": stamp(question.expires), "question": question_to_json(question)}
        return {
            **self._key(question.id),
            **{name: text(value) for name, value in said.items()},
            "ttl": {"N": ends},
        }

    def _read(self, kept: Attributes) -> Asked:
        answer = kept["answer"]["S"] if "answer" in kept else None
        try:
            return asked_from_json(kept["question"]["S"], answer)
        except ValueError as error:
            raise QuestionsError(self._table.name, kept["sk"]["S"]) from error

    def _key(self, id_: str) -> dict[str, Any]:
        return key(self._pk, _sk(id_))


def _sk(id_: str) -> str:
    return _PREFIX + shortened(id_)
