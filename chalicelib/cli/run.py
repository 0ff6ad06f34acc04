"""Commands that make a desk and run it: new, sweep, live, demo."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from chalicelib.cli import show
from chalicelib.cli.new import new
from chalicelib.cli.options import machine, moment, place, when
from chalicelib.cli.speech import Speech
from chalicelib.settings import Place

WAITING = 4
"""Exit code: some cells still wait to be written."""


def sweep(speech: Speech) -> click.Command:
    """Return the command that reads the clocks."""

    def call(file: Place, *, at: datetime | None, dry_run: bool, as_json: bool) -> None:
        from chalicelib.desk import AUTOMATIONS, ROUND  # noqa: PLC0415
        from chalicelib.wiring.desk import desk, runner_that_looks  # noqa: PLC0415

        now = when(at)
        with show.busy(
            speech.say("reading the clocks of {file} …", "正在读取 {file} 的时效……", file=file)
        ):
            done = None if dry_run else desk(file, now).run(ROUND, now)
            look = AUTOMATIONS[ROUND]
            report = done.report if done else runner_that_looks(file).run(look, now, dry=True)
        summary: dict[str, Any] = done.summary() if done else report.summary()
        if as_json:
            click.echo(json.dumps(summary, ensure_ascii=False))
        else:
            show.report(report, done.delivered if done else None, speech, dry=dry_run)
        if report.waiting and not dry_run:
            raise click.exceptions.Exit(WAITING)

    hint = speech.say(
        "say what would change; write, record and send nothing",
        "只说明会发生什么；不写入、不记录、不发送",
    )
    return click.Command(
        "sweep",
        callback=call,
        params=[
            place(),
            moment(speech),
            click.Option(["--dry-run"], is_flag=True, help=hint),
            machine(speech),
        ],
        help=speech.say(
            "Review orders, triage cases, read every clock; write it into the rows, send what is to be told.\n\n"
            "The first runs are a shadow: states are shown, nobody is told but the owner."
            " Look at them, then: aftersheet live FILE. Run it every minute (cron, Task Scheduler)"
            " or by hand; running twice changes nothing.",
            "审核订单、分派工单、读取全部时效，把结果写入各行，并发送提醒。\n\n"
            "最初为试运行：只显示状态，除店主外不通知任何人；确认无误后运行 aftersheet live FILE。"
            "可每分钟定时运行，也可手动运行；重复运行不会产生任何变化。",
        ),
    )


def live(speech: Speech) -> click.Command:
    """Return the command that ends the shadow run."""

    def call(file: Place, *, at: datetime | None) -> None:
        from chalicelib.wiring.desk import desk  # noqa: PLC0415

        now = when(at)
        went = desk(file, now).go_live(now)
        en, zh = (
            ("Live: from the next run on people are told.", "已正式启用：下次运行起会发送提醒。")
            if went
            else ("The desk is live already.", "已经是正式运行。")
        )
        click.echo(speech.say(en, zh))

    return click.Command(
        "live",
        callback=call,
        params=[place(), moment(speech)],
        help=speech.say(
            "End the shadow run: from the next sweep on people are told.\n\n"
            "What the shadow run would have told before stays untold.",
            "结束试运行：下次 sweep 起会发送提醒。\n\n试运行期间本应发送的提醒不会补发。",
        ),
    )


def demo(speech: Speech) -> click.Command:
    """Return the command that shows a sample desk at work."""

    def call(folder: Path, *, force: bool) -> None:
        from chalicelib.cli.make import clear_demo  # noqa: PLC0415
        from chalicelib.sample.demo import WORKBOOK  # noqa: PLC0415
        from chalicelib.sample.demo import demo as play  # noqa: PLC0415

        if force:
            clear_demo(folder)
        elif (folder / WORKBOOK).exists():
            words = (
                "{folder} holds a demo already: name another folder, or add --force to begin anew.",
                "{folder} 中已有演示内容：请换一个文件夹，或加上 --force 重新开始。",
            )
            raise click.ClickException(speech.say(*words, folder=folder))
        play(folder, speech.language, show.console().print)

    hint = speech.say("begin anew if the folder holds an earlier demo", "若已有演示内容则重新开始")
    return click.Command(
        "demo",
        callback=call,
        params=[
            click.Argument(
                ["folder"],
                type=click.Path(path_type=Path, file_okay=False),
                default="aftersheet-demo",
            ),
            click.Option(["--force"], is_flag=True, help=hint),
        ],
        help=speech.say(
            "Build a sample desk in FOLDER, run it over some days, tell what happens.",
            "在 FOLDER 中生成示例客服台，模拟运行数日，并说明发生了什么。",
        ),
    )


COMMANDS = (new, sweep, live, demo)
