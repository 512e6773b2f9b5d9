"""The README keeps its promises: its code runs, its links lead somewhere, its commands exist."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
PAGES = ["README.md", "INSTRUCTORS.md", "CONTRIBUTING.md", "CHANGELOG.md"]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_code_runs_and_makes_a_step():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.S)
    names = {}
    exec(code, names)
    loss, network, x, y = names["loss"], names["network"], names["x"], names["y"]
    after = names["bp"].forward(network, names["parameters"], x).output
    assert loss.value(after, y) < loss.value(names["cache"].output, y)
    assert np.isfinite(names["gradients"].vector).all()


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert target.startswith("https://") or (ROOT / target).exists(), target


def test_every_lesson_is_on_the_map():
    for lesson in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"(notebooks/{lesson.name})" in README


def test_every_command_that_the_pages_name_exists():
    named = set()
    for page in PAGES:
        named |= set(re.findall(r"course\.py ([a-z]+)", (ROOT / page).read_text(encoding="utf-8")))
    help_text = subprocess.run(
        [sys.executable, ROOT / "course.py", "--help"], capture_output=True, text=True, check=True
    )
    assert named
    for command in named:
        assert re.search(rf"\b{command}\b", help_text.stdout), command
