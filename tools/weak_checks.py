"""What two usual ways of checking an exercise let through: one friendly test case, and “the loss went down”.

They are what the exercise checker is measured against in `docs/checker.md`. The friendly case has one example, square
shapes and biases of 0, and compares with `np.allclose`. The other takes twenty steps of gradient descent with the
function in place of the right one, and asks whether the loss is lower than before.
"""

from collections.abc import Callable

import numpy as np

from bplib.checks import EXERCISES, Function, Probe, Rng
from bplib.checks.arguments import build
from bplib.checks.lesson_12_train_classifier import accuracy

__all__ = ["FRIENDLY", "LOSS_FELL", "loss_fell", "passes_friendly_case", "survivors"]

A = np.array
MATRIX = A([[0.5, -1.0], [2.0, 0.25]])
ZEROS = np.zeros(2)
ROW = A([[1.0, 2.0]])
LAYERS = (MATRIX, ZEROS, A([[1.0, 0.5], [-0.5, 2.0]]), ZEROS)
SQUARE = Function("sum_of_powers", (2,))

FRIENDLY = {
    "sigmoid": (A([0.0, 1.0]),),
    "neuron": (ROW, A([0.5, -1.0]), 0.0),
    "boundary": (A([1.0, 2.0]), 0.0, A([1.0])),
    "relu": (A([1.0, -2.0]),),
    "parameter_count": ([2, 2, 2],),
    "collapse_linear_layers": LAYERS,
    "dense_parameter_count": ((2, 2), 2),
    "convolution_parameter_count": ((2, 2), 2, 2),
    "recurrent_step": (ROW, ROW, MATRIX, MATRIX, ZEROS),
    "he_initialization": (2, 2, Rng(0)),
    "glorot_initialization": (2, 2, Rng(0)),
    "initialize_layers": ([2, 2, 2], Rng(0)),
    "dense_forward": (ROW, MATRIX, ZEROS),
    "two_layer_forward": (ROW, *LAYERS),
    "predict_labels": (ROW,),
    "mean_squared_error": (ROW, A([[0.5, 3.0]])),
    "mean_squared_error_backward": (ROW, A([[0.5, 3.0]])),
    "softmax": (ROW,),
    "cross_entropy": (ROW, A([1])),
    "numerical_derivative": (Function("polynomial", (0, 0, 1)), 3.0),
    "graph_gradients": (2.0, 3.0),
    "sigmoid_backward": (A([2.0]), A([0.25])),
    "tanh_backward": (A([2.0]), A([0.25])),
    "relu_backward": (A([2.0, 0.5]), A([3.0, -1.0])),
    "softmax_cross_entropy_backward": (ROW, A([1])),
    "dense_backward": (ROW, A([[0.5, -1.0]]), MATRIX),
    "two_layer_backward": (ROW, A([1]), *LAYERS),
    "numerical_gradient": (SQUARE, A([1.0, 2.0])),
    "relative_error": (A([1.0]), A([2.0])),
    "gradient_descent_step": (A([1.0, 2.0]), A([0.5, -1.0]), 0.1),
    "train_by_gradient_descent": (Function("linear_gradient", (np.eye(2), ZEROS)), A([1.0, 2.0]), 0.1, 2),
    "mini_batches": (np.arange(8.0).reshape(4, 2), np.arange(4), 2, Rng(0)),
    "should_stop": ([3.0, 2.0, 1.0], 1),
    "train_classifier": (np.repeat(np.eye(2), 2, axis=0), A([0, 0, 1, 1]), [2, 2, 2], 0.1, 2, 1, Rng(0)),
}


def passes_friendly_case(exercise_id: str, function: Callable) -> bool:
    """Whether the function passes the one friendly case, or the first small probe where there is none.

    Of what is random, only shapes can be compared.
    """
    exercise = EXERCISES[exercise_id]
    probe = Probe(FRIENDLY[exercise_id]) if exercise_id in FRIENDLY else exercise.small_probes[0]

    def call(any_function):
        return any_function(*map(build, probe.arguments))

    try:
        with np.errstate(all="ignore"):
            got, right = call(function), call(exercise.reference)
            if exercise.judge:
                return _shapes(got) == _shapes(right)
            if len(exercise.outputs) == 1:
                return bool(np.allclose(got, right))
            return all(np.allclose(a, b) for a, b in zip(got, right, strict=True))
    except Exception:
        return False


def _shapes(value) -> tuple:
    if isinstance(value, np.ndarray):
        return value.shape
    return tuple(_shapes(part) for part in value)


def _reference(name: str) -> Callable:
    return EXERCISES[name].reference


ACTIVATIONS = {"sigmoid_backward": _reference("sigmoid"), "tanh_backward": np.tanh, "relu_backward": _reference("relu")}
LOSSES = {
    "softmax_cross_entropy_backward": _reference("cross_entropy"),
    "mean_squared_error_backward": _reference("mean_squared_error"),
}


