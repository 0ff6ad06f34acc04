"""The sample's team, its special days and its settings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from chalicelib.model.person import Person, Role, Tongue
from chalicelib.model.setting import SettingKey
from chalicelib.model.word import Language, Phrase
from chalicelib.sample.world import DUTCH, ENGLISH, FRENCH, GERMAN, ITALIAN, JAPANESE, SPANISH
from chalicelib.sla.lines import DayKind, HolidayLine, SettingLine
from chalicelib.tables.defaults import SHIFTS, home, setting_lines
from chalicelib.tables.defaults_sla import OFFICE

DAY, EVENING, NIGHT = (name for name, _ in SHIFTS)

LI_NA = Phrase("Li Na", "李娜")
ZHANG_WEI = Phrase("Zhang Wei", "张伟")
EMMA = Phrase("Emma Fischer", "Emma Fischer")
DIEGO = Phrase("Diego Ramos", "Diego Ramos")
CHEN_JING = Phrase("Chen Jing", "陈静")
WANG_LEI = Phrase("Wang Lei", "王磊")

AGENTS = (LI_NA, EMMA, ZHANG_WEI, DIEGO)
SPEAK = {
    LI_NA: (ENGLISH, JAPANESE),
    ZHANG_WEI: (ENGLISH, FRENCH),
    EMMA: (GERMAN, ENGLISH, DUTCH),
    DIEGO: (SPANISH, ITALIAN, ENGLISH),
}
"""Languages of customers; the others answer any."""
LOOK_AFTER = {EMMA: ("DE", "NL", "GB"), DIEGO: ("ES", "IT")}
"""Countries; the others any."""
OWNER_ADDRESS = "wanglei@example.com"
CHEN_JING_ADDRESS, ZHANG_WEI_ADDRESS = "chenjing@example.com", "zhangwei@example.com"
SHOP_NAME = Phrase("Lantern Lane", "灯笼巷")

# fmt: off
_TEAM: tuple[tuple[Phrase, str, Role, Tongue | None, Phrase | None, Phrase | None], ...] = (
    (LI_NA, "lina@example.com", Role.SENIOR, Tongue.ZH, DAY, CHEN_JING),
    (ZHANG_WEI, ZHANG_WEI_ADDRESS, Role.INTERMEDIATE, Tongue.ZH, EVENING, CHEN_JING),
    (EMMA, "emma@example.com", Role.SENIOR, Tongue.EN, EVENING, CHEN_JING),
    (DIEGO, "diego@example.com", Role.JUNIOR, Tongue.EN, NIGHT, CHEN_JING),
    (CHEN_JING, CHEN_JING_ADDRESS, Role.LEAD, None, OFFICE, WANG_LEI),
    (WANG_LEI, OWNER_ADDRESS, Role.OWNER, None, None, None),
)
# fmt: on
"""Name, address, role, language (none: that of the sheet), hours, whom they report to."""


def team(language: Language, start: datetime) -> list[Person]:
    """Return the team; one of them goes on leave on the third day."""
    sheet = Tongue.ZH if language is Language.ZH else Tongue.EN
    leave: dict[str, Any] = {
        "away_from": start + timedelta(days=2),
        "away_until": start + timedelta(days=4),
    }
    return [
        Person(
            name.said(language),
            email,
            role,
            mother or sheet,
            hours.said(language) if hours else "",
            above.said(language) if above else "",
            speaks=tuple(tongue.said(language) for tongue in SPEAK.get(name, ())),
            regions=LOOK_AFTER.get(name, ()),
            **(leave if name is DIEGO else {}),
        )
        for name, email, role, mother, hours, above in _TEAM
    ]


def special_days(language: Language, start: datetime) -> list[HolidayLine]:
    """Return the days that differ: a short Friday."""
    friday = (start + timedelta(days=4)).astimezone(home(language).zone)
    day = friday.replace(hour=0, minute=0, second=0, microsecond=0)
    name = Phrase("stocktaking", "盘点").said(language)
    return [
        HolidayLine("HOL-1", day, DayKind.HOURS, OFFICE.said(language), "09:00-12:00", name),
    ]


def settings(language: Language) -> list[SettingLine]:
    """Return the default settings with a name for the shop and its owner's address."""
    own = {
        SettingKey.DESK.said(language): SHOP_NAME.said(language),
        SettingKey.OWNER.said(language): OWNER_ADDRESS,
    }
    return [
        SettingLine(line.id, own.get(line.id, line.value), line.note)
        for line in setting_lines(home(language))
    ]
