"""Binding: which rows of Deadlines speak of a case, by channel, provider and country."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from chalicelib.model.casefile import CaseFile
from chalicelib.model.dispute import Dispute
from chalicelib.model.region import ANYWHERE, NAMES, REGIONS, places
from chalicelib.model.word import folded_text
from chalicelib.policy.book import Deadline
from chalicelib.policy.platforms import words_of

COUNTRY = re.compile(r"[A-Z]{2}|\*")


class Bound(NamedTuple):
    """By what names rows may speak of a case."""

    places: frozenset[str]
    names: tuple[str, ...]
    """Channels and providers by their usual names, with blanks around every word."""


def bound_of(file: CaseFile) -> Bound:
    """Return by what names rows may speak of a case."""
    channels = (file.case.channel, file.order.channel if file.order else "")
    providers = [p.provider for p in file.payments]
    providers += [d.provider for d in file.disputes]
    return _bound(file.country, (*channels, *providers))


@lru_cache(4096)
def _bound(country: str, called: tuple[str, ...]) -> Bound:
    names = dict.fromkeys(_spaced(name) for name in called if name)
    return Bound(frozenset(places(country)), tuple(names))


def of_provider(record: Any, bound: Bound) -> Bound:
    """Return by what names rows may speak of a record: a dispute is its own provider's affair."""
    provider = record.provider if isinstance(record, Dispute) else ""
    return bound._replace(names=(_spaced(provider),)) if provider else bound


@lru_cache(4096)
def _spaced(name: str) -> str:
    return f" {' '.join(words_of(name))} "


def binds(deadline: Deadline, bound: Bound) -> bool:
    """Whether a row speaks of a channel, a provider or a country of the case."""
    who = deadline.line.who
    return not who or any(_is_meant(name.strip(), bound) for name in who)


def _is_meant(name: str, bound: Bound) -> bool:
    name = NAMES.get(folded_text(name), name)
    if name == ANYWHERE:
        return True
    if COUNTRY.fullmatch(name) or name in REGIONS:
        return name in bound.places
    wanted = _spaced(name)
    return any(wanted in said for said in bound.names)
