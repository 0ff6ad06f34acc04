"""Random requests of the shapes that our adapters make, and what a client answers to them."""

from __future__ import annotations

from itertools import product
from operator import itemgetter

from botocore.exceptions import ClientError
from hypothesis import strategies as st

from chalicelib.adapters.aws.action import Action, packed, request
from chalicelib.adapters.aws.table import key, text, texts

BOOKS = ("W#a", "W#b")
SKS = ("HEAD", "INTENT#0", "INTENT#1")
TIMES = ("2026-03-02T09", "2026-03-02T10", "2026-03-02T11", "~paused")
STATUSES = ("pending", "held", "claimed", "sent")
NUMBERS = st.integers(0, 3)
FIELDS = {
    "status": st.sampled_from(STATUSES),
    "open": st.sampled_from([f"{status}#{n}" for status in STATUSES for n in range(3)]),
    "version": NUMBERS,
    "fence": NUMBERS,
    "always": st.booleans(),
    "body": st.binary(max_size=3),
    "receiver": st.sampled_from(["", "李娜", "ann"]),
    "shard": st.sampled_from(["S0", "S1"]),
    "wake": st.sampled_from(TIMES),
}
GIVEN = {
    "was": NUMBERS,
    "low": NUMBERS,
    "pending": st.just("pending"),
    "held": st.just("held"),
    "yes": st.just(True),  # noqa: FBT003 - a value of the condition
    "now": st.sampled_from(TIMES),
    "paused": st.just("~paused"),
    "ann": st.sampled_from(["ann", "a", "n", "李"]),
}
CONDITIONS = {
    "": "",
    "attribute_not_exists(pk)": "",
    "attribute_exists(pk)": "",
    "attribute_exists(#receiver)": "",
    "#version = :was": "was",
    "#version = :was AND #receiver = :ann": "was ann",
    "#version BETWEEN :low AND :was AND NOT #status = :held": "low was held",
    "#status IN (:pending, :held)": "pending held",
    "#status = :pending AND #always = :yes": "pending yes",
    "#wake > :now AND #wake < :paused": "now paused",
    "attribute_not_exists(pk) OR #wake <= :now": "now",
    "attribute_exists(pk) AND (attribute_not_exists(#wake) OR #wake < :now OR #receiver = :ann)": "now ann",
    "#wake > :now AND (attribute_not_exists(#receiver) OR #receiver = :ann)": "now ann",
    "begins_with(#receiver, :ann)": "ann",
    "NOT (#wake >= :now OR attribute_exists(#open))": "now",
}


@st.composite
def actions(draw, verbs=("Put", "Update", "Delete")):
    """Draw a write."""
    verb, when = draw(st.sampled_from(verbs)), draw(st.just("") | st.sampled_from(list(CONDITIONS)))
    given = {name: draw(GIVEN[name]) for name in CONDITIONS[when].split()}
    fields, grown = {}, []
    if verb in ("Put", "Update"):
        fields = draw(st.fixed_dictionaries({}, optional=FIELDS))
    if verb == "Update":
        gone = draw(st.sets(st.sampled_from(list(FIELDS)), max_size=2))
        fields |= dict.fromkeys(gone)
        grown = ["fence"] if not fields or draw(st.booleans()) else []
    sk = draw(st.sampled_from(SKS))
    return Action(verb, sk, fields, when, given, grown)


@st.composite
def writes(draw):
    """Draw a call that writes."""
    book = draw(st.sampled_from(BOOKS))
    if draw(st.booleans()):
        action = draw(actions())
        told = ["NONE", "ALL_OLD", *(["ALL_NEW"] if action.verb == "Update" else [])]
        asked = request(action, "", book) | {"ReturnValues": draw(st.sampled_from(told))}
        return f"{action.verb.lower()}_item", asked
    every = actions(("Put", "Update", "Delete", "ConditionCheck"))
    some = draw(st.lists(every, min_size=1, max_size=4))
    some = [one._replace(when=one.when or "attribute_exists(pk)") for one in some]
    return "transact_write_items", {
        "TransactItems": [{one.verb: request(one, "", book)} for one in some]
    }


@st.composite
def reads(draw):
    """Draw a call that reads."""
    book, way = draw(st.sampled_from(BOOKS)), draw(st.integers(0, 4))
    if way == 0:
        return "get_item", {"Key": key(book, draw(st.sampled_from(SKS))), "ConsistentRead": True}
    if way == 1:
        sks = draw(st.lists(st.sampled_from(SKS), min_size=1))
        keys = [key(book, sk) for sk in sks]
        return "batch_get_item", {"RequestItems": {"": {"Keys": keys, "ConsistentRead": True}}}
    return "query", draw(
        [_under("sk", "INTENT#"), _under("open", ""), st.sampled_from(TIMES).map(_wakes)][way - 2]
    ) | draw(PAGED)


