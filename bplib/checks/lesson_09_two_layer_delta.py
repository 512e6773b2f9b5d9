"""What goes wrong where the way back through two layers begins, at the output's delta, and why it is not right."""

import numpy as np

from .lesson_09_two_layer_steps import mistake_in, one_hot, output_delta, sigmoid, softmax

__all__ = ["DELTA_MISTAKES"]

NOT_DIVIDED = "Nothing is divided by the batch size. The loss is the mean over the batch, and so are its gradients."
TWICE = "is divided by the batch size twice: p − y is divided once, and so everything that comes from it is, too."
SIGN = "The sign of all gradients is turned: y − p instead of p − y. A gradient says where the loss grows."


def _without_maximum(z_2, labels):
    e = np.exp(z_2)
    return (e / e.sum(axis=1, keepdims=True) - one_hot(z_2, labels)) / len(z_2)


def _one_maximum(z_2, labels):
    e = np.exp(z_2 - z_2.max())
    return (e / e.sum(axis=1, keepdims=True) - one_hot(z_2, labels)) / len(z_2)


def _all_listed_columns(z_2, labels):
    p = softmax(z_2)
    p[:, labels] -= 1
    return p / len(p)


DELTA_MISTAKES = (
    mistake_in(
        "not_divided_by_batch_size", NOT_DIVIDED, delta_2=lambda z_2, labels: softmax(z_2) - one_hot(z_2, labels)
    ),
    mistake_in(
        "divided_by_number_of_entries",
        "p − y is divided by the number of all its entries. The loss has one term for each example: divide by n.",
        delta_2=lambda z_2, labels: output_delta(z_2, labels) / z_2.shape[1],
    ),
    mistake_in(
        "divided_by_number_of_classes",
        "p − y is divided by the number of classes. The loss is a mean over the examples: divide by n, the rows.",
        delta_2=lambda z_2, labels: output_delta(z_2, labels) * len(z_2) / z_2.shape[1],
    ),
    mistake_in(
        "all_divided_twice",
        f"Everything {TWICE}",
        delta_2=lambda z_2, labels: output_delta(z_2, labels) / len(z_2),
    ),
    mistake_in("wrong_sign", SIGN, delta_2=lambda z_2, labels: -output_delta(z_2, labels)),
    mistake_in(
        "wrong_sign_not_divided",
        f"{SIGN} And nothing is divided by the batch size, as the mean in the loss asks.",
        delta_2=lambda z_2, labels: one_hot(z_2, labels) - softmax(z_2),
    ),
    mistake_in(
        "label_not_subtracted",
        "The way back begins with p alone. At each row's label 1 is subtracted: it begins with p − y.",
        delta_2=lambda z_2, labels: softmax(z_2) / len(z_2),
    ),
    mistake_in(
        "softmax_missing",
        "The way back begins with z − y. The logits become probabilities first: it begins with p − y.",
        delta_2=lambda z_2, labels: (z_2 - one_hot(z_2, labels)) / len(z_2),
    ),
    mistake_in(
        "sigmoid_instead_of_softmax",
        "The probabilities are sigmoids, each by itself. With softmax those of one row add up to 1.",
        delta_2=lambda z_2, labels: (sigmoid(z_2) - one_hot(z_2, labels)) / len(z_2),
    ),
    mistake_in(
        "softmax_over_the_batch",
        "The softmax runs down the columns, over the examples. Each row is one example: use axis=1.",
        delta_2=lambda z_2, labels: (softmax(z_2, axis=0) - one_hot(z_2, labels)) / len(z_2),
    ),
    mistake_in(
        "maximum_not_taken_away",
        "exp of a large logit is infinite. Take each row's largest logit away first: no probability changes.",
        delta_2=_without_maximum,
    ),
    mistake_in(
        "maximum_not_taken_away_not_divided",
        f"exp of a large logit is infinite: take each row's largest away first. And {NOT_DIVIDED}",
        delta_2=lambda z_2, labels: len(z_2) * _without_maximum(z_2, labels),
    ),
    mistake_in(
        "one_maximum_for_all_rows",
        "The largest logit of the whole batch is taken away. In a row far below it every exp is 0, and 0/0 is NaN.",
        delta_2=_one_maximum,
    ),
    mistake_in(
        "all_listed_columns",
        "p[:, labels] takes the columns of all labels in every row. Each row has one label: p[np.arange(n), labels].",
        delta_2=_all_listed_columns,
    ),
    mistake_in(
        "only_at_the_labels",
        "Only the label's own logit gets a gradient. The others count too: they stand in the sum of the softmax.",
        delta_2=lambda z_2, labels: output_delta(z_2, labels) * one_hot(z_2, labels),
    ),
    mistake_in(
        "slope_of_sigmoid_at_the_output",
        "p − y is multiplied by p (1 − p) once more. The slope of the softmax is contained in p − y already.",
        delta_2=lambda z_2, labels: output_delta(z_2, labels) * softmax(z_2) * (1 - softmax(z_2)),
    ),
    mistake_in(
        "relu_at_the_output",
        "The gradient of the logits is stopped where they are negative. The output layer has no ReLU.",
        delta_2=lambda z_2, labels: output_delta(z_2, labels) * (z_2 > 0),
    ),
    mistake_in(
        "gradient_of_squared_error",
        "2 (p − y) over all entries belongs to the mean squared error. With cross-entropy it is p − y, over n.",
        delta_2=lambda z_2, labels: 2 * output_delta(z_2, labels) / z_2.shape[1],
    ),
    mistake_in(
        "factor_two",
        "Everything is twice too large. The factor 2 belongs to a squared error; with cross-entropy it is p − y.",
        delta_2=lambda z_2, labels: 2 * output_delta(z_2, labels),
    ),
    mistake_in(
        "label_as_a_number",
        "The label itself is subtracted from p. It is the number of a class: subtract 1 in the label's column alone.",
        delta_2=lambda z_2, labels: (softmax(z_2) - labels[:, None]) / len(z_2),
    ),
    mistake_in(
        "squared_error_of_the_logits",
        "The way back begins with the squared error of the logits. Softmax cross-entropy begins with p − y, over n.",
        delta_2=lambda z_2, labels: 2 * (z_2 - one_hot(z_2, labels)) / z_2.size,
    ),
    mistake_in(
        "counted_from_one",
        "1 is subtracted one column too far left. Labels count from 0 already, as indices do.",
        delta_2=lambda z_2, labels: (softmax(z_2) - one_hot(z_2, labels - 1)) / len(z_2),
    ),
)
