"""The front page of a new workbook: records by state as a chart, and what the colours mean."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chalicelib.adapters.xlsx.hint import WRITTEN_BY, breadth
from chalicelib.adapters.xlsx.look import LINE, RULE, SHADES, TONES
from chalicelib.model.face import ClockState
from chalicelib.model.word import Language, Phrase
from chalicelib.tables.workbook import OVERVIEW

FIRST_STATE = 2
"""The states stand below the heading and the line of the mode, counted from 0."""
AT = 4
"""The column where the legend and the chart begin."""

TITLE = Phrase("After-sales desk", "售后客服台")
CREATED = datetime(2026, 1, 1, tzinfo=UTC)

BY_STATE = Phrase("Records by state of their worst clock", "按时效状态统计的记录数")
COLOURS = Phrase("Colours of the headings", "表头颜色")
RULES = Phrase("rules; changing them changes what the desk promises", "规则；修改后承诺随之改变")
BEGIN = Phrase("How to begin", "如何开始")
STEPS = (
    Phrase("1. Fill in Team and Settings.", "1. 填写“团队”和“设置”。"),
    Phrase(
        "2. Type or paste cases and orders; columns of your own are fine.",
        "2. 录入或粘贴工单和订单；可以增加自己的列。",
    ),
    Phrase(
        "3. Save, close, and run: aftersheet sweep FILE",
        "3. 保存并关闭，运行：aftersheet sweep 文件",
    ),
)


def front(book: Any, sheet: Any, language: Language) -> None:
    """Add the legend and the chart beside the figures of the Overview."""
    sheet.set_column(AT - 1, AT - 1, 3)
    sheet.set_column(AT, AT, 4)
    sheet.set_column(AT + 1, AT + 1, max(breadth(said.said(language)) for said in STEPS) + 2)
    row = _legend(book, sheet, language)
    sheet.insert_chart(row, AT, _chart(book, language), {"object_position": 3})


def _legend(book: Any, sheet: Any, language: Language) -> int:
    """Write the legend; return the row below it."""
    bold = book.add_format({"bold": True})
    fields = [(SHADES[owner].heading, words) for owner, words in WRITTEN_BY.items()]
    sheet.write_string(0, AT, COLOURS.said(language), bold)
    for row, (colour, words) in enumerate([*fields, (RULE.heading, RULES)], start=1):
        sheet.write_blank(row, AT, None, book.add_format({"bg_color": colour, **LINE}))
        sheet.write_string(row, AT + 1, words.said(language))
    top = len(fields) + 3
    sheet.write_string(top, AT, BEGIN.said(language), bold)
    for row, step in enumerate(STEPS, start=top + 1):
        sheet.write_string(row, AT, step.said(language))
    return top + len(STEPS) + 2


def _chart(book: Any, language: Language) -> Any:
    title = OVERVIEW.name.said(language)
    last = FIRST_STATE + len(ClockState) - 1
    chart = book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": BY_STATE.said(language),
            "categories": [title, FIRST_STATE, 0, last, 0],
            "values": [title, FIRST_STATE, 1, last, 1],
            "categories_data": [state.said(language) for state in ClockState],
            "values_data": [0] * len(ClockState),
            "points": [{"fill": {"color": TONES[state].bar}} for state in ClockState],
            "data_labels": {"value": True, "num_format": "0;;"},
            "gap": 40,
        }
    )
    chart.set_title({"name": BY_STATE.said(language), "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none"})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 520, "height": 330})
    return chart


def properties(language: Language) -> dict[str, Any]:
    """Return what the file says of itself: no date of its own, so that it can be repeated."""
    return {"title": TITLE.said(language), "author": "Aftersheet", "created": CREATED}
