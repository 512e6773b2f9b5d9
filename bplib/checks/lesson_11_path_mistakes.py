"""What goes wrong in many steps of gradient descent: wrong code that runs, and why it is not right."""

import numpy as np

from .exercise import Mistake

__all__ = ["PATH_MISTAKES"]


def _path(rule):
    """A training with another rule for each step: rule(theta, gradient_of, rate, step number, first theta)."""

    def function(gradient_of, theta, learning_rate, n_steps):
        first = theta
        with np.errstate(all="ignore"):
            for k in range(n_steps):
                theta = rule(theta, gradient_of, learning_rate, k, first)
        return theta

    return function


def _descend(gradient_of, theta, learning_rate, n_steps):
    return _path(lambda theta, g, rate, k, first: theta - rate * g(theta))(gradient_of, theta, learning_rate, n_steps)


def _thetas(gradient_of, theta, learning_rate, n_steps):
    path = [_descend(gradient_of, theta, learning_rate, n) for n in range(n_steps + 1)]
    return np.array(path)


def _gradients_add_up(gradient_of, theta, learning_rate, n_steps):
    total = np.zeros(np.shape(theta))
    for _ in range(n_steps):
        total = total + gradient_of(theta)
        theta = theta - learning_rate * total
    return theta


def _with_momentum(gradient_of, theta, learning_rate, n_steps):
    velocity = 0
    for _ in range(n_steps):
        velocity = 0.9 * velocity - learning_rate * gradient_of(theta)
        theta = theta + velocity
    return theta


def _last_gradient(gradient_of, theta, learning_rate, n_steps):
    return gradient_of(_descend(gradient_of, theta, learning_rate, n_steps - 1))


PATH_MISTAKES = (
    Mistake(
        "uphill",
        _path(lambda theta, g, rate, k, first: theta + rate * g(theta)),
        "Each step climbs. The gradient points where the loss grows fastest, so the steps go against it.",
    ),
    Mistake(
        "gradient_at_the_start",
        _path(lambda theta, g, rate, k, first: theta - rate * g(first)),
        "The gradient at the start is used for all steps. The slope is another at each new theta: ask for it in the "
        "loop.",
    ),
    Mistake(
        "each_step_from_the_start",
        _path(lambda theta, g, rate, k, first: first - rate * g(theta)),
        "Each step sets out from the first theta again, so the way made so far is lost. Go on from where you are.",
    ),
    Mistake(
        "only_one_step",
        lambda g, theta, rate, n_steps: theta - rate * g(theta),
        "Only one step is made. Is the return inside the loop? Or does each round begin at the first theta? "
        "Go on from the theta that the last round made.",
    ),
    Mistake(
        "one_step_too_few",
        lambda g, theta, rate, n_steps: _descend(g, theta, rate, n_steps - 1),
        "One step is missing. range(n_steps) makes n_steps rounds; range(1, n_steps) makes one less.",
    ),
    Mistake(
        "one_step_too_many",
        lambda g, theta, rate, n_steps: _descend(g, theta, rate, n_steps + 1),
        "There is one step too many. range(n_steps) makes n_steps rounds, as it begins with 0.",
    ),
    Mistake(
        "learning_rate_forgotten",
        _path(lambda theta, g, rate, k, first: theta - g(theta)),
        "The whole gradient is subtracted at each step. How far to go is for the learning rate to say.",
    ),
    Mistake(
        "brackets_around_the_difference",
        _path(lambda theta, g, rate, k, first: rate * (theta - g(theta))),
        "The learning rate multiplies theta, too, and shrinks it at each step. It belongs to the gradient alone.",
    ),
    Mistake(
        "learning_rate_divided_by_steps",
        lambda g, theta, rate, n_steps: _descend(g, theta, rate / n_steps, n_steps),
        "The learning rate is divided by the number of steps. Each step takes all of it.",
    ),
    Mistake(
        "learning_rate_shrinks",
        _path(lambda theta, g, rate, k, first: theta - rate / (k + 1) * g(theta)),
        "The learning rate gets smaller from step to step. Here it stays; the steps shorten by themselves as the "
        "slope does.",
    ),
    Mistake(
        "gradients_add_up",
        _gradients_add_up,
        "The gradients of all steps are added up, so old slopes push again and again. Use the newest one alone.",
    ),
    Mistake(
        "normalized",
        _path(lambda theta, g, rate, k, first: theta - rate * g(theta) / np.sqrt(np.sum(g(theta) ** 2))),
        "Each gradient is brought to length 1, so the steps never get shorter. Use it as it is.",
    ),
    Mistake(
        "whole_path",
        _thetas,
        "All thetas come back, with the first. The path is good for a picture; here only the last one is asked for.",
    ),
    Mistake(
        "path_without_the_start",
        lambda g, theta, rate, n_steps: _thetas(g, theta, rate, n_steps)[1:],
        "The theta of every step comes back. The path is good for a picture; here only the last one is asked for.",
    ),
    Mistake(
        "last_gradient",
        _last_gradient,
        "The last gradient comes back. It has shown the way; what is asked for is the place, theta.",
    ),
    Mistake(
        "unchanged",
        lambda g, theta, rate, n_steps: theta,
        "The parameters come back as they were. Each step makes a new theta: keep it, and go on from there.",
    ),
    Mistake(
        "learning_rate_is_fixed",
        _path(lambda theta, g, rate, k, first: theta - 0.1 * g(theta)),
        "The learning rate is always 0.1 here, whatever is given. Use the argument learning_rate.",
    ),
    Mistake(
        "learning_rate_shrinks_slowly",
        _path(lambda theta, g, rate, k, first: theta - rate * 0.99**k * g(theta)),
        "The learning rate gets a little smaller at each step. Here it stays as it is given.",
    ),
    Mistake(
        "momentum",
        _with_momentum,
        "A part of the last step is made again, which is called momentum. Here the gradient alone makes each step.",
    ),
    Mistake(
        "theta_forgotten",
        _path(lambda theta, g, rate, k, first: -rate * g(theta)),
        "theta is replaced by its change. The new theta is the old one plus this change.",
    ),
    Mistake(
        "gradient_at_the_end",
        lambda g, theta, rate, n_steps: g(_descend(g, theta, rate, n_steps)),
        "The gradient at the end comes back. What is asked for is the place, theta.",
    ),
    Mistake(
        "signs_only",
        _path(lambda theta, g, rate, k, first: theta - rate * np.sign(g(theta))),
        "Only the signs of the gradient are used, so the steps never get shorter. Take its size as well.",
    ),
    Mistake(
        "mean_of_the_path",
        lambda g, theta, rate, n_steps: _thetas(g, theta, rate, n_steps)[1:].mean(axis=0),
        "This is the mean of all thetas on the way. Only the last one is asked for.",
    ),
    Mistake(
        "uphill_only_one_step",
        lambda g, theta, rate, n_steps: theta + rate * g(theta),
        "Two things: the step climbs, where it should go against the gradient, and only one is made.",
    ),
)
