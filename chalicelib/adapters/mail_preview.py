"""The page on which all mails of a folder can be looked at, offline and without script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import NamedTuple

OPEN_MAILS = 40
"""The newest mails are shown whole; older ones by a line that links to the file."""

_STYLE = """
:root { color-scheme: light dark; --ground: #eef1f5; --sheet: #fff; --ink: #1c2430;
  --faint: #5a6675; --edge: #d5dbe3; --mark: #2458a6; }
@media (prefers-color-scheme: dark) { :root { --ground: #11151b; --sheet: #1b222c;
  --ink: #e8ecf2; --faint: #a7b1bf; --edge: #323c4a; --mark: #8fb8ff; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 24px 16px 48px; background: var(--ground); color: var(--ink);
  font: 16px/1.5 -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB",
  "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", Arial, sans-serif; }
main { max-width: 860px; margin: 0 auto; }
h1 { font-size: 22px; margin: 0; }
h1 + p { margin: 2px 0 20px; color: var(--faint); }
article { background: var(--sheet); border: 1px solid var(--edge); border-radius: 10px;
  margin: 0 0 12px; overflow: hidden; }
summary { cursor: pointer; padding: 12px 16px; overflow-wrap: anywhere; }
article > details > summary { list-style: none; }
article > details > summary::-webkit-details-marker { display: none; }
article > details > summary::before { content: "▸"; float: left; color: var(--faint); }
article > details[open] > summary::before { content: "▾"; }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--mark); outline-offset: -3px; }
.subject { display: block; font-weight: 650; padding-left: 22px; }
.meta { display: flex; flex-wrap: wrap; gap: 0 14px; padding-left: 22px; font-size: 14px;
  color: var(--faint); }
.meta time { font-variant-numeric: tabular-nums; }
iframe { display: block; width: 100%; height: var(--height); border: 0; border-top: 1px solid var(--edge);
  background: var(--ground); }
.text { border-top: 1px solid var(--edge); }
.text > summary { font-size: 14px; color: var(--mark); }
pre { margin: 0; padding: 4px 16px 16px; white-space: pre-wrap; overflow-wrap: anywhere;
  font: 14px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans Mono CJK SC", monospace; }
@media (max-width: 600px) { iframe { height: calc(var(--height) * 1.35); } }
a { color: var(--mark); }
.answer { margin: 0; padding: 10px 16px; }
.old { padding: 10px 16px; overflow-wrap: anywhere; }
.old .meta { padding-left: 0; }
"""

_HERE = re.compile(
    r"^ *(http://127\.0\.0\.1(?::\d{1,5})?/q/[A-Za-z0-9._-]{1,2000})\r?$", re.MULTILINE
)

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'">
<title>Mails · 邮件</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>Mails · <span lang="zh-CN">邮件</span></h1>
<p>{count}</p>
{articles}
</main>
</body>
</html>
"""


class Shown(NamedTuple):
    """What the page shows of one mail."""

    file: str
    subject: str
    to: str = ""
    at: datetime | None = None
    text: str = ""
    html: str = ""


def page(mails: Sequence[Shown]) -> str:
    """Return the whole page; the first mail stands open."""
    newest, older = mails[:OPEN_MAILS], mails[OPEN_MAILS:]
    articles = [_whole(mail, opened=not number) for number, mail in enumerate(newest)]
    return _PAGE.format(
        style=_STYLE,
        count=f"{len(mails)} · newest first · <span lang='zh-CN'>最新的在最前</span>",
        articles="\n".join([*articles, *(_line(mail) for mail in older)]),
    )


def _whole(mail: Shown, *, opened: bool) -> str:
    return (
        f"<article><details{' open' if opened else ''}>"
        f"<summary><span class='subject'>{escape(mail.subject)}</span>{_meta(mail)}</summary>"
        f"{_framed(mail)}{_answers(mail)}"
        "<details class='text'><summary>Plain text · <span lang='zh-CN'>纯文本</span></summary>"
        f"<pre>{escape(mail.text)}</pre></details></details></article>"
    )


def _framed(mail: Shown) -> str:
    """Return the mail's own HTML, shut in: no script, no form, no way out."""
    if not mail.html:
        return ""
    height = min(760, 300 + 32 * mail.text.count("\n"))
    return (
        f"<iframe sandbox='' loading='lazy' title='{escape(mail.subject)}' "
        f"style='--height:{height}px' srcdoc='{escape(mail.html)}'></iframe>"
    )


def _answers(mail: Shown) -> str:
    """Return the links to this machine's own pages, which cannot be followed from inside."""
    links = (
        f"<p class='answer'><a href='{escape(link)}' target='_blank' rel='noopener noreferrer'>"
        "Open the page to answer · <span lang='zh-CN'>打开答复页面</span></a></p>"
        for link in _HERE.findall(mail.text)
    )
    return "".join(links)


def _line(mail: Shown) -> str:
    return (
        f"<article class='old'><a href='{escape(mail.file)}'>{escape(mail.subject)}</a>"
        f"{_meta(mail)}</article>"
    )


def _meta(mail: Shown) -> str:
    at = f"<time>{mail.at:%Y-%m-%d %H:%M} UTC</time>" if mail.at else ""
    return f"<span class='meta'><span>{escape(mail.to)}</span>{at}</span>"
