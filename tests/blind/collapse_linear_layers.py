"""Answers to collapse_linear_layers(weights_1, biases_1, weights_2, biases_2); a name says what is wrong."""

import numpy as np


def _changes(W_1, b_1, W_2, b_2):
    b_2 += b_1 @ W_2
    return W_1 @ W_2, b_2


def _three_loops_short(W_1, b_1, W_2, b_2):
    W = np.zeros((W_1.shape[0], W_2.shape[1]))
    for i in range(W.shape[0]):
        for j in range(W.shape[1]):
            for k in range(W_1.shape[1]):
                W[i, j] = W_1[i, k] * W_2[k, j]
    return W, b_1 @ W_2 + b_2


WRONG = {
    "the first biases are forgotten": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_2),
    "the second biases are forgotten": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 @ W_2),
    "the biases are added as they are": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 + b_2),
    "the biases are multiplied": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 * b_2),
    "the weights in the wrong order": lambda W_1, b_1, W_2, b_2: (W_2 @ W_1, b_1 @ W_2 + b_2),
    "the weights are added": lambda W_1, b_1, W_2, b_2: (W_1 + W_2, b_1 @ W_2 + b_2),
    "the weights are multiplied entry by entry": lambda W_1, b_1, W_2, b_2: (W_1 * W_2, b_1 @ W_2 + b_2),
    "the bias goes through the first weights": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 @ W_1 + b_2),
    "the bias goes through both weights": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 @ W_1 @ W_2 + b_2),
    "the second bias goes through the weights": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 + b_2 @ W_2),
    "both biases go through the weights": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, (b_1 + b_2) @ W_2),
    "W_2 @ b_1": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, W_2 @ b_1 + b_2),
    "the weights transposed": lambda W_1, b_1, W_2, b_2: ((W_1 @ W_2).T, b_1 @ W_2 + b_2),
    "W_1 is transposed": lambda W_1, b_1, W_2, b_2: (W_1.T @ W_2, b_1 @ W_2 + b_2),
    "a ReLU between": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, np.maximum(0, b_1) @ W_2 + b_2),
    "the biases as a row (1, n)": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1.reshape(1, -1) @ W_2 + b_2),
    "the pair in the wrong order": lambda W_1, b_1, W_2, b_2: (b_1 @ W_2 + b_2, W_1 @ W_2),
    "the weights alone": lambda W_1, b_1, W_2, b_2: W_1 @ W_2,
    "weights and biases added up": lambda W_1, b_1, W_2, b_2: W_1 @ W_2 + b_1 @ W_2 + b_2,
    "the second biases subtracted": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 @ W_2 - b_2),
    "the second layer alone": lambda W_1, b_1, W_2, b_2: (W_2, b_2),
    "the biases added to the weights": lambda W_1, b_1, W_2, b_2: ((W_1 + b_1) @ W_2, b_1 @ W_2 + b_2),
    "weights added, biases added": lambda W_1, b_1, W_2, b_2: (W_1 + W_2, b_1 + b_2),
    "= instead of += in the product": _three_loops_short,
    "changes biases_2 in place": _changes,
}

DOUBLE = {"weights added, biases added"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the first biases are forgotten": "first_biases_forgotten",
    "the second biases are forgotten": "second_biases_forgotten",
    "the biases are added as they are": "biases_added",
    "the biases are multiplied": "biases_multiplied",
    "the weights in the wrong order": "weights_in_wrong_order",
    "the weights are added": "weights_added",
    "the weights are multiplied entry by entry": "weights_entry_by_entry",
    "the bias goes through the first weights": "biases_through_the_first_layer",
    "the bias goes through both weights": "biases_through_both_layers",
    "the second bias goes through the weights": "biases_changed_places",
    "both biases go through the weights": "both_biases_through_the_second_layer",
    "W_2 @ b_1": "biases_in_wrong_order",
    "the weights transposed": "weights_transposed",
    "W_1 is transposed": "first_weights_transposed",
    "a ReLU between": "relu_of_the_first_biases",
    "the pair in the wrong order": "outputs_swapped",
    "the second biases subtracted": "biases_subtracted",
    "the second layer alone": ("second_weights_alone", "first_biases_forgotten"),
    "the biases added to the weights": "biases_added_to_the_weights",
    "weights added, biases added": ("weights_added", "biases_added"),
    "= instead of += in the product": "last_hidden_unit_alone",
}


def _by_looking(W_1, b_1, W_2, b_2):
    def layers(x):
        return (x @ W_1 + b_1) @ W_2 + b_2

    biases = layers(np.zeros(len(W_1)))
    return layers(np.eye(len(W_1))) - biases, biases


def _augmented(W_1, b_1, W_2, b_2):
    first = np.block([[W_1, np.zeros((len(W_1), 1))], [b_1, 1]])
    whole = first @ np.vstack([W_2, b_2])
    return [whole[:-1], whole[-1]]


def _loops(W_1, b_1, W_2, b_2):
    columns = range(len(b_2))
    W = [[sum(w * W_2[k, j] for k, w in enumerate(row)) for j in columns] for row in W_1]
    return W, [sum(b * W_2[k, j] for k, b in enumerate(b_1)) + b_2[j] for j in columns]


RIGHT = {
    "plain": lambda W_1, b_1, W_2, b_2: (W_1 @ W_2, b_1 @ W_2 + b_2),
    "einsum": lambda W_1, b_1, W_2, b_2: [np.einsum("ik,kj->ij", W_1, W_2), np.einsum("k,kj->j", b_1, W_2) + b_2],
    "by looking at what it does": _by_looking,
    "augmented matrices": _augmented,
    "loops and lists": _loops,
    "W_2.T": lambda W_1, b_1, W_2, b_2: (W_1.dot(W_2), W_2.T @ b_1 + b_2),
}
