"""train_classifier: what was trained without a hidden layer that bends is never right, and what was, always."""

import os

import numpy as np
import pytest

import bplib as bp
from bplib.checks import EXERCISES
from bplib.checks import lesson_12_train_classifier as lesson

SEEDS = range(100 if os.environ.get("BPLIB_TEST_FULL") else 4)


def own(source_rule, steps=1.0):
    """A training with another rule, all of whose code is the learner's own."""

    def train_classifier(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
        n_in, n_hidden, n_out = layer_sizes
        w_1, b_1 = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_hidden)), np.zeros(n_hidden)
        w_2, b_2 = rng.normal(0, np.sqrt(2 / n_hidden), (n_hidden, n_out)), np.zeros(n_out)
        for _ in range(n_epochs):
            order = rng.permutation(len(x))
            for i in range(0, len(x), batch_size):
                now = order[i : i + batch_size]
                z_1 = x[now] @ w_1 + b_1
                a_1, slope = source_rule(z_1)
                z_2 = a_1 @ w_2 + b_2
                e = np.exp(z_2 - z_2.max(axis=1, keepdims=True))
                d_2 = steps * (e / e.sum(axis=1, keepdims=True) - np.eye(n_out)[labels[now]]) / len(now)
                d_1 = d_2 @ w_2.T * slope
                w_2, b_2 = w_2 - learning_rate * a_1.T @ d_2, b_2 - learning_rate * d_2.sum(axis=0)
                w_1, b_1 = w_1 - learning_rate * x[now].T @ d_1, b_1 - learning_rate * d_1.sum(axis=0)
        return w_1, b_1, w_2, b_2

    return train_classifier


def relu(z):
    return np.maximum(z, 0), z > 0


def straight(z):
    return z, 1


@pytest.mark.parametrize("seed", SEEDS)
def test_a_network_that_bends_is_right_and_one_that_does_not_is_named(seed):
    assert bp.check("train_classifier", own(relu), seed=seed).passed
    report = bp.check("train_classifier", own(straight), seed=seed)
    assert report.diagnoses == ("relu_left_out",)
    assert "borders between labels are straight" in report.message


@pytest.mark.parametrize("seed", SEEDS)
def test_one_that_does_not_bend_is_rejected_where_its_gradient_proves_nothing(seed):
    report = bp.check("train_classifier", own(straight, steps=0.5), seed=seed)
    assert report.verdict == "WRONG" and report.diagnoses == ()
    assert "After one update with all examples weights_1, " in report.message


def test_straight_borders_tell_at_most_four_of_the_six_groups_right():
    """A linear classifier at its best: descent on the cross-entropy from many starts."""
    x, labels = lesson._examples(600, np.random.default_rng(1))
    best = 0
    for seed in range(4):
        w, b = np.random.default_rng(seed).normal(0, 1, (2, 3)), np.zeros(3)
        for _ in range(200):
            e = np.exp(x @ w + b)
            d = (e / e.sum(axis=1, keepdims=True) - np.eye(3)[labels]) / len(x)
            w, b = w - 0.3 * x.T @ d, b - 0.3 * d.sum(axis=0)
            best = max(best, np.mean((x @ w + b).argmax(axis=1) == labels))
    assert best < 0.7 < lesson.ENOUGH


def test_the_same_numbers_again_are_asked_for():
    fixed = own(relu)(*[np.copy(a) for a in lesson._examples(120, np.random.default_rng(0))], [2, 16, 3], 0.2, 12, 20,
                      np.random.default_rng(0))  # fmt: skip
    assert bp.check("train_classifier", lambda *arguments: fixed).diagnoses == ("always_the_same",)
    assert len(EXERCISES["train_classifier"].mistakes) >= 10
