"""What a mail says, in both languages, and that it reads back as it was written."""

from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.messages.clean import width
from chalicelib.messages.compose import compose, mail_id
from chalicelib.messages.mail import Sender, UnsendableError
from chalicelib.messages.subject import COLUMNS
from tests.messages.letters import (
    ESCALATION,
    LAYOUT,
    NOW,
    SENDER,
    SHADOW,
    SOON,
    at,
    chinese,
    intent,
    no_due,
)


def read(mail):
    return message_from_bytes(mail.raw, policy=default)


def text_of(mail):
    return read(mail).get_body(("plain",)).get_content()


def html_of(mail):
    return read(mail).get_body(("html",)).get_content()


def test_headers():
    mail = compose([chinese()], Sender("Northwind, 售后", "desk@example.com", "a@b.cn"), NOW)
    letter = read(mail)
    assert letter["Subject"] == mail.subject
    assert letter["To"] == mail.to == "li@example.com"
    assert letter["From"].addresses[0].display_name == "Northwind, 售后"
    assert letter["From"].addresses[0].addr_spec == "desk@example.com"
    assert letter["Reply-To"] == "a@b.cn"
    assert letter["Message-ID"] == f"<{mail.id}@example.com>"
    assert letter["Date"].datetime == NOW
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["X-Auto-Response-Suppress"] == "All"
    assert letter["Content-Language"] == "zh-CN"
    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("intents", [[intent()], [chinese()]])