def _in_a_network(replaced: str) -> Callable:
    """Twenty steps with a network in which one function of the way back is the one given."""
    activation = replaced if replaced in ACTIVATIONS else "tanh_backward"
    loss = replaced if replaced in LOSSES else "softmax_cross_entropy_backward"

    def loss_fell(function: Callable) -> bool:
        back = {name: _reference(name) for name in (activation, loss, "dense_backward")} | {replaced: function}
        rng = np.random.default_rng(0)
        x, parameters = _start(rng)
        target = rng.integers(0, 3, 8) if loss.startswith("softmax") else rng.normal(0, 1, (8, 3))
        losses = []
        for _ in range(21):
            w_1, b_1, w_2, b_2 = parameters
            z_1 = x @ w_1 + b_1
            a_1 = ACTIVATIONS[activation](z_1)
            z_2 = a_1 @ w_2 + b_2
            losses.append(LOSSES[loss](z_2, target))
            d_a_1, d_w_2, d_b_2 = back["dense_backward"](back[loss](z_2, target), a_1, w_2)
            d_z_1 = back[activation](d_a_1, z_1 if activation == "relu_backward" else a_1)
            _, d_w_1, d_b_1 = back["dense_backward"](d_z_1, x, w_1)
            parameters = _step(parameters, (d_w_1, d_b_1, d_w_2, d_b_2))
        return losses[-1] < losses[0]

    return loss_fell


def _start(rng):
    """Eight examples, three inputs, five hidden units, three outputs."""
    shapes = (3, 5), (5,), (5, 3), (3,)
    return rng.normal(0, 1, (8, 3)), tuple(rng.normal(0, 0.5, shape) for shape in shapes)


def _step(parameters, gradients, rate=0.1):
    after = tuple(p - rate * np.asarray(g) for p, g in zip(parameters, gradients, strict=True))
    if any(a.shape != p.shape for a, p in zip(after, parameters, strict=True)):
        raise ValueError
    return after


def _two_layers(function: Callable) -> bool:
    rng = np.random.default_rng(0)
    x, parameters = _start(rng)
    labels, losses = rng.integers(0, 3, 8), []
    for _ in range(21):
        losses.append(_reference("cross_entropy")(_reference("two_layer_forward")(x, *parameters)[2], labels))
        parameters = _step(parameters, function(x, labels, *parameters))
    return losses[-1] < losses[0]


def _bowl(theta) -> float:
    return float(np.sum(A([1.0, 3.0]) * np.asarray(theta) ** 2) / 2)


def _steps_in_a_bowl(step: Callable) -> bool:
    """Twenty steps θ ← step(θ) from one place in a bowl."""
    theta = A([2.0, -1.0])
    for _ in range(20):
        theta = np.asarray(step(theta))
    return theta.shape == (2,) and _bowl(theta) < _bowl([2.0, -1.0])


def _training(function: Callable) -> bool:
    """The examples of the exercise, and more of them right after the training than with the first weights."""
    start, probe = [EXERCISES["train_classifier"].probes(np.random.default_rng(0))[i] for i in (2, 0)]
    before, after = [function(*map(build, p.arguments)) for p in (start, probe)]
    return accuracy([np.asarray(p) for p in after]) > accuracy([np.asarray(p) for p in before])


LOSS_FELL = {
    **{name: _in_a_network(name) for name in (*ACTIVATIONS, *LOSSES, "dense_backward")},
    "two_layer_backward": _two_layers,
    "numerical_gradient": lambda f: _steps_in_a_bowl(lambda theta: theta - 0.1 * np.asarray(f(_bowl, theta))),
    "gradient_descent_step": lambda f: _steps_in_a_bowl(lambda theta: f(theta, A([1.0, 3.0]) * theta, 0.1)),
    "train_by_gradient_descent": lambda f: _steps_in_a_bowl(
        lambda theta: f(lambda t: A([1.0, 3.0]) * t, theta, 0.1, 1)
    ),
    "train_classifier": _training,
}


def survivors(exercise_id: str) -> tuple[int, int | None]:
    """How many mistakes pass the friendly case, and with how many the loss falls; None where no loss can."""
    functions = [mistake.function for mistake in EXERCISES[exercise_id].mistakes]
    friendly = sum(passes_friendly_case(exercise_id, function) for function in functions)
    if exercise_id not in LOSS_FELL:
        return friendly, None
    return friendly, sum(loss_fell(exercise_id, function) for function in functions)


def loss_fell(exercise_id: str, function: Callable) -> bool:
    """Whether the loss is lower after twenty steps with this function in place of the right one."""
    try:
        with np.errstate(all="ignore"):
            return bool(LOSS_FELL[exercise_id](function))
    except Exception:
        return False
