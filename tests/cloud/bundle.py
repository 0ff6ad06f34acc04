"""The package: the zip that ships, unzipped, and the handlers that its template names."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import yaml

from tests.cloud.places import PACKAGE

ZIP = PACKAGE / "deployment.zip"
FUNCTION = "AWS::Serverless::Function"


def unzipped(folder: Path) -> Path:
    """Unzip the bundle into a folder, and return where it lies."""
    place = folder / "bundle"
    with zipfile.ZipFile(ZIP) as bundle:
        bundle.extractall(place)
    return place


def template() -> dict[str, Any]:
    """Return the template of the package."""
    return dict(yaml.safe_load((PACKAGE / "sam.yaml").read_text()))


def handlers() -> dict[str, str]:
    """Return the handler of every function, by the function's name in the template."""
    return {
        name: resource["Properties"]["Handler"]
        for name, resource in template()["Resources"].items()
        if resource["Type"] == FUNCTION
    }
