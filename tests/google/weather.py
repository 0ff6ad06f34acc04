"""
The weather over a service: quotas, slow lines, and mishaps at certain requests or now and then.
Everything follows from the seed and the script, so that a bad day can be had again.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from tests.google.clock import Clock, VirtualClock
from tests.google.exchange import Answer, Request
from tests.google.mishaps import CALM, Mishap, Reply
from tests.google.quota import Quota, kind_of
from tests.google.server import Service


@dataclass(slots=True, eq=False)
class Weather:
    """What happens to the n-th request: as scripted, else by chance, as often as the rates say."""

    seed: int = 0
    rates: Mapping[Mishap, float] = field(default_factory=dict)
    """How likely a mishap befalls a request; together at most 1."""
    scripted: Mapping[int, Mishap] = field(default_factory=dict)
    """What befalls the n-th request; there is no chance in its place."""
    clock: Clock = field(default_factory=VirtualClock)
    quota: Quota | None = None
    latency: float = 0.2
    """Seconds that every request takes."""
    patience: float = 60.0
    """Seconds after which a caller gives up waiting."""
    struck: list[tuple[int, Mishap]] = field(default_factory=list)
    """What befell which request, so far."""
    late: list[tuple[float, Request]] = field(default_factory=list)
    """Requests still on their way, and when they land."""
    n: int = 0
    """How many requests to Sheets and Drive have come since it began."""

    @classmethod
    def script(cls, mishaps: Mapping[int, Mishap], **more: object) -> Self:
        """Return weather that is fair but for some requests."""
        return cls(scripted=mishaps, **more)

    def over(self, service: Service) -> Self:
        """Hang over a service, whose next request is the first, and give it the time."""
        service.world.clock = self.clock.now
        service.before.append(self.before)
        service.after.append(self.after)
        return self

    def at(self, n: int) -> Mishap:
        """Return what befalls the n-th request, which does not depend on the ones before."""
        if n in self.scripted or not self.rates:
            return self.scripted.get(n, CALM)
        chance = random.Random(f"{self.seed}/{n}").random()  # noqa: S311  # reproducible
        for mishap, rate in self.rates.items():
            chance -= rate
            if chance < 0:
                return mishap
        return CALM

    def before(self, service: Service, request: Request, n: int) -> Reply:
        """Return what is answered instead of carrying a request out, or None."""
        del n
        kind = kind_of(request.method, request.path)
        if not kind:
            return None
        self.n += 1
        self.clock.sleep(self.latency)
        self.lands(service)
        return self._refused(service, kind) or self._struck(self._now.before(self, request))

    def after(self, service: Service, request: Request, answer: Answer, n: int) -> Reply:
        """Return what becomes of an answer, or None if it arrives as it is."""
        del service, n
        if not kind_of(request.method, request.path):
            return None
        return self._struck(self._now.after(answer))

    def sends(self, request: Request, seconds: float) -> None:
        """Let a request be carried out only when so many seconds have passed."""
        self.late.append((self.clock.monotonic() + seconds, request))

    def lands(self, service: Service, *, everything: bool = False) -> int:
        """Carry out what has been on its way until now, or all of it; return how much it was."""
        if not self.late:
            return 0
        now = float("inf") if everything else self.clock.monotonic()
        due = sorted((late for late in self.late if late[0] <= now), key=lambda late: late[0])
        self.late = [late for late in self.late if late[0] > now]
        for _, request in due:
            service.carry_out(request)
        return len(due)

    def clears(self) -> None:
        """Let nothing go wrong any more; what is on its way stays on its way."""
        self.scripted, self.rates = {}, {}

    def _refused(self, service: Service, kind: str) -> Reply:
        if self.quota is None:
            return None
        body = self.quota.refusal(kind, service.bot, self.clock.monotonic())
        return body and Answer(body["error"]["code"], body)

    @property
    def _now(self) -> Mishap:
        return self.at(self.n)

    def _struck(self, reply: Reply) -> Reply:
        if reply is not None:
            self.struck.append((self.n, self._now))
        return reply
