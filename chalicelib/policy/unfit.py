"""A cell, or a part of one, that is no test."""

from __future__ import annotations

from chalicelib.model.word import Phrase


class Unfit(Exception):  # noqa: N818  # it is a finding about a cell, not a fault of ours
    """Part of a cell asks nothing that a value could answer; carries the words for the person."""

    def __init__(self, what: Phrase, at: int = 0) -> None:
        super().__init__(what.en)
        self.what = what
        self.at = at
        """Characters before it within the part."""
