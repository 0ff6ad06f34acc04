"""News of mails -> what is kept of them, and a look at the sheet whose team has to know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from chalicelib.adapters.aws.accepted import AcceptedMails
from chalicelib.intake.mail_events import Accepted, MailEvent, MailNews, Undeliverable
from chalicelib.model.intent import Suppression
from chalicelib.ports.mail import Outbox
from chalicelib.ports.wake import Register


class MailNotes(NamedTuple):
    """Where news of mails are kept. They count the same in any order, and doubled."""

    accepted: AcceptedMails
    outbox_of: Callable[[str], Outbox]
    """The outbox of a spreadsheet's desk."""
    register: Register

    def keep(self, news: MailNews, now: datetime) -> int:
        """Keep what is new; return how many addresses were said not to be reached."""
        return sum(self._kept(event, now) for event in news.events)

    def _kept(self, event: MailEvent, now: datetime) -> bool:
        mail, spreadsheet = event.about
        if isinstance(event, Accepted):
            self.accepted.note(spreadsheet, mail, now)
            return False
        if self.register.find(spreadsheet) is None:
            return False
        bounced = isinstance(event, Undeliverable)
        why = Suppression.BOUNCED if bounced else Suppression.COMPLAINED
        self.outbox_of(spreadsheet).suppress(event.address, why, now)
        self.register.lower(spreadsheet, now)
        return True
