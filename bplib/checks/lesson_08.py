"""The exercises of lesson 08: the gradient on its way back through an activation function."""

import numpy as np

from .exercise import Exercise, Mistake, Output, Probe

__all__ = ["EXERCISES"]

WHERE = "lesson 08, section 3 “Why it works”, BACK A LAYER"


def sigmoid_backward(d_a, a):
    return d_a * a * (1 - a)


def tanh_backward(d_a, a):
    return d_a * (1 - a**2)


def relu_backward(d_a, z):
    return d_a * (np.asarray(z) > 0)


def _probes(make):
    """Shapes of every kind, a batch of one, saturated units; the last has only equal sizes."""

    def probes(rng):
        shapes = [(7, 5), (1, 4), (6,), (3, 2, 5), ()]
        result = [Probe((rng.normal(0, 2, shape), make(rng, shape))) for shape in shapes]
        return [*result, Probe((rng.normal(0, 2, (4, 3)), make(rng, (4, 3), saturated=True)), "saturated units")]

    def square_probes(rng):
        return [Probe((rng.normal(0, 2, (4, 4)), make(rng, (4, 4)))) for _ in range(3)]

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


def _sum_first(values):
    return np.sum(values, axis=0) if np.ndim(values) else values


def _divided(values):
    return values / (len(values) if np.ndim(values) else 1)


NO_SLOPE = (
    "The gradient is handed on unchanged. On its way through the function it is multiplied by the function's slope."
)
NO_UPSTREAM = (
    "This is only the local slope. By the chain rule it is multiplied by d_a, the gradient that arrives from behind."
)
ADDED = "The two factors are added. Along a path the chain rule multiplies; it adds only where paths meet."
SUMMED = "The result is summed, so its shape is lost. Every entry has a gradient of its own."
AVERAGED = "The result is divided by the batch size. That is done once, in the loss, and d_a already contains it."
SIGN = "The sign is turned. d_z says how the loss grows; only the update goes against it."
PRODUCT = "A matrix product mixes the entries. Each unit has its own slope, so the product is entry by entry."


def _common(slope, argument):
    """The mistakes that all three functions share, for the slope as a function of the second argument."""
    return (
        Mistake("forgot_slope", lambda d_a, v: d_a + 0 * np.asarray(v), NO_SLOPE),
        Mistake("forgot_upstream_gradient", lambda d_a, v: slope(v) + 0 * np.asarray(d_a), NO_UPSTREAM),
        Mistake("added_instead_of_multiplied", lambda d_a, v: d_a + slope(v), ADDED),
        Mistake("wrong_sign", lambda d_a, v: -d_a * slope(v), SIGN),
        Mistake("summed_over_batch", lambda d_a, v: _sum_first(d_a * slope(v)), SUMMED),
        Mistake("summed_to_one_number", lambda d_a, v: np.sum(d_a * slope(v)), SUMMED),
        Mistake("divided_by_batch_size", lambda d_a, v: _divided(d_a * slope(v)), AVERAGED),
        Mistake("averaged", lambda d_a, v: np.mean(d_a * slope(v)), SUMMED),
        Mistake("matrix_product", lambda d_a, v: d_a @ slope(v), PRODUCT),
        Mistake("matrix_product_transposed", lambda d_a, v: np.asarray(d_a).T @ slope(v), PRODUCT),
        Mistake(
            f"divided_by_{argument}_slope",
            lambda d_a, v: d_a / slope(v),
            "The gradient is divided by the slope. It is multiplied by it: a flat place lets little through.",
        ),
    )


