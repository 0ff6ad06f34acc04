"""Let the `aftersheet` command work on a stage: eval "$(python infra/environment.py --stage prod)"."""

from __future__ import annotations

import shlex

import click
from botocore.exceptions import ClientError
from cloud import Cloud, code, plain_words, stop

FUNCTION = "run"
"""The function whose settings are taken: it knows all that a command needs."""
OURS = "AFTERSHEET_"


@click.command()
@click.option("--stage", required=True)
def environment(stage: str) -> None:
    """Print the settings of a stage as a shell takes them; secrets are named, not shown."""
    cloud = Cloud(stage)
    with plain_words():
        try:
            found = cloud.client("lambda").get_function_configuration(
                FunctionName=f"{cloud.name}-{FUNCTION}"
            )
        except ClientError as error:
            if code(error) != "ResourceNotFoundException":
                raise
            stop(f"There is no {cloud.name} in {cloud.account}, {cloud.region}.")
    for name, value in sorted(found["Environment"]["Variables"].items()):
        if name.startswith(OURS) and value:
            click.echo(f"export {name}={shlex.quote(value)}")


if __name__ == "__main__":
    environment()
