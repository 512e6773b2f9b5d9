"""The exercise train_classifier of lesson 12: the whole training, judged by what it has learned.

The same start and one update with all examples show the gradient that was used: what is named is what they prove. The
rest is judged by the accuracy on fresh examples. These are six groups of points in a circle, of which those that face
each other have the same label. With straight borders alone, as of a network without ReLU, at most four of the six are
told right, because the region of a label is convex then: 67 %. A right answer tells nearly all; the worst of 4,000
trainings told WORST %, and the mean of two must be above 90 %.
"""

import numpy as np

from .arguments import Rng
from .exercise import Exercise, Mistake, Output, Probe, Problem
from .values import as_arrays, is_finite

__all__ = ["TRAIN_CLASSIFIER"]

SIZES = [2, 16, 3]
NAMES = ("weights_1", "biases_1", "weights_2", "biases_2")
SHAPES = ((2, 16), (16,), (16, 3), (3,))
ANGLES = 0.3 + np.arange(6) * np.pi / 3
CENTERS = 3 * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
ENOUGH = 0.9


def relu(z):
    return np.maximum(z, 0)


def slope_of_relu(z, a):
    return z > 0


def gradients(x, labels, weights_1, biases_1, weights_2, biases_2, hidden=relu, slope=slope_of_relu):
    z_1 = x @ weights_1 + biases_1
    a_1 = hidden(z_1)
    z_2 = a_1 @ weights_2 + biases_2
    e = np.exp(z_2 - z_2.max(axis=1, keepdims=True))
    d_z_2 = (e / e.sum(axis=1, keepdims=True) - np.eye(len(biases_2))[labels]) / len(x)
    d_z_1 = d_z_2 @ weights_2.T * slope(z_1, a_1)
    return x.T @ d_z_1, d_z_1.sum(axis=0), a_1.T @ d_z_2, d_z_2.sum(axis=0)


def start_at(sizes, rng):
    n_in, n_hidden, n_out = sizes
    weights_1 = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_hidden))
    weights_2 = rng.normal(0, np.sqrt(2 / n_hidden), (n_hidden, n_out))
    return weights_1, np.zeros(n_hidden), weights_2, np.zeros(n_out)


def train(x, labels, sizes, rate, batch_size, n_epochs, rng, start=start_at, rule=gradients):
    parameters = start(sizes, rng)
    for _ in range(n_epochs):
        order = rng.permutation(len(x))
        for i in range(0, len(x), batch_size):
            now = order[i : i + batch_size]
            steps = rule(x[now], labels[now], *parameters)
            parameters = tuple(p - rate * step for p, step in zip(parameters, steps, strict=True))
    return parameters


def train_classifier(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    return train(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng)


def _examples(n, rng):
    """Points around the six centers; those that face each other have the same label."""
    group = rng.permutation(np.arange(n) % 6)
    return CENTERS[group] + rng.normal(0, 0.4, (n, 2)), group % 3


def _probes(rng):
    """A training; the same with another generator; and from the first start one update with no step, and with one."""
    x, labels = _examples(120, rng)
    first, second = (Rng(int(seed)) for seed in rng.choice(2**32, 2, replace=False))
    return [
        Probe((x, labels, SIZES, 0.2, 12, 20, first), "a training of 20 epochs"),
        Probe((x, labels, SIZES, 0.2, 12, 20, second), "another generator"),
        Probe((x, labels, SIZES, 0.0, 120, 1, first), "a learning rate of 0"),
        Probe((x, labels, SIZES, 0.01, 120, 1, first), "one update with all examples"),
    ]


def _judge(probes, values):
    results = [as_arrays(value, 4) for value in values]
    for result in results:
        for name, array, shape in zip(NAMES, result, SHAPES, strict=True):
            if array.shape != shape:
                return [Problem(f"{name} has the shape {array.shape} but must have {shape}.", name, form=True)]
            if not is_finite(array).all():
                return [Problem(f"{name} has numbers that are NaN or infinite.", name, form=True)]
    trained, other, start, one = results
    if all((a == b).all() for a, b in zip(trained, other, strict=True)):
        return [Problem("With another generator comes exactly the same.", mistake="always_the_same")]
    if not start[0].any() or not start[2].any():
        return [Problem("All weights of a layer are 0 at the start.", mistake="weights_start_at_zero")]
    x, labels = probes[3].arguments[:2]
    steps = [(a - b) / 0.01 for a, b in zip(start, one, strict=True)]
    for id, rule in RULES.items():
        theirs, right = rule(x, labels, *start), gradients(x, labels, *start)
        if _near(steps, theirs) and not _near(theirs, right):
            return [Problem("After one update with all examples the parameters are not right.", mistake=id)]
    right = np.mean([accuracy(result) for result in (trained, other)])
    fact = f"Of fresh examples {100 * right:.0f} % are told right. Nearly all should be: their groups lie far apart."
    return [] if right > ENOUGH else [Problem(fact)]


def _near(steps, theirs) -> bool:
    return all(abs(a - b).max() < 1e-3 * max(abs(b).max(), 1e-3) for a, b in zip(steps, theirs, strict=True))


def accuracy(parameters) -> float:
    x, labels = _examples(600, np.random.default_rng(0))
    a_1 = np.maximum(x @ parameters[0] + parameters[1], 0)
    return float(np.mean((a_1 @ parameters[2] + parameters[3]).argmax(axis=1) == labels))


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
}


