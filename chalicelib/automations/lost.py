"""What the shop's owner is told when the workbook cannot be opened at all: once a loss."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.automations.owner import to_shop
from chalicelib.automations.plan import LAYOUT, Facts, Plan, Recalled
from chalicelib.automations.tell import key
from chalicelib.model.intent import IntentKind
from chalicelib.model.person import Person
from chalicelib.model.word import Language, Phrase
from chalicelib.sla.escalation import Team
from chalicelib.sla.memory import NOTHING, Seen
from chalicelib.sla.rulebook import Rulebook
from chalicelib.sla.say import Voice

PLACE = "/lost"
"""Where the memory of broken layouts keeps that the workbook was lost; a run that opens it heals."""
GONE = Phrase(
    "The spreadsheet is not there any more: it was deleted, or taken away from the desk.",
    "表格已不存在：可能已被删除，或不再共享给本系统。",
)
REFUSED = Phrase(
    "The desk may not open the spreadsheet any more.",
    "本系统已无权打开该表格。",
)
STRANGE = Phrase(
    "The spreadsheet is not as the desk left it: restored from an older version, or another one.",
    "表格与系统上次写入时不一致：可能已恢复到旧版本，或已换成另一份表格。",
)
ADOPT = Phrase(
    "Whoever operates the desk runs: aftersheet adopt {place}. Nothing is watched until then.",
    "请系统管理员运行：aftersheet adopt {place}；在此之前不监控任何时效。",
)
SHARE = Phrase(
    "Take it out of the trash, or share it again with {bot} as an editor; nothing is watched until then.",
    "请从回收站恢复，或以“编辑者”权限重新共享给 {bot}；在此之前不监控任何时效。",
)


def blind(recalled: Recalled, shop: Person | None, now: datetime, run: str) -> Facts:
    """Return all that is known when the workbook cannot be read: the ledger, and the owner."""
    language = shop.language.language if shop and shop.language else Language.EN
    rulebook = Rulebook({}, Team({}, {}, shop), 0)
    return Facts(now, run, Voice(language, ZoneInfo("UTC")), (), rulebook, recalled)


def lost(facts: Facts, what: Phrase, remedy: Phrase, link: str = "") -> Plan:
    """Tell the shop's owner that the workbook cannot be used, unless it was told before.

    Nothing is planned, and nothing remembered, while nobody is known who could be told.
    """
    shop, before = facts.rulebook.team.shop, facts.recalled.memories.get(LAYOUT, NOTHING)
    history = before.seen.get(PLACE, ())
    if shop is None or (history and history[-1].value):
        return Plan()
    seen = (*history, Seen("broken", facts.recalled.last_run, facts.now))
    name = key(facts.recalled.workbook, "layout", PLACE, len(seen))
    language = facts.voice_for(shop).language
    words = (what.said(language), remedy.said(language))
    intent = replace(to_shop(facts, name, IntentKind.LAYOUT, words), link=link)
    return Plan(
        intents=[intent], memories={LAYOUT: before._replace(seen={**before.seen, PLACE: seen})}
    )
