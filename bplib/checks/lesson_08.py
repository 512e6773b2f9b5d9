"""The exercises of lesson 08: the gradient on its way back through an activation function."""

import numpy as np

from .exercise import Exercise, Output, Probe
from .forward_passes import RELU, SIGMOID, TANH
from .lesson_08_mistakes import RELU_MISTAKES, SIGMOID_MISTAKES, TANH_MISTAKES

__all__ = ["EXERCISES"]

WHERE = "Lesson 08, section 3 “Why it works”, BACK A LAYER"


def sigmoid_backward(d_a, a):
    return d_a * a * (1 - a)


def tanh_backward(d_a, a):
    return d_a * (1 - a**2)


def relu_backward(d_a, z):
    return d_a * (np.asarray(z) > 0)


def _probes(make, extra=lambda rng: []):
    """Shapes of every kind, a batch of one, saturated units, and whatever else the function may trip over."""

    def probe(rng, shape, about="", **options):
        return Probe((np.asarray(rng.normal(0, 2, shape)), np.asarray(make(rng, shape, **options))), about)

    def probes(rng):
        shapes = [(7, 5), (1, 4), (6,), (3, 2, 5), ()]
        return [*(probe(rng, s) for s in shapes), probe(rng, (4, 3), "saturated units", saturated=True), *extra(rng)]

    def square_probes(rng):
        return [probe(rng, (4, 4)) for _ in range(3)]

    return probes, square_probes


def _of_sigmoid(rng, shape, saturated=False):
    a = rng.uniform(0.05, 0.95, shape)
    return np.where(rng.random(shape) < 0.5, np.round(a), a) if saturated else a


def _of_tanh(rng, shape, saturated=False):
    a = rng.choice([-1, 1], shape) * rng.uniform(0.1, 0.95, shape)
    return np.where(rng.random(shape) < 0.5, np.sign(a), a) if saturated else a


def _of_relu(rng, shape, saturated=False):
    z = rng.choice([-1, 1], shape) * rng.uniform(0.1, 3, shape)
    return z * 300 if saturated else z


def _relu_probes(rng):
    """Only negative inputs, a unit that is dead for the whole batch, only positive inputs, and the kink."""
    dead = np.array([[1, -1], [-1, -1], [1, -1]])
    signs = ("all negative", -np.ones((2, 3))), ("a dead unit", dead), ("all positive", np.ones(4))
    probes = [Probe((rng.normal(0, 2, s.shape), s * rng.uniform(0.1, 3, s.shape)), about) for about, s in signs]
    kink = np.array([0.0, 1.5, 0.0, -1.5])
    return [*probes, Probe((kink + 1, kink), "the kink")]


def _exercise(reference, make, argument, mistakes, variants, formula, small_probes, extra=lambda rng: [], **options):
    probes, square_probes = _probes(make, extra)
    return Exercise(
        id=reference.__name__,
        lesson=8,
        parameters=("d_a", argument),
        outputs=(Output("d_z", f"the shape of {argument}"),),
        reference=reference,
        probes=probes,
        square_probes=square_probes,
        small_probes=tuple(Probe(tuple(np.array(v, float) for v in values)) for values in small_probes),
        mistakes=mistakes,
        variants=variants,
        where=WHERE,
        formula=formula,
        **options,
    )


def _sigmoid_loop(d_a, a):
    d_a, a = np.asarray(d_a, float), np.asarray(a, float)
    result = np.empty(a.shape)
    for i in np.ndindex(a.shape):
        result[i] = d_a[i] * a[i] * (1.0 - a[i])
    return result


def _tanh_einsum(d_a, a):
    return np.einsum("...,...->...", d_a, (1 - a) * (1 + a))


def _relu_where(d_a, z):
    return np.where(z > 0, d_a, 0.0)


EXERCISES = (
    _exercise(
        sigmoid_backward,
        _of_sigmoid,
        "a",
        SIGMOID_MISTAKES,
        (
            _sigmoid_loop,
            lambda d_a, a: np.multiply(d_a, a - a * a),
            lambda d_a, a: np.float32(d_a) * np.float32(a * (1 - a)),
        ),
        "d_z = d_a · a (1 − a)",
        (([1.0], [0.5]), ([2.0, -4.0], [0.5, 0.0])),
        forward_pass=SIGMOID,
    ),
    _exercise(
        tanh_backward,
        _of_tanh,
        "a",
        TANH_MISTAKES,
        (_tanh_einsum, lambda d_a, a: d_a - d_a * a * a, lambda d_a, a: np.multiply(d_a, 1 - np.power(a, 2)).tolist()),
        "d_z = d_a · (1 − a²)",
        (([1.0], [0.0]), ([2.0, -4.0], [0.5, -1.0])),
        forward_pass=TANH,
    ),
    _exercise(
        relu_backward,
        _of_relu,
        "z",
        RELU_MISTAKES,
        (_relu_where, lambda d_a, z: d_a * np.heaviside(z, 0), lambda d_a, z: d_a * (np.sign(z) + 1) / 2),
        "d_z = d_a where z > 0, and 0 elsewhere",
        (([1.0], [2.0]), ([2.0, -4.0, 3.0], [1.0, 5.0, -1.0]), ([2.0], [0.0])),
        extra=_relu_probes,
        forward_pass=RELU,
        also_right=(lambda d_a, z: d_a * np.heaviside(z, 1), lambda d_a, z: d_a * np.heaviside(z, 0.5)),
    ),
)
