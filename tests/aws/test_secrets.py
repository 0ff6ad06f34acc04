"""Secrets by name: read once in five minutes, and never shown where something is wrong."""

from __future__ import annotations

import traceback
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from chalicelib.adapters.aws.secrets import KEPT, secret
from chalicelib.settings_cloud import (
    SecretDeniedError,
    SecretEmptyError,
    SecretError,
    SecretLaterError,
    SecretMissingError,
    SecretNameError,
)
from tests.aws.world import aws

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
VALUE = "k1:0123456789abcdef0123456789abcdef"


@pytest.fixture
def clients():
    with aws() as world:
        world.secrets.create_secret(Name="desk/hints", SecretString=VALUE)
        world.secrets.create_secret(Name="desk/bytes", SecretBinary=VALUE.encode())
        world.secrets.create_secret(Name="desk/empty")
        world.secrets.create_secret(Name="desk/blank", SecretString=" \n")
        world.ssm.put_parameter(Name="/desk/hints", Value=VALUE, Type="SecureString")
        yield world.clients


@pytest.mark.parametrize("name", ["secret:desk/hints", "secret:desk/bytes", "ssm:/desk/hints"])
def test_a_secret_comes_by_its_name(clients, name):
    assert secret(clients, name, NOW) == VALUE


def test_a_secret_is_kept_for_five_minutes_and_then_read_again(clients):
    assert secret(clients, "secret:desk/hints", NOW) == VALUE
    clients.secrets.put_secret_value(SecretId="desk/hints", SecretString="k2:new")
    assert secret(clients, "secret:desk/hints", NOW + KEPT - timedelta(seconds=1)) == VALUE
    assert secret(clients, "secret:desk/hints", NOW + KEPT) == "k2:new"


def test_what_one_account_holds_is_not_shown_to_another(clients):
    secret(clients, "secret:desk/hints", NOW)
    with pytest.raises(SecretDeniedError):
        secret(Broken(ClientError(denied(), "GetSecretValue")), "secret:desk/hints", NOW)


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        ("secret:desk/none", SecretMissingError, "secret:desk/none: there is no secret"),
        ("ssm:/desk/none", SecretMissingError, "ssm:/desk/none: there is no secret"),
        ("secret:desk/empty", SecretError, "secret:desk/empty"),
        ("secret:desk/blank", SecretEmptyError, "secret:desk/blank: the secret is there"),
        ("secret:", SecretNameError, "write secret:NAME or ssm:NAME"),
        ("vault:desk", SecretNameError, "write secret:NAME or ssm:NAME"),
        (VALUE, SecretNameError, "write secret:NAME or ssm:NAME"),
        ("", SecretNameError, "write secret:NAME or ssm:NAME"),
    ],
)
def test_what_is_wrong_is_said_without_the_secret(clients, name, error, words):
    with pytest.raises(error) as caught:
        secret(clients, name, NOW)
    assert words in str(caught.value)
    assert VALUE not in shown(caught.value)


def shown(error):
    return "".join(traceback.format_exception_only(error)) + str(error) + repr(error)


def denied():
    return {"Error": {"Code": "AccessDeniedException", "Message": f"no {VALUE}"}}


class Broken:
    """Clients that fail all alike."""

    def __init__(self, error):
        self.error, self.secrets, self.ssm = error, self, self

    def get_secret_value(self, **_):
        raise self.error

    get_parameter = get_secret_value


def answered(code):
    return ClientError({"Error": {"Code": code, "Message": VALUE}}, "GetSecretValue")


@pytest.mark.parametrize("name", ["secret:desk/hints", "ssm:/desk/hints"])
@pytest.mark.parametrize(
    ("failure", "error"),
    [
        (answered("AccessDeniedException"), SecretDeniedError),
        (answered("DecryptionFailure"), SecretDeniedError),
        (answered("ResourceNotFoundException"), SecretMissingError),
        (answered("ParameterNotFound"), SecretMissingError),
        (answered("ThrottlingException"), SecretLaterError),
        (answered("InternalServiceError"), SecretLaterError),
        (EndpointConnectionError(endpoint_url="https://secrets"), SecretLaterError),
    ],
)
def test_what_an_answer_means(name, failure, error):
    with pytest.raises(error) as caught:
        secret(Broken(failure), name, NOW)
    assert name in str(caught.value)
    assert VALUE not in shown(caught.value)


def test_a_failure_is_not_kept(clients):
    with pytest.raises(SecretMissingError):
        secret(clients, "secret:desk/soon", NOW)
    clients.secrets.create_secret(Name="desk/soon", SecretString=VALUE)
    assert secret(clients, "secret:desk/soon", NOW) == VALUE
