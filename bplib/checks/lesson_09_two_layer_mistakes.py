"""What goes wrong on the way back through two layers: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake
from .lesson_09_two_layer_delta import DELTA_MISTAKES
from .lesson_09_two_layer_steps import mistake_in, output_delta, sigmoid

__all__ = ["TWO_LAYER_MISTAKES"]

TWICE = "is divided by the batch size twice: p − y is divided once, and so everything that comes from it is, too."
MEAN_OF_ALL = (
    "The batch size divides twice: once in p − y, and once more in the {0}. Divide only p − y, and add up there."
)
NO_MASK = (
    "ReLU is left out on the way back. Where z_1 is negative the unit was silent, so nothing of the gradient passes."
)
SHARED = "All examples share the biases, so their gradients are added up over the batch."
SLOPE = "On the way back ReLU's slope is 1 where z_1 > 0 and 0 elsewhere. {0}"
FORWARD = "The forward pass {0}, so what comes back belongs to another network."


def _updated_first(x, labels, w_1, b_1, w_2, b_2, rate=0.1):
    z_1 = x @ w_1 + b_1
    a_1 = np.maximum(z_1, 0)
    d_z_2 = output_delta(a_1 @ w_2 + b_2, labels)
    d_z_1 = d_z_2 @ (w_2 - rate * a_1.T @ d_z_2).T * (z_1 > 0)
    return x.T @ d_z_1, d_z_1.sum(axis=0), a_1.T @ d_z_2, d_z_2.sum(axis=0)


_right = mistake_in("", "").function


def _weights_1_without_the_slope(x, labels, w_1, b_1, w_2, b_2):
    _, *others = _right(x, labels, w_1, b_1, w_2, b_2)
    d_a_1 = output_delta(np.maximum(x @ w_1 + b_1, 0) @ w_2 + b_2, labels) @ w_2.T
    return x.T @ d_a_1, *others


def _relu_of_the_product(x, labels, w_1, b_1, w_2, b_2):
    a_1 = np.maximum(x @ w_1 + b_1, 0)
    d_z_2 = output_delta(a_1 @ w_2 + b_2, labels)
    d_z_1 = np.maximum(d_z_2 @ w_2.T * a_1, 0)
    return x.T @ d_z_1, d_z_1.sum(axis=0), a_1.T @ d_z_2, d_z_2.sum(axis=0)


def _relu_at_the_output(x, labels, w_1, b_1, w_2, b_2):
    z_1 = x @ w_1 + b_1
    a_1 = np.maximum(z_1, 0)
    d_z_2 = output_delta(np.maximum(a_1 @ w_2 + b_2, 0), labels)
    d_z_1 = d_z_2 @ w_2.T * (z_1 > 0)
    return x.T @ d_z_1, d_z_1.sum(axis=0), a_1.T @ d_z_2, d_z_2.sum(axis=0)


def _averaged(delta):
    return delta.mean(axis=0)


def _averaged_product(before, delta):
    return before.T @ delta / len(delta)


def _transposed_product(before, delta):
    return delta.T @ before


TWO_LAYER_MISTAKES = (
    *DELTA_MISTAKES,
    mistake_in("relu_slope_missing", NO_MASK, slope=lambda z_1, a_1: 1),
    mistake_in(
        "relu_value_instead_of_slope",
        SLOPE.format("Here the gradient is multiplied by a_1."),
        slope=lambda z_1, a_1: a_1,
    ),
    mistake_in(
        "pre_activation_instead_of_slope",
        SLOPE.format("Here the gradient is multiplied by z_1."),
        slope=lambda z_1, a_1: z_1,
    ),
    mistake_in(
        "slope_of_sigmoid",
        SLOPE.format("a (1 − a) is that of the sigmoid."),
        slope=lambda z_1, a_1: a_1 * (1 - a_1),
    ),
    mistake_in("slope_of_tanh", SLOPE.format("1 − a² is that of tanh."), slope=lambda z_1, a_1: 1 - a_1**2),
    mistake_in(
        "relu_slope_turned_round",
        SLOPE.format("Here it is the other way round."),
        slope=lambda z_1, a_1: z_1 <= 0,
    ),
    mistake_in(
        "relu_slope_of_the_gradient",
        "The gradient is set to 0 where it is negative itself. What decides is z_1: the path is open where z_1 > 0.",
        back=lambda delta_2, w_2: np.maximum(delta_2 @ w_2.T, 0),
        slope=lambda z_1, a_1: 1,
    ),
    mistake_in(
        "negative_gradients_lost",
        "Negative gradients are set to 0 on the way back. Where z_1 > 0 the gradient passes whatever its sign.",
        back=lambda delta_2, w_2: np.maximum(delta_2 @ w_2.T, 0),
    ),
    mistake_in(
        "both_weights_divided_twice",
        MEAN_OF_ALL.format("weights"),
        d_weights_1=_averaged_product,
        d_weights_2=_averaged_product,
    ),
    mistake_in("both_biases_averaged", MEAN_OF_ALL.format("biases"), d_biases_1=_averaged, d_biases_2=_averaged),
    mistake_in("d_weights_1_divided_twice", f"d_weights_1 {TWICE}", d_weights_1=_averaged_product),
    mistake_in("d_weights_2_divided_twice", f"d_weights_2 {TWICE}", d_weights_2=_averaged_product),
    mistake_in("d_biases_1_averaged", f"d_biases_1 {TWICE}", d_biases_1=_averaged),
    mistake_in("d_biases_2_averaged", f"d_biases_2 {TWICE}", d_biases_2=_averaged),
    mistake_in(
        "hidden_layer_divided_twice",
        f"The gradient of the hidden layer {TWICE}",
        back=lambda delta_2, w_2: delta_2 @ w_2.T / len(delta_2),
    ),
    Mistake(
        "weights_updated_first",
        _updated_first,
        "d_z_1 is computed with weights_2 after an update. All gradients belong to the same weights: compute them all "
        "first.",
    ),
    mistake_in(
        "weights_2_not_transposed",
        "To the hidden layer the gradient goes through weights_2 as in the forward pass. It goes from outputs to "
        "inputs, so the matrix is transposed.",
        back=lambda delta_2, w_2: delta_2 @ w_2,
    ),
    mistake_in(
        "weights_2_left_out",
        "The hidden layer gets the sum of the output's gradients. On its way each is multiplied by the weight through "
        "which it came: δ₂ W₂ᵀ.",
        back=lambda delta_2, w_2: np.ones_like(w_2[:, 0]) * delta_2.sum(axis=1, keepdims=True),
    ),
    mistake_in(
        "pre_activation_before_weights_2",
        "d_weights_2 is made with z_1. The second layer's input is what the first hands on, a_1.",
        before=lambda x, z_1, a_1: (x, z_1),
    ),
    mistake_in(
        "hidden_instead_of_x",
        "d_weights_1 is made with a_1. The first layer's input is x.",
        before=lambda x, z_1, a_1: (a_1, a_1),
    ),
    mistake_in(
        "x_before_weights_2",
        "d_weights_2 is made with x. The second layer's input is a_1.",
        before=lambda x, z_1, a_1: (x, x),
    ),
    mistake_in(
        "d_weights_1_transposed",
        "d_weights_1 comes out transposed. It has the shape of weights_1, so xᵀ stands on the left.",
        d_weights_1=_transposed_product,
    ),
    mistake_in(
        "d_weights_2_transposed",
        "d_weights_2 comes out transposed. It has the shape of weights_2, so a_1ᵀ stands on the left.",
        d_weights_2=_transposed_product,
    ),
    mistake_in(
        "both_weights_transposed",
        "The gradients of the weights come out transposed. Each has the shape of its weights: the layer's inputᵀ "
        "stands on the left.",
        d_weights_1=_transposed_product,
        d_weights_2=_transposed_product,
    ),
    mistake_in("d_biases_1_not_summed", f"d_biases_1 has one row for each example. {SHARED}", d_biases_1=lambda d: d),
    mistake_in("d_biases_2_not_summed", f"d_biases_2 has one row for each example. {SHARED}", d_biases_2=lambda d: d),
    mistake_in(
        "both_biases_not_summed",
        f"Both gradients of biases have one row for each example. {SHARED}",
        d_biases_1=lambda d: d,
        d_biases_2=lambda d: d,
    ),
    mistake_in(
        "both_biases_summed_over_units",
        "The gradients of the biases are summed along the wrong axis. The sum runs over the examples, axis 0.",
        d_biases_1=lambda d: d.sum(axis=1),
        d_biases_2=lambda d: d.sum(axis=1),
    ),
    mistake_in(
        "both_biases_keep_the_axis",
        "The gradients of the biases keep an axis of length 1. They are vectors, as the biases: leave keepdims away.",
        d_biases_1=lambda d: d.sum(axis=0, keepdims=True),
        d_biases_2=lambda d: d.sum(axis=0, keepdims=True),
    ),
    mistake_in(
        "both_biases_one_number",
        "The gradients of the biases are summed to one number each. Each unit has its own: sum over axis 0 only.",
        d_biases_1=lambda d: d.sum(),
        d_biases_2=lambda d: d.sum(),
    ),
    Mistake(
        "relu_at_the_output_forward",
        _relu_at_the_output,
        "ReLU is taken of the logits as well. The output layer has no activation function but the softmax.",
    ),
    mistake_in(
        "output_layer_first",
        "The output layer's gradients come first here. The exercise asks for those of layer 1 first.",
        order=(2, 3, 0, 1),
    ),
    mistake_in(
        "biases_swapped",
        "d_biases_1 and d_biases_2 have changed places. Each stands behind the weights of its layer.",
        order=(0, 3, 2, 1),
    ),
    mistake_in(
        "weights_then_biases",
        "The weights of both layers come first here. Asked are d_weights_1, d_biases_1, d_weights_2, d_biases_2.",
        order=(0, 2, 1, 3),
    ),
    mistake_in(
        "leaky_relu_slope",
        SLOPE.format("Here a hundredth passes for negative z_1."),
        slope=lambda z_1, a_1: np.where(z_1 > 0, 1, 0.01),
    ),
    mistake_in("forgot_biases_1_forward", FORWARD.format("leaves biases_1 out"), biases=(0, 1)),
    mistake_in("forgot_biases_2_forward", FORWARD.format("leaves biases_2 out"), biases=(1, 0)),
    mistake_in("forgot_both_biases_forward", FORWARD.format("leaves the biases out"), biases=(0, 0)),
    mistake_in(
        "no_relu_forward", FORWARD.format("leaves ReLU out"), hidden=lambda z_1: z_1, slope=lambda z_1, a_1: z_1 > 0
    ),
    mistake_in(
        "no_relu_at_all",
        "ReLU is left out, forward and back. The hidden layer's output is max(z_1, 0), and its slope 1 or 0.",
        hidden=lambda z_1: z_1,
        slope=lambda z_1, a_1: 1,
    ),
    mistake_in(
        "sigmoid_in_the_hidden_layer",
        "The hidden layer has the sigmoid, forward and back. The exercise asks for ReLU.",
        hidden=sigmoid,
        slope=lambda z_1, a_1: a_1 * (1 - a_1),
    ),
    mistake_in(
        "tanh_in_the_hidden_layer",
        "The hidden layer has tanh, forward and back. The exercise asks for ReLU.",
        hidden=np.tanh,
        slope=lambda z_1, a_1: 1 - a_1**2,
    ),
    Mistake(
        "d_weights_1_without_the_slope",
        _weights_1_without_the_slope,
        "d_weights_1 is made with d_a_1, what arrives at ReLU from behind. Its slope comes first: xᵀ δ₁.",
    ),
    Mistake(
        "relu_of_the_gradient_times_output",
        _relu_of_the_product,
        SLOPE.format("Here ReLU is applied to the gradient times a_1."),
    ),
    mistake_in(
        "biases_before_weights",
        "In each layer the biases come first here. Asked are d_weights_1, d_biases_1, d_weights_2, d_biases_2.",
        order=(1, 0, 3, 2),
    ),
    Mistake(
        "first_example_alone",
        lambda x, labels, *parameters: _right(x[:1], labels[:1], *parameters),
        "Only the first example counts. Is there a return inside the loop? It ends the function at its first round.",
    ),
)
