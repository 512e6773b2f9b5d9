"""Code that replaces parts of NumPy, of Python or of the checker, in its call or before: nothing gets right by that."""

import builtins
import importlib

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES, Limits, checking

RELU = EXERCISES["relu"]


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(checking, "Limits", lambda: Limits(call_seconds=0.5, all_seconds=2.0))


def always_true(*arguments, **options):
    return True


def nothing(*arguments, **options):
    return 0.0


def everything_right(trial, observed):
    return Judgement("CORRECT")  # noqa: F821 (a name of the module that this is put into)


def of_checks(name):
    return importlib.import_module(f"bplib.checks.{name}")


PATCHES = {
    "np.allclose": lambda: setattr(np, "allclose", always_true),
    "np.testing": lambda: setattr(np.testing, "assert_allclose", always_true),
    "np.array": lambda: setattr(np, "array", lambda *a, **k: np.zeros(3)),
    "np.unique": lambda: setattr(np, "unique", lambda w, **k: w),
    "np.mean": lambda: setattr(np, "mean", lambda *a, **k: 1.0),
    "builtins": lambda: [setattr(builtins, name, nothing) for name in ("max", "abs")],
    "all": lambda: setattr(builtins, "all", always_true),
    "the error": lambda: setattr(of_checks("judge"), "error_between", nothing),
    "the comparison": lambda: [
        setattr(of_checks(m), "is_right", always_true) for m in ("values", "patterns", "wording")
    ],
    "the judge": lambda: setattr(checking, "judge", lambda *a: of_checks("judge").Judgement("CORRECT")),
    "the judge's code": lambda: setattr(of_checks("judge").judge, "__code__", everything_right.__code__),
    "the report": lambda: setattr(of_checks("report").Report, "passed", True),
    "the exercise": lambda: setattr(of_checks("catalog").Catalog, "__getitem__", lambda self, id: RELU),
    "the watch": lambda: setattr(of_checks("observe"), "_Watch", lambda: None),
    "the limits": lambda: setattr(checking, "Limits", lambda: Limits(library_allowed=True)),
}


@pytest.fixture
def tidy():
    """What a test replaces is put back after it, where the check has not done so."""
    limits, testing = checking.Limits, np.testing.assert_allclose
    yield
    of_checks("originals").ORIGINALS.put_back()
    checking.Limits, np.testing.assert_allclose = limits, testing


@pytest.mark.parametrize("what", PATCHES)
@pytest.mark.parametrize("id", ["sigmoid", "dense_backward", "he_initialization"])
@pytest.mark.parametrize("when", ["in the call", "before"])
def test_replacing_parts_of_numpy_or_of_the_checker_makes_nothing_right(what, id, when, tidy):
    wrong = {
        "sigmoid": lambda z: z,
        "dense_backward": lambda d_z, x, weights: (x, weights, d_z[0]),
        "he_initialization": lambda n, m, rng: (rng.normal(size=(n, m)), np.zeros(m)),
    }[id]
    good = EXERCISES[id].reference

    def patching(*arguments):
        PATCHES[what]()
        return wrong(*arguments)

    if when == "before":
        PATCHES[what]()
    report = bp.check(id, patching if when == "in the call" else wrong, seed=0)
    assert report.verdict == "WRONG"
    assert bp.check(id, good, seed=0).verdict == "POLICY"


def test_what_was_replaced_before_is_as_it_was_after_the_check(monkeypatch):
    monkeypatch.setattr(np, "allclose", always_true)
    assert bp.check("sigmoid", lambda z: z).verdict == "WRONG"
    assert np.allclose is always_true
