"""The exercises of lesson 05: forward propagation, up to the label that the network predicts."""

import numpy as np

from .exercise import Exercise, Mistake, Output, Probe
from .lesson_05_forward import FORWARD_EXERCISES

__all__ = ["EXERCISES"]


def predict_labels(logits):
    return np.argmax(logits, axis=1)


def _last_winner(logits):
    return logits.shape[1] - 1 - np.argmax(logits[:, ::-1], axis=1)


def _probes(rng):
    """Winners in different columns, a batch of one, only negative logits, ties, and logits that overflow in exp."""
    ties = np.array([[2.0, 2.0, -1.0], [0.0, 3.0, 3.0], [-1.0, 0.5, 0.0], [-7.0, -9.0, -8.0], [0.5, 0.1, 0.5]])
    negative = np.array([[-3.0, -5.0, -1.0], [-5.0, -1.0, -3.0], [-1.0, -3.0, -5.0], [-5.0, -3.0, -1.0]])
    return [
        Probe((rng.permuted(np.tile([4.5, 1.2, -0.7, -3.0, 0.4], (7, 1)), axis=1) + rng.uniform(-0.1, 0.1, (7, 5)),)),
        Probe((np.array([[-3.0, 0.5, 2.0, -0.5]]) + rng.uniform(-0.1, 0.1, (1, 4)),), "a batch of one"),
        Probe((negative + rng.uniform(-0.1, 0.1, (4, 3)),), "only negative logits"),
        Probe((ties,), "ties"),
        Probe((np.array([[-990.0, 800.0, 790.0], [900.0, 910.0, -950.0], [-800.0, -900.0, -790.0]]),), "large logits"),
    ]


def _loops(logits):
    labels = []
    for row in logits:
        best = 0
        for j in range(1, len(row)):
            if row[j] > row[best]:
                best = j
        labels.append(best)
    return labels


def _with_max(logits):
    rows = logits.tolist()
    return np.array([row.index(max(row)) for row in rows], float)


def _softmax_first(logits):
    return _softmax(logits).argmax(-1)


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _last_rise(z):
    rises = np.diff(z, axis=1) > 0
    return np.array([1 + np.flatnonzero(row)[-1] if row.any() else 0 for row in rises])


def _best_not_reset(z):
    labels, best, label = [], -np.inf, 0
    for row in z:
        if row.max() > best:
            best, label = row.max(), int(np.argmax(row))
        labels.append(label)
    return labels


PROBABILITIES = "These are the probabilities of all classes. The label is the column of the largest one."
LARGEST = "This is the largest probability. The label is the column in which it stands."

