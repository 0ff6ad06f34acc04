"""A stack of CloudFormation: what it is, what would change, and how a change goes."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

import click
from botocore.exceptions import ClientError
from cloud import PRODUCT, Cloud, stop

Change = Mapping[str, Any]
GOOD = {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE"}
REMEDIES = {
    "already exists": "Something of that name is there: take it away, or choose another STAGE.",
    "not authorized": "Your login may not do this: deploy as an administrator of the account.",
    "AccessDenied": "Your login may not do this: deploy as an administrator of the account.",
    "not verified": "Verify the identity in SES of this region (infra/README.md, step 2).",
    "limit": "A quota of the account is used up: Service Quotas shows which.",
}
ECHOES = ("cancelled", "DescribeEvents")
"""Signs of a failure that only follows another."""
OTHERWISE = "Mend that and deploy again; the stage is as it was before."


class Wish(NamedTuple):
    """What a stack is to become."""

    kind: str
    """CREATE, UPDATE or IMPORT."""
    template: Mapping[str, str]
    """Its TemplateURL, or a short one as TemplateBody."""
    parameters: Sequence[Mapping[str, Any]]
    imports: Sequence[Mapping[str, Any]] = ()


def found(cloud: Cloud) -> Mapping[str, Any] | None:
    """Return the stack of a stage, or None if there is none."""
    try:
        stacks = cloud.cloudformation.describe_stacks(StackName=cloud.name)["Stacks"]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        return None
    return dict(stacks[0]) if stacks[0]["StackStatus"] != "DELETE_COMPLETE" else None


def proposed(cloud: Cloud, wish: Wish) -> str | None:
    """Have a change set made and return its name; None if nothing would change."""
    name = f"{PRODUCT}-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    tags = [{"Key": "app", "Value": PRODUCT}, {"Key": "stage", "Value": cloud.stage}]
    special = {"ResourcesToImport": wish.imports} if wish.imports else {"Tags": tags}
    cloud.cloudformation.create_change_set(
        StackName=cloud.name,
        ChangeSetName=name,
        ChangeSetType=wish.kind,
        Parameters=wish.parameters,
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        **wish.template,
        **special,
    )
    return name if _is_made(cloud, name) else None


def _is_made(cloud: Cloud, name: str) -> bool:
    while True:
        look = cloud.cloudformation.describe_change_set(StackName=cloud.name, ChangeSetName=name)
        if look["Status"] == "CREATE_COMPLETE":
            return True
        if look["Status"] == "FAILED":
            reason = look.get("StatusReason", "")
            if "didn't contain changes" in reason or "No updates" in reason:
                dropped(cloud, name)
                return False
            which = {"StackName": cloud.name, "ChangeSetName": look["ChangeSetId"]}
            said = explained(_refused(cloud, which))
            stop(f"CloudFormation refuses the template: {reason}\n{said}")
        time.sleep(cloud.pause)


def dropped(cloud: Cloud, name: str) -> None:
    """Take a change set away that is not wanted."""
    cloud.cloudformation.delete_change_set(StackName=cloud.name, ChangeSetName=name)


def changes(cloud: Cloud, name: str) -> Iterator[Change]:
    """Yield what a change set would do, a resource each."""
    pages = cloud.cloudformation.get_paginator("describe_change_set")
    for page in pages.paginate(StackName=cloud.name, ChangeSetName=name):
        yield from (change["ResourceChange"] for change in page["Changes"])


def done(cloud: Cloud, name: str) -> None:
    """Carry a change set out, telling how it goes; end the command if it fails."""
    told = happened(cloud, cloud.name)
    cloud.cloudformation.execute_change_set(StackName=cloud.name, ChangeSetName=name)
    watched(cloud, cloud.name, told)


def happened(cloud: Cloud, stack: str) -> set[str]:
    """Return the ids of a stack's newest events; the machine's clock may differ from theirs."""
    events = cloud.cloudformation.describe_stack_events(StackName=stack)["StackEvents"]
    return {event["EventId"] for event in events}


def watched(cloud: Cloud, stack: str, before: set[str]) -> None:
    """Wait until a stack has come to rest, telling how it goes; end the command if it failed."""
    told = set(before)
    while True:
        status = cloud.cloudformation.describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        failed = [_told(event, told) for event in _events(cloud, stack, before)]
        if not status.endswith("_IN_PROGRESS") or status == "REVIEW_IN_PROGRESS":
            break
        time.sleep(cloud.pause)
    if status not in GOOD:
        events = [*_refused(cloud, {"StackName": stack}), *filter(None, failed)]
        stop(f"{stack}: {status}\n{explained(events)}")


def _refused(cloud: Cloud, which: Mapping[str, str]) -> list[Change]:
    """Return what was found wrong before anything was made, as events that failed."""
    try:
        events = cloud.cloudformation.describe_events(**which)["OperationEvents"]
    except ClientError:
        return []
    return [
        {**event, "ResourceStatusReason": event.get("ValidationStatusReason", "")}
        for event in events
        if event.get("ValidationStatus") == "FAILED" and "LogicalResourceId" in event
    ]


def _events(cloud: Cloud, stack: str, before: set[str]) -> list[Change]:
    """Return what happened after those events, oldest first."""
    late: list[Change] = []
    for page in cloud.cloudformation.get_paginator("describe_stack_events").paginate(
        StackName=stack
    ):
        ids = {event["EventId"] for event in page["StackEvents"]}
        late += [event for event in page["StackEvents"] if event["EventId"] not in before]
        if ids & before:
            break
    return late[::-1]


def _told(event: Change, told: set[str]) -> Change | None:
    """Say what happened, once; return it if it failed."""
    status = event["ResourceStatus"]
    if event["EventId"] not in told and not status.endswith("_IN_PROGRESS"):
        click.echo(f"  {status:<24} {event['LogicalResourceId']}")
    told.add(event["EventId"])
    return event if status.endswith("_FAILED") else None


def explained(failed: Sequence[Change]) -> str:
    """Return which resources failed, why, and what to do."""
    reasons = [
        (event["LogicalResourceId"], event.get("ResourceStatusReason", "")) for event in failed
    ]
    first = [pair for pair in reasons if not any(sign in pair[1] for sign in ECHOES)] or reasons
    said = [f"  {name}: {reason}\n    {_remedy(reason)}" for name, reason in first]
    return "\n".join(said) or f"  {OTHERWISE}"


def _remedy(reason: str) -> str:
    return next((words for sign, words in REMEDIES.items() if sign in reason), OTHERWISE)
