"""What SES says of mails, as it comes through SNS: what counts, and what is refused."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.adapters.aws.mail_news import MailNotes
from chalicelib.intake.mail_events import (
    About,
    Accepted,
    Complained,
    MailEventError,
    MailNews,
    Undeliverable,
    mail_news,
)
from chalicelib.model.intent import Suppression
from tests.fakes import MemoryOutbox

SHEET = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcde"
MAIL = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b"
ABOUT = About(MAIL, SHEET)
TAKEN = Accepted(ABOUT)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ANNA = "anna@shop.example"

TAGS = {
    "ses:operation": ["SendEmail"],
    "ses:configuration-set": ["aftersheet-prod"],
    "ses:source-ip": ["203.0.113.7"],
    "ses:from-domain": ["shop.example"],
    "ses:caller-identity": ["aftersheet-deliver"],
    "mail": [MAIL],
    "spreadsheet": [SHEET],
}


def event(kind, part=None, tags=None, **more):
    said = {
        "eventType": kind,
        "mail": {
            "timestamp": "2026-03-02T08:59:58.123Z",
            "source": "desk@shop.example",
            "sendingAccountId": "123456789012",
            "messageId": "0100017a2b3c4d5e-6f708192-0000-4a5b-8c6d-7e8f90a1b2c3-000000",
            "destination": [ANNA],
            "headersTruncated": False,
            "headers": [{"name": "Message-ID", "value": f"<{MAIL}@shop.example>"}],
            "commonHeaders": {"from": ["Shop <desk@shop.example>"], "to": [ANNA], "subject": "due"},
            "tags": TAGS if tags is None else tags,
        },
        **more,
    }
    return json.dumps({**said, **({kind[0].lower() + kind[1:]: part} if part is not None else {})})


def bounce(kind="Permanent", subtype="General", people=(ANNA,)):
    return event(
        "Bounce",
        {
            "feedbackId": "0100017a2b3c4d5e-6f708192-a1b2-4c3d-9e8f-0a1b2c3d4e5f-000000",
            "bounceType": kind,
            "bounceSubType": subtype,
            "bouncedRecipients": [
                {
                    "emailAddress": one,
                    "action": "failed",
                    "status": "5.1.1",
                    "diagnosticCode": "smtp; 550 5.1.1 user unknown",
                }
                for one in people
            ],
            "timestamp": "2026-03-02T09:00:01.000Z",
            "reportingMTA": "dsn; a8-70.smtp-out.amazonses.com",
        },
    )


def complaint(feedback="abuse", people=(ANNA,)):
    return event(
        "Complaint",
        {
            "complainedRecipients": [{"emailAddress": one} for one in people],
            "timestamp": "2026-03-02T10:00:01.000Z",
            "feedbackId": "0100017a2b3c4d5e-6f708192-a1b2-4c3d-9e8f-0a1b2c3d4e5f-000001",
            "complaintSubType": None,
            "userAgent": "Amazon SES Mailbox Simulator",
            "complaintFeedbackType": feedback,
            "arrivalDate": "2026-03-02T10:00:00.000Z",
        },
    )


@pytest.mark.parametrize(
    ("body", "events"),
    [
        (event("Send", {}), (TAKEN,)),
        (event("Delivery", {"smtpResponse": "250 ok", "recipients": [ANNA]}), (TAKEN,)),
        (event("DeliveryDelay", {"delayType": "MailboxFull"}), (TAKEN,)),
        (event("Reject", {"reason": "Bad content"}), (TAKEN,)),
        (bounce(), (TAKEN, Undeliverable(ANNA, ABOUT))),
        (bounce(subtype="OnAccountSuppressionList"), (TAKEN, Undeliverable(ANNA, ABOUT))),
        (bounce(people=[f"Anna <{ANNA}>"]), (TAKEN, Undeliverable(ANNA, ABOUT))),
        (bounce("Transient", "MailboxFull"), (TAKEN,)),
        (bounce("Undetermined", "Undetermined"), (TAKEN,)),
        (complaint(), (TAKEN, Complained(ANNA, ABOUT))),
        (complaint(None), (TAKEN, Complained(ANNA, ABOUT))),
        (complaint("not-spam"), (TAKEN,)),
    ],
    ids=lambda value: value[14:40] if isinstance(value, str) else "",
)
def test_what_an_event_says(body, events):
    assert mail_news(body) == MailNews(events)


def test_two_addresses_of_one_bounce_count_both():
    found = mail_news(bounce(people=[ANNA, "ben@shop.example"])).events[1:]
    assert [one.address for one in found] == [ANNA, "ben@shop.example"]


NEWER = [{"name": "x-ses-message-tags", "value": f"mail={MAIL}, spreadsheet={SHEET}"}]


def notification(headers):
    mail = {"messageId": "m", "destination": [ANNA], "headers": headers}
    part = {"bounceType": "Permanent", "bouncedRecipients": [{"emailAddress": ANNA}]}
    return json.dumps({"notificationType": "Bounce", "bounce": part, "mail": mail})


def test_a_notification_of_the_older_kind_counts_where_its_headers_name_the_mail():
    assert mail_news(notification(NEWER)).events == (TAKEN, Undeliverable(ANNA, ABOUT))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("Successfully validated SNS topic for Amazon SES event publishing.", "greeting"),
        (event("Open", {"ipAddress": "203.0.113.7"}), "kind"),
        (event("RenderingFailure"), "kind"),
        (
            json.dumps({"notificationType": "AmazonSnsSubscriptionSucceeded", "message": "x"}),
            "kind",
        ),
        (
            notification([{"name": "Message-ID", "value": f"<{MAIL}@shop.example>"}]),
            "not of a desk",
        ),
        (notification(None), "not of a desk"),
        (event("Send", {}, tags={}), "not of a desk"),
        (event("Send", {}, tags={"mail": [MAIL]}), "not of a desk"),
        (event("Send", {}, tags={"mail": [], "spreadsheet": [SHEET]}), "not of a desk"),
        (event("Send", {}, tags={"mail": [MAIL], "spreadsheet": ["a/../b"]}), "not of a desk"),
        (event("Send", {}, tags={"mail": [7], "spreadsheet": {"a": 1}}), "not of a desk"),
        (event("Send", {}, tags=[MAIL]), "not of a desk"),
    ],
)
def test_what_says_nothing_to_a_desk_is_passed_over(body, why):
    assert mail_news(body) == MailNews((), why)


def without(name, body):
    said = json.loads(body)
    del said[name]
    return json.dumps(said)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "no JSON"),
        ("{", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ("[]", "no JSON object"),
        ("null", "no JSON object"),
        ("{}", "no kind"),
        ('{"eventType": {"a": 1}}', "no kind"),
        (without("mail", bounce()), "no mail"),
        (without("bounce", bounce()), "no bounce"),
        (without("complaint", complaint()), "no complaint"),
        (bounce(people=["no address"]), "no address in bouncedRecipients"),
        (bounce(people=[None]), "no address in bouncedRecipients"),
        (complaint(people=[{"a": 1}]), "no address in complainedRecipients"),
        (event("Bounce", {"bounceType": "Permanent"}), "no bouncedRecipients"),
    ],
    ids=range(14),
)
def test_what_is_no_event_is_refused_in_words(body, words):
    with pytest.raises(MailEventError, match=words) as caught:
        mail_news(body)
    assert ANNA not in str(caught.value)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
KEYS = ("eventType", "notificationType", "mail", "bounce", "complaint")


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(KEYS, ANY)), st.sampled_from(KEYS[:2]))
def test_whatever_comes_is_news_or_refused(said, kind):
    for name in ("Bounce", "Complaint", None):
        body = json.dumps({**said, kind: name} if name else said)
        try:
            news = mail_news(body)
        except MailEventError:
            continue
        assert isinstance(news, MailNews)


# what is kept


class Register:
    """Knows one sheet, and the instants at which it is to be looked at."""

    def __init__(self, *known):
        self.known, self.lowered = known, []

    def find(self, spreadsheet):
        return spreadsheet if spreadsheet in self.known else None

    def lower(self, spreadsheet, at):
        self.lowered.append((spreadsheet, at))


class Taken(set):
    """Mails that were taken."""

    def note(self, spreadsheet, mail, now):  # noqa: ARG002 - a set has no instants
        self.add((spreadsheet, mail))


def notes(register=None):
    outbox = MemoryOutbox()
    return MailNotes(Taken(), {SHEET: outbox}.__getitem__, register or Register(SHEET)), outbox


def test_a_bounce_is_kept_and_the_sheet_looked_at():
    kept, outbox = notes()
    assert kept.keep(mail_news(bounce()), NOW) == 1
    assert [tuple(one) for one in outbox.suppressed()] == [(ANNA, Suppression.BOUNCED, NOW)]
    assert kept.accepted == {(SHEET, MAIL)}
    assert kept.register.lowered == [(SHEET, NOW)]


def test_a_mail_that_was_taken_asks_for_no_look():
    kept, outbox = notes()
    assert kept.keep(mail_news(event("Send", {})), NOW) == 0
    assert (kept.accepted, kept.register.lowered) == ({(SHEET, MAIL)}, [])
    assert not outbox.suppressed()


def test_a_bounce_of_a_sheet_that_nobody_looks_after_is_passed_over():
    kept, outbox = notes(Register())
    assert kept.keep(mail_news(bounce()), NOW) == 0
    assert not outbox.suppressed()


BODIES = (event("Send", {}), event("Delivery", {}), bounce(), bounce(people=["ANNA@shop.example"]))


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_order_and_doubles_do_not_matter(order):
    kept, outbox = notes()
    for step, place in enumerate([*order, *order]):
        kept.keep(mail_news(BODIES[place]), NOW + timedelta(seconds=step))
    assert kept.accepted == {(SHEET, MAIL)}
    (one,) = outbox.suppressed()
    assert (one.address.lower(), one.why) == (ANNA, Suppression.BOUNCED)


def test_what_was_said_to_be_suppressed_first_stays():
    kept, outbox = notes()
    kept.keep(mail_news(complaint()), NOW)
    kept.keep(mail_news(bounce()), NOW + timedelta(hours=1))
    assert [tuple(one) for one in outbox.suppressed()] == [(ANNA, Suppression.COMPLAINED, NOW)]
