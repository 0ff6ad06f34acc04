"""A case without an owner goes to who speaks its language, covers its country, is here, and free."""

import pytest

from chalicelib.model.case import Case
from chalicelib.model.person import Person, Role
from chalicelib.policy.assign import assignee, candidate

JUNIOR, LEAD = Role.JUNIOR, Role.LEAD


def one(name, *, on_duty=True, **cells):
    return candidate(Person(name, f"{name}@x.example", **{"role": JUNIOR} | cells), on_duty=on_duty)


@pytest.mark.parametrize(
    ("candidates", "wanted", "load", "expected"),
    [
        ([one("a"), one("b")], ("", ""), {}, "a"),
        ([one("a"), one("b")], ("", ""), {"a": 1}, "b"),
        ([one("a", on_duty=False), one("b")], ("", ""), {"b": 9}, "b"),
        ([one("a", role=LEAD), one("b")], ("", ""), {"b": 9}, "b"),
        ([one("a", role=LEAD), one("b", on_duty=False)], ("", ""), {}, "a"),
        ([one("a"), one("b", speaks=("German",))], ("German", ""), {}, "a"),
        ([one("a", speaks=("English",)), one("b", speaks=("德语",))], ("German", ""), {}, "b"),
        ([one("a", speaks=("English",)), one("b", speaks=("DE",))], ("Deutsch", ""), {}, "b"),
        ([one("a", speaks=("English",)), one("b", speaks=("de",))], ("de-DE", ""), {}, "b"),
        ([one("a", speaks=("English",)), one("b", speaks=("中文",))], ("zh_CN", ""), {}, "b"),
        ([one("a", speaks=("English",)), one("b", speaks=("zh-TW",))], ("简体中文", ""), {}, "b"),
        ([one("a", speaks=("en_US",)), one("b", speaks=("繁體中文",))], ("華語", ""), {}, "b"),
        ([one("a", speaks=("German",)), one("b", speaks=("tlh-QS",))], ("tlh-qs", ""), {}, "b"),
        ([one("a", regions=("US",)), one("b", regions=("EU",))], ("", "DE"), {}, "b"),
        ([one("a", regions=("US",)), one("b", regions=("*",))], ("", "DE"), {}, "b"),
        ([one("a", regions=("FR",)), one("b", regions=("de",))], ("", "DE"), {"b": 5}, "b"),
        ([one("a", speaks=("French",)), one("b", regions=("US",))], ("German", "DE"), {}, "b"),
        ([one("a", speaks=("French",))], ("German", "DE"), {}, "a"),
        ([], ("", ""), {}, None),
    ],
)
def test_the_best_suited_and_least_busy_is_chosen(candidates, wanted, load, expected):
    language, country = wanted
    found = assignee(Case("C-1", language=language), country, candidates, load)
    assert (found.id if found else None) == expected
