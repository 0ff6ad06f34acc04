"""What setting up says of the rule tabs: whom their guards let edit, and why some only warn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chalicelib.adapters.google.dress_seen import Found
from chalicelib.adapters.google.fault import GoogleRefusalError
from chalicelib.adapters.google.guard import Guard, guards_of
from chalicelib.model.word import Phrase
from chalicelib.tables.table import Room
from chalicelib.tables.workbook import BY_KEY

NO_OWNER = Phrase(
    "The rule tabs only warn whoever edits them ({tabs}): set AFTERSHEET_OWNER to the owner's"
    " address and run this again, and nobody else can. An address in Settings does not count for"
    " this: anybody may have typed it.",
    "规则表目前只提醒、不禁止编辑（{tabs}）：请把 AFTERSHEET_OWNER 设为店主邮箱后再次运行，之后仅店主"
    "可编辑。“设置”中的邮箱可能是任何人填写的，在此不作数。",
)
STRANGE_OWNER = Phrase(
    "Google does not take {owner} for somebody who may edit the rule tabs ({words}): they stay as"
    " they were, new ones only warn. Put the address of a Google account in its place and run this"
    " again.",
    "Google 不接受 {owner} 为规则表的编辑者（{words}）：原有保护不变，新表只提醒。请改为 Google"
    " 账号的邮箱后再次运行。",
)
LET_EDIT = Phrase(
    "Whom the guards of the rule tabs let edit: {people}.",
    "规则表的保护允许以下账号编辑：{people}。",
)
OPENED = Phrase(
    "In {tabs}, a group, a whole domain or whoever edits the exempted parts may too.",
    "{tabs} 中，群组、整个网域或例外范围的编辑者也可编辑。",
)


def rules_said(
    found: Found, editors: Sequence[str], refused: GoogleRefusalError | None
) -> Phrase | None:
    """Return all there is to say, a line each; ``found`` is the spreadsheet as seen last."""
    said = list(_said(found, editors, refused))
    together = Phrase("\n".join(one.en for one in said), "\n".join(one.zh for one in said))
    return together if said else None


def _said(
    found: Found, editors: Sequence[str], refused: GoogleRefusalError | None
) -> Iterator[Phrase]:
    guards = {name: [g for g in held if not g.warns] for name, held in _guards(found)}
    warning = [name for name, held in guards.items() if not held]
    loose = [name for name, held in guards.items() if held and all(g.loose for g in held)]
    people = {person for held in guards.values() for g in held for person in g.editors or ()}
    if refused:
        yield STRANGE_OWNER.fill(owner=editors[0], words=str(refused))
    elif warning and not editors:
        yield NO_OWNER.fill(tabs=_listed(warning))
    if people:
        yield LET_EDIT.fill(people=", ".join(sorted(people)))
    if loose:
        yield OPENED.fill(tabs=_listed(loose))


def _guards(found: Found) -> Iterator[tuple[Phrase, Sequence[Guard]]]:
    for key, seen in found.tabs.items():
        if BY_KEY[key].room is Room.RULES:
            yield BY_KEY[key].name, guards_of(seen.shape)


def _listed(names: Sequence[Phrase]) -> Phrase:
    return Phrase(", ".join(name.en for name in names), "、".join(name.zh for name in names))
