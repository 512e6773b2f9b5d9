"""The numbers of lesson 00: the digits, the first guesses, the curves, and the loop of 200 rounds without bplib."""

import re

import numpy as np
import pytest

import bplib as bp
from written import numbers, read_lesson

WORDS, CELLS, printed = read_lesson("00_start_here")
IMAGES, LABELS = bp.datasets.digits()
ORDER = np.random.default_rng(0).permutation(len(IMAGES))
TEST, TRAIN = ORDER[:360], ORDER[360:]
NETWORK = bp.Network(bp.Flatten((8, 8, 1)), bp.Dense(64, 64, bp.relu), bp.Dense(64, 10))


def untrained():
    return bp.initialize(NETWORK, np.random.default_rng(0))


def rounds(n_rounds):
    """The loss in each round with the first 32 digits, by the formulas of lessons 05, 06 and 09 in plain NumPy."""
    parameters, losses = untrained(), []
    w_1, b_1, w_2, b_2 = (np.array(p) for l in (1, 2) for p in (parameters[l].weights, parameters[l].biases))
    x, y = IMAGES[TRAIN][:32].reshape(32, 64), LABELS[TRAIN][:32]
    for _ in range(n_rounds):
        z = x @ w_1 + b_1
        h = np.where(z > 0, z, 0)
        exps = np.exp(h @ w_2 + b_2)
        p = exps / exps.sum(axis=1, keepdims=True)
        losses.append(np.mean([-np.log(p[i, y[i]]) for i in range(32)]))
        delta_2 = (p - np.eye(10)[y]) / 32
        delta_1 = delta_2 @ w_2.T * (z > 0)
        w_1, b_1 = w_1 - 0.1 * x.T @ delta_1, b_1 - 0.1 * delta_1.sum(axis=0)
        w_2, b_2 = w_2 - 0.1 * h.T @ delta_2, b_2 - 0.1 * delta_2.sum(axis=0)
    return losses


def test_the_digits_are_as_many_as_the_text_says():
    assert "loads 1,797 digits" in CELLS["first-cell"].source
    assert "360 of them aside" in CELLS["first-cell"].source
    assert "the other 1,437 digits" in CELLS["predict"].source
    assert (len(IMAGES), len(TEST), len(TRAIN)) == (1797, 360, 1437)
    assert WORDS["digits-read"]["between"] == [0, len(TEST)]
    assert "one time in ten: 36 of 360" in CELLS["predict"].source


def test_the_untrained_network_says_mostly_nine():
    guesses = bp.forward(NETWORK, untrained(), IMAGES[TEST]).output.argmax(axis=1)
    assert "it is mostly 9" in CELLS["predict"].source
    assert np.mean(guesses == 9) > 0.95
    assert numbers(printed("before"))[0] == np.sum(guesses == LABELS[TEST])


def test_layer_1_has_as_many_weights_as_the_words_say():
    assert "64 × 64 weights and 64 biases" in CELLS["words"].source
    assert (untrained()[1].weights.shape, untrained()[1].biases.shape) == ((64, 64), (64,))


def test_the_loss_of_the_loop_falls_in_every_round_to_what_is_printed():
    losses = rounds(200)
    assert numbers(re.sub("first|last|loss", "", printed("loop"))) == pytest.approx([losses[0], losses[-1]], abs=0.0005)
    assert numbers(printed("step-4-code")) == pytest.approx(losses[:2], abs=0.0005)
    assert f"was {losses[0]:.3f}" in WORDS["last-loss"]["text"]
    assert "each update makes it a little smaller" in WORDS["last-loss"]["because"]
    assert np.all(np.diff(losses) < 0)


def test_most_is_learned_in_ten_epochs_and_the_solid_lines_end_a_little_better():
    rng, validation = np.random.default_rng(0), (IMAGES[TEST], LABELS[TEST])
    loss, optimizer, trained = bp.softmax_cross_entropy, bp.GradientDescent(learning_rate=0.1), untrained()
    settings = {"batch_size": 32, "n_epochs": 60, "rng": rng, "validation": validation, "progress": False}
    history = bp.train(NETWORK, trained, loss, optimizer, IMAGES[TRAIN], LABELS[TRAIN], **settings)
    at_first, _ = bp.evaluate(NETWORK, untrained(), loss, *validation)
    for losses in (history.loss, history.validation_loss):
        assert at_first - losses[9] > 0.9 * (at_first - losses[-1])
    assert 0 < history.validation_loss[-1] - history.loss[-1] < 0.1
    assert 0 < history.accuracy[-1] - history.validation_accuracy[-1] < 0.05
    assert numbers(printed("after"))[0] == round(360 * history.validation_accuracy[-1])
