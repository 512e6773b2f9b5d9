"""Exercises with several outputs: each is judged and named by itself."""

import numpy as np
import pytest

from bplib.checks import Exercise, Limits, Mistake, Output, Probe, assess, observe


def dense_backward(d_z, x, weights):
    return d_z @ weights.T, x.T @ d_z, d_z.sum(axis=0)


def probe(rng, n, n_inputs, n_outputs):
    return Probe(tuple(rng.normal(size=shape) for shape in ((n, n_outputs), (n, n_inputs), (n_inputs, n_outputs))))


EXERCISE = Exercise(
    id="dense_backward",
    lesson=9,
    parameters=("d_z", "x", "weights"),
    outputs=(Output("d_x", "(n, i)"), Output("d_weights", "(i, o)"), Output("d_biases", "(o,)")),
    reference=dense_backward,
    probes=lambda rng: [probe(rng, 7, 5, 3), probe(rng, 1, 4, 2)],
    square_probes=lambda rng: [probe(rng, 4, 4, 4)],
    small_probes=(Probe((np.array([[1.0, 2.0]]), np.array([[3.0]]), np.array([[4.0, 5.0]]))),),
    mistakes=(
        Mistake("no_sum", lambda d_z, x, w: (d_z @ w.T, x.T @ d_z, d_z), "Every example adds to it."),
        Mistake("mean", lambda d_z, x, w: (d_z @ w.T, x.T @ d_z, d_z.mean(axis=0)), "1/n is in the loss already."),
        Mistake("no_transpose", lambda d_z, x, w: (d_z @ w, x.T @ d_z, d_z.sum(axis=0)), "Turn the weights round."),
    ),
)


@pytest.mark.parametrize(
    ("function", "diagnoses", "says"),
    [
        (lambda d_z, x, w: [d_z @ w.T, x.T @ d_z, d_z.sum(0)], (), ["Right."]),
        (lambda d_z, x, w: (d_z @ w.T, x.T @ d_z, d_z), ("no_sum",), ["Right already: d_x, d_weights.", "(7, 3)"]),
        (
            lambda d_z, x, w: (d_z @ w.T, 2 * x.T @ d_z, d_z.mean(0)),
            ("mean",),
            ["d_weights is the right value times 2."],
        ),
        (lambda d_z, x, w: (d_z @ w, x.T @ d_z, d_z.mean(0)), ("mean", "no_transpose"), ["Turn the weights round."]),
        (lambda d_z, x, w: (d_z @ w.T, d_z.T @ x, d_z.sum(0)), (), ["d_weights is the right value, transposed."]),
        (lambda d_z, x, w: (d_z @ w.T, x.T @ d_z), (), ["it returned 2 values, expected 3"]),
        (lambda d_z, x, w: d_z @ w.T, (), ["it returned an array (7, 5), expected 3 values"]),
    ],
)
def test_each_output_is_judged_and_named_by_itself(function, diagnoses, says):
    for seed in range(5):
        rng = np.random.default_rng(seed)
        report = assess(EXERCISE, lambda probes: observe(function, probes, Limits()), rng)
        assert report.diagnoses == diagnoses
        assert report.passed == (says == ["Right."])
        assert all(sentence in report.message for sentence in says), report.message
