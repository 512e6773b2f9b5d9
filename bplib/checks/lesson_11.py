"""The exercises of lesson 11: one step down the slope, and many."""

import numpy as np

from .arguments import Function
from .exercise import Exercise, Output, Probe
from .lesson_11_mistakes import STEP_MISTAKES
from .lesson_11_path_mistakes import PATH_MISTAKES

__all__ = ["EXERCISES"]


def gradient_descent_step(theta, gradient, learning_rate):
    return theta - learning_rate * gradient


def train_by_gradient_descent(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta)
    return theta


def _step_probes(rng):
    """Several shapes, a learning rate above 1, a gradient of 0 and parameters of 0."""
    shapes = [((7,), 0.37), ((5, 3), 0.037), ((2, 3, 4), 1.7), ((), 0.61), ((1, 4), 0.23)]
    probes = [Probe((rng.normal(0, 2, s), rng.normal(0, 3, s), rate), f"learning rate {rate}") for s, rate in shapes]
    at_the_bottom = Probe((rng.normal(0, 2, 4), np.zeros(4), 0.37), "a gradient of 0")
    at_the_origin = Probe((np.zeros(4), rng.normal(0, 3, 4), 0.37), "parameters of 0")
    return [*probes, at_the_bottom, at_the_origin]


def _square_steps(rng):
    return [Probe((rng.normal(0, 2, (n, n)), rng.normal(0, 3, (n, n)), rate)) for n, rate in ((4, 0.37), (3, 1.7))]


def _step_entry_by_entry(theta, gradient, learning_rate):
    new = np.empty(theta.shape)
    for i in np.ndindex(theta.shape):
        new[i] = theta[i] - learning_rate * gradient[i]
    return new.tolist()


def _step_in_a_copy(theta, gradient, learning_rate):
    theta = np.array(theta)
    theta -= np.multiply(gradient, learning_rate)
    return theta


def _step_in_float32(theta, gradient, learning_rate):
    change = np.float32(-learning_rate) * np.asarray(gradient, np.float32)
    return np.asarray(theta, np.float32) + change


def _path_probes(rng):
    """Gradients that change at each step, one step, several; short steps, and steps across the valley."""
    directions = np.linalg.qr(rng.normal(size=(3, 3)))[0]
    bowl = directions @ np.diag([0.4, 1.3, 3.1]) @ directions.T

    def probe(name, constants, theta, rate, n_steps):
        return Probe((Function(name, constants, "gradient_of"), theta, rate, n_steps), f"n_steps = {n_steps}")

    def away(*shape):
        return rng.choice([-1, 1], shape) * rng.uniform(1, 2, shape)

    return [
        probe("linear_gradient", (bowl, away(3)), away(3), 0.237, 5),
        probe("linear_gradient", (bowl, away(3, 2)), away(3, 2), 0.57, 4),
        probe("cubic_gradient", (rng.uniform(0.5, 1),), away(4), 0.11, 3),
        probe("cubic_gradient", (rng.uniform(0.5, 1),), np.array(rng.uniform(1, 2)), 0.053, 7),
        probe("linear_gradient", (bowl, away(3)), away(3), 0.31, 1),
        probe("linear_gradient", (bowl, away(3)), away(3), 0.47, 40),
    ]


def _path_by_recursion(gradient_of, theta, learning_rate, n_steps):
    if n_steps == 0:
        return theta
    next_theta = np.subtract(theta, np.multiply(gradient_of(theta), learning_rate))
    return _path_by_recursion(gradient_of, next_theta, learning_rate, n_steps - 1)


def _path_in_a_copy(gradient_of, theta, learning_rate, n_steps):
    theta, done = theta.copy(), 0
    while done < n_steps:
        theta += -learning_rate * gradient_of(theta)
        done += 1
    return theta.tolist()


def _path_in_float32(gradient_of, theta, learning_rate, n_steps):
    path = [np.asarray(theta, np.float32)]
    for _ in range(n_steps):
        path.append(path[-1] - np.float32(learning_rate) * np.asarray(gradient_of(path[-1]), np.float32))
    return path[-1]


DOUBLE = Function("polynomial", (0, 2), "lambda theta: 2 * theta")
SLOPE_OF_SHIFTED = Function("polynomial", (-4, 2), "lambda theta: 2 * theta - 4")
CUBIC = Function("polynomial", (0, 0, 0, 4), "lambda theta: 4 * theta**3")

EXERCISES = (
    Exercise(
        id="gradient_descent_step",
        lesson=11,
        parameters=("theta", "gradient", "learning_rate"),
        outputs=(Output("theta", "the shape of theta"),),
        reference=gradient_descent_step,
        probes=_step_probes,
        square_probes=_square_steps,
        small_probes=(
            Probe((np.array([3.0]), np.array([2.0]), 0.5)),
            Probe((np.array([3.0, 1.0]), np.array([-2.0, 4.0]), 0.5)),
            Probe((np.array([[1.0, 2.0], [0.0, 5.0]]), np.array([[2.0, -4.0], [6.0, 0.0]]), 0.25)),
        ),
        mistakes=STEP_MISTAKES,
        variants=(_step_entry_by_entry, _step_in_a_copy, _step_in_float32),
        sizes=lambda theta, gradient, rate: {"the learning rate": rate},
        formula="θ − η · gradient, where η is the learning rate",
        where="Lesson 11, where one step goes down the slope",
    ),
    Exercise(
        id="train_by_gradient_descent",
        lesson=11,
        parameters=("gradient_of", "theta", "learning_rate", "n_steps"),
        outputs=(Output("theta", "the shape of theta"),),
        reference=train_by_gradient_descent,
        probes=_path_probes,
        small_probes=(
            Probe((DOUBLE, np.array([8.0]), 0.25, 1)),
            Probe((DOUBLE, np.array([8.0]), 0.25, 2)),
            Probe((SLOPE_OF_SHIFTED, np.array([10.0, -6.0]), 0.25, 3)),
            Probe((CUBIC, np.array([1.0, 2.0]), 0.125, 2)),
        ),
        mistakes=PATH_MISTAKES,
        variants=(_path_by_recursion, _path_in_a_copy, _path_in_float32),
        sizes=lambda gradient_of, theta, rate, n_steps: {"the learning rate": rate, "n_steps": n_steps},
        points=2,
        formula="n_steps times: θ ← θ − η · gradient_of(θ), the gradient at the newest θ",
        where="Lesson 11, where step after step leads down into the valley",
    ),
)
