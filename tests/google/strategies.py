"""What hypothesis may think of: people's edits, and mishaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from tests.google import mishaps
from tests.google import person as p
from tests.google.mishaps import LATEST, Mishap
from tests.google.person import Action

Tabs = Mapping[str, Sequence[str]]
"""Titles of tabs, and the headings on each."""
Strategy = SearchStrategy[Action]

TEXTS = ("new", "open", "closed", "12.50", "2026-03-02 14:05", "yes", "=1+1", "'007", "延误", "")
LOCALES = ("en_US", "en_GB", "de_DE", "zh_CN")
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/Berlin", "UTC")

texts = st.sampled_from(TEXTS)


def rows(last: int = 8) -> SearchStrategy[int]:
    """Rows below the headings; some beyond what is filled in."""
    return st.integers(2, last)


def contents(tab: str, headings: Sequence[str]) -> Strategy:
    """What people do to rows and cells of a tab: every day, and nothing may come of it."""
    row, column = rows(), st.sampled_from(list(headings))
    on = st.just(tab)
    typed = st.dictionaries(column, texts, min_size=1, max_size=3)
    return st.one_of(
        st.builds(p.InsertRow, on, row, st.integers(1, 2)),
        st.builds(p.DeleteRow, on, row),
        st.builds(p.MoveRow, on, row, row),
        st.builds(p.CutPaste, on, row, row),
        st.builds(p.DuplicateRow, on, row, st.none() | row),
        st.builds(p.SortRows, on, column, st.booleans()),
        st.builds(p.AppendRow, on, typed),
        st.builds(p.HideRow, on, row),
        st.builds(p.TypeCell, on, row, column, texts),
        st.builds(p.ClearCell, on, row, column),
        st.builds(p.FillDown, on, row, column, st.integers(1, 3)),
    )


def layouts(tab: str, headings: Sequence[str]) -> Strategy:
    """What people do to columns, headings and the grid of a tab."""
    on, column = st.just(tab), st.sampled_from(list(headings))
    return st.one_of(
        st.builds(p.InsertColumn, on, column, st.sampled_from(["", "Notes", "备注"])),
        st.builds(p.DeleteColumn, on, column),
        st.builds(p.MoveColumn, on, column, column),
        st.builds(p.RenameHeading, on, column, column | st.sampled_from(["?", "Notes", ""])),
        st.builds(p.MergeCells, on, rows(), column, st.just(1), st.integers(2, 3)),
        st.builds(p.FilterView, on, column),
        st.builds(p.ShrinkGrid, on, st.integers(0, 6), st.integers(0, 4)),
        st.builds(p.TrimGrid, on),
        st.builds(p.GrowGrid, on, st.integers(0, 5), st.integers(0, 2)),
        st.builds(p.ProtectColumn, on, column),
    )


def upsets(tab: str) -> Strategy:
    """What people do to a whole tab or the file, after which the desk may have to stand still."""
    on = st.just(tab)
    return st.one_of(
        st.builds(p.RetitleTab, on, st.sampled_from(["Old", tab, tab.upper()])),
        st.builds(p.DeleteTab, on),
        st.builds(p.DuplicateTab, on),
        st.builds(p.ProtectTab, on),
        st.builds(p.ChangeLocale, st.sampled_from(LOCALES)),
        st.builds(p.ChangeZone, st.sampled_from(ZONES)),
        st.builds(p.TrashFile),
        st.builds(p.RevokeAccess),
    )


def actions(tabs: Tabs, *, rough: bool = True) -> Strategy:
    """All that people do on some tabs; only to rows and cells if it shall not be rough."""
    kinds = [contents(tab, headings) for tab, headings in tabs.items()]
    if rough:
        kinds += [layouts(tab, headings) for tab, headings in tabs.items()]
        kinds += [upsets(tab) for tab in tabs]
    return st.one_of(kinds)


def scripts(
    tabs: Tabs, *, requests: int = 12, rough: bool = True
) -> SearchStrategy[dict[int, list[Action]]]:
    """Scripts of a person: what is done before which of the first requests."""
    deeds = st.lists(actions(tabs, rough=rough), min_size=1, max_size=3)
    return st.dictionaries(st.integers(1, requests), deeds, max_size=6)


def faults() -> SearchStrategy[Mishap]:
    """All that can befall a request."""
    lands = st.none() | st.sampled_from([0.0, 1.0, 59.0, 61.0, LATEST]) | st.floats(0.0, LATEST)
    return st.one_of(
        st.sampled_from([mishaps.TooMany(), mishaps.ServerError(), mishaps.Unavailable()]),
        st.just(mishaps.LostResponse()),
        st.builds(mishaps.BadGateway, st.booleans()),
        st.builds(mishaps.Timeout, lands),
        st.sampled_from([mishaps.Protected(), mishaps.Forbidden(), mishaps.Gone()]),
    )


def days(requests: int = 12) -> SearchStrategy[dict[int, Mishap]]:
    """Scripts of the weather: what befalls which of the first requests."""
    return st.dictionaries(st.integers(1, requests), faults(), max_size=4)
