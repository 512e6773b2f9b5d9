"""Answers to the exercises of lessons 01 to 04 that are in no list: right ones pass, and nothing gets a wrong name."""

import math

import numpy as np
import pytest

import bplib as bp


def of_scale(draw):
    return lambda n_in, n_out, rng: (draw(n_in, n_out, rng), np.zeros(n_out))


RIGHT = [
    ("sigmoid", lambda z: 1 / (1 + np.exp(-np.clip(z, -500, 500)))),
    ("sigmoid", lambda z: np.reciprocal(1 + np.e**-z)),
    (
        "neuron",
        lambda x, weights, bias: np.apply_along_axis(lambda row: 1 / (1 + np.exp(-(row @ weights) - bias)), 1, x),
    ),
    ("boundary", lambda weights, bias, x_1: np.poly1d([-weights[0] / weights[1], -bias / weights[1]])(x_1)),
    ("relu", lambda z: np.heaviside(z, 0) * z),
    ("relu", np.vectorize(lambda z: max(0.0, z))),
    ("parameter_count", lambda sizes: float(sum(np.ones((a + 1, b)).sum() for a, b in zip(sizes, sizes[1:])))),  # noqa: B905, RUF007
    ("collapse_linear_layers", lambda W, b, V, c: [(V.T @ W.T).T.tolist(), (V.T @ b + c).tolist()]),
    ("dense_parameter_count", lambda shape, n: np.empty((*shape, n)).size + n),
    ("convolution_parameter_count", lambda size, n_in, n_out: n_out * (1 + n_in * math.prod(size))),
    ("recurrent_step", lambda x, h, U, V, b: np.tanh(U.T @ x.T + V.T @ h.T + b[:, None]).T),
    ("glorot_initialization", of_scale(lambda n, m, rng: (rng.random((n, m, 12)).sum(-1) - 6) / np.sqrt((n + m) / 2))),
]
WRONG = [
    ("sigmoid", lambda z: 1 / (1 + np.exp(-np.clip(z, -5, 5))), ("clipped_at_five",)),
    ("sigmoid", lambda z: 1 - 1 / (1 + np.exp(-z)), ("sign_missing",)),
    ("neuron", lambda x, weights, bias: 1 / (1 + np.exp(-x @ weights + bias)), ("bias_subtracted",)),
    ("boundary", lambda weights, bias, x_1: -(weights[0] * x_1 + bias) // weights[1], ()),
    ("relu", lambda z: (z - np.abs(z)) / 2, ("turned_round",)),
    ("parameter_count", lambda sizes: sum(a * b for a, b in zip(sizes, sizes[1:])) - 1, ()),  # noqa: B905, RUF007
    ("collapse_linear_layers", lambda W, b, V, c: (V @ W, b + c), ("weights_in_wrong_order", "biases_added")),
    ("dense_parameter_count", lambda shape, n: shape[0] * shape[1] * n + n, ("channels_left_out",)),
    ("recurrent_step", lambda x, h, U, V, b: np.tanh(x @ U + (V @ h.T).T + b), ("recurrent_weights_transposed",)),
    ("glorot_initialization", of_scale(lambda n, m, rng: rng.choice([-1, 1], (n, m)) * np.sqrt(2 / (n + m))), ()),
    ("glorot_initialization", of_scale(lambda n, m, rng: rng.normal(0, np.sqrt(2 / max(n, m)), (n, m))), ()),
    ("initialize_layers", lambda sizes, rng: [rng.shuffle(sizes)], ()),
]


@pytest.mark.parametrize(("id", "function"), RIGHT)
def test_a_right_answer_is_accepted(id, function):
    for seed in range(3):
        report = bp.check(id, function, seed=seed)
        assert report.passed, report.message


@pytest.mark.parametrize(("id", "function", "diagnoses"), WRONG)
def test_a_wrong_answer_is_rejected_and_never_called_by_a_wrong_name(id, function, diagnoses):
    for seed in range(3):
        report = bp.check(id, function, seed=seed)
        assert not report.passed
        assert report.diagnoses == diagnoses, report.message


def test_one_row_is_blamed_only_where_all_the_rest_is_right():
    cut_off = bp.check("sigmoid", lambda z: 1 / (1 + np.exp(-np.clip(z, -5, 5))), seed=0)
    assert "row" not in cut_off.message
    one_less = bp.check("dense_parameter_count", lambda shape, n: math.prod(shape) * n + n - 1, seed=0)
    assert "entry" not in one_less.message


def test_a_layer_is_not_called_right_for_its_form_when_the_other_output_has_a_wrong_one():
    by_its_form = bp.check("he_initialization", lambda n, m, rng: (rng.normal(0, 2 / n, (n, m)), 0.0), seed=0)
    assert "Right already" not in by_its_form.message
    assert "2/n_inputs is the variance" in by_its_form.message
    drawn = bp.check("he_initialization", lambda n, m, rng: (np.zeros((m, n)), rng.normal(size=m)), seed=0)
    assert "Right already" not in drawn.message
    shape_alone = bp.check("he_initialization", lambda n, m, rng: (rng.normal(0, np.sqrt(2 / n), (n, m)), 0.0), seed=0)
    assert "Right already: weights." in shape_alone.message
