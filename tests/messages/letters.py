"""Intents that the tests of this room write mails about."""

from datetime import UTC, datetime

from chalicelib.messages.mail import Sender
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind
from chalicelib.model.word import Language

NOW = datetime(2025, 3, 3, 13, 30, tzinfo=UTC)
"""A Monday: 14:30 in Berlin, 21:30 in Shanghai."""
SENDER = Sender("Northwind 售后服务台", "desk@example.com")
EN, ZH = Language.EN, Language.ZH
LATE, SOON = ClockState.OVERDUE, ClockState.DUE_SOON


def at(hour, minute=0, **day):
    return NOW.replace(hour=hour, minute=minute, **day)


def intent(id_="C-1042", state=LATE, due=None, **fields):
    known = {
        "key": f"desk/cases/{id_}/first/1/due/1/anna",
        "kind": IntentKind.REMINDER,
        "to": "anna@example.com",
        "name": "Anna",
        "language": EN,
        "release": NOW,
        "zone": "Europe/Berlin",
        "tab": "Cases",
        "id": id_,
        "clock": "First response",
        "state": state,
        "due": due or (at(13, 5) if state is LATE else at(15, 5)),
    }
    return Intent(**{**known, **fields})


def chinese(id_="C-1042", state=LATE, due=None, **fields):
    known = {
        "to": "li@example.com",
        "name": "李雷",
        "language": ZH,
        "zone": "Asia/Shanghai",
        "tab": "工单",
        "clock": "首次响应",
    }
    return intent(id_, state, due, **{**known, **fields})


ESCALATION = IntentKind.ESCALATION
SHADOW = {"kind": IntentKind.SHADOW, "state": None, "clock": "", "id": "", "tab": ""}
LAYOUT = {"kind": IntentKind.LAYOUT, "state": None, "clock": "", "id": ""}
UNREAD = {"kind": IntentKind.UNREAD, "state": None, "clock": "", "tab": "Policy"}


def no_due(**fields):
    made = intent(**fields)
    return Intent(**{**{name: getattr(made, name) for name in made.__slots__}, "due": None})
