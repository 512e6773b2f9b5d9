"""The mistakes of lesson 03's recurrent step: wrong implementations that run, and why each is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["RECURRENT_MISTAKES"]


def _tanh_written_out(z):
    return (np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z))


def _sum(x, h, U, W, b):
    return x @ U + h @ W + b


def _sigma(z):
    return 1 / (1 + np.exp(-z))


def _through_the_batch(x, h, U, W, b):
    rows, state = [], h[0]
    for x_t in x:
        state = np.tanh(x_t @ U + state @ W + b)
        rows.append(state)
    return np.array(rows)


NO_SUM_OF_TANHS = "tanh is taken of the parts and these are added. First everything is added, then comes one tanh."

RECURRENT_MISTAKES = (
    Mistake(
        "biases_forgotten",
        lambda x, h, U, W, b: np.tanh(x @ U + h @ W),
        "The biases are missing. They are added to the sum, before tanh.",
    ),
    Mistake(
        "past_forgotten",
        lambda x, h, U, W, b: np.tanh(x @ U + b),
        "The previous state is not used. This is a feedforward layer: it remembers nothing.",
    ),
    Mistake(
        "input_forgotten",
        lambda x, h, U, W, b: np.tanh(h @ W + b),
        "The input x_t is not used. The new state depends on it and on the previous state.",
    ),
    Mistake(
        "activation_forgotten",
        _sum,
        "This is the sum before tanh. Without tanh, the state could grow at every step.",
    ),
    Mistake(
        "sigmoid_instead", lambda x, h, U, W, b: _sigma(_sum(x, h, U, W, b)), "This step has tanh, not the sigmoid."
    ),
    Mistake(
        "relu_instead",
        lambda x, h, U, W, b: np.maximum(_sum(x, h, U, W, b), 0),
        "This step has tanh, not ReLU: its state lies between −1 and 1.",
    ),
    Mistake(
        "slope_instead",
        lambda x, h, U, W, b: 1 - np.tanh(_sum(x, h, U, W, b)) ** 2,
        "This is the slope of tanh. The new state is tanh itself.",
    ),
    Mistake(
        "activation_of_each_part",
        lambda x, h, U, W, b: np.tanh(x @ U) + np.tanh(h @ W) + b,
        NO_SUM_OF_TANHS,
    ),
    Mistake(
        "activation_of_both_parts",
        lambda x, h, U, W, b: np.tanh(x @ U + b) + np.tanh(h @ W),
        NO_SUM_OF_TANHS,
    ),
    Mistake(
        "activation_of_the_input_alone",
        lambda x, h, U, W, b: np.tanh(x @ U + b) + h @ W,
        "The previous state is added behind tanh. It belongs to the sum that tanh is taken of.",
    ),
    Mistake(
        "activation_of_the_past_alone",
        lambda x, h, U, W, b: x @ U + np.tanh(h @ W + b),
        "The input is added behind tanh. It belongs to the sum that tanh is taken of.",
    ),
    Mistake(
        "biases_after_activation",
        lambda x, h, U, W, b: np.tanh(x @ U + h @ W) + b,
        "The biases are added behind tanh. They belong to the sum that tanh is taken of.",
    ),
    Mistake(
        "past_squashed_again",
        lambda x, h, U, W, b: np.tanh(x @ U + np.tanh(h) @ W + b),
        "tanh is taken of the previous state once more. h_previous already came out of a tanh.",
    ),
    Mistake(
        "tanh_written_out",
        lambda x, h, U, W, b: _tanh_written_out(_sum(x, h, U, W, b)),
        "tanh is worked out from exponentials, which are infinite for large sums. np.tanh gives 1 there.",
    ),
    Mistake(
        "activation_twice",
        lambda x, h, U, W, b: np.tanh(np.tanh(_sum(x, h, U, W, b))),
        "tanh is taken twice. Once is enough.",
    ),
    Mistake(
        "past_without_weights",
        lambda x, h, U, W, b: np.tanh(x @ U + h + b),
        "The previous state is added as it is. It goes through recurrent_weights, so that all units hear of it.",
    ),
    Mistake(
        "past_entry_by_entry",
        lambda x, h, U, W, b: np.tanh(x @ U + h * W + b),
        "* multiplies entry by entry. The previous state goes through recurrent_weights with a matrix product, @.",
    ),
    Mistake(
        "past_of_the_same_unit_alone",
        lambda x, h, U, W, b: np.tanh(x @ U + h * np.diag(W) + b),
        "Each unit hears only its own past. It hears that of all units: h_previous @ recurrent_weights.",
    ),
    Mistake(
        "recurrent_weights_transposed",
        lambda x, h, U, W, b: np.tanh(x @ U + h @ W.T + b),
        "recurrent_weights are transposed. The shapes cannot tell, as they are square, but rows are inputs here, too.",
    ),
    Mistake(
        "input_weights_transposed",
        lambda x, h, U, W, b: np.tanh(x @ U.T + h @ W + b),
        "input_weights are transposed. Each row of x_t is an example, and it meets input_weights as they are.",
    ),
    Mistake(
        "weights_swapped",
        lambda x, h, U, W, b: np.tanh(x @ W + h @ U + b),
        "The weights have changed places: x_t goes with input_weights, h_previous with recurrent_weights.",
    ),
    Mistake(
        "weights_on_the_left",
        lambda x, h, U, W, b: np.tanh(U @ x + W @ h + b),
        "The weights stand on the left. Here the rows are examples, so x_t and h_previous stand on the left.",
    ),
    Mistake(
        "recurrent_weights_for_both",
        lambda x, h, U, W, b: np.tanh(x @ W + h @ W + b),
        "recurrent_weights are used for both. x_t has weights of its own, input_weights.",
    ),
    Mistake(
        "input_weights_for_both",
        lambda x, h, U, W, b: np.tanh(x @ U + h @ U + b),
        "input_weights are used for both. h_previous has weights of its own, recurrent_weights.",
    ),
    Mistake(
        "past_subtracted",
        lambda x, h, U, W, b: np.tanh(x @ U - h @ W + b),
        "What the past brings is taken away. It is added.",
    ),
    Mistake(
        "biases_subtracted",
        lambda x, h, U, W, b: np.tanh(x @ U + h @ W - b),
        "The biases are taken away. They are added.",
    ),
    Mistake(
        "biases_twice",
        lambda x, h, U, W, b: np.tanh(x @ U + h @ W + 2 * b),
        "The biases are added twice, once to each part. They belong to the sum, once.",
    ),
    Mistake(
        "parts_multiplied",
        lambda x, h, U, W, b: np.tanh((x @ U) * (h @ W) + b),
        "The two parts are multiplied. They are added: past and present each have their say.",
    ),
    Mistake(
        "past_added_again",
        lambda x, h, U, W, b: h + np.tanh(_sum(x, h, U, W, b)),
        "The previous state is added to the new one. In this step it acts through recurrent_weights alone.",
    ),
    Mistake(
        "input_through_both",
        lambda x, h, U, W, b: np.tanh((x @ U + h) @ W + b),
        "The input goes through recurrent_weights as well. Only the previous state does.",
    ),
    Mistake(
        "averaged",
        lambda x, h, U, W, b: np.tanh((x @ U + h @ W) / 2 + b),
        "Past and present are averaged. They are added.",
    ),
    Mistake(
        "past_and_biases_behind_tanh",
        lambda x, h, U, W, b: np.tanh(x @ U) + h @ W + b,
        "Only the input goes through tanh. First everything is added, then comes one tanh of it all.",
    ),
    Mistake(
        "averaged_with_the_past",
        lambda x, h, U, W, b: (h + np.tanh(_sum(x, h, U, W, b))) / 2,
        "The new state is averaged with the previous one. In this step the past acts through recurrent_weights alone.",
    ),
    Mistake(
        "state_through_the_batch",
        _through_the_batch,
        "The state of one example goes into the next. The rows are different sequences: each has its own h_previous.",
    ),
)
