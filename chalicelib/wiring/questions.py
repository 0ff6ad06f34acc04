"""Builds what questions and their links need, for a desk on this machine or in the cloud."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from chalicelib.links import Links
from chalicelib.ports.questions import Questions
from chalicelib.settings import (
    LINK_SECRETS,
    PAGES_HERE,
    SHORTEST_SECRET,
    LinkSecretsError,
    Place,
    Spreadsheet,
    link_secrets_from,
    pages_url_from,
)
from chalicelib.settings_cloud import is_cloud
from chalicelib.wiring import cloud
from chalicelib.wiring.places import Places


def questions_of(place: Place) -> Questions:
    """Return the questions of a workbook, kept beside its ledger."""
    if _is_in_cloud(place):
        from chalicelib.adapters.aws.questions import DynamoQuestions  # noqa: PLC0415

        return DynamoQuestions(cloud.clients().dynamodb, cloud.cloud().table, place.name)
    from chalicelib.adapters.sqlite.questions import SqliteQuestions  # noqa: PLC0415

    return SqliteQuestions(_folder(place) / "questions.sqlite3")


def links_of(place: Place) -> Links:
    """Return what makes and opens a workbook's links, or raise SettingError."""
    if _is_in_cloud(place):
        return cloud_links()
    base = pages_url_from(os.environ) or PAGES_HERE
    if os.environ.get(LINK_SECRETS, "").strip():
        return Links(_secrets(), base)
    return Links((_own_secret(_folder(place) / "link.key"),), base)


def cloud_links() -> Links:
    """Return what makes and opens the links of every workbook in the cloud.

    A changed secret counts within five minutes, so ask anew for each link. Only those who
    make links are told where the pages are: the pages are up before anybody knows it.
    """
    return Links(_secrets(), pages_url_from(os.environ))


def place_in_links(place: Place) -> str:
    """Return what a link calls a workbook: its id in the cloud, nothing on this machine."""
    return place.name if _is_in_cloud(place) else ""


def _is_in_cloud(place: Place) -> bool:
    return isinstance(place, Spreadsheet) and is_cloud(os.environ)


def _folder(place: Place) -> Path:
    return Places(place).folder


def _secrets() -> tuple[str, ...]:
    return link_secrets_from({LINK_SECRETS: cloud.plain(os.environ.get(LINK_SECRETS, "").strip())})


def _own_secret(place: Path) -> str:
    """Return the secret of a desk on this machine, made once: who comes second takes the first's."""
    if not place.exists():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
        made.touch(mode=0o600)
        made.write_text(secrets.token_urlsafe(48), encoding="ascii")
        _put(made, place)
    secret = place.read_text(encoding="ascii", errors="replace").strip()
    if len(secret) < SHORTEST_SECRET:
        raise LinkSecretsError(str(place))
    return secret


def _put(made: Path, place: Path) -> None:
    """Give a file its name, unless another has it by now."""
    try:
        with suppress(FileExistsError):
            place.hardlink_to(made)
    except OSError:  # some disks know no second name for a file
        made.replace(place)
    made.unlink(missing_ok=True)
