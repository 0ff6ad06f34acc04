"""The clients of AWS, each made when it is first asked for, and then kept."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from botocore.config import Config
from botocore.session import Session

_TIMES = {"connect_timeout": 3, "read_timeout": 10}
"""Seconds."""

_TRIED = Config(**_TIMES, retries={"mode": "standard", "total_max_attempts": 3})
_ONCE = Config(**_TIMES, retries={"mode": "standard", "total_max_attempts": 1})
"""For mail: whether a send that failed was done is for the outbox to settle."""


class Clients:
    """Clients of one region; without one, region and endpoint are those of the environment."""

    def __init__(self, region: str | None = None, endpoint: str | None = None) -> None:
        self._places = {"region_name": region, "endpoint_url": endpoint}
        self._session = Session()

    @cached_property
    def dynamodb(self) -> Any:
        """The table."""
        return self.made("dynamodb")

    @cached_property
    def s3(self) -> Any:
        """The bucket."""
        return self.made("s3")

    @cached_property
    def sqs(self) -> Any:
        """The queues."""
        return self.made("sqs")

    @cached_property
    def ses(self) -> Any:
        """Mail, in its second version; never tried twice."""
        return self.made("sesv2", _ONCE)

    @cached_property
    def sns(self) -> Any:
        """The topics."""
        return self.made("sns")

    @cached_property
    def secrets(self) -> Any:
        """The Secrets Manager."""
        return self.made("secretsmanager")

    @cached_property
    def ssm(self) -> Any:
        """The Parameter Store."""
        return self.made("ssm")

    def made(self, name: str, config: Config = _TRIED) -> Any:
        """Make a client by the name that botocore gives the service."""
        return self._session.create_client(name, config=config, **self._places)