def _sigma(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


SIGMOID_MISTAKES = (
    *_common(lambda a: a * (1 - a), "sigmoid"),
    Mistake(
        "applied_sigmoid_again",
        lambda d_a, a: d_a * _sigma(a) * (1 - _sigma(a)),
        "a is already the sigmoid's output. It is applied once more here; the slope is a (1 − a) as it stands.",
    ),
    Mistake(
        "only_a",
        lambda d_a, a: d_a * a,
        "The slope of the sigmoid has two factors, a and 1 − a. The second is missing.",
    ),
    Mistake(
        "only_one_minus_a",
        lambda d_a, a: d_a * (1 - a),
        "The slope of the sigmoid has two factors, a and 1 − a. The first is missing.",
    ),
    Mistake(
        "slope_of_tanh",
        lambda d_a, a: d_a * (1 - a**2),
        "1 − a² is the slope of tanh. The sigmoid's is a (1 − a).",
    ),
)

TANH_MISTAKES = (
    *_common(lambda a: 1 - np.asarray(a) ** 2, "tanh"),
    Mistake(
        "applied_tanh_again",
        lambda d_a, a: d_a * (1 - np.tanh(a) ** 2),
        "a is already the output of tanh. It is applied once more here; the slope is 1 − a² as it stands.",
    ),
    Mistake("square_missing", lambda d_a, a: d_a * (1 - a), "The slope of tanh is 1 − a²; the square is missing."),
    Mistake(
        "square_of_the_difference",
        lambda d_a, a: d_a * (1 - a) ** 2,
        "Only a is squared: 1 − a², not (1 − a)².",
    ),
    Mistake(
        "slope_of_sigmoid",
        lambda d_a, a: d_a * a * (1 - a),
        "a (1 − a) is the slope of the sigmoid. That of tanh is 1 − a².",
    ),
)


def _relu_slope(z):
    return (np.asarray(z) > 0).astype(float)


RELU_MISTAKES = (
    *_common(_relu_slope, "relu"),
    Mistake(
        "mask_of_the_gradient",
        lambda d_a, z: d_a * (np.asarray(d_a) > 0),
        "The gradient is stopped where it is itself negative. What counts is z: the path is open where z > 0.",
    ),
    Mistake(
        "both_masks",
        lambda d_a, z: d_a * (np.asarray(d_a) > 0) * (np.asarray(z) > 0),
        "Negative gradients are lost. Where z > 0 the gradient passes whatever its sign.",
    ),
    Mistake(
        "output_instead_of_slope",
        lambda d_a, z: d_a * np.maximum(z, 0),
        "The gradient is multiplied by ReLU's output. Its slope is 1 where z > 0, however large z is.",
    ),
    Mistake(
        "input_instead_of_slope",
        lambda d_a, z: d_a * z,
        "The gradient is multiplied by z. The slope of ReLU is 1 where z > 0 and 0 elsewhere.",
    ),
    Mistake(
        "mask_turned_round",
        lambda d_a, z: d_a * (np.asarray(z) <= 0),
        "The mask is turned round: ReLU passes on where z > 0, and so does its gradient.",
    ),
    Mistake(
        "absolute_slope",
        lambda d_a, z: d_a * np.sign(z),
        "The slope is −1 for negative z here. ReLU is flat there, so its slope is 0.",
    ),
)


def _exercise(reference, make, argument, mistakes, variants, formula, small_probes):
    probes, square_probes = _probes(make)
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
    ),
    _exercise(
        tanh_backward,
        _of_tanh,
        "a",
        TANH_MISTAKES,
        (_tanh_einsum, lambda d_a, a: d_a - d_a * a * a, lambda d_a, a: np.multiply(d_a, 1 - np.power(a, 2)).tolist()),
        "d_z = d_a · (1 − a²)",
        (([1.0], [0.0]), ([2.0, -4.0], [0.5, -1.0])),
    ),
    _exercise(
        relu_backward,
        _of_relu,
        "z",
        RELU_MISTAKES,
        (_relu_where, lambda d_a, z: d_a * np.heaviside(z, 0), lambda d_a, z: d_a * (np.sign(z) + 1) / 2),
        "d_z = d_a where z > 0, and 0 elsewhere",
        (([1.0], [2.0]), ([2.0, -4.0, 3.0], [1.0, 5.0, -1.0])),
    ),
)
