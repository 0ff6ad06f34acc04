"""The command that answers the links of a desk on this machine."""

from __future__ import annotations

from ipaddress import ip_address
from typing import TYPE_CHECKING

import click

from chalicelib.cli.options import place, when
from chalicelib.cli.speech import Speech
from chalicelib.settings import Place

if TYPE_CHECKING:
    from chalice.local import LocalDevServer

PORT = 8000
TAKEN = (
    "Nothing can be served at {address} ({why}): is it served already? Else choose another --port.",
    "无法在 {address} 提供页面（{why}）：是否已在运行？否则请用 --port 换一个端口。",
)
BEYOND = (
    "{host} lets other machines in. If that is meant, and by https, add --beyond-this-machine.",
    "{host} 会允许本机以外的访问。如确有需要，并已由前端提供 https，请加上 --beyond-this-machine。",
)
NO_CHALICE = (
    "The packages for this are not installed: pip install 'aftersheet[embedded]'",
    "尚未安装所需的软件包：pip install 'aftersheet[embedded]'",
)


def serve(speech: Speech) -> click.Command:
    """Return the command that shows questions to whoever opens their links."""

    def call(file: Place, *, host: str, port: int, beyond_this_machine: bool) -> None:
        if not (beyond_this_machine or is_here(host)):
            raise click.ClickException(speech.say(*BEYOND, host=host))
        server = _listening(file, host, port, speech)
        try:
            _greet(file, server, speech)
            server.server.serve_forever()
        except KeyboardInterrupt:
            click.echo(speech.say("Closed.", "已停止。"))
        finally:
            server.server.server_close()

    hints = (
        speech.say("where to listen; 127.0.0.1 is this machine", "监听地址；127.0.0.1 即本机"),
        speech.say("let others than this machine in", "允许本机以外的访问"),
    )
    return click.Command(
        "serve",
        callback=call,
        params=[
            place(),
            click.Option(["--port"], type=click.IntRange(0, 65535), default=PORT),
            click.Option(["--host"], default="127.0.0.1", help=hints[0]),
            click.Option(["--beyond-this-machine"], is_flag=True, help=hints[1]),
        ],
        help=speech.say(
            "Answer the links that stand in the mails of FILE: approve or refuse, confirm a rule"
            " change, rate.\n\n"
            "Opening a link changes nothing; an answer counts once, and the next sweep takes it in."
            " Ends with Ctrl-C.\n\n"
            "Changed authority in a workbook on disk counts at once, without a link: whoever is at"
            " the machine is the owner.",
            "响应 FILE 邮件中的链接：批准或拒绝、确认规则变更、评价。\n\n"
            "打开链接不会改变任何内容；每个答复只计一次，由下次 sweep 读取。按 Ctrl-C 结束。\n\n"
            "本机文件中的权限改动立即生效，无需链接确认：使用本机的人即视为店主。",
        ),
    )


def is_here(host: str) -> bool:
    """Whether an address to listen at is reached from this machine alone."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(file: Place, host: str, port: int, speech: Speech) -> LocalDevServer:
    """Return the server, listening; or say why there is none."""
    from chalicelib.wiring.desk import desk_that_ran  # noqa: PLC0415

    desk_that_ran(file, when(None))  # a workbook that is missing, or never ran, is to be said
    try:
        from chalicelib.wiring.serve import server_of  # noqa: PLC0415

        return server_of(file, host, port)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "chalice":
            raise
        raise click.ClickException(speech.say(*NO_CHALICE)) from error
    except OSError as error:
        said = speech.say(*TAKEN, address=f"{host}:{port}", why=error.strerror or error)
        raise click.ClickException(said) from error


def _greet(file: Place, server: LocalDevServer, speech: Speech) -> None:
    """Say where it listens, how many questions are open, and where their links are."""
    from chalicelib.wiring.questions import links_of, questions_of  # noqa: PLC0415

    asked, base = questions_of(file).asked(), links_of(file).base
    host, port = server.server.server_address[:2]
    address, now = f"http://{_bracketed(str(host))}:{port}", when(None)
    click.echo(
        speech.say(
            "Serving at {address}. Open questions: {n}; their links stand in the mails."
            " What is answered, the next aftersheet sweep takes in. End with Ctrl-C.",
            "已在 {address} 提供页面。待答复的问题：{n} 个，链接见邮件。"
            "答复由下次 aftersheet sweep 读取。按 Ctrl-C 结束。",
            address=address,
            n=sum(one.answer is None and now < one.question.expires for one in asked),
        )
    )
    if base != address:
        words = (
            "The links in the mails lead to {base}; AFTERSHEET_PAGES_URL says where they lead.",
            "邮件中的链接指向 {base}；可用 AFTERSHEET_PAGES_URL 修改。",
        )
        click.echo(speech.say(*words, base=base))


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


COMMANDS = (serve,)
