"""A letter poured into its templates: plain text and HTML."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.messages.letter import Button, Group

if TYPE_CHECKING:
    from jinja2 import Environment


class Letter(NamedTuple):
    """Everything a mail's body says, in words."""

    language: str
    subject: str
    sender: str
    hello: str
    summary: str
    groups: tuple[Group, ...]
    why: str
    """The word before a reason."""
    foot: tuple[str, ...]


class Asked(NamedTuple):
    """One matter that a customer is asked about."""

    about: tuple[str, ...]
    reference: str
    button: Button


class Invitation(NamedTuple):
    """A letter to a customer, who knows nothing of desks and clocks."""

    language: str
    subject: str
    sender: str
    hello: str
    summary: str
    about: str
    """The words before what it is about."""
    asked: tuple[Asked, ...]
    ask: str
    bye: str
    foot: tuple[str, ...]


class Body(NamedTuple):
    """One letter, written twice."""

    text: str
    html: str


def render(letter: Letter | Invitation) -> Body:
    """Return the letter as plain text and as HTML."""
    room, name = _environment(), "letter" if isinstance(letter, Letter) else "invitation"
    text = room.get_template(f"{name}.txt.j2").render(letter=letter)
    return Body(text.strip() + "\n", room.get_template(f"{name}.html.j2").render(letter=letter))


@cache
def _environment() -> Environment:
    """Return the templates, read once; only runs that write mail meet jinja2."""
    from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape  # noqa: PLC0415

    return Environment(
        loader=DictLoader(_templates()),
        autoescape=select_autoescape(disabled_extensions=("txt.j2",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _templates() -> dict[str, str]:
    """Return the templates that ship beside this file, by name."""
    shelf = files("chalicelib.messages").joinpath("templates")
    return {
        leaf.name: leaf.read_text(encoding="utf-8")
        for leaf in shelf.iterdir()
        if leaf.name.endswith(".j2")
    }
