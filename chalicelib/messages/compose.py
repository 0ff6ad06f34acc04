"""All released intents of one receiver, made one mail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256

from chalicelib.messages import when, words
from chalicelib.messages.clean import clean, cut
from chalicelib.messages.invitation import invitation
from chalicelib.messages.letter import ABOUT_ROWS, Told, groups, in_order, is_here, way
from chalicelib.messages.mail import Mail, Sender
from chalicelib.messages.mime import Envelope, mime
from chalicelib.messages.render import Letter, render
from chalicelib.messages.subject import subject, summary
from chalicelib.model.intent import Intent, IntentKind


def compose(intents: Sequence[Intent], sender: Sender, at: datetime) -> Mail:
    """Return the one mail that tells one receiver all these intents.

    The intents (at least one) share address and language. Same intents, sender and
    instant: same bytes. UnsendableError where an address cannot stand in a header,
    or a customer could not answer.
    """
    told = Told(intents[0].language, at, sender.way)
    ordered = in_order(intents, at)
    is_customers = all(intent.kind is IntentKind.RATING for intent in ordered)
    letter = (invitation if is_customers else _letter)(ordered, sender, told)
    envelope = Envelope(
        id=mail_id(intent.key for intent in intents),
        to=intents[0].to.strip(),
        subject=letter.subject,
        language=told.language,
        date=at,
    )
    return Mail(envelope.id, envelope.to, letter.subject, mime(envelope, sender, render(letter)))


def mail_id(keys: Iterable[str]) -> str:
    """Return the id of the mail about these keys: their digest, in any order."""
    digest = sha256()
    for key in sorted(set(keys)):
        text = key.encode("utf-8", "surrogatepass")
        digest.update(len(text).to_bytes(8, "big") + text)
    return digest.hexdigest()[:40]


def _letter(ordered: Sequence[Intent], sender: Sender, told: Told) -> Letter:
    name = cut(clean(ordered[0].name), 60)
    shop = cut(clean(sender.name) or sender.address, 80)
    return Letter(
        language=str(told.language),
        subject=subject(ordered, told),
        sender=shop,
        hello=told.say(words.HELLO, name=name) if name else told.say(words.HELLO_YOU),
        summary=summary(ordered, told),
        groups=groups(ordered, told),
        why=told.say(words.WHY),
        foot=(*_notes(ordered, told), told.say(words.SENT_BY, sender=shop)),
    )


def _notes(ordered: Sequence[Intent], told: Told) -> Iterator[str]:
    """Yield the zone, where all times share one, and how reminders end."""
    zones = {intent.zone for intent in ordered if intent.due is not None}
    if len(zones) == 1:
        yield told.say(words.TIMES, zone=when.zone_words(zones.pop(), told.at))
    if any(intent.kind in ABOUT_ROWS for intent in ordered):
        yield told.say(words.HOW_TO_END)
    if any(intent.question for intent in ordered):
        yield from _ways(ordered, told)


def _ways(ordered: Sequence[Intent], told: Told) -> Iterator[str]:
    """Yield how links to questions are to be taken, and what to do where they do not open."""
    links = [way(intent, told) for intent in ordered if intent.question]
    if any(links):
        yield told.say(words.ONCE)
    if any(is_here(link) for link in links):
        yield told.say(words.HERE)
    if not all(links):
        yield told.say(words.NO_WAY)
