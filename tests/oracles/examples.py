"""Networks of every kind of layer, with random parameters, inputs and targets for them."""

from types import SimpleNamespace

import numpy as np

import bplib as bp

LOSSES = (bp.mean_squared_error, bp.half_mean_squared_error, bp.binary_cross_entropy, bp.softmax_cross_entropy)
ACTIVATIONS = (bp.identity, bp.sigmoid, bp.tanh, bp.relu)

NETWORKS = {
    "dense": bp.Network(bp.Dense(3, 2)),
    "dense, deep": bp.Network(
        bp.Dense(2, 4, bp.tanh), bp.Dense(4, 3, bp.relu), bp.Dense(3, 4, bp.sigmoid), bp.Dense(4, 3)
    ),
    "one unit": bp.Network(bp.Dense(1, 1, bp.tanh), bp.Dense(1, 2)),
    "convolution": bp.Network(bp.Convolution2D((4, 5, 2), 3, (2, 3), bp.tanh)),
    "convolutions": bp.Network(
        bp.Convolution2D((5, 6, 1), 4, (3, 2), bp.tanh), bp.Convolution2D((3, 5, 4), 2, (2, 2), bp.sigmoid)
    ),
    "convolution of one pixel": bp.Network(bp.Convolution2D((3, 2, 2), 2, (1, 1))),
    "pooling": bp.Network(bp.MaxPooling2D((5, 4, 2), (2, 3))),
    "convolutional": bp.Network(
        bp.Convolution2D((7, 6, 1), 2, (2, 3), bp.relu),
        bp.MaxPooling2D((6, 4, 2)),
        bp.Convolution2D((3, 2, 2), 3, (2, 1), bp.tanh),
        bp.Flatten((2, 2, 3)),
        bp.Dense(12, 3),
    ),
    "recurrent": bp.Network(bp.Recurrent(4, 2, 3)),
    "recurrent, one step": bp.Network(bp.Recurrent(1, 3, 2, bp.sigmoid)),
    "recurrent, linear": bp.Network(bp.Recurrent(3, 2, 2, bp.identity), bp.LastStep((3, 2))),
    "recurrent, stacked": bp.Network(
        bp.Recurrent(4, 2, 3), bp.Recurrent(4, 3, 2, bp.relu), bp.LastStep((4, 2)), bp.Dense(2, 3)
    ),
    "recurrent, all steps": bp.Network(bp.Recurrent(3, 1, 2), bp.Flatten((3, 2)), bp.Dense(6, 2)),
    "flatten first": bp.Network(bp.Flatten((2, 3)), bp.Dense(6, 2, bp.tanh), bp.Dense(2, 3)),
    "last step first": bp.Network(bp.LastStep((3, 2)), bp.Dense(2, 3)),
}


def random_parameters(network, seed=0, dtype=np.float64):
    """Random weights and biases, none of them 0."""
    parameters = bp.initialize(network, np.random.default_rng(seed), dtype)
    parameters.vector = np.random.default_rng(seed).normal(0, 0.6, parameters.vector.shape)
    return parameters


def random_input(network, n, seed=0):
    return np.random.default_rng(1000 + seed).normal(size=(n, *network.input_shape))


def random_target(loss, output_shape, n, seed=0):
    """A target that fits the loss: 0 and 1, labels, or any floats."""
    rng = np.random.default_rng(2000 + seed)
    if loss is bp.softmax_cross_entropy:
        return rng.integers(0, output_shape[-1], n)
    if loss is bp.binary_cross_entropy:
        return rng.integers(0, 2, (n, *output_shape))
    return rng.normal(size=(n, *output_shape))


def example(network, n, seed=0):
    """(parameters, x, d_output): everything that forward and backward need."""
    d_output = np.random.default_rng(3000 + seed).normal(size=(n, *network.output_shape))
    return random_parameters(network, seed), random_input(network, n, seed), d_output


def example_away_from_kinks(network, n):
    """The first random parameters and inputs for which no small step crosses a kink of ReLU or of max pooling."""
    for seed in range(1000):
        parameters, x = random_parameters(network, seed), random_input(network, n, seed)
        if _distance_to_kink(network, parameters, x) > 2e-3:
            return parameters, x
    raise RuntimeError(f"{network} has kinks everywhere.")


def _distance_to_kink(network, parameters, x):
    cache, distance = bp.forward(network, parameters, x), np.inf
    before = x
    for layer, z, a in zip(network.layers, cache.pre_activations, cache.activations, strict=True):
        if layer.activation is bp.relu:
            distance = min(distance, abs(z).min())
        if isinstance(layer, bp.MaxPooling2D):
            (h, w), (rows, columns, _) = layer.window, layer.output_shape
            windows = [before[:, i : i + h, j : j + w] for i in range(0, h * rows, h) for j in range(0, w * columns, w)]
            for window in windows:
                second, first = np.sort(window.reshape(len(x), h * w, -1), axis=1)[:, -2:].swapaxes(0, 1)
                gaps = (first - second)[first != 0]  # several zeros come from a ReLU that is off, and stay equal
                distance = min(distance, gaps.min(initial=np.inf))
        before = a
    return distance


def through(layer, x, d_output=None, **arrays):
    """One layer with these parameters, forward and, given d_output, backward: z, output, gradients, deltas, d_x."""
    network = bp.Network(layer)
    parameters = bp.initialize(network, np.random.default_rng(0))
    for name, array in arrays.items():
        setattr(parameters[0], name, np.asarray(array, float))
    cache = bp.forward(network, parameters, x)
    result = SimpleNamespace(z=cache.pre_activations[0], output=cache.output)
    if d_output is not None:
        gradients = bp.backward(network, parameters, cache, d_output, input_gradient=True)
        result.gradients, result.delta, result.d_x = gradients[0], cache.deltas[0], cache.d_input
    return result


def gradients_of(network, parameters, x, d_output):
    """The gradients by name, with ∂L/∂x, from a fresh pass."""
    cache = bp.forward(network, parameters, x)
    gradients = bp.backward(network, parameters, cache, d_output, input_gradient=True)
    return by_name(gradients) | {"x": cache.d_input}


def by_name(parameters):
    """{"0.weights": array, …}"""
    return {f"{l}.{name}": array for l, layer in enumerate(parameters) for name, array in vars(layer).items()}
