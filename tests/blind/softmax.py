"""Answers to softmax(logits); the name of a wrong one says what is wrong with it."""

import math

import numpy as np


def _shifted(logits):
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def _in_place(logits):
    logits -= logits.max(axis=1, keepdims=True)
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def _early(logits):
    for row in logits:
        e = np.exp(row - row.max())
        return e / e.sum()


def _prints(logits):
    print(_shifted(logits) / _shifted(logits).sum(axis=1, keepdims=True))


def _sum_goes_on(logits):
    out, total = np.zeros_like(logits), 0.0
    for i, row in enumerate(logits):
        e = np.exp(row - row.max())
        total += e.sum()
        out[i] = e / total
    return out


def _shift_of_the_first_row(logits):
    e = np.exp(logits - logits[0].max())
    return e / e.sum(axis=1, keepdims=True)


def _math(logits):
    return [[math.exp(v) / sum(math.exp(w) for w in row) for v in row] for row in logits]


def _integers(logits):
    out = np.zeros(logits.shape, dtype=int)
    for i, row in enumerate(logits):
        e = np.exp(row - row.max())
        out[i] = e / e.sum()
    return out


WRONG = {
    "no shift by the maximum": lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
    "no shift, math.exp in loops": _math,
    "keepdims is forgotten": lambda z: _shifted(z) / _shifted(z).sum(axis=1),
    "keepdims is forgotten in the maximum": lambda z: (
        np.exp(z - z.max(axis=1)) / np.exp(z - z.max(axis=1)).sum(axis=1, keepdims=True)
    ),
    "the sum over the batch: axis 0": lambda z: np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0),
    "sum over axis 0, maximum over axis 1": lambda z: _shifted(z) / _shifted(z).sum(axis=0, keepdims=True),
    "the sum over all entries": lambda z: np.exp(z - z.max()) / np.sum(np.exp(z - z.max())),
    "one maximum for all rows": lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True),
    "the maximum of each column": lambda z: (
        np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=1, keepdims=True)
    ),
    "the maximum of the first row": _shift_of_the_first_row,
    "the maximum is added": lambda z: (
        np.exp(z + z.max(axis=1, keepdims=True)) / np.exp(z + z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    ),
    "the mean in place of the maximum": lambda z: (
        np.exp(z - z.mean(axis=1, keepdims=True)) / np.exp(z - z.mean(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    ),
    "the sum is not shifted": lambda z: _shifted(z) / np.exp(z).sum(axis=1, keepdims=True),
    "not normalized": lambda z: _shifted(z),
    "no exponential": lambda z: z / z.sum(axis=1, keepdims=True),
    "divided by the maximum, not shifted": lambda z: (
        np.exp(z / z.max(axis=1, keepdims=True)) / np.exp(z / z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    ),
    "the exponent lacks its sign": lambda z: (
        np.exp(-z - (-z).max(axis=1, keepdims=True))
        / np.exp(-z - (-z).max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)
    ),
    "the logarithm of it": lambda z: np.log(_shifted(z) / _shifted(z).sum(axis=1, keepdims=True) + 1e-300),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "one-hot of the largest": lambda z: (z == z.max(axis=1, keepdims=True)).astype(float),
    "rounded": lambda z: np.round(_shifted(z) / _shifted(z).sum(axis=1, keepdims=True), 3),
    "clipped at ±20": lambda z: np.exp(np.clip(z, -20, 20)) / np.exp(np.clip(z, -20, 20)).sum(axis=1, keepdims=True),
    "an epsilon of 1e-3 in the denominator": lambda z: _shifted(z) / (_shifted(z).sum(axis=1, keepdims=True) + 1e-3),
    "exp twice": lambda z: np.exp(_shifted(z)) / np.exp(_shifted(z)).sum(axis=1, keepdims=True),
    "mean for the sum": lambda z: _shifted(z) / _shifted(z).mean(axis=1, keepdims=True),
    "squares for exponentials": lambda z: z**2 / (z**2).sum(axis=1, keepdims=True),
    "2 to the power of z": lambda z: (
        2 ** (z - z.max(axis=1, keepdims=True)) / (2 ** (z - z.max(axis=1, keepdims=True))).sum(axis=1, keepdims=True)
    ),
    "the sum's root": lambda z: _shifted(z) / np.sqrt((_shifted(z) ** 2).sum(axis=1, keepdims=True)),
    "transposed": lambda z: (_shifted(z) / _shifted(z).sum(axis=1, keepdims=True)).T,
    "shifts in place": _in_place,
    "returns in the loop": _early,
    "the sum goes on from row to row": _sum_goes_on,
    "into integers": _integers,
    "prints and returns nothing": _prints,
    "no shift, no keepdims": lambda z: np.exp(z) / np.exp(z).sum(axis=1),
}

DOUBLE = {"no shift, no keepdims"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "no shift by the maximum": "no_maximum_taken_away",
    "keepdims is forgotten": "keepdims_missing_in_the_sum",
    "keepdims is forgotten in the maximum": "keepdims_missing_in_the_maximum",
    "the sum over the batch: axis 0": "columns_add_up",
    "sum over axis 0, maximum over axis 1": "columns_add_up_row_maximum",
    "the sum over all entries": "one_sum",
    "one maximum for all rows": "one_maximum_for_all_rows",
    "the maximum of each column": "maximum_of_the_column",
    "the maximum of the first row": "one_maximum_for_all_rows",
    "the maximum is added": "maximum_added",
    "the mean in place of the maximum": "mean_taken_away",
    "the sum is not shifted": "different_maxima",
    "not normalized": "not_divided",
    "no exponential": "exponential_missing",
    "divided by the maximum, not shifted": "divided_by_the_maximum",
    "the exponent lacks its sign": "minus",
    "sigmoid": "sigmoid",
    "one-hot of the largest": "largest_marked",
    "clipped at ±20": "logits_cut_off",
    "an epsilon of 1e-3 in the denominator": "tiny_number_1e-03",
    "exp twice": "exponential_twice",
    "mean for the sum": "mean_instead_of_sum",
    "squares for exponentials": "squares_instead",
    "2 to the power of z": "base_two",
    "the sum's root": "divided_by_length",
    "transposed": "transposed",
    "returns in the loop": "first_example_only",
    "the sum goes on from row to row": "sum_not_reset",
    "no shift, no keepdims": "keepdims_missing_no_maximum",
}


def _log_space(logits):
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    return np.exp(shifted - np.log(np.sum(np.exp(shifted), axis=-1, keepdims=True)))


def _loops(logits):
    rows = []
    for row in logits:
        top = max(row)
        powers = [math.exp(value - top) for value in row]
        rows.append([power / sum(powers) for power in powers])
    return rows


def _pairs(logits):
    with np.errstate(over="ignore"):
        return 1 / np.exp(logits[:, np.newaxis, :] - logits[:, :, np.newaxis]).sum(axis=2)


class _Softmax:
    def __call__(self, logits):
        e = np.exp((logits.T - logits.max(axis=1)).T)
        return np.einsum("nc,n->nc", e, 1 / e.sum(axis=1))


RIGHT = {
    "plain": lambda z: _shifted(z) / _shifted(z).sum(axis=1, keepdims=True),
    "in log space": _log_space,
    "loops": _loops,
    "differences of pairs": _pairs,
    "a class": _Softmax(),
    "logaddexp": lambda z: np.exp(z - np.logaddexp.reduce(z, axis=1)[:, None]),
    "row by row": lambda z: np.array([np.exp(row - row.max()) / sum(np.exp(row - row.max())) for row in z]),
    "float32": lambda z: (e := _shifted(z).astype(np.float32)) / e.sum(axis=1, keepdims=True),
    "a tiny epsilon": lambda z: _shifted(z) / (_shifted(z).sum(axis=1, keepdims=True) + 1e-12),
}
