"""Answers to mean_squared_error(y_hat, y); the name of a wrong one says what is wrong with it."""

import math
import statistics

import numpy as np


def _early(y_hat, y):
    total = 0
    for a, b in zip(np.ravel(y_hat), np.ravel(y), strict=True):
        total += (a - b) ** 2
        return total / np.size(y)


def _last_left_out(y_hat, y):
    total = 0
    for i in range(y.size - 1):
        total += (y_hat.flat[i] - y.flat[i]) ** 2
    return total / y.size


def _over_rows(y_hat, y):
    total = 0
    for row, target in zip(y_hat, y, strict=True):
        total += np.sum((row - target) ** 2)
    return total / len(y)


def _equals(y_hat, y):
    total = 0
    for a, b in zip(np.ravel(y_hat), np.ravel(y), strict=True):
        total = (a - b) ** 2
    return total / np.size(y)


def _changes(y_hat, y):
    y_hat -= y
    return np.mean(y_hat**2)


def _prints(y_hat, y):
    print(np.mean((y_hat - y) ** 2))


_total = 0.0


def _adds_up_over_calls(y_hat, y):
    global _total
    _total += np.sum((y_hat - y) ** 2)
    return _total / y.size


WRONG = {
    "the mean is forgotten: a sum": lambda y_hat, y: np.sum((y_hat - y) ** 2),
    "the square is forgotten": lambda y_hat, y: np.mean(y_hat - y),
    "absolute values for squares": lambda y_hat, y: np.mean(np.abs(y_hat - y)),
    "one half of it": lambda y_hat, y: 0.5 * np.mean((y_hat - y) ** 2),
    "half of the sum": lambda y_hat, y: 0.5 * np.sum((y_hat - y) ** 2),
    "the root of it": lambda y_hat, y: np.sqrt(np.mean((y_hat - y) ** 2)),
    "divided by the rows, not the entries": lambda y_hat, y: np.sum((y_hat - y) ** 2) / len(y),
    "the same, in a loop over the rows": _over_rows,
    "divided by the columns": lambda y_hat, y: np.sum((y_hat - y) ** 2) / y.shape[-1],
    "square of the mean": lambda y_hat, y: np.mean(y_hat - y) ** 2,
    "difference of the squares": lambda y_hat, y: np.mean(y_hat**2 - y**2),
    "the mean over the first axis": lambda y_hat, y: np.mean((y_hat - y) ** 2, axis=0),
    "the mean over the last axis": lambda y_hat, y: np.mean((y_hat - y) ** 2, axis=-1),
    "no mean at all": lambda y_hat, y: (y_hat - y) ** 2,
    "plus for minus": lambda y_hat, y: np.mean((y_hat + y) ** 2),
    "the mean of the squares of y_hat": lambda y_hat, y: np.mean(y_hat**2),
    "variance of the difference": lambda y_hat, y: np.var(y_hat - y),
    "standard deviation": lambda y_hat, y: np.std(y_hat - y),
    "cubed": lambda y_hat, y: np.mean((y_hat - y) ** 3),
    "^ for **": lambda y_hat, y: np.mean((y_hat - y) ^ 2),
    "relative to y": lambda y_hat, y: np.mean(((y_hat - y) / y) ** 2),
    "n − 1 for n": lambda y_hat, y: np.sum((y_hat - y) ** 2) / (y.size - 1),
    "the largest square": lambda y_hat, y: np.max((y_hat - y) ** 2),
    "median": lambda y_hat, y: np.median((y_hat - y) ** 2),
    "the norm": lambda y_hat, y: np.linalg.norm(y_hat - y),
    "a matrix product": lambda y_hat, y: (y_hat - y).T @ (y_hat - y) / len(y),
    "the gradient": lambda y_hat, y: 2 * (y_hat - y) / y.size,
    "cross-entropy for it": lambda y_hat, y: -np.mean(y * np.log(np.abs(y_hat))),
    "minus": lambda y_hat, y: -np.mean((y_hat - y) ** 2),
    "// for /": lambda y_hat, y: np.sum((y_hat - y) ** 2) // y.size,
    "int of it": lambda y_hat, y: int(np.mean((y_hat - y) ** 2)),
    "returns in the loop": _early,
    "the last entry is left out": _last_left_out,
    "= for += in the loop": _equals,
    "changes y_hat": _changes,
    "prints and returns nothing": _prints,
    "a global total goes on from call to call": _adds_up_over_calls,
    "half, and by the rows": lambda y_hat, y: np.sum((y_hat - y) ** 2) / (2 * len(y)),
}

DOUBLE = {"half, and by the rows", "half of the sum", "cross-entropy for it"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the mean is forgotten: a sum": "sum_instead_of_mean",
    "the square is forgotten": "square_missing",
    "absolute values for squares": "absolute_error",
    "one half of it": "halved",
    "half of the sum": "half_of_the_sum",
    "the root of it": "root",
    "divided by the rows, not the entries": "divided_by_batch_size_only",
    "the same, in a loop over the rows": "divided_by_batch_size_only",
    "divided by the columns": "divided_by_outputs_only",
    "square of the mean": "square_of_the_mean",
    "difference of the squares": "difference_of_the_squares",
    "the mean over the first axis": "one_for_each_output",
    "the mean over the last axis": "one_for_each_example",
    "no mean at all": "one_for_each_entry",
    "plus for minus": "added_instead_of_subtracted",
    "the mean of the squares of y_hat": "squares_of_the_prediction",
    "variance of the difference": "variance_of_the_error",
    "standard deviation": "deviation_of_the_error",
    "cubed": "cubed",
    "relative to y": "relative_error",
    "n − 1 for n": "divided_by_one_less",
    "the largest square": "largest_only",
    "median": "median",
    "the norm": "length_of_the_error",
    "a matrix product": "matrix_product_over_the_batch",
    "the gradient": "gradient_instead",
    "minus": "wrong_sign",
    "returns in the loop": "first_entry_divided",
    "the last entry is left out": "last_entry_left_out",
    "= for += in the loop": "last_entry_divided",
    "half, and by the rows": "halved_and_divided_by_batch_size",
}


def _loops(y_hat, y):
    squares = [(float(a) - float(b)) ** 2 for a, b in zip(np.ravel(y_hat), np.ravel(y), strict=True)]
    return math.fsum(squares) / len(squares)


class _Loss:
    n = 0

    def __call__(self, y_hat, y):
        self.n = np.size(y)
        return np.linalg.norm(np.ravel(y_hat - y)) ** 2 / self.n


RIGHT = {
    "plain": lambda y_hat, y: np.mean((y_hat - y) ** 2),
    "loops": _loops,
    "a class": _Loss(),
    "dot": lambda y_hat, y: np.dot((y_hat - y).ravel(), (y_hat - y).ravel()) / y_hat.size,
    "variance and mean": lambda y_hat, y: np.var(y_hat - y) + np.mean(y_hat - y) ** 2,
    "multiplied out": lambda y_hat, y: np.average(y_hat**2 - 2 * y_hat * y + y**2),
    "statistics": lambda y_hat, y: statistics.fmean(np.square(np.subtract(y, y_hat)).ravel()),
    "float32 in an array": lambda y_hat, y: np.array([np.mean(np.float32(y_hat - y) ** 2)])[0],
}
