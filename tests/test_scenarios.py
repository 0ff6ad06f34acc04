"""Whole runs, as a shop owner would tell them: one Markdown file each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storybook import Story

FOLDER = Path(__file__).parent / "scenarios"
STORIES = [path for path in sorted(FOLDER.glob("*.md")) if not path.stem.startswith("rulebook.")]
"""The tables of the rulebook are no stories: test_rulebook_scenarios.py reads them."""


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_the_desk_lives_through_it(path, tmp_path):
    Story(path.read_text("utf-8"), tmp_path).live_through()


def test_there_are_scenarios_in_both_languages():
    stems = [path.stem for path in STORIES]
    assert len(stems) >= 20
    assert sum(stem.endswith("-zh") for stem in stems) >= 10
