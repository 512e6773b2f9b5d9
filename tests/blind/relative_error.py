"""Answers to relative_error(a, b), the largest of |a − b| / max(1e-8, |a| + |b|); a name says what is wrong."""

import math

import numpy as np


def _early(a, b):
    worst = 0
    for p, q in zip(np.ravel(a), np.ravel(b), strict=True):
        worst = max(worst, abs(p - q) / max(1e-8, abs(p) + abs(q)))
        return worst


def _last(a, b):
    for p, q in zip(np.ravel(a), np.ravel(b), strict=True):
        worst = abs(p - q) / max(1e-8, abs(p) + abs(q))
    return worst


def _last_left_out(a, b):
    worst = 0.0
    for i in range(np.size(a) - 1):
        p, q = np.ravel(a)[i], np.ravel(b)[i]
        worst = max(worst, abs(p - q) / max(1e-8, abs(p) + abs(q)))
    return worst


def _smallest(a, b):
    return np.min(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)))


def _changes(a, b):
    a -= b
    return np.max(np.abs(a) / np.maximum(1e-8, np.abs(a + b) + np.abs(b)))


def _prints(a, b):
    print(np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))))


def _python_max(a, b):
    return max(abs(a - b) / max(1e-8, abs(a) + abs(b)))


WRONG = {
    "1e-8 is added": lambda a, b: np.max(np.abs(a - b) / (np.abs(a) + np.abs(b) + 1e-8)),
    "no 1e-8: 0 / 0": lambda a, b: np.max(np.abs(a - b) / (np.abs(a) + np.abs(b))),
    "1e-8 is forgotten, nan is left out": lambda a, b: np.nanmax(np.abs(a - b) / (np.abs(a) + np.abs(b))),
    "1e-6 for 1e-8": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-6, np.abs(a) + np.abs(b))),
    "1e-12 for 1e-8": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-12, np.abs(a) + np.abs(b))),
    "minimum for maximum": lambda a, b: np.max(np.abs(a - b) / np.minimum(1e-8, np.abs(a) + np.abs(b))),
    "mean for the maximum": lambda a, b: np.mean(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "sum for the maximum": lambda a, b: np.sum(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "the smallest": _smallest,
    "no maximum: one for each entry": lambda a, b: np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)),
    "maximum over axis 0": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b)), axis=0),
    "no absolute value above": lambda a, b: np.max((a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "|a + b| below": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a + b))),
    "a + b below": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, a + b)),
    "|a| below": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a))),
    "|b| below": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(b))),
    "the larger of |a| and |b| below": lambda a, b: np.max(
        np.abs(a - b) / np.maximum(1e-8, np.maximum(np.abs(a), np.abs(b)))
    ),
    "the mean of |a| and |b| below": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, (np.abs(a) + np.abs(b)) / 2)),
    "the absolute error": lambda a, b: np.max(np.abs(a - b)),
    "largest difference over the largest sum": lambda a, b: (
        np.max(np.abs(a - b)) / np.maximum(1e-8, np.max(np.abs(a) + np.abs(b)))
    ),
    "norms": lambda a, b: np.linalg.norm(a - b) / max(1e-8, np.linalg.norm(a) + np.linalg.norm(b)),
    "sums above and below": lambda a, b: np.sum(np.abs(a - b)) / max(1e-8, np.sum(np.abs(a) + np.abs(b))),
    "plus above": lambda a, b: np.max(np.abs(a + b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "||a| − |b|| above": lambda a, b: np.max(np.abs(np.abs(a) - np.abs(b)) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "squared": lambda a, b: np.max((a - b) ** 2 / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "squares above and below": lambda a, b: np.max((a - b) ** 2 / np.maximum(1e-8, a**2 + b**2)),
    "whether it is small": lambda a, b: bool(np.max(np.abs(a - b)) < 1e-8),
    "max of Python, of arrays": _python_max,
    "returns in the loop": _early,
    "the last entry's error": _last,
    "the last entry is left out": _last_left_out,
    "changes a": _changes,
    "prints and returns nothing": _prints,
    "in percent": lambda a, b: 100 * np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "the place of the worst entry": lambda a, b: np.argmax(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "1e-8 is added": "floor_added",
    "no 1e-8: 0 / 0": "no_floor",
    "1e-8 is forgotten, nan is left out": "floor_too_low",
    "1e-6 for 1e-8": "floor_of_1e-06",
    "1e-12 for 1e-8": "floor_too_low",
    "minimum for maximum": "floor_as_upper_limit",
    "mean for the maximum": "mean_instead_of_max",
    "sum for the maximum": "summed",
    "the smallest": "smallest_instead_of_largest",
    "no maximum: one for each entry": "one_for_each_entry",
    "maximum over axis 0": "largest_of_each_column",
    "no absolute value above": "sign_kept",
    "|a + b| below": "size_of_the_sum",
    "a + b below": "denominator_without_sizes",
    "|a| below": "relative_to_a",
    "|b| below": "relative_to_b",
    "the larger of |a| and |b| below": "relative_to_the_larger",
    "the mean of |a| and |b| below": "relative_to_the_mean",
    "the absolute error": "absolute_error",
    "largest difference over the largest sum": "maxima_taken_apart",
    "norms": "lengths_of_vectors",
    "sums above and below": "sums_taken_apart",
    "plus above": "added_instead_of_subtracted",
    "||a| − |b|| above": "difference_of_the_sizes",
    "squared": "squared",
    "squares above and below": "squares_on_both_sides",
    "whether it is small": "small_or_not",
    "returns in the loop": "first_entry_alone",
    "the last entry's error": "last_entry_alone",
    "the last entry is left out": "last_entry_left_out",
    "the place of the worst entry": "place_of_the_largest",
}


def _loop(a, b):
    worst = 0.0
    for p, q in zip(np.ravel(a).tolist(), np.ravel(b).tolist(), strict=True):
        worst = max(worst, math.fabs(p - q) / max(1e-8, math.fabs(p) + math.fabs(q)))
    return worst


def _sorted(a, b):
    errors = np.abs(np.subtract(a, b)) / np.clip(np.abs(a) + np.abs(b), 1e-8, None)
    return np.sort(errors, axis=None)[-1]


def _recursive(a, b):
    if np.ndim(a):
        return max(_recursive(p, q) for p, q in zip(a, b, strict=True))
    return abs(a - b) / max(abs(a) + abs(b), 1e-8)


RIGHT = {
    "plain": lambda a, b: np.max(np.abs(a - b) / np.maximum(1e-8, np.abs(a) + np.abs(b))),
    "loop": _loop,
    "sorted": _sorted,
    "recursion": _recursive,
    "where": lambda a, b: float(
        (np.abs(b - a) / np.where(np.abs(a) + np.abs(b) < 1e-8, 1e-8, np.abs(a) + np.abs(b))).max()
    ),
    "reduce": lambda a, b: np.maximum.reduce(np.ravel(np.abs(a - b) / np.fmax(1e-8, np.abs(a) + np.abs(b)))),
}
