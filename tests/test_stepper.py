"""The stepper: every number is bplib's own, every formula gives it, and the code is the code that runs."""

import math
import re
from itertools import pairwise

import numpy as np
import pytest

import bplib as bp
from bplib.figures import Steps
from bplib.figures.formulas import ACTIVATIONS, LOSSES, Term

N_NETWORKS = 20
OPTIMIZERS = [None, bp.GradientDescent(0.3), bp.Momentum(0.3, 0.8), bp.Adam(0.3)]
MATHEMATICS = {
    "σ": lambda z: 1 / (1 + math.exp(-z)), "tanh": math.tanh, "max": max, "exp": math.exp, "ln": math.log, "abs": abs,
}  # fmt: skip


def random_case(seed):
    """Network, parameters, loss, x, y and an optimizer: other sizes, activations and losses for each seed."""
    rng = np.random.default_rng(seed)
    sizes = [int(n) for n in rng.integers(1, 5, size=rng.integers(2, 5))]
    loss = LOSSES[seed % len(LOSSES)]
    if loss is bp.softmax_cross_entropy:
        sizes[-1] = max(2, sizes[-1])
    layers = [bp.Dense(n, m, ACTIVATIONS[rng.integers(4)]) for n, m in pairwise(sizes)]
    if loss.takes_logits:
        layers[-1] = bp.Dense(*sizes[-2:], [bp.identity, bp.tanh][seed % 2])
    network = bp.Network(*layers)
    parameters = bp.initialize(network, rng)
    parameters.vector = rng.normal(size=network.n_parameters)
    y = {
        bp.softmax_cross_entropy: rng.integers(sizes[-1], size=1),
        bp.binary_cross_entropy: rng.integers(2, size=(1, sizes[-1])).astype(float),
    }.get(loss, rng.normal(size=(1, sizes[-1])))
    return network, parameters, loss, rng.normal(size=(1, sizes[0])), y, OPTIMIZERS[seed % 4]


def small(activation=bp.sigmoid, loss=bp.half_mean_squared_error, optimizer=None):
    """2-2-1 with numbers that are quick to calculate with."""
    network = bp.Network(bp.Dense(2, 2, activation), bp.Dense(2, 1, activation))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters.vector = [0.5, -1, 1, 0.5, 0, 0.25, 1, -2, 0.5]
    return Steps(network, parameters, loss, np.array([[1.0, 2.0]]), np.array([[1.0]]), optimizer)


def calculated(formula):
    """The right side of a formula, calculated from its own text with unrounded numbers."""
    text = "".join(f"({piece.value!r})" if isinstance(piece, Term) else piece for piece in formula.pieces)
    text = re.sub(r"\|([^|]+)\|", r"abs(\1)", text)
    for sign, operator in (("−", "-"), ("·", "*"), ("²", "**2"), ("½", "0.5")):
        text = text.replace(sign, operator)
    return eval(text, {"__builtins__": {}}, MATHEMATICS)


def own_number(key, network, parameters, cache, gradients, new_parameters, loss, d_output, y):
    """The number of this name where bplib itself keeps it."""
    kind, *index = key
    l, unit = (index[0], tuple(index[1:])) if len(index) > 1 else (None, tuple(index))
    return {
        "pre_activation": lambda: cache.pre_activations[l][0][unit],
        "activation": lambda: cache.activations[l][0][unit],
        "delta": lambda: cache.deltas[l][0][unit],
        "loss": lambda: loss.value(cache.output, y),
        "weight_gradient": lambda: gradients[l].weights[unit],
        "bias_gradient": lambda: gradients[l].biases[unit],
        "new_weight": lambda: new_parameters[l].weights[unit],
        "new_bias": lambda: new_parameters[l].biases[unit],
        "probability": lambda: (bp.softmax if loss is bp.softmax_cross_entropy else bp.sigmoid)(cache.output)[0][unit],
    }[kind]()


@pytest.mark.parametrize("seed", range(N_NETWORKS))
def test_every_number_of_every_step_is_bplibs_own(seed):
    network, parameters, loss, x, y, optimizer = random_case(seed)
    steps = Steps(network, parameters, loss, x, y, optimizer)
    cache = bp.forward(network, parameters, x)
    d_output = loss.gradient(cache.output, y)
    gradients = bp.backward(network, parameters, cache, d_output)
    new_parameters = parameters.copy()
    if optimizer:
        optimizer.reset()
        bp.update(new_parameters, gradients, optimizer)
    shown = {}
    for formula in (formula for step in steps for formula in step.formulas):
        key = formula.result.key
        assert formula.result.value == own_number(
            key, network, parameters, cache, gradients, new_parameters, loss, d_output, y
        )
        assert calculated(formula) == pytest.approx(formula.result.value, rel=1e-9, abs=1e-12), formula.letters
        shown[key] = formula.result.value
    kinds = [key[0] for key in shown]
    n_units = sum(layer.n_outputs for layer in network.layers)
    assert [kinds.count(kind) for kind in ("pre_activation", "activation", "delta", "loss")] == [*[n_units] * 3, 1]
    assert kinds.count("weight_gradient") + kinds.count("bias_gradient") == network.n_parameters
    assert kinds.count("new_weight") + kinds.count("new_bias") == (network.n_parameters if optimizer else 0)


@pytest.mark.parametrize("seed", range(N_NETWORKS))
def test_the_product_on_the_path_of_every_weight_is_its_gradient(seed):
    steps = Steps(*random_case(seed)[:5])
    network, parameters, loss, x, y, _ = random_case(seed)
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y))
    assert len(steps.weights) == sum(layer.weights.size for layer in parameters)
    for _, l, i, j in steps.weights.values():
        for formula in steps.path(("weight", l, i, j)):
            assert formula.result.value == gradients[l].weights[i, j]
            assert calculated(formula) == pytest.approx(gradients[l].weights[i, j], rel=1e-9, abs=1e-12)
