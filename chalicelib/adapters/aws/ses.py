"""Mail through SES: the bytes as they are, with tags by which its news are told apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    ParamValidationError,
    ProxyConnectionError,
    TokenRetrievalError,
)

from chalicelib.adapters.aws.accepted import AcceptedMails
from chalicelib.adapters.mail_from import sender_of
from chalicelib.messages.mail import Mail
from chalicelib.ports.mail import MailLaterError, MailRefusedError, MailUnsureError

_TAG = re.compile(r"[A-Za-z0-9_-]{1,256}")

_LATER = {
    "TooManyRequestsException",
    "Throttling",
    "ThrottlingException",
    "LimitExceededException",
    "SendingPausedException",
    "AccountSuspendedException",
    "RequestThrottled",
    "ExpiredToken",
    "ExpiredTokenException",
}
"""Nothing was taken, and no mail will be for a while: the fault is not this mail's."""

_NEVER_LEFT = (
    ConnectTimeoutError,
    EndpointConnectionError,
    ProxyConnectionError,
    NoCredentialsError,
    CredentialRetrievalError,
    TokenRetrievalError,
)
"""Not a byte of the mail was sent."""

_BAD_REQUEST, _TIMED_OUT, _FAULT = 400, 408, 500


@dataclass(frozen=True, slots=True)
class SesMailer:
    """A Mailer of one workbook. ``ses`` is a client of SES v2 that never tries a send twice.

    SES takes no key that would make a send happen once, so a mail whose answer was lost is in
    doubt until SES says by an event that it took it.
    """

    ses: Any = field(repr=False)
    dynamodb: Any = field(repr=False)
    table: str
    spreadsheet: str
    configuration_set: str = ""
    """The set whose events say what became of a mail; empty: none are published."""

    def send(self, mail: Mail) -> None:
        """Hand the mail over; raises MailRefusedError, MailLaterError and MailUnsureError."""
        try:
            self.ses.send_email(**self._request(mail))
        except ClientError as error:
            raise _meant(error) from error
        except ParamValidationError as error:
            raise MailRefusedError(str(error)) from error
        except _NEVER_LEFT as error:
            raise MailLaterError(str(error)) from error
        except BotoCoreError as error:
            raise MailUnsureError(str(error)) from error

    def knows(self, mail: str) -> bool | None:
        """Return True once SES said that it took the mail; until then None: it may yet say so."""
        return AcceptedMails(self.dynamodb, self.table).has(self.spreadsheet, mail) or None

    def _request(self, mail: Mail) -> dict[str, Any]:
        named = {"ConfigurationSetName": self.configuration_set} if self.configuration_set else {}
        return {
            "FromEmailAddress": sender_of(mail),
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {"Raw": {"Data": mail.raw}},
            "EmailTags": [_tag("mail", mail.id), _tag("spreadsheet", self.spreadsheet)],
            **named,
        }


def _tag(name: str, value: str) -> dict[str, str]:
    """Return a tag of the mail, or raise MailRefusedError where SES would not take it."""
    if not _TAG.fullmatch(value):
        raise MailRefusedError(f"{name} {value!r} cannot be a tag")
    return {"Name": name, "Value": value}


def _meant(error: ClientError) -> Exception:
    """Return what an answer of SES means for the mail."""
    said = error.response.get("Error", {})
    code, status = said.get("Code", ""), _status(error)
    words = f"{code}: {said.get('Message', '')}".strip(": ")
    if code in _LATER:
        return MailLaterError(words)
    if _BAD_REQUEST <= status < _FAULT and status != _TIMED_OUT:
        return MailRefusedError(words)
    return MailUnsureError(words)


def _status(error: ClientError) -> int:
    return int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", _FAULT))
