"""Builds what takes in the news of mails, once a container, on first use."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import cache

from chalicelib.adapters.aws.accepted import AcceptedMails
from chalicelib.adapters.aws.mail_news import MailNotes
from chalicelib.adapters.aws.outbox import DynamoOutbox
from chalicelib.intake.mail_events import MailEventError, mail_news
from chalicelib.wiring.cloud import clients, cloud, register_of, store_of

_LOG = logging.getLogger(__name__)


@cache
def notes() -> MailNotes:
    """Return where this container keeps news of mails."""
    accepted = AcceptedMails(clients().dynamodb, cloud().table)
    return MailNotes(accepted, lambda name: DynamoOutbox(store_of(name)), register_of())


def heard(message: str, now: datetime) -> dict[str, int]:
    """Keep what a message says of a mail; one that makes no sense is logged, and dropped."""
    try:
        news = mail_news(message)
    except MailEventError as error:
        _LOG.warning("no event of a mail: it %s", error)
        return {"events": 0, "unreached": 0}
    unreached = notes().keep(news, now)
    return {"events": len(news.events), "unreached": unreached}
