"""Answers as beginners write them, most of them not in the exercises' own lists: each is judged alike every time.

The names of the wrong ones say what is wrong with them; they were written before the lists of mistakes were read. What
the checks must call them stands in NAMED, an id or several; the others are rejected without one.
"""

import importlib
import os
from pathlib import Path

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES, checking
from bplib.checks.observe import Limits

SEEDS = range(20 if os.environ.get("BPLIB_TEST_FULL") else 1)
FILES = sorted(path for path in (Path(__file__).parent / "blind").glob("*.py") if path.stem in EXERCISES)
SETS = {path.stem: importlib.import_module(f"blind.{path.stem}") for path in FILES}
WRONG = [(id, name) for id, answers in SETS.items() for name in answers.WRONG]
RIGHT = [(id, name) for id, answers in SETS.items() for name in answers.RIGHT]


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(checking, "Limits", lambda: Limits(call_seconds=1.0, all_seconds=20.0))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(("id", "name"), WRONG)
def test_a_wrong_answer_is_rejected_and_never_called_by_a_wrong_name(id, name):
    answers = SETS[id]
    expected = answers.NAMED.get(name, ())
    expected = (expected,) if isinstance(expected, str) else expected
    for seed in SEEDS:
        report = bp.check(id, answers.WRONG[name], seed=seed)
        assert not report.passed
        assert report.diagnoses == expected, f"NAMED in tests/blind/{id}.py says {expected}. {report.message}"


@pytest.mark.parametrize(("id", "name"), RIGHT)
def test_a_right_answer_is_accepted(id, name):
    for seed in SEEDS:
        report = bp.check(id, SETS[id].RIGHT[name], seed=seed)
        assert report.passed, report.message


def test_the_sets_name_what_they_hold():
    for answers in SETS.values():
        assert set(answers.NAMED) <= set(answers.WRONG)
        assert len(answers.WRONG) > 20
        assert len(answers.RIGHT) > 5


@pytest.mark.parametrize("name", ["abs", "isfinite", "array_equal", "allclose", "max", "all"])
def test_replacing_a_function_of_numpy_makes_nothing_right(name, monkeypatch):
    monkeypatch.setattr(np, name, lambda *arguments, **options: True)
    assert not bp.check("sigmoid_backward", lambda d_a, a: d_a).passed
