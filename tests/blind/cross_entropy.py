"""Answers to cross_entropy(logits, labels); the name of a wrong one says what is wrong with it."""

import math
from functools import reduce

import numpy as np


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def _picked(values, y):
    return values[np.arange(len(y)), y]


def _one_hot(z, y):
    return np.eye(z.shape[1])[y]


def _early(z, y):
    loss = 0
    for row, label in zip(_log_softmax(z), y, strict=True):
        loss -= row[label]
        return loss / len(y)


def _last_left_out(z, y):
    loss, rows = 0, _log_softmax(z)
    for i in range(len(y) - 1):
        loss -= rows[i, y[i]]
    return loss / len(y)


def _equals(z, y):
    for row, label in zip(_log_softmax(z), y, strict=True):
        loss = -row[label]
    return loss / len(y)


def _in_place(z, y):
    z -= z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z).sum(axis=1)) - _picked(z, y))


def _prints(z, y):
    print(-np.mean(_picked(_log_softmax(z), y)))


def _shift_half(z, y):
    top = z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(z - top).sum(axis=1)) - _picked(z, y))


def _one_maximum(z, y):
    z = z - z.max()
    return np.mean(np.log(np.exp(z).sum(axis=1)) - _picked(z, y))


def _classes_from_one(z, y):
    return -np.mean(_picked(_log_softmax(z), y - 1))


WRONG = {
    "the minus is forgotten": lambda z, y: np.mean(_picked(_log_softmax(z), y)),
    "summed, not averaged": lambda z, y: -np.sum(_picked(_log_softmax(z), y)),
    "averaged over all entries": lambda z, y: -np.mean(_one_hot(z, y) * _log_softmax(z)),
    "divided by the classes": lambda z, y: -np.sum(_picked(_log_softmax(z), y)) / z.shape[1],
    "one number for each example": lambda z, y: -_picked(_log_softmax(z), y),
    "the softmax overflows": lambda z, y: -np.mean(np.log(_picked(np.exp(z) / np.exp(z).sum(axis=1)[:, None], y))),
    "log of a probability that is 0": lambda z, y: -np.mean(np.log(_picked(_softmax(z), y))),
    "log(p + 1e-12)": lambda z, y: -np.mean(np.log(_picked(_softmax(z), y) + 1e-12)),
    "log(p + 1e-8)": lambda z, y: -np.mean(np.log(_picked(_softmax(z), y) + 1e-8)),
    "probabilities clipped at 1e-7": lambda z, y: -np.mean(np.log(np.clip(_picked(_softmax(z), y), 1e-7, 1))),
    "the softmax is forgotten": lambda z, y: -np.mean(np.log(np.abs(_picked(z, y)) + 1e-300)),
    "the logits are averaged": lambda z, y: -np.mean(_picked(z, y)),
    "no logarithm": lambda z, y: -np.mean(_picked(_softmax(z), y)),
    "1 − p": lambda z, y: np.mean(1 - _picked(_softmax(z), y)),
    "log base 2": lambda z, y: -np.mean(_picked(_log_softmax(z), y)) / np.log(2),
    "log base 10": lambda z, y: -np.mean(_picked(_log_softmax(z), y)) / np.log(10),
    "softmax over the batch": lambda z, y: -np.mean(_picked(_log_softmax(z.T).T, y)),
    "one maximum for all rows": _one_maximum,
    "the maximum taken off in one place only": _shift_half,
    "z[:, y], all pairs": lambda z, y: -np.mean(_log_softmax(z)[:, y]),
    "the largest probability, whatever the label": lambda z, y: -np.mean(_log_softmax(z).max(axis=1)),
    "labels from 1": _classes_from_one,
    "the labels are not used": lambda z, y: -np.mean(_log_softmax(z)),
    "labels as numbers to multiply with": lambda z, y: -np.mean(y[:, None] * _log_softmax(z)),
    "log of the mean": lambda z, y: -np.log(np.mean(_picked(_softmax(z), y)) + 1e-300),
    "binary cross-entropy over all classes": lambda z, y: (
        -np.mean(_one_hot(z, y) * _log_softmax(z) + (1 - _one_hot(z, y)) * np.log(1 - _softmax(z) + 1e-300))
    ),
    "entropy of the prediction": lambda z, y: -np.mean(np.sum(_softmax(z) * _log_softmax(z), axis=1)),
    "squared error of the probabilities": lambda z, y: np.mean((_softmax(z) - _one_hot(z, y)) ** 2),
    "the gradient": lambda z, y: (_softmax(z) - _one_hot(z, y)) / len(y),
    "softmax twice": lambda z, y: -np.mean(_picked(_log_softmax(_softmax(z)), y)),
    "half of it": lambda z, y: -0.5 * np.mean(_picked(_log_softmax(z), y)),
    "rounded": lambda z, y: round(float(-np.mean(_picked(_log_softmax(z), y))), 2),
    "logits are clipped at ±50": lambda z, y: -np.mean(_picked(_log_softmax(np.clip(z, -50, 50)), y)),
    "returns in the loop": _early,
    "the last example is left out": _last_left_out,
    "= for -= in the loop": _equals,
    "shifts the logits in place": _in_place,
    "prints and returns nothing": _prints,
    "n − 1 for n": lambda z, y: -np.sum(_picked(_log_softmax(z), y)) / max(1, len(y) - 1),
    "summed, and no minus": lambda z, y: np.sum(_picked(_log_softmax(z), y)),
}

