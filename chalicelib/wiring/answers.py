"""Builds the way from a mail to the page that takes its answer."""

from __future__ import annotations

import logging
from functools import partial

from chalicelib.messages.mail import WayToAnswer
from chalicelib.model.intent import Intent
from chalicelib.settings import Place, SettingError

_LOG = logging.getLogger(__name__)


def way_of(place: Place) -> WayToAnswer:
    """Return what finds the link by which an intent about a workbook is answered."""
    return partial(_way, place)


def _way(place: Place, intent: Intent) -> str:
    """Return a link, signed now; empty where nothing is asked, or nobody set up links."""
    if not intent.question:
        return ""
    from chalicelib.wiring.questions import links_of, place_in_links, questions_of  # noqa: PLC0415

    asked = questions_of(place).find(intent.question)
    if asked is None:
        return ""
    try:
        links = links_of(place)
        return links.to(place_in_links(place), intent.question, asked.question.expires)
    except SettingError as error:
        _LOG.warning("mails hold no links to answer by: %s", error)
        return ""
