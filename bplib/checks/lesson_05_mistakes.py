"""The mistakes of the forward pass through one layer: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["DENSE_FORWARD_MISTAKES"]


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATED = "{0} is applied at the end. Here z is asked for, the value before the activation function."
LINES = "The rows of x are the examples and the columns of weights the units, so x stands on the left: x W, as it is."
ONLY_ONE = "Only the {0} example went through the layer. Each row of x gets a row of z."

DENSE_FORWARD_MISTAKES = (
    Mistake(
        "forgot_biases",
        lambda x, w, b: x @ w,
        "The biases are missing. Each unit has one, and it is added to the weighted sum of its inputs.",
    ),
    Mistake(
        "biases_subtracted",
        lambda x, w, b: x @ w - b,
        "The biases are subtracted. They are added; each of them may be negative by itself.",
    ),
    Mistake("biases_multiplied", lambda x, w, b: x @ w * b, "The biases are multiplied. They are added to each row."),
    Mistake(
        "biases_for_each_input",
        lambda x, w, b: x @ (w + b),
        "The biases are added to the weights, so each counts once for every input and is multiplied by it. They are "
        "added to the finished sum.",
    ),
    Mistake(
        "biases_added_to_the_inputs",
        lambda x, w, b: (x + b) @ w,
        "The biases are added to the inputs. Each belongs to a unit of this layer and is added after the product.",
    ),
    Mistake(
        "biases_once_for_each_input",
        lambda x, w, b: x @ w + x.shape[1] * b,
        "The bias is added once for every input, as if it stood inside the sum. Each unit gets it once.",
    ),
    Mistake(
        "biases_down_the_column",
        lambda x, w, b: x @ w + b[:, None],
        "The biases are laid down a column, so each example gets one. They belong to the units: one for each column.",
    ),
    Mistake(
        "biases_summed",
        lambda x, w, b: x @ w + b.sum(),
        "All biases are added to every unit. Each unit has a bias of its own.",
    ),
    Mistake(
        "biases_averaged",
        lambda x, w, b: x @ w + b.mean(),
        "The mean of the biases is added to every unit. Each unit has a bias of its own.",
    ),
    Mistake(
        "first_bias_for_all",
        lambda x, w, b: x @ w + b[0],
        "Every unit gets the first bias. Each unit has a bias of its own.",
    ),
    Mistake("biases_twice", lambda x, w, b: x @ w + 2 * b, "The biases are added twice. Once is enough."),
    Mistake("only_biases", lambda x, w, b: 0 * (x @ w) + b, "Only the biases come back. The inputs do not count."),
    Mistake(
        "weights_transposed",
        lambda x, w, b: x @ w.T + b,
        "The rows of weights are taken for the units. Its columns are: (n_inputs, n_outputs) fits x W as it is, "
        "without a transpose.",
    ),
    Mistake(
        "sum_not_reset",
        lambda x, w, b: np.cumsum((x @ w).ravel()).reshape(len(x), w.shape[1]) + b,
        "The sum goes on from unit to unit. Each unit of each example has a sum of its own: begin with 0 anew.",
    ),
    Mistake("weights_on_the_left", lambda x, w, b: w @ x + b, LINES),
    Mistake("weights_on_the_left_transposed", lambda x, w, b: w.T @ x + b, LINES),
    Mistake("x_transposed", lambda x, w, b: x.T @ w + b, LINES),
    Mistake(
        "transposed",
        lambda x, w, b: (x @ w + b).T,
        "z comes out transposed. Its rows are the examples, as those of x: x stands on the left of the product, x W.",
    ),
    Mistake(
        "entry_by_entry",
        lambda x, w, b: x * w + b,
        "* multiplies entry by entry. A unit's sum runs over all inputs: that is the matrix product, @.",
    ),
    Mistake("relu_applied", lambda x, w, b: np.maximum(x @ w + b, 0), ACTIVATED.format("ReLU")),
    Mistake("sigmoid_applied", lambda x, w, b: _sigmoid(x @ w + b), ACTIVATED.format("The sigmoid")),
    Mistake("tanh_applied", lambda x, w, b: np.tanh(x @ w + b), ACTIVATED.format("tanh")),
    Mistake("softmax_applied", lambda x, w, b: _softmax(x @ w + b), ACTIVATED.format("Softmax")),
    Mistake(
        "averaged_over_inputs",
        lambda x, w, b: x @ w / x.shape[1] + b,
        "The weighted inputs are averaged. A unit adds them up.",
    ),
    Mistake(
        "all_averaged_over_inputs",
        lambda x, w, b: (x @ w + b) / x.shape[1],
        "z is divided by the number of inputs. A unit adds its weighted inputs up, it does not average them.",
    ),
    Mistake(
        "divided_by_batch_size",
        lambda x, w, b: (x @ w + b) / len(x),
        "z is divided by the batch size. Only the loss is a mean over the batch.",
    ),
    Mistake(
        "weights_forgotten",
        lambda x, w, b: x.sum(axis=1, keepdims=True) + b,
        "The inputs are added up without weights. Each input is multiplied by its weight first.",
    ),
    Mistake("first_example_only", lambda x, w, b: x[0] @ w + b, ONLY_ONE.format("first")),
    Mistake(
        "first_example_for_all",
        lambda x, w, b: np.repeat((x[0] @ w + b)[None], len(x), axis=0),
        ONLY_ONE.format("first"),
    ),
    Mistake(
        "summed_over_batch",
        lambda x, w, b: (x @ w + b).sum(axis=0),
        "The examples are added up. Each keeps a row of its own.",
    ),
    Mistake(
        "summed_over_units",
        lambda x, w, b: (x @ w + b).sum(axis=1),
        "The units are added up. Each keeps a column of its own.",
    ),
    Mistake("transposed_without_fitting", lambda x, w, b: w.T @ x.T + b, LINES),
    Mistake(
        "ones_added_to_the_inputs",
        lambda x, w, b: (x + 1) @ w,
        "1 is added to every input, and the biases are not used. Each unit's bias is added to its sum.",
    ),
    Mistake(
        "weights_added",
        lambda x, w, b: x.sum(axis=1, keepdims=True) + w.sum(axis=0) + b,
        "The weights are added to the inputs. Each input is multiplied by its weight, and these products are added.",
    ),
    Mistake(
        "last_input_left_out",
        lambda x, w, b: x[:, :-1] @ w[:-1] + b,
        "The last input is left out. range(n) already stops before n, so no 1 is taken off.",
    ),
    Mistake(
        "last_input_alone",
        lambda x, w, b: np.outer(x[:, -1], w[-1]) + b,
        "Only the last input counts. In a loop, add to the sum with += instead of setting it anew.",
    ),
)
