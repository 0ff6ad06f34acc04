"""What every Outbox must do, whatever it is kept in; the fixture is as in ``ledger_contract``."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.model.entry import EntryKind
from chalicelib.model.intent import IntentKind, Suppression
from chalicelib.ports.ledger import LedgerMovedError, Recording
from chalicelib.ports.mail import MOST
from tests.adapters.ledger_contract import ADDRESS, HOUR, NINE, REMINDER, changed, reminder


class OutboxContract:
    @pytest.fixture
    def live(self, desk):
        desk.record(live=True)
        return desk

    def test_an_intent_comes_out_as_it_went_in(self, live):
        live.record(intents=[REMINDER])
        assert live.outbox.listed() == [(REMINDER, "pending", None)]
        assert live.ledger.recall().pending == [REMINDER]

    def test_a_key_is_put_once(self, live):
        live.record(intents=[REMINDER, replace(REMINDER, why="again")])
        live.record(intents=[replace(REMINDER, why="later")])
        assert live.outbox.listed() == [(REMINDER, "pending", None)]

    def test_nothing_is_released_before_its_time(self, live):
        live.record(intents=[REMINDER])
        assert live.outbox.released(NINE + HOUR - timedelta(microseconds=1)) == []
        assert live.outbox.released(NINE + HOUR) == [REMINDER]

    def test_released_intents_come_by_receiver_and_key(self, live):
        late = [reminder("C-2", to="b@x.example"), reminder("C-3"), reminder("C-1")]
        live.record(intents=late)
        order = [i.id for i in live.outbox.released(NINE + HOUR)]
        assert order == ["C-1", "C-3", "C-2"]

    def test_a_shadow_run_tells_only_the_owner(self, desk):
        summary = reminder("S", kind=IntentKind.SHADOW)
        layout = reminder("L", kind=IntentKind.LAYOUT)
        desk.record(intents=[reminder("C-1"), summary, layout])
        assert desk.statuses() == {"C-1": "shadow", "S": "pending", "L": "pending"}
        assert [i.id for i in desk.outbox.released(NINE + HOUR)] == ["L", "S"]

    def test_what_was_told_in_shadow_stays_told(self, desk):
        desk.record(intents=[reminder("C-1")])
        desk.record(live=True)
        desk.record(intents=[reminder("C-1"), reminder("C-2")])
        assert desk.statuses() == {"C-1": "shadow", "C-2": "pending"}

    def test_back_in_shadow_nothing_waiting_goes_out(self, live):
        live.record(intents=[reminder("C-1")])
        live.record(live=False)
        assert live.outbox.released(NINE + HOUR) == []
        assert not live.outbox.claim("m1", [reminder("C-1").key], NINE + HOUR)

    def test_a_claim_takes_all_keys_or_none(self, live):
        live.record(intents=[reminder("C-1"), reminder("C-2")])
        one, two = reminder("C-1").key, reminder("C-2").key
        assert not live.outbox.claim("m0", [one, "unknown"], NINE)
        assert not live.outbox.claim("m0", [], NINE)
        assert live.outbox.claim("m1", [one], NINE)
        assert not live.outbox.claim("m2", [two, one], NINE)
        assert live.statuses() == {"C-1": "claimed", "C-2": "pending"}

    def test_a_claimed_intent_is_neither_pending_nor_released(self, live):
        live.record(intents=[REMINDER])
        assert live.outbox.claim("m1", [REMINDER.key], NINE + HOUR)
        assert live.outbox.released(NINE + HOUR) == []
        assert live.ledger.recall().pending == []

    def test_a_claim_is_in_doubt_until_sent_or_given_back(self, live):
        live.record(intents=[reminder(f"C-{n}") for n in range(1, 5)])
        live.outbox.claim("m2", [reminder("C-2").key, reminder("C-1").key], NINE)
        live.outbox.claim("m1", [reminder("C-3").key], NINE + HOUR)
        live.outbox.claim("m3", [reminder("C-4").key], NINE + HOUR)
        doubts = [
            ("m2", NINE, [reminder("C-1"), reminder("C-2")]),
            ("m1", NINE + HOUR, [reminder("C-3")]),
        ]
        live.outbox.sent("m3", NINE + HOUR)
        assert live.outbox.in_doubt() == doubts
        live.outbox.unclaim("m2")
        assert live.outbox.in_doubt() == doubts[1:]

    def test_what_was_given_back_can_be_claimed_again(self, live):
        live.record(intents=[REMINDER])
        live.outbox.claim("m1", [REMINDER.key], NINE)
        live.outbox.unclaim("m1")
        assert live.outbox.claim("m2", [REMINDER.key], NINE + HOUR)

    def test_a_sent_mail_is_chained_once(self, live):
        live.record(intents=[reminder("C-1"), reminder("C-2")])
        keys = [reminder("C-1").key, reminder("C-2").key]
        live.outbox.claim("m1", keys, NINE)
        for _ in range(2):
            live.outbox.sent("m1", NINE + HOUR)
        live.outbox.unclaim("m1")
        *_, mode, newest = live.ledger.links()
        assert (mode.entry.kind, newest.entry.kind) == (EntryKind.MODE, EntryKind.TOLD)
        assert newest.entry.body["mail"] == "m1"
        assert newest.entry.body["keys"] == keys
        sent = [(reminder(id_), "sent", NINE + HOUR) for id_ in ("C-1", "C-2")]
        assert live.outbox.listed() == sent
        assert live.ledger.verify() is None

    def test_a_mail_nobody_claimed_leaves_no_trace(self, live):
        head = live.ledger.recall().head
        live.outbox.sent("m9", NINE)
        live.outbox.unclaim("m9")
        assert live.ledger.recall().head == head

    def test_a_sent_mail_moves_the_head(self, live):
        live.record(intents=[REMINDER])
        stale = live.ledger.recall().head
        live.outbox.claim("m1", [REMINDER.key], NINE)
        live.outbox.sent("m1", NINE)
        with pytest.raises(LedgerMovedError):
            live.ledger.record(Recording("r2", NINE + HOUR, [changed("C-1")]), stale)

    def test_no_entry_holds_an_address_or_a_name(self, live):
        other = replace(REMINDER, key="w1/cases/C-9/x/1/1/1/Bo@X.example", to="Bo@X.example")
        live.record(entries=[changed("C-1")], intents=[REMINDER, other])
        live.outbox.claim("m1", [REMINDER.key], NINE)
        live.outbox.sent("m1", NINE)
        live.record(withdrawn=[other.key])
        said = repr(list(live.ledger.links())).casefold()
        assert "told" in said
        assert "withdrawn" in said
        for personal in (ADDRESS, "ann.lee", "shop.example", "ann lee", "x.example"):
            assert personal not in said

    def test_what_was_settled_before_an_instant_is_forgotten(self, live):
        live.record(intents=[reminder("C-1"), reminder("C-2"), reminder("C-3")])
        live.outbox.claim("m1", [reminder("C-1").key], NINE)
        live.outbox.sent("m1", NINE)
        live.outbox.claim("m2", [reminder("C-2").key], NINE)
        live.outbox.sent("m2", NINE + HOUR)
        assert [live.outbox.forget_sent(NINE + HOUR) for _ in range(2)] == [1, 0]
        bare = reminder("C-1", to="", name="", about="", why="", step="")
        assert live.outbox.listed() == [
            (bare, "sent", NINE),
            (reminder("C-2"), "sent", NINE + HOUR),
            (reminder("C-3"), "pending", None),
        ]
        assert live.ledger.verify() is None

    def test_what_was_withdrawn_or_told_in_shadow_is_forgotten_too(self, live):
        live.record(intents=[reminder("C-1")])
        live.record(withdrawn=[reminder("C-1").key], live=False, at=NINE + HOUR)
        live.record(intents=[reminder("C-2")], at=NINE + HOUR)
        assert live.outbox.forget_sent(NINE + HOUR) == 0
        assert live.outbox.forget_sent(NINE + 2 * HOUR) == 2
        assert live.statuses() == {"C-1": "withdrawn", "C-2": "shadow"}
        assert {intent.to for intent, *_ in live.outbox.listed()} == {""}

    def test_what_was_forgotten_is_not_told_again(self, live):
        live.record(intents=[REMINDER])
        live.outbox.claim("m1", [REMINDER.key], NINE)
        live.outbox.sent("m1", NINE)
        live.outbox.forget_sent(NINE + HOUR)
        live.record(intents=[REMINDER])
        assert [status for _, status, _ in live.outbox.listed()] == ["sent"]
        assert live.outbox.released(NINE + HOUR) == []

    def test_an_address_is_suppressed_once_its_letter_case_apart(self, desk):
        desk.outbox.suppress("Bo@X.example", Suppression.COMPLAINED, NINE + HOUR)
        desk.outbox.suppress(ADDRESS, Suppression.BOUNCED, NINE)
        desk.outbox.suppress("bo@x.example", Suppression.BOUNCED, NINE)
        assert list(desk.outbox.suppressed()) == [
            (ADDRESS, Suppression.BOUNCED, NINE),
            ("Bo@X.example", Suppression.COMPLAINED, NINE + HOUR),
        ]

    def test_a_suppressed_address_may_be_allowed_again(self, desk):
        desk.outbox.suppress("Bo@X.example", Suppression.BOUNCED, NINE)
        assert desk.outbox.allow("BO@x.example")
        assert not desk.outbox.allow("BO@x.example")
        assert list(desk.outbox.suppressed()) == []
        desk.outbox.suppress("bo@x.example", Suppression.COMPLAINED, NINE + HOUR)
        again = [("bo@x.example", Suppression.COMPLAINED, NINE + HOUR)]
        assert list(desk.outbox.suppressed()) == again

    def test_a_mail_of_ninety_reminders_is_claimed_and_sent_at_once(self, live):
        many = [reminder(f"C-{n:02}") for n in range(MOST)]
        live.record(intents=many)
        assert live.outbox.claim("m1", [intent.key for intent in many], NINE)
        live.outbox.unclaim("m1")
        assert live.outbox.claim("m2", [intent.key for intent in many], NINE)
        live.outbox.sent("m2", NINE)
        assert live.outbox.in_doubt() == []
        assert set(live.statuses().values()) == {"sent"}
        assert live.ledger.verify() is None
