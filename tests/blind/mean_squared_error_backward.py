"""Answers to mean_squared_error_backward(y_hat, y); the name of a wrong one says what is wrong with it."""

import numpy as np


def _changes(y_hat, y):
    y_hat -= y
    y_hat *= 2 / y_hat.size
    return y_hat


def _rows(y_hat, y):
    out = np.zeros(y_hat.shape)
    for i in range(len(y_hat)):
        out[i] = 2 * (y_hat[i] - y[i]) / len(y_hat)
    return out


def _last_row_left_out(y_hat, y):
    out = np.zeros(y_hat.shape)
    for i in range(len(y_hat) - 1):
        out[i] = 2 * (y_hat[i] - y[i]) / y_hat.size
    return out


def _early(y_hat, y):
    for a, b in zip(y_hat, y, strict=True):
        return 2 * (a - b) / y_hat.size


def _no_return(y_hat, y):
    d = 2 * (y_hat - y) / y_hat.size  # noqa: F841


WRONG = {
    "the 1/n is forgotten": lambda y_hat, y: 2 * (y_hat - y),
    "the 2 is forgotten": lambda y_hat, y: (y_hat - y) / y.size,
    "the 2 and the 1/n are forgotten": lambda y_hat, y: y_hat - y,
    "divided by the rows only": lambda y_hat, y: 2 * (y_hat - y) / len(y),
    "divided by the rows, in a loop": _rows,
    "divided by the columns only": lambda y_hat, y: 2 * (y_hat - y) / y.shape[-1],
    "rows only, and no 2": lambda y_hat, y: (y_hat - y) / len(y),
    "the wrong way round": lambda y_hat, y: 2 * (y - y_hat) / y.size,
    "a minus": lambda y_hat, y: -2 * (y_hat - y) / y.size,
    "the mean of it": lambda y_hat, y: np.mean(2 * (y_hat - y)),
    "the loss": lambda y_hat, y: np.mean((y_hat - y) ** 2),
    "the square stays": lambda y_hat, y: 2 * (y_hat - y) ** 2 / y.size,
    "averaged over the batch": lambda y_hat, y: 2 * np.mean(y_hat - y, axis=0),
    "averaged over the outputs": lambda y_hat, y: 2 * np.mean(y_hat - y, axis=-1),
    "summed over the batch": lambda y_hat, y: 2 * np.sum(y_hat - y, axis=0) / y.size,
    "y is not subtracted": lambda y_hat, y: 2 * y_hat / y.size,
    "plus for minus": lambda y_hat, y: 2 * (y_hat + y) / y.size,
    "times y_hat, as for a chain": lambda y_hat, y: 2 * (y_hat - y) * y_hat / y.size,
    "times the sigmoid's slope": lambda y_hat, y: 2 * (y_hat - y) * y_hat * (1 - y_hat) / y.size,
    "the sign only": lambda y_hat, y: np.sign(y_hat - y) / y.size,
    "transposed": lambda y_hat, y: (2 * (y_hat - y) / y.size).T,
    "flattened": lambda y_hat, y: (2 * (y_hat - y) / y.size).ravel(),
    "// for /": lambda y_hat, y: 2 * (y_hat - y) // y.size,
    "2 // n": lambda y_hat, y: 2 // y.size * (y_hat - y),
    "0.5 for 2": lambda y_hat, y: 0.5 * (y_hat - y) / y.size,
    "divided twice": lambda y_hat, y: 2 * (y_hat - y) / y.size / len(y),
    "with respect to y": lambda y_hat, y: -2 / y.size * (y_hat - y),
    "no brackets: y is not divided": lambda y_hat, y: 2 * y_hat - y / y.size,
    "changes y_hat": _changes,
    "the last row is left out": _last_row_left_out,
    "returns in the loop": _early,
    "returns nothing": _no_return,
    "for the root of the loss": lambda y_hat, y: (y_hat - y) / (y.size * np.sqrt(np.mean((y_hat - y) ** 2))),
}

DOUBLE = {"the 2 and the 1/n are forgotten", "rows only, and no 2", "0.5 for 2"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the 1/n is forgotten": "not_divided",
    "the 2 is forgotten": "forgot_two",
    "the 2 and the 1/n are forgotten": "error_instead",
    "divided by the rows only": "divided_by_batch_size_only",
    "divided by the rows, in a loop": "divided_by_batch_size_only",
    "divided by the columns only": "divided_by_outputs_only",
    "rows only, and no 2": "forgot_two_divided_by_batch_size",
    "the wrong way round": "wrong_sign",
    "a minus": "wrong_sign",
    "the mean of it": "mean_over_all",
    "the loss": "loss_instead",
    "the square stays": "square_kept",
    "averaged over the batch": "mean_over_batch",
    "averaged over the outputs": "mean_over_outputs",
    "summed over the batch": "sum_over_batch",
    "y is not subtracted": "prediction_only",
    "plus for minus": "added_instead_of_subtracted",
    "times y_hat, as for a chain": "times_the_prediction",
    "times the sigmoid's slope": "slope_of_the_sigmoid_too",
    "the sign only": "sign_only",
    "2 // n": "whole_number_division",
    "0.5 for 2": "halved_instead_of_doubled",
    "with respect to y": "wrong_sign",
    "no brackets: y is not divided": "brackets_missing",
    "for the root of the loss": "gradient_of_the_root",
}


def _numerical(y_hat, y):
    y_hat, out = np.array(y_hat, float), np.zeros(np.shape(y_hat))
    for index in np.ndindex(y_hat.shape):
        left, right = y_hat.copy(), y_hat.copy()
        left[index] -= 1.0
        right[index] += 1.0
        out[index] = (np.mean((right - y) ** 2) - np.mean((left - y) ** 2)) / 2
    return out


def _nested(y_hat, y, n=None):
    n = n or np.size(y)
    return [_nested(a, b, n) for a, b in zip(y_hat, y, strict=True)] if np.ndim(y_hat) else 2 / n * float(y_hat - y)


RIGHT = {
    "plain": lambda y_hat, y: 2 * (y_hat - y) / y_hat.size,
    "a quadratic has exact differences": _numerical,
    "nested lists": _nested,
    "prod of the shape": lambda y_hat, y: (y_hat - y) * 2.0 / np.prod(y_hat.shape),
    "via the mean's weights": lambda y_hat, y: np.full_like(y_hat, 1 / y_hat.size) * 2 * (y_hat - y),
    "y first": lambda y_hat, y: (y - y_hat) * -2 / np.size(y),
    "float32": lambda y_hat, y: np.float32(2 / y.size) * (y_hat - y).astype(np.float32),
}
