"""Questions that the tests of the pages ask, a store in memory, and links to it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from chalicelib.links import Links
from chalicelib.model.question import Asked, Question, QuestionKind
from chalicelib.model.word import Language
from chalicelib.pages.door import Door

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""A Monday: 10:00 in Berlin, 17:00 in Shanghai."""
EN, ZH = Language.EN, Language.ZH
APPROVAL, RATING, RULES = QuestionKind.APPROVAL, QuestionKind.RATING, QuestionKind.RULES
KEY = "a-secret-of-at-least-thirty-two-characters"
LINKS = Links((KEY,), "https://desk.example.com")
PLACE = "1aB-c"

ENGLISH = {
    APPROVAL: (
        "Refund 120.00 USD for case C-1042?",
        (
            ("Case", "C-1042 · parcel lost"),
            ("Order", "114-3941689-8772232, 120.00 USD"),
            ("Why you", "above 100.00 USD a lead decides"),
        ),
    ),
    RULES: (
        "The tab Authority was changed",
        (("Row 4, up to", "100.00 USD → 250.00 USD"), ("Row 6", "new: Intern, up to 20.00 USD")),
    ),
    RATING: ("How did we do with your order 114-3941689?", ()),
}
CHINESE = {
    APPROVAL: (
        "是否为工单 C-1042 退款 ¥860.00？",
        (
            ("工单", "C-1042 · 包裹丢失"),
            ("订单", "114-3941689-8772232，¥860.00"),
            ("审批依据", "超过 ¥500.00 由主管决定"),
        ),
    ),
    RULES: (
        "“权限”工作表有改动",
        (("第 4 行，上限", "¥500.00 → ¥1,500.00"), ("第 6 行", "新增：实习生，上限 ¥100.00")),
    ),
    RATING: ("您对订单 114-3941689 的售后服务满意吗？", ()),
}


def question(kind=APPROVAL, language=EN, now=NOW, **more):
    """Return a question asked an hour ago, open for two days."""
    title, lines = (CHINESE if language is ZH else ENGLISH)[kind]
    told = {
        "id": f"{kind.name.lower()}/cases/C-1042/1",
        "kind": kind,
        "to": "lead@example.com",
        "name": "" if kind is RATING else ("李雷" if language is ZH else "Anna"),
        "language": language,
        "zone": "Asia/Shanghai" if language is ZH else "Europe/Berlin",
        "asked": now - timedelta(hours=1),
        "expires": now + timedelta(days=2),
        "title": title,
        "lines": lines,
        "desk": "灯笼巷售后台" if language is ZH else "Northwind after-sales",
    }
    return Question(**{**told, **more})


class MemoryQuestions:
    """The store, in memory."""

    def __init__(self, *questions):
        self.kept = {}
        self.keep(questions)

    def asked(self):
        return [self.kept[id_] for id_ in sorted(self.kept)]

    def keep(self, questions):
        for one in questions:
            self.kept.setdefault(one.id, Asked(one))

    def drop(self, ids):
        self.kept = {id_: one for id_, one in self.kept.items() if id_ not in ids}

    def find(self, id_):
        return self.kept.get(id_)

    def answer(self, id_, answer):
        asked = self.find(id_)
        if asked is None or asked.answer or answer.at >= asked.question.expires:
            return False
        self.kept[id_] = asked._replace(answer=answer)
        return True


class Desk:
    """A door to one workbook's questions, and what was woken through it."""

    def __init__(self, *questions):
        self.store = MemoryQuestions(*questions)
        self.woken = []
        self.door = Door(
            LINKS,
            lambda place: self.store if place == PLACE else None,
            lambda place, now: self.woken.append((place, now)),
        )

    def answers(self):
        return [one.answer for one in self.store.asked()]


def token(asked, place=PLACE, links=LINKS):
    """Return the last part of a question's link."""
    return links.to(place, asked.id, asked.expires).rpartition("/")[2]


def but(asked, **more):
    return replace(asked, **more)
