from __future__ import annotations

import pytest

from chalicelib.ports.mail import MOST
from tests.adapters.ledger_contract import NINE, REMINDER, reminder
from tests.adapters.outbox_contract import OutboxContract


class TestDynamoOutbox(OutboxContract):
    """The outbox's contract, on DynamoDB."""


def test_a_claim_of_more_than_a_transaction_holds_is_refused_at_once(desk):
    with pytest.raises(ValueError, match="91"):
        desk.outbox.claim("m1", [f"k{n}" for n in range(MOST + 1)], NINE)


def test_the_same_mail_is_not_claimed_twice(desk):
    desk.record(live=True, intents=[REMINDER, reminder("C-2")])
    assert desk.outbox.claim("m1", [REMINDER.key], NINE)
    assert not desk.outbox.claim("m1", [REMINDER.key], NINE)


def test_mails_whose_ids_begin_alike_are_told_apart(desk):
    desk.record(live=True, intents=[REMINDER, reminder("C-2")])
    desk.outbox.claim("m", [REMINDER.key], NINE)
    desk.outbox.claim("m#1", [reminder("C-2").key], NINE)
    desk.outbox.sent("m", NINE)
    assert desk.statuses() == {"C-1": "sent", "C-2": "claimed"}


def test_what_the_breaker_held_is_let_go(desk):
    desk.record(live=True, hold=True, intents=[REMINDER, reminder("C-2")])
    assert desk.outbox.release_held(NINE) == 2
    assert desk.outbox.release_held(NINE) == 0
    assert set(desk.statuses().values()) == {"pending"}
    assert desk.outbox.claim("m1", [REMINDER.key], NINE)
