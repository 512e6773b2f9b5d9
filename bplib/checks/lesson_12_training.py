"""What goes wrong in a whole training: the gradients that each mistake makes, and trainings with them.

`gradients` and `train` are the right ones, with steps that can be replaced.
"""

import numpy as np

from .exercise import Mistake

__all__ = ["RULES", "TRAIN_MISTAKES", "gradients", "start_at", "train", "training"]


def relu(z):
    return np.maximum(z, 0)


def slope_of_relu(z, a):
    return z > 0


def gradients(x, labels, weights_1, biases_1, weights_2, biases_2, hidden=relu, slope=slope_of_relu, early=0.0):
    """All gradients; `early` is the learning rate with which weights_2 have moved before the way back."""
    z_1 = x @ weights_1 + biases_1
    a_1 = hidden(z_1)
    z_2 = a_1 @ weights_2 + biases_2
    e = np.exp(z_2 - z_2.max(axis=1, keepdims=True))
    d_z_2 = (e / e.sum(axis=1, keepdims=True) - np.eye(len(biases_2))[labels]) / len(x)
    d_weights_2 = a_1.T @ d_z_2
    d_z_1 = d_z_2 @ (weights_2 - early * d_weights_2).T * slope(z_1, a_1)
    return x.T @ d_z_1, d_z_1.sum(axis=0), d_weights_2, d_z_2.sum(axis=0)


def start_at(sizes, rng):
    n_in, n_hidden, n_out = sizes
    weights_1 = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_hidden))
    weights_2 = rng.normal(0, np.sqrt(2 / n_hidden), (n_hidden, n_out))
    return weights_1, np.zeros(n_hidden), weights_2, np.zeros(n_out)


def batches_in_new_orders(n, batch_size, n_epochs, rng):
    """Which examples each update uses: all once in every epoch."""
    for _ in range(n_epochs):
        order = rng.permutation(n)
        yield from (order[i : i + batch_size] for i in range(0, n, batch_size))


def train(
    x, labels, sizes, rate, batch_size, n_epochs, rng, start=start_at, rule=gradients, in_batches=batches_in_new_orders
):
    parameters = start(sizes, rng)
    for now in in_batches(len(x), batch_size, n_epochs, rng):
        steps = rule(x[now], labels[now], *parameters)
        parameters = tuple(p - rate * step for p, step in zip(parameters, steps, strict=True))
    return parameters


def _uphill(*arguments):
    return tuple(-step for step in gradients(*arguments))


def _summed(x, *rest):
    return tuple(len(x) * step for step in gradients(x, *rest))


def _biases_stay(*arguments):
    d_w1, d_b1, d_w2, d_b2 = gradients(*arguments)
    return d_w1, 0 * d_b1, d_w2, 0 * d_b2


def _hidden_layer_stays(*arguments):
    d_w1, d_b1, d_w2, d_b2 = gradients(*arguments)
    return 0 * d_w1, 0 * d_b1, d_w2, d_b2


def _nothing_moves(*arguments):
    return tuple(0 * step for step in gradients(*arguments))


def _hidden(**steps):
    return lambda *arguments: gradients(*arguments, **steps)


NO_RELU = _hidden(hidden=lambda z: z, slope=lambda z, a: 1)
NO_SLOPE = _hidden(slope=lambda z, a: 1)
SIGMOID = _hidden(hidden=lambda z: 1 / (1 + np.exp(-z)), slope=lambda z, a: a * (1 - a))
TANH = _hidden(hidden=np.tanh, slope=lambda z, a: 1 - a**2)


def _from(delta):
    """Gradients with another beginning of the way back: delta(z_2, labels)."""

    def rule(x, labels, weights_1, biases_1, weights_2, biases_2):
        z_1 = x @ weights_1 + biases_1
        a_1 = relu(z_1)
        d_z_2 = delta(a_1 @ weights_2 + biases_2, np.eye(len(biases_2))[labels]) / len(x)
        d_z_1 = d_z_2 @ weights_2.T * (z_1 > 0)
        return x.T @ d_z_1, d_z_1.sum(axis=0), a_1.T @ d_z_2, d_z_2.sum(axis=0)

    return rule


