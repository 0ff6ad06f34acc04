"""A customer is asked how it went: a letter, not a reminder."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.messages import words
from chalicelib.messages.clean import clean, clean_lines, cut
from chalicelib.messages.letter import Button, Told, is_here, way
from chalicelib.messages.mail import NoPageError, Sender
from chalicelib.messages.render import Asked, Invitation
from chalicelib.messages.subject import COLUMNS
from chalicelib.model.intent import Intent


def invitation(ordered: Sequence[Intent], sender: Sender, told: Told) -> Invitation:
    """Return the letter that asks one customer to rate what was done for them.

    NoPageError where no link leads there: a customer opens nothing on the desk's own machine.
    """
    name = cut(clean(ordered[0].name), 60)
    shop = cut(clean(sender.name) or sender.address, 80)
    asked = tuple(_asked(intent, told) for intent in ordered)
    return Invitation(
        language=str(told.language),
        subject=cut(told.say(words.RATE_SUBJECT, sender=shop), COLUMNS),
        sender=shop,
        hello=told.say(words.HELLO, name=name) if name else told.say(words.HELLO_YOU),
        summary=told.say(words.RATE_SUMMARY),
        about=told.say(words.RATE_ABOUT) if any(one.about for one in asked) else "",
        asked=asked,
        ask=told.say(words.RATE_ASK),
        bye=told.say(words.RATE_BYE),
        foot=(told.say(words.RATE_FREE),),
    )


def _asked(intent: Intent, told: Told) -> Asked:
    link, id_ = way(intent, told), cut(clean(intent.id), 60)
    if not link or is_here(link):
        raise NoPageError(intent.id)
    return Asked(
        about=clean_lines(intent.about),
        reference=told.say(words.RATE_REFERENCE, id=id_) if id_ else "",
        button=Button(told.say(words.RATE), link),
    )
