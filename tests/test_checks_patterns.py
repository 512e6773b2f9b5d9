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
        ("relu", lambda z: np.max(0, z), "entry by entry, is np.maximum(a, b)"),
        ("numerical_gradient", lambda f, x, h=1e-5: [(f(v + h) - f(v)) / h for v in x], "takes all"),
        ("numerical_gradient", lambda f, x, h=1e-5: [f(x) for i in range(len(x))], "np.ndindex(x.shape) goes to every"),
        ("softmax", lambda z: z / z.sum(axis=1), "keepdims=True keeps a column"),
        ("dense_backward", lambda d_z, x, w: (d_z * w.T, x.T @ d_z, d_z.sum(axis=0)), "two matrices is @"),
        ("he_initialization", lambda n, m, rng: rng.normal(0, 2 / n, n, m), "one argument, a tuple"),
        ("he_initialization", lambda n, m, rng: rng(0, 2 / n, (n, m)), "A generator draws by its methods"),
        ("sigmoid_backward", lambda d_a, a: d_a * a(1 - a), "A product needs its *, as in a * (1 - a)"),
        ("graph_gradients", lambda a, b: (ab + a, ab), "ab is a name of its own in Python"),  # noqa: F821
        ("predict_labels", lambda z: [row.index(max(row)) for row in z], "np.argmax gives the place"),
        ("predict_labels", lambda z: z.argmax(axis=2), "axis 0 goes down the rows"),
    ],
)
def test_advice_goes_with_an_error_of_python(id, function, advice):
    report = bp.check(id, function, seed=0)
    assert report.verdict == "RAISED"
    assert advice in report.message, report.message


def test_what_differs_by_a_factor_near_1_is_not_told_the_factor_1():
    def nearly(a, b):
        d = a * b + a
        return 1.0003 * ((2 * d + 1) * b + 2 * d), 1.0003 * (2 * d + 1) * a

    message = bp.check("graph_gradients", nearly, seed=0).message
    assert "times 1." not in message and "is nearly right" in message


def test_what_is_nearly_right_is_told_so():
    def one_sided(a, b, h=1e-4):
        f = lambda a, b: (a * b + a) ** 2 + a * b  # noqa: E731
        return (f(a + h, b) - f(a, b)) / h, (f(a, b + h) - f(a, b)) / h

    assert "is nearly right. Is a number rounded, or a slope" in bp.check("graph_gradients", one_sided, seed=0).message


def test_a_changed_list_gets_the_advice_for_lists():
    report = bp.check("should_stop", lambda losses, patience: losses.sort() or len(losses) > patience, seed=0)
    assert "validation_losses.sort() and validation_losses.append(2) change the old one" in report.message


def test_numbers_that_are_not_finite_and_a_common_call_are_said_once():
    def naive(x, labels, w_1, b_1, w_2, b_2):
        z_1 = x @ w_1 + b_1
        e = np.exp(np.maximum(z_1, 0) @ w_2 + b_2)
        d_2 = e / e.sum(axis=1, keepdims=True) - 1 - np.eye(len(b_2))[labels]
        d_1 = d_2 @ w_2.T * (z_1 > 0)
        return x.T @ d_1, d_1.sum(axis=0), np.maximum(z_1, 0).T @ d_2, d_2.sum(axis=0)

    message = bp.check("two_layer_backward", naive, seed=0).message
    assert message.count("NaN or infinite") == 1
    assert message.count("two_layer_backward([[2]]") == 1
    assert "In the same call" in message


def test_one_number_is_asked_for_in_words():
    report = bp.check("parameter_count", lambda sizes: np.array([1, 2]), seed=0)
    assert "has the shape (2,) but must be one number" in report.message


def test_a_rejected_answer_is_never_called_right_for_its_warnings():
    def overflows(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
        start = rng.normal(0, 1, (2, 16)), np.zeros(16), rng.normal(0, 1, (16, 3)), np.zeros(3)
        return tuple(array + np.exp(1000.0 * learning_rate * n_epochs) for array in start)

    assert "right all the same" not in bp.check("train_classifier", overflows, seed=0).message
