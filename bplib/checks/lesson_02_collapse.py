"""The mistakes of lesson 02's exercise on linear layers: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["COLLAPSE_MISTAKES"]


def _collapse(weights=lambda W1, b1, W2, b2: W1 @ W2, biases=lambda W1, b1, W2, b2: b1 @ W2 + b2):
    return lambda W1, b1, W2, b2: (weights(W1, b1, W2, b2), biases(W1, b1, W2, b2))


ORDER = "The matrices are in the wrong order. x meets weights_1 first, so weights_1 stands on the left."
NO_TRANSPOSE = "A transpose too many: in x @ weights_1 @ weights_2 the two already fit together as they are."
CARRIED = "biases_1 has to go through the second layer: it arrives there as part of its input, and meets weights_2."

COLLAPSE_MISTAKES = (
    Mistake("weights_in_wrong_order", _collapse(weights=lambda W1, b1, W2, b2: W2 @ W1), ORDER),
    Mistake("weights_transposed", _collapse(weights=lambda W1, b1, W2, b2: (W1 @ W2).T), NO_TRANSPOSE),
    Mistake("second_weights_transposed", _collapse(weights=lambda W1, b1, W2, b2: W1 @ W2.T), NO_TRANSPOSE),
    Mistake("first_weights_transposed", _collapse(weights=lambda W1, b1, W2, b2: W1.T @ W2), NO_TRANSPOSE),
    Mistake(
        "weights_added",
        _collapse(weights=lambda W1, b1, W2, b2: W1 + W2),
        "The weights are added. One layer after the other is a product of matrices: (x @ weights_1) @ weights_2.",
    ),
    Mistake(
        "weights_entry_by_entry",
        _collapse(weights=lambda W1, b1, W2, b2: W1 * W2),
        "* multiplies entry by entry. One layer after the other is a product of matrices, @.",
    ),
    Mistake(
        "first_weights_alone",
        _collapse(weights=lambda W1, b1, W2, b2: W1 + 0),
        "These are the weights of the first layer alone. The one layer does what both do.",
    ),
    Mistake(
        "second_weights_alone",
        _collapse(weights=lambda W1, b1, W2, b2: W2 + 0),
        "These are the weights of the second layer alone. The one layer does what both do.",
    ),
    Mistake(
        "relu_between",
        _collapse(weights=lambda W1, b1, W2, b2: np.maximum(W1, 0) @ W2),
        "Negative weights become 0. There is no ReLU between these two layers; that is why they collapse into one.",
    ),
    Mistake(
        "biases_in_the_weights",
        _collapse(weights=lambda W1, b1, W2, b2: W1 @ W2 + b2),
        "A bias is added to the weights. It is not multiplied by x, so it stays with the biases.",
    ),
    Mistake(
        "first_biases_forgotten",
        _collapse(biases=lambda W1, b1, W2, b2: b2 + 0),
        "biases_1 is missing. " + CARRIED,
    ),
    Mistake(
        "second_biases_forgotten",
        _collapse(biases=lambda W1, b1, W2, b2: b1 @ W2),
        "biases_2 is missing. It is added at the end, as the second layer does.",
    ),
    Mistake("biases_added", _collapse(biases=lambda W1, b1, W2, b2: b1 + b2), "The biases are only added. " + CARRIED),
    Mistake(
        "biases_in_wrong_order",
        _collapse(biases=lambda W1, b1, W2, b2: W2 @ b1 + b2),
        "biases_1 is a row like x, so it stands on the left of weights_2.",
    ),
    Mistake(
        "both_biases_through_the_second_layer",
        _collapse(biases=lambda W1, b1, W2, b2: (b1 + b2) @ W2),
        "biases_2 goes through weights_2 as well. It is added behind them, so only biases_1 does.",
    ),
    Mistake(
        "biases_through_the_first_layer",
        _collapse(biases=lambda W1, b1, W2, b2: b1 @ W1 + b2),
        "biases_1 is multiplied by weights_1. It is added behind these; what it still meets are weights_2.",
    ),
    Mistake(
        "biases_through_both_layers",
        _collapse(biases=lambda W1, b1, W2, b2: b1 @ W1 @ W2 + b2),
        "biases_1 goes through both layers' weights. It is added behind the first, so it meets weights_2 alone.",
    ),
    Mistake(
        "biases_changed_places",
        _collapse(biases=lambda W1, b1, W2, b2: b2 @ W2 + b1),
        "The biases have changed places: biases_1 goes through weights_2, and biases_2 is added at the end.",
    ),
    Mistake(
        "biases_multiplied",
        _collapse(biases=lambda W1, b1, W2, b2: b1 * b2),
        "The biases are multiplied. " + CARRIED + " Then biases_2 is added.",
    ),
    Mistake(
        "biases_subtracted",
        _collapse(biases=lambda W1, b1, W2, b2: b1 @ W2 - b2),
        "biases_2 is taken away here. It is added, as the second layer does.",
    ),
    Mistake(
        "biases_summed",
        _collapse(biases=lambda W1, b1, W2, b2: np.sum(b1) + b2),
        "biases_1 is summed to one number. " + CARRIED,
    ),
    Mistake(
        "biases_joined",
        _collapse(biases=lambda W1, b1, W2, b2: np.concatenate([b1, b2])),
        "The biases are put one behind the other. The one layer has as many biases as it has outputs.",
    ),
    Mistake(
        "outputs_swapped",
        lambda W1, b1, W2, b2: (b1 @ W2 + b2, W1 @ W2),
        "The two results have changed places: first the weights, then the biases.",
    ),
    Mistake(
        "relu_of_the_first_biases",
        lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, np.maximum(b_1, 0) @ W_2 + b_2),
        "The first biases go through ReLU. There is no activation function between these two layers.",
    ),
    Mistake(
        "biases_added_to_the_weights",
        lambda W_1, b_1, W_2, b_2: ((W_1 + b_1) @ W_2, b_1 @ W_2 + b_2),
        "In the weights the first biases stand, too. What is multiplied by x is W₁ alone: the weights are W₁W₂.",
    ),
    Mistake(
        "last_hidden_unit_alone",
        lambda W_1, b_1, W_2, b_2: (np.outer(W_1[:, -1], W_2[-1]), b_1 @ W_2 + b_2),
        "In the weights only the last hidden unit counts. In a loop, add to the sum with +=, not anew with =.",
    ),
)