MISTAKES = (
    Mistake(
        "over_the_batch",
        lambda z: np.argmax(z, axis=0),
        "The largest is looked for down the columns. Each row is one example and gets one label: use axis=1.",
    ),
    Mistake(
        "over_all_entries",
        lambda z: np.argmax(z),
        "Without an axis argmax takes the whole batch as one list. Each row gets a label of its own: use axis=1.",
    ),
    Mistake("smallest", lambda z: np.argmin(z, axis=1), "This is the smallest logit; the network means the largest."),
    Mistake(
        "value_instead_of_index",
        lambda z: np.max(z, axis=1),
        "This is the largest logit itself. The label is the column in which it stands.",
    ),
    Mistake(
        "largest_in_size",
        lambda z: np.argmax(abs(z), axis=1),
        "A logit far below 0 wins here, because its sign is dropped. It says that the class is very unlikely.",
    ),
    Mistake(
        "one_hot",
        lambda z: (z == z.max(axis=1, keepdims=True)).astype(int),
        "Each row is marked with a 1 at its winner. The label is the number of that column.",
    ),
    Mistake(
        "keeps_the_axis",
        lambda z: np.argmax(z, axis=1, keepdims=True),
        "The labels stand in a column. One number for each example is asked for: the shape is (n,).",
    ),
    Mistake(
        "counted_from_one",
        lambda z: np.argmax(z, axis=1) + 1,
        "The classes are counted from 1. As everywhere in Python the first one has the number 0.",
    ),
    Mistake(
        "second_best",
        lambda z: np.argsort(z, axis=1)[:, -2],
        "This is the class in the second place. The sorted order ends with the largest, at −1.",
    ),
    Mistake(
        "softmax_overflows",
        lambda z: np.argmax(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), axis=1),
        "The softmax before it overflows for large logits, and NaN counts as the largest. Softmax keeps the order, so "
        "argmax can take the logits as they are.",
    ),
    Mistake(
        "positive_or_not",
        lambda z: (z[:, -1] > 0).astype(int),
        "Only the last logit is looked at, whether it is above 0. With several classes the largest one wins.",
    ),
    Mistake(
        "one_hot_of_the_winner",
        lambda z: np.eye(z.shape[1], dtype=int)[np.argmax(z, axis=1)],
        "Each row is marked with a 1 at its winner. The label is the number of that column.",
    ),
    Mistake(
        "each_positive_or_not",
        lambda z: (z > 0).astype(int),
        "Each logit is compared with 0. A row gets one label: the column of its largest logit, whatever its sign.",
    ),
    Mistake(
        "first_positive_or_not",
        lambda z: (z[:, 0] > 0).astype(int),
        "Only the first logit is looked at, whether it is above 0. With several classes the largest one wins.",
    ),
    Mistake(
        "two_classes_only",
        lambda z: (z[:, 1] > z[:, 0]).astype(int),
        "Only the first two logits are compared. There may be any number of classes, and the largest logit wins.",
    ),
    Mistake("probabilities", lambda z: _softmax(z), PROBABILITIES),
    Mistake("probabilities_with_overflow", lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), PROBABILITIES),
    Mistake("largest_probability", lambda z: _softmax(z).max(axis=1), LARGEST),
    Mistake(
        "largest_probability_with_overflow",
        lambda z: (np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)).max(axis=1),
        LARGEST,
    ),
    Mistake(
        "value_rounded",
        lambda z: np.round(np.max(z, axis=1)),
        "This is the largest logit itself, rounded. The label is the column in which it stands.",
    ),
    Mistake(
        "whole_order",
        lambda z: np.argsort(z, axis=1),
        "argsort gives the order of all columns. Its last column is the label: that of the largest logit.",
    ),
    Mistake(
        "best_begins_at_zero",
        lambda z: np.where(z.max(axis=1) > 0, np.argmax(z, axis=1), 0),
        "The best so far begins at 0, so a row of negative logits never beats it. Begin with the row's first logit.",
    ),
    Mistake(
        "first_class_left_out",
        lambda z: 1 + np.argmax(z[:, 1:], axis=1),
        "The first class is never chosen: the search begins one column late. Class 0 takes part, too.",
    ),
    Mistake(
        "last_class_left_out",
        lambda z: np.argmax(z[:, :-1], axis=1),
        "The last class is never chosen: the search ends one column early. range(n) already stops before n.",
    ),
    Mistake(
        "compared_with_the_neighbor",
        _last_rise,
        "Each logit is compared with the one before it. Keep the best of the row so far, and compare with that.",
    ),
    Mistake(
        "best_not_reset",
        _best_not_reset,
        "The best of one row is still there in the next one. Each row begins anew.",
    ),
)

EXERCISES = (
    *FORWARD_EXERCISES,
    Exercise(
        id="predict_labels",
        lesson=5,
        parameters=("logits",),
        outputs=(Output("labels", "(n,)"),),
        reference=predict_labels,
        probes=_probes,
        small_probes=(Probe((np.array([[1.0, 3.0, 2.0]]),)), Probe((np.array([[4.0, -5.0], [-6.0, -1.0]]),))),
        mistakes=MISTAKES,
        variants=(_loops, _with_max, _softmax_first, _last_winner),
        also_right=(_last_winner,),
        tolerance=0,
        formula="the label of a row is the column of its largest logit",
        where="Lesson 05, forward propagation, where the output is read",
    ),
)
