"""Google's API as the desk calls it: gspread's client, made patient and careful.

A request waits its turn (a token bucket keeps below Google's quota), has real timeouts, and is
repeated only where that can do no harm, within the time that the run has left. A change is never
repeated blindly: where nobody knows whether it was done, WorkbookUnsureError says so.
"""

from __future__ import annotations

import random
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, cast

from google.auth.exceptions import GoogleAuthError
from gspread.http_client import HTTPClient
from requests import Response, Session
from requests.exceptions import RequestException

from chalicelib.adapters.google.fault import Verdict, of_answer, of_silence
from chalicelib.ports.workbook import WorkbookLaterError

SHEETS = "https://sheets.googleapis.com/v4/spreadsheets/"
DRIVE = "https://www.googleapis.com/drive/v3/"
CONNECT, READ = 5.0, 30.0
"""Seconds to wait for a connection, and for an answer; Google gives a request up after 180."""
PATIENCE = 100.0
"""Seconds that all calls of one look at a spreadsheet may take, and again those of its write."""
LONGEST = 32.0
"""Seconds between two tries at most."""
A_MINUTE = 60.0
PER_MINUTE = 40
"""Calls of one kind a minute: Google allows 60 to an account, which other runs share."""


class Watch(NamedTuple):
    """Time and chance, so that tests need not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


class Errand(NamedTuple):
    """One request to send."""

    method: str
    url: str
    options: Mapping[str, Any]
    safe: bool
    """Whether it may be sent again without harm."""

    @property
    def kind(self) -> str:
        """Which quota it counts against."""
        if self.url.startswith(DRIVE):
            return "drive"
        return "reads" if self.safe else "writes"


class GoogleClient(HTTPClient):
    """Calls Google for one account."""

    def __init__(
        self, session: Session, watch: Watch | None = None, patience: float = PATIENCE
    ) -> None:
        super().__init__(None, session)  # type: ignore[arg-type]  # the session holds the key
        self.watch = watch or Watch()
        self.patience = patience
        self.calls: Counter[str] = Counter()
        self._sent: dict[str, deque[float]] = {}
        self._until = 0.0
        self.begin()

    def begin(self, patience: float | None = None) -> None:
        """Give all calls from here on so many seconds together."""
        self._until = self.watch.monotonic() + (patience or self.patience)

    @property
    def is_spent(self) -> bool:
        """Whether the time of the calls is over."""
        return self.watch.monotonic() >= self._until

    def read(
        self,
        path: str,
        params: Mapping[str, Any] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        """Return what a request that only reads is answered; a POST where it has a body."""
        options = {"params": params, "json": body}
        return self._answer(
            Errand("post" if body is not None else "get", SHEETS + path, options, safe=True)
        )

    def change(self, path: str, body: Mapping[str, Any], verb: str = "post") -> dict[str, Any]:
        """Return what a change is answered, sent once.

        Raises WorkbookUnsureError where it may or may not have been done.
        """
        return self._answer(Errand(verb, SHEETS + path, {"json": body}, safe=False))

    def drive(self, path: str, params: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a reading request to Drive is answered."""
        return self._answer(Errand("get", DRIVE + path, {"params": params}, safe=True))

    def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Response:
        """Send what gspread itself asks for, as carefully."""
        names = ("params", "data", "json", "files", "headers")
        given = dict(zip(names, args, strict=False)) | options
        return self._done(Errand(method, endpoint, given, safe=method.lower() == "get"))

    def _answer(self, errand: Errand) -> dict[str, Any]:
        response = self._done(errand)
        try:
            return cast("dict[str, Any]", response.json())
        except ValueError:  # cut off on its way
            raise of_answer(response, safe=errand.safe).error from None

    def _done(self, errand: Errand) -> Response:
        tries = 0
        if self.is_spent:
            raise WorkbookLaterError("the time of this run's calls is over")
        while True:
            self._take_turn(errand.kind)
            outcome = self._once(errand)
            if isinstance(outcome, Response):
                return outcome
            if not outcome.again:
                raise outcome.error
            pause = self.watch.chance() * min(LONGEST, 2.0 ** (tries + 1))
            self._rest(max(outcome.wait, 0.1 + pause), outcome)
            tries += 1
            self.calls["retries"] += 1

    def _once(self, errand: Errand) -> Response | Verdict:
        self.calls[errand.kind] += 1
        left = self._until - self.watch.monotonic()
        timeout = (min(CONNECT, max(left, 1.0)), min(READ, max(left, 1.0)))
        try:
            response = self.session.request(
                errand.method, errand.url, timeout=timeout, **errand.options
            )
        except (RequestException, GoogleAuthError) as error:
            return of_silence(error, safe=errand.safe)
        if response.ok and "json" in response.headers.get("Content-Type", "json"):
            return response
        return of_answer(response, safe=errand.safe)

    def _take_turn(self, kind: str) -> None:
        """Wait until fewer calls than allowed went out within the last minute."""
        sent = self._sent.setdefault(kind, deque(maxlen=PER_MINUTE))
        now = self.watch.monotonic()
        if len(sent) == PER_MINUTE and now - sent[0] < A_MINUTE:
            wait = A_MINUTE - (now - sent[0])
            self._rest(wait, Verdict(WorkbookLaterError("our own share of Google's quota")))
        sent.append(self.watch.monotonic())

    def _rest(self, seconds: float, verdict: Verdict) -> None:
        """Sleep, unless the time that is left ends before."""
        if self.watch.monotonic() + seconds >= self._until:
            raise verdict.error
        self.watch.sleep(seconds)
