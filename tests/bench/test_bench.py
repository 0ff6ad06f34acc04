"""The benchmark runs and leaves its figures; how good they are is not a test's business."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_benchmark_runs_and_writes_its_figures(tmp_path):
    out = tmp_path / "build" / "bench.json"
    words = [sys.executable, "-m", "bench", "--quick", "--sizes", "20,100", "--out", str(out)]
    told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    figures = json.loads(out.read_text(encoding="utf-8"))
    parts = {
        "machine",
        "clocks",
        "memory",
        "disk",
        "profile",
        "google",
        "decisions",
        "reviews",
        "triage",
        "verdicts",
    }
    assert set(figures) == parts
    assert [size["cases"] for size in figures["memory"]] == [20, 100]
    assert all(peer["agreed"] == peer["asked"] for peer in figures["clocks"]["theirs"])
    assert all(size["cells_again"] == 0 for size in [*figures["memory"], *figures["disk"]])
    assert all(peer["agreed"] == peer["asked"] for peer in figures["decisions"]["theirs"])
    assert "Numbers to hold" in told
