"""Prove a package: every handler its template names is importable from the zip alone."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import template

FIND = "import sys, importlib; sys.path.insert(0, sys.argv[1]); m, _, f = sys.argv[2].rpartition('.'); assert callable(getattr(importlib.import_module(m), f))"


def handlers(path: Path) -> list[str]:
    """Return the handlers of all functions in a SAM template."""
    resources = template.read(path)["Resources"].values()
    return sorted(
        resource["Properties"]["Handler"]
        for resource in resources
        if resource["Type"] == "AWS::Serverless::Function"
    )


def main(folder: Path) -> None:
    """Import each handler in an interpreter that sees the unzipped bundle and nothing else."""
    named = handlers(folder / "sam.yaml")
    assert named, "the template names no function"  # noqa: S101
    with TemporaryDirectory() as bundle:
        zipfile.ZipFile(folder / "deployment.zip").extractall(bundle)
        for handler in named:
            lone = [sys.executable, "-I", "-S", "-c", FIND, bundle, handler]
            subprocess.run(lone, check=True, timeout=60)  # noqa: S603
            print(f"{handler}: importable from the zip alone")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))
