"""Prove that the template passes the transform of AWS: .cloud/bin/python infra/transformed.py PATH."""

from __future__ import annotations

import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import template
from samtranslator.translator.transform import transform

GIVEN = {
    "Stage": "test",
    "Sender": "desk@shop.example",
    "Identity": "shop.example",
    "Owner": "boss@shop.example",
    "GoogleKey": "secret:aftersheet/google",
}


class NoManagedPolicies:
    """Our roles take none of the policies that AWS keeps."""

    def load(self) -> dict[str, str]:
        """Return the policies that AWS keeps, by name."""
        return {}


def transformed(path: Path) -> dict[str, Any]:
    """Return the template as CloudFormation gets it, or raise InvalidDocumentException."""
    os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
    source = template.read(path)
    for resource in source["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = "s3://artifacts/deployment.zip"
    return dict(transform(source, GIVEN, NoManagedPolicies()))


def main(path: Path) -> None:
    """Transform, and say what came out."""
    kinds = Counter(resource["Type"] for resource in transformed(path)["Resources"].values())
    print(f"transformed: {kinds.total()} resources")  # noqa: T201
    for kind, times in sorted(kinds.items()):
        print(f"{times:4} {kind}")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
