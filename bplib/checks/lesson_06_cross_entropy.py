"""The mistakes with the cross-entropy: wrong code that runs, and why. Those with the batch are in a file apart."""

import numpy as np

from .exercise import Mistake
from .lesson_06_cross_entropy_batch import BATCH_MISTAKES
from .lesson_06_softmax import _log, _normalized, _stable

__all__ = ["CROSS_ENTROPY_MISTAKES"]

TINY = (
    "A tiny number inside the logarithm stops the loss from growing: a sure and wrong prediction costs 800 and more. "
    "Take ln p as z − m − ln Σ exp(z − m), which is finite by itself."
)
TINY_NUMBERS = 1e-300, 1e-100, 1e-20, 1e-16, 2.0**-52, 1e-15, 1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5
ZERO_TIMES_INFINITY = (
    "Softmax rounds a very small probability to 0, ln 0 is infinite, and 0 times infinity is NaN. Take the "
    "logarithm by hand: ln p is z − m − ln Σ exp(z − m)."
)
OVERFLOW = "exp(800) is too large for a number: take each row's largest logit away first."
CLIPPED = "Cutting logits off changes the loss of sure predictions. Take the row's largest away: that changes nothing."
RAW = "The logits are taken for probabilities. Softmax makes them positive and adds them up to 1; only then comes ln."
BASE = "The logarithm has the base {0}. Here it is the natural one, np.log."


def _of(log_p):
    """The mean over the batch of −log_p[label], for a function that gives log_p."""
    return lambda z, y: -np.mean(log_p(z)[np.arange(len(y)), y])


def _naive(z):
    return np.log(_normalized(np.exp(z)))


def _p(z):
    return _normalized(_stable(z))


def _log_at(size):
    return lambda z: _log(np.clip(z, -size, size))


def _log_with(epsilon):
    return lambda z: np.log(_p(z) + epsilon)


def _log_of_at_least(epsilon):
    return lambda z: np.log(np.maximum(_p(z), epsilon))


def _naive_with(epsilon):
    return lambda z: np.log(_normalized(np.exp(z)) + epsilon)


def _by_one_hot(p):
    return lambda z, y: -np.sum(np.eye(z.shape[1])[y] * np.log(p(z))) / len(y)


def _binary(z, y):
    is_right = np.arange(z.shape[1]) == y[:, None]
    return -np.sum(np.where(is_right, _log(z), np.log(1 - _p(z))), axis=1)


def _picked_without_keepdims(z):
    e = np.exp(z - z.max(axis=1))
    return np.log(e / e.sum(axis=1))


def _sum_by(z, function):
    """z − m − function(Σ exp(z − m))."""
    return z - z.max(axis=1, keepdims=True) - function(np.sum(_stable(z), axis=1, keepdims=True))


