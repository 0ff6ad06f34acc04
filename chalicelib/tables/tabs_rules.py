"""The tabs of the rule book: SLA, and when people work: Hours, Holidays."""

from __future__ import annotations

from chalicelib.model.word import Phrase
from chalicelib.sla.lines import DayKind, HolidayLine, HoursLine, Reopen, SlaLine
from chalicelib.tables.codecs import ID, LIST, TEXT, YES_NO, choice
from chalicelib.tables.columns import Twins, col
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.spans import SPAN
from chalicelib.tables.table import Column, Room, Table

# fmt: off
_SLA_COLUMNS = (
    col("id", ("Rule ID", "规则编号"), ID, ("A name of its own for the row; leave it empty and one is given.", "规则的唯一编号；留空则自动生成。"), required=True, width=10),
    col("active", ("Active", "启用"), YES_NO, ("yes: the promise counts; no: it is set aside.", "是：启用该承诺；否：停用。"), width=8),
    col("clock", ("Clock", "时效目标"), TEXT, ("What the promise is called; rows of one name are alternatives, the first that fits applies.", "承诺的名称；同名的行互为备选，取第一条符合的。"), required=True, width=22),
    col("tab", ("Tab", "工作表"), TEXT, ("On which tab the clock runs, e.g. Cases.", "时效作用于哪个工作表，例如 工单。"), required=True, width=12),
    col("kind", ("Kind", "类型"), TEXT, ("Only for these kinds, e.g. complaint; empty: any.", "仅适用于这些类型，例如 投诉；留空：不限。"), width=12),
    col("category", ("Category", "类别"), TEXT, ("Only for these categories, e.g. logistics, product; empty: any.", "仅适用于这些类别，例如 物流类, 商品类；留空：不限。"), width=12),
    col("priority", ("Priority", "优先级"), TEXT, ("Only for these priorities, e.g. high, urgent; empty: any.", "仅适用于这些优先级，例如 高, 紧急；留空：不限。"), width=12),
    col("channel", ("Channel", "渠道"), TEXT, ("Only for these channels, e.g. Amazon, eBay; empty: any.", "仅适用于这些渠道，例如 Amazon, eBay；留空：不限。"), width=12),
    col("country", ("Country", "国家"), TEXT, ("Only for these countries, e.g. DE, FR or not DE; empty: any.", "仅适用于这些国家，例如 DE, FR 或 not DE；留空：不限。"), width=12),
    col("topic", ("Topic", "主题"), TEXT, ("Only for these topics, e.g. damaged; empty: any.", "仅适用于这些主题，例如 破损；留空：不限。"), width=12),
    col("start", ("Starts", "起点"), TEXT, ("What starts the clock: a heading of that tab (Opened), or Status = held.", "时效的起点：该表的列名（受理时间），或 状态 = 人工审核。"), required=True, width=20),
    col("stop", ("Stops", "终点"), TEXT, ("What stops it, written like the start; several with ; between: the first counts.", "时效的终点，写法同起点；多个用 ; 分开：以先到者为准。"), required=True, width=24),
    col("target", ("Target", "时限"), TEXT, ("How long: 3 min, 72 h, 15 days, T+3, 3 business days, 3 days before, or a heading.", "多长时间：3 分钟、72 小时、15 天、T+3、3 个工作日、3 天前，或列名。"), required=True, width=16),
    col("calendar", ("Calendar", "日历"), TEXT, ("24x7, or a calendar of the Hours tab, e.g. Office.", "24x7，或“工作时间”表中的日历，例如 办公时间。"), required=True),
    col("pause", ("Pauses while", "暂停条件"), TEXT, ("When the clock stands still, e.g. Status = waiting on customer; empty: never.", "何时暂停，例如 状态 = 等待客户；留空：从不暂停。"), width=30),
    col("pause_cap", ("Longest pause", "最长暂停"), SPAN, ("After this much pause in all the clock runs on, e.g. 14 days; empty: no limit.", "累计暂停超过此时长后继续计时，例如 14 天；留空：不限。")),
    col("warn", ("Warn", "预警"), TEXT, ("Whom to warn when: 80 %: owner; 4 h before: owner, lead.", "何时预警何人：80 %: 负责人; 4 小时前: 负责人, 主管。"), width=30),
    col("escalate", ("Escalate", "升级"), TEXT, ("Whom to tell once it is late: due: owner, lead; 4 h: manager.", "超时后通知何人：到期: 负责人, 主管; 4 小时: 经理。"), width=30),
    col("urgent", ("Urgent", "紧急"), YES_NO, ("yes: told at once, even outside the receiver's hours.", "是：立即通知，不等对方的工作时间。"), width=8),
    col("reopen", ("Reopening", "重开时"), choice(Reopen), ("What reopening does: resume, restart or ignore.", "重开后：继续、重新开始或忽略。"), width=12),
    col("cancel", ("Cancelled when", "取消条件"), TEXT, ("When the promise no longer counts, e.g. Status = cancelled.", "何时不再计时，例如 状态 = 已取消。"), width=24),
    col("source", ("Source", "来源"), TEXT, ("Where the promise comes from: a law, a platform, your own choice.", "承诺的出处：法规、平台或自定。"), width=30),
)

