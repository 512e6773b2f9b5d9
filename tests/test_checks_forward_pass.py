"""A gradient that is wrong because the learner's own forward pass is: said where it is proved, and nowhere else."""

import types

import numpy as np
import pytest

import bplib as bp
from bplib.checks import checking

SAID = "right for your own"


def beside(source):
    """The functions of a notebook, in which each finds the others."""
    namespace = {"np": np}
    exec(source, namespace)
    return namespace


BACKWARD_OF_DENSE = """
def dense_backward(d_z, x, weights):
    return {0}d_z @ weights.T, {0}x.T @ d_z, {1}
"""
OF_TWO_LAYERS = """
def two_layer_forward(x, w_1, b_1, w_2, b_2):
    z_1 = x @ w_1 + b_1
    a_1 = {act}
    return z_1, a_1, a_1 @ w_2 + b_2

def cross_entropy(logits, labels):
    return {reduce}(np.log(np.exp(logits).sum(1)) - logits[np.arange(len(labels)), labels])

def two_layer_backward(x, labels, w_1, b_1, w_2, b_2):
    z_1, a_1, z_2 = two_layer_forward(x, w_1, b_1, w_2, b_2)
    p = np.exp(z_2 - z_2.max(1, keepdims=True))
    d_2 = (p / p.sum(1, keepdims=True) - np.eye(len(b_2))[labels]) {over}
    d_1 = d_2 @ w_2.T * ({slope})
    return x.T @ d_1, d_1.sum(0), a_1.T @ d_2, d_2.sum(0)
"""
ELU = {"act": "np.where(z_1 > 0, z_1, np.exp(np.minimum(z_1, 0)) - 1)", "slope": "np.exp(np.minimum(z_1, 0))"}
RELU = {"act": "np.maximum(z_1, 0)", "slope": "z_1 > 0"}
MEAN, SUM = {"reduce": "np.mean", "over": "/ len(x)"}, {"reduce": "np.sum", "over": ""}

# id, what stands in the notebook, and the functions that are to be mended first
AGREEING = [
    (
        "sigmoid_backward",
        "def sigmoid(z): return 1 / (1 + np.exp(-2 * z))\ndef sigmoid_backward(d_a, a): return 2 * d_a * a * (1 - a)",
        ["sigmoid"],
    ),
    (
        "sigmoid_backward",
        "def sigmoid(z): return 1 / (1 + 2**-z)\ndef sigmoid_backward(d_a, a): return np.log(2) * d_a * a * (1 - a)",
        ["sigmoid"],
    ),
    (
        "tanh_backward",
        "def tanh(z): return (np.exp(z) - 1) / (np.exp(z) + 1)\ndef tanh_backward(d_a, a): return d_a * (1 - a**2) / 2",
        ["tanh"],
    ),
    (
        "relu_backward",
        "def relu(z): return np.where(z > 0, z, 0.2 * z)\n"
        "def relu_backward(d_a, z): return d_a * np.where(z > 0, 1, 0.2)",
        ["relu"],
    ),
    ("relu_backward", "def relu(z): return abs(z)\ndef relu_backward(d_a, z): return d_a * np.sign(z)", ["relu"]),
    (
        "mean_squared_error_backward",
        "def mean_squared_error(y_hat, y): return np.sum((y_hat - y)**2) / len(y) / 2\n"
        "def mean_squared_error_backward(y_hat, y): return (y_hat - y) / len(y)",
        ["mean_squared_error"],
    ),
    (
        "mean_squared_error_backward",
        "def mean_squared_error(y_hat, y): return np.sqrt(np.mean((y_hat - y)**2))\n"
        "def mean_squared_error_backward(y_hat, y): return (y_hat - y) / y.size / mean_squared_error(y_hat, y)",
        ["mean_squared_error"],
    ),
    (
        "softmax_cross_entropy_backward",
        "def cross_entropy(z, y): return np.mean(np.log2(np.exp(z).sum(1)) - z[np.arange(len(y)), y] / np.log(2))\n"
        "def softmax_cross_entropy_backward(z, y):\n"
        "    p = np.exp(z - z.max(1, keepdims=True))\n"
        "    return (p / p.sum(1, keepdims=True) - np.eye(z.shape[1])[y]) / len(y) / np.log(2)",
        ["cross_entropy"],
    ),
    (
        "dense_backward",
        "def dense_forward(x, w, b): return x @ w / len(w) + b\n"
        + BACKWARD_OF_DENSE.format("1/len(weights) * ", "d_z.sum(0)"),
        ["dense_forward"],
    ),
    (
        "dense_backward",
        "def dense_forward(x, w, b): return x @ w - b\n" + BACKWARD_OF_DENSE.format("", "-d_z.sum(0)"),
        ["dense_forward"],
    ),
    ("two_layer_backward", OF_TWO_LAYERS.format(**ELU, **MEAN), ["two_layer_forward"]),
    ("two_layer_backward", OF_TWO_LAYERS.format(**RELU, **SUM), ["cross_entropy"]),
    ("two_layer_backward", OF_TWO_LAYERS.format(**ELU, **SUM), ["two_layer_forward", "cross_entropy"]),
]