def test_bytes_are_seven_bit_with_short_lines(intents):
    raw = compose(intents, SENDER, NOW).raw
    assert raw.isascii()
    assert all(len(line) <= 78 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")


ALL_SORTS = [
    intent("C-1", kind=ESCALATION, about="Ben (agent) was responsible.", why="10 min, 24x7"),
    intent("C-2", SOON, at(15), about="Parcel LX123456789CN", step="Call the carrier."),
    no_due(**LAYOUT, key="l", about="The heading Due is missing.", step="Put it back in row 1."),
    no_due(**SHADOW, key="s", about="12 reminders\n3 escalations", step="Run: aftersheet live"),
    no_due(id_="C-7", key="n", state=None, about="Nothing to promise"),
]


@pytest.mark.parametrize("body", [text_of, html_of])
def test_body_tells_everything_the_most_pressing_first(body):
    text = body(compose(ALL_SORTS, SENDER, NOW))
    text = text[text.index("Anna") :]
    parts = [
        "Sheet layout broken",
        "The heading Due is missing.",
        "Put it back in row 1.",
        "12 reminders",
        "3 escalations",
        "aftersheet live",
        "Overdue",
        "Cases · C-1 · First response",
        "was due Mon 3 Mar 14:05",
        "escalated to you",
        "Ben (agent) was responsible.",
        "10 min, 24x7",
        "Due soon",
        "due Mon 3 Mar 16:00",
        "Parcel LX123456789CN",
        "Call the carrier.",
        "Please look",
        "Nothing to promise",
        "Times are given in Europe/Berlin, UTC+1.",
        "Northwind 售后服务台",
    ]
    places, start = [], text.index("broken", text.index("broken") + 1) - 30
    for part in parts:
        start = text.index(part, max(start, 0))
        places.append(start)
    assert places == sorted(places)


def test_plain_text_in_chinese():
    mail = compose([chinese(about="包裹丢失", why="10 分钟", step="请立即回复。")], SENDER, NOW)
    assert text_of(mail).replace("\r\n", "\n") == (
        "李雷，您好：\n\n1 项已超时\n\n■ 已超时\n\n"
        "工单 · C-1042 · 首次响应 – 截止 3月3日周一 21:05\n"
        "  包裹丢失\n  → 请立即回复。\n  依据：10 分钟\n\n----\n"
        "时间均按 Asia/Shanghai, UTC+8 显示。\n"
        "在表格中更新对应的行后，相关提醒会自动停止。\n"
        "本邮件由 Aftersheet 代 Northwind 售后服务台 发送。\n"
    )


def test_two_zones_are_named_beside_each_time():
    mail = compose([intent("C-1"), intent("C-2", zone="Asia/Kolkata")], SENDER, NOW)
    assert "14:05 (Europe/Berlin, UTC+1)" in text_of(mail)
    assert "18:35 (Asia/Kolkata, UTC+5:30)" in text_of(mail)


def test_an_hour_that_happens_twice_says_which():
    due = datetime(2025, 10, 26, 1, 30, tzinfo=UTC)
    mail = compose([intent(due=due)], SENDER, due + timedelta(hours=3))
    assert "02:30 (UTC+1)" in mail.subject


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../etc", "UTC"])
def test_an_unknown_zone_is_told_as_utc(zone):
    mail = compose([intent(zone=zone)], SENDER, NOW)
    assert "13:05" in mail.subject
    assert "UTC" in text_of(mail)


def test_same_intents_same_bytes_in_any_order():
    raws = {compose(some, SENDER, NOW) for some in permutations(ALL_SORTS[:4])}
    assert len(raws) == 1


def test_a_key_given_twice_is_told_once():
    assert compose([intent(), intent()], SENDER, NOW) == compose([intent()], SENDER, NOW)


def test_other_keys_other_id():
    ids = {mail_id(keys) for keys in (["a"], ["b"], ["a", "b"], ["ab"], ["a", ""], ["\ud800"])}
    assert len(ids) == 6


NASTY = "x\r\nBcc: evil@example.com\r\n\r\n<script>\u202egnp.\x00\u2028{{ 7*7 }}\ud800"


@pytest.mark.parametrize("field", ["id", "clock", "tab", "about", "why", "step", "name", "key"])
def test_what_people_typed_breaks_out_of_nothing(field):
    mail = compose([intent(**{field: NASTY} if field != "id" else {"id_": NASTY})], SENDER, NOW)
    letter = read(mail)
    assert letter["Bcc"] is None
    assert letter.defects == []
    assert letter["Subject"] == mail.subject
    for shown in (mail.subject, text_of(mail), html_of(mail)):
        assert not {"\u202e", "\x00", "\u2028"} & set(shown)
    assert "<script>" not in html_of(mail)


def test_a_sender_cannot_break_out_either():
    mail = compose([intent()], Sender("a\r\nBcc: x@example.com", "desk@example.com"), NOW)
    assert read(mail)["Bcc"] is None
    assert read(mail)["From"].addresses[0].addr_spec == "desk@example.com"


@pytest.mark.parametrize(
    "to", ["", "a", "a@b@c", "a@b\r\nBcc: x@y.z", "a@b, c@d", "<a@b>", "é@b.c"]
)
def test_an_address_no_header_can_hold_is_refused(to):
    with pytest.raises(UnsendableError):
        compose([intent(to=to)], SENDER, NOW)
    with pytest.raises(UnsendableError):
        compose([intent()], Sender("Desk", to), NOW)


TYPED = st.text(st.characters() | st.sampled_from('超时=?_ \t\r\n"<>,@'), max_size=80)


@given(id_=TYPED, step=TYPED, name=TYPED)
def test_any_text_reads_back(id_, step, name):
    mail = compose([intent(id_, step=step)], Sender(name, "desk@example.com"), NOW)
    letter = read(mail)
    assert letter["Subject"] == mail.subject
    assert letter["From"].addresses[0].addr_spec == "desk@example.com"
    assert width(mail.subject) <= COLUMNS
    assert mail.raw.isascii()
    assert letter.defects == []


def sender_as_mailboxes_read_it(mail):
    """The standard library's newer parser puts a space between encoded words; mailboxes do not."""
    name, address = parseaddr(str(message_from_bytes(mail.raw)["From"]))
    return str(make_header(decode_header(name.replace("\r\n", "")))), address


@given(name=st.text(st.sampled_from('售后aé ,."<>@()=?;:'), min_size=1, max_size=70))
def test_any_sender_reads_back(name):
    mail = compose([intent()], Sender(name, "desk@example.com"), NOW)
    shown, address = sender_as_mailboxes_read_it(mail)
    assert shown.rstrip("…") == " ".join(name.split())[: len(shown.rstrip("…"))]
    assert address == "desk@example.com"
