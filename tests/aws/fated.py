"""Clients of AWS to which something happens."""

from __future__ import annotations

from contextlib import suppress

from botocore.exceptions import ClientError, ReadTimeoutError


class Fated:
    """A client of which every call is in the hands of fate."""

    def __init__(self, client, fate):
        self._client, self._fate = client, fate

    def __getattr__(self, name):
        call = getattr(self._client, name)
        if name == "exceptions":
            return call
        return lambda **asked: self._fate.effect(lambda: call(**asked))


class Stuttering:
    """A client whose commits are done, but the answer is lost: what asks again is refused."""

    def __init__(self, client):
        self._client = client
        self.lost = 0

    def __getattr__(self, name):
        call = getattr(self._client, name)

        def twice(**asked):
            if name in ("transact_write_items", "update_item") and "'HEAD'" in repr(asked):
                with suppress(ClientError):
                    call(**asked)
                    self.lost += 1
            return call(**asked)

        return twice


class Silent:
    """A client that does what it is asked, and never answers its first commits."""

    def __init__(self, client, times=1):
        self._client, self.left = client, times

    def __getattr__(self, name):
        call = getattr(self._client, name)

        def unheard(**asked):
            answer = call(**asked)
            if self.left and name == "transact_write_items":
                self.left -= 1
                raise ReadTimeoutError(endpoint_url="there")
            return answer

        return unheard
