"""The store that the tests of the pages use keeps what every store must."""

import pytest

from tests.adapters.questions_contract import QuestionsContract
from tests.pages.questions import MemoryQuestions


class TestMemoryQuestions(QuestionsContract):
    @pytest.fixture
    def questions(self):
        return MemoryQuestions()
