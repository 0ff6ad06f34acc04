"""Who a mail is from, as its own header says."""

from __future__ import annotations

from email.parser import BytesHeaderParser
from email.policy import default

from chalicelib.messages.mail import Mail
from chalicelib.ports.mail import MailRefusedError


def sender_of(mail: Mail) -> str:
    """Return the address in the From header, or raise MailRefusedError."""
    found = BytesHeaderParser(policy=default).parsebytes(mail.raw)["From"]
    if not found or not found.addresses:
        raise MailRefusedError("the mail names no sender")
    return str(found.addresses[0].addr_spec)
