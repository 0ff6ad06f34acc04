"""A table in the place of a stage's own: a backup of the one becomes the other."""

from __future__ import annotations

import time

from botocore.exceptions import ClientError
from cloud import PRODUCT, Cloud, code

PATIENCE = {"Delay": 20, "MaxAttempts": 540}
"""Three hours: a restored table may take one."""


def replaced(cloud: Cloud, table: str) -> None:
    """Delete a stage's table and restore it from a backup of another; may be done again.

    The backup is taken first, and stays; so does that other table.
    """
    dynamodb = cloud.client("dynamodb")
    backup = _backed_up(cloud, table)
    _deleted(cloud)
    dynamodb.restore_table_from_backup(TargetTableName=cloud.name, BackupArn=backup)
    dynamodb.get_waiter("table_exists").wait(TableName=cloud.name, WaiterConfig=PATIENCE)
    _set(cloud)


def _backed_up(cloud: Cloud, table: str) -> str:
    dynamodb = cloud.client("dynamodb")
    told = dynamodb.create_backup(TableName=table, BackupName=table)["BackupDetails"]
    while told["BackupStatus"] == "CREATING":
        time.sleep(cloud.pause)
        found = dynamodb.describe_backup(BackupArn=told["BackupArn"])
        told = found["BackupDescription"]["BackupDetails"]
    return str(told["BackupArn"])


def _deleted(cloud: Cloud) -> None:
    dynamodb = cloud.client("dynamodb")
    try:
        dynamodb.delete_table(TableName=cloud.name)
    except ClientError as error:
        if code(error) != "ResourceNotFoundException":
            raise
        return
    dynamodb.get_waiter("table_not_exists").wait(TableName=cloud.name)


def _set(cloud: Cloud) -> None:
    """Set what no restored table has, as the template says."""
    dynamodb = cloud.client("dynamodb")
    ends = {"AttributeName": "ttl", "Enabled": True}
    dynamodb.update_time_to_live(TableName=cloud.name, TimeToLiveSpecification=ends)
    dynamodb.update_continuous_backups(
        TableName=cloud.name,
        PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True},
    )
    arn = dynamodb.describe_table(TableName=cloud.name)["Table"]["TableArn"]
    tags = [{"Key": "app", "Value": PRODUCT}, {"Key": "stage", "Value": cloud.stage}]
    dynamodb.tag_resource(ResourceArn=arn, Tags=tags)