CROSS_ENTROPY_MISTAKES = (
    Mistake(
        "no_maximum_taken_away",
        _of(_naive),
        "The formula is right, but exp(800) is too large for a number, and infinity divided by infinity is NaN. Take "
        "each row's largest logit away first.",
    ),
    Mistake(
        "logarithm_of_zero",
        _of(lambda z: np.log(_p(z))),
        "Softmax rounds a very small probability to 0, and ln 0 is infinite. Take the logarithm by hand: ln p is "
        "z − m − ln Σ exp(z − m), where m is the row's largest logit.",
    ),
    Mistake(
        "exponential_too_large_in_the_sum",
        _of(lambda z: z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))),
        "z − ln Σ exp(z) is right, but exp(800) is too large for a number. Take each row's largest away first.",
    ),
    Mistake(
        "one_maximum_for_all_rows",
        _of(lambda z: z - z.max() - np.log(np.sum(np.exp(z - z.max()), axis=1, keepdims=True))),
        "The largest logit of the whole batch is taken away. In a row whose logits are all far smaller, every exp "
        "becomes 0, and ln 0 is infinite: take each row's own largest.",
    ),
    *(Mistake(f"tiny_number_{e:.0e}", _of(_log_with(e)), TINY) for e in TINY_NUMBERS),
    *(Mistake(f"at_least_{e:.0e}", _of(_log_of_at_least(e)), TINY) for e in (1e-7, 1e-6, 1e-5)),
    *(
        Mistake(f"tiny_number_{e:.0e}_no_maximum", _of(_naive_with(e)), f"{TINY} And {OVERFLOW}")
        for e in (1e-15, 1e-12, 1e-10, 1e-9, 1e-8)
    ),
    Mistake("zero_times_infinity", _by_one_hot(_p), ZERO_TIMES_INFINITY),
    Mistake(
        "zero_times_infinity_no_maximum",
        _by_one_hot(lambda z: _normalized(np.exp(z))),
        f"{ZERO_TIMES_INFINITY} And {OVERFLOW}",
    ),
    *(Mistake(f"cut_off_at_{size}", _of(_log_at(size)), CLIPPED) for size in (50, 100, 500, 700)),
    Mistake(
        "maximum_not_added_back",
        lambda z, y: np.mean(np.log(np.sum(_stable(z), axis=1)) - z[np.arange(len(y)), y]),
        "The largest logit is taken away inside the sum only. Take it from z[label] too, or add it to the logarithm.",
    ),
    *BATCH_MISTAKES,
    Mistake(
        "softmax_missing",
        lambda z, y: -np.mean(np.log(z[np.arange(len(y)), y])),
        RAW,
    ),
    Mistake(
        "logit_only",
        lambda z, y: -np.mean(z[np.arange(len(y)), y]),
        "Only the right class's logit counts here. A loss for it alone could be made small by raising all logits: "
        "the ln Σ exp of the row is missing.",
    ),
    Mistake(
        "logarithm_missing",
        lambda z, y: -np.mean(_p(z)[np.arange(len(y)), y]),
        "The logarithm is missing: this is minus the mean probability of the right class.",
    ),
    Mistake(
        "one_minus_probability",
        lambda z, y: np.mean(1 - _p(z)[np.arange(len(y)), y]),
        "This is 1 − p. Cross-entropy is −ln p, which grows without end when a sure prediction is wrong.",
    ),
    Mistake(
        "logarithm_of_the_mean",
        lambda z, y: -np.log(np.mean(_p(z)[np.arange(len(y)), y])),
        "The mean is taken first and the logarithm then. Each example has its own −ln p; then comes the mean.",
    ),
    Mistake(
        "softmax_of_the_columns",
        lambda z, y: -np.mean(_log(z.T).T[np.arange(len(y)), y]),
        "The softmax runs down the columns, over the examples. It belongs to each row: axis=1.",
    ),
    Mistake(
        "one_softmax_for_the_batch",
        lambda z, y: -np.mean((z - z.max() - np.log(np.sum(np.exp(z - z.max()))))[np.arange(len(y)), y]),
        "One sum for the whole batch makes the examples share 1 among them. Each row has a softmax of its own.",
    ),
    Mistake(
        "softmax_twice",
        _of(lambda z: _log(_p(z))),
        "Softmax is applied twice. The logits go through it once.",
    ),
    Mistake(
        "sigmoid_instead_of_softmax",
        lambda z, y: np.mean(np.logaddexp(0, -z)[np.arange(len(y)), y]),
        "The sigmoid takes each logit by itself. In softmax the classes compete, so the other logits count too.",
    ),
    Mistake(
        "binary_cross_entropy",
        lambda z, y: np.mean(_binary(z, y)),
        "Terms ln(1 − p) of the wrong classes are added, as for one output with a sigmoid. With softmax, ln p of the "
        "right class says it all.",
    ),
    Mistake(
        "squared_error",
        lambda z, y: np.mean((_p(z) - np.eye(z.shape[1])[y]) ** 2),
        "This is the squared error of the probabilities. Cross-entropy is −ln p of the right class.",
    ),
    Mistake(
        "entropy_of_the_prediction",
        lambda z, y: -np.mean(np.sum(_p(z) * _log(z), axis=1)),
        "This is the entropy of the prediction, without the labels: it says how unsure the network is, not how wrong.",
    ),
    Mistake(
        "weighted_by_probability",
        lambda z, y: -np.mean((_p(z) * _log(z))[np.arange(len(y)), y]),
        "The logarithm is multiplied by the probability. The target stands there, which is 1 for the right class.",
    ),
    Mistake("base_two", lambda z, y: _of(_log)(z, y) / np.log(2), BASE.format(2)),
    Mistake("base_ten", lambda z, y: _of(_log)(z, y) / np.log(10), BASE.format(10)),
    Mistake("base_two_of_the_sum", _of(lambda z: _sum_by(z, np.log2)), BASE.format(2)),
    Mistake("base_ten_of_the_sum", _of(lambda z: _sum_by(z, np.log10)), BASE.format(10)),
    Mistake(
        "logarithm_of_the_sum_missing",
        _of(lambda z: _sum_by(z, lambda total: total)),
        "The sum is taken away without its logarithm: z − m − ln Σ exp(z − m).",
    ),
    Mistake(
        "sum_added",
        _of(lambda z: _sum_by(z, lambda total: -np.log(total))),
        "The logarithm of the sum is added. ln p is z − m − ln Σ exp(z − m), with a minus.",
    ),
    Mistake(
        "minus_for_the_logit_alone",
        lambda z, y: np.mean(-z[np.arange(len(y)), y] - z.max(axis=1) - np.log(np.sum(_stable(z), axis=1))),
        "The minus stands before z alone. It belongs to all of ln p: −(z − m − ln Σ exp(z − m)).",
    ),
    Mistake(
        "maximum_outside_of_the_sum_alone",
        _of(lambda z: z - z.max(axis=1, keepdims=True) - np.log(np.sum(np.exp(z), axis=1, keepdims=True))),
        "The largest logit is taken from z, but not inside the sum: ln Σ exp(z − m).",
    ),
    Mistake(
        "one_sum_row_maximum",
        _of(lambda z: z - z.max(axis=1, keepdims=True) - np.log(np.sum(_stable(z)))),
        "One sum for the whole batch makes the examples share 1 among them. Each row has a sum of its own: axis=1.",
    ),
    Mistake(
        "logarithm_inside_the_sum",
        _of(lambda z: z - z.max(axis=1, keepdims=True) - np.sum(np.log(_stable(z)), axis=1, keepdims=True)),
        "The logarithm is taken of each exp. First the sum, then its logarithm: ln Σ exp(z − m).",
    ),
    Mistake(
        "divided_by_two",
        lambda z, y: -np.sum(_log(z)[np.arange(len(y)), y]) / 2,
        "The sum is always divided by 2, as in the example. Divide by the number of examples that came.",
    ),
    Mistake(
        "logarithm_of_one_plus",
        lambda z, y: -np.mean(np.log1p(_p(z)[np.arange(len(y)), y])),
        "ln(1 + p) is not ln p. Nothing needs to be added where ln p is taken as z − m − ln Σ exp(z − m).",
    ),
    Mistake(
        "share_of_wrong_answers",
        lambda z, y: np.mean(np.argmax(z, axis=1) != y),
        "This is the share of wrong answers. It jumps and has no slope to follow; the cross-entropy has one.",
    ),
    Mistake(
        "gradient_instead",
        lambda z, y: (_p(z) - np.eye(z.shape[1])[y]) / len(z),
        "This is the slope of the loss with respect to the logits. The loss itself is one number.",
    ),
    Mistake(
        "keepdims_missing",
        lambda z, y: -np.mean(_picked_without_keepdims(z)[np.arange(len(y)), y]),
        "The rows' maxima and sums have the shape (n,), and NumPy lays them along the columns. With keepdims=True they "
        "stay one column.",
    ),
)
