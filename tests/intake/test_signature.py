"""One verifier for all sources: what it believes, and everything that it does not."""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.intake.signature import (
    SCHEMES,
    Key,
    Posted,
    Refusal,
    RefusedError,
    Scheme,
    hmac_sha256,
    one_base64,
    verified,
)
from tests.intake.hints import KEY, NEXT, NOW, SHEET, but, hint, signed

HINT = SCHEMES["hint"]
MINUTES = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
AT = int(NOW.timestamp())


def refused(posted, keys=(KEY, NEXT), now=NOW, scheme=HINT):
    with pytest.raises(RefusedError) as caught:
        verified(posted, scheme, keys, now)
    return caught.value.args[0]


def test_a_good_hint_is_believed():
    proven = verified(hint(), HINT, [KEY], NOW)
    assert (proven.key, proven.until) == ("k1", NOW + 5 * MINUTES + SECOND)


@pytest.mark.parametrize("key", [KEY, NEXT])
def test_while_a_secret_is_changed_both_are_good(key):
    assert verified(hint(key=key), HINT, [KEY, NEXT], NOW).key == key.id


def test_one_name_may_stand_for_two_secrets():
    renewed = Key(KEY.id, NEXT.secret)
    assert verified(hint(key=renewed), HINT, [KEY, renewed], NOW).key == KEY.id


@pytest.mark.parametrize("name", [str.lower, str.upper, str.title])
def test_the_case_of_a_heading_does_not_matter(name):
    posted = hint()
    cased = {name(key): value for key, value in posted.headers.items()}
    assert verified(Posted(cased, posted.body), HINT, [KEY], NOW)


WINDOW = [(-300, True), (300, True), (-301, False), (301, False), (-86400, False)]


@pytest.mark.parametrize(("seconds", "good"), WINDOW)
def test_a_hint_is_good_within_five_minutes_either_way(seconds, good):
    posted = signed(b"{}", AT + seconds)
    if good:
        assert verified(posted, HINT, [KEY], NOW)
    else:
        assert refused(posted) is Refusal.TIME


@pytest.mark.parametrize("late", [0, 299, 300])
def test_a_nonce_is_remembered_as_long_as_its_hint_is_good(late):
    posted = signed(b"{}", AT + 300)
    proven = verified(posted, HINT, [KEY], NOW)
    assert verified(posted, HINT, [KEY], NOW + timedelta(seconds=late)).until == proven.until
    assert proven.until > NOW + 10 * MINUTES
    assert refused(posted, now=proven.until) is Refusal.TIME


GOOD = hint()
SIGNATURE = GOOD.headers["X-Aftersheet-Signature"]
FORGED = {
    "another body": but(GOOD, body=GOOD.body.replace(b"EDIT", b"PAID")),
    "a blank more": but(GOOD, body=GOOD.body + b" "),
    "no body": but(GOOD, body=b""),
    "another time": but(GOOD, time=str(AT + 1)),
    "another nonce": but(GOOD, nonce="0b0e1f0a-2222-4333-8444-555566667778"),
    "another key's name": but(GOOD, key="k2"),
    "a name nobody knows": but(GOOD, key="k3"),
    "a name in another case": but(GOOD, key="K1"),
    "a secret nobody gave": hint(key=Key("k1", "x" * 40)),
    "an empty secret": hint(key=Key("k1", "")),
    "another signature": but(GOOD, signature=base64.b64encode(bytes(32)).decode()),
}
MALFORMED = {
    **{f"no {name}": but(GOOD, **{name: None}) for name in ("version", "key", "time", "nonce", "signature")},
    "an unknown version": signed(GOOD.body, AT, version="2"),
    "a version that says more": signed(GOOD.body, AT, version="1.1"),
    "a time before 1970": signed(GOOD.body, -1),
    "a time that is no number": but(GOOD, time="soon"),
    "a time in full-width digits": but(GOOD, time="１７７２４４２０００"),
    "a time with a line end": but(GOOD, time=f"{AT}\n"),
    "a time of a thousand digits": but(GOOD, time="9" * 1000),
    "a short nonce": signed(GOOD.body, AT, nonce="short"),
    "a long nonce": signed(GOOD.body, AT, nonce="n" * 65),
    "a dot in the nonce": signed(GOOD.body, AT, nonce="0b0e1f0a.2222.4333.8444"),
    "an empty signature": but(GOOD, signature=""),
    "a signature in hex": but(GOOD, signature="0" * 64),
    "a short signature": but(GOOD, signature=SIGNATURE[4:]),
    "a long signature": but(GOOD, signature=SIGNATURE * 100),
    "a signature that is no base64": but(GOOD, signature="*" + SIGNATURE[1:]),
    "a lone surrogate": but(GOOD, signature="\ud800" + SIGNATURE[1:]),
    "a key's name in Chinese": but(GOOD, key="密钥"),
}  # fmt: skip


@pytest.mark.parametrize("posted", FORGED.values(), ids=FORGED)
def test_what_is_not_signed_by_us_is_refused(posted):
    assert refused(posted) is Refusal.FORGED


@pytest.mark.parametrize("posted", MALFORMED.values(), ids=MALFORMED)
def test_what_is_no_hint_is_refused_and_never_a_crash(posted):
    assert refused(posted) is Refusal.SHAPE


def test_without_keys_nothing_is_believed():
    assert refused(GOOD, keys=()) is Refusal.FORGED


