import pytest

from tests.aws.desks import new_desk, store_of
from tests.aws.world import aws


@pytest.fixture
def world():
    with aws() as world:
        yield world


@pytest.fixture
def store(world):
    return store_of(world)


@pytest.fixture
def desk(store):
    return new_desk(store)
