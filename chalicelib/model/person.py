"""The people of the desk: who answers, who leads, and when they may be told."""

from __future__ import annotations

from datetime import datetime

from pydantic.dataclasses import dataclass

from chalicelib.model.word import Language, Word


class Role(Word):
    """What a person of the team may decide (RULEBOOK 1)."""

    JUNIOR = "junior agent", "初级客服"
    INTERMEDIATE = "intermediate agent", "中级客服"
    SENIOR = "senior agent", "高级客服"
    LEAD = "lead", "主管"
    MANAGER = "manager", "经理"
    OWNER = "shop owner", "店主"


class Tongue(Word):
    """A language as a cell names it."""

    EN = "English", "英文"
    ZH = "Chinese", "中文"

    @property
    def language(self) -> Language:
        """The language meant."""
        return Language.ZH if self is Tongue.ZH else Language.EN


@dataclass(frozen=True, slots=True)
class Person:
    """A row of the Team tab."""

    id: str
    """The name the sheet calls the person by."""
    email: str = ""
    role: Role | None = None
    language: Tongue | None = None
    hours: str = ""
    """Name of a row of the Hours tab; empty: at any hour."""
    reports_to: str = ""
    speaks: tuple[str, ...] = ()
    """Languages of customers the person answers; empty: any."""
    regions: tuple[str, ...] = ()
    """Countries, or regions of the Markets tab, the person looks after; empty: any."""
    away_from: datetime | None = None
    away_until: datetime | None = None

    def away(self, at: datetime) -> bool:
        """Whether the person is away at an instant."""
        if self.away_from is None or at < self.away_from:
            return False
        return self.away_until is None or at < self.away_until
