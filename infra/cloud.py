"""What the deployment's scripts share: the account they work on, and how they speak."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NoReturn

import boto3
import click
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    NoRegionError,
)

PRODUCT = "aftersheet"
KEPT = {"Table": "AWS::DynamoDB::Table", "Bucket": "AWS::S3::Bucket"}
"""What holds the desk's memory, by its name in the template: stays when a stage is taken down."""
STAYS = {"Table": "TableName", "Bucket": "BucketName"}
"""The property that names it."""

EXPIRED = {"ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId"}
UNREACHED = {
    NoRegionError: "No region: export AWS_REGION=eu-central-1, or the one where SES is set up.",
    NoCredentialsError: "Nobody is logged in to AWS: `aws sso login`, or set AWS_PROFILE.",
}


class Cloud:
    """One stage in one account and region; clients are made when they are needed."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self._session = boto3.Session()
        self._clients: dict[str, Any] = {}

    def client(self, name: str) -> Any:
        """Return a client, always the same one."""
        if name not in self._clients:
            self._clients[name] = self._session.client(name)
        return self._clients[name]

    @cached_property
    def cloudformation(self) -> Any:
        """The client that deploys."""
        return self.client("cloudformation")

    @cached_property
    def account(self) -> str:
        """The account's number; fails where nobody is logged in."""
        return str(self.client("sts").get_caller_identity()["Account"])

    @property
    def region(self) -> str:
        """The region's name."""
        return str(self.cloudformation.meta.region_name)

    @property
    def name(self) -> str:
        """The stack's name, and how the names of its resources begin."""
        return f"{PRODUCT}-{self.stage}"

    @property
    def memory(self) -> dict[str, str]:
        """What the table and the bucket are called."""
        return {"Table": self.name, "Bucket": f"{self.name}-{self.account}-{self.region}"}

    @property
    def pause(self) -> float:
        """Seconds between two looks at what is going on; a cloud on this machine is quick."""
        return 0.2 if os.environ.get("AWS_ENDPOINT_URL") else 3.0


def code(error: ClientError) -> str:
    """Return the code of an error that AWS answered with."""
    return str(error.response.get("Error", {}).get("Code", ""))


def stop(said: str) -> NoReturn:
    """End the command with what is wrong, and what to do."""
    raise click.ClickException(said)


@contextmanager
def plain_words() -> Iterator[None]:
    """Say in words what keeps us from AWS at all."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        stop(_words(error))


def _words(error: Exception) -> str:
    if isinstance(error, ClientError):
        expired = code(error) in EXPIRED
        return "The login to AWS has expired: log in again." if expired else f"AWS refused: {error}"
    known = (words for kind, words in UNREACHED.items() if isinstance(error, kind))
    return next(known, f"AWS could not be asked: {error}")
