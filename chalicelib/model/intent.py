"""A reminder intent: a promise to tell one person one thing once."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pydantic.dataclasses import dataclass

from chalicelib.model.face import ClockState
from chalicelib.model.word import Language, Word


class IntentKind(Word):
    """Why a person is told."""

    REMINDER = "reminder", "提醒"
    ESCALATION = "escalation", "升级"
    SHADOW = "shadow summary", "试运行小结"
    LAYOUT = "layout broken", "表格结构损坏"
    UNREAD = "rules unreadable", "规则无法读取"
    APPROVAL = "approval asked", "审批请求"
    RATING = "rating asked", "评价邀请"
    RULES = "rules changed", "规则已变更"
    ANSWERED = "answer", "答复"


FOR_OWNER = (IntentKind.SHADOW, IntentKind.LAYOUT, IntentKind.UNREAD, IntentKind.RULES)
"""What the shop's owner is told, of the desk and not of a record: never kept back."""


AWAITED = (IntentKind.APPROVAL, IntentKind.ANSWERED)
"""What somebody waits for: the breaker neither counts it nor keeps it back."""


class Suppression(Word):
    """Why nothing is mailed to an address any more."""

    BOUNCED = "mail bounces", "邮件被退回"
    COMPLAINED = "reported as spam", "被标记为垃圾邮件"


class Suppressed(NamedTuple):
    """An address that mail does not reach, or whose owner complained: none is sent there."""

    address: str
    why: Suppression
    since: datetime


def same_address(address: str) -> str:
    """Return what two spellings of one address have in common: letter case counts for nothing."""
    return address.strip().casefold()


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing to tell one receiver, already in the receiver's language.

    Several intents of one receiver become one mail when they are released.
    """

    key: str
    """Names the promise: workbook/tab/id/clock/cycle/rung/arming/receiver, and another receiver
    for each time that the address was corrected before it was told."""
    kind: IntentKind
    to: str
    """The receiver's e-mail address."""
    name: str
    """What the team calls the receiver."""
    language: Language
    release: datetime
    """Not to be sent before this instant: the receiver's next open hour, or at once if urgent."""
    zone: str
    """The zone in which the receiver is shown instants."""
    tab: str = ""
    """The tab's name as the receiver reads it."""
    id: str = ""
    clock: str = ""
    state: ClockState | None = None
    due: datetime | None = None
    about: str = ""
    """What the record is about in a few words, personal data masked."""
    why: str = ""
    """How the deadline came about."""
    step: str = ""
    """What the receiver should do next."""
    link: str = ""
    """Where a browser shows what is meant."""
    question: str = ""
    """The id of the question that the receiver is asked, if any: the mail gets a link to it."""