def _with(**changes):
    return lambda *arguments: train(*arguments, **changes)


def _zeros(sizes, rng):
    return tuple(0 * p for p in start_at(sizes, rng))


MISTAKES = (
    Mistake("uphill", _with(rule=_uphill), "The steps climb: the gradient is added. It has to be subtracted."),
    Mistake(
        "loss_summed",
        _with(rule=_summed),
        "The gradients are summed over the batch, so larger batches make larger steps. The loss is a mean: divide by "
        "the number of examples.",
    ),
    Mistake(
        "biases_stay",
        _with(rule=_biases_stay),
        "The biases never change. They are parameters like the weights, and take a step at each update, too.",
    ),
    Mistake(
        "hidden_layer_stays",
        _with(rule=_hidden_layer_stays),
        "Only the output layer learns. The hidden layer has gradients, too, and takes its step with them.",
    ),
    Mistake(
        "nothing_moves",
        _with(rule=_nothing_moves),
        "The parameters stay where they start. An update makes new arrays: keep them, and go on with them.",
    ),
    Mistake(
        "relu_left_out",
        _with(rule=NO_RELU),
        "ReLU is left out, forward and back. Two linear layers are one, and its borders between labels are straight.",
    ),
    Mistake(
        "relu_slope_missing",
        _with(rule=NO_SLOPE),
        "On the way back ReLU is left out. Where z_1 is negative the unit was silent: nothing of the gradient passes.",
    ),
    Mistake(
        "sigmoid_in_the_hidden_layer",
        _with(rule=SIGMOID),
        "The hidden layer has the sigmoid, forward and back. The exercise asks for ReLU.",
    ),
    Mistake(
        "tanh_in_the_hidden_layer",
        _with(rule=TANH),
        "The hidden layer has tanh, forward and back. The exercise asks for ReLU.",
    ),
    Mistake(
        "weights_start_at_zero",
        _with(start=_zeros),
        "With weights of 0 all hidden units are equal and get no gradient. Draw them at random, by He's rule.",
    ),
    Mistake(
        "always_the_same",
        lambda *arguments: train(*arguments[:-1], np.random.default_rng(0)),
        "The numbers come from a generator made inside, which begins anew at each call. Draw them from rng.",
    ),
)


def _in_place(x, labels, layer_sizes, learning_rate, batch_size, n_epochs, rng):
    parameters = [p.copy() for p in start_at(layer_sizes, rng)]
    for _ in range(n_epochs):
        order = np.arange(len(x))
        rng.shuffle(order)
        for now in np.split(order, range(batch_size, len(x), batch_size)):
            for p, step in zip(parameters, gradients(x[now], labels[now], *parameters), strict=True):
                p -= learning_rate * step
    return parameters


def _uniform_start(sizes, rng):
    limits = [(6 / n) ** 0.5 for n in sizes[:2]]
    weights = [rng.uniform(-c, c, sizes[i : i + 2]) for i, c in enumerate(limits)]
    return weights[0], np.zeros(sizes[1]), weights[1], np.zeros(sizes[2])


def _float32_start(sizes, rng):
    return tuple(np.float32(p) for p in start_at(sizes, rng))


TRAIN_CLASSIFIER = Exercise(
    id="train_classifier",
    lesson=12,
    parameters=("x", "labels", "layer_sizes", "learning_rate", "batch_size", "n_epochs", "rng"),
    outputs=tuple(Output(name, str(shape)) for name, shape in zip(NAMES, SHAPES, strict=True)),
    reference=train_classifier,
    probes=_probes,
    mistakes=MISTAKES,
    variants=(_in_place, _with(start=_uniform_start), _with(start=_float32_start)),
    judge=_judge,
    points=3,
    formula="n_epochs times, for each shuffled batch: forward, loss, backward, then θ ← θ − η · gradient for all θ",
    where="Lesson 12, where the whole training loop stands",
)
