"""What every store of questions must do, whatever it is kept in.

An adapter's test file gives a fixture ``questions``: a new, empty one; and subclasses
QuestionsContract.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.model.question import WORDS_AT_MOST, Answer, Asked, Question, QuestionKind
from chalicelib.model.word import Language

NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)
INSTANT = timedelta(microseconds=1)


def question(id_="approval/cases/C-1/1", **more):
    """Return a question that may be answered from nine to ten."""
    told = {
        "kind": QuestionKind.APPROVAL,
        "to": "lead@example.com",
        "name": "李娜",
        "language": Language.ZH,
        "zone": "Asia/Shanghai",
        "asked": NINE,
        "expires": TEN,
        "title": "退款 ¥120.00？",
        "lines": (("客户", "王*"), ("原因", "")),
        "desk": "灯笼巷",
    }
    return Question(id=id_, **{**told, **more})


def answer(choice="yes", at=NINE, words="", where="203.0.113.*, phone"):
    return Answer(choice, words, at, where)


FULL = answer("no", TEN - INSTANT, "太贵了 🙁\n" + "x" * (WORDS_AT_MOST - 6), "")


class QuestionsContract:
    def test_where_nothing_was_kept_nothing_is_found(self, questions):
        assert list(questions.asked()) == []
        assert questions.find("a") is None
        assert not questions.answer("a", answer())
        questions.keep([])
        questions.drop([])
        questions.drop(["a"])
        assert list(questions.asked()) == []

    @pytest.mark.parametrize(
        "kept",
        [
            question(),
            question("", name="", lines=(), desk="", kind=QuestionKind.RATING),
            question("规则/" + "长" * 700, kind=QuestionKind.RULES, expires=TEN + INSTANT),
            question("a%2Fb'\";--", lines=(("x" * 3000, "\t\n"),) * 5),
        ],
    )
    def test_a_question_and_its_answer_come_out_as_they_went_in(self, questions, kept):
        questions.keep([kept])
        assert questions.find(kept.id) == Asked(kept)
        assert list(questions.asked()) == [Asked(kept)]
        assert questions.answer(kept.id, FULL)
        assert questions.find(kept.id) == Asked(kept, FULL)
        assert list(questions.asked()) == [Asked(kept, FULL)]

    def test_they_come_by_id(self, questions):
        ids = ["b", "a/2", "a", "评", "a/10", "B", "长" * 400, "~"]
        questions.keep([question(id_) for id_ in ids])
        assert [one.question.id for one in questions.asked()] == sorted(ids)

    def test_one_that_is_there_stays_as_it_is(self, questions):
        questions.keep([question("a"), question("b")])
        questions.answer("a", answer())
        questions.keep([question("a", title="x"), question("b", to="y@example.com"), question("c")])
        assert questions.find("a") == Asked(question("a"), answer())
        assert questions.find("b") == Asked(question("b"))
        assert questions.find("c") == Asked(question("c"))

    def test_of_two_of_one_name_the_first_is_kept(self, questions):
        questions.keep([question("a"), question("a", title="x")])
        assert questions.find("a") == Asked(question("a"))

    def test_what_is_dropped_is_gone_with_its_answer_and_may_be_asked_anew(self, questions):
        questions.keep([question("a"), question("b"), question("c")])
        questions.answer("a", answer())
        questions.drop(["a", "c", "never there"])
        assert [one.question.id for one in questions.asked()] == ["b"]
        assert not questions.answer("c", answer())
        questions.keep([question("a", title="x")])
        assert questions.find("a") == Asked(question("a", title="x"))

    def test_the_first_answer_stands(self, questions):
        questions.keep([question()])
        assert questions.answer(question().id, answer("yes", NINE + INSTANT))
        assert not questions.answer(question().id, answer("no", NINE))
        assert not questions.answer(question().id, answer("yes", NINE + INSTANT))
        assert questions.find(question().id).answer == answer("yes", NINE + INSTANT)

    @pytest.mark.parametrize("late", [timedelta(0), INSTANT, timedelta(days=400)])
    def test_from_its_end_on_no_answer_counts(self, questions, late):
        questions.keep([question()])
        assert not questions.answer(question().id, answer(at=TEN + late))
        assert questions.find(question().id) == Asked(question())
        assert questions.answer(question().id, answer(at=TEN - INSTANT))

    def test_an_answer_is_to_one_question(self, questions):
        questions.keep([question("a"), question("a/b"), question("ab")])
        questions.answer("a", answer())
        assert [one.answer for one in questions.asked()] == [answer(), None, None]

    def test_of_many_answers_at_once_one_wins(self, questions):
        questions.keep([question("a"), question("b")])
        said = [answer(str(n), NINE + n * INSTANT) for n in range(16)]
        with ThreadPoolExecutor(8) as crowd:
            won = list(crowd.map(lambda one: questions.answer("a", one), said))
        assert sum(won) == 1
        assert questions.find("a").answer == said[won.index(True)]
        assert questions.find("b").answer is None

    def test_the_same_answer_many_times_at_once_counts_once(self, questions):
        questions.keep([question()])
        with ThreadPoolExecutor(8) as crowd:
            won = list(crowd.map(lambda _: questions.answer(question().id, answer()), range(16)))
        assert sum(won) == 1

    def test_keeping_again_meanwhile_takes_no_answer_away(self, questions):
        def turn(number):
            if number % 2:
                return questions.answer("a", answer(at=NINE + number * INSTANT))
            questions.keep([question("a"), question(f"b{number}")])
            return False

        questions.keep([question("a")])
        with ThreadPoolExecutor(8) as crowd:
            won = list(crowd.map(turn, range(16)))
        assert sum(won) == 1
        assert questions.find("a").answer.at == NINE + won.index(True) * INSTANT
        assert len(questions.asked()) == 9

    def test_what_changed_afterwards_is_not_what_was_kept(self, questions):
        kept = question("a")
        questions.keep([kept])
        found = questions.find("a").question
        assert replace(found, title="x") != kept
        assert questions.find("a").question == kept
