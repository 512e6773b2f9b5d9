"""Answers to softmax_cross_entropy_backward(logits, labels); the name of a wrong one says what is wrong with it."""

import math

import numpy as np


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _one_hot(z, y):
    return np.eye(z.shape[1])[y]


def _naive(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def _in_place(z, y):
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1
    return p / len(y)


def _column_of_labels(z, y):
    p = _softmax(z)
    p[:, y] -= 1
    return p / len(y)


def _rows_of_labels(z, y):
    p = _softmax(z)
    p[y] -= 1
    return p / len(y)


def _early(z, y):
    p = _softmax(z)
    for i in range(len(y)):
        p[i, y[i]] -= 1
        return p / len(y)


def _last_left_out(z, y):
    p = _softmax(z)
    for i in range(len(y) - 1):
        p[i, y[i]] -= 1
    return p / len(y)


def _divides_in_the_loop(z, y):
    p = _softmax(z)
    for i in range(len(y)):
        p[i, y[i]] -= 1
        p /= len(y)
    return p


def _divides_the_one_only(z, y):
    p = _softmax(z)
    p[np.arange(len(y)), y] -= 1 / len(y)
    return p


def _divides_p_only(z, y):
    p = _softmax(z) / len(y)
    p[np.arange(len(y)), y] -= 1
    return p


def _no_return(z, y):
    p = _softmax(z)
    p[np.arange(len(y)), y] -= 1


def _sets_to_minus_one(z, y):
    p = _softmax(z)
    p[np.arange(len(y)), y] = -1
    return p / len(y)


def _right_class_only(z, y):
    p, d = _softmax(z), np.zeros_like(z)
    rows = np.arange(len(y))
    d[rows, y] = p[rows, y] - 1
    return d / len(y)


def _of_the_probabilities(z, y):
    p, d = _softmax(z), np.zeros_like(z)
    rows = np.arange(len(y))
    d[rows, y] = -1 / (p[rows, y] + 1e-12)
    return d / len(y)


WRONG = {
    "the 1/n is forgotten": lambda z, y: _softmax(z) - _one_hot(z, y),
    "divided by all entries": lambda z, y: (_softmax(z) - _one_hot(z, y)) / z.size,
    "divided by the classes": lambda z, y: (_softmax(z) - _one_hot(z, y)) / z.shape[1],
    "the wrong way round": lambda z, y: (_one_hot(z, y) - _softmax(z)) / len(y),
    "the softmax is forgotten": lambda z, y: (z - _one_hot(z, y)) / len(y),
    "labels are not made one-hot": lambda z, y: (_softmax(z) - y[:, None]) / len(y),
    "labels without a new axis": lambda z, y: (_softmax(z) - y) / len(y),
    "one-hot is not subtracted": lambda z, y: _softmax(z) / len(y),
    "no shift: the softmax overflows": lambda z, y: (_naive(z) - _one_hot(z, y)) / len(y),
    "softmax over the batch": lambda z, y: (_softmax(z.T).T - _one_hot(z, y)) / len(y),
    "softmax over everything": lambda z, y: (np.exp(z - z.max()) / np.exp(z - z.max()).sum() - _one_hot(z, y)) / len(y),
    "one maximum for all rows": lambda z, y: (_naive(z - z.max()) - _one_hot(z, y)) / len(y),
    "times the sigmoid's slope": lambda z, y: (_softmax(z) - _one_hot(z, y)) * _softmax(z) * (1 - _softmax(z)) / len(y),
    "p(1 − p), the slope of one output": lambda z, y: _softmax(z) * (1 - _softmax(z)) / len(y),
    "sigmoid for softmax": lambda z, y: (1 / (1 + np.exp(-z)) - _one_hot(z, y)) / len(y),
    "the gradient by the probabilities": _of_the_probabilities,
    "in the right class only": _right_class_only,
    "the right class is set to −1": _sets_to_minus_one,
    "p[:, y] −= 1, whole columns": _column_of_labels,
    "p[y] −= 1, whole rows": _rows_of_labels,
    "labels from 1": lambda z, y: (_softmax(z) - _one_hot(z, y - 1)) / len(y),
    "the prediction for the label": lambda z, y: (_softmax(z) - _one_hot(z, z.argmax(axis=1))) / len(y),
    "as for the squared error": lambda z, y: 2 * (_softmax(z) - _one_hot(z, y)) / len(y),
    "averaged over the batch": lambda z, y: np.mean(_softmax(z) - _one_hot(z, y), axis=0),
    "the 1 is divided, p is not": _divides_the_one_only,
    "p is divided, the 1 is not": _divides_p_only,
    "no brackets: the same": lambda z, y: _softmax(z) - _one_hot(z, y) / len(y),
    "the loss": lambda z, y: -np.mean(np.log(_softmax(z)[np.arange(len(y)), y] + 1e-300)),
    "log softmax for softmax": lambda z, y: (np.log(_softmax(z) + 1e-300) - _one_hot(z, y)) / len(y),
    "softmax is taken for the loss's gradient": lambda z, y: -_one_hot(z, y) / len(y),
    "one-hot of the greatest label's size": lambda z, y: (_softmax(z) - np.eye(y.max() + 1)[y]) / len(y),
    "shifts the logits in place": _in_place,
    "returns in the loop": _early,
    "the last example is left out": _last_left_out,
    "divides in the loop": _divides_in_the_loop,
    "returns nothing": _no_return,
    "no 1/n, the wrong way round": lambda z, y: _one_hot(z, y) - _softmax(z),
    "absolute value": lambda z, y: np.abs(_softmax(z) - _one_hot(z, y)) / len(y),
}

DOUBLE = {"no 1/n, the wrong way round", "softmax is taken for the loss's gradient"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the 1/n is forgotten": "not_divided_by_batch_size",
    "divided by all entries": "divided_by_number_of_entries",
    "divided by the classes": "divided_by_number_of_classes",
    "the wrong way round": "wrong_sign",
    "the softmax is forgotten": "logits_instead_of_probabilities",
    "labels are not made one-hot": "label_as_a_number",
    "labels without a new axis": "label_as_a_number_in_each_column",
    "one-hot is not subtracted": "label_not_subtracted",
    "no shift: the softmax overflows": "maximum_not_subtracted",
    "softmax over the batch": "softmax_over_the_batch",
    "softmax over everything": "one_softmax_for_the_batch",
    "one maximum for all rows": "one_maximum_for_all_rows",
    "times the sigmoid's slope": "slope_of_sigmoid_too",
    "p(1 − p), the slope of one output": "slope_of_one_probability",
    "sigmoid for softmax": "sigmoid_instead_of_softmax",
    "the gradient by the probabilities": "gradient_of_safe_probabilities",
    "in the right class only": "only_at_the_labels",
    "the right class is set to −1": "label_set_to_minus_one",
    "p[:, y] −= 1, whole columns": "all_listed_columns",
    "p[y] −= 1, whole rows": "all_listed_rows",
    "labels from 1": "counted_from_one",
    "the prediction for the label": "winner_instead_of_label",
    "as for the squared error": "doubled",
    "averaged over the batch": "summed_over_batch",
    "the 1 is divided, p is not": "one_divided_alone",
    "p is divided, the 1 is not": "probabilities_divided_alone",
    "no brackets: the same": "one_divided_alone",
    "the loss": "loss_instead",
    "softmax is taken for the loss's gradient": "label_alone",
    "returns in the loop": "first_label_alone",
    "divides in the loop": "divided_in_the_loop",
    "no 1/n, the wrong way round": "wrong_sign_not_divided",
    "absolute value": "sign_lost",
}


def _plain(z, y):
    p = _softmax(z)
    p[np.arange(len(y)), y] -= 1
    return p / len(y)


def _loops(z, y):
    out = []
    for row, label in zip(z.tolist(), y.tolist(), strict=True):
        total = math.fsum(math.exp(v - max(row)) for v in row)
        out.append([(math.exp(v - max(row)) / total - (j == label)) / len(y) for j, v in enumerate(row)])
    return out


def _by_the_jacobian(z, y):
    p = _softmax(z)
    jacobian = np.einsum("ni,ij->nij", p, np.eye(z.shape[1])) - np.einsum("ni,nj->nij", p, p)
    margins = np.where(_one_hot(z, y) > 0, np.exp(-np.log(np.maximum(p, 1e-300))), 0)
    slopes = -np.einsum("nij,nj->ni", jacobian, margins)
    return np.where((p * _one_hot(z, y)).sum(axis=1, keepdims=True) > 1e-290, slopes, p - _one_hot(z, y)) / len(z)


class _Loss:
    def __call__(self, logits, labels):
        self.d = np.exp(logits - np.logaddexp.reduce(logits, axis=1, keepdims=True))
        np.subtract.at(self.d, (range(len(labels)), labels), 1.0)
        return self.d * len(labels) ** -1


RIGHT = {
    "plain": _plain,
    "one-hot": lambda z, y: (_softmax(z) - _one_hot(z, y)) / z.shape[0],
    "loops": _loops,
    "by the Jacobian": _by_the_jacobian,
    "a class": _Loss(),
    "comparison": lambda z, y: (_softmax(z) - (np.arange(z.shape[1]) == y[:, None])) / len(y),
    "float32": lambda z, y: (_softmax(z.astype(np.float32)) - _one_hot(z, y).astype(np.float32)) / len(y),
    "rows as a list": lambda z, y: [(p - o) / len(y) for p, o in zip(_softmax(z), _one_hot(z, y), strict=True)],
}