PAGED = st.fixed_dictionaries(
    {}, optional={"Limit": st.integers(1, 3), "ScanIndexForward": st.booleans()}
)


@st.composite
def _under(draw, by, prefix):
    prefix = prefix or draw(st.sampled_from(["", *(f"{status}#" for status in STATUSES)]))
    asked = {"ConsistentRead": True} | ({} if by == "sk" else {"IndexName": by})
    asked["KeyConditionExpression"] = "pk = :pk"
    values = {"pk": draw(st.sampled_from(BOOKS))}
    if prefix:
        asked["KeyConditionExpression"] += " AND begins_with(#by, :prefix)"
        asked["ExpressionAttributeNames"] = {"#by": by}
        values["prefix"] = prefix
    return asked | {"ExpressionAttributeValues": texts(**values)}


def _wakes(until):
    return {
        "IndexName": "wake",
        "KeyConditionExpression": "#shard = :shard AND #wake <= :until",
        "ExpressionAttributeNames": {"#shard": "shard", "#wake": "wake"},
        "ExpressionAttributeValues": texts(shard="S0", until=until),
    }


CALLS = st.lists(st.one_of(writes(), writes(), reads()), min_size=10, max_size=40)


def answer(world, call, asked):
    """Return what a world's DynamoDB answers, or the codes of its refusal."""
    try:
        if call == "query":
            return _pages(world, asked)
        found = getattr(world.dynamodb, call)(**_placed(world, call, asked))
    except ClientError as error:
        return _codes(world, error)
    if call == "batch_get_item":
        return sorted(found["Responses"].get(world.table, ()), key=_key)
    return found.get("Item"), found.get("Attributes")


def whole(world):
    """Return all that is there, by every way to it."""
    asked = [query(pk=book) for book in BOOKS]
    asked += [asked[0] | {"IndexName": "open"}, *(_wakes(until) for until in TIMES)]
    return [answer(world, "query", one) for one in asked]


def query(**values):
    """Return a query for a part of the table."""
    return {"KeyConditionExpression": "pk = :pk", "ExpressionAttributeValues": texts(**values)}


def _codes(world, error):
    code = error.response["Error"]["Code"]
    own = getattr(world.dynamodb.exceptions, code, ClientError)
    assert type(error).__name__ == own.__name__
    assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    return code, [reason["Code"] for reason in error.response.get("CancellationReasons", ())]


def _placed(world, call, asked):
    """Return a request to a world's own table."""
    if call == "batch_get_item":
        return {"RequestItems": {world.table: asked["RequestItems"][""]}}
    if call == "transact_write_items":
        parts = [dict(action) for action in asked["TransactItems"]]
        named = [{v: p | {"TableName": world.table} for v, p in part.items()} for part in parts]
        return {"TransactItems": named}
    return asked | {"TableName": world.table}


def _pages(world, asked):
    """Return the order of all that is found, and the entries: equals stand in no order."""
    found, asked = [], dict(asked)
    by = {"open": "open", "wake": "wake"}.get(asked.get("IndexName"), "sk")
    while True:
        page = world.dynamodb.query(**_placed(world, "query", asked))
        assert len(page["Items"]) == page["Count"] <= asked.get("Limit", 99)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            return [one[by] for one in found], sorted(found, key=_key)
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _key(entry):
    return itemgetter("S")(entry["pk"]), entry["sk"]["S"]


def put(sk="HEAD", **fields):
    """Return a call that puts an entry."""
    return "put_item", {"Item": packed({"pk": "W#a", "sk": sk, **fields})}


def transaction(*sks):
    """Return a call that puts entries in one transaction."""
    parts = [{"Put": {"Item": {"pk": text("W#a"), "sk": text(sk)}}} for sk in sks]
    return "transact_write_items", {"TransactItems": parts}


def standing(number):
    """Return a call that puts an entry for conditions to look at."""
    status, receiver = STATUSES[number], ("ann", "n", "李娜")[number]
    fields = {"status": status, "receiver": receiver, "wake": TIMES[number + 1]}
    return put(**fields, version=number, always=number == 0, fence=2)


def conditions():
    """Yield calls that count up under every condition, with values below, at and above."""
    for when, n in product(CONDITIONS, range(3)):
        values = {"was": n, "low": 1, "pending": "pending", "held": "held", "yes": True}
        values |= {"now": TIMES[n], "paused": "~paused", "ann": ("ann", "n", "李")[n]}
        given = {name: values[name] for name in CONDITIONS[when].split()}
        asked = request(Action("Update", "HEAD", {}, when, given, ["fence"]), "", "W#a")
        yield "update_item", asked | {"ReturnValues": "ALL_NEW"}
