"""What goes wrong on the way back through a dense layer: transposes and sums over the batch."""

import numpy as np

from .exercise import Mistake

__all__ = ["DENSE_MISTAKES"]


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
        "d_weights comes first here, and d_x last. The exercise asks for d_x, d_weights, d_biases, in this order.",
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
    _dense(
        "d_weights_both_transposed",
        "For d_weights both are transposed. (n_inputs, n) @ (n, n_outputs) fits: transpose x alone.",
        d_weights=lambda d_z, x: x.T @ d_z.T,
    ),
    _dense(
        "d_weights_entry_by_entry",
        "* multiplies entry by entry. d_weights has a sum over the examples in each entry: that is xᵀ @ d_z.",
        d_weights=lambda d_z, x: x * d_z,
    ),
    _dense(
        "weights_on_the_left",
        "For d_x the weights stand on the left. One row belongs to one example, so d_z stands there: d_z Wᵀ.",
        d_x=lambda d_z, x, w: w @ d_z,
    ),
    _dense(
        "d_x_with_a_mask",
        "d_x is 0 where x is negative, as behind a ReLU. There is none in this layer: its slope along x is the weight.",
        d_x=lambda d_z, x, w: d_z @ w.T * (x > 0),
    ),
    _dense(
        "d_x_of_d_weights",
        "d_x is made of d_weights and x. It takes d_z and the weights alone: d_z Wᵀ.",
        d_x=lambda d_z, x, w: x @ (x.T @ d_z) @ w.T,
    ),
    _dense(
        "d_x_passed_on",
        "d_x is d_z itself. On the way back each gradient is multiplied by the weight through which it came: d_z Wᵀ.",
        d_x=lambda d_z, x, w: d_z.copy(),
    ),
    _dense(
        "d_x_is_the_weights",
        "d_x is the weights. That is the slope of z along x; by the chain rule d_z is multiplied by it: d_z Wᵀ.",
        d_x=lambda d_z, x, w: w.copy(),
    ),
    Mistake(
        "weights_instead_of_x",
        lambda d_z, x, w: (d_z @ w.T, w * d_z.sum(axis=0), d_z.sum(axis=0)),
        "d_weights is made with the weights. The slope of z along a weight is the input it is multiplied by: x.",
    ),
    _dense(
        "d_weights_without_d_z",
        "d_weights has x alone, added up. By the chain rule the gradient that comes back is a factor: xᵀ d_z.",
        d_weights=lambda d_z, x: x.T @ np.ones_like(d_z),
    ),
    _dense(
        "d_weights_without_x",
        "d_weights has d_z alone, added up. The slope of z along a weight is its input: xᵀ d_z.",
        d_weights=lambda d_z, x: np.ones_like(x).T @ d_z,
    ),
    _dense(
        "averaged_before_multiplying",
        "For d_weights x and d_z are averaged first, and multiplied then. Each example's input belongs to its own "
        "d_z: multiply first, then add.",
        d_weights=lambda d_z, x: np.outer(x.mean(axis=0), d_z.mean(axis=0)),
    ),
    _dense(
        "d_weights_of_the_last_example",
        "d_weights comes from the last example alone. In a loop, add to it with += instead of setting it anew.",
        d_weights=lambda d_z, x: np.outer(x[-1], d_z[-1]),
    ),
    _dense(
        "d_weights_without_the_last_example",
        "In d_weights the last example is left out. range(n) already stops before n, so no 1 is taken off.",
        d_weights=lambda d_z, x: x[:-1].T @ d_z[:-1],
    ),
    _dense(
        "d_biases_of_one_example",
        "d_biases comes from the first example alone. All examples share the biases, so their gradients are added up.",
        d_biases=lambda d_z: d_z[0].copy(),
    ),
    Mistake(
        "first_example_alone",
        lambda d_z, x, w: (d_z @ w.T, np.outer(x[0], d_z[0]), d_z[0].copy()),
        "d_weights and d_biases come from the first example alone. Is there a return inside the loop? It ends the "
        "function at its first round.",
    ),
    _dense(
        "d_biases_counts_examples",
        "d_biases is the number of examples. The slope of z along a bias is 1; by the chain rule d_z is multiplied by "
        "it, and then added up.",
        d_biases=lambda d_z: np.full(d_z.shape[1], float(len(d_z))),
    ),
    Mistake(
        "d_biases_of_d_weights",
        lambda d_z, x, w: (d_z @ w.T, x.T @ d_z, (x.T @ d_z).sum(axis=0)),
        "d_biases is the sum of d_weights, which holds x. A bias is not multiplied by x: add up d_z itself.",
    ),
)
