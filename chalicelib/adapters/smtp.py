"""Mail through a server that speaks SMTP: the embedded desk's way to real mailboxes."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from smtplib import SMTP, SMTP_SSL, SMTPException, SMTPNotSupportedError, SMTPResponseException
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

from chalicelib.adapters.mail_from import sender_of
from chalicelib.messages.mail import Mail
from chalicelib.ports.mail import MailLaterError, MailRefusedError, MailUnsureError

PORTS = {"smtp": 587, "smtps": 465}
"""By scheme: encryption begins by STARTTLS, or with the connection."""
PATIENCE = 30.0
"""Seconds that any one answer may take."""
_US = "[127.0.0.1]"
"""What we call ourselves to the server; a computer's own name is nobody's business."""
_DONE, _GO_ON, _FOR_NOW, _FOR_GOOD = 2, 3, 4, 5
"""What the first digit of a reply means."""


class SmtpPlaceError(ValueError):
    """Write smtp://user:password@host:587, or smtps:// for port 465; carries no part of it."""

    def __str__(self) -> str:
        """Return what to write."""
        return (type(self).__doc__ or "").partition(";")[0]


class SmtpPlace(NamedTuple):
    """A server, and how to log in there; never shows the password."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encrypted: bool = False
    """Whether the connection itself is encrypted; else STARTTLS has to be offered."""

    def __repr__(self) -> str:
        """Return where the server is."""
        return f"<smtp server {self.host}:{self.port}>"

    def __str__(self) -> str:
        """Return the same."""
        return repr(self)

    @property
    def here(self) -> bool:
        """Whether the server is on this machine, so that nothing needs to be encrypted."""
        try:
            return self.host == "localhost" or ip_address(self.host).is_loopback
        except ValueError:
            return False


def smtp_place(url: str) -> SmtpPlace:
    """Return the place that a URL names, or raise SmtpPlaceError."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise SmtpPlaceError from None
    if parts.scheme not in PORTS or not parts.hostname or _has_more(parts):
        raise SmtpPlaceError
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if bool(user) != bool(password):
        raise SmtpPlaceError
    chosen = port or PORTS[parts.scheme]
    return SmtpPlace(parts.hostname, chosen, user, password, parts.scheme == "smtps")


def _has_more(parts: SplitResult) -> bool:
    """Whether a URL goes on after the host: as a password does that holds a bare slash."""
    return bool(parts.query or parts.fragment or parts.path.strip("/"))


class SmtpMailer:
    """A Mailer that hands each mail to one server, over a connection of its own."""

    def __init__(self, place: SmtpPlace, trust: ssl.SSLContext | None = None) -> None:
        """Take a server; ``trust`` says whose certificates count, the system's if left out."""
        self._place = place
        self._trust = trust

    def __repr__(self) -> str:
        """Return where the server is."""
        return f"SmtpMailer({self._place!r})"

    def send(self, mail: Mail) -> None:
        """Hand the mail over; raises MailRefusedError, MailLaterError and MailUnsureError."""
        sender = sender_of(mail)
        server = self._connected()
        try:
            with self._before_content():
                _asked(server, sender, mail.to)
            self._content(server, mail.raw)
        finally:
            _leave(server)

    def knows(self, mail: str) -> bool | None:  # noqa: ARG002 - of none
        """Return None: a server says nothing of the mails it took."""
        return None

    def _connected(self) -> SMTP:
        """Return a server that is ready for a mail; what keeps it from that is no mail's fault."""
        server = None
        try:
            server = self._opened()
            self._entered(server)
        except (SMTPException, OSError) as error:
            if server is not None:
                server.close()
            raise MailLaterError(self._said(error)) from None
        return server

    def _opened(self) -> SMTP:
        host, port, *_, encrypted = self._place
        if encrypted:
            return SMTP_SSL(host, port, _US, timeout=PATIENCE, context=self._context())
        return SMTP(host, port, _US, timeout=PATIENCE)

    def _entered(self, server: SMTP) -> None:
        server.ehlo()
        if not self._place.encrypted and server.has_extn("starttls"):
            server.starttls(context=self._context())
            server.ehlo()
        elif not self._place.encrypted and not self._place.here:
            raise SMTPNotSupportedError("it offers no encryption (STARTTLS)")
        if self._place.user:
            server.login(self._place.user, self._place.password)

    def _context(self) -> ssl.SSLContext:
        return self._trust or ssl.create_default_context()

    def _content(self, server: SMTP, raw: bytes) -> None:
        """Send the bytes; from their last line on nobody knows, until the server answers."""
        try:
            server.send(_dotted(raw))
            code, said = server.getreply()
        except (SMTPException, OSError) as error:
            server.close()
            raise MailUnsureError(self._said(error)) from None
        if code // 100 != _DONE:
            raise _meant(code, self._clean(said))

    @contextmanager
    def _before_content(self) -> Iterator[None]:
        """Turn what goes wrong into what it means while the server cannot have the mail yet."""
        try:
            yield
        except SMTPResponseException as error:
            meant = _meant(error.smtp_code, self._clean(error.smtp_error))
            raise _surely(meant) from None
        except (SMTPException, OSError) as error:
            raise MailLaterError(self._said(error)) from None

    def _said(self, error: Exception) -> str:
        return f"{self._place.host}: {type(error).__name__}: {self._clean(str(error))}"

    def _clean(self, said: bytes | str) -> str:
        """Return a server's words, short and without the password."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        text = text.replace(self._place.password, "***") if self._place.password else text
        return " ".join(text.split())[:200]


def _asked(server: SMTP, sender: str, to: str) -> None:
    """Say whom the mail is from and for, up to its content."""
    _check(_DONE, *server.mail(sender))
    _check(_DONE, *server.rcpt(to))
    _check(_GO_ON, *server.docmd("DATA"))


def _check(kind: int, code: int, said: bytes) -> None:
    if code // 100 != kind:
        raise SMTPResponseException(code, said)


def _meant(code: int, said: str) -> Exception:
    """Return what a reply means: 4xx is for now, 5xx for good (RFC 5321 4.2.1)."""
    words = f"{code} {said}"
    kinds = {_FOR_NOW: MailLaterError(words), _FOR_GOOD: MailRefusedError(words)}
    return kinds.get(code // 100, MailUnsureError(words))


def _surely(meant: Exception) -> Exception:
    """Return what a reply means that came before the server could have the mail."""
    return MailLaterError(*meant.args) if isinstance(meant, MailUnsureError) else meant


def _dotted(raw: bytes) -> bytes:
    """Return a mail as it is sent: lines that begin with a dot doubled, one dot at the end."""
    ended = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"


def _leave(server: SMTP) -> None:
    """Say goodbye; a mail that was taken stays taken however that ends."""
    with suppress(SMTPException, OSError):
        server.quit()
