"""The mistakes with softmax: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["SOFTMAX_MISTAKES"]

TOO_LARGE = "exp(800) is too large for a number; take the row's largest logit away first, which changes no p."
BY_CLASS = "Each row is one example, and its probabilities add up to 1. Here the columns do: the sum runs over axis 0."
WHOLE = "One sum for the whole batch makes the examples share 1 among them. Each row has a sum of its own."
NO_SUM = "exp makes the numbers positive, but they do not add up to 1. Each row is divided by its sum."
KEEPDIMS = (
    "The rows' {0} have the shape (n,), and NumPy lays them along the columns. With keepdims=True they stay one column."
)
TINY = "Something is added to the sum, so a row does not add up to 1. After the shift the sum is at least 1 by itself."
LOGARITHM = "This is the logarithm of the probabilities. Softmax gives the probabilities themselves."
CLIPPED = "Cutting logits off makes two large ones equal. Taking the row's largest away avoids the overflow exactly."
BASE = "The base is {0} here. Softmax uses e, by np.exp, and so do its derivatives later."
MINUS = "The sign of the logits is turned: the largest logit gets the smallest probability."


def _stable(z, axis=1):
    return np.exp(z - np.max(z, axis=axis, keepdims=True))


def _normalized(e, axis=1):
    return e / np.sum(e, axis=axis, keepdims=True)


def _log(z):
    z = z - np.max(z, axis=1, keepdims=True)
    return z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))


SOFTMAX_MISTAKES = (
    Mistake(
        "maximum_taken_from_the_exponentials",
        lambda z: _normalized(np.exp(z) - z.max(axis=1, keepdims=True)),
        "The largest logit is taken away after exp. It is taken from the logits, inside: exp(z − m).",
    ),
    Mistake(
        "exponential_of_the_shifted_sum",
        lambda z: _stable(z) / np.exp(np.sum(z - z.max(axis=1, keepdims=True), axis=1, keepdims=True)),
        "The logits are added up first, and exp comes then. Take exp of each, and add up those.",
    ),
    Mistake(
        "no_maximum_taken_away",
        lambda z: _normalized(np.exp(z)),
        "The formula is right, but exp(800) is too large for a number, and infinity divided by infinity is NaN. Take "
        "each row's largest logit away first: it changes no probability.",
    ),
    Mistake("columns_add_up", lambda z: _normalized(_stable(z, 0), 0), BY_CLASS),
    Mistake("columns_add_up_row_maximum", lambda z: _normalized(_stable(z), 0), BY_CLASS),
    Mistake("columns_add_up_one_maximum", lambda z: _normalized(np.exp(z - np.max(z)), 0), BY_CLASS),
    Mistake("columns_add_up_no_maximum", lambda z: _normalized(np.exp(z), 0), f"{BY_CLASS} And {TOO_LARGE}"),
    Mistake("one_sum", lambda z: np.exp(z - np.max(z)) / np.sum(np.exp(z - np.max(z))), WHOLE),
    Mistake("one_sum_row_maximum", lambda z: _stable(z) / np.sum(_stable(z)), WHOLE),
    Mistake("one_sum_no_maximum", lambda z: np.exp(z) / np.sum(np.exp(z)), f"{WHOLE} And {TOO_LARGE}"),
    Mistake(
        "one_maximum_for_all_rows",
        lambda z: _normalized(np.exp(z - np.max(z))),
        "The largest logit of the whole batch is taken away. In a row whose logits are all far smaller, every exp "
        "becomes 0, and 0/0 is NaN: take each row's own largest.",
    ),
    Mistake(
        "maximum_of_the_column",
        lambda z: _normalized(_stable(z, 0)),
        "The largest logit of each column is taken away. Only what is the same for a whole row leaves its "
        "probabilities as they are.",
    ),
    Mistake(
        "smallest_taken_away",
        lambda z: _normalized(np.exp(z - np.min(z, axis=1, keepdims=True))),
        "The smallest logit is taken away, so the others can still be too large for exp. Take the largest: then no "
        "exponent is above 0.",
    ),
    Mistake(
        "mean_taken_away",
        lambda z: _normalized(np.exp(z - np.mean(z, axis=1, keepdims=True))),
        "The mean is taken away, so a logit far above it is still too large for exp. Take the largest away: then no "
        "exponent is above 0.",
    ),
    Mistake(
        "divided_by_the_maximum",
        lambda z: _normalized(np.exp(z / np.max(z, axis=1, keepdims=True))),
        "The logits are divided by the largest, which changes their differences. It is taken away: z − m.",
    ),
    Mistake(
        "absolute_maximum_taken_away",
        lambda z: _normalized(np.exp(z - np.max(np.abs(z), axis=1, keepdims=True))),
        "What is taken away is the largest size, without its sign. For a row of large negative logits all exponents "
        "get too small, and 0/0 is NaN; take the largest logit itself.",
    ),
    Mistake(
        "maximum_added",
        lambda z: _normalized(np.exp(z + np.max(z, axis=1, keepdims=True))),
        "The largest logit is added, so exp gets even larger numbers. It is taken away.",
    ),
    Mistake("not_divided", _stable, NO_SUM),
    Mistake("not_divided_no_maximum", np.exp, f"{NO_SUM} And {TOO_LARGE}"),
    Mistake(
        "mean_instead_of_sum",
        lambda z: _stable(z) / np.mean(_stable(z), axis=1, keepdims=True),
        "Each row is divided by its mean, so it adds up to the number of classes. Divide by the sum.",
    ),
    Mistake(
        "mean_instead_of_sum_no_maximum",
        lambda z: np.exp(z) / np.mean(np.exp(z), axis=1, keepdims=True),
        f"Each row is divided by its mean, so it adds up to the number of classes. Divide by the sum. And {TOO_LARGE}",
    ),
    Mistake(
        "divided_by_number_of_classes",
        lambda z: _stable(z) / z.shape[1],
        "Each row is divided by the number of classes. Only its own sum makes a row add up to 1.",
    ),
    Mistake(
        "divided_by_length",
        lambda z: _stable(z) / np.linalg.norm(_stable(z), axis=1, keepdims=True),
        "The row is divided by its length, so its squares add up to 1. The probabilities must: divide by the sum.",
    ),
    Mistake(
        "exponential_missing",
        lambda z: z / np.sum(z, axis=1, keepdims=True),
        "The logits are divided by their sum as they are. They may be negative, and the sum may be 0: exp comes first.",
    ),
    Mistake(
        "exponential_missing_above",
        lambda z: z / np.sum(np.exp(z), axis=1, keepdims=True),
        "exp stands only below the line. Both are exponentials: each one's own above, their sum below.",
    ),
    Mistake(
        "exponential_missing_below",
        lambda z: np.exp(z) / np.sum(z, axis=1, keepdims=True),
        "exp stands only above the line. Below it is the sum of the exponentials, not of the logits.",
    ),
    Mistake(
        "exponential_of_the_sum",
        lambda z: np.exp(z) / np.exp(np.sum(z, axis=1, keepdims=True)),
        "exp of the sum is not the sum of exp. First the exponentials, then their sum.",
    ),
    Mistake(
        "different_maxima",
        lambda z: _stable(z) / np.sum(np.exp(z), axis=1, keepdims=True),
        "The largest logit is taken away above the line, but not below it. It cancels only where it stands in both.",
    ),
    Mistake(
        "absolute_values",
        lambda z: np.abs(z) / np.sum(np.abs(z), axis=1, keepdims=True),
        "The sign of the logits is lost: −3 counts as much as 3. exp makes every logit positive and keeps their order.",
    ),
    Mistake(
        "scaled_to_the_range",
        lambda z: _normalized(z - np.min(z, axis=1, keepdims=True)),
        "The smallest is taken away and the rest divided by its sum. Softmax takes exp first, so that no probability "
        "is ever exactly 0 by formula.",
    ),
    Mistake(
        "sigmoid",
        lambda z: np.where(z > 0, 1, np.exp(np.minimum(z, 0))) / (1 + np.exp(-np.abs(z))),
        "This is the sigmoid of every logit by itself, so a row does not add up to 1. In softmax the classes compete.",
    ),
    Mistake("logarithm", _log, LOGARITHM),
    Mistake("logarithm_not_finite", lambda z: np.log(_normalized(np.exp(z))), f"{LOGARITHM} And {TOO_LARGE}"),
    Mistake("logarithm_of_zero", lambda z: np.log(_normalized(_stable(z))), LOGARITHM),
    Mistake(
        "winner_takes_all",
        lambda z: np.eye(z.shape[1])[np.argmax(z, axis=1)],
        "The largest gets 1 and all others 0. Softmax is softer: the others keep something, by how near they are.",
    ),
    Mistake(
        "label_instead",
        lambda z: np.argmax(z, axis=1),
        "This is the number of the most likely class. Softmax gives one probability for each class.",
    ),
    Mistake(
        "applied_twice",
        lambda z: _normalized(_stable(_normalized(_stable(z)))),
        "Softmax is applied twice. The second time makes the probabilities more alike; once is enough.",
    ),
    Mistake("base_two", lambda z: _normalized(2 ** (z - np.max(z, axis=1, keepdims=True))), BASE.format(2)),
    Mistake("base_ten", lambda z: _normalized(10 ** (z - np.max(z, axis=1, keepdims=True))), BASE.format(10)),
    Mistake("minus", lambda z: _normalized(_stable(-z)), MINUS),
    Mistake("minus_no_maximum", lambda z: _normalized(np.exp(-z)), f"{MINUS} And {TOO_LARGE}"),
    Mistake("maximum_minus_logits", lambda z: _normalized(np.exp(np.max(z, axis=1, keepdims=True) - z)), MINUS),
    Mistake(
        "logits_cut_off_above",
        lambda z: _normalized(np.exp(np.minimum(z, 500))),
        "Cutting logits off makes two large ones equal, and a row of very small ones is still 0/0. Take the row's "
        "largest away instead: it changes no probability.",
    ),
    Mistake(
        "nan_replaced",
        lambda z: np.nan_to_num(_normalized(np.exp(z))),
        "exp(800) is infinite, infinity divided by infinity is NaN, and a 0 is put in its place. Take "
        "the row's largest logit away first.",
    ),
    Mistake("logits_cut_off", lambda z: _normalized(np.exp(np.clip(z, -500, 500))), CLIPPED),
    Mistake(
        "keepdims_missing",
        lambda z: np.exp(z - z.max(axis=1)) / np.exp(z - z.max(axis=1)).sum(axis=1),
        KEEPDIMS.format("maxima and sums"),
    ),
    Mistake(
        "keepdims_missing_in_the_maximum",
        lambda z: _normalized(np.exp(z - z.max(axis=1))),
        KEEPDIMS.format("maxima"),
    ),
    Mistake("keepdims_missing_in_the_sum", lambda z: _stable(z) / _stable(z).sum(axis=1), KEEPDIMS.format("sums")),
    Mistake(
        "keepdims_missing_no_maximum",
        lambda z: np.exp(z) / np.exp(z).sum(axis=1),
        f"{KEEPDIMS.format('sums')} And {TOO_LARGE}",
    ),
    Mistake(
        "first_example_only",
        lambda z: _normalized(_stable(z))[0],
        "Only the first row comes back. Is there a return inside a loop? It ends the function at once.",
    ),
    Mistake(
        "transposed",
        lambda z: _normalized(_stable(z)).T,
        "Rows and columns have changed places. Each row stays one example, as in the logits.",
    ),
    Mistake(
        "flattened",
        lambda z: _normalized(_stable(z)).ravel(),
        "The rows stand behind one another in one long list. Keep one row for each example, as in the logits.",
    ),
    Mistake(
        "largest_marked",
        lambda z: (z == z.max(axis=1, keepdims=True)).astype(float),
        "Only the largest logit counts here. Softmax is softer: the others keep a share, which says how sure it is.",
    ),
    Mistake(
        "exponential_twice",
        lambda z: _normalized(np.exp(_stable(z))),
        "exp is taken twice. Once makes the numbers positive; then they are divided by their sum.",
    ),
    Mistake(
        "sum_not_reset",
        lambda z: _stable(z) / np.cumsum(_stable(z).sum(axis=1, keepdims=True), axis=0),
        "The sum goes on from row to row. Each row is an example with a sum of its own: begin with 0 anew.",
    ),
    *(
        Mistake(f"tiny_number_{e:.0e}", lambda z, e=e: _stable(z) / (_stable(z).sum(axis=1, keepdims=True) + e), TINY)
        for e in (1e-2, 1e-3)
    ),
    Mistake(
        "squares_instead",
        lambda z: _normalized(z**2),
        "The logits are squared, so that a large negative one wins, too. exp keeps their order: e to the power of z.",
    ),
)
