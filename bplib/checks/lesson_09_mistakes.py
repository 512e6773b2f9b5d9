"""What goes wrong in lesson 09's exercises: transposes, sums over the batch, and the way from the loss "
"to the logits."""

import numpy as np

from .exercise import Mistake

__all__ = ["DENSE_MISTAKES", "SOFTMAX_MISTAKES"]


def _dense(id, why, d_x=None, d_weights=None, d_biases=None):
    """A mistake in the outputs that are given; the others are right."""

    def function(d_z, x, weights):
        return (
            d_x(d_z, x, weights) if d_x else d_z @ weights.T,
            d_weights(d_z, x) if d_weights else x.T @ d_z,
            d_biases(d_z) if d_biases else d_z.sum(axis=0),
        )

    return Mistake(id, function, why)


AVERAGED = (
    "is divided by the batch size. The mean belongs to the loss, and d_z already contains it: here examples add up."
)

DENSE_MISTAKES = (
    _dense(
        "weights_not_transposed",
        "For d_x the weights are used as in the forward pass. The gradient goes the other way, from outputs to "
        "inputs, so "
        "the matrix is transposed.",
        d_x=lambda d_z, x, w: d_z @ w,
    ),
    _dense(
        "d_x_transposed",
        "d_x comes out transposed. One row belongs to one example, as in x, so d_z stands on the left of the product.",
        d_x=lambda d_z, x, w: w @ d_z.T,
    ),
    _dense(
        "d_x_is_the_forward_product",
        "d_x is computed as x times the weights, which is the forward pass. What goes back is d_z.",
        d_x=lambda d_z, x, w: x @ w,
    ),
    _dense("d_x_averaged", f"d_x {AVERAGED}", d_x=lambda d_z, x, w: d_z @ w.T / len(x)),
    _dense(
        "d_x_summed_over_batch",
        "d_x is summed over the batch. Each example has inputs of its own, and so a row of its own.",
        d_x=lambda d_z, x, w: (d_z @ w.T).sum(axis=0),
    ),
    _dense(
        "d_x_times_x",
        "d_x is multiplied by x, too. z depends on x through the weights alone: the slope is the weight.",
        d_x=lambda d_z, x, w: d_z @ w.T * x,
    ),
    _dense(
        "d_weights_transposed",
        "d_weights comes out transposed. It has the shape of the weights, (n_inputs, n_outputs), so xᵀ stands on "
        "the left.",
        d_weights=lambda d_z, x: d_z.T @ x,
    ),
    _dense(
        "x_not_transposed",
        "In d_weights x is not transposed. The sum runs over the examples, so they must be the inner size of the "
        "product.",
        d_weights=lambda d_z, x: x @ d_z,
    ),
    _dense("d_weights_averaged", f"d_weights {AVERAGED}", d_weights=lambda d_z, x: x.T @ d_z / len(x)),
    _dense(
        "d_weights_not_summed",
        "d_weights has one matrix for each example. All examples share the weights, so their gradients are added up.",
        d_weights=lambda d_z, x: x[:, :, None] * d_z[:, None, :],
    ),
    _dense(
        "d_weights_of_one_example",
        "d_weights comes from the first example alone. All examples share the weights, so their gradients are "
        "added up.",
        d_weights=lambda d_z, x: np.outer(x[0], d_z[0]),
    ),
    _dense(
        "summed_before_multiplying",
        "For d_weights x and d_z are summed over the batch first, and multiplied then. Each example's input "
        "belongs to its "
        "own d_z: multiply first, then add.",
        d_weights=lambda d_z, x: np.outer(x.sum(axis=0), d_z.sum(axis=0)),
    ),
    _dense(
        "d_biases_not_summed",
        "d_biases is d_z itself, a row for each example. All examples share the biases, so the rows are added up.",
        d_biases=lambda d_z: d_z.copy(),
    ),
    _dense(
        "d_biases_summed_over_units",
        "d_biases is summed along the wrong axis. Each unit has one bias: the sum runs over the examples, axis 0.",
        d_biases=lambda d_z: d_z.sum(axis=1),
    ),
    _dense("d_biases_averaged", f"d_biases {AVERAGED}", d_biases=lambda d_z: d_z.mean(axis=0)),
    _dense(
        "d_biases_one_number",
        "d_biases is summed to one number. Each unit has a bias of its own: sum over the examples only, axis 0.",
        d_biases=lambda d_z: d_z.sum(),
    ),
    _dense(
        "d_biases_keeps_the_axis",
        "d_biases keeps an axis of length 1. The biases are a vector, (n_outputs,): leave keepdims away.",
        d_biases=lambda d_z: d_z.sum(axis=0, keepdims=True),
    ),
    _dense(
        "d_biases_all_ones",
        "d_biases is 1 everywhere. That is the slope of z along the bias; by the chain rule it is multiplied by d_z.",
        d_biases=lambda d_z: np.ones(d_z.shape[1]),
    ),
    Mistake(
        "weights_returned_first",
        lambda d_z, x, w: (x.T @ d_z, d_z.sum(axis=0), d_z @ w.T),
        "All three are right, but they come in another order. The exercise asks for d_x, d_weights, d_biases.",
    ),
    Mistake(
        "d_x_and_d_weights_swapped",
        lambda d_z, x, w: (x.T @ d_z, d_z @ w.T, d_z.sum(axis=0)),
        "d_x and d_weights have changed places. The exercise asks for d_x, d_weights, d_biases.",
    ),
    Mistake(
        "wrong_sign",
        lambda d_z, x, w: (-d_z @ w.T, -x.T @ d_z, -d_z.sum(axis=0)),
        "The sign of all three is turned. A gradient says where the loss grows; only the update goes against it.",
    ),
)


def _softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _one_hot(z, labels):
    return np.eye(z.shape[1])[labels]


def _all_listed_columns(z, labels):
    p = _softmax(z)
    p[:, labels] -= 1
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
)