@pytest.mark.parametrize(("size", "good"), [(4096, True), (4097, False)])
def test_a_body_is_4_kb_at_most(size, good):
    posted = signed(b" " * size, AT)
    if good:
        assert verified(posted, HINT, [KEY], NOW)
    else:
        assert refused(posted) is Refusal.SIZE


headings = st.sampled_from([*GOOD.headers, "X-Other"])
texts = st.text(max_size=80) | st.sampled_from([*GOOD.headers.values()])


@given(st.dictionaries(headings, texts), st.binary(max_size=5000) | st.just(GOOD.body))
def test_whatever_is_sent_is_refused_and_never_a_crash(headers, body):
    assert isinstance(refused(Posted(headers, body)), Refusal)


@given(st.sampled_from([*GOOD.headers]), st.integers(0, 100), st.characters(codec="ascii"))
def test_no_sign_of_a_good_hint_can_be_changed(name, place, sign):
    said = GOOD.headers[name]
    place %= len(said)
    changed = said[:place] + sign + said[place + 1 :]
    if changed != said and not same_bytes(name, changed, said):
        assert isinstance(refused(Posted({**GOOD.headers, name: changed}, GOOD.body)), Refusal)


def same_bytes(name, one, two):
    """The last sign of 43 in base64 has two bits to spare: the same signature, written otherwise."""
    pattern = re.compile(r"[A-Za-z0-9+/]{43}=")
    if not name.endswith("Signature") or not pattern.fullmatch(one):
        return False
    return base64.b64decode(one) == base64.b64decode(two)


def test_the_sheet_of_the_tests_is_no_secret_of_theirs():
    assert SHEET not in KEY.secret + NEXT.secret


# What other sources do is a row of the same table (WEBHOOKS 1).

BODY = b'{"total": 614.40}'
SHOPIFY = Scheme(
    {"x-shopify-hmac-sha256": "(?P<signature>.{0,100})"}, lambda _, body: body, one_base64
)
STRIPE = Scheme(
    {"stripe-signature": r"t=(?P<time>[0-9]{1,11})(?P<signature>(,v[01]=[0-9a-f]{64}){1,9})"},
    lambda fields, body: fields["time"].encode() + b"." + body,
    lambda text: [bytes.fromhex(one) for one in re.findall("v1=(.{64})", text)],
    skew=5 * MINUTES,
)
STANDARD = Scheme(
    {
        "webhook-id": r"(?P<nonce>[^.]{1,64})",
        "webhook-timestamp": "(?P<time>[0-9]{1,11})",
        "webhook-signature": r"(?P<signature>\S{1,200}(?: \S{1,200}){0,9})",
    },
    lambda fields, body: f"{fields['nonce']}.{fields['time']}.".encode() + body,
    lambda text: [
        base64.b64decode(one[3:], validate=True) for one in text.split() if one[:3] == "v1,"
    ],
    mac=lambda secret, text: hmac.digest(base64.b64decode(secret[6:]), text, "sha256"),
    skew=5 * MINUTES,
)
SEVENTEEN = Scheme(
    {"sign": "(?P<signature>[0-9a-f]{64})"},
    lambda _, body: body,
    lambda text: [bytes.fromhex(text)],
    mac=lambda secret, body: hashlib.sha256(body + b"/" + secret.encode()).digest(),
)


def hexed(key, text):
    return hmac_sha256(key.secret, text).hex()


STRIPED = f"{AT}.".encode() + BODY
ROLLED = f"t={AT},v1={hexed(NEXT, STRIPED)},v0={'0' * 64},v1={hexed(KEY, STRIPED)}"


def test_a_source_that_signs_the_body_alone():
    good = base64.b64encode(hmac_sha256(KEY.secret, BODY)).decode()
    assert verified(Posted({"X-Shopify-Hmac-Sha256": good}, BODY), SHOPIFY, [NEXT, KEY], NOW)
    for odd in ("", "abc", "é", "A" * 99, good.lower(), good[:-4]):
        refused(Posted({"X-Shopify-Hmac-Sha256": odd}, BODY), scheme=SHOPIFY)


def test_a_source_that_sends_several_signatures_while_its_secret_is_changed():
    posted = Posted({"Stripe-Signature": ROLLED}, BODY)
    assert verified(posted, STRIPE, [KEY], NOW)
    test_only = Posted({"Stripe-Signature": f"t={AT},v0={hexed(KEY, STRIPED)}"}, BODY)
    assert refused(test_only, scheme=STRIPE) is Refusal.FORGED
    assert refused(posted, now=NOW + 6 * MINUTES, scheme=STRIPE) is Refusal.TIME


def test_the_example_that_standard_webhooks_publishes():
    key = Key("", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    posted = Posted(
        {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1a,none v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
        b'{"test": 2432232314}',
    )
    then = datetime.fromtimestamp(1614265330, UTC)
    assert verified(posted, STANDARD, [key], then).nonce == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_a_source_that_makes_no_hmac_at_all():
    sign = hashlib.sha256(BODY + b"/" + KEY.secret.encode()).hexdigest()
    assert verified(Posted({"sign": sign}, BODY), SEVENTEEN, [KEY], NOW)
    assert refused(Posted({"sign": sign}, BODY + b" "), scheme=SEVENTEEN) is Refusal.FORGED
