"""The proofs of the cloud: run by ``make cloud-test``, and otherwise where they are asked for."""

from pathlib import Path

import pytest

from tests.cloud.ministack import MiniStack


def pytest_ignore_collect(collection_path, config):
    """Leave them out unless they are named: they need a package and two environments."""
    named = any("cloud" in Path(word.partition("::")[0]).parts for word in config.args)
    proof = collection_path.name.startswith("test_")
    return True if proof and not named else None


@pytest.fixture(scope="module")
def cloud(tmp_path_factory):
    """Return an empty cloud of the module's own."""
    with MiniStack(tmp_path_factory.mktemp("cloud")) as started:
        yield started
