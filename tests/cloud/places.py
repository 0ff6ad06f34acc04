"""Where the proofs of the cloud find what others have built: the package, and two environments."""

from __future__ import annotations

import os
import socket
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = Path(os.environ.get("PACKAGE", ROOT / "build/package"))
"""What ``make package`` leaves: deployment.zip and the template that names its handlers."""
RUNTIME = Path(os.environ.get("RUNTIME_VENV", ROOT / ".runtime"))
"""What Lambda brings itself, and nothing else: the runtime client and boto3."""
CLOUD = Path(os.environ.get("CLOUD_VENV", ROOT / ".cloud"))
"""The local cloud, apart from our own packages: it pins what we do not."""


def free_port() -> int:
    """Return a port of this machine on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
