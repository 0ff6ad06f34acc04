"""The rooms of chalicelib: which may import from which, and which are pure."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIB = ROOT / "chalicelib"

MAY_IMPORT = {
    "unhurried": set(),
    "model": set(),
    "sla": {"model"},
    "policy": {"model"},
    "automations": {"model", "sla", "policy"},
    "tables": {"model", "sla", "policy"},
    "messages": {"model", "sla"},
    "ports": {"model", "sla", "policy", "tables", "messages"},
    "settings": set(),
    "settings_cloud": {"settings"},
    "links": {"model", "settings"},
    "intake": {"ports"},
    "pages": {"model", "messages", "ports", "links"},
    "adapters": {
        "model", "policy", "sla", "tables", "messages", "settings", "settings_cloud", "adapters", "ports",
        "intake", "unhurried",
    },
    "report": {"model", "automations", "tables"},
    "facts": {"model", "sla", "automations", "tables", "ports"},
    "runner": {"automations", "tables", "ports", "facts", "report", "unhurried"},
    "delivery": {"model", "messages", "ports", "links"},
    "desk": {"model", "messages", "automations", "ports", "facts", "report", "runner", "delivery"},
    "waking": {"ports", "intake"},
    "telemetry": {"model"},
    "batch": set(),
    "triggers": {
        "ports", "report", "runner", "delivery", "desk", "waking", "batch", "telemetry",
    },
    "wiring": {
        "model", "settings", "settings_cloud", "links", "messages", "ports", "adapters", "intake",
        "automations", "facts", "pages", "tables", "runner", "desk", "waking", "batch", "triggers",
    },
    "doors": {"triggers", "wiring", "unhurried"},
    "sample": {"model", "policy", "sla", "automations", "messages", "tables", "adapters", "ports", "wiring", "desk", "report", "delivery"},
    "cli": {
        "model", "policy", "sla", "automations", "tables", "messages", "ports",
        "facts", "report", "runner", "delivery", "desk", "wiring", "settings",
        "settings_cloud", "adapters", "sample",
    },
}  # fmt: skip
"""Rooms, inner to outer, and the rooms that each may know; itself always."""

PURE = ("model", "sla", "policy", "automations", "tables", "messages", "intake", "pages")
IMPURE = {
    "boto3", "botocore", "chalice", "gspread", "openpyxl", "os", "random", "requests", "secrets",
    "socket", "sqlite3", "subprocess", "tempfile", "uuid", "xlsxwriter", "python_calamine", "time",
}  # fmt: skip
CLOCK = {"now", "utcnow", "today"}


def modules(*rooms):
    return [path for path in sorted(LIB.rglob("*.py")) if room(path) in rooms]


def room(path):
    parts = path.relative_to(ROOT).parts
    return parts[min(1, len(parts) - 1)].removesuffix(".py")


@cache
def nodes(path):
    return list(ast.walk(ast.parse(path.read_text())))


def imports(path):
    for node in nodes(path):
        if isinstance(node, ast.ImportFrom) and node.module:
            inside = node.module == "chalicelib"
            yield from (f"chalicelib.{a.name}" for a in node.names) if inside else (node.module,)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def name_of(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", modules(*MAY_IMPORT), ids=name_of)
def test_imports_point_inward(path):
    known = MAY_IMPORT[room(path)] | {room(path)}
    rooms = {name.split(".")[1] for name in imports(path) if name.startswith("chalicelib.")}
    assert rooms - known == set()


def test_every_room_is_on_the_map():
    rooms = {room(path) for path in LIB.rglob("*.py")} - {"__init__"}
    assert rooms == set(MAY_IMPORT)
    doc = ast.get_docstring(ast.parse((LIB / "__init__.py").read_text()))
    assert [name for name in MAY_IMPORT if f"\n    {name} " not in f"\n{doc}"] == []


@pytest.mark.parametrize("path", modules(*PURE), ids=name_of)
def test_the_core_touches_nothing(path):
    assert {name.split(".")[0] for name in imports(path)} & IMPURE == set()


@pytest.mark.parametrize("path", modules(*PURE), ids=name_of)
def test_the_core_asks_no_clock(path):
    calls = [n.func for n in nodes(path) if isinstance(n, ast.Call)]
    asked = {
        f.attr
        for f in calls
        if isinstance(f, ast.Attribute) and ast.unparse(f.value) in {"datetime", "date", "time"}
    }
    assert asked & CLOCK == set()


@pytest.mark.parametrize("path", [*modules(*MAY_IMPORT), ROOT / "app.py"], ids=name_of)
def test_rooms_are_small_enough_to_hold(path):
    assert path.read_text().count("\n") <= 250
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            doc = ast.get_docstring(node, clean=False) or ""
            size = (node.end_lineno or 0) - node.lineno + 1 - (doc.count("\n") + 1 if doc else 0)
            limit = 45 if room(path) == "cli" else 27  # a command stands whole: call, options, help
            assert size <= limit, f"{path}:{node.lineno} {node.name} is {size} lines"