def _softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _biases_averaged(x, *rest):
    d_w1, d_b1, d_w2, d_b2 = gradients(x, *rest)
    return d_w1, d_b1 / len(x), d_w2, d_b2 / len(x)


RULES = {
    "uphill": _uphill,
    "loss_summed": _summed,
    "biases_stay": _biases_stay,
    "hidden_layer_stays": _hidden_layer_stays,
    "nothing_moves": _nothing_moves,
    "relu_left_out": NO_RELU,
    "relu_slope_missing": NO_SLOPE,
    "sigmoid_in_the_hidden_layer": SIGMOID,
    "tanh_in_the_hidden_layer": TANH,
    "relu_slope_turned_round": _hidden(slope=lambda z, a: z <= 0),
    "relu_value_instead_of_slope": _hidden(slope=lambda z, a: a),
    "softmax_over_the_batch": _from(lambda z, y: _softmax(z, axis=0) - y),
    "label_not_subtracted": _from(lambda z, y: _softmax(z)),
    "softmax_missing": _from(lambda z, y: z - y),
    "counted_from_one": _from(lambda z, y: _softmax(z) - np.roll(y, -1, axis=1)),
    "biases_averaged": _biases_averaged,
    "divided_twice": lambda x, *rest: tuple(step / len(x) for step in gradients(x, *rest)),
}


def training(**changes):
    return lambda *arguments: train(*arguments, **changes)


def _zeros(sizes, rng):
    return tuple(0 * p for p in start_at(sizes, rng))


def _in_one_order(n, batch_size, n_epochs, rng):
    return n_epochs * list(batches_in_new_orders(n, batch_size, 1, rng))


def _whole_batches(n, batch_size, n_epochs, rng):
    return [now for now in batches_in_new_orders(n, batch_size, n_epochs, rng) if len(now) == batch_size]


