"""The Overview at Google: what the colours mean, how to begin, and two charts of its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.adapters.google.dress import Dress, Request, cell_format, colour, value, width
from chalicelib.adapters.xlsx.front import AT, BEGIN, BY_STATE, COLOURS, FIRST_STATE, RULES, STEPS
from chalicelib.adapters.xlsx.hint import WRITTEN_BY, breadth
from chalicelib.adapters.xlsx.look import LINE, RULE, SHADES, TONES
from chalicelib.model.face import ClockState
from chalicelib.model.word import Phrase
from chalicelib.tables.defaults import sla_lines

BY_TAB = Phrase("Records with clocks, by tab", "各工作表中有时效的记录数")
RUN = Phrase(
    "3. Run: aftersheet sweep, with the address of this spreadsheet",
    "3. 运行：aftersheet sweep，后接本表格的网址",
)
TO_DO = (*STEPS[:2], RUN)
SIZE = {"widthPixels": 560, "heightPixels": 330}
COLUMNS = AT + 8
"""Columns of a new Overview: the figures, a gap, the legend, and room for the charts."""
ROWS_OF_A_CHART = 17
BELOW = 12
"""The row below the legend, from 0."""


def front(dress: Dress) -> list[Request]:
    """Write the legend beside the figures of a new Overview."""
    language, at = dress.language, AT
    fields = [(SHADES[owner].heading, words) for owner, words in WRITTEN_BY.items()]
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    rows = [[value(COLOURS.said(language)) | bold]]
    for code, words in [*fields, (RULE.heading, RULES)]:
        field = {"userEnteredFormat": cell_format({"bg_color": code, **LINE})}
        rows.append([field, value(words.said(language))])
    rows += [[], [value(BEGIN.said(language)) | bold]]
    rows += [[value(step.said(language))] for step in TO_DO]
    start = {"sheetId": dress.sheet, "rowIndex": 0, "columnIndex": at}
    cells = {"start": start, "rows": [{"values": row} for row in rows]}
    wide = max(breadth(step.said(language)) for step in TO_DO)
    return [
        {"updateCells": {**cells, "fields": "userEnteredValue,userEnteredFormat"}},
        width(dress.sheet, at - 1, 2),
        width(dress.sheet, at, 3),
        width(dress.sheet, at + 1, wide),
    ]


def charts(dress: Dress, shape: Mapping[str, Any]) -> list[Request]:
    """Add the charts that the Overview does not have yet."""
    there = {chart.get("spec", {}).get("title") for chart in shape.get("charts", ())}
    wanted = ((BY_STATE, by_state), (BY_TAB, by_tab))
    return [
        {"addChart": {"chart": {"spec": build(dress), "position": _position(dress, shape, number)}}}
        for number, (title, build) in enumerate(wanted)
        if not there & set(title)
    ]


def _position(dress: Dress, shape: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return where a chart stands: right of the figures, unless the grid ends there."""
    grid = shape.get("properties", {}).get("gridProperties", {})
    last = max(grid.get("columnCount", COLUMNS), dress.end) - 1
    row = BELOW + number * ROWS_OF_A_CHART
    anchor = {"sheetId": dress.sheet, "rowIndex": row, "columnIndex": min(dress.end + 1, last)}
    return {"overlayPosition": {"anchorCell": anchor, **SIZE}}


def by_state(dress: Dress) -> dict[str, Any]:
    """Return the chart of records by state, each bar in the colour of its state."""
    bars = [
        {"index": rank, "colorStyle": colour(TONES[state].bar)}
        for rank, state in enumerate(ClockState)
    ]
    rows = (FIRST_STATE, FIRST_STATE + len(ClockState))
    return _chart(dress, BY_STATE, "BAR", (rows, {"styleOverrides": bars}))


def by_tab(dress: Dress) -> dict[str, Any]:
    """Return the chart of records by tab: the lines that stand below the states."""
    top = FIRST_STATE + len(ClockState)
    rows = (top, top + len({line.tab for line in sla_lines(dress.language)}))
    look = {"colorStyle": colour(RULE.heading)}
    return _chart(dress, BY_TAB, "COLUMN", (rows, look))


def _chart(
    dress: Dress, title: Phrase, kind: str, held: tuple[tuple[int, int], dict[str, Any]]
) -> dict[str, Any]:
    (top, bottom), look = held
    domain, figures = (_source(dress, key, (top, bottom)) for key in ("topic", "figure"))
    axis = "BOTTOM_AXIS" if kind == "BAR" else "LEFT_AXIS"
    label = {"type": "DATA", "placement": "OUTSIDE_END"}
    series = {"series": figures, "targetAxis": axis, "dataLabel": label, **look}
    chart = {
        "chartType": kind,
        "legendPosition": "NO_LEGEND",
        "headerCount": 0,
        "domains": [{"domain": domain}],
        "series": [series],
    }
    return {
        "title": title.said(dress.language),
        "hiddenDimensionStrategy": "SHOW_ALL",
        "basicChart": chart,
    }


def _source(dress: Dress, key: str, rows: tuple[int, int]) -> dict[str, Any]:
    index = dress.at[key]
    where = {
        "sheetId": dress.sheet,
        "startRowIndex": rows[0],
        "endRowIndex": rows[1],
        "startColumnIndex": index,
        "endColumnIndex": index + 1,
    }
    return {"sourceRange": {"sources": [where]}}
