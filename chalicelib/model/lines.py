"""Lines of the desk's own tabs: Overview, Clocks, Problems and Desk."""

from __future__ import annotations

from datetime import datetime

from pydantic.dataclasses import dataclass

from chalicelib.model.face import ClockState, Face


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A row of the Clocks tab: one clock that is due soon, overdue or paused."""

    tab: str
    record: str
    clock: str
    state: ClockState | None = None
    due: datetime | None = None
    started: datetime | None = None
    owner: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A row of the Problems tab: one cell that a person must fix."""

    tab: str
    place: str
    """The cell as the sheet names it, such as C14; the row or the tab where no cell is meant."""
    record: str = ""
    column: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A row of the Desk tab: the face of one record, for other tabs to look up."""

    key: str
    """Tab and id of the record, such as cases/C-1."""
    face: Face


@dataclass(frozen=True, slots=True)
class LibraryLine:
    """A row of the Library tab: what a closed case was about, and how it ended (RULEBOOK 8)."""

    case: str
    closed: datetime | None = None
    country: str = ""
    category: str = ""
    topic: str = ""
    sku: str = ""
    carrier: str = ""
    delay: str = ""
    """How long after the promise it was solved, in words; empty where it was in time."""
    demand: str = ""
    solution: str = ""
    cost: str = ""
    rating: int | None = None
    words: str = ""
    """What the customer said, personal data veiled."""


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """A row of the Overview tab: one figure or fact."""

    topic: str
    figure: float | None = None
    words: str = ""
