"""A mail server on this machine that keeps what it is handed, and fails as it is told."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HANG_UP = ""
"""In place of a reply: the connection is lost."""
CONTENT = "content"
"""The verb of what follows DATA."""


@dataclass
class Sink:
    """What the server answers, and what it was handed."""

    replies: dict[str, str] = field(default_factory=dict)
    """By verb, what is answered instead of the usual."""
    offers: tuple[str, ...] = ()
    """Extensions that EHLO names."""
    wraps: ssl.SSLContext | None = None
    at_once: bool = False
    """Whether encryption begins with the connection."""
    port: int = 0
    mails: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)


class _Talk:
    """One connection."""

    def __init__(self, sink: Sink, link: socket.socket) -> None:
        self.sink, self.link, self.file = sink, link, link.makefile("rb")
        self.sender, self.to = "", []

    def run(self) -> None:
        if self.sink.at_once:
            self.wrap()
        self.say(self.sink.replies.get("greeting", "220 sink"))
        while line := self.file.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if not self.answer(verb.upper(), rest):
                return

    def answer(self, verb: str, rest: str) -> bool:
        said = self.sink.replies.get(verb)
        if said == HANG_UP:
            return False
        self.say(said if said is not None else self.usual(verb, rest))
        if verb == "STARTTLS" and said is None:
            self.wrap()
        if verb == "DATA" and said is None:
            return self.content()
        return verb != "QUIT"

    def usual(self, verb: str, rest: str) -> str:
        if verb == "EHLO":
            return "\r\n".join(
                ["250-sink", *(f"250-{name}" for name in self.sink.offers), "250 HELP"]
            )
        if verb == "MAIL":
            self.sender, self.to = rest, []
        if verb == "RCPT":
            self.to.append(rest)
        if verb == "AUTH":
            self.sink.logins.append(b64decode(rest.rsplit(maxsplit=1)[-1]).decode())
            return "235 welcome"
        return {"DATA": "354 go on", "QUIT": "221 bye", "STARTTLS": "220 go on"}.get(verb, "250 ok")

    def content(self) -> bool:
        lines = list(iter(self.file.readline, b".\r\n"))
        said = self.sink.replies.get(CONTENT, "250 taken")
        if said.startswith("250") or said == HANG_UP:
            raw = b"".join(line.removeprefix(b".") for line in lines)
            self.sink.mails.append((self.sender, self.to, raw))
        if said != HANG_UP:
            self.say(said)
        return said != HANG_UP

    def wrap(self) -> None:
        self.link = self.sink.wraps.wrap_socket(self.link, server_side=True)
        self.file = self.link.makefile("rb")
        self.sink.encrypted.append(True)

    def say(self, line: str) -> None:
        self.link.sendall(f"{line}\r\n".encode())


@contextmanager
def serving(sink: Sink) -> Iterator[Sink]:
    """Serve on a port of this machine until the end."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        sink.port = door.getsockname()[1]
        threading.Thread(target=_serve, args=(sink, door), daemon=True).start()
        yield sink
        with suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def _serve(sink: Sink, door: socket.socket) -> None:
    with suppress(OSError):
        while True:
            link, _ = door.accept()
            talk = _Talk(sink, link)
            with suppress(OSError):
                talk.run()
            talk.file.close()
            talk.link.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's own certificate, and the trust of a client that knows it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sink")])
    day = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(day - timedelta(days=1))
        .not_valid_after(day + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path = folder / "sink.pem"
    secret = key.private_bytes(pem, plain, serialization.NoEncryption())
    path.write_bytes(secret + made.public_bytes(pem))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    return server, ssl.create_default_context(cadata=made.public_bytes(pem).decode())
