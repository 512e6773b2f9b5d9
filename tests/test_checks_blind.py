"""Answers as beginners write them, most of them not in the exercises' own lists: each is judged alike every time."""

import importlib
import os
from pathlib import Path

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES, checking
from bplib.checks.observe import Limits

SEEDS = range(20 if os.environ.get("BPLIB_TEST_FULL") else 3)
FILES = sorted(path for path in (Path(__file__).parent / "blind").glob("*.py") if path.stem in EXERCISES)
SETS = {path.stem: importlib.import_module(f"blind.{path.stem}") for path in FILES}
WRONG = [(id, name) for id, answers in SETS.items() for name in answers.WRONG]
RIGHT = [(id, name) for id, answers in SETS.items() for name in answers.RIGHT]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(checking, "Limits", lambda: Limits(call_seconds=0.5, all_seconds=2.0))


@pytest.mark.parametrize(("id", "name"), WRONG)
def test_a_wrong_answer_is_rejected_and_never_called_by_a_wrong_name(id, name):
    answers = SETS[id]
    expected = (answers.NAMED[name],) if name in answers.NAMED else ()
    for seed in SEEDS:
        report = bp.check(id, answers.WRONG[name], seed=seed)
        assert not report.passed
        assert report.diagnoses == expected, report.message


@pytest.mark.parametrize(("id", "name"), RIGHT)
def test_a_right_answer_is_accepted(id, name):
    for seed in SEEDS:
        report = bp.check(id, SETS[id].RIGHT[name], seed=seed)
        assert report.passed, report.message


def test_the_sets_name_what_they_hold():
    for answers in SETS.values():
        assert set(answers.NAMED) <= set(answers.WRONG)
        assert min(len(answers.WRONG) - 25, len(answers.RIGHT) - 15) >= 0


@pytest.mark.parametrize("name", ["abs", "isfinite", "array_equal", "allclose", "max", "all"])
def test_replacing_a_function_of_numpy_makes_nothing_right(name, monkeypatch):
    monkeypatch.setattr(np, name, lambda *arguments, **options: True)
    assert not bp.check("sigmoid_backward", lambda d_a, a: d_a).passed