TRAIN_MISTAKES = (
    Mistake("uphill", training(rule=_uphill), "The steps climb: the gradient is added. It has to be subtracted."),
    Mistake(
        "loss_summed",
        training(rule=_summed),
        "The gradients are summed over the batch, so larger batches make larger steps. The loss is a mean: divide by "
        "the number of examples.",
    ),
    Mistake(
        "weights_moved_early",
        lambda x, y, sizes, rate, *rest: train(x, y, sizes, rate, *rest, rule=_hidden(early=rate)),
        "weights_2 move before the hidden layer has its gradients, and these go back through the new ones. Compute all "
        "gradients first, then move all parameters.",
    ),
    Mistake(
        "biases_stay",
        training(rule=_biases_stay),
        "The biases never change. They are parameters like the weights, and take a step at each update, too.",
    ),
    Mistake(
        "hidden_layer_stays",
        training(rule=_hidden_layer_stays),
        "Only the output layer learns. The hidden layer has gradients, too, and takes its step with them.",
    ),
    Mistake(
        "nothing_moves",
        training(rule=_nothing_moves),
        "The parameters stay where they start. An update makes new arrays: keep them, and go on with them.",
    ),
    Mistake(
        "relu_left_out",
        training(rule=NO_RELU),
        "ReLU is left out, forward and back. Two linear layers are one, and its borders between labels are straight.",
    ),
    Mistake(
        "relu_slope_missing",
        training(rule=NO_SLOPE),
        "On the way back ReLU is left out. Where z_1 is negative the unit was silent: nothing of the gradient passes.",
    ),
    Mistake(
        "sigmoid_in_the_hidden_layer",
        training(rule=SIGMOID),
        "The hidden layer has the sigmoid, forward and back. The exercise asks for ReLU.",
    ),
    Mistake(
        "tanh_in_the_hidden_layer",
        training(rule=TANH),
        "The hidden layer has tanh, forward and back. The exercise asks for ReLU.",
    ),
    Mistake(
        "relu_slope_turned_round",
        training(rule=RULES["relu_slope_turned_round"]),
        "On the way back ReLU's mask is turned round. The path is open where z_1 > 0, and closed elsewhere.",
    ),
    Mistake(
        "relu_value_instead_of_slope",
        training(rule=RULES["relu_value_instead_of_slope"]),
        "On the way back the gradient is multiplied by a_1. ReLU's slope is 1 where z_1 > 0, and 0 elsewhere.",
    ),
    Mistake(
        "softmax_over_the_batch",
        training(rule=RULES["softmax_over_the_batch"]),
        "The softmax runs down the columns, over the examples. Each row is one example: axis=1.",
    ),
    Mistake(
        "label_not_subtracted",
        training(rule=RULES["label_not_subtracted"]),
        "The way back begins with p alone. At each example's label 1 is subtracted: it begins with p − y.",
    ),
    Mistake(
        "softmax_missing",
        training(rule=RULES["softmax_missing"]),
        "The way back begins with the logits. They become probabilities first, by softmax: p − y.",
    ),
    Mistake(
        "counted_from_one",
        training(rule=RULES["counted_from_one"]),
        "1 is subtracted one column too far left. Labels count from 0 already, as indices do.",
    ),
    Mistake(
        "biases_averaged",
        training(rule=RULES["biases_averaged"]),
        "The gradients of the biases are divided by the batch size twice. p − y is divided once; there it is added up.",
    ),
    Mistake(
        "divided_twice",
        training(rule=RULES["divided_twice"]),
        "The gradients are divided by the batch size twice. The mean in the loss divides once.",
    ),
    Mistake(
        "learning_rate_unused",
        lambda x, y, sizes, rate, *rest: train(x, y, sizes, 0.05, *rest),
        "Another learning rate than the one that is given makes the steps. Use the argument learning_rate.",
    ),
    Mistake(
        "one_epoch_too_few",
        lambda x, y, sizes, rate, size, n, rng: train(x, y, sizes, rate, size, n - 1, rng),
        "One epoch is missing. range(n_epochs) makes n_epochs rounds; range(1, n_epochs) makes one less.",
    ),
    Mistake(
        "one_epoch_too_many",
        lambda x, y, sizes, rate, size, n, rng: train(x, y, sizes, rate, size, n + 1, rng),
        "There is one epoch too many. range(n_epochs) makes n_epochs rounds, as it begins with 0.",
    ),
    Mistake(
        "one_epoch_alone",
        lambda x, y, sizes, rate, size, n, rng: train(x, y, sizes, rate, size, 1, rng),
        "Two epochs go no further than one. Is the return inside the loop, or does each epoch draw new weights? "
        "Go on with the old ones.",
    ),
    Mistake(
        "one_update_for_each_epoch",
        lambda x, y, sizes, rate, size, n, rng: train(x, y, sizes, rate, len(x), n, rng),
        "An epoch goes as far as about one update. Every batch makes a whole one: update in each round, and divide "
        "p − y by the number of examples in the batch, not of all.",
    ),
    Mistake(
        "same_order_in_every_epoch",
        training(in_batches=_in_one_order),
        "The order is drawn once, or never. Shuffle anew in every epoch, inside its loop.",
    ),
    Mistake(
        "rest_dropped",
        training(in_batches=_whole_batches),
        "The examples that do not fill a whole batch are left out. The last batch may be smaller.",
    ),
    Mistake(
        "start_without_he",
        training(start=lambda sizes, rng: tuple(p / 2 for p in start_at(sizes, rng))),
        "The weights do not start with He's scale: the standard deviation is √(2 / inputs of the layer).",
    ),
    Mistake(
        "weights_start_equal",
        training(start=lambda sizes, rng: tuple(np.ones(p.shape) * (p.ndim > 1) for p in start_at(sizes, rng))),
        "With equal weights all hidden units compute the same, and stay equal. Draw them at random, by He's rule.",
    ),
    Mistake(
        "weights_start_at_zero",
        training(start=_zeros),
        "With weights of 0 all hidden units are equal and get no gradient. Draw them at random, by He's rule.",
    ),
    Mistake(
        "always_the_same",
        lambda *arguments: train(*arguments[:-1], np.random.default_rng(0)),
        "The numbers come from a generator made inside, which begins anew at each call. Draw them from rng.",
    ),
)
