"""The `aftersheet` command: a desk at the terminal, in English or in Chinese."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from chalicelib.cli.speech import speech


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and leave with its exit code."""
    from chalicelib.cli.commands import command  # noqa: PLC0415

    given = list(sys.argv[1:] if arguments is None else arguments)
    command(speech(given, os.environ)).main(given, prog_name="aftersheet")
