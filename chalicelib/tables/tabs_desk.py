"""The desk's own tabs, written anew by every run: Overview, Clocks, Problems, Library, Desk."""

from __future__ import annotations

from chalicelib.model.face import ClockState
from chalicelib.model.lines import ClockLine, DeskLine, LibraryLine, OverviewLine, ProblemLine
from chalicelib.model.word import Phrase
from chalicelib.tables.codec import Codec, Shape
from chalicelib.tables.codecs import ID, TEXT, choice
from chalicelib.tables.columns import FACE, VERDICT, desk
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.numbers import AMOUNT, WHOLE
from chalicelib.tables.table import Room, Table

FIGURE = Codec(Shape.AMOUNT, AMOUNT.reader, lambda _locale: lambda figure: figure)
"""A figure of the Overview: a plain number, never text."""

# fmt: off
_OVERVIEW_COLUMNS = (
    desk("topic", ("Subject", "项目"), TEXT, ("What is counted or said.", "统计或说明的内容。"), width=30),
    desk("figure", ("Figure", "数值"), FIGURE, ("How many or how much.", "数量或比例。"), width=12),
    desk("words", ("In words", "说明"), TEXT, ("The same in words, where a number does not say it.", "数字说不清时的文字说明。"), width=60),
)

_CLOCK_COLUMNS = (
    desk("tab", ("Tab", "工作表"), TEXT, ("The tab the record stands on.", "记录所在的工作表。"), width=12),
    desk("record", ("Record ID", "记录编号"), ID, ("The id of the record the clock runs on.", "时效所属记录的编号。"), width=20),
    desk("clock", ("Clock", "时效目标"), TEXT, ("Which promise it is, as the SLA tab calls it.", "对应“时效规则”中的名称。"), width=22),
    desk("state", ("Clock state", "时效状态"), choice(ClockState), ("Due soon, overdue or paused.", "即将到期、已超时或暂停。")),
    desk("due", ("Due", "截止时间"), INSTANT, ("When the promise falls due.", "承诺的截止时间。"), width=18),
    desk("started", ("Started", "开始时间"), INSTANT, ("When the clock started.", "时效开始的时间。"), width=18),
    desk("owner", ("Owner", "负责人"), TEXT, ("Who looks after the record.", "记录由谁负责。")),
    desk("why", ("Why", "原因"), TEXT, ("How the state came about.", "状态的依据。"), width=60),
)

_PROBLEM_COLUMNS = (
    desk("tab", ("Tab", "工作表"), TEXT, ("The tab to look at.", "请查看的工作表。"), width=12),
    desk("place", ("Place", "位置"), TEXT, ("The cell, e.g. C14; or the row or tab.", "单元格，例如 C14；或整行、整表。"), width=10),
    desk("record", ("Record ID", "记录编号"), ID, ("The id that stands in that row.", "该行的编号。"), width=20),
    desk("column", ("Column", "列名"), TEXT, ("The heading of the column.", "该列的表头。"), width=20),
    desk("what", ("What to do", "处理方法"), TEXT, ("What is wrong and how to mend it.", "有什么问题、如何修正。"), width=80),
)

_DESK_COLUMNS = (
    desk("key", ("Lookup key", "查找键"), TEXT, ("Tab and id of the record, e.g. cases/C-1; other tabs look it up.", "记录所在表与编号，例如 cases/C-1；供其他工作表查找。"), width=26),
    *FACE,
    *VERDICT,
)

_LIBRARY_COLUMNS = (
    desk("case", ("Case ID", "工单编号"), ID, ("The closed case, as in the Cases tab.", "已关闭的工单，与“工单”表一致。"), width=20),
    desk("closed", ("Closed", "关闭时间"), INSTANT, ("When the case was closed.", "工单关闭的时间。"), width=18),
    desk("country", ("Country", "国家"), TEXT, ("The customer's country.", "客户所在国家。"), width=10),
    desk("category", ("Category", "类别"), TEXT, ("What the case was about.", "工单的类别。"), width=12),
    desk("topic", ("Topic", "主题"), TEXT, ("The matter in a word or two.", "用一两个词概括的主题。")),
    desk("sku", ("SKU", "商品编码"), ID, ("The article it was about.", "涉及的商品编码。")),
    desk("carrier", ("Carrier", "承运商"), TEXT, ("Who carried the parcel.", "包裹由谁承运。")),
    desk("delay", ("Delay", "延误"), TEXT, ("How long after the promise it was solved; empty: in time.", "比承诺晚多久解决；留空：按时。")),
    desk("demand", ("Customer wanted", "客户诉求"), TEXT, ("What the customer asked for.", "客户要求的处理。")),
    desk("solution", ("Solution", "解决方案"), TEXT, ("What the customer got.", "客户得到的处理。")),
    desk("cost", ("Cost", "成本"), TEXT, ("What the remedy cost.", "处理方案的成本。"), width=12),
    desk("rating", ("Rating", "评分"), WHOLE, ("What the customer gave, 1 to 5; empty: none yet.", "客户评分，1 至 5；留空：尚未评价。"), width=10),
    desk("words", ("Customer's words", "客户原话"), TEXT, ("What the customer said, personal data veiled.", "客户所说的话，个人信息已隐去。"), width=60),
)
# fmt: on

OVERVIEW = Table(
    "overview",
    Phrase("Overview", "总览"),
    OverviewLine,
    _OVERVIEW_COLUMNS,
    Phrase("How the desk stands at the last run.", "最近一次运行时的整体情况。"),
    room=Room.DESK,
)

CLOCKS = Table(
    "clocks",
    Phrase("Clocks", "时效一览"),
    ClockLine,
    _CLOCK_COLUMNS,
    Phrase(
        "One line for every clock that is due soon, overdue or paused.",
        "每行一个即将到期、已超时或暂停的时效。",
    ),
    room=Room.DESK,
)

PROBLEMS = Table(
    "problems",
    Phrase("Problems", "问题清单"),
    ProblemLine,
    _PROBLEM_COLUMNS,
    Phrase("One line for every cell that a person must fix.", "每行一个需要人工修正的单元格。"),
    room=Room.DESK,
)

LIBRARY = Table(
    "library",
    Phrase("Library", "案例库"),
    LibraryLine,
    _LIBRARY_COLUMNS,
    Phrase(
        "One line for every closed case: what it was about, and how it ended.",
        "每行一个已关闭的工单：缘由与结果。",
    ),
    room=Room.DESK,
    optional=True,
)

DESK = Table(
    "desk",
    Phrase("Desk", "客服台"),
    DeskLine,
    _DESK_COLUMNS,
    Phrase(
        "In strict mode, one line for every record with clocks; your tabs look them up here.",
        "严格模式下，每行一条有时效的记录；其他工作表由此查找显示。",
    ),
    room=Room.DESK,
)
