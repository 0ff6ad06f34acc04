"""Take a stage down: python infra/destroy.py --stage test. Its memory stays, unless told."""

from __future__ import annotations

import click
import stack
from botocore.exceptions import ClientError
from cloud import Cloud, code, plain_words, stop


def taken_down(cloud: Cloud) -> None:
    """Delete the stack of a stage, if there is one; the table and the bucket stay."""
    current = stack.found(cloud)
    if current is None:
        click.echo(f"There is no {cloud.name}.")
        return
    before = stack.happened(cloud, current["StackId"])
    cloud.cloudformation.delete_stack(StackName=cloud.name)
    stack.watched(cloud, current["StackId"], before)


def forgotten(cloud: Cloud) -> None:
    """Delete the table and the bucket, with every version of what is in it."""
    _quietly("dynamodb", cloud, "delete_table", TableName=cloud.memory["Table"])
    name = cloud.memory["Bucket"]
    try:
        for page in cloud.client("s3").get_paginator("list_object_versions").paginate(Bucket=name):
            _emptied(cloud, name, page.get("Versions", []) + page.get("DeleteMarkers", []))
    except ClientError as error:
        if code(error) != "NoSuchBucket":
            raise
        return
    _quietly("s3", cloud, "delete_bucket", Bucket=name)


def _emptied(cloud: Cloud, name: str, versions: list[dict[str, str]]) -> None:
    those = [{"Key": one["Key"], "VersionId": one["VersionId"]} for one in versions]
    if those:
        cloud.client("s3").delete_objects(Bucket=name, Delete={"Objects": those, "Quiet": True})


def _quietly(service: str, cloud: Cloud, verb: str, **what: str) -> None:
    """Do it; what is gone already is as good."""
    try:
        getattr(cloud.client(service), verb)(**what)
    except ClientError as error:
        if code(error) not in {"ResourceNotFoundException", "NoSuchBucket"}:
            raise


@click.command()
@click.option("--stage", required=True)
@click.option("--forget", is_flag=True, help="Delete the table and the bucket too.")
@click.option("--yes", is_flag=True, help="Do not ask; what is to be forgotten is asked for.")
def destroy(stage: str, *, forget: bool, yes: bool) -> None:
    """Take a stage down. Its table and its bucket stay, unless they are to be forgotten."""
    cloud = Cloud(stage)
    with plain_words():
        where = f"{cloud.name} in {cloud.account}, {cloud.region}"
        if forget and click.prompt(f"All that {where} remembers goes. Type the stage") != stage:
            stop("That is another name. Nothing was changed.")
        if not (yes or forget) and not click.confirm(f"Take {where} down?"):
            stop("Nothing was changed.")
        taken_down(cloud)
        if forget:
            forgotten(cloud)
        else:
            click.echo(f"Kept: table {cloud.memory['Table']}, bucket {cloud.memory['Bucket']}")


if __name__ == "__main__":
    destroy()
