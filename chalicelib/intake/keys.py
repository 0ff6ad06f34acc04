"""The secrets of the edit hint, out of the environment; there is none by default."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chalicelib.intake.signature import Key

HINT_SECRETS = "AFTERSHEET_HINT_SECRETS"
SHORTEST = 32
"""Characters of a secret."""

_ENTRY = re.compile(r"(?P<id>[A-Za-z0-9_-]{1,32}):(?P<secret>[!-~]{1,512})")


class HintSecretsError(Exception):
    """The secrets cannot be used as they stand; carries what to do, and never a secret."""


def hint_keys(environment: Mapping[str, str]) -> tuple[Key, ...]:
    """Return the keys of ``keyid:secret,keyid:secret``, or raise HintSecretsError.

    While a secret is being changed, the old and the new stand there both.
    """
    text = environment.get(HINT_SECRETS, "").strip()
    if not text:
        raise HintSecretsError(f"set {HINT_SECRETS} to keyid:secret in the environment")
    return tuple(_key(number, part) for number, part in enumerate(text.split(","), start=1))


def _key(number: int, text: str) -> Key:
    match = _ENTRY.fullmatch(text.strip())
    if not match:
        raise HintSecretsError(f"write entry {number} of {HINT_SECRETS} as keyid:secret")
    if len(match["secret"]) < SHORTEST:
        raise HintSecretsError(
            f"give entry {number} of {HINT_SECRETS} a secret of at least {SHORTEST} characters"
        )
    return Key(match["id"], match["secret"])
