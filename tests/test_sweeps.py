"""Many networks trained in one batched array: each as bplib trains it alone, and the counts that the lessons quote."""

import os

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import train_on_xor

SOLVED = {0.01: 0, 0.03: 2, 0.1: 9, 0.3: 19, 1: 20, 3: 20, 10: 20, 30: 20, 300: 0}
QUICK = (0.1, 1)


def alone(rate, seed, n_steps, n_hidden=4):
    """The loss and the accuracy of one network, trained with the core's four steps."""
    x, y = bp.datasets.xor()
    layers = bp.Dense(2, n_hidden, bp.sigmoid, bp.normal(1)), bp.Dense(n_hidden, 1, bp.sigmoid, bp.normal(1))
    network, loss = bp.Network(*layers), bp.half_mean_squared_error
    parameters = bp.initialize(network, np.random.default_rng(seed))
    for _ in range(n_steps):
        cache = bp.forward(network, parameters, x)
        gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
        bp.update(parameters, gradients, bp.GradientDescent(rate))
    output = bp.forward(network, parameters, x).output
    return loss.value(output, y), loss.accuracy(output, y)


@pytest.mark.parametrize("n_hidden", [2, 4])
def test_each_network_is_trained_as_it_would_be_alone(n_hidden):
    rates, seeds = (0.3, 3.0), (0, 7, 2)
    sweep = train_on_xor(rates, seeds, n_hidden=n_hidden, n_steps=200)
    for i, rate in enumerate(rates):
        for j, seed in enumerate(seeds):
            expected = alone(rate, seed, 200, n_hidden)
            np.testing.assert_allclose((sweep.losses[i, j], sweep.accuracies[i, j]), expected, rtol=1e-9)


def test_as_many_are_solved_as_the_lessons_say():
    rates = SOLVED if os.environ.get("BPLIB_TEST_FULL") else QUICK
    assert train_on_xor(rates).solved == [SOLVED[rate] for rate in rates]


def test_at_a_rate_of_100_most_are_solved_but_how_many_hangs_on_the_last_digits():
    n_seeds = 20 if os.environ.get("BPLIB_TEST_FULL") else 5
    assert 0.5 * n_seeds <= train_on_xor((100,), range(n_seeds)).solved[0] <= n_seeds


def test_solved_counts_the_networks_that_have_all_four_points_right():
    sweep = train_on_xor((0.01, 3.0), range(5), n_steps=2000)
    assert sweep.solved == [0, int((sweep.accuracies[1] == 1).sum())]
    assert sweep.losses.shape == sweep.accuracies.shape == (2, 5)


@pytest.mark.parametrize("arguments", [((0.1, -1),), ((),), ((1,), ())])
def test_rates_and_seeds_must_be_there(arguments):
    with pytest.raises(ValueError, match=r"learning rate|n_rates|n_seeds"):
        train_on_xor(*arguments)


def test_a_sweep_may_start_from_other_scales():
    x, y = bp.datasets.xor()
    layers = bp.Dense(2, 4, bp.sigmoid, bp.normal(0.3)), bp.Dense(4, 1, bp.sigmoid, bp.normal(0.3))
    network, loss = bp.Network(*layers), bp.half_mean_squared_error
    parameters = bp.initialize(network, np.random.default_rng(5))
    settings = {"batch_size": 4, "n_epochs": 50, "rng": np.random.default_rng(0), "progress": False}
    bp.train(network, parameters, loss, bp.GradientDescent(2.0), x, y, **settings)
    alone_loss = loss.value(bp.forward(network, parameters, x).output, y)
    assert train_on_xor([2.0], [5], n_steps=50, scale=0.3).losses.item() == pytest.approx(alone_loss)
