"""The mistakes with the cross-entropy's batch and labels: wrong code that runs, and why each is not right."""

import numpy as np

from .exercise import Mistake
from .lesson_06_softmax import _log, _normalized

__all__ = ["BATCH_MISTAKES"]

OVERFLOW = "exp(800) is too large for a number: take each row's largest logit away first."
SUMMED = "The losses of the examples are added up. The loss of a batch is their mean, so that its size does not matter."
MINUS = "The minus is missing. The logarithm of a probability is negative or 0, and a loss is positive or 0."
EVERY = "Every class counts here. In cross-entropy only the probability of the right class does."
ENTRIES = "The sum is divided by the number of examples times classes. Each example has one loss, so divide by n."
PICKED = (
    "p[:, labels] picks n columns for each row, so each example meets all labels. Pick one entry from each row: "
    "p[np.arange(n), labels]."
)


def _each(z, y):
    return -_log(z)[np.arange(len(y)), y]


def _naive(z):
    return np.log(_normalized(np.exp(z)))


def _naive_each(z, y):
    return -_naive(z)[np.arange(len(y)), y]


BATCH_MISTAKES = (
    Mistake("summed_over_batch", lambda z, y: np.sum(_each(z, y)), SUMMED),
    Mistake("summed_no_maximum", lambda z, y: np.sum(_naive_each(z, y)), f"{SUMMED} And {OVERFLOW}"),
    Mistake("wrong_sign", lambda z, y: -np.mean(_each(z, y)), MINUS),
    Mistake("wrong_sign_no_maximum", lambda z, y: -np.mean(_naive_each(z, y)), f"{MINUS} And {OVERFLOW}"),
    Mistake(
        "wrong_sign_summed",
        lambda z, y: -np.sum(_each(z, y)),
        "Two things: the minus before the logarithm is missing, and the batch is summed where a mean is asked.",
    ),
    Mistake("mean_over_entries", lambda z, y: np.sum(_each(z, y)) / z.size, ENTRIES),
    Mistake(
        "mean_over_entries_no_maximum", lambda z, y: np.sum(_naive_each(z, y)) / z.size, f"{ENTRIES} And {OVERFLOW}"
    ),
    Mistake(
        "divided_by_number_of_classes",
        lambda z, y: np.sum(_each(z, y)) / z.shape[1],
        "The sum is divided by the number of classes. The mean is over the examples.",
    ),
    Mistake(
        "halved",
        lambda z, y: np.mean(_each(z, y)) / 2,
        "There is a factor ½ too many. It belongs to a squared error, where it cancels the 2; here it cancels nothing.",
    ),
    Mistake(
        "one_for_each_example",
        _each,
        "This is one loss for each example. The loss of a batch is one number, their mean.",
    ),
    Mistake(
        "one_for_each_example_no_maximum",
        _naive_each,
        f"This is one loss for each example. The loss of a batch is one number, their mean. And {OVERFLOW}",
    ),
    Mistake(
        "first_example_only",
        lambda z, y: _each(z, y)[0],
        "Only the first example counts here. Is there a return inside a loop? It ends the function at once.",
    ),
    Mistake(
        "first_example_divided",
        lambda z, y: _each(z, y)[0] / len(y),
        "Only the first example counts here. Is there a return inside a loop? It ends the function at once.",
    ),
    Mistake(
        "last_example_only",
        lambda z, y: _each(z, y)[-1],
        "Only the last example counts here. In a loop, add to the total with += instead of setting it anew.",
    ),
    Mistake(
        "last_example_divided",
        lambda z, y: _each(z, y)[-1] / len(y),
        "Only the last example counts here. In a loop, add to the total with += instead of setting it anew.",
    ),
    Mistake("all_labels_for_each_row", lambda z, y: -np.mean(_log(z)[:, y]), PICKED),
    Mistake("all_labels_no_maximum", lambda z, y: -np.mean(_naive(z)[:, y]), f"{PICKED} And {OVERFLOW}"),
    Mistake("labels_pick_columns", lambda z, y: -np.sum(_log(z)[:, y]) / len(y), PICKED),
    Mistake(
        "labels_pick_rows",
        lambda z, y: -np.mean(_log(z)[y]),
        "p[labels] picks whole rows. The label says which column counts in its own row: p[np.arange(n), labels].",
    ),
    Mistake("mean_over_classes", lambda z, y: -np.mean(_log(z)), EVERY),
    Mistake("sum_over_classes", lambda z, y: -np.sum(_log(z)) / len(z), EVERY),
    Mistake("sum_over_everything", lambda z, y: -np.sum(_log(z)), EVERY),
    Mistake(
        "best_class_instead_of_label",
        lambda z, y: -np.mean(np.max(_log(z), axis=1)),
        "The largest probability of each row is taken, whatever the label is. Then a wrong guess costs nothing.",
    ),
    Mistake(
        "label_off_by_one",
        lambda z, y: -np.mean(_log(z)[np.arange(len(y)), y - 1]),
        "Each label is taken one too small. Labels count from 0 already, as indices do.",
    ),
    Mistake(
        "label_as_target_number",
        lambda z, y: -np.mean(np.sum(y[:, None] * _log(z), axis=1)),
        "The label is used as a factor. It is the number of a class: it picks a column and says nothing about size.",
    ),
    Mistake(
        "last_example_left_out",
        lambda z, y: np.sum(_each(z, y)[:-1]) / len(y),
        "The last example is left out. range(n) already stops before n, so no 1 is taken off.",
    ),
    Mistake(
        "divided_by_one_less",
        lambda z, y: np.sum(_each(z, y)) / max(1, len(y) - 1),
        "The sum is divided by one less than the number of examples, as for a sample's variance. Here divide by all.",
    ),
    Mistake(
        "label_as_factor_of_all",
        lambda z, y: -np.mean(y[:, None] * _log(z)),
        "The label is used as a factor. It is the number of a class: it picks a column and says nothing about size.",
    ),
)
