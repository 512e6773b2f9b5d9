"""The exercises of lesson 01: one neuron, and the line where it changes its mind."""

import math

import numpy as np

from .exercise import Exercise, Output, Probe
from .lesson_01_boundary import BOUNDARY_MISTAKES
from .lesson_01_mistakes import NEURON_MISTAKES, SIGMOID_MISTAKES

__all__ = ["EXERCISES"]

SATURATED = np.array([800.0, -800.0, 0.0, 1.5, -1.5, 30.0, -30.0])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def neuron(x, weights, bias):
    z = x @ weights + bias
    return 1 / (1 + np.exp(-z))


def boundary(weights, bias, x_1):
    return -(weights[0] * x_1 + bias) / weights[1]


def _sigmoid_probes(rng):
    """Shapes of every kind, both signs, the middle, and numbers whose exponential is too large for a computer."""
    shapes = [(7, 5), (1, 4), (6,), (3, 2, 5)]
    probes = [Probe((rng.choice([-1, 1], shape) * rng.uniform(0.2, 4, shape),)) for shape in shapes]
    single = Probe((np.array(rng.uniform(0.5, 2)),), "a single number")
    return [*probes, single, Probe((SATURATED,), "z from −800 to 800"), Probe((-rng.uniform(1, 4, 5),), "all negative")]


def _sigmoid_loop(z):
    z = np.asarray(z, float)
    result = np.empty(z.shape)
    for i in np.ndindex(z.shape):
        result[i] = 1 / (1 + math.exp(-z[i])) if z[i] >= 0 else 1 - 1 / (1 + math.exp(z[i]))
    return result


def _sigmoid_of_two_halves(z):
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def _neuron_probe(rng, n, n_inputs, about=""):
    x = rng.normal(0, 1, (n, n_inputs))
    weights = rng.choice([-1, 1], n_inputs) * rng.uniform(0.4, 1.5, n_inputs)
    return Probe((x, weights, float(rng.choice([-1, 1]) * rng.uniform(0.3, 1.2))), about)


def _neuron_probes(rng):
    sizes = (7, 4), (1, 5), (3, 2), (5, 1)
    saturated = _neuron_probe(rng, 6, 3)
    x, weights, bias = saturated.arguments
    x[:2] = np.outer([800, -800], weights / (weights @ weights))
    outputs_near_0 = Probe((x[2:] * 0.1, weights, -3.0), "outputs near 0")
    return [*(_neuron_probe(rng, *s) for s in sizes), Probe((x, weights, bias), "z of ±800"), outputs_near_0]


def _neuron_loop(x, weights, bias):
    outputs = []
    for row in x:
        z = bias
        for value, weight in zip(row, weights, strict=True):
            z += value * weight
        outputs.append(1 / (1 + math.exp(-z)) if z > -700 else 0.0)
    return outputs


def _boundary_probe(rng, shape, about="", **changes):
    u, v, bias = rng.choice([-1, 1], 3) * rng.uniform(0.4, 2.5, 3)
    x_1 = np.asarray(np.sign(u * bias) * rng.uniform(0.5, 3, shape))  # of one sign, so that nothing cancels
    x_1 = np.where(np.arange(x_1.size).reshape(shape) > 1, -x_1, x_1)
    return Probe((np.array([changes.get("u", u), v]), float(changes.get("bias", bias)), x_1), about)


def _boundary_probes(rng):
    probes = [_boundary_probe(rng, shape) for shape in ((7,), (4, 3), (1,))]
    single, flat = _boundary_probe(rng, (), "a single number"), _boundary_probe(rng, (5,), "weights[0] = 0", u=0.0)
    return [*probes, single, flat, _boundary_probe(rng, (6,), "no bias", bias=0.0)]


def _boundary_loop(weights, bias, x_1):
    u, v = weights
    x_1 = np.asarray(x_1)
    return np.reshape([(-bias - u * value) / v for value in x_1.flat], x_1.shape)


