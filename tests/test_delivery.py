"""One receiver's reminders become one mail, each promise is told once, whatever breaks."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.delivery import DOUBTS, deliver, released
from chalicelib.messages.compose import mail_id
from chalicelib.messages.mail import Sender, UnsendableError
from chalicelib.model.face import ClockState
from chalicelib.model.intent import Intent, IntentKind, Suppression
from chalicelib.model.word import Language
from chalicelib.ports.mail import MOST, MailLaterError, MailRefusedError, MailUnsureError
from tests.fakes import SENT, MemoryMailer, MemoryOutbox

NOW = datetime(2025, 3, 3, 13, 30, tzinfo=UTC)
SENDER = Sender("Northwind 售后", "desk@example.com")


def intent(key, to="anna@example.com", **fields):
    known = {
        "key": key,
        "kind": IntentKind.REMINDER,
        "to": to,
        "name": "Anna",
        "language": Language.EN,
        "release": NOW - timedelta(minutes=1),
        "zone": "Europe/Berlin",
        "id": key,
        "clock": "First response",
        "state": ClockState.OVERDUE,
        "due": NOW - timedelta(minutes=25),
    }
    return Intent(**{**known, **fields})


FOUR = (
    intent("a1"),
    intent("a2"),
    intent("b1", "li@example.com", language=Language.ZH),
    intent("c1", "max@example.com"),
)


def keys_told(outbox):
    return sorted(i.key for i, status, _ in outbox.listed() if status == SENT)


def test_one_mail_per_receiver():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    done = deliver(outbox, mailer, SENDER, NOW)
    assert [mail.to for mail in done.sent] == [
        "anna@example.com",
        "li@example.com",
        "max@example.com",
    ]
    assert list(done.sent) == mailer.mails
    assert keys_told(outbox) == ["a1", "a2", "b1", "c1"]
    assert done.sent[0].id == mail_id(["a2", "a1"])


def test_a_second_delivery_sends_nothing():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    deliver(outbox, mailer, SENDER, NOW)
    done = deliver(outbox, mailer, SENDER, NOW)
    assert (list(done.sent), list(done.in_doubt), list(done.refused)) == ([], [], [])
    assert len(mailer.mails) == 3


def test_what_is_not_released_waits():
    later = intent("late", release=NOW + timedelta(seconds=1))
    outbox, mailer = MemoryOutbox([later]), MemoryMailer()
    assert not deliver(outbox, mailer, SENDER, NOW).sent
    assert deliver(outbox, mailer, SENDER, NOW + timedelta(seconds=1)).sent


def test_languages_of_one_address_get_a_mail_each():
    outbox = MemoryOutbox([intent("e"), intent("z", language=Language.ZH), intent("e2")])
    assert len(deliver(outbox, MemoryMailer(), SENDER, NOW).sent) == 2


def test_one_address_written_two_ways_gets_one_mail():
    outbox = MemoryOutbox([intent("1", "Anna@example.com"), intent("2", "anna@example.com ")])
    assert len(deliver(outbox, MemoryMailer(), SENDER, NOW).sent) == 1


def test_a_refused_mail_stops_no_other_and_stays_pending():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    no = MailRefusedError("550 no such mailbox")
    mailer.refuses["anna@example.com"] = no
    done = deliver(outbox, mailer, SENDER, NOW)
    assert len(done.sent) == 2
    assert [(one.to, one.keys, one.error) for one in done.refused] == [
        ("anna@example.com", ("a1", "a2"), no)
    ]
    mailer.refuses.clear()
    assert len(deliver(outbox, mailer, SENDER, NOW).sent) == 1


@pytest.mark.parametrize("address", ["", "anna", "anna@", "a b@example.com", "张三@example.com"])
def test_an_address_that_cannot_be_written_to_stops_no_other(address):
    outbox = MemoryOutbox([*FOUR, intent("bad", address)])
    done = deliver(outbox, MemoryMailer(), SENDER, NOW)
    assert len(done.sent) == 3
    assert [type(one.error) for one in done.refused] == [UnsendableError]
    assert not done.in_doubt


class CrashError(Exception):
    """The run is killed here."""


class Fragile:
    """A port whose nth effect is the last thing that happens; ``before`` it or after it."""

    def __init__(self, port, budget, *, before):
        self._port, self._budget, self._before = port, budget, before

    def __getattr__(self, name):
        call = getattr(self._port, name)
        return self._counted(call) if name in {"claim", "send", "sent", "unclaim"} else call

    def _counted(self, call):
        def effect(*args):
            if self._before and self._budget.spent():
                raise CrashError
            answer = call(*args)
            if not self._before and self._budget.spent():
                raise CrashError
            return answer

        return effect


class Budget:
    """How many effects until the crash."""

    def __init__(self, left):
        self.left = left

    def spent(self):
        self.left -= 1
        return self.left == 0


def crashing(outbox, mailer, after, *, before):
    budget = Budget(after)
    try:
        deliver(
            Fragile(outbox, budget, before=before),
            Fragile(mailer, budget, before=before),
            SENDER,
            NOW,
        )
    except CrashError:
        return True
    return False


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("after", range(1, 10))
def test_killed_anywhere_the_same_mails_go_out_once(after, before):
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    assert crashing(outbox, mailer, after, before=before)
    assert not deliver(outbox, mailer, SENDER, NOW).in_doubt
    calm = MemoryMailer()
    deliver(MemoryOutbox(FOUR), calm, SENDER, NOW)
    assert sorted(calm.mails) == sorted(mailer.mails)
    assert keys_told(outbox) == ["a1", "a2", "b1", "c1"]


@pytest.mark.parametrize("first", range(1, 10))
@pytest.mark.parametrize("second", range(1, 10))
def test_killed_twice_the_same_mails_go_out_once(first, second):
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    crashing(outbox, mailer, first, before=False)
    crashing(outbox, mailer, second, before=True)
    deliver(outbox, mailer, SENDER, NOW)
    assert Counter(mail.to for mail in mailer.mails) == {
        "anna@example.com": 1,
        "li@example.com": 1,
        "max@example.com": 1,
    }


def test_what_had_gone_out_is_named():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    crashing(outbox, mailer, 2, before=False)
    assert deliver(outbox, mailer, SENDER, NOW).settled == (mail_id(["a1", "a2"]),)


@pytest.mark.parametrize("after", [1, 2])
def test_a_mailer_that_cannot_tell_leaves_the_claim_in_doubt(after):
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer(tells=False)
    crashing(outbox, mailer, after, before=False)
    for _ in range(3):
        done = deliver(outbox, mailer, SENDER, NOW)
        assert [claim.mail for claim in done.in_doubt] == [mail_id(["a1", "a2"])]
    assert Counter(mail.to for mail in mailer.mails)["anna@example.com"] == after - 1
    assert keys_told(outbox) == ["b1", "c1"]


def test_a_new_intent_of_the_same_receiver_is_told_although_another_is_in_doubt():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer(tells=False)
    crashing(outbox, mailer, 1, before=False)
    outbox.put(intent("a3"))
    done = deliver(outbox, mailer, SENDER, NOW)
    assert mail_id(["a3"]) in [mail.id for mail in done.sent]


def test_what_another_run_claimed_meanwhile_is_left_to_it():
    class Quicker(MemoryOutbox):
        def claim(self, mail, keys, now):
            super().claim("other", keys[:1], now)
            return super().claim(mail, keys, now)

    mailer = MemoryMailer()
    done = deliver(Quicker([intent("a1"), intent("a2")]), mailer, SENDER, NOW)
    assert (list(done.sent), mailer.mails) == ([], [])


def test_the_id_depends_on_the_keys_alone():
    later = [replace(one, about="changed", state=ClockState.DUE_SOON) for one in FOUR[:2]]
    first = deliver(MemoryOutbox(FOUR[:2]), MemoryMailer(), SENDER, NOW).sent[0]
    second = deliver(
        MemoryOutbox(later[::-1]), MemoryMailer(), Sender("Other", "o@example.org"), NOW
    ).sent[0]
    assert first.id == second.id


def test_what_is_too_much_for_one_claim_becomes_several_mails():
    many = [intent(f"k{n:03}") for n in range(2 * MOST + 1)]
    outbox, mailer = MemoryOutbox(many), MemoryMailer()
    done = deliver(outbox, mailer, SENDER, NOW)
    assert [mail.to for mail in done.sent] == ["anna@example.com"] * 3
    assert len({mail.id for mail in done.sent}) == 3
    assert keys_told(outbox) == sorted(one.key for one in many)


def test_a_mailer_that_asks_to_wait_stops_the_delivery_and_nothing_is_lost():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    mailer.refuses["li@example.com"] = MailLaterError("maximum sending rate exceeded")
    done = deliver(outbox, mailer, SENDER, NOW)
    assert [mail.to for mail in done.sent] == ["anna@example.com"]
    assert (done.later, done.why_later) == (True, "maximum sending rate exceeded")
    assert not done.in_doubt
    mailer.refuses.clear()
    again = deliver(outbox, mailer, SENDER, NOW)
    assert [mail.to for mail in again.sent] == ["li@example.com", "max@example.com"]
    assert not again.later


def test_a_mail_in_doubt_stops_no_other_and_is_not_sent_again():
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer(tells=False)
    mailer.refuses["anna@example.com"] = MailUnsureError("the answer never came")
    done = deliver(outbox, mailer, SENDER, NOW)
    assert [mail.to for mail in done.sent] == ["li@example.com", "max@example.com"]
    assert [claim.mail for claim in done.in_doubt] == [mail_id(["a1", "a2"])]
    assert not done.later
    mailer.refuses.clear()
    assert not deliver(outbox, mailer, SENDER, NOW).sent


def test_a_mail_in_doubt_that_the_mailer_hears_of_later_is_marked_as_sent():
    outbox, mailer = MemoryOutbox(FOUR[:2]), MemoryMailer()
    mailer.deaf.add("anna@example.com")
    deliver(outbox, mailer, SENDER, NOW)
    assert deliver(outbox, mailer, SENDER, NOW).settled == (mail_id(["a1", "a2"]),)
    assert keys_told(outbox) == ["a1", "a2"]
    assert len(mailer.mails) == 1


def test_too_many_mails_in_doubt_stop_the_delivery():
    many = [intent(f"k{n}", f"p{n}@example.com") for n in range(DOUBTS + 2)]
    outbox, mailer = MemoryOutbox(many), MemoryMailer(tells=False)
    mailer.refuses = {one.to: MailUnsureError("gone") for one in many}
    done = deliver(outbox, mailer, SENDER, NOW)
    assert len(done.in_doubt) == DOUBTS
    assert done.later
    assert len(outbox.released(NOW)) == 2


@pytest.mark.parametrize("written", ["anna@example.com", "Anna@Example.COM ", "ANNA@example.com"])
def test_nothing_is_sent_to_a_suppressed_address_however_it_is_written(written):
    outbox, mailer = MemoryOutbox(FOUR), MemoryMailer()
    outbox.suppress(written, Suppression.BOUNCED, NOW)
    done = deliver(outbox, mailer, SENDER, NOW)
    assert [mail.to for mail in done.sent] == ["li@example.com", "max@example.com"]
    assert [one.key for one in done.skipped] == ["a1", "a2"]
    assert not released(outbox, NOW).sendable
    assert outbox.allow("anna@EXAMPLE.com")
    assert [mail.to for mail in deliver(outbox, mailer, SENDER, NOW).sent] == ["anna@example.com"]
