"""What was typed into a cell, as text: a spreadsheet may have turned it into something else."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Decimal

from chalicelib.model.word import Phrase
from chalicelib.policy import words
from chalicelib.policy.input import Cell, InputKind
from chalicelib.policy.unfit import Unfit

ERRORS = re.compile(r"#(?:n/a|[a-z]+[!?]|div/0!)", re.IGNORECASE)
NUMBERED = (InputKind.NUMBER, InputKind.MONEY, InputKind.DAYS)
WIDE = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: " ", 0xFF0C: "、", 0x2212: "-"}
"""Full-width signs, one for one so that characters keep their place; a full-width comma only lists."""


def typed_text(cell: Cell, kind: InputKind) -> str:
    """Return the text of a cell with narrow signs; Unfit if the spreadsheet changed its meaning."""
    if cell is None or isinstance(cell, str):
        return _text(cell or "")
    if isinstance(cell, bool):
        return _tick(cell, kind)
    if isinstance(cell, date):
        return _date(cell, kind)
    if type(cell) in (int, float):
        return _number(cell, kind)  # type: ignore[arg-type]
    raise _retype(words.A_TIME, cell)


def _text(cell: str) -> str:
    if ERRORS.fullmatch(cell.strip()):
        raise Unfit(words.ERROR.fill(cell=cell.strip()))
    return cell.translate(WIDE)


def _tick(cell: bool, kind: InputKind) -> str:  # noqa: FBT001  # it is the cell
    if kind is InputKind.YES_NO:
        return "yes" if cell else "no"
    raise _retype(words.A_TICK, str(cell).upper())


def _date(cell: date, kind: InputKind) -> str:
    if kind is not InputKind.DATE:
        low, high = sorted((cell.month, cell.day))
        mend = f"{low}..{high}" if kind in NUMBERED else words.IT
        raise _retype(words.A_DATE, f"{cell:%Y-%m-%d}", mend)
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise _retype(words.A_TIME, f"{cell:%Y-%m-%d %H:%M}")
        return cell.date().isoformat()
    return cell.isoformat()


def _number(cell: float, kind: InputKind) -> str:
    whole = math.isfinite(cell) and cell == int(cell)
    if not math.isfinite(cell) or kind not in NUMBERED or (kind is InputKind.DAYS and not whole):
        raise _retype(words.A_NUMBER, f"{cell:g}")
    return str(int(cell)) if whole else f"{Decimal(repr(cell)):f}"


def _retype(what: Phrase, cell: object, mend: Phrase | str = words.IT) -> Unfit:
    return Unfit(words.RETYPE.fill(what=what.fill(cell=str(cell)), mend=mend))