DOUBLE = {"summed, and no minus"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the minus is forgotten": "wrong_sign",
    "summed, not averaged": "summed_over_batch",
    "averaged over all entries": "mean_over_entries",
    "divided by the classes": "divided_by_number_of_classes",
    "one number for each example": "one_for_each_example",
    "the softmax overflows": "no_maximum_taken_away",
    "log of a probability that is 0": "logarithm_of_zero",
    "log(p + 1e-12)": "tiny_number_1e-12",
    "log(p + 1e-8)": "tiny_number_1e-08",
    "probabilities clipped at 1e-7": "at_least_1e-07",
    "the logits are averaged": "logit_only",
    "no logarithm": "logarithm_missing",
    "1 − p": "one_minus_probability",
    "log base 2": "base_two",
    "log base 10": "base_ten",
    "softmax over the batch": "softmax_of_the_columns",
    "one maximum for all rows": "one_maximum_for_all_rows",
    "the maximum taken off in one place only": "maximum_not_added_back",
    "z[:, y], all pairs": "all_labels_for_each_row",
    "the largest probability, whatever the label": "best_class_instead_of_label",
    "labels from 1": "label_off_by_one",
    "the labels are not used": "mean_over_classes",
    "labels as numbers to multiply with": "label_as_factor_of_all",
    "log of the mean": "logarithm_of_the_mean",
    "entropy of the prediction": "entropy_of_the_prediction",
    "squared error of the probabilities": "squared_error",
    "the gradient": "gradient_instead",
    "softmax twice": "softmax_twice",
    "half of it": "halved",
    "logits are clipped at ±50": "cut_off_at_50",
    "returns in the loop": "first_example_divided",
    "the last example is left out": "last_example_left_out",
    "= for -= in the loop": "last_example_divided",
    "n − 1 for n": "divided_by_one_less",
    "summed, and no minus": "wrong_sign_summed",
}


def _loops(z, y):
    total = 0.0
    for row, label in zip(z, y, strict=True):
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[label]
    return float(total) / len(y)


def _margins(z, y):
    margins = z - _picked(z, y)[:, None]
    return float(np.mean([reduce(np.logaddexp, row) for row in margins]))


class _Loss:
    def __call__(self, logits, labels):
        rows = np.arange(labels.shape[0])
        self.log_p = _log_softmax(logits)
        return -self.log_p[rows, labels].sum() / rows.size


RIGHT = {
    "plain": lambda z, y: -np.mean(_picked(_log_softmax(z), y)),
    "loops": _loops,
    "margins and logaddexp": _margins,
    "a class": _Loss(),
    "one-hot": lambda z, y: -(np.eye(z.shape[1])[y] * _log_softmax(z)).sum() / len(z),
    "take_along_axis": lambda z, y: np.mean(-np.take_along_axis(_log_softmax(z), y[:, None], axis=1)),
    "logaddexp": lambda z, y: np.mean(np.logaddexp.reduce(z, axis=1) - np.choose(y, z.T)),
    "trace": lambda z, y: -np.trace(_log_softmax(z)[:, y]) / len(y),
    "float32": lambda z, y: float(-np.mean(_picked(_log_softmax(z.astype(np.float32)), y))),
}
