"""The tabs of the desk's people and choices: Team and Settings."""

from __future__ import annotations

from chalicelib.model.person import Person, Role, Tongue
from chalicelib.model.word import Phrase
from chalicelib.sla.lines import SettingLine
from chalicelib.tables.codecs import EMAIL, ID, LIST, TEXT, choice
from chalicelib.tables.columns import col
from chalicelib.tables.instants import INSTANT
from chalicelib.tables.table import Room, Table

# fmt: off
_TEAM_COLUMNS = (
    col("id", ("Name", "姓名"), ID, ("What the sheet calls the person, e.g. Li Na; Owner columns name it.", "表格中对此人的称呼，例如 李娜；“负责人”列填此名。"), required=True),
    col("email", ("E-mail", "邮箱"), EMAIL, ("Where reminders go, e.g. lina@example.com.", "提醒邮件发往的邮箱，例如 lina@example.com。"), required=True, personal=True, width=24),
    col("role", ("Role", "角色"), choice(Role), ("What the person may decide, e.g. junior agent or lead.", "此人的权限，例如 初级客服 或 主管。"), width=18),
    col("language", ("Language", "语言"), choice(Tongue), ("In which language reminders are written: English or Chinese.", "提醒邮件使用的语言：英文或中文。"), width=10),
    col("hours", ("Hours", "工作时间"), TEXT, ("A row of the Hours tab; empty: may be told at any hour.", "“工作时间”表中的一行；留空：随时可通知。")),
    col("reports_to", ("Reports to", "上级"), TEXT, ("Whom to ask above this person: a name of this tab.", "此人的上级：填本表中的姓名。")),
    col("speaks", ("Speaks", "语言能力"), LIST, ("Languages of customers the person answers, e.g. German, English; empty: any.", "可服务的客户语言，例如 德语, 英语；留空：不限。")),
    col("regions", ("Countries", "负责国家"), LIST, ("Countries the person looks after, e.g. DE, AT; empty: any.", "负责的国家，例如 DE, AT；留空：不限。")),
    col("away_from", ("Away from", "离开时间"), INSTANT, ("From when the person is away, e.g. 2026-08-01.", "从何时起不在，例如 2026-08-01。"), width=18),
    col("away_until", ("Away until", "返回时间"), INSTANT, ("Until when; empty: until further notice.", "到何时为止；留空：直到另行通知。"), width=18),
)

_SETTING_COLUMNS = (
    col("id", ("Setting", "设置项"), ID, ("What is set; leave it as it is.", "设置的名称；请勿改动。"), required=True, width=24),
    col("value", ("Value", "值"), TEXT, ("What holds for this desk.", "本客服台采用的值。"), personal=True, width=28),
    col("note", ("Meaning", "说明"), TEXT, ("What the setting does; for your information only.", "该设置的作用；仅供参考。"), width=60),
)
# fmt: on

TEAM = Table(
    "team",
    Phrase("Team", "团队"),
    Person,
    _TEAM_COLUMNS,
    Phrase(
        "One person a row: who answers, who leads, and when they may be told.",
        "每行一人：谁负责、谁主管、何时可通知。",
    ),
    room=Room.RULES,
)

SETTINGS = Table(
    "settings",
    Phrase("Settings", "设置"),
    SettingLine,
    _SETTING_COLUMNS,
    Phrase("One choice for the whole desk a row.", "每行一项全局设置。"),
    room=Room.RULES,
)
