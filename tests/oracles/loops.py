"""Whole networks on the scalar tape: loops over single numbers. NumPy only holds the numbers, it computes nothing."""

from dataclasses import dataclass

import numpy as np

from . import tape


@dataclass
class Pass:
    """A forward pass on the tape: arrays of `Number`, by layer as in bplib."""

    parameters: list[dict[str, np.ndarray]]
    input: np.ndarray
    pre_activations: list[np.ndarray]
    activations: list[np.ndarray]

    @property
    def output(self):
        return self.activations[-1]


def numbers(array):
    return _map(tape.Number, np.asarray(array, float))


def values(array):
    return _map(lambda number: number.value, array).astype(float)


def slopes(array):
    return _map(lambda number: number.slope, array).astype(float)


def forward(network, parameters, x):
    """The network's values at these parameters (of bplib), from x."""
    layers = [{name: numbers(array) for name, array in vars(layer).items()} for layer in parameters]
    result = Pass(layers, numbers(x), [], [])
    a = result.input
    for layer, layer_parameters in zip(network.layers, layers, strict=True):
        z, a = _LAYERS[type(layer).__name__](layer, layer_parameters, a)
        result.pre_activations.append(z)
        result.activations.append(a)
    return result


def _map(function, array):
    result = np.empty(array.shape, object)
    for index in np.ndindex(array.shape):
        result[index] = function(array[index])
    return result


def _sum(terms):
    total = tape.Number(0)
    for term in terms:
        total = total + term
    return total


def _dense(layer, parameters, x):
    W, b = parameters["weights"], parameters["biases"]
    z = np.empty((len(x), len(b)), object)
    for i, k in np.ndindex(z.shape):
        z[i, k] = _sum(x[i, j] * W[j, k] for j in range(len(W))) + b[k]
    return z, _map(_ACTIVATIONS[repr(layer.activation)], z)


def _convolution(layer, parameters, x):
    W, b = parameters["weights"], parameters["biases"]
    n, height, width, n_channels_in = x.shape
    kernel_height, kernel_width, _, n_channels = W.shape
    z = np.empty((n, height - kernel_height + 1, width - kernel_width + 1, n_channels), object)
    for i, row, column, k in np.ndindex(z.shape):
        places = np.ndindex(kernel_height, kernel_width, n_channels_in)
        z[i, row, column, k] = _sum(x[i, row + p, column + q, c] * W[p, q, c, k] for p, q, c in places) + b[k]
    return z, _map(_ACTIVATIONS[repr(layer.activation)], z)


def _max_pooling(layer, parameters, x):
    n, height, width, n_channels = x.shape
    h, w = layer.window
    a = np.empty((n, height // h, width // w, n_channels), object)
    for i, row, column, c in np.ndindex(a.shape):
        a[i, row, column, c] = tape.maximum(*(x[i, h * row + p, w * column + q, c] for p, q in np.ndindex(h, w)))
    return a, a


def _flatten(layer, parameters, x):
    a = np.empty((len(x), x[0].size), object)
    for i in range(len(x)):
        for k, index in enumerate(np.ndindex(x[i].shape)):
            a[i, k] = tape.same(x[i][index])
    return a, a


def _recurrent(layer, parameters, x):
    W, U, b = parameters["input_weights"], parameters["recurrent_weights"], parameters["biases"]
    phi = _ACTIVATIONS[repr(layer.activation)]
    z = np.empty((x.shape[0], x.shape[1], len(b)), object)
    h = np.empty(z.shape, object)
    for i in range(x.shape[0]):
        for t in range(x.shape[1]):
            for k in range(len(b)):
                z[i, t, k] = _sum(x[i, t, j] * W[j, k] for j in range(len(W))) + b[k]
                if t > 0:
                    z[i, t, k] = z[i, t, k] + _sum(h[i, t - 1, j] * U[j, k] for j in range(len(U)))
                h[i, t, k] = phi(z[i, t, k])
    return z, h


def _last_step(layer, parameters, x):
    a = np.empty((x.shape[0], x.shape[2]), object)
    for i, k in np.ndindex(a.shape):
        a[i, k] = tape.same(x[i, x.shape[1] - 1, k])
    return a, a


_LAYERS = {
    "Dense": _dense,
    "Convolution2D": _convolution,
    "MaxPooling2D": _max_pooling,
    "Flatten": _flatten,
    "Recurrent": _recurrent,
    "LastStep": _last_step,
}
_ACTIVATIONS = {
    "identity": lambda z: z,
    "sigmoid": lambda z: (1 + tape.exp(-z)) ** -1,
    "tanh": tape.tanh,
    "relu": lambda z: tape.maximum(0, z),  # at the kink the constant is first, and the slope is 0
}


def mean_squared_error(output, target):
    return _sum((output[index] - target[index]) ** 2 for index in np.ndindex(output.shape)) / output.size


def half_mean_squared_error(output, target):
    return mean_squared_error(output, target) / 2


def binary_cross_entropy(logits, target):
    total = tape.Number(0)
    for index in np.ndindex(logits.shape):
        p, y = _ACTIVATIONS["sigmoid"](logits[index]), float(target[index])
        total = total - y * tape.log(p) - (1 - y) * tape.log(1 - p)
    return total / logits.size


def softmax_cross_entropy(logits, labels):
    total = tape.Number(0)
    for i, label in enumerate(labels):
        normalizer = _sum(tape.exp(z) for z in logits[i])
        total = total - tape.log(tape.exp(logits[i, label]) / normalizer)
    return total / len(logits)


LOSSES = {
    loss.__name__: loss
    for loss in (mean_squared_error, half_mean_squared_error, binary_cross_entropy, softmax_cross_entropy)
}
