"""A trial calls each function once for each probe, and compares all mistakes with an answer at once, as one by one."""

import numpy as np
import pytest

from bplib.checks import EXERCISES, Exercise, Mistake, Output, Probe, Trial
from bplib.checks.values import is_same


def one_by_one(trial, probe, k, value):
    exercise, free = trial.exercise, trial.free(probe)[k]
    theirs = [trial.values(mistake.function, probe) for mistake in exercise.mistakes]
    return [v is not None and is_same(value, v[k], free, exercise.tolerance) for v in theirs]


@pytest.mark.parametrize("id", ["softmax", "cross_entropy", "relu_backward", "dense_backward", "sigmoid"])
def test_all_at_once_is_the_same_as_one_by_one(id):
    """With values that are infinite or NaN, of other shapes, and where several answers are right."""
    trial = Trial(EXERCISES[id], np.random.default_rng(0))
    among = np.ones(len(trial.exercise.mistakes), bool)
    for probe in trial.probes:
        for mistake in trial.exercise.mistakes:
            values = trial.values(mistake.function, probe) or []
            for k, value in enumerate(values):
                odd = [value, value.ravel(), value * np.nan, np.where(value > 0, np.inf, value), value + 1e-3]
                for v in odd:
                    expected = one_by_one(trial, probe, k, v)
                    assert trial.matching(probe, k, v, among).tolist() == expected
                    assert not trial.matching(probe, k, v, ~among).any()


def test_each_function_is_called_once_for_each_probe_and_never_for_those_that_nobody_asks_for():
    calls = []

    def reference(x):
        calls.append(x)
        return x

    exercise = Exercise(
        "double", 1, ("x",), (Output("y", "a number"),), reference, lambda rng: [Probe((1.0,)), Probe((2.0,))],
        mistakes=(Mistake("none", lambda x: None, "It returns nothing."),),
    )  # fmt: skip
    trial = Trial(exercise, np.random.default_rng(0))
    assert [probe.arguments for probe in trial.probes] == [(1.0,), (2.0,), (1.0,)]
    for _ in range(3):
        for probe in trial.probes:
            assert trial.right(probe, [np.array(5.0)])[0] == probe.arguments[0]
    assert calls == [1.0, 2.0]
    assert trial.values(exercise.mistakes[0].function, trial.probes[0]) is None
    assert trial.square_probes == []


def test_what_is_right_may_be_changed_without_harm():
    """The nearest of several right answers is put together in a list of its own."""
    trial = Trial(EXERCISES["relu_backward"], np.random.default_rng(0))
    kink = next(probe for probe in trial.probes if probe.about == "the kink")
    ones = trial.right(kink, [kink.arguments[0] * 1.0])[0]
    zeros = trial.right(kink, [kink.arguments[0] * 0.0])[0]
    assert (ones != zeros).any()
    assert (trial.values(trial.exercise.reference, kink)[0] == zeros).all()
