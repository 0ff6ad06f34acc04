"""Commands for whoever operates a desk in the cloud: status, redrive."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from chalicelib.cli import show
from chalicelib.cli.clouded import clouded, plain, shown, taught
from chalicelib.cli.options import machine, when
from chalicelib.cli.speech import Speech
from chalicelib.cli.workbooks import listed, register, told
from chalicelib.ports.wake import Registered

if TYPE_CHECKING:
    from chalicelib.adapters.aws.dead_letters import Depth

QUEUES = ("runs", "deliveries", "later")
HEADINGS = (
    "Queue|Waiting|Under way|Delayed|Given up|Oldest given up (UTC)",
    "队列|等待|进行中|延迟|已放弃|最早放弃（UTC）",
)


class Status(NamedTuple):
    """How a desk in the cloud stands."""

    now: datetime
    books: Sequence[Registered]
    queues: Mapping[str, Depth]

    @property
    def due(self) -> int:
        """How many workbooks wait to be run."""
        return sum(book.wake_at is not None and book.wake_at <= self.now for book in self.books)

    @property
    def behind(self) -> int:
        """How many seconds ago the oldest of them fell due."""
        late = [(self.now - book.wake_at).total_seconds() for book in self.books if book.wake_at]
        return max(0, int(max(late, default=0)))

    @property
    def dead(self) -> int:
        """How many messages were given up."""
        return sum(depth.dead for depth in self.queues.values())

    def plain(self) -> dict[str, Any]:
        """Return it as programs read it."""
        return {
            "at": plain(self.now),
            "due": self.due,
            "behind_seconds": self.behind,
            "dead_letters": self.dead,
            "workbooks": [told(book, self.now) for book in self.books],
            "queues": {
                name: depth._asdict() | {"oldest": plain(depth.oldest)}
                for name, depth in self.queues.items()
            },
        }


def status(speech: Speech) -> click.Command:
    """Return the command that shows how a desk in the cloud stands."""

    def call(*, as_json: bool) -> None:
        from chalicelib.wiring.cloud import dead_letters_of  # noqa: PLC0415

        letters = dead_letters_of()
        depths = {name: letters.depth(name) for name in letters.names()}
        found = Status(when(None), register().listed(), depths)
        if as_json:
            click.echo(json.dumps(found.plain(), ensure_ascii=False))
        else:
            _shown(found, speech)

    return click.Command(
        "status",
        callback=clouded(call, speech),
        params=[machine(speech)],
        help=taught(
            speech,
            "Show how the desk in the cloud stands: the workbooks and when each is looked at next,"
            " runs that failed, the queues, and messages that were given up.\n\n"
            "Workbooks that fell due more than two minutes ago, or messages given up, want a look"
            " at the logs; after that: aftersheet redrive.",
            "显示云端运行情况：各表格及下次运行时间、失败的运行、队列和已放弃的消息。\n\n"
            "如有超过两分钟未运行的表格或已放弃的消息，请查看日志，然后运行 aftersheet redrive。",
        ),
    )


def _shown(found: Status, speech: Speech) -> None:
    """Print it as tables, and in a word what wants a person."""
    say, out = speech.say, show.console()
    listed(found.books, found.now, speech)
    rows = [
        (name, d.waiting, d.under_way, d.delayed, d.dead, shown(d.oldest))
        for name, d in found.queues.items()
    ]
    out.print(show.table(say("Queues", "队列"), say(*HEADINGS).split("|"), rows))
    words = (
        "{n} due now, the oldest for {seconds} s.",
        "{n} 个表格待运行，最早的已等待 {seconds} 秒。",
    )
    click.echo(say(*words, n=found.due, seconds=found.behind))
    if found.dead:
        en = "{n} messages were given up. Mend what stopped them, then: aftersheet redrive"
        zh = "{n} 条消息已被放弃。请排除原因后运行：aftersheet redrive"
        click.echo(say(en, zh, n=found.dead))


def redrive(speech: Speech) -> click.Command:
    """Return the command that sends back what was given up."""

    def call(queue: str | None) -> None:
        from chalicelib.wiring.cloud import dead_letters_of  # noqa: PLC0415

        letters = dead_letters_of()
        for name in [queue] if queue else letters.names():
            number = letters.redrive(name)
            click.echo(
                speech.say("{queue}: {n} sent back", "{queue}：已送回 {n} 条", queue=name, n=number)
            )

    return click.Command(
        "redrive",
        callback=clouded(call, speech),
        params=[click.Argument(["queue"], type=click.Choice(QUEUES), required=False)],
        help=taught(
            speech,
            "Send messages that were given up back to their queue, once their cause is mended;"
            " all queues if none is named.\n\nNone is lost, and one that comes twice does no harm.",
            "排除故障后，把已放弃的消息送回原队列；不指定队列则全部送回。\n\n"
            "消息不会丢失，重复送回也无妨。",
        ),
    )


COMMANDS = (status, redrive)