@pytest.mark.parametrize(("id", "notebook", "functions"), AGREEING)
def test_a_gradient_that_is_right_for_a_wrong_forward_pass_of_ones_own_is_said_to_be(id, notebook, functions):
    for seed in range(3):
        report = bp.check(id, beside(notebook)[id], seed=seed)
        assert report.verdict == "WRONG"
        (sentence,) = (line for line in report.message.splitlines() if SAID in line)
        assert f"{SAID} {' and '.join(functions)}, which do" in sentence
        assert ('bp.check("' in sentence) == (functions != ["tanh"])


def test_the_sentence_says_which_gradients_and_where_to_begin():
    functions = beside("def dense_forward(x, w, b): return x @ w - b\n" + BACKWARD_OF_DENSE.format("", "-d_z.sum(0)"))
    assert (
        "But d_biases is right for your own dense_forward, which does not yet give what is asked. You went back "
        'correctly: mend dense_forward first, with bp.check("dense_forward", dense_forward).'
    ) in bp.check("dense_backward", functions["dense_backward"], seed=0).message


SIGMOID = "def sigmoid(z): return {}\n"
WRONG = "def sigmoid_backward(d_a, a): return {}"
SILENT = [
    (SIGMOID.format("1 / (1 + np.exp(-z))") + WRONG.format("2 * d_a * a * (1 - a)")),  # the forward pass is right
    (SIGMOID.format("np.tanh(z)") + WRONG.format("2 * d_a * a * (1 - a)")),  # wrong, but this is not its gradient
    (SIGMOID.format("1 / (1 + np.exp(-z)) + 0.1") + WRONG.format("d_a * a")),  # of another gradient, too
    (SIGMOID.format("0 * z") + WRONG.format("0 * a")),  # a gradient of 0 proves nothing
    (SIGMOID.format("np.sum(z)") + WRONG.format("d_a")),  # of another shape
    (SIGMOID.format("None") + WRONG.format("d_a")),
    (SIGMOID.format("1 / 0") + WRONG.format("d_a")),
    (SIGMOID.format("'a'") + WRONG.format("d_a")),
    (SIGMOID.format("z * np.nan") + WRONG.format("d_a")),
    (SIGMOID.format("np.random.default_rng().normal(size=z.shape)") + WRONG.format("d_a")),
    ("sigmoid = 3\n" + WRONG.format("d_a")),
    (WRONG.format("d_a")),
    ("def sigmoid(z):\n    raise NotImplementedError\n" + WRONG.format("d_a")),
    ("import bplib as bp\nsigmoid = bp.sigmoid\n" + WRONG.format("d_a")),
    ("def sigmoid(z, slope): return slope * z\n" + WRONG.format("d_a")),
]


@pytest.mark.parametrize("notebook", SILENT)
def test_nothing_is_said_where_it_is_not_proved(notebook):
    for seed in range(3):
        report = bp.check("sigmoid_backward", beside(notebook)["sigmoid_backward"], seed=seed)
        assert report.verdict == "WRONG"
        assert SAID not in report.message


def test_a_forward_pass_that_never_ends_keeps_nobody_waiting(monkeypatch):
    monkeypatch.setattr(checking, "PATIENCE", checking.Limits(call_seconds=0.1, all_seconds=0.2))
    source = "def sigmoid(z):\n    while True: pass\n" + WRONG.format("d_a")
    report = bp.check("sigmoid_backward", beside(source)["sigmoid_backward"])
    assert report.verdict == "WRONG" and SAID not in report.message


def test_it_is_found_beside_methods_objects_and_wrapped_functions():
    source = """
import functools
def sigmoid(z): return 1 / (1 + np.exp(-2 * z))
def plain(d_a, a): return 2 * d_a * a * (1 - a)
class Back:
    def __call__(self, d_a, a): return plain(d_a, a)
    def method(self, d_a, a): return plain(d_a, a)
@functools.wraps(plain)
def wrapped(*arguments): return plain(*arguments)
"""
    names = beside(source)
    answers = names["plain"], names["Back"](), names["Back"]().method, names["wrapped"]
    for function in (*answers, names["functools"].partial(names["plain"])):
        assert SAID in bp.check("sigmoid_backward", function, seed=0).message
    assert SAID not in bp.check("sigmoid_backward", types.SimpleNamespace, seed=0).message


def test_a_right_gradient_is_right_whatever_stands_beside_it():
    notebook = SIGMOID.format("np.tanh(z)") + WRONG.format("d_a * a * (1 - a)")
    assert bp.check("sigmoid_backward", beside(notebook)["sigmoid_backward"]).passed
