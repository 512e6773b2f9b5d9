"""The words beside a lesson's notebook: each activity is asked for in one cell, and each objective has one."""

import re
import tomllib
from pathlib import Path

import nbformat
import pytest

FILES = sorted((Path(__file__).parents[1] / "notebooks").glob("*.toml"))

pytestmark = pytest.mark.parametrize("file", FILES, ids=lambda path: path.stem)


def words(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))


def sources(file, kind):
    notebook = nbformat.read(file.with_suffix(".ipynb"), as_version=4)
    return "\n".join(cell.source for cell in notebook.cells if cell.cell_type == kind)


def test_each_activity_is_asked_for_once(file):
    asked = re.findall(r'(?<!\.)lesson\.(\w+)\(\s*"([^"]+)"', sources(file, "code"))
    assert sorted(id for kind, id in asked if kind != "reveal") == sorted(words(file).keys() - {"objectives"})


def test_each_prediction_is_revealed_after_it_was_made(file):
    code = sources(file, "code")
    predicted = re.findall(r'lesson\.predict\(\s*"([^"]+)"', code)
    assert sorted(re.findall(r'lesson\.reveal\(\s*"([^"]+)"', code)) == sorted(predicted)
    for id in predicted:
        assert re.search(rf'lesson\.predict\(\s*"{id}".*lesson\.reveal\(\s*"{id}"', code, re.DOTALL)


def test_the_objectives_are_those_of_the_notebook_and_each_has_an_activity(file):
    objectives = words(file)["objectives"]
    told = re.findall(r"^- \*\*(O\d)\*\* (.*?)[;.,]?$", sources(file, "markdown"), re.M)
    assert list(objectives) == [id for id, _ in told[: len(objectives)]]
    for id, text in told[: len(objectives)]:
        assert text.startswith(objectives[id])
    served = " ".join(" ".join(activity.get("objective", "").split()) for activity in words(file).values())
    assert set(served.split()) == set(objectives)
