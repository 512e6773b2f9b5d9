"""The exercises of lesson 03: what dense and convolutional layers cost, and one step of a recurrent one."""

import math

import numpy as np

from .exercise import Exercise, Output, Probe
from .lesson_03_counts import CONVOLUTION_MISTAKES, DENSE_MISTAKES
from .lesson_03_recurrent import RECURRENT_MISTAKES

__all__ = ["EXERCISES"]


def dense_parameter_count(input_shape, n_outputs):
    n_inputs = math.prod(input_shape)
    return n_inputs * n_outputs + n_outputs


def convolution_parameter_count(kernel_size, n_channels_in, n_channels_out):
    height, width = kernel_size
    return height * width * n_channels_in * n_channels_out + n_channels_out


def recurrent_step(x_t, h_previous, input_weights, recurrent_weights, biases):
    return np.tanh(x_t @ input_weights + h_previous @ recurrent_weights + biases)


def _different(rng, n):
    return [int(size) for size in rng.choice(np.arange(2, 12), n, replace=False)]


def _dense_probes(rng):
    """Shapes with one to four axes, with and without channels."""
    fixed = [((28, 28, 1), 10), ((5, 7, 3), 4), ((8, 6), 5), ((6,), 3), ((3, 4, 2, 5), 7), ((1,), 1), ((4, 1), 9)]
    drawn = [(tuple(_different(rng, n)), *_different(rng, 1)) for n in (2, 3, 3)]
    return [Probe(arguments) for arguments in fixed + drawn]


def _dense_loop(input_shape, n_outputs):
    n_inputs = 1
    for size in input_shape:
        n_inputs *= size
    return (n_inputs + 1) * n_outputs


def _dense_by_making(input_shape, n_outputs):
    n_inputs = np.zeros(input_shape).ravel().size
    return np.zeros((n_inputs, n_outputs)).size + np.zeros(n_outputs).size


def _convolution_probes(rng):
    """Kernels that are not square, one channel on either side, and sizes that are pairwise different."""
    fixed = [((3, 5), 2, 7), ((5, 2), 3, 4), ((3, 3), 1, 8), ((1, 1), 6, 5), ((4, 7), 5, 1), ((7, 3), 4, 9)]
    drawn = [(tuple(sizes[:2]), *sizes[2:]) for sizes in (_different(rng, 4) for _ in range(4))]
    return [Probe(arguments) for arguments in fixed + drawn]


def _convolution_loop(kernel_size, n_channels_in, n_channels_out):
    count = 0
    for _ in range(n_channels_out):
        for _ in range(n_channels_in):
            count += kernel_size[0] * kernel_size[1]
        count += 1
    return count


def _convolution_as_dense(kernel_size, n_channels_in, n_channels_out):
    return float(dense_parameter_count((*kernel_size, n_channels_in), n_channels_out))


def _step_probe(rng, n, n_inputs, n_hidden, about="", scale=0.6):
    h_previous = rng.choice([-1, 1], (n, n_hidden)) * rng.uniform(0.3, 0.9, (n, n_hidden))
    weights = [rng.normal(0, scale, (rows, n_hidden)) for rows in (n_inputs, n_hidden)]
    biases = rng.choice([-1, 1], n_hidden) * rng.uniform(0.3, 0.8, n_hidden)
    return Probe((rng.normal(0, 1, (n, n_inputs)), h_previous, *weights, biases), about)


def _step_probes(rng):
    sizes = (7, 4, 5), (1, 3, 4), (5, 2, 3), (3, 6, 2)
    first = _step_probe(rng, 4, 3, 5, "no past yet")
    first.arguments[1][:] = 0
    saturated = _step_probe(rng, 6, 3, 4, "large weights", scale=300)
    saturated.arguments[4][:2] = 1e5, -1e5  # whose exponential is infinite
    return [*(_step_probe(rng, *s) for s in sizes), first, saturated]


