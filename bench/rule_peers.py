"""Other engines on the same rows; those that are not installed are left out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from bench.rows import Asked, Asking

Records = Sequence[Mapping[str, Any]]


class Engine(NamedTuple):
    """Another engine with the rows inside: records in, names of rows out."""

    name: str
    decide: Callable[[Records], list[str]]
    limits: str


def engines(rows: Sequence[Asking]) -> list[Engine]:
    """Return the engines that are installed."""
    makers = {"zen": _zen, "rule_engine": _rule_engine}
    return [e for module, make in makers.items() if find_spec(module) for e in make(rows)]


def missing() -> list[str]:
    """Return the engines that are not installed."""
    return [module for module in ("zen", "rule_engine") if not find_spec(module)]


def _zen(rows: Sequence[Asking]) -> list[Engine]:
    zen: Any = import_module("zen")
    content = zen.ZenDecisionContent(json.dumps(_graph(rows)))
    engine = zen.ZenEngine({"loader": lambda _key: content})
    decision = engine.create_decision(content)

    def batch(some: Records) -> list[str]:
        found = engine.evaluate_batch([{"key": "t", "context": record} for record in some])
        return [_rule(one) for one in found]

    return [
        Engine(
            "zen-engine, one by one",
            lambda some: [_rule(decision.evaluate(dict(one))) for one in some],
            "floats; first and collect only",
        ),
        Engine("zen-engine, evaluate_batch", batch, "the same"),
    ]


def _rule(found: Any) -> str:
    return str(found.get("data", found)["result"]["rule"])  # a batch wraps each answer


def _graph(rows: Sequence[Asking]) -> dict[str, Any]:
    keys = sorted({key for asking in rows for key in asking})
    table = {
        "hitPolicy": "first",
        "inputs": [{"id": key, "name": key, "field": key} for key in keys],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [
            {"_id": f"R{n}", "rule": f'"R{n}"'} | {k: _unary(asked) for k, asked in asking.items()}
            for n, asking in enumerate(rows, 1)
        ],
    }
    types = {"in": "inputNode", "table": "decisionTableNode", "out": "outputNode"}
    nodes = [
        {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": table}
        for name, kind in types.items()
    ]
    for node in (nodes[0], nodes[2]):
        del node["content"]
    ways = (("in", "table"), ("table", "out"))
    edges = [{"id": a + b, "sourceId": a, "targetId": b, "type": "edge"} for a, b in ways]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def _unary(asked: Asked) -> str:
    if asked.names in (("yes",), ("no",)):
        return "true" if asked.names == ("yes",) else "false"
    if asked.names:
        return ", ".join(f'"{name}"' for name in asked.names)
    return f"[{asked.low}..{asked.high}]"


def _rule_engine(rows: Sequence[Asking]) -> list[Engine]:
    library: Any = import_module("rule_engine")
    rules = [
        (f"R{n}", library.Rule(" and ".join(_condition(k, a) for k, a in asking.items()) or "true"))
        for n, asking in enumerate(rows, 1)
    ]

    def decide(some: Records) -> list[str]:
        return [next(name for name, rule in rules if rule.matches(one)) for one in some]

    return [Engine("rule-engine", decide, "one expression a row, tried in turn")]


def _condition(key: str, asked: Asked) -> str:
    if asked.names in (("yes",), ("no",)):
        return key if asked.names == ("yes",) else f"not {key}"
    if asked.names:
        return f"{key} in [{', '.join(f'{chr(34)}{name}{chr(34)}' for name in asked.names)}]"
    return f"{key} >= {asked.low} and {key} <= {asked.high}"
