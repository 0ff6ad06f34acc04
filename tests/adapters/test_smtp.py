"""Mail through a real server on this machine: what arrives, and what each failure means."""

from __future__ import annotations

import socket
from datetime import UTC, datetime

import pytest

from chalicelib.adapters.smtp import SmtpMailer, SmtpPlace, SmtpPlaceError, smtp_place
from chalicelib.messages.mail import Mail, Sender
from chalicelib.messages.mime import Envelope, mime
from chalicelib.messages.render import Body
from chalicelib.model.word import Language
from chalicelib.ports.mail import MailLaterError, MailRefusedError, MailUnsureError
from tests.smtp_sink import CONTENT, HANG_UP, Sink, certificate, serving

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXT = "Case C-1042 is due.\n.a line that begins with a dot\n..two\n\n.\nthe end"
SENDER = Sender("Northwind 售后", "desk@shop.example")


def mail(to="anna@shop.example"):
    envelope = Envelope("1f0c3e", to, "到期提醒", Language.EN, AT)
    return Mail("1f0c3e", to, "到期提醒", mime(envelope, SENDER, Body(TEXT, "<p>.x</p>\n.y")))


def mailer(sink, user="", password="", trust=None, *, encrypted=False):  # noqa: PLR0913
    return SmtpMailer(SmtpPlace("127.0.0.1", sink.port, user, password, encrypted), trust)


def test_the_bytes_arrive_as_they_are():
    with serving(Sink()) as sink:
        mailer(sink).send(mail())
    assert sink.mails == [
        ("FROM:<desk@shop.example>", ["TO:<anna@shop.example>"], mail().raw),
    ]


def test_a_server_says_nothing_of_the_mails_it_took():
    assert SmtpMailer(SmtpPlace("127.0.0.1", 1)).knows("1f0c3e") is None


@pytest.mark.parametrize(
    ("replies", "error", "words"),
    [
        ({"RCPT": "550 5.1.1 no such mailbox"}, MailRefusedError, "550 5.1.1 no such mailbox"),
        ({"MAIL": "553 not your address"}, MailRefusedError, "553"),
        ({"DATA": "554 no"}, MailRefusedError, "554"),
        ({CONTENT: "552 too large"}, MailRefusedError, "552"),
        ({"RCPT": "450 mailbox busy"}, MailLaterError, "450 mailbox busy"),
        ({CONTENT: "451 try again later"}, MailLaterError, "451"),
        ({CONTENT: "421 shutting down"}, MailLaterError, "421"),
        ({"greeting": "554 go away"}, MailLaterError, "127.0.0.1"),
        ({"greeting": "421 too many connections"}, MailLaterError, "127.0.0.1"),
        ({"EHLO": HANG_UP}, MailLaterError, "127.0.0.1"),
        ({"MAIL": HANG_UP}, MailLaterError, "127.0.0.1"),
        ({"RCPT": HANG_UP}, MailLaterError, "127.0.0.1"),
        ({"DATA": HANG_UP}, MailLaterError, "127.0.0.1"),
        ({"RCPT": "what?"}, MailLaterError, ""),
        ({CONTENT: HANG_UP}, MailUnsureError, "127.0.0.1"),
        ({CONTENT: "what?"}, MailUnsureError, ""),
        ({CONTENT: "334 more"}, MailUnsureError, ""),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_what_a_failure_means(replies, error, words):
    with serving(Sink(replies)) as sink, pytest.raises(error) as caught:
        mailer(sink).send(mail())
    assert type(caught.value) is error
    assert words in str(caught.value)


def test_a_mail_that_was_taken_stays_taken_however_the_goodbye_ends():
    with serving(Sink({"QUIT": HANG_UP})) as sink:
        mailer(sink).send(mail())
    assert len(sink.mails) == 1


def test_where_no_server_is_the_mail_waits():
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(MailLaterError, match="refused"):
        SmtpMailer(SmtpPlace("127.0.0.1", port)).send(mail())


@pytest.mark.parametrize("encrypted", [False, True], ids=["starttls", "smtps"])
def test_the_password_goes_over_an_encrypted_connection(tmp_path, encrypted):
    own, trust = certificate(tmp_path)
    offers = ("AUTH PLAIN",) if encrypted else ("STARTTLS", "AUTH PLAIN")
    with serving(Sink(offers=offers, wraps=own, at_once=encrypted)) as sink:
        mailer(sink, "desk", "s3cr3t/@:", trust, encrypted=encrypted).send(mail())
    assert sink.encrypted == [True]
    assert sink.logins == ["\0desk\0s3cr3t/@:"]
    assert len(sink.mails) == 1


@pytest.mark.parametrize("encrypted", [False, True], ids=["starttls", "smtps"])
def test_a_certificate_that_nobody_vouches_for_is_not_believed(tmp_path, encrypted):
    own, _ = certificate(tmp_path)
    sink = Sink(offers=("STARTTLS",), wraps=own, at_once=encrypted)
    with serving(sink), pytest.raises(MailLaterError, match="certificate"):
        mailer(sink, "desk", "s3cr3t", encrypted=encrypted).send(mail())
    assert (sink.mails, sink.logins) == ([], [])


def test_a_wrong_password_stops_the_delivery_and_is_not_shown():
    sink = Sink({"AUTH": "535 s3cr3t is wrong"}, ("AUTH PLAIN",))
    with serving(sink), pytest.raises(MailLaterError, match="535") as caught:
        mailer(sink, "desk", "s3cr3t").send(mail())
    assert "s3cr3t" not in str(caught.value)


def test_nothing_is_said_to_a_distant_server_that_offers_no_encryption():
    class Distant(SmtpPlace):
        here = False

    sink = Sink(offers=("AUTH PLAIN",))
    with serving(sink), pytest.raises(MailLaterError, match="STARTTLS"):
        SmtpMailer(Distant("127.0.0.1", sink.port, "desk", "s3cr3t")).send(mail())
    assert (sink.mails, sink.logins) == ([], [])


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("smtp://mail.example.com", ("mail.example.com", 587, "", "", False)),
        ("smtps://mail.example.com/", ("mail.example.com", 465, "", "", True)),
        (
            " smtp://desk%40x.example:s%2F3%40@mail.example.com:2525 ",
            ("mail.example.com", 2525, "desk@x.example", "s/3@", False),
        ),
        ("smtp://[::1]:25", ("::1", 25, "", "", False)),
    ],
)
def test_a_url_names_a_server(url, place):
    assert tuple(smtp_place(url)) == place


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://desk@mail.example.com",
        "smtp://:s3cr3t@mail.example.com",
        "smtp://desk:s3cr3t@mail.example.com:port",
        "smtp://desk:s3/cr3t@mail.example.com",
        "smtp://mail.example.com/?password=s3cr3t",
    ],
)
def test_a_url_that_names_none_is_refused_without_showing_it(url):
    with pytest.raises(SmtpPlaceError) as caught:
        smtp_place(url)
    assert "s3" not in str(caught.value)
    assert caught.value.__context__ is None or "s3" not in str(caught.value.__cause__)
    assert "smtp://user:password@host:587" in str(caught.value)


def test_the_password_is_never_shown():
    place = smtp_place("smtp://desk:s3cr3t@mail.example.com")
    shown = f"{place} {place!r} {[place]} {SmtpMailer(place)!r}"
    assert "s3cr3t" not in shown
    assert "mail.example.com:587" in shown


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("mail.example.com", False)],
)
def test_only_this_machine_needs_no_encryption(host, here):
    assert SmtpPlace(host, 25).here == here
