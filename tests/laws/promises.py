"""A rule book of every kind of clock, short enough to be read anew a thousand times."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chalicelib.model.person import Person, Role, Tongue
from chalicelib.sla.lines import HoursLine, Reopen, SlaLine
from tests.memory import Plan

WAITS = "Status = waiting on customer, waiting on third party; Waiting since"
LADDER = {"warn": "80 %: owner", "escalate": "due: owner, lead; 4 h: manager"}


def _case(name: str, clock: str, **cells: Any) -> SlaLine:
    usual = {"active": True, "tab": "Cases", "calendar": "24x7", "reopen": Reopen.RESUME}
    return SlaLine(name, clock=clock, **{**usual, **LADDER, **cells})


PROMISES = (
    _case("S1", "First response", start="Opened", stop="First reply", target="30 min",
          kind="complaint", urgent=True, reopen=Reopen.IGNORE),
    _case("S2", "First response", start="Opened", stop="First reply", target="2 h",
          warn="60 %: on duty; 10 min before: lead", reopen=Reopen.IGNORE),
    _case("S3", "Response", start="Opened", stop="Remedy proposed; Status = closed",
          target="8 h", calendar="Office", pause=WAITS, pause_cap=timedelta(days=2),
          cancel="Status = cancelled"),
    _case("S4", "Resolution", start="Status = open", stop="Closed; Status = solved",
          target="1 day", pause=WAITS, cancel="Status = cancelled"),
    _case("S5", "Approval", start="Status = waiting on approval",
          stop="Status = open, solved, closed", target="3 h", reopen=Reopen.RESTART),
    _case("S6", "Next reply", start="first: Customer wrote", stop="Last reply", target="4 h",
          reopen=Reopen.IGNORE),
    _case("S7", "Callback", start="Opened", stop="Promise kept", target="Promised for",
          warn="2 h before: owner"),
    _case("S8", "Library", start="Closed", stop="Recorded", target="1 business day",
          calendar="Office", reopen=Reopen.RESTART),
)  # fmt: skip
"""Of every kind: alternatives, hours and days, typed and seen instants, each way to reopen."""

CREW = (
    Person("Anna", "anna@shop.example", Role.SENIOR, Tongue.EN, "", "Li Na"),
    Person("Ben", "ben@shop.example", Role.JUNIOR, Tongue.EN, "Office", "Li Na"),
    Person("Li Na", "lina@shop.example", Role.LEAD, Tongue.ZH, "", "Max"),
    Person("Max", "max@shop.example", Role.MANAGER),
)

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")
OFFICE = HoursLine("Office", **dict.fromkeys(WEEKDAYS, "09:00-12:00, 13:00-18:00"))
"""Two spells a day, so that intervals are worth counting."""

PLAN = Plan(rules=PROMISES, team=CREW, hours=[OFFICE])
