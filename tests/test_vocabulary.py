"""One word for one thing: glossary, choices, tabs, headings and names in the code agree."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from pathlib import Path

import pytest

import chalicelib
from chalicelib.model.word import Word
from chalicelib.tables.workbook import TABS

ROOT = Path(__file__).parent.parent
LIB = ROOT / "chalicelib"
ROW = re.compile(r"\| (?P<en>[^|]+) \| (?P<zh>[^|]+) \| (?P<meaning>[^|]+) \|")

FORBIDDEN = {
    "data",
    "handle",
    "handler",
    "helper",
    "item",
    "job",
    "manager",
    "process",
    "processor",
    "service",
    "task",
    "ticket",
    "util",
    "utils",
}
ALLOWED = {
    # name in the code: why it may stand
}


def glossary(*, choices):
    """Return the twins of each word, from the sections of choices or from the others."""
    twins = defaultdict(set)
    for section in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").split("\n## ")[1:]:
        if section.startswith("Choices") == choices:
            for row in ROW.finditer(section):
                if row["en"] != "English" or row["zh"] != "中文":
                    twins[row["en"].casefold()].add(row["zh"])
    return twins


WORDS = glossary(choices=False)
CHOICES = glossary(choices=True)


def offspring(kind):
    for child in kind.__subclasses__():
        yield child
        yield from offspring(child)


def every_choice():
    for module in pkgutil.walk_packages(chalicelib.__path__, "chalicelib."):
        if module.name.split(".")[1] in {"model", "sla", "automations", "tables"}:
            importlib.import_module(module.name)
    ours = [kind for kind in offspring(Word) if kind.__module__.startswith("chalicelib.")]
    return [member for kind in ours for member in kind]


@pytest.mark.parametrize("member", every_choice(), ids=lambda m: f"{type(m).__name__}.{m.name}")
def test_a_choice_stands_in_the_glossary_with_its_twin(member):
    assert member.zh in CHOICES[member.value.casefold()] | WORDS[member.value.casefold()]


def test_the_glossary_knows_no_choice_that_is_gone():
    known = {(member.value.casefold(), member.zh) for member in every_choice()}
    said = {(en, zh) for en, all_ in CHOICES.items() for zh in all_}
    assert said <= known


def test_every_row_of_the_glossary_says_what_the_word_means():
    lines = (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line.startswith("|") and not line.startswith("|---")]
    assert all(ROW.fullmatch(line) for line in rows)


@pytest.mark.parametrize("table", TABS, ids=lambda t: t.key)
def test_a_tab_stands_in_the_glossary(table):
    assert {table.name.zh} == WORDS[table.name.en.casefold()]


HEADINGS = [(t.key, c.heading) for t in TABS for c in t.columns]


@pytest.mark.parametrize(("tab", "heading"), HEADINGS, ids=lambda v: v if type(v) is str else v.en)
def test_a_heading_agrees_with_the_glossary(tab, heading):
    twins = WORDS.get(heading.en.casefold())
    assert not twins or heading.zh in twins, tab


def test_a_heading_has_one_twin_wherever_the_same_thing_is_meant():
    ids = {h for _, h in HEADINGS if h.en.endswith(" ID")}
    assert len({h.en for h in ids}) == len({h.zh for h in ids}) == len(ids)


def parts(name):
    """Split SlaLine, sla_line and __sla into their words."""
    return {p.lower() for p in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)}


def singular(words):
    return words | {word.removesuffix("s") for word in words}


def named_things():
    kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
    for path in sorted(LIB.rglob("*.py")):
        where = path.relative_to(LIB).as_posix()
        yield where, path.stem
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from ((where, node.name) for node in ast.walk(tree) if isinstance(node, kinds))


def test_no_name_in_the_code_uses_a_word_we_avoid():
    bad = {
        f"{where}: {name}"
        for where, name in named_things()
        if name not in ALLOWED and singular(parts(name)) & FORBIDDEN
    }
    assert not bad


def test_words_in_names_are_found():
    assert parts("DataHelper") == {"data", "helper"}
    assert parts("_to_util") == {"to", "util"}
    assert parts("HTTPService") == {"http", "service"}
