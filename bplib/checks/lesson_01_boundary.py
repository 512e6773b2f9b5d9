"""The mistakes of lesson 01's exercise on the boundary: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["BOUNDARY_MISTAKES"]


def _line(function):
    """A mistaken boundary, from the two weights, the bias and x_1."""
    return lambda weights, bias, x_1: function(weights[0], weights[1], bias, np.asarray(x_1, float))


BOUNDARY_MISTAKES = (
    Mistake(
        "sign_lost",
        _line(lambda u, v, b, x: (u * x + b) / v),
        "The minus is missing. Bringing w₁·x₁ + b to the other side of w₁·x₁ + w₂·x₂ + b = 0 turns its sign.",
    ),
    Mistake(
        "bias_forgotten",
        _line(lambda u, v, b, x: -u * x / v),
        "The bias is missing, so this line goes through the origin. The bias moves it away from there.",
    ),
    Mistake(
        "sign_of_the_bias",
        _line(lambda u, v, b, x: (-u * x + b) / v),
        "The bias changes its sign too when it goes to the other side, not only the product w₁·x₁.",
    ),
    Mistake(
        "sign_of_the_weight",
        _line(lambda u, v, b, x: (u * x - b) / v),
        "The product w₁·x₁ changes its sign too when it goes to the other side, not only the bias.",
    ),
    Mistake(
        "weights_swapped",
        _line(lambda u, v, b, x: -(v * x + b) / u),
        "The two weights have changed places. weights[0] belongs to x₁; to get x₂ alone, one divides by weights[1].",
    ),
    Mistake(
        "only_the_bias_divided",
        _line(lambda u, v, b, x: -u * x - b / v),
        "Only the bias is divided by weights[1]. The whole of −(w₁·x₁ + b) is: it needs brackets.",
    ),
    Mistake(
        "only_the_bias_divided_sign",
        _line(lambda u, v, b, x: -u * x + b / v),
        "Only the bias is divided by weights[1], and its sign is not turned. −(w₁·x₁ + b) needs brackets.",
    ),
    Mistake(
        "bias_not_divided",
        _line(lambda u, v, b, x: -u / v * x - b),
        "The bias is not divided by weights[1]. All that is brought to the other side is.",
    ),
    Mistake(
        "bias_added_afterwards",
        _line(lambda u, v, b, x: -u / v * x + b),
        "The bias is added to x₂ as it is. It is part of z, so its sign turns, and it is divided by weights[1].",
    ),
    Mistake(
        "not_divided",
        _line(lambda u, v, b, x: -(u * x + b)),
        "This is w₂·x₂, not yet x₂: it is still to be divided by weights[1].",
    ),
    Mistake(
        "multiplied",
        _line(lambda u, v, b, x: -(u * x + b) * v),
        "It is multiplied by weights[1]. x₂ has weights[1] as its factor, so the other side is divided by it.",
    ),
    Mistake(
        "half_instead_of_zero",
        _line(lambda u, v, b, x: (0.5 - b - u * x) / v),
        "Here z is set to 0.5. It is the output σ(z) that is 0.5 there, and that is so where z = 0.",
    ),
    Mistake(
        "one_instead_of_zero",
        _line(lambda u, v, b, x: (1 - b - u * x) / v),
        "Here z is set to 1. The output σ(z) is 0.5 where z = 0.",
    ),
    Mistake(
        "slope_alone",
        _line(lambda u, v, b, x: -u / v + 0 * x),
        "This is the slope of the line, the same for every x₁. The line's x₂ depends on x₁ and on the bias.",
    ),
    Mistake(
        "height_alone",
        _line(lambda u, v, b, x: -b / v + 0 * x),
        "This is the line's height at x₁ = 0. Elsewhere the line goes up or down with x₁.",
    ),
    Mistake(
        "slope_turned_round",
        _line(lambda u, v, b, x: -v / u * x - b / v),
        "In the slope the two weights have changed places: it is −weights[0] / weights[1].",
    ),
    Mistake(
        "along_the_weights",
        _line(lambda u, v, b, x: v / u * x - b / v),
        "This line runs along the weights. The boundary stands at a right angle to them.",
    ),
    Mistake(
        "pre_activation_instead",
        _line(lambda u, v, b, x: u * x + b),
        "This is the part of z that x₁ and the bias make. The x₂ is asked that makes z = 0 with it.",
    ),
    Mistake(
        "activation_of_the_boundary",
        _line(lambda u, v, b, x: 1 / (1 + np.exp((u * x + b) / v))),
        "The sigmoid is taken at the end, but x₂ is a place on the plane, not an output: it may be any number.",
    ),
    Mistake(
        "slope_as_one_number",
        lambda weights, bias, x_1: -weights[0] / weights[1],
        "This is the slope of the line, one number. The line's x₂ depends on x₁ and on the bias.",
    ),
    Mistake(
        "height_as_one_number",
        lambda weights, bias, x_1: -bias / weights[1],
        "This is the line's height at x₁ = 0, one number. There is an x₂ for each x₁.",
    ),
    Mistake(
        "activation_instead",
        _line(lambda u, v, b, x: 1 / (1 + np.exp(-(u * x + b)))),
        "This is an output of the neuron. Here it is given, 0.5, and the x₂ is asked for which it comes out.",
    ),
    Mistake(
        "first_weight_forgotten",
        _line(lambda u, v, b, x: -(x + b) / v),
        "x₁ has lost its weight. In z it is multiplied by weights[0], and so it is here.",
    ),
    Mistake(
        "bias_halved",
        _line(lambda u, v, b, x: -(u * x + 0.5 * b) / v),
        "The bias is halved. The output is one half where z = 0, and in z the bias counts once.",
    ),
)
