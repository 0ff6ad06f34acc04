"""A server of a desk's pages on a free port of this machine, with questions to answer."""

import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import urlencode

from chalicelib.wiring.questions import links_of, questions_of
from chalicelib.wiring.serve import server_of
from tests.pages.questions import token

FORM = "application/x-www-form-urlencoded"


class Told(NamedTuple):
    """What was answered."""

    status: int
    headers: dict
    text: str


class Served(NamedTuple):
    """A desk's pages, as a browser reaches them."""

    place: object
    port: int

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def store(self):
        return questions_of(self.place)

    def path(self, asked):
        return f"/q/{token(asked, '', links_of(self.place))}"

    def url(self, asked):
        return self.address + self.path(asked)

    def call(self, method, path, body=None, **headers):
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body, headers)
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return Told(answer.status, told, answer.read().decode())
        finally:
            line.close()

    def get(self, path):
        return self.call("GET", path)

    def post(self, path, choice="yes", words="", **headers):
        body = urlencode({"choice": choice, "words": words})
        return self.call("POST", path, body, **{"Content-Type": FORM, **headers})

    def answer(self, asked):
        return self.store.find(asked.id).answer


@contextmanager
def served(place, *questions):
    """Serve the pages of a workbook that is asked about until this is left."""
    questions_of(place).keep(questions)
    server = server_of(place, "127.0.0.1", 0).server
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield Served(place, server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


def now():
    return datetime.now(UTC)
