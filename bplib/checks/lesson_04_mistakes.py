"""The mistakes of lesson 04's exercises: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["GLOROT_MISTAKES", "GLOROT_VARIANCES", "HE_MISTAKES", "HE_VARIANCES"]

# The variance that each mistake gives, for these numbers of inputs and outputs.
HE_VARIANCES = {
    "glorot_instead_of_he": lambda n_in, n_out: 2 / (n_in + n_out),
    "one_over_n": lambda n_in, n_out: 1 / n_in,
    "outputs_instead_of_inputs": lambda n_in, n_out: 2 / n_out,
    "root_forgotten": lambda n_in, n_out: 4 / n_in**2,
    "limit_is_the_deviation": lambda n_in, n_out: 2 / (3 * n_in),
    "limit_of_three": lambda n_in, n_out: 1 / n_in / 3,
    "not_scaled": lambda n_in, n_out: 1.0,
    "fixed_small_scale": lambda n_in, n_out: 0.01**2,
    "multiplied_by_n": lambda n_in, n_out: n_in / 2,
    "n_above_the_line": lambda n_in, n_out: 2 * n_in,
    "two_outside_the_root": lambda n_in, n_out: 4 / n_in,
    "one_over_n_as_the_deviation": lambda n_in, n_out: 1 / n_in**2,
    "root_of_the_two_alone": lambda n_in, n_out: 2 / n_in**2,
}
GLOROT_VARIANCES = {
    "he_instead_of_glorot": lambda n_in, n_out: 2 / n_in,
    "one_over_n": lambda n_in, n_out: 1 / n_in,
    "outputs_alone": lambda n_in, n_out: 2 / n_out,
    "one_over_the_sum": lambda n_in, n_out: 1 / (n_in + n_out),
    "root_forgotten": lambda n_in, n_out: 4 / (n_in + n_out) ** 2,
    "root_of_the_limit_forgotten": lambda n_in, n_out: 12 / (n_in + n_out) ** 2,
    "root_of_the_numerator_alone": lambda n_in, n_out: 2 / (n_in + n_out) ** 2,
    "limit_is_the_deviation": lambda n_in, n_out: 2 / (3 * (n_in + n_out)),
    "deviation_is_the_limit": lambda n_in, n_out: 6 / (n_in + n_out),
    "product_of_the_sizes": lambda n_in, n_out: 2 / (n_in * n_out),
    "brackets_missing": lambda n_in, n_out: 2 / n_in + n_out,
    "brackets_of_the_limit_missing": lambda n_in, n_out: (6 / n_in + n_out) / 3,
    "not_scaled": lambda n_in, n_out: 1.0,
    "fixed_limit": lambda n_in, n_out: 1 / 3,
    "fixed_small_scale": lambda n_in, n_out: 0.01**2,
    "upside_down": lambda n_in, n_out: (n_in + n_out) / 2,
}


def _layers(draw, biases=lambda n_in, n_out, rng: np.zeros(n_out)):
    return lambda n_in, n_out, rng: (draw(n_in, n_out, rng), biases(n_in, n_out, rng))


def _normal(deviation):
    return _layers(lambda n_in, n_out, rng: rng.normal(0, deviation(n_in, n_out), (n_in, n_out)))


def _uniform(limit):
    return _layers(lambda n_in, n_out, rng: rng.uniform(-1, 1, (n_in, n_out)) * limit(n_in, n_out))


def _he(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))


def _glorot(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / (n_in + n_out)), (n_in, n_out))


def _common(right):
    """The mistakes that have nothing to do with the scale, for the function that draws the right weights."""
    return (
        Mistake(
            "mean_is_not_zero",
            _layers(lambda n_in, n_out, rng: np.abs(right(n_in, n_out, rng))),
            "All weights lean to one side of 0. Positive and negative ones are needed alike, or the sums run away.",
        ),
        Mistake(
            "all_equal",
            _layers(lambda n_in, n_out, rng: np.zeros((n_in, n_out))),
            "With equal weights all units of a layer compute the same, get the same gradient, and stay equal for ever.",
        ),
        Mistake(
            "units_are_twins",
            _layers(lambda n_in, n_out, rng: np.tile(right(n_in, n_out, rng)[:, :1], (1, n_out))),
            "Some weights were drawn once and used for several units. Equal units stay equal: draw each weight.",
        ),
        Mistake(
            "rows_are_twins",
            _layers(lambda n_in, n_out, rng: np.tile(right(n_in, n_out, rng)[:1], (n_in, 1))),
            "One row was drawn and used for all inputs, so a unit cannot tell its inputs apart. Draw each weight.",
        ),
        Mistake(
            "rest_not_drawn",
            _layers(lambda n_in, n_out, rng: right(n_in, n_out, rng) * (np.arange(n_in) == 0)[:, np.newaxis]),
            "Only a part is drawn and the rest stays 0. Is there a return inside the loop? It ends the function.",
        ),
        Mistake(
            "order_turned_round",
            lambda n_in, n_out, rng: (np.zeros(n_out), right(n_in, n_out, rng)),
            "The biases come first. The exercise asks for weights, biases.",
        ),
        Mistake(
            "always_the_same",
            _layers(lambda n_in, n_out, rng: right(n_in, n_out, np.random.default_rng(0))),
            "The numbers come from a generator made inside, the same at each call. Draw from rng, the one given.",
        ),
        Mistake(
            "biases_random",
            _layers(right, lambda n_in, n_out, rng: rng.normal(0, 0.1, n_out)),
            "The biases are drawn at random. The weights already make the units different; biases begin at 0.",
        ),
        Mistake(
            "biases_one",
            _layers(right, lambda n_in, n_out, rng: np.ones(n_out)),
            "The biases begin at a number that is not 0. Then every unit leans to one side from the start.",
        ),
        Mistake(
            "weights_transposed",
            _layers(lambda n_in, n_out, rng: right(n_in, n_out, rng).T),
            "The weights are the wrong way round. x @ weights needs a row for each input and a column for each output.",
        ),
        Mistake(
            "biases_as_a_row",
            _layers(right, lambda n_in, n_out, rng: np.zeros((1, n_out))),
            "The biases are a matrix with one row. Asked is a vector, (n_outputs,), which fits each row, too.",
        ),
        Mistake(
            "biases_for_the_inputs",
            _layers(right, lambda n_in, n_out, rng: np.zeros(n_in)),
            "There is a bias for each input. Each unit has one, so there are n_outputs.",
        ),
    )


HE_MISTAKES = (
    Mistake(
        "root_forgotten",
        _normal(lambda n_in, n_out: 2 / n_in),
        "2/n_inputs is the variance. rng.normal takes the standard deviation, its square root.",
    ),
    Mistake(
        "one_over_n",
        _normal(lambda n_in, n_out: np.sqrt(1 / n_in)),
        "The variance is 1/n_inputs. ReLU sets half of the values to 0; the 2 makes up for them.",
    ),
    Mistake(
        "glorot_instead_of_he",
        _normal(lambda n_in, n_out: np.sqrt(2 / (n_in + n_out))),
        "2/(n_inputs + n_outputs) is Glorot's variance. He's, made for ReLU, looks at the inputs alone.",
    ),
    Mistake(
        "outputs_instead_of_inputs",
        _normal(lambda n_in, n_out: np.sqrt(2 / n_out)),
        "The scale goes by the number of outputs. z adds up n_inputs terms, so it is their number that counts.",
    ),
    Mistake(
        "limit_is_the_deviation",
        _layers(lambda n_in, n_out, rng: rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(2 / n_in)),
        "The square root of 2/n is taken as the limit of a uniform distribution, whose variance is limit²/3. The limit "
        "is the square root of 6/n.",
    ),
    Mistake(
        "limit_of_three",
        _layers(lambda n_in, n_out, rng: rng.uniform(-1, 1, (n_in, n_out)) * np.sqrt(1 / n_in)),
        "The weights lie between −1/√n and 1/√n. A uniform distribution with the limit c has the variance c²/3; here "
        "c is the square root of 6/n.",
    ),
    Mistake(
        "not_scaled",
        _normal(lambda n_in, n_out: 1.0),
        "The weights have the variance 1, however many inputs there are. A sum of many terms grows large then.",
    ),
    Mistake(
        "fixed_small_scale",
        _normal(lambda n_in, n_out: 0.01),
        "The scale is 0.01 for every layer. With each layer the values shrink; the scale goes by the number of inputs.",
    ),
    Mistake(
        "multiplied_by_n",
        _normal(lambda n_in, n_out: np.sqrt(n_in / 2)),
        "The scale grows with the number of inputs: the fraction is upside down. More terms need smaller weights.",
    ),
    Mistake(
        "n_above_the_line",
        _normal(lambda n_in, n_out: np.sqrt(2 * n_in)),
        "The scale grows with the number of inputs: it is divided by, not multiplied. More terms need smaller weights.",
    ),
    Mistake(
        "two_outside_the_root",
        _normal(lambda n_in, n_out: 2 / np.sqrt(n_in)),
        "The 2 stands outside the root, so the variance is 4/n_inputs. The root is that of the whole fraction.",
    ),
    Mistake(
        "one_over_n_as_the_deviation",
        _normal(lambda n_in, n_out: 1 / n_in),
        "The weights have the standard deviation 1/n_inputs. He's is the square root of 2/n_inputs.",
    ),
    Mistake(
        "root_of_the_two_alone",
        _normal(lambda n_in, n_out: np.sqrt(2) / n_in),
        "The root is taken of the 2 alone. It is that of the whole fraction, 2/n_inputs.",
    ),
    *_common(_he),
)

BOTH = "Glorot's variance is 2/(n_inputs + n_outputs)."
GLOROT_MISTAKES = (
    Mistake(
        "he_instead_of_glorot",
        _normal(lambda n_in, n_out: np.sqrt(2 / n_in)),
        "2/n_inputs is He's variance, made for ReLU. Glorot's looks at both sides: 2/(n_inputs + n_outputs).",
    ),
    Mistake(
        "one_over_n",
        _normal(lambda n_in, n_out: np.sqrt(1 / n_in)),
        "The variance is 1/n_inputs, which cares for the way forward alone. "
        + BOTH
        + " It cares for the way back, too.",
    ),
    Mistake(
        "outputs_alone",
        _normal(lambda n_in, n_out: np.sqrt(2 / n_out)),
        "The scale goes by the number of outputs alone. " + BOTH,
    ),
    Mistake(
        "one_over_the_sum",
        _normal(lambda n_in, n_out: np.sqrt(1 / (n_in + n_out))),
        "The 2 is missing. " + BOTH + " That is one divided by the mean of the two numbers.",
    ),
    Mistake(
        "root_forgotten",
        _normal(lambda n_in, n_out: 2 / (n_in + n_out)),
        "2/(n_inputs + n_outputs) is the variance. rng.normal takes the standard deviation, its square root.",
    ),
    Mistake(
        "root_of_the_limit_forgotten",
        _uniform(lambda n_in, n_out: 6 / (n_in + n_out)),
        "The square root is missing: a uniform distribution goes from −c to c, with c = √(6/(n_inputs + n_outputs)).",
    ),
    Mistake(
        "root_of_the_numerator_alone",
        _uniform(lambda n_in, n_out: np.sqrt(6) / (n_in + n_out)),
        "The square root is taken of the number above the line alone. It is that of the whole fraction.",
    ),
    Mistake(
        "limit_is_the_deviation",
        _uniform(lambda n_in, n_out: np.sqrt(2 / (n_in + n_out))),
        "√(2/(n_inputs + n_outputs)) is the standard deviation. A uniform distribution with the limit c has the "
        "variance c²/3, so the limit has a 6 in place of the 2.",
    ),
    Mistake(
        "deviation_is_the_limit",
        _normal(lambda n_in, n_out: np.sqrt(6 / (n_in + n_out))),
        "√(6/(n_inputs + n_outputs)) is the limit of a uniform distribution. rng.normal takes the standard deviation, "
        "which has a 2 in place of the 6.",
    ),
    Mistake(
        "product_of_the_sizes",
        _normal(lambda n_in, n_out: np.sqrt(2 / (n_in * n_out))),
        "The two numbers are multiplied. " + BOTH,
    ),
    Mistake(
        "brackets_missing",
        _normal(lambda n_in, n_out: np.sqrt(2 / n_in + n_out)),
        "n_inputs + n_outputs needs brackets below the line: without them only n_inputs divides.",
    ),
    Mistake(
        "brackets_of_the_limit_missing",
        _uniform(lambda n_in, n_out: np.sqrt(6 / n_in + n_out)),
        "n_inputs + n_outputs needs brackets below the line: without them only n_inputs divides.",
    ),
    Mistake(
        "not_scaled",
        _normal(lambda n_in, n_out: 1.0),
        "The weights have the variance 1, whatever the layer. A sum of many terms grows large then.",
    ),
    Mistake(
        "fixed_limit",
        _uniform(lambda n_in, n_out: 1.0),
        "The weights lie between −1 and 1, whatever the layer. A sum of many terms grows large then.",
    ),
    Mistake(
        "fixed_small_scale",
        _normal(lambda n_in, n_out: 0.01),
        "The scale is 0.01 for every layer. It goes by the numbers of inputs and outputs.",
    ),
    Mistake(
        "upside_down",
        _normal(lambda n_in, n_out: np.sqrt((n_in + n_out) / 2)),
        "The fraction is upside down, so large layers get large weights. More terms need smaller ones.",
    ),
    *_common(_glorot),
)