_DAYS: tuple[tuple[str, Twins], ...] = (
    ("monday", ("Monday", "周一")),
    ("tuesday", ("Tuesday", "周二")),
    ("wednesday", ("Wednesday", "周三")),
    ("thursday", ("Thursday", "周四")),
    ("friday", ("Friday", "周五")),
    ("saturday", ("Saturday", "周六")),
    ("sunday", ("Sunday", "周日")),
)


def _day(key: str, heading: Twins) -> Column:
    return col(key, heading, TEXT, ("From-to, several with a comma: 09:00-12:00, 13:00-18:00; 23:00-07:00 runs past midnight; empty: closed.", "起止时间，多段用逗号：09:00-12:00, 13:00-18:00；23:00-07:00 为跨夜；留空：不上班。"))


_HOURS_COLUMNS = (
    col("id", ("Calendar", "日历"), ID, ("What the calendar is called, e.g. Office; SLA and Team rows name it.", "日历名称，例如 办公时间；供时效规则和团队引用。"), required=True),
    col("zone", ("Time zone", "时区"), TEXT, ("The zone of these times, e.g. Asia/Shanghai; empty: the zone of the Settings tab.", "这些时间所在时区，例如 Asia/Shanghai；留空：用“设置”中的时区。"), width=18),
    *(_day(key, heading) for key, heading in _DAYS),
    col("holidays", ("Holidays of", "节假日地区"), LIST, ("Whose public holidays are days off, e.g. CN or US-CA; empty: none.", "按哪些地区的法定节假日休息，例如 CN 或 US-CA；留空：不休。"), width=14),
    col("shift", ("Shift", "班次"), YES_NO, ("yes: whoever has these hours is on duty then.", "是：这段时间为值班班次。"), width=8),
)

_HOLIDAY_COLUMNS = (
    col("id", ("Day ID", "日期编号"), ID, ("A name of its own for the row; leave it empty and one is given.", "本行的唯一编号；留空则自动生成。"), required=True, width=12),
    col("day", ("Day", "日期"), INSTANT, ("The date that is special, e.g. 2026-10-01.", "特殊的日期，例如 2026-10-01。"), required=True),
    col("kind", ("Kind", "类型"), choice(DayKind), ("day off, working day (a holiday that is worked), or special hours.", "休息、上班（调休）或特殊时间。"), required=True),
    col("calendar", ("Calendar", "日历"), TEXT, ("For which calendar of the Hours tab; empty: for all.", "适用于“工作时间”中的哪个日历；留空：全部。")),
    col("hours", ("Hours", "工作时间"), TEXT, ("The hours of a day with special hours, e.g. 09:00-12:00.", "特殊时间当天的起止，例如 09:00-12:00。")),
    col("name", ("Name", "名称"), TEXT, ("What the day is, e.g. stocktaking.", "这一天的说明，例如 盘点。"), width=24),
)
# fmt: on

SLA = Table(
    "sla",
    Phrase("SLA", "时效规则"),
    SlaLine,
    _SLA_COLUMNS,
    Phrase(
        "One promise a row: from when, until when, how long, and whom to tell.",
        "每行一条承诺：何时开始、何时结束、时限多长、通知何人。",
    ),
    room=Room.RULES,
    prefix="SLA",
)

HOURS = Table(
    "hours",
    Phrase("Hours", "工作时间"),
    HoursLine,
    _HOURS_COLUMNS,
    Phrase("One calendar or shift a row.", "每行一个日历或班次。"),
    room=Room.RULES,
)

HOLIDAYS = Table(
    "holidays",
    Phrase("Holidays", "节假日"),
    HolidayLine,
    _HOLIDAY_COLUMNS,
    Phrase(
        "Days that differ from the week: days off, make-up working days, short days.",
        "与平时不同的日子：休息、调休上班、特殊时间。",
    ),
    room=Room.RULES,
    prefix="HOL",
)
