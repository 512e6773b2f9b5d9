"""Every gradient against two oracles that share no arithmetic with bplib: central differences and a scalar tape."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bplib as bp
from oracles import differences, loops, tape
from oracles.closeness import assert_close
from oracles.examples import (
    ACTIVATIONS,
    LOSSES,
    NETWORKS,
    by_name,
    example,
    example_away_from_kinks,
    gradients_of,
    random_input,
    random_parameters,
    random_target,
)

REALISTIC = {
    "dense 64-64-10": bp.Network(bp.Dense(64, 64, bp.tanh), bp.Dense(64, 10)),
    "dense 784-128-64-10": bp.Network(
        bp.Dense(784, 128, bp.sigmoid), bp.Dense(128, 64, bp.tanh), bp.Dense(64, 10, bp.identity)
    ),
    "convolutional 28 x 28": bp.Network(
        bp.Convolution2D((28, 28, 1), 8, activation=bp.tanh),
        bp.MaxPooling2D((26, 26, 8)),
        bp.Convolution2D((13, 13, 8), 16, activation=bp.sigmoid),
        bp.MaxPooling2D((11, 11, 16)),
        bp.Flatten((5, 5, 16)),
        bp.Dense(400, 10),
    ),
    "recurrent 28 steps": bp.Network(bp.Recurrent(28, 28, 32), bp.LastStep((28, 32)), bp.Dense(32, 10)),
}
CLASSIFIERS = [name for name, network in NETWORKS.items() if len(network.output_shape) == 1]

seeds = st.integers(0, 2**16)
batches = st.integers(1, 4)
activations = st.sampled_from(ACTIVATIONS)
exact = settings(deadline=None, derandomize=True, database=None, max_examples=100)


def assert_differences_agree(network, parameters, loss, x, y):
    """Every parameter and every input number, one by one."""
    x = x.copy()

    def value():
        return loss.value(bp.forward(network, parameters, x).output, y)

    computed = gradients_of(network, parameters, x, loss.gradient(bp.forward(network, parameters, x).output, y))
    for name, array in (by_name(parameters) | {"x": x}).items():
        differences.assert_agrees(computed[name], differences.gradient(value, array), name)


def assert_tape_agrees(network, parameters, loss, x, y):
    """Every value and every gradient of the pass, to the rounding of a few additions."""
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, loss.gradient(cache.output, y), input_gradient=True)
    expected = loops.forward(network, parameters, x)
    expected_loss = loops.LOSSES[repr(loss)](expected.output, y)
    tape.differentiate(expected_loss)
    assert loss.value(cache.output, y) == pytest.approx(expected_loss.value, rel=1e-12)
    pairs = {"input": (cache.d_input, loops.slopes(expected.input))}
    for l in range(len(network.layers)):
        pairs[f"z of {l}"] = cache.pre_activations[l], loops.values(expected.pre_activations[l])
        pairs[f"a of {l}"] = cache.activations[l], loops.values(expected.activations[l])
        pairs[f"delta of {l}"] = cache.deltas[l], loops.slopes(expected.pre_activations[l])
        for name in vars(parameters[l]) | vars(gradients[l]):
            pairs[f"{name} of {l}"] = vars(gradients[l])[name], loops.slopes(expected.parameters[l][name])
    for name, (array, from_tape) in pairs.items():
        assert_close(array, from_tape, rtol=1e-12, atol=1e-13, name=name)


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_agrees_with_central_differences(name):
    network = NETWORKS[name]
    parameters, x = example_away_from_kinks(network, n=3)
    y = random_target(bp.mean_squared_error, network.output_shape, 3)
    assert_differences_agree(network, parameters, bp.mean_squared_error, x, y)


@pytest.mark.parametrize("name", CLASSIFIERS)
@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_every_loss_agrees_with_central_differences_through_every_kind_of_network(loss, name):
    network = NETWORKS[name]
    parameters, x = example_away_from_kinks(network, n=2)
    assert_differences_agree(network, parameters, loss, x, random_target(loss, network.output_shape, 2))


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=repr)
@pytest.mark.parametrize("kind", ["dense", "convolution", "recurrent"])
def test_every_activation_agrees_with_central_differences_in_every_layer_that_has_one(kind, activation):
    layer = {
        "dense": bp.Dense(3, 4, activation),
        "convolution": bp.Convolution2D((4, 4, 2), 3, (2, 2), activation),
        "recurrent": bp.Recurrent(4, 2, 3, activation),
    }[kind]
    network = bp.Network(layer)
    parameters, x = example_away_from_kinks(network, n=3)
    y = random_target(bp.mean_squared_error, network.output_shape, 3)
    assert_differences_agree(network, parameters, bp.mean_squared_error, x, y)


@pytest.mark.parametrize("name", REALISTIC)
@pytest.mark.parametrize("loss", [bp.softmax_cross_entropy, bp.binary_cross_entropy], ids=repr)
def test_realistic_sizes_agree_with_central_differences_along_random_directions(name, loss):
    network, n = REALISTIC[name], 16
    step = 1e-6 if "convolutional" in name else differences.STEP  # among 20,000 windows, some change their winner soon
    parameters = bp.initialize(network, np.random.default_rng(0))
    x, y = random_input(network, n), random_target(loss, network.output_shape, n)

    def value():
        return loss.value(bp.forward(network, parameters, x).output, y)

    computed = gradients_of(network, parameters, x, loss.gradient(bp.forward(network, parameters, x).output, y))
    for array_name, array in (by_name(parameters) | {"x": x}).items():
        for seed in range(2):
            direction = np.random.default_rng(seed).normal(size=array.shape)
            direction /= np.linalg.norm(direction)
            slope = np.vdot(computed[array_name], direction)
            measured = differences.slope(value, array, direction, step)
            assert abs(slope - measured) <= 1e-7 * np.linalg.norm(computed[array_name]) + 2e-15 / step, array_name


@pytest.mark.parametrize("name", NETWORKS)
def test_every_network_agrees_with_the_tape(name):
    network = NETWORKS[name]
    parameters, x, _ = example(network, n=3)
    y = random_target(bp.mean_squared_error, network.output_shape, 3)
    assert_tape_agrees(network, parameters, bp.mean_squared_error, x, y)


@pytest.mark.parametrize("name", CLASSIFIERS)
@pytest.mark.parametrize("loss", LOSSES, ids=repr)
def test_every_loss_agrees_with_the_tape_through_every_kind_of_network(loss, name):
    network = NETWORKS[name]
    parameters, x, _ = example(network, n=2, seed=1)
    assert_tape_agrees(network, parameters, loss, x, random_target(loss, network.output_shape, 2))


@exact
@given(st.lists(st.tuples(st.integers(1, 4), activations), min_size=1, max_size=4), batches, seeds)
def test_dense_networks_of_any_shape_agree_with_the_tape(sizes, n, seed):
    layers, n_inputs = [], 1 + seed % 3
    for n_outputs, activation in sizes:
        layers.append(bp.Dense(n_inputs, n_outputs, activation))
        n_inputs = n_outputs
    network = bp.Network(*layers)
    y = random_target(bp.mean_squared_error, network.output_shape, n, seed)
    x = random_input(network, n, seed)
    assert_tape_agrees(network, random_parameters(network, seed), bp.mean_squared_error, x, y)


@st.composite
def convolutional_networks(draw):
    """A convolution, then a pooling or another convolution, each of any size that fits."""
    shape = (draw(st.integers(1, 6)), draw(st.integers(1, 6)), draw(st.integers(1, 5)))
    layers = []
    for kind in draw(st.lists(st.sampled_from([bp.Convolution2D, bp.MaxPooling2D]), min_size=1, max_size=3)):
        window = draw(st.integers(1, shape[0])), draw(st.integers(1, shape[1]))
        if kind is bp.MaxPooling2D:
            layers.append(bp.MaxPooling2D(shape, window))
        else:
            layers.append(bp.Convolution2D(shape, draw(st.integers(1, 5)), window, draw(activations)))
        shape = layers[-1].output_shape
    return bp.Network(*layers)


@exact
@given(convolutional_networks(), batches, seeds)
def test_convolutional_networks_of_any_shape_agree_with_the_tape(network, n, seed):
    y = random_target(bp.mean_squared_error, network.output_shape, n, seed)
    x = random_input(network, n, seed)
    assert_tape_agrees(network, random_parameters(network, seed), bp.mean_squared_error, x, y)


@exact
@given(
    st.integers(1, 5),
    st.integers(1, 3),
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    activations,
    batches,
    seeds,
)
def test_recurrent_networks_of_any_shape_agree_with_the_tape(n_steps, n_inputs, sizes, activation, n, seed):
    layers = []
    for n_hidden in sizes:
        layers.append(bp.Recurrent(n_steps, n_inputs, n_hidden, activation))
        n_inputs = n_hidden
    network = bp.Network(*layers)
    y = random_target(bp.mean_squared_error, network.output_shape, n, seed)
    x = random_input(network, n, seed)
    assert_tape_agrees(network, random_parameters(network, seed), bp.mean_squared_error, x, y)


def test_the_tape_agrees_with_derivatives_known_from_the_textbook():
    x, y = tape.Number(2.0), tape.Number(3.0)
    tape.differentiate(x**2 * y + tape.exp(x) - tape.log(y) / x + tape.tanh(x * y) + tape.maximum(x, y) - (1 - x))
    assert x.slope == pytest.approx(12 + np.exp(2) + np.log(3) / 4 + 3 * (1 - np.tanh(6) ** 2) + 1, rel=1e-14)
    assert y.slope == pytest.approx(4 - 1 / 6 + 2 * (1 - np.tanh(6) ** 2) + 1, rel=1e-14)


def test_the_differences_agree_with_a_derivative_known_from_the_textbook():
    x = np.array([0.5, 1.0, 2.0])
    differences.assert_agrees(3 * x**2 * np.exp(x**3), differences.gradient(lambda: np.exp(x**3).sum(), x))
    assert x.tolist() == [0.5, 1.0, 2.0]
