"""How long the laws are tried: a moment by default, long histories with SOAK=1."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

gc.set_threshold(200_000, 20, 100)
"""Small desks are made by the thousand: looking through them all the time is a fifth of the work."""

UNHURRIED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
"""A desk is a big example, and a busy machine is no fault of a law."""

settings.register_profile(
    "ci",
    deadline=None,
    derandomize=True,
    max_examples=100,
    stateful_step_count=20,
    suppress_health_check=UNHURRIED,
)
settings.register_profile(
    "soak",
    deadline=None,
    max_examples=2000,
    stateful_step_count=80,
    suppress_health_check=UNHURRIED,
    print_blob=True,
)
settings.load_profile("soak" if os.environ.get("SOAK") == "1" else "ci")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the laws: a long history begun last would keep one worker waiting for the other."""
    items.sort(key=lambda item: "laws" not in item.path.parts)
