"""The mistakes of lesson 08's exercises: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["RELU_MISTAKES", "SIGMOID_MISTAKES", "TANH_MISTAKES"]


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
SIGN = "The sign is turned. The slope is nowhere negative, so d_z has the sign of d_a."
SWAPPED = "d_a and {0} have changed places: d_a comes first, and the slope is that at {0}."
TWICE = "The slope is there twice. The gradient passes this function once, so it is multiplied by the slope once."
FORWARD = "Only the function's own output comes back, without d_a. On the way back it is d_a that is handed on."
ONE_DECISION = "One decision is taken for the whole array: "
PRODUCT = "A matrix product mixes the entries. Each unit has its own slope, so the product is entry by entry."


def _common(slope, function, argument):
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
        Mistake("arguments_swapped", lambda d_a, v: slope(d_a) * v, SWAPPED.format(argument)),
        Mistake(
            f"divided_by_{function}_slope",
            lambda d_a, v: d_a / slope(v),
            "The gradient is divided by the slope. It is multiplied by it: a flat place lets little through.",
        ),
    )


def _sigma(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


SIGMOID_MISTAKES = (
    *_common(lambda a: a * (1 - a), "sigmoid", "a"),
    Mistake("output_instead_of_gradient", lambda d_a, a: a + 0 * np.asarray(d_a), FORWARD),
    Mistake("slope_twice", lambda d_a, a: d_a * (a * (1 - a)) ** 2, TWICE),
    Mistake(
        "brackets_missing",
        lambda d_a, a: d_a * a * 1 - a,
        "1 − a needs brackets: without them only d_a · a · 1 is computed first, and then a is taken away.",
    ),
    Mistake(
        "slope_at_zero",
        lambda d_a, a: d_a * 0.25 + 0 * a,
        "¼ is the sigmoid's slope at z = 0 only. Elsewhere it is smaller: a (1 − a) for each unit's own a.",
    ),
    Mistake(
        "a_squared",
        lambda d_a, a: d_a * a**2,
        "The slope of the sigmoid has the factors a and 1 − a. Here a stands twice.",
    ),
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
    *_common(lambda a: 1 - np.asarray(a) ** 2, "tanh", "a"),
    Mistake("output_instead_of_gradient", lambda d_a, a: a + 0 * np.asarray(d_a), FORWARD),
    Mistake("slope_twice", lambda d_a, a: d_a * (1 - a**2) ** 2, TWICE),
    Mistake(
        "brackets_missing",
        lambda d_a, a: d_a * 1 - a**2,
        "1 − a² needs brackets: without them only d_a · 1 is computed first, and then a² is taken away.",
    ),
    Mistake(
        "one_plus_square",
        lambda d_a, a: d_a * (1 + a**2),
        "The slope of tanh is 1 − a², with a minus: it is 1 in the middle and gets smaller to both sides.",
    ),
    Mistake(
        "square_alone",
        lambda d_a, a: d_a * a**2,
        "a² alone is no slope of tanh: that is 1 − a². In the middle, where a = 0, tanh is steepest.",
    ),
    Mistake("doubled_instead_of_squared", lambda d_a, a: d_a * (1 - a * 2), "a is doubled here; a squared is a**2."),
    Mistake(
        "matrix_square",
        lambda d_a, a: d_a * (1 - a @ a),
        "a @ a is a matrix product. Here each entry is squared by itself: a**2.",
    ),
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
    *_common(_relu_slope, "relu", "z"),
    Mistake(
        "output_instead_of_gradient",
        lambda d_a, z: np.maximum(z, 0) + 0 * np.asarray(d_a),
        "ReLU's own output comes back, without d_a. On the way back it is d_a that passes where z > 0.",
    ),
    Mistake(
        "any_for_all",
        lambda d_a, z: d_a * np.any(z > 0),
        ONE_DECISION + "everything passes if any z is positive. Each entry has its own.",
    ),
    Mistake(
        "all_for_each",
        lambda d_a, z: d_a * np.all(z > 0),
        ONE_DECISION + "nothing passes unless every z is positive. Each entry has its own.",
    ),
    Mistake(
        "dropped_entries",
        lambda d_a, z: np.asarray(d_a)[np.asarray(z) > 0],
        "Entries where z is negative are left out, so the shape is lost. They stay, as zeros.",
    ),
    Mistake(
        "leaky",
        lambda d_a, z: d_a * np.where(z > 0, 1, 0.01),
        "For negative z a hundredth passes. That is the leaky ReLU; this one lets nothing pass there.",
    ),
    Mistake(
        "divided_by_z",
        lambda d_a, z: d_a * np.maximum(z, 0) / z,
        "At z = 0 this divides 0 by 0. Ask whether z > 0, instead of dividing by z.",
    ),
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
