"""What goes wrong on the way back from the loss to the logits: wrong code that runs, and why it is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["SOFTMAX_MISTAKES"]


def _softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _one_hot(z, labels):
    return np.eye(z.shape[1])[labels]


def _all_listed_columns(z, labels):
    p = _softmax(z)
    p[:, labels] -= 1
    return p / len(z)


def _all_listed_rows(z, labels):
    p = _softmax(z)
    p[labels] -= 1
    return p / len(z)


def _without_maximum(z, labels):
    e = np.exp(z)
    return (e / e.sum(axis=1, keepdims=True) - _one_hot(z, labels)) / len(z)


def _one_maximum(z, labels):
    e = np.exp(z - z.max())
    return (e / e.sum(axis=1, keepdims=True) - _one_hot(z, labels)) / len(z)


def _sum_of_all(z, labels):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return (e / e.sum() - _one_hot(z, labels)) / len(z)


def _sigmoid(z):
    return np.where(z >= 0, 1 / (1 + np.exp(-abs(z))), np.exp(-abs(z)) / (1 + np.exp(-abs(z))))


def _divided_in_the_loop(z, labels):
    p = _softmax(z)
    for i, label in enumerate(labels):
        p[i, label] -= 1
        p /= len(z)
    return p


AS_NUMBER = (
    "The label itself is subtracted. It is the number of a class, not a size: subtract 1 in the label's column, and "
    "nothing elsewhere."
)

SOFTMAX_MISTAKES = (
    Mistake(
        "not_divided_by_batch_size",
        lambda z, y: _softmax(z) - _one_hot(z, y),
        "The result is not divided by the batch size. The loss is the mean over the batch, and so is its gradient.",
    ),
    Mistake(
        "label_not_subtracted",
        lambda z, y: _softmax(z) / len(z),
        "These are the probabilities alone. At each row's label 1 is subtracted: the gradient is p − y.",
    ),
    Mistake(
        "wrong_sign",
        lambda z, y: (_one_hot(z, y) - _softmax(z)) / len(z),
        "The sign is turned: y − p instead of p − y. A gradient says where the loss grows.",
    ),
    Mistake(
        "logits_instead_of_probabilities",
        lambda z, y: (z - _one_hot(z, y)) / len(z),
        "1 is subtracted from the logits themselves. They become probabilities first, by softmax.",
    ),
    Mistake(
        "sigmoid_instead_of_softmax",
        lambda z, y: (_sigmoid(z) - _one_hot(z, y)) / len(z),
        "The probabilities are sigmoids, each by itself. With softmax those of one row add up to 1.",
    ),
    Mistake(
        "maximum_not_subtracted",
        _without_maximum,
        "The exponential of a large logit is infinite. Subtract each row's largest logit first: the quotient stays the "
        "same, and nothing overflows.",
    ),
    Mistake(
        "one_maximum_for_all_rows",
        _one_maximum,
        "The largest logit of the whole batch is subtracted. In a row far below it all exponentials become 0, and "
        "0/0 is "
        "NaN: each row needs its own largest.",
    ),
    Mistake(
        "softmax_over_the_batch",
        lambda z, y: (_softmax(z, axis=0) - _one_hot(z, y)) / len(z),
        "The softmax runs down the columns, over the examples. Each row is one example: use axis=1.",
    ),
    Mistake(
        "one_sum_for_all_rows",
        _sum_of_all,
        "The exponentials are divided by the sum over the whole batch. Each row's probabilities add up to 1 by "
        "themselves.",
    ),
    Mistake(
        "divided_by_number_of_entries",
        lambda z, y: (_softmax(z) - _one_hot(z, y)) / z.size,
        "The result is divided by the number of all entries. The loss has one term for each example: divide by n.",
    ),
    Mistake(
        "divided_by_number_of_classes",
        lambda z, y: (_softmax(z) - _one_hot(z, y)) / z.shape[1],
        "The result is divided by the number of classes. The mean runs over the examples: divide by n, the rows.",
    ),
    Mistake(
        "all_listed_columns",
        _all_listed_columns,
        "p[:, labels] takes the columns of all labels in every row. Each row has one label: p[np.arange(n), labels].",
    ),
    Mistake(
        "only_at_the_labels",
        lambda z, y: (_softmax(z) - 1) * _one_hot(z, y) / len(z),
        "Only the label's own logit gets a gradient. The others count too: they stand in the sum of the softmax.",
    ),
    Mistake(
        "slope_of_sigmoid_too",
        lambda z, y: (_softmax(z) - _one_hot(z, y)) * _softmax(z) * (1 - _softmax(z)) / len(z),
        "p − y is multiplied by p (1 − p) once more. The slope of the softmax is contained in p − y already.",
    ),
    Mistake(
        "gradient_of_the_probabilities",
        lambda z, y: -_one_hot(z, y) / np.where(_one_hot(z, y) > 0, _softmax(z), 1) / len(z),
        "This is the gradient with respect to the probabilities, −1/p at the label. One step is missing: through "
        "softmax.",
    ),
    Mistake(
        "gradient_of_squared_error",
        lambda z, y: 2 * (_softmax(z) - _one_hot(z, y)) / z.size,
        "2 (p − y) over all entries belongs to the mean squared error. With cross-entropy it is p − y, over n.",
    ),
    Mistake(
        "summed_over_batch",
        lambda z, y: ((_softmax(z) - _one_hot(z, y)) / len(z)).sum(axis=0),
        "The result is summed over the batch. Each example's logits have gradients of their own.",
    ),
    Mistake("label_as_a_number", lambda z, y: (_softmax(z) - y[:, None]) / len(z), AS_NUMBER),
    Mistake("label_as_a_number_in_each_column", lambda z, y: (_softmax(z) - y) / len(z), AS_NUMBER),
    Mistake(
        "one_softmax_for_the_batch",
        lambda z, y: (np.exp(z - z.max()) / np.exp(z - z.max()).sum() - _one_hot(z, y)) / len(z),
        "One softmax runs over the whole batch, so the examples share 1 among them. Each row has one of its own.",
    ),
    Mistake(
        "slope_of_one_probability",
        lambda z, y: _softmax(z) * (1 - _softmax(z)) / len(z),
        "p (1 − p) is the slope of one probability along its own logit. That of the loss is p − y.",
    ),
    Mistake(
        "gradient_of_safe_probabilities",
        lambda z, y: -_one_hot(z, y) / (_softmax(z) + 1e-12) / len(z),
        "This is the gradient with respect to the probabilities, −1/p at the label. One step is missing: through "
        "softmax.",
    ),
    Mistake(
        "label_set_to_minus_one",
        lambda z, y: np.where(_one_hot(z, y) > 0, -1, _softmax(z)) / len(z),
        "At the label −1 stands in place of p − 1. Subtract 1 from p there: p[np.arange(n), labels] -= 1.",
    ),
    Mistake(
        "label_alone",
        lambda z, y: -_one_hot(z, y) / len(z),
        "The probabilities are missing: this is −y. The gradient is p − y.",
    ),
    Mistake(
        "counted_from_one",
        lambda z, y: (_softmax(z) - _one_hot(z, y - 1)) / len(z),
        "1 is subtracted one column too far left. Labels count from 0 already, as indices do.",
    ),
    Mistake(
        "winner_instead_of_label",
        lambda z, y: (_softmax(z) - _one_hot(z, z.argmax(axis=1))) / len(z),
        "1 is subtracted at the largest probability. It belongs to the label, which says what was right.",
    ),
    Mistake(
        "one_divided_alone",
        lambda z, y: _softmax(z) - _one_hot(z, y) / len(z),
        "Only the 1 is divided by n, and p is not. The whole difference is: it needs brackets.",
    ),
    Mistake(
        "probabilities_divided_alone",
        lambda z, y: _softmax(z) / len(z) - _one_hot(z, y),
        "Only p is divided by n, and the 1 is not. Subtract first, then divide.",
    ),
    Mistake(
        "divided_in_the_loop",
        _divided_in_the_loop,
        "p is divided once for each example, by a division inside the loop. Divide once, when the loop is done.",
    ),
    Mistake(
        "first_label_alone",
        lambda z, y: (_softmax(z) - _one_hot(z, y) * (np.arange(len(z)) == 0)[:, None]) / len(z),
        "Only in the first row is 1 subtracted. Is there a return inside the loop? It ends the function at once.",
    ),
    Mistake(
        "doubled",
        lambda z, y: 2 * (_softmax(z) - _one_hot(z, y)) / len(z),
        "The 2 belongs to a squared error. With cross-entropy the gradient is p − y, over n.",
    ),
    Mistake(
        "wrong_sign_not_divided",
        lambda z, y: _one_hot(z, y) - _softmax(z),
        "Two things: the sign is turned, y − p for p − y, and the mean's division by the batch size is missing.",
    ),
    Mistake(
        "loss_instead",
        lambda z, y: -np.mean(np.log(_softmax(z)[np.arange(len(y)), y] + 1e-300)),
        "This is the loss, one number. Its gradient has a number for each logit.",
    ),
    Mistake(
        "sign_lost",
        lambda z, y: np.abs(_softmax(z) - _one_hot(z, y)) / len(z),
        "The sign is lost. At the label the gradient is negative, so that the step makes this logit larger.",
    ),
    Mistake(
        "all_listed_rows",
        _all_listed_rows,
        "p[labels] takes whole rows. The label says which column counts in its own row: p[np.arange(n), labels].",
    ),
)
