"""Laws 2, 3 and 4 on Google Sheets: people edit between any two calls, and the weather is bad."""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import timedelta

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from chalicelib.facts import StrangeWorkbookError
from tests.google import person as p
from tests.google import strategies
from tests.laws.google_desk import Office, Step, in_use, settled
from tests.laws.google_people import deeds, moves, swaps, upheavals
from tests.laws.google_truth import faces_shown, faces_wanted, stands_true, strays, trespasses

OFTEN = 10 if os.environ.get("SOAK") else 1


def times(histories):
    """Return how many histories are looked at; ten times as many where SOAK is set."""
    unhurried = list(HealthCheck)
    return settings(max_examples=histories * OFTEN, deadline=None, suppress_health_check=unhurried)


PAUSES = st.sampled_from([1, 7, 50, 400]).map(lambda n: timedelta(minutes=n))
AN_HOUR = timedelta(hours=1)
REQUESTS = st.integers(1, 7)


def scripts(acts):
    told = st.lists(st.tuples(REQUESTS, acts), max_size=4)
    return told.map(_by_request)


def _by_request(told):
    script = defaultdict(list)
    for n, action in told:
        script[n].append(action)
    return dict(script)


def steps(acts, faults):
    mishaps = st.dictionaries(REQUESTS, faults, max_size=2) if faults is not None else st.just({})
    return st.builds(Step, PAUSES, scripts(acts), mishaps)


def histories(acts, faults=None):
    one = steps(acts, faults)
    alone = one.map(lambda step: [step])  # most of the time: it is looked at after each run
    return st.one_of(alone, alone, st.lists(one, min_size=2, max_size=2))


STARTS = st.sampled_from([settled, in_use])


def ends_well(office, more=timedelta(0)):
    office.rests(more)
    for line in office.person.diary:
        note(f"before request {line.n} somebody {line.words}")
    note(f"{office.weather.struck} {office.errors!r}")
    if wiped(office):
        assert trespasses(office) == []
    else:
        stands_true(office)


def wiped(office):
    """Whether people took away what says who the workbook is, so that the desk stands still."""
    strange = [e.args[0] for e in office.errors if isinstance(e, StrangeWorkbookError)]
    assert [identity for identity in strange if identity.revision] == []
    return bool(strange)


@times(450)
@given(histories(deeds()), STARTS, st.booleans(), st.booleans())
def test_people_edit_between_any_two_calls(history, start, follows, warm):
    office = Office(start(), follows=follows, warm=warm)
    office.lives(history)
    ends_well(office)


@times(800)
@given(histories(deeds(), strategies.faults()), STARTS, st.booleans(), st.booleans())
def test_people_edit_while_the_weather_is_bad(history, start, follows, warm):
    office = Office(start(), follows=follows, warm=warm)
    office.lives(history)
    ends_well(office)


@times(900)
@given(st.integers(2, 3), st.lists(moves(), min_size=1, max_size=3), st.booleans())
def test_what_strayed_is_put_right_within_the_same_run(n, actions, follows):
    office = Office(settled(), follows=follows, warm=True)
    office.lives([Step(timedelta(minutes=50), {n: actions})])
    for line in office.person.diary:
        note(f"before request {line.n} somebody {line.words}")
    assert trespasses(office) == []
    for tab in ("cases", "orders"):
        shown, wanted = faces_shown(office, tab), faces_wanted(office, tab)
        assert {k: shown[k] for k in shown.keys() & wanted} == {
            k: wanted[k] for k in shown.keys() & wanted
        }
    assert [stray for stray in strays(office) if not stray[-1]] == []


@times(500)
@given(histories(upheavals(), strategies.faults()), STARTS, st.booleans(), st.booleans())
def test_people_turn_the_layout_upside_down(history, start, follows, warm):
    office = Office(start(), follows=follows, warm=warm)
    office.lives(history)
    office.does(p.RestoreFile(), p.ShareAgain())
    ends_well(office, AN_HOUR)  # so that the layout is looked at again


@times(350)
@given(histories(swaps()), STARTS, st.booleans(), st.booleans())
def test_people_cut_and_paste_whole_columns(history, start, follows, warm):
    office = Office(start(), follows=follows, warm=warm)
    office.lives(history)
    ends_well(office, AN_HOUR)
