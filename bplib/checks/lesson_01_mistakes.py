"""The mistakes of lesson 01's exercises on the neuron: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["NEURON_MISTAKES", "SIGMOID_MISTAKES"]

RISING = "The sigmoid rises from 0 to 1. With e⁻ᶻ it is 1 / (1 + e⁻ᶻ), for every z."
CLIPPED = "z is cut off at ±{0}, where the sigmoid has not reached its ends. It needs no cutting at all."
OVERFLOW = "For large z this divides infinity by infinity. Written as 1 / (1 + e⁻ᶻ) it stays a number for every z."
ROUNDED_E = "e is rounded here, and so is everything that comes out. np.exp(−z) knows all its digits."
SOFTMAX = "This divides by a sum over all entries, as softmax does. Each entry of the sigmoid stands for itself."


def _sigma(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


def _logistic(base):
    return lambda z: 1 / (1 + base ** (-np.asarray(z, float)))


SIGMOID_MISTAKES = (
    Mistake(
        "sign_missing", lambda z: 1 / (1 + np.exp(z)), "This falls from 1 to 0: it is the sigmoid of −z. " + RISING
    ),
    Mistake("overflow", lambda z: np.exp(z) / (1 + np.exp(z)), OVERFLOW),
    Mistake(
        "wrong_numerator",
        lambda z: np.exp(-z) / (1 + np.exp(-z)),
        "The numerator is 1. With e⁻ᶻ above, it is the sigmoid turned round, 1 − σ(z).",
    ),
    Mistake(
        "one_missing",
        lambda z: 1 / np.exp(-z),
        "The 1 below the line is missing, so this is eᶻ, which grows without end. The 1 keeps the sigmoid below 1.",
    ),
    Mistake(
        "brackets_missing",
        lambda z: 1 + np.exp(-z),
        "Only 1 + e⁻ᶻ comes back. 1 is divided by all of it, and brackets say so: in 1 / 1 + e⁻ᶻ only a 1 is divided.",
    ),
    Mistake(
        "minus_below_the_line",
        lambda z: 1 / (1 - np.exp(-z)),
        "Below the line stands 1 plus e⁻ᶻ. With a minus it is infinite at z = 0, where the sigmoid is ½.",
    ),
    Mistake(
        "minus_before_the_exponential",
        lambda z: 1 / (1 - np.exp(z)),
        "The minus belongs into the exponent, e⁻ᶻ; here it stands before the exponential.",
    ),
    Mistake(
        "absolute_exponent",
        lambda z: 1 / (1 + np.exp(-np.abs(z))),
        "The size of z is taken, so its sign is lost: −3 gives the same as 3. The sigmoid of −3 is near 0.",
    ),
    Mistake(
        "tanh_instead",
        lambda z: np.tanh(z),
        "This is tanh, which goes from −1 to 1. The sigmoid goes from 0 to 1 and is ½ at z = 0.",
    ),
    Mistake(
        "tanh_of_z_instead_of_half",
        lambda z: (1 + np.tanh(z)) / 2,
        "It can be written with tanh, but then with that of z / 2. This curve is twice as steep.",
    ),
    Mistake(
        "slope_instead",
        lambda z: _sigma(z) * (1 - _sigma(z)),
        "This is the slope of the sigmoid, which is small on both sides. Here the sigmoid itself is asked.",
    ),
    Mistake(
        "relu_instead",
        lambda z: np.maximum(z, 0),
        "This is ReLU, which has no upper end. The sigmoid stays between 0 and 1.",
    ),
    Mistake(
        "step_instead",
        lambda z: (np.asarray(z) > 0) * 1.0,
        "Only 0 or 1 comes back. The sigmoid goes smoothly from one to the other, and what is between says how sure.",
    ),
    Mistake(
        "step_at_zero",
        lambda z: (np.asarray(z) >= 0) * 1.0,
        "Only 0 or 1 comes back. The sigmoid goes smoothly from one to the other: at z = 0 it is ½.",
    ),
    Mistake(
        "softplus_instead",
        lambda z: np.logaddexp(0, z),
        "This is the logarithm of 1 + eᶻ, a smooth ReLU. The sigmoid is 1 divided by 1 + e⁻ᶻ.",
    ),
    Mistake("softmax_instead", lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))), SOFTMAX),
    Mistake("softmax_with_overflow", lambda z: np.exp(z) / np.sum(np.exp(z)), SOFTMAX),
    Mistake(
        "clipped_too_early",
        lambda z: _sigma(np.clip(z, -10, 10)),
        CLIPPED.format(10),
    ),
    Mistake(
        "squared_exponent",
        lambda z: 1 / (1 + np.exp(-(np.asarray(z) ** 2))),
        "z is squared here, so its sign is lost. The exponent is −z.",
    ),
    Mistake(
        "power_of_two",
        _logistic(2),
        "This takes powers of 2. The sigmoid has those of e = 2.718…, as np.exp gives them.",
    ),
    Mistake(
        "power_of_ten",
        _logistic(10),
        "This takes powers of 10. The sigmoid has those of e = 2.718…, as np.exp gives them.",
    ),
    *(Mistake(f"e_as_{e}", _logistic(e), ROUNDED_E) for e in (2.7, 2.71, 2.72, 2.718)),
    Mistake(
        "inverse_instead",
        lambda z: np.log(z / (1 - z)),
        "This goes the other way, from an output to its z. It is the sigmoid's inverse, which is called logit.",
    ),
    Mistake("clipped_at_three", lambda z: _sigma(np.clip(z, -3, 3)), CLIPPED.format(3)),
    Mistake("clipped_at_five", lambda z: _sigma(np.clip(z, -5, 5)), CLIPPED.format(5)),
)


def _one_for_all(x, weights, bias):
    return _sigma(np.sum(np.asarray(x) * weights) + bias)


def _softmax(z):
    return np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z)))


def _exact(z):
    """The sigmoid, written so that it overflows for large z."""
    return np.exp(z) / (1 + np.exp(z))


SUM_OF_PRODUCTS = (
    "z is one number for each example: the products of its inputs and the weights, added up, plus the bias."
)

NEURON_MISTAKES = (
    Mistake(
        "bias_forgotten",
        lambda x, weights, bias: _sigma(x @ weights),
        "The bias is missing. It is added to the sum, and moves the point where the neuron switches.",
    ),
    Mistake(
        "bias_subtracted",
        lambda x, weights, bias: _sigma(x @ weights - bias),
        "The bias counts with the wrong sign. It is added to the sum, and the minus in e⁻ᶻ is for all of z: −(… + b).",
    ),
    Mistake(
        "bias_after_activation",
        lambda x, weights, bias: _sigma(x @ weights) + bias,
        "The bias is added after the sigmoid. It belongs to z, so that the output stays between 0 and 1.",
    ),
    Mistake(
        "bias_for_each_input",
        lambda x, weights, bias: _sigma(np.sum(np.asarray(x) * weights + bias, axis=1)),
        "The bias is added to each product, so it counts once for each input. It is added once, to their sum.",
    ),
    Mistake(
        "bias_times_weights",
        lambda x, weights, bias: _sigma((np.asarray(x) + bias) @ weights),
        "The bias is added to the inputs, so the weights multiply it too. It is added last, to the sum.",
    ),
    Mistake(
        "bias_multiplied",
        lambda x, weights, bias: _sigma(x @ weights * bias),
        "The sum is multiplied by the bias. The bias is added.",
    ),
    Mistake(
        "activation_forgotten",
        lambda x, weights, bias: x @ weights + bias,
        "This is z, the sum before the activation. The output is the sigmoid of it.",
    ),
    Mistake(
        "activation_of_the_inputs",
        lambda x, weights, bias: _sigma(x) @ weights + bias,
        "The sigmoid is taken of the inputs. It comes last: first the sum z, then the sigmoid of z.",
    ),
    Mistake(
        "activation_of_each_product",
        lambda x, weights, bias: np.sum(_sigma(np.asarray(x) * weights + bias), axis=1),
        "The sigmoid is taken of each product and these are added. First everything is added, then comes one sigmoid.",
    ),
    Mistake(
        "activation_before_the_bias",
        lambda x, weights, bias: np.sum(_sigma(np.asarray(x) * weights), axis=1) + bias,
        "The sigmoid is taken of each product and these are added. First everything is added, then comes one sigmoid.",
    ),
    Mistake(
        "activation_twice",
        lambda x, weights, bias: _sigma(_sigma(x @ weights + bias)),
        "The sigmoid is taken twice, so nothing below ½ can come out. Once is enough.",
    ),
    Mistake(
        "slope_instead",
        lambda x, weights, bias: _sigma(x @ weights + bias) * (1 - _sigma(x @ weights + bias)),
        "This is the sigmoid's slope at z. The neuron's output is the sigmoid itself.",
    ),
    Mistake(
        "sign_missing",
        lambda x, weights, bias: _sigma(-(x @ weights + bias)),
        "A larger z gives a smaller output here. " + RISING,
    ),
    Mistake("overflow", lambda x, weights, bias: _exact(x @ weights + bias), OVERFLOW),
    Mistake(
        "tanh_instead", lambda x, weights, bias: np.tanh(x @ weights + bias), "This neuron has the sigmoid, not tanh."
    ),
    Mistake(
        "relu_instead",
        lambda x, weights, bias: np.maximum(x @ weights + bias, 0),
        "This neuron has the sigmoid, not ReLU: its output stays between 0 and 1.",
    ),
    Mistake(
        "step_instead",
        lambda x, weights, bias: (x @ weights + bias > 0) * 1.0,
        "This jumps from 0 to 1 at z = 0. The sigmoid goes there smoothly.",
    ),
    Mistake(
        "softmax_instead",
        lambda x, weights, bias: _softmax(x @ weights + bias),
        "This divides by a sum over the batch, so one example changes the output of another. Each stands for itself.",
    ),
    Mistake(
        "not_summed",
        lambda x, weights, bias: _sigma(np.asarray(x) * weights + bias),
        SUM_OF_PRODUCTS + " Here the products are not added up.",
    ),
    Mistake(
        "summed_over_the_batch",
        lambda x, weights, bias: _sigma(np.sum(np.asarray(x) * weights, axis=0) + bias),
        SUM_OF_PRODUCTS + " Here the sum runs over the examples (axis 0); it runs over the inputs.",
    ),
    Mistake("summed_over_everything", _one_for_all, SUM_OF_PRODUCTS + " Here all examples are added into one."),
    Mistake(
        "first_example_only",
        lambda x, weights, bias: _sigma(np.sum(np.asarray(x)[0] * weights) + bias),
        "Only the first row of x is used. Each row is an example and has an output of its own.",
    ),
    Mistake(
        "averaged_inputs",
        lambda x, weights, bias: _sigma(np.mean(np.asarray(x) * weights, axis=1) + bias),
        "The products are averaged. They are added up: more inputs can move the neuron further.",
    ),
    Mistake(
        "weights_unused",
        lambda x, weights, bias: _sigma(np.sum(x, axis=1) + bias),
        "The weights are not used. Each input counts as much as its weight says.",
    ),
    Mistake(
        "last_input_left_out",
        lambda x, weights, bias: _sigma(np.asarray(x)[:, :-1] @ np.asarray(weights)[:-1] + bias),
        "The last input is left out. range(n) already stops before n, so no 1 is taken off.",
    ),
    Mistake(
        "transposed",
        lambda x, weights, bias: _sigma(np.asarray(x).T @ weights + bias),
        "Rows and columns of x have changed places. Each row of x is an example that meets all weights: x @ weights.",
    ),
    Mistake(
        "column_instead_of_vector",
        lambda x, weights, bias: _sigma(np.asarray(x) @ np.reshape(weights, (-1, 1)) + bias),
        "The numbers are right, but they come as a column (n, 1). One neuron gives one number for each example: (n,).",
    ),
    Mistake(
        "sum_and_bias_not_reset",
        lambda x, weights, bias: _sigma(np.cumsum(x @ weights + bias)),
        "Each example's sum goes on from the one before. Begin with 0 anew for each row.",
    ),
    Mistake(
        "sum_not_reset",
        lambda x, weights, bias: _sigma(np.cumsum(x @ weights) + bias),
        "Each example's sum goes on from the one before. Begin with z = bias anew for each row.",
    ),
)
