"""The subject alone tells what is wrong, where, by when and what to do."""

import pytest

from chalicelib.messages.clean import width
from chalicelib.messages.compose import compose
from chalicelib.messages.subject import COLUMNS
from chalicelib.model.face import ClockState
from tests.messages.letters import (
    ESCALATION,
    LAYOUT,
    NOW,
    SENDER,
    SHADOW,
    SOON,
    UNREAD,
    at,
    chinese,
    intent,
    no_due,
)

SUBJECTS = [
    (
        [intent(step="Reply now.")],
        "Overdue: C-1042 · First response was due 14:05 – Reply now",
    ),
    ([intent()], "Overdue: C-1042 · First response was due 14:05"),
    (
        [intent(state=SOON, step="Reply now.")],
        "Due soon: C-1042 · First response due 16:05 – Reply now",
    ),
    (
        [intent(state=SOON, due=at(23, 30))],
        "Due soon: C-1042 · First response due Tue 4 Mar 00:30",
    ),
    (
        [intent(due=at(9, day=28, month=2))],
        "Overdue: C-1042 · First response was due Fri 28 Feb 10:00",
    ),
    (
        [intent(due=at(9, day=31, month=12, year=2024))],
        "Overdue: C-1042 · First response was due Tue 31 Dec 2024 10:00",
    ),
    (
        [intent(kind=ESCALATION, about="Ben was responsible.", step="Reply or reassign.")],
        "Overdue, escalated: C-1042 · First response was due 14:05 – Reply or reassign",
    ),
    (
        [intent(step="Act, then fill in: First reply or Closed\nBen was responsible")],
        "Overdue: C-1042 · First response was due 14:05 – Act, then fill in: First reply or Closed",
    ),
    (
        [intent(kind=ESCALATION, step="Act, then fill in: First reply or Closed\nBen was it")],
        "Overdue, escalated: C-1042 · First response was due 14:05",
    ),
    ([intent(state=SOON, due=at(13, 29))], "Overdue: C-1042 · First response was due 14:29"),
    ([intent(state=SOON, due=NOW)], "Due soon: C-1042 · First response due 14:30"),
    (
        [intent(state=ClockState.CANNOT_TELL, due=at(15))],
        "Please look: C-1042 · First response due 16:00",
    ),
    ([intent(clock="")], "Overdue: C-1042 · was due 14:05"),
    ([intent(id_="")], "Overdue: Cases · First response was due 14:05"),
    (
        [no_due(**LAYOUT, about="The heading Due is missing.", step="Put it back.")],
        "Sheet layout broken: Cases · The heading Due is missing. – Put it back",
    ),
    (
        [no_due(**UNREAD, id_="P23", about="'a lot' is no amount", step="Cases wait. Mend it.")],
        "Rules cannot be read: Policy · P23 – Cases wait. Mend it",
    ),
    (
        [no_due(**UNREAD, id_="", about="the tab is gone", step="Cases wait. Mend it.")],
        "Rules cannot be read: Policy – Cases wait. Mend it",
    ),
    (
        [no_due(**UNREAD, id_="P23"), no_due(**UNREAD, id_="P24", key="p"), intent("C-1")],
        "2 of the rules cannot be read, 1 overdue: P23, P24, C-1 First response 14:05",
    ),
    (
        [no_due(**UNREAD, id_="P23"), intent("C-1")],
        "1 of the rules cannot be read, 1 overdue: P23, C-1 First response 14:05",
    ),
    (
        [no_due(**SHADOW, about="12 reminders\n3 escalations", step="Run aftersheet live")],
        "Shadow run summary: 12 reminders – Run aftersheet live",
    ),
    (
        [intent("C-2", SOON, at(15)), intent("C-9"), intent("C-1", due=at(13, 10))],
        "2 overdue, 1 due soon: C-9 First response 14:05, C-1 First response 14:10, …",
    ),
    (
        [intent("C-1", kind=ESCALATION), intent("C-2", SOON, at(15))],
        "1 overdue (1 escalated), 1 due soon: C-1 First response 14:05, C-2 First response 16:00",
    ),
    (
        [no_due(**LAYOUT), no_due(**SHADOW, key="s")],
        "Sheet layout broken, Shadow run summary: Cases",
    ),
    (
        [no_due(**LAYOUT, key="l"), intent("C-1")],
        "Sheet layout broken, 1 overdue: Cases, C-1 First response 14:05",
    ),
    ([chinese(step="请立即回复。")], "已超时：C-1042 · 首次响应，截止 21:05 – 请立即回复"),
    (
        [chinese(state=SOON, due=at(17))],
        "即将到期：C-1042 · 首次响应，截止 3月4日周二 01:00",
    ),
    (
        [chinese(due=at(9, day=31, month=12, year=2024))],
        "已超时：C-1042 · 首次响应，截止 2024年12月31日周二 17:00",
    ),
    ([chinese(kind=ESCALATION)], "已超时并升级：C-1042 · 首次响应，截止 21:05"),
    (
        [chinese("C-1"), chinese("C-2", SOON, at(15, 0))],
        "1 项已超时，1 项即将到期：C-1 首次响应 21:05，C-2 首次响应 23:00",
    ),
]


@pytest.mark.parametrize(("intents", "subject"), SUBJECTS)
def test_subject(intents, subject):
    assert compose(intents, SENDER, NOW).subject == subject


def test_a_long_subject_names_the_most_pressing_and_stops():
    many = [intent(f"C-{n}", due=at(12, n)) for n in range(20)]
    subject = compose(many, SENDER, NOW).subject
    assert subject.startswith("20 overdue: C-0 First response 13:00, C-1 First response 13:01, ")
    assert subject.endswith(", …")
    assert width(subject) <= COLUMNS


def test_a_long_id_leaves_the_due_time_in_sight():
    subject = compose([intent("X" * 500, clock="Y" * 500, step="Z" * 500)], SENDER, NOW).subject
    assert "was due 14:05" in subject
    assert width(subject) <= COLUMNS
