"""The deployment's template: our parts joined for the packager, and what it made written plainly."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

PARTS = ("resources.yaml", "functions.yaml", "alarms.yaml")


class Plain(yaml.SafeDumper):
    """Writes no anchors: CloudFormation reads none."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - named by the library
        """Write a value out wherever it stands."""
        return True


def joined(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the sections of several templates as one; a name may stand in one of them only."""
    whole: dict[str, Any] = {}
    for part in parts:
        for section, content in part.items():
            if not isinstance(content, dict):
                whole[section] = content
                continue
            twice = whole.setdefault(section, {}).keys() & content.keys()
            if twice:
                raise ValueError(f"{section} has these names twice: {sorted(twice)}")
            whole[section].update(content)
    return whole


def read(path: Path) -> dict[str, Any]:
    """Return a template."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return dict(found)


def write(template: dict[str, Any], path: Path) -> None:
    """Write a template, always the same way."""
    path.write_text(yaml.dump(template, Dumper=Plain, width=1000), encoding="utf-8")


def mended(made: dict[str, Any]) -> dict[str, Any]:
    """Return the packager's template without the batching window, which no FIFO queue may have."""
    for resource in made["Resources"].values():
        for event in resource.get("Properties", {}).get("Events", {}).values():
            event["Properties"].pop("MaximumBatchingWindowInSeconds", None)
    return made


def main(verb: str, path: Path) -> None:
    """Join our parts into a file, or mend the file that the packager made of them."""
    here = Path(__file__).parent
    if verb == "join":
        write(joined([read(here / part) for part in PARTS]), path)
    else:
        write(mended(read(path)), path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
