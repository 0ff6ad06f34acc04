"""Remarks: what the author of rules should look at, row by row."""

from __future__ import annotations

from typing import NamedTuple

from chalicelib.model.word import Phrase


class Remark(NamedTuple):
    """Something about a row of a rule tab, or about the whole tab."""

    tab: str
    """Key of the tab."""
    row: str
    """Id of the row; empty for the whole tab."""
    what: Phrase
    """What is wrong, and how to mend it."""
    wrong: bool = True
    """False: worth a look, and no mistake."""
