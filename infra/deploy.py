"""Bring a stage up, or up to date: python infra/deploy.py --stage prod."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import ready
import release
import stack
import yaml
from botocore.exceptions import ClientError
from cloud import KEPT, STAYS, Cloud, code, plain_words, stop
from rich.console import Console
from rich.table import Table

PACKAGE = Path(__file__).parents[1] / "build/package"
STUCK = {
    "UPDATE_ROLLBACK_FAILED": "Continue its rollback in the console of CloudFormation first.",
    "DELETE_FAILED": "Run `make destroy` again first.",
}
Given = dict[str, str]


def said(options: Mapping[str, str | None]) -> Given:
    """Return the settings that are given now; an empty one empties what was set before."""
    return {
        name.title().replace("_", ""): text for name, text in options.items() if text is not None
    }


def known(current: Mapping[str, Any] | None) -> Given:
    """Return the settings that a stack was deployed with."""
    pairs = (current or {}).get("Parameters", [])
    return {pair["ParameterKey"]: pair.get("ParameterValue", "") for pair in pairs}


def parameters(template: Mapping[str, Any], settings: Given) -> list[dict[str, str]]:
    """Return settings as CloudFormation takes them, those that a template knows.

    One that is emptied takes the template's default.
    """
    return [
        {"ParameterKey": name, "ParameterValue": settings[name] or str(about.get("Default", ""))}
        for name, about in template["Parameters"].items()
        if name in settings
    ]


def settled(cloud: Cloud, given: Given, current: Mapping[str, Any] | None) -> Given:
    """Return all settings: what was given now, else before; end where one will not do."""
    settings = {**known(current), **given, "Stage": cloud.stage}
    settings.pop("Identity", None)
    covering = ready.identity(cloud, settings["Sender"]) if settings.get("Sender") else None
    if covering:
        settings["Identity"] = covering
    wrong = list(ready.complaints(cloud, settings))
    if wrong:
        stop("Not ready to deploy:\n" + "\n".join(f"  {words}" for words in wrong))
    for note in ready.notes(cloud):
        click.echo(f"Note: {note}")
    return settings


def current_of(cloud: Cloud) -> Mapping[str, Any] | None:
    """Return the stack to be changed, None if one is to be made; clear away one never made."""
    current = stack.found(cloud)
    if current is None or current["StackStatus"] == "REVIEW_IN_PROGRESS":
        return None
    status = current["StackStatus"]
    if status == "ROLLBACK_COMPLETE":
        click.echo(f"{cloud.name} was never made whole; its remains are taken away first.")
        cloud.cloudformation.delete_stack(StackName=cloud.name)
        cloud.cloudformation.get_waiter("stack_delete_complete").wait(StackName=cloud.name)
        return None
    if status in STUCK or status.endswith("_IN_PROGRESS"):
        stop(f"{cloud.name} is {status}. {STUCK.get(status, 'Wait until that is over.')}")
    return current


def is_kept(cloud: Cloud, name: str) -> bool:
    """Whether the table of an earlier stage of the same name is still there."""
    try:
        cloud.client("dynamodb").describe_table(TableName=name)
    except ClientError as error:
        if code(error) != "ResourceNotFoundException":
            raise
        return False
    return True


def remembered(cloud: Cloud, what: release.Release) -> None:
    """Have a new stack begin with the table and the bucket that an earlier one left."""
    click.echo(f"{cloud.memory['Table']} is still there: the stage begins with what it remembers.")
    parts = what.parts
    mine = {
        "AWSTemplateFormatVersion": parts["AWSTemplateFormatVersion"],
        "Parameters": {"Stage": parts["Parameters"]["Stage"]},
        "Resources": {name: parts["Resources"][name] for name in KEPT},
    }
    imports = [
        {
            "ResourceType": kind,
            "LogicalResourceId": name,
            "ResourceIdentifier": {STAYS[name]: cloud.memory[name]},
        }
        for name, kind in KEPT.items()
    ]
    stage = [{"ParameterKey": "Stage", "ParameterValue": cloud.stage}]
    wish = stack.Wish("IMPORT", {"TemplateBody": yaml.safe_dump(mine)}, stage, imports)
    name = stack.proposed(cloud, wish)
    if name:
        stack.done(cloud, name)


def shown(changes: list[stack.Change]) -> None:
    """Print what would change."""
    table = Table("change", "resource", "type", "replaced", box=None, header_style="bold")
    for change in sorted(changes, key=lambda c: (c["Action"], c["LogicalResourceId"])):
        replaced = change.get("Replacement", "")
        row = (change["Action"], change["LogicalResourceId"], change["ResourceType"])
        table.add_row(*row, "" if replaced == "False" else replaced)
    Console(width=120).print(table)


def deployed(cloud: Cloud, what: release.Release, settings: Given, *, ask: bool) -> None:
    """Show what would change, and do it."""
    current = current_of(cloud)
    if current is None and is_kept(cloud, cloud.memory["Table"]):
        remembered(cloud, what)
        current = stack.found(cloud)
    settings = {**settings, "Release": what.id}
    kind, where = "UPDATE" if current else "CREATE", {"TemplateURL": what.url}
    wish = stack.Wish(kind, where, parameters(what.parts, settings))
    name = stack.proposed(cloud, wish)
    if name is None:
        click.echo("Nothing to change.")
        return
    shown(list(stack.changes(cloud, name)))
    if ask and not click.confirm(f"Do this to {cloud.name} in {cloud.account}, {cloud.region}?"):
        stack.dropped(cloud, name)
        stop("Nothing was changed.")
    stack.done(cloud, name)


def told(cloud: Cloud) -> None:
    """Print what the stage is reached by."""
    outputs = (stack.found(cloud) or {}).get("Outputs", [])
    for output in sorted(outputs, key=lambda o: o["OutputKey"]):
        click.echo(f"{output['OutputKey']:<18} {output['OutputValue']}")


@click.command()
@click.option("--stage", required=True, help="Part of every name, such as prod.")
@click.option("--sender", envvar="AFTERSHEET_SENDER", help="The address that mails come from.")
@click.option("--owner", envvar="AFTERSHEET_OWNER", help="The shop owner's address.")
@click.option("--approvers", envvar="AFTERSHEET_APPROVERS", help="Who alone may approve.")
@click.option("--google-key", envvar="AFTERSHEET_GOOGLE_KEY", help="secret:NAME or ssm:/NAME")
@click.option("--hint-secrets", envvar="AFTERSHEET_HINT_SECRETS", help="secret:NAME or ssm:/NAME")
@click.option("--alarm-email", envvar="AFTERSHEET_ALARM_EMAIL", help="Who is told of alarms.")
@click.option("--runs-a-minute", envvar="AFTERSHEET_RUNS_A_MINUTE", help="20 if not given.")
@click.option("--google-endpoint", envvar="AFTERSHEET_GOOGLE_ENDPOINT", help="For tests.")
@click.option("--release", "back", help="Go back to a release that was deployed before.")
@click.option("--package", type=click.Path(path_type=Path), default=PACKAGE, show_default=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
def deploy(stage: str, back: str | None, package: Path, *, yes: bool, **given: str | None) -> None:
    """Bring a stage up, or up to date. What is not given stays as it is; --approvers= empties."""
    cloud = Cloud(stage)
    with plain_words():
        click.echo(f"{cloud.name} in {cloud.account}, {cloud.region}")
        settings = settled(cloud, said(given), stack.found(cloud))
        what = release.get(cloud, back) if back else release.put(cloud, package)
        click.echo(f"Release {what.id}")
        deployed(cloud, what, settings, ask=not yes)
        told(cloud)


if __name__ == "__main__":
    deploy()
