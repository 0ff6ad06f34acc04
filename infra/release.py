"""What is deployed: a zip and its template, kept under their hash, so that one can go back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from botocore.exceptions import ClientError
from cloud import PRODUCT, Cloud, code, stop

LOCAL = "./deployment.zip"
"""How the packager's template names the zip beside it."""
LENGTH = 16


class Release(NamedTuple):
    """What a deployment brings."""

    id: str
    template: str
    """The text of the template, which says where the zip is."""
    url: str
    """Where CloudFormation reads it: as a text it would take 51,200 bytes at most."""

    @property
    def parts(self) -> dict[str, Any]:
        """The template."""
        return dict(yaml.safe_load(self.template))


def bucket(cloud: Cloud) -> str:
    """Return the bucket that releases are kept in; it is made where there is none."""
    s3, name = cloud.client("s3"), f"{PRODUCT}-releases-{cloud.account}-{cloud.region}"
    try:
        s3.head_bucket(Bucket=name)
    except ClientError as error:
        if code(error) not in {"404", "NoSuchBucket"}:
            raise
        place = {"LocationConstraint": cloud.region}
        outside = {} if cloud.region == "us-east-1" else {"CreateBucketConfiguration": place}
        s3.create_bucket(Bucket=name, **outside)
        closed = dict.fromkeys(
            ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"),
            True,
        )
        s3.put_public_access_block(Bucket=name, PublicAccessBlockConfiguration=closed)
    return name


def put(cloud: Cloud, package: Path) -> Release:
    """Keep what `make package` left, and return it; what is kept already is not sent again."""
    zipped = package / "deployment.zip"
    if not zipped.exists():
        stop(f"{zipped} is not there: run `make package` first.")
    template = (package / "sam.yaml").read_text(encoding="utf-8")
    content = zipped.read_bytes()
    name, key = bucket(cloud), f"{sha256(content).hexdigest()}.zip"
    if not _is_there(cloud, name, key):
        cloud.client("s3").upload_file(str(zipped), name, key)
    whole = template.replace(LOCAL, f"s3://{name}/{key}")
    made = _of(cloud, sha256(whole.encode()).hexdigest()[:LENGTH], whole)
    cloud.client("s3").put_object(Bucket=name, Key=f"{made.id}.yaml", Body=whole.encode())
    return made


def get(cloud: Cloud, name: str) -> Release:
    """Return a release that was deployed before."""
    try:
        found = cloud.client("s3").get_object(Bucket=bucket(cloud), Key=f"{name}.yaml")
    except ClientError as error:
        if code(error) != "NoSuchKey":
            raise
        stop(f"There is no release {name}. Those kept: aws s3 ls s3://{bucket(cloud)}/")
    return _of(cloud, name, found["Body"].read().decode())


def _of(cloud: Cloud, name: str, template: str) -> Release:
    return Release(
        name, template, f"{cloud.client('s3').meta.endpoint_url}/{bucket(cloud)}/{name}.yaml"
    )


def _is_there(cloud: Cloud, name: str, key: str) -> bool:
    try:
        cloud.client("s3").head_object(Bucket=name, Key=key)
    except ClientError as error:
        if code(error) not in {"404", "NoSuchKey"}:
            raise
        return False
    return True
