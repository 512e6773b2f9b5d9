"""The mistakes of the forward pass through two layers: wrong code that runs, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["TWO_LAYER_MISTAKES"]


def _sigmoid(z):
    return 1 / (1 + np.exp(-np.clip(z, -700, 700)))


def _softmax(z):
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def _two_layers(activate=lambda z: np.maximum(z, 0), back=None, into_2=None, product=np.matmul, out=lambda z: z):
    """The forward pass with one step replaced; `back` gives what is returned, `into_2` what enters the second layer."""

    def function(x, w_1, b_1, w_2, b_2):
        z_1 = product(x, w_1) + b_1
        a_1 = activate(z_1)
        z_2 = out(product(a_1 if into_2 is None else into_2(x, z_1), w_2) + b_2)
        return (z_1, a_1, z_2) if back is None else back(z_1, a_1, z_2)

    return function


def _relu(z):
    return np.maximum(z, 0)


ORDER = "The values come in another order here. The exercise asks for z_1, a_1, z_2."
OTHER = "The hidden layer has {0} here. The exercise asks for ReLU: z where z > 0, and 0 elsewhere."
LOGITS = "{0} is applied to the output layer. Its logits are asked for, as they are."
BIASES = "The biases of the {0} layer are missing. They are added to each row of its product."

TWO_LAYER_MISTAKES = (
    Mistake(
        "no_activation",
        _two_layers(activate=lambda z: z),
        "ReLU is missing, so the two layers are linear and could be one. a_1 is max(z_1, 0), entry by entry.",
    ),
    Mistake(
        "activation_not_handed_on",
        _two_layers(into_2=lambda x, z_1: z_1),
        "The second layer gets z_1. What a layer hands on is its activation, a_1, the values after ReLU.",
    ),
    Mistake(
        "pre_activation_overwritten",
        _two_layers(back=lambda z_1, a_1, z_2: (a_1, a_1, z_2)),
        "z_1 has been overwritten by ReLU. Keep the value before it in an array of its own: the way back needs it.",
    ),
    Mistake(
        "pre_activation_twice",
        _two_layers(back=lambda z_1, a_1, z_2: (z_1, z_1, z_2)),
        "a_1 is z_1 once more. It is max(z_1, 0), entry by entry: give that a name, hand it on and return it.",
    ),
    Mistake("relu_on_the_output", _two_layers(out=_relu), LOGITS.format("ReLU")),
    Mistake("softmax_on_the_output", _two_layers(out=_softmax), LOGITS.format("Softmax")),
    Mistake("sigmoid_on_the_output", _two_layers(out=_sigmoid), LOGITS.format("The sigmoid")),
    Mistake("sigmoid_in_the_hidden_layer", _two_layers(activate=_sigmoid), OTHER.format("the sigmoid")),
    Mistake("tanh_in_the_hidden_layer", _two_layers(activate=np.tanh), OTHER.format("tanh")),
    Mistake(
        "leaky_relu_0.1", _two_layers(activate=lambda z: np.where(z > 0, z, 0.1 * z)), OTHER.format("a leaky ReLU")
    ),
    Mistake("leaky_relu", _two_layers(activate=lambda z: np.where(z > 0, z, 0.01 * z)), OTHER.format("a leaky ReLU")),
    Mistake(
        "relu_with_the_wrong_sign",
        _two_layers(activate=lambda z: np.minimum(z, 0)),
        "The negative values are kept and the positive ones set to 0. ReLU does it the other way round.",
    ),
    Mistake("absolute_value", _two_layers(activate=np.abs), OTHER.format("the absolute value")),
    Mistake(
        "step_instead_of_relu",
        _two_layers(activate=lambda z: (z > 0).astype(float)),
        "a_1 is 1 where z_1 is positive. That is ReLU's slope; ReLU itself hands on z_1 there.",
    ),
    Mistake(
        "softmax_in_the_hidden_layer",
        _two_layers(activate=_softmax),
        "The hidden layer has softmax here. Softmax is for the output; the exercise asks for ReLU.",
    ),
    Mistake(
        "at_least_one",
        _two_layers(activate=lambda z: np.maximum(z, 1)),
        "Values below 1 are raised to 1. ReLU's limit is 0: max(z, 0).",
    ),
    Mistake("forgot_biases_1", lambda x, w, b, v, c: _two_layers()(x, w, 0, v, c), BIASES.format("first")),
    Mistake("forgot_biases_2", lambda x, w, b, v, c: _two_layers()(x, w, b, v, 0), BIASES.format("second")),
    Mistake(
        "forgot_both_biases", lambda x, w, b, v, c: _two_layers()(x, w, 0, v, 0), BIASES.format("first and second")
    ),
    Mistake(
        "biases_1_after_relu",
        lambda x, w, b, v, c: (x @ w, _relu(x @ w) + b, (_relu(x @ w) + b) @ v + c),
        "The biases are added after ReLU. They belong to z_1: they move the point where the unit switches on.",
    ),
    Mistake(
        "biases_subtracted",
        lambda x, w, b, v, c: _two_layers()(x, w, -b, v, -c),
        "The biases are subtracted. They are added; each of them may be negative by itself.",
    ),
    Mistake("order_reversed", _two_layers(back=lambda z_1, a_1, z_2: (z_2, a_1, z_1)), ORDER),
    Mistake("activation_first", _two_layers(back=lambda z_1, a_1, z_2: (a_1, z_1, z_2)), ORDER),
    Mistake("output_first", _two_layers(back=lambda z_1, a_1, z_2: (z_2, z_1, a_1)), ORDER),
    Mistake(
        "weights_transposed",
        _two_layers(product=lambda x, w: x @ w.T),
        "The weights are transposed here. They are (n_inputs, n_outputs) already, and so x W fits without it.",
    ),
    Mistake(
        "weights_on_the_left",
        _two_layers(product=lambda x, w: w @ x),
        "The weights stand on the left. The rows of x are the examples, so x stands on the left: x W.",
    ),
    Mistake(
        "entry_by_entry",
        _two_layers(product=lambda x, w: x * w),
        "* multiplies entry by entry. A unit's sum runs over all its inputs: that is the matrix product, @.",
    ),
    Mistake(
        "first_layer_skipped",
        _two_layers(into_2=lambda x, z_1: x),
        "The second layer gets x. It takes what the first layer hands on, a_1.",
    ),
    Mistake(
        "one_decision_for_all",
        _two_layers(activate=lambda z: z * (z.sum() > 0)),
        "ReLU takes one decision for the whole array. Each entry has its own: np.maximum(z_1, 0).",
    ),
    Mistake(
        "weights_2_transposed",
        lambda x, w, b, v, c: _two_layers()(x, w, b, v.T, c),
        "weights_2 is transposed. It is (n_hidden, n_outputs) already, so a_1 fits without it.",
    ),
    Mistake(
        "biases_swapped",
        lambda x, w, b, v, c: _two_layers()(x, w, c, v, b),
        "The biases have changed places: biases_1 belong to the hidden layer, biases_2 to the output.",
    ),
    Mistake(
        "biases_2_down_the_column",
        lambda x, w, b, v, c: _two_layers()(x, w, b, v, c[:, None]),
        "biases_2 are laid down a column, so each example gets one. They belong to the units: one for each column.",
    ),
    Mistake(
        "largest_of_each_column",
        _two_layers(activate=lambda z: np.max(z, 0)),
        "np.max(z_1, 0) takes the largest of each column: its 0 means an axis. np.maximum compares entry by entry.",
    ),
)
