"""The forward passes that the exercises on gradients belong to, made of the functions of earlier exercises.

Inputs are small, so that their central differences take few calls, and away from ReLU's kink.
"""

import numpy as np

from .exercise import ForwardPass, Step

__all__ = ["CROSS_ENTROPY", "DENSE", "MEAN_SQUARED_ERROR", "RELU", "SIGMOID", "TANH", "TWO_LAYERS"]


def _away_from_zero(rng, shape):
    return rng.choice([-1, 1], shape) * rng.uniform(0.3, 2, shape)


def _of_activation(name: str, backward_arguments, function=None) -> ForwardPass:
    """The loss is Σ d_a · a, so that its gradient with respect to a is d_a."""
    return ForwardPass(
        steps=(Step(name, lambda given, before: given[1:], function=function),),
        inputs=lambda rng: [(rng.normal(0, 2, shape), _away_from_zero(rng, shape)) for shape in ((2, 3), (4,))],
        loss=lambda given, outcome: float(np.sum(given[0] * outcome[0])),
        with_respect_to=(1,),
        backward_arguments=backward_arguments,
    )


def _itself(given, outcome):
    return float(outcome[0])


def _with_labels(rng):
    return [(rng.normal(0, 1, shape), rng.integers(0, shape[1], shape[0])) for shape in ((3, 4), (2, 3))]


def _layer(rng, n, n_inputs, n_outputs):
    shapes = (n, n_outputs), (n, n_inputs), (n_inputs, n_outputs), (n_outputs,)
    return tuple(rng.normal(0, 1, shape) for shape in shapes)


def _two_layers(rng, n, n_inputs, n_hidden, n_classes):
    """Hidden units on both sides of 0, each of them away from it."""
    while True:
        x, weights_1 = rng.normal(0, 1, (n, n_inputs)), rng.normal(0, 1, (n_inputs, n_hidden))
        biases_1, z_1 = rng.normal(0, 1, n_hidden), x @ weights_1
        if min(abs(z_1).min(), abs(z_1 + biases_1).min()) > 0.01 and (z_1 + biases_1 > 0.1).any():
            weights_2, biases_2 = rng.normal(0, 1, (n_hidden, n_classes)), rng.normal(0, 1, n_classes)
            return x, rng.integers(0, n_classes, n), weights_1, biases_1, weights_2, biases_2


SIGMOID = _of_activation("sigmoid", lambda given, outcome: (given[0], outcome[0]))
TANH = _of_activation("tanh", lambda given, outcome: (given[0], outcome[0]), np.tanh)
RELU = _of_activation("relu", lambda given, outcome: given)

MEAN_SQUARED_ERROR = ForwardPass(
    steps=(Step("mean_squared_error", lambda given, before: given),),
    inputs=lambda rng: [tuple(rng.normal(0, 2, (2, *shape))) for shape in ((3, 2), (1, 4))],
    loss=_itself,
    with_respect_to=(0,),
    backward_arguments=lambda given, outcome: given,
)
CROSS_ENTROPY = ForwardPass(
    steps=(Step("cross_entropy", lambda given, before: given),),
    inputs=_with_labels,
    loss=_itself,
    with_respect_to=(0,),
    backward_arguments=lambda given, outcome: given,
)
DENSE = ForwardPass(
    steps=(Step("dense_forward", lambda given, before: given[1:]),),
    inputs=lambda rng: [_layer(rng, 3, 2, 4), _layer(rng, 2, 3, 2)],
    loss=lambda given, outcome: float(np.sum(given[0] * outcome[0])),
    with_respect_to=(1, 2, 3),
    backward_arguments=lambda given, outcome: given[:3],
)
TWO_LAYERS = ForwardPass(
    steps=(
        Step("two_layer_forward", lambda given, before: (given[0], *given[2:]), n_outputs=3),
        Step("cross_entropy", lambda given, before: (before[2], given[1])),
    ),
    inputs=lambda rng: [_two_layers(rng, 3, 2, 3, 2), _two_layers(rng, 2, 3, 2, 3)],
    loss=_itself,
    with_respect_to=(2, 3, 4, 5),
    backward_arguments=lambda given, outcome: given,
)
