"""Answers to predict_labels(logits), where any winner of a tie is right; a name says what is wrong."""

import numpy as np


def _softmax(logits):
    e = np.exp(logits)
    return e / e.sum(axis=1, keepdims=True)


def _one_hot(logits):
    out = np.zeros(logits.shape, int)
    out[np.arange(len(logits)), logits.argmax(axis=1)] = 1
    return out


def _best_is_zero(logits):
    labels = []
    for row in logits:
        best, label = 0, 0
        for j, value in enumerate(row):
            if value > best:
                best, label = value, j
        labels.append(label)
    return np.array(labels)


def _starts_at_one(logits):
    labels = []
    for row in logits:
        label = 1
        for j in range(1, len(row)):
            if row[j] > row[label]:
                label = j
        labels.append(label)
    return labels


def _too_short(logits):
    labels = []
    for row in logits:
        label = 0
        for j in range(len(row) - 1):
            if row[j] > row[label]:
                label = j
        labels.append(label)
    return labels


def _compares_neighbours(logits):
    labels = []
    for row in logits:
        label = 0
        for j in range(1, len(row)):
            if row[j] > row[j - 1]:
                label = j
        labels.append(label)
    return labels


def _returns_in_the_loop(logits):
    for row in logits:
        return np.argmax(row)


def _prints(logits):
    print(np.argmax(logits, axis=1))


def _sorts_in_place(logits):
    copy = [list(row) for row in logits]
    logits.sort(axis=1)
    return [row.index(best) for row, best in zip(copy, logits[:, -1], strict=True)]


def _not_reset(logits):
    labels, best, label = [], -np.inf, 0
    for row in logits:
        for j, value in enumerate(row):
            if value > best:
                best, label = value, j
        labels.append(label)
    return labels


WRONG = {
    "over the batch: axis 0": lambda logits: np.argmax(logits, axis=0),
    "over all entries: no axis": lambda logits: np.argmax(logits),
    "the largest values, not their places": lambda logits: np.max(logits, axis=1),
    "the smallest": lambda logits: np.argmin(logits, axis=1),
    "one-hot": _one_hot,
    "mask of the largest": lambda logits: logits == logits.max(axis=1, keepdims=True),
    "the probabilities": _softmax,
    "the largest probability": lambda logits: _softmax(logits).max(axis=1),
    "1 for positive logits": lambda logits: (logits > 0).astype(int),
    "argmax of a naive softmax, which overflows": lambda logits: np.argmax(_softmax(logits), axis=1),
    "labels from 1": lambda logits: np.argmax(logits, axis=1) + 1,
    "the absolute value": lambda logits: np.argmax(np.abs(logits), axis=1),
    "rounded": lambda logits: np.round(np.max(logits, axis=1)).astype(int),
    "argsort, all of it": lambda logits: np.argsort(logits, axis=1),
    "argsort, the first": lambda logits: np.argsort(logits, axis=1)[:, 0],
    "second largest": lambda logits: np.argsort(logits, axis=1)[:, -2],
    "a column": lambda logits: np.argmax(logits, axis=1, keepdims=True),
    "two classes: first logit above 0": lambda logits: (logits[:, 0] > 0).astype(int),
    "two classes only": lambda logits: (logits[:, 1] > logits[:, 0]).astype(int),
    "the best so far starts at 0": _best_is_zero,
    "the first class is skipped": _starts_at_one,
    "the last class is skipped": _too_short,
    "compares with the neighbour, not with the best": _compares_neighbours,
    "the best is not reset for each example": _not_reset,
    "returns in the loop": _returns_in_the_loop,
    "prints and returns nothing": _prints,
    "sorts the logits in place": _sorts_in_place,
    "indices by np.where, as a pair": lambda logits: np.where(logits == logits.max(axis=1, keepdims=True)),
    "as text": lambda logits: str(np.argmax(logits, axis=1)),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "over the batch: axis 0": "over_the_batch",
    "over all entries: no axis": "over_all_entries",
    "the largest values, not their places": "value_instead_of_index",
    "the smallest": "smallest",
    "one-hot": "one_hot_of_the_winner",
    "mask of the largest": "one_hot",
    "the probabilities": "probabilities_with_overflow",
    "the largest probability": "largest_probability_with_overflow",
    "1 for positive logits": "each_positive_or_not",
    "argmax of a naive softmax, which overflows": "softmax_overflows",
    "labels from 1": "counted_from_one",
    "the absolute value": "largest_in_size",
    "rounded": "value_rounded",
    "argsort, all of it": "whole_order",
    "argsort, the first": "smallest",
    "second largest": "second_best",
    "a column": "keeps_the_axis",
    "two classes: first logit above 0": "first_positive_or_not",
    "two classes only": "two_classes_only",
    "the best so far starts at 0": "best_begins_at_zero",
    "the first class is skipped": "first_class_left_out",
    "the last class is skipped": "last_class_left_out",
    "compares with the neighbour, not with the best": "compared_with_the_neighbor",
    "the best is not reset for each example": "best_not_reset",
}


def _last_winner(logits):
    return logits.shape[1] - 1 - np.argmax(logits[:, ::-1], axis=1)


def _loop(logits):
    labels = []
    for row in logits.tolist():
        labels.append(row.index(max(row)))
    return labels


RIGHT = {
    "plain": lambda logits: np.argmax(logits, axis=1),
    "last winner": _last_winner,
    "loop": _loop,
    "argsort": lambda logits: np.argsort(logits, axis=1)[:, -1],
    "floats": lambda logits: logits.argmax(axis=-1).astype(float),
    "max with a key": lambda logits: [max(range(len(row)), key=row.__getitem__) for row in logits],
    "apply": lambda logits: np.apply_along_axis(np.argmax, 1, logits),
    "stable softmax": lambda logits: np.argmax(_softmax(logits - logits.max(axis=1, keepdims=True)), axis=1),
}