def _boundary_solved(weights, bias, x_1):
    matrix = np.array([[1.0, 0.0], weights])
    x_1 = np.asarray(x_1)
    return np.linalg.solve(matrix, np.stack([x_1.ravel(), np.full(x_1.size, -bias)]))[1].reshape(x_1.shape)


def _small(*calls):
    return tuple(Probe(tuple(np.array(v, float) if isinstance(v, list) else v for v in call)) for call in calls)


EXERCISES = (
    Exercise(
        id="sigmoid",
        lesson=1,
        parameters=("z",),
        outputs=(Output("a", "the shape of z"),),
        reference=sigmoid,
        probes=_sigmoid_probes,
        small_probes=_small(([0.0],), ([2.0],), ([-1.0, 3.0],), ([1000.0, -1000.0, 0.0],)),
        mistakes=SIGMOID_MISTAKES,
        variants=(
            _sigmoid_loop,
            _sigmoid_of_two_halves,
            lambda z: 0.5 * (np.tanh(z / 2) + 1),
            lambda z: np.exp(-np.logaddexp(0, -z)),
            lambda z: (1 / (1 + np.exp(-np.float32(z)))).tolist(),
        ),
        tolerance=3e-6,
        formula="a = 1 / (1 + e⁻ᶻ), for each entry of z",
        where="Lesson 01, the sigmoid",
    ),
    Exercise(
        id="neuron",
        lesson=1,
        parameters=("x", "weights", "bias"),
        outputs=(Output("a", "(n,)"),),
        reference=neuron,
        probes=_neuron_probes,
        square_probes=lambda rng: [_neuron_probe(rng, 4, 4) for _ in range(3)],
        small_probes=_small(
            ([[0.0]], [1.0], 0.0),
            ([[1.0]], [1.0], 0.0),
            ([[0.0]], [1.0], 1.0),
            ([[1.0, 2.0], [3.0, 1.0]], [2.0, -1.0], -1.0),
            ([[1000.0]], [1.0], 0.0),
        ),
        mistakes=NEURON_MISTAKES,
        variants=(
            _neuron_loop,
            lambda x, weights, bias: 0.5 + 0.5 * np.tanh((np.einsum("ij,j->i", x, weights) + bias) / 2),
            lambda x, weights, bias: 1 / (1 + np.exp(-(np.sum(x * weights, axis=1) + bias))),
            lambda x, weights, bias: 1 / (1 + np.exp(-np.float32(np.dot(weights, x.T) + bias))),
        ),
        tolerance=5e-6,
        points=2,
        formula="z = x₁w₁ + x₂w₂ + … + b for each row of x, and a = 1 / (1 + e⁻ᶻ)",
        where="Lesson 01, from inputs to z, and from z to the output a",
    ),
    Exercise(
        id="boundary",
        lesson=1,
        parameters=("weights", "bias", "x_1"),
        outputs=(Output("x_2", "the shape of x_1"),),
        reference=boundary,
        probes=_boundary_probes,
        small_probes=_small(
            ([1.0, 1.0], 0.0, [1.0]),
            ([1.0, 1.0], 1.0, [0.0]),
            ([1.0, 2.0], 0.0, [2.0]),
            ([2.0, 1.0], 3.0, [1.0]),
            ([2.0, 4.0], 3.0, [1.0]),
        ),
        mistakes=BOUNDARY_MISTAKES,
        variants=(
            _boundary_loop,
            _boundary_solved,
            lambda weights, bias, x_1: np.polyval([-weights[0] / weights[1], -bias / weights[1]], x_1),
            lambda weights, bias, x_1: np.float32(-bias) / np.float32(weights[1]) - x_1 * weights[0] / weights[1],
        ),
        points=2,
        formula="x₂ = −(w₁x₁ + b) / w₂, where w₁ is weights[0] and w₂ is weights[1]",
        where="Lesson 01, the line where the output is one half",
    ),
)
