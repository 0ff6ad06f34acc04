"""What must be there before a deployment, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from botocore.exceptions import ClientError
from cloud import Cloud, code

MISSING = {"NotFoundException", "ResourceNotFoundException", "ParameterNotFound"}
NEEDED = {
    "Sender": "SENDER=desk@your-shop.com",
    "Owner": "OWNER=you@your-shop.com",
    "GoogleKey": "GOOGLE_KEY=secret:aftersheet/google",
}
"""What has no default, and how it is given to make."""


def identity(cloud: Cloud, sender: str) -> str | None:
    """Return the verified identity that covers a sender: the address, else its domain."""
    ses = cloud.client("sesv2")
    for name in (sender, sender.partition("@")[2]):
        try:
            if ses.get_email_identity(EmailIdentity=name)["VerifiedForSendingStatus"]:
                return name
        except ClientError as error:
            if code(error) not in MISSING:
                raise
    return None


def complaints(cloud: Cloud, given: Mapping[str, str]) -> Iterator[str]:
    """Yield what keeps these settings from being deployed."""
    for name, example in NEEDED.items():
        if not given.get(name):
            yield f"{name} is not known yet: add {example}"
    if given.get("Sender") and not given.get("Identity"):
        yield (
            f"SES has not verified {given['Sender']} nor its domain in {cloud.region}:"
            f" aws sesv2 create-email-identity --email-identity {given['Sender']}"
        )
    for name in ("GoogleKey", "HintSecrets"):
        if given.get(name):
            yield from _unreadable(cloud, name, given[name])


def _unreadable(cloud: Cloud, setting: str, reference: str) -> Iterator[str]:
    kind, _, name = reference.partition(":")
    if kind not in {"secret", "ssm"}:
        yield f"{setting} must be secret:NAME or ssm:/NAME, for a file is not in the cloud"
        return
    try:
        if kind == "secret":
            cloud.client("secretsmanager").describe_secret(SecretId=name)
        else:
            cloud.client("ssm").get_parameter(Name=name)
    except ClientError as error:
        if code(error) not in MISSING:
            raise
        yield f"{setting}: there is no {reference} in {cloud.region}: {_making(kind, name)}"


def _making(kind: str, name: str) -> str:
    if kind == "secret":
        return f"aws secretsmanager create-secret --name {name} --secret-string file://FILE"
    return f"aws ssm put-parameter --type SecureString --name {name} --value file://FILE"


def notes(cloud: Cloud) -> Iterator[str]:
    """Yield what does not keep from deploying, but is good to know."""
    try:
        free = cloud.client("sesv2").get_account().get("ProductionAccessEnabled", True)
    except ClientError:
        return
    if not free:
        yield "SES is in its sandbox: only verified addresses get mail (infra/README.md, step 2)."
