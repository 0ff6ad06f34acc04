"""The Apps Script itself, run by node: what it signs is accepted, and a burst is few posts."""

import json
import shutil
import subprocess
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from chalicelib.intake.hint import Door
from chalicelib.intake.marks import QUIET
from chalicelib.intake.signature import Posted
from chalicelib.ports.inbox import Mark
from tests.intake.fake_inbox import MemoryInbox
from tests.intake.hints import KEY, NOW, SHEET

ROOT = Path(__file__).parents[1]
SCRIPT = (ROOT / "sheets_templates/edit_hint.gs").read_text(encoding="utf-8")
STAND_INS = ROOT / "tests/intake/apps_script.js"
NODE = shutil.which("node")
URL = "https://desk.example/api/hint"
SET = {"AFTERSHEET_HINT_URL": URL, "AFTERSHEET_HINT_SECRET": f"{KEY.id}:{KEY.secret}"}
EDIT = {"changeType": "EDIT"}

pytestmark = pytest.mark.skipif(NODE is None, reason="node is not there to run Apps Script")


def played(*steps, **play):
    """Run steps of (milliseconds, function, argument) and return what came of them."""
    start = int(NOW.timestamp() * 1000)
    wishes = {"script": SCRIPT, "properties": SET, "id": SHEET, "start": start, "steps": steps}
    done = subprocess.run(
        [NODE, str(STAND_INS)],
        input=json.dumps({**wishes, **play}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def edited(*seconds):
    return [(int(at * 1000), "onSheetChange", EDIT) for at in seconds]


def times(out):
    return [post["at"] / 1000 for post in out["posts"]]


def door(inbox=None):
    return Door((KEY,), inbox or MemoryInbox(), {SHEET}.__contains__)


def test_what_the_script_signs_is_accepted_whatever_bytes_come_out():
    """A digest of 32 signed bytes has none below 0 once in 4 billion: 30 hints meet the trap."""
    out = played(*edited(*range(0, 900, 30)))
    inbox = MemoryInbox()
    posts = [Posted(post["headers"], post["payload"].encode()) for post in out["posts"]]
    came = [NOW + timedelta(milliseconds=post["at"]) for post in out["posts"]]
    assert len(posts) == 30
    assert {door(inbox).answer(*pair) for pair in zip(posts, came, strict=True)} == {202}
    assert inbox.mark(SHEET) == Mark(first=NOW, heard=came[-1])


def test_a_hint_says_which_sheet_what_kind_and_when_and_nothing_else():
    event = EDIT | {"value": "Zoë", "oldValue": "x", "user": {"email": "zoe@shop.example"}}
    (post,) = played((0, "onSheetChange", event))["posts"]
    said = json.loads(post["payload"])
    assert said == {"spreadsheet": SHEET, "kind": "EDIT", "time": int(NOW.timestamp())}
    assert post["url"] == URL
    assert "zoe" not in json.dumps(post).casefold()
    assert KEY.secret not in json.dumps(post)


BURSTS = [
    ("one edit is one post", [0], [0]),
    ("a second edit is posted at the end of the pause", [0, 1], [0, 20]),
    ("a burst is two posts", [0, 0.1, 0.2, 5, 19.9], [0, 20]),
    ("after the pause an edit is posted at once", [0, 20], [0, 20]),
    ("steady typing is one post in 20 s", [n / 2 for n in range(120)], [0, 20, 40, 60]),
    ("edits far apart are posted one by one", [0, 60, 120], [0, 60, 120]),
    ("an edit while the last one waits is in its post", [0, 3, 19], [0, 20]),
    ("what comes after the wait begins a new one", [0, 3, 21], [0, 20, 40]),
]


@pytest.mark.parametrize(("edits", "posts"), [b[1:] for b in BURSTS], ids=[b[0] for b in BURSTS])
def test_a_burst_of_edits_is_one_post_in_20_s_and_one_at_its_end(edits, posts):
    assert times(played(*edited(*edits))) == posts


def test_every_edit_is_followed_by_a_post_or_by_the_pause_that_the_desk_waits_too():
    """A day of typing: the waits stop at 90, and so does the time that they run."""
    edits = [n * 7 for n in range(1200)]
    out = played(*edited(*edits))
    posts = times(out)
    assert out["slept"] <= 90 * 20 * 1000
    assert min(b - a for a, b in pairwise(posts)) >= 20
    pause = QUIET.total_seconds()
    assert all(
        any(p - pause <= edit <= p or p <= edit < p + pause for p in posts) for edit in edits
    )


@pytest.mark.parametrize("kind", ["INSERT_ROW", "REMOVE_COLUMN", "REMOVE_GRID", "OTHER"])
def test_rows_columns_and_tabs_are_hinted_as_well(kind):
    (post,) = played((0, "onSheetChange", {"changeType": kind}))["posts"]
    assert json.loads(post["payload"])["kind"] == kind


def test_colours_are_no_edit():
    assert played((0, "onSheetChange", {"changeType": "FORMAT"}))["posts"] == []


@pytest.mark.parametrize("answer", [401, 404, 429, 500, "unreachable"])
def test_a_failure_is_logged_and_troubles_nobody(answer):
    out = played(*edited(0), answers=[answer])
    assert len(out["posts"]) == len(out["logs"]) == 1
    assert out["says"] == []
    assert KEY.secret not in "".join(out["logs"])


def test_after_a_failure_the_next_edit_is_hinted_again():
    out = played(*edited(0, 25), answers=["unreachable", 202])
    assert times(out) == [0, 25]
    assert len(out["logs"]) == 1


def test_where_the_lock_cannot_be_had_nothing_is_posted_and_nothing_breaks():
    out = played(*edited(0, 1), jammed=True)
    assert (out["posts"], out["ran"]) == ([], 2)


INCOMPLETE = [
    {},
    {"AFTERSHEET_HINT_URL": URL},
    {**SET, "AFTERSHEET_HINT_URL": "http://desk.example/api/hint"},
    {**SET, "AFTERSHEET_HINT_SECRET": "k1:short"},
    {**SET, "AFTERSHEET_HINT_SECRET": KEY.secret},
]


@pytest.mark.parametrize("properties", INCOMPLETE)
def test_without_complete_settings_nothing_is_installed_and_nothing_posted(properties):
    out = played((0, "installEditHint"), *edited(1), properties=properties)
    assert (out["triggers"], out["posts"]) == ([], [])
    assert "AFTERSHEET_HINT_SECRET" in out["says"][0]


def test_one_click_installs_one_trigger_and_says_that_it_works():
    out = played((0, "installEditHint"), (1, "installEditHint"), triggers=["somethingElse"])
    assert out["triggers"] == ["somethingElse", "onSheetChange"]
    assert out["says"] == ["The trigger is installed.\nThe desk took the hint: it works."] * 2


def test_one_click_removes_it():
    out = played((0, "removeEditHint"), triggers=["onSheetChange", "somethingElse"])
    assert out["triggers"] == ["somethingElse"]
    assert "only later" in out["says"][0]


SHOWN = [
    (202, "works", "工作正常"),
    (401, "refused", "拒绝"),
    (404, "no open door", "没有开放"),
    (500, "answered: 500", "状态：500"),
    ("unreachable", "could not be reached", "无法连接"),
]


@pytest.mark.parametrize(("answer", "en", "zh"), SHOWN)
def test_the_menu_says_whether_it_works_in_the_language_of_whoever_asks(answer, en, zh):
    assert en in played((0, "showEditHint"), answers=[answer])["says"][0]
    assert zh in played((0, "showEditHint"), answers=[answer], locale="zh_CN")["says"][0]


@pytest.mark.parametrize(("locale", "first"), [("en_GB", "Install"), ("zh_CN", "安装")])
def test_the_menu_has_three_lines_each_of_which_is_a_function(locale, first):
    menu = played((0, "onOpen"), locale=locale)["menu"]
    assert [name for _, name in menu] == ["installEditHint", "showEditHint", "removeEditHint"]
    assert menu[0][0].startswith(first)
    assert all(f"\nfunction {name}(" in SCRIPT for _, name in menu)


def test_the_two_languages_say_the_same_things():
    english, chinese = SCRIPT.split("const HINT_EN = {")[1].split("const HINT_ZH = {")
    keys = [[line.split(":")[0] for line in part.splitlines() if line[:2] == "  " and line[2:3].isalpha()] for part in (english, chinese)]  # fmt: skip
    assert keys[0] == keys[1]


def test_the_pause_of_the_script_is_the_one_that_the_desk_counts_on():
    assert f"HINT_QUIET_MS = {QUIET.seconds} * 1000;" in SCRIPT
