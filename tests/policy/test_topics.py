"""What is said of a topic goes by the rows of the book that is asked, and of no other."""

from chalicelib.policy.topics import strange

KNOWN = frozenset({"late", "damaged"})
OTHER = frozenset({"customs"})


def test_a_topic_is_strange_to_the_book_that_does_not_name_it():
    assert strange(" Late", KNOWN) is None
    assert strange(" Late", OTHER).en.startswith("no rule knows the topic ' Late': correct it")
    assert strange("lade", KNOWN).en.endswith("did you mean 'late'?")
    assert strange(" Late", KNOWN) is None


def test_nothing_is_said_without_a_topic_or_without_rows_that_name_any():
    assert strange("", KNOWN) is None
    assert strange("late", frozenset()) is None
