"""What a check says of a wrong answer that no known mistake explains: patterns in its values, and Python's errors."""

import numpy as np
import pytest

import bplib as bp
from bplib.checks.patterns import pattern_of


def _dense(change):
    return lambda x, weights, biases: change(x @ weights + biases)


def _last_row_at_zero(z):
    z[-1] = 0
    return z


@pytest.mark.parametrize(
    ("id", "function", "sentence"),
    [
        ("relu", lambda z: np.maximum(z, 0).ravel()[0] if z.ndim else np.maximum(z, 0), "is its first entry alone"),
        ("dense_forward", _dense(lambda z: z[-1]), "is its last row alone. Does each round of the loop overwrite"),
        ("dense_forward", _dense(lambda z: z * (np.arange(len(z)) == 0)[:, None]), "is right in its first row only"),
        ("dense_forward", _dense(_last_row_at_zero), "is right but for the last row. Does a loop"),
        ("dense_forward", _dense(lambda z: np.stack([z, 2 * z])), "comes with something more behind it"),
        ("dense_forward", _dense(np.floor), "is rounded down to whole numbers, as // does"),
        ("two_layer_forward", lambda x, w, b, v, c: (x[0] @ w + b,) * 3, "z_1 is its first row alone"),
    ],
)
def test_a_pattern_in_the_values_is_said(id, function, sentence):
    for seed in range(3):
        report = bp.check(id, function, seed=seed)
        assert not report.passed
        assert sentence in report.message, report.message


def test_what_holds_for_several_outputs_is_said_once():
    def first_rows(x, w, b, v, c):
        z = x[0] @ w + b
        return z, np.maximum(z, 0), np.maximum(z, 0) @ v + c

    message = bp.check("two_layer_forward", first_rows, seed=0).message
    assert message.count("z_1, a_1, z_2: each is its first row alone") == message.count("first row alone") == 1


def test_one_example_in_a_batch_of_one_is_no_pattern():
    right = np.array([[1.0, 2.0]])
    assert pattern_of([(right[0], right)], [{}], 1e-9) == "holds the right numbers, in another shape."


@pytest.mark.parametrize(
    ("id", "function", "advice"),
    [
        ("dense_parameter_count", lambda shape, n: shape * n + n, "Take its entries"),
        ("dense_parameter_count", lambda shape, n: shape[2] * n, "there may be any number of them"),
        ("parameter_count", lambda sizes: [sizes[i + 1] for i in range(len(sizes))], "the loop ends one round earlier"),
        ("numerical_derivative", lambda f, x, h=1e-5: f / h, "It gives its value when it is called"),
        ("should_stop", lambda losses, patience: min(losses) > patience, "A list without entries may come"),
        ("boundary", lambda weights, bias, x_1: [bias] * len(x_1), "A single number has no length"),
        ("relu", lambda z: np.where(z > 0), "np.where with a condition alone gives places"),
    ],
)
def test_advice_goes_with_an_error_of_python(id, function, advice):
    report = bp.check(id, function, seed=0)
    assert report.verdict == "RAISED"
    assert advice in report.message, report.message


def test_a_rejected_answer_is_never_called_right_for_its_warnings():
    def overflows(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
        start = rng.normal(0, 1, (2, 16)), np.zeros(16), rng.normal(0, 1, (16, 3)), np.zeros(3)
        return tuple(array + np.exp(1000.0 * learning_rate * n_epochs) for array in start)

    assert "right all the same" not in bp.check("train_classifier", overflows, seed=0).message
