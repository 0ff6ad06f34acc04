"""Identity: which desk a workbook belongs to, and how far it has come, as its Overview bears."""

from __future__ import annotations

from typing import Any, NamedTuple

from chalicelib.model.lines import OverviewLine
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.cell import folded, plain
from chalicelib.tables.parse import Parsed

WORKBOOK = Phrase("Workbook", "工作簿编号")
REVISION = Phrase("Revision", "修订号")
NOTE = Phrase("the desk knows the workbook by it: leave it", "系统据此识别本工作簿，请勿修改")


class Identity(NamedTuple):
    """What a workbook says of itself; empty where it says nothing."""

    workbook: str = ""
    revision: str = ""


def borne(overview: Parsed[OverviewLine] | None) -> Identity:
    """Return the identity that a workbook bears."""
    held = {folded(row[0]): row for row in overview.grid.rows if row} if overview else {}
    return Identity(_words(overview, held, WORKBOOK), _words(overview, held, REVISION))


def _words(overview: Parsed[OverviewLine] | None, held: dict[str, Any], what: Phrase) -> str:
    index = overview.at.get("words") if overview else None
    row = next((held[folded(twin)] for twin in what if folded(twin) in held), ())
    return plain(row[index]).partition(" ")[0] if index is not None and index < len(row) else ""


def identity_lines(identity: Identity, language: Language) -> list[OverviewLine]:
    """Return the lines of the Overview that bear an identity."""
    note = f" · {NOTE.said(language)}"
    return [
        OverviewLine(WORKBOOK.said(language), None, identity.workbook + note),
        OverviewLine(REVISION.said(language), None, identity.revision),
    ]