def _step_loop(x_t, h_previous, input_weights, recurrent_weights, biases):
    result = np.zeros(h_previous.shape)
    for i, j in np.ndindex(result.shape):
        z = biases[j]
        for k in range(x_t.shape[1]):
            z += x_t[i, k] * input_weights[k, j]
        for k in range(h_previous.shape[1]):
            z += h_previous[i, k] * recurrent_weights[k, j]
        result[i, j] = math.tanh(z)
    return result


def _step_joined(x_t, h_previous, input_weights, recurrent_weights, biases):
    both = np.concatenate([x_t, h_previous], axis=1)
    return np.tanh(both @ np.concatenate([input_weights, recurrent_weights]) + biases)


def _step_einsum(x_t, h_previous, input_weights, recurrent_weights, biases):
    z = np.einsum("ni,ij->nj", x_t, input_weights) + np.einsum("nk,kj->nj", h_previous, recurrent_weights) + biases
    return (2 / (1 + np.exp(-2 * np.clip(z, -50, 50))) - 1).astype(np.float32)


def _counts(*calls):
    return tuple(Probe(call) for call in calls)


def _small_steps(*calls):
    return tuple(Probe(tuple(np.array(values, float) for values in call)) for call in calls)


EXERCISES = (
    Exercise(
        id="dense_parameter_count",
        lesson=3,
        parameters=("input_shape", "n_outputs"),
        outputs=(Output("the count", "one number"),),
        reference=dense_parameter_count,
        probes=_dense_probes,
        small_probes=_counts(((1,), 1), ((2,), 1), ((1,), 2), ((2, 3), 1), ((2, 3), 2), ((2, 3, 4), 2)),
        mistakes=DENSE_MISTAKES,
        variants=(_dense_loop, _dense_by_making, lambda shape, n: np.prod([*shape, n]) + n),
        tolerance=1e-9,
        formula="n_inputs · n_outputs + n_outputs, where n_inputs is the product of all sizes in input_shape",
        where="Lesson 03, the cost of a dense layer",
    ),
    Exercise(
        id="convolution_parameter_count",
        lesson=3,
        parameters=("kernel_size", "n_channels_in", "n_channels_out"),
        outputs=(Output("the count", "one number"),),
        reference=convolution_parameter_count,
        probes=_convolution_probes,
        small_probes=_counts(
            ((1, 1), 1, 1),
            ((1, 2), 1, 1),
            ((2, 1), 1, 1),
            ((1, 1), 1, 2),
            ((1, 2), 3, 1),
            ((2, 3), 1, 2),
            ((2, 3), 4, 5),
        ),
        mistakes=CONVOLUTION_MISTAKES,
        variants=(
            _convolution_loop,
            _convolution_as_dense,
            lambda size, n_in, n_out: np.zeros((*size, n_in, n_out)).size + np.zeros(n_out).size,
        ),
        tolerance=1e-9,
        formula="each output channel has height · width · n_channels_in weights and one bias",
        where="Lesson 03, sharing weights in a convolution",
    ),
    Exercise(
        id="recurrent_step",
        lesson=3,
        parameters=("x_t", "h_previous", "input_weights", "recurrent_weights", "biases"),
        outputs=(Output("h_t", "(n, n_hidden)"),),
        reference=recurrent_step,
        probes=_step_probes,
        square_probes=lambda rng: [_step_probe(rng, 4, 4, 4) for _ in range(3)],
        small_probes=_small_steps(
            ([[1]], [[0]], [[1]], [[1]], [0]),
            ([[0]], [[1]], [[1]], [[1]], [0]),
            ([[0]], [[0]], [[1]], [[1]], [1]),
            ([[1]], [[1]], [[1]], [[2]], [-1]),
            ([[1, 2]], [[1, 0]], [[1, 0], [0, 1]], [[0, 1], [-1, 0]], [-1, -2]),
        ),
        mistakes=RECURRENT_MISTAKES,
        variants=(_step_loop, _step_joined, _step_einsum),
        points=2,
        formula="h_t = tanh(x_t · W_in + h_previous · W_rec + b)",
        where="Lesson 03, one step of a recurrent layer",
    ),
)
