"""Field masks of updates: which parts of a thing a request replaces."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from tests.google import discovery
from tests.google.fault import invalid

Path = tuple[str, ...]
Spec = dict[str, Any]
COLORS, STYLES = ("color", "Color"), ("colorStyle", "ColorStyle")
INNER = {"rgbColor", "themeColor"}
"""What a ColorStyle is made of."""


def paths(mask: str | None, schema: str) -> tuple[Path, ...]:
    """Return the paths of a mask into a schema; ``*`` means all its fields."""
    if not mask or not mask.strip():
        raise invalid(
            "At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return _paths(mask, schema)


@lru_cache(512)
def _paths(mask: str, schema: str) -> tuple[Path, ...]:
    if mask.strip() == "*":
        return tuple((name,) for name in _properties(schema))
    found = [path for part in split(mask) for path in _spread(part)]
    for path in found:
        _check(path, schema)
    return tuple(dict.fromkeys(path for asked in found for path in _twins(asked)))


def split(mask: str) -> list[str]:
    """Return the parts of a mask between the commas that stand in no parentheses."""
    parts, depth = [""], 0
    for letter in mask.replace(" ", ""):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return [part for part in parts if part]


def _spread(part: str) -> list[Path]:
    head, _, rest = part.partition("(")
    start = tuple(name for name in head.replace("/", ".").split(".") if name)
    if not rest:
        return [start]
    return [start + path for inner in split(rest.removesuffix(")")) for path in _spread(inner)]


def _properties(schema: str) -> dict[str, Any]:
    return discovery.schemas("sheets")[schema]["properties"]


def _check(path: Path, schema: str) -> None:
    kind: str | None = schema
    for name in path:
        known = _properties(kind) if kind else {}
        if name not in known and name != "*":
            raise invalid(f"Invalid field: {'.'.join(path)}")
        kind = known.get(name, {}).get("$ref")


def _twins(path: Path) -> tuple[Path, ...]:
    """Return a path to a colour and, since they are one thing, the path to its other form."""
    *before, name = path
    if name in INNER and before:
        return path, *_twins(tuple(before))[1:]
    if name.endswith(STYLES):
        return path, (*before, name.removesuffix("Style"))
    return (path, (*before, name + "Style")) if name.endswith(COLORS) else (path,)


def masked(
    old: dict[str, Any] | None, new: dict[str, Any], where: tuple[Path, ...]
) -> dict[str, Any]:
    """Return the old thing with the parts under the paths as in the new one; gone if absent."""
    result = old or {}
    for path in where:
        result = _put(result, path, new)
    return result


def _put(old: dict[str, Any], path: Path, new: Any) -> dict[str, Any]:
    name, *rest = path
    if name == "*":
        return dict(new or {})
    value = (new or {}).get(name)
    result = dict(old)
    if rest:
        value = _put(result.get(name) or {}, tuple(rest), value)
    if value is None or value == {}:
        result.pop(name, None)
    else:
        result[name] = value
    return result


def colored(thing: Spec, schema: str) -> Spec:
    """Return an API shape with every colour in both the forms that its schema has, as Google."""
    fields = _properties(schema)
    both = {key: _colored(part, fields.get(key, {})) for key, part in thing.items()}
    for key in list(both):
        plain = key.removesuffix("Style")
        if key.endswith(COLORS) and key + "Style" in fields:
            both.setdefault(key + "Style", {"rgbColor": both[key]})
        elif key.endswith(STYLES) and plain in fields and "rgbColor" in both[key]:
            both[plain] = both[key]["rgbColor"]
    return both


def _colored(part: Any, spec: Spec) -> Any:
    if isinstance(part, list):
        return [_colored(one, spec.get("items", {})) for one in part]
    return colored(part, spec["$ref"]) if isinstance(part, dict) and "$ref" in spec else part
