"""
A small AWS for tests: the table of infra/resources.yaml and a bucket, in moto.

With AFTERSHEET_TEST_ENDPOINT set, the same suites run on what answers there (MiniStack, say).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import yaml
from moto import mock_aws

from chalicelib.adapters.aws.clients import Clients
from tests.aws.one_at_a_time import OneAtATime
from tests.aws.quick import QuickDynamo
from tests.aws.quick_bucket import QuickS3
from tests.aws.quick_table import Table

RESOURCES = Path(__file__).parents[2] / "infra" / "resources.yaml"
REGION = "us-east-1"
NOBODY = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_SESSION_TOKEN": "testing",
    "AWS_DEFAULT_REGION": REGION,
}


class Near(NamedTuple):
    """Clients within the process."""

    dynamodb: QuickDynamo
    s3: QuickS3


class Mocked(Clients):
    """Clients of moto, which has to be asked by one thread after another."""

    @cached_property
    def dynamodb(self) -> Any:
        """The table."""
        return OneAtATime(super().dynamodb)


class World(NamedTuple):
    """What a test finds there."""

    clients: Clients | Near
    table: str
    bucket: str

    dynamodb = property(lambda self: self.clients.dynamodb)
    s3 = property(lambda self: self.clients.s3)
    sqs = property(lambda self: self.clients.sqs)
    ses = property(lambda self: self.clients.ses)
    sns = property(lambda self: self.clients.sns)
    secrets = property(lambda self: self.clients.secrets)
    ssm = property(lambda self: self.clients.ssm)


@contextmanager
def aws() -> Iterator[World]:
    """Stand up an empty world with a table and a bucket of its own; gone at the end."""
    endpoint = os.environ.get("AFTERSHEET_TEST_ENDPOINT")
    with ExitStack() as stack:
        stack.enter_context(_environment(NOBODY))
        if not endpoint:
            stack.enter_context(mock_aws())
        name = f"desk-{uuid4().hex[:12]}"
        world = World(_clients(endpoint), name, name)
        make_table(world)
        world.s3.create_bucket(Bucket=world.bucket)
        yield world
        if endpoint:
            world.dynamodb.delete_table(TableName=world.table)


@contextmanager
def quick() -> Iterator[World]:
    """Stand up an empty world that is but a table and a bucket, in the process itself."""
    dynamodb = QuickDynamo({"desk": Table(resources()["Table"]["Properties"])})
    yield World(Near(dynamodb, QuickS3("desk")), "desk", "desk")


def make_table(world: World) -> None:
    """Make the table as the template has it."""
    told = dict(resources()["Table"]["Properties"])
    ttl = told.pop("TimeToLiveSpecification", None)
    for later in ("PointInTimeRecoverySpecification", "Tags", "SSESpecification"):
        told.pop(later, None)
    world.dynamodb.create_table(**told | {"TableName": world.table})
    world.dynamodb.get_waiter("table_exists").wait(TableName=world.table)
    if ttl:
        world.dynamodb.update_time_to_live(TableName=world.table, TimeToLiveSpecification=ttl)


@cache
def resources() -> dict[str, Any]:
    """Return the resources of the template; what its tags refer to stays a text."""
    return yaml.load(RESOURCES.read_text(), _Template)["Resources"]  # noqa: S506 - a SafeLoader


@cache
def _clients(endpoint: str | None) -> Clients:
    """Keep the clients from test to test: making one costs more than most tests."""
    return Clients(REGION, endpoint) if endpoint else Mocked(REGION)


@contextmanager
def _environment(values: dict[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


class _Template(yaml.SafeLoader):
    """Reads !Ref, !Sub, !GetAtt and their like as what stands behind them."""


def _behind(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


_Template.add_multi_constructor("!", _behind)
