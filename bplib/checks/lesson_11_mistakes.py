"""What goes wrong in one step of gradient descent, and in many."""

import numpy as np

from .exercise import Mistake

__all__ = ["PATH_MISTAKES", "STEP_MISTAKES"]


STEP_MISTAKES = (
    Mistake(
        "uphill",
        lambda theta, gradient, rate: theta + rate * gradient,
        "This climbs. The gradient points where the loss grows fastest, so the step goes against it.",
    ),
    Mistake(
        "learning_rate_forgotten",
        lambda theta, gradient, rate: theta - gradient,
        "The whole gradient is subtracted. It says how steep the slope is, not how far to go: the learning rate does.",
    ),
    Mistake(
        "step_alone",
        lambda theta, gradient, rate: rate * gradient,
        "This is the length of the step alone. The new parameters are the old ones minus it.",
    ),
    Mistake(
        "change_alone",
        lambda theta, gradient, rate: -rate * gradient,
        "This is the change alone. The new parameters are the old ones plus this change.",
    ),
    Mistake(
        "divided_by_learning_rate",
        lambda theta, gradient, rate: theta - gradient / rate,
        "The gradient is divided by the learning rate, so that a smaller one makes larger steps. It is a factor.",
    ),
    Mistake(
        "brackets_around_the_difference",
        lambda theta, gradient, rate: rate * (theta - gradient),
        "The learning rate multiplies the parameters, too, and shrinks them at each step. It belongs to the gradient "
        "alone.",
    ),
    Mistake(
        "learning_rate_on_theta",
        lambda theta, gradient, rate: rate * theta - gradient,
        "The learning rate stands before the parameters. It scales the step, so it belongs before the gradient.",
    ),
    Mistake(
        "theta_for_the_gradient",
        lambda theta, gradient, rate: theta - rate * theta,
        "The step is made of theta, so the loss has no say in it. It is the gradient that tells where down is.",
    ),
    Mistake(
        "turned_round",
        lambda theta, gradient, rate: rate * gradient - theta,
        "The difference is the wrong way round. Start from the parameters and subtract the step from them.",
    ),
    Mistake(
        "times_theta",
        lambda theta, gradient, rate: theta - rate * gradient * theta,
        "The step is multiplied by theta, too. A parameter of 0 could never move then; the gradient is all it takes.",
    ),
    Mistake(
        "signs_only",
        lambda theta, gradient, rate: theta - rate * np.sign(gradient),
        "Only the signs of the gradient are used, so steep and flat slopes make equal steps. Take its size as well.",
    ),
    Mistake(
        "sizes_only",
        lambda theta, gradient, rate: theta - rate * np.abs(gradient),
        "The gradient has lost its signs, so every parameter goes down. Where the slope is negative, down is upward "
        "in theta.",
    ),
    Mistake(
        "gradient_squared",
        lambda theta, gradient, rate: theta - rate * gradient**2,
        "The gradient is squared, which takes its sign away. The step is the learning rate times the gradient itself.",
    ),
    Mistake(
        "normalized",
        lambda theta, gradient, rate: theta - rate * gradient / np.sqrt(np.sum(gradient**2)),
        "The gradient is brought to length 1, so the steps do not get shorter near the minimum. Use it as it is.",
    ),
    Mistake(
        "mean_of_the_gradient",
        lambda theta, gradient, rate: theta - rate * np.mean(gradient),
        "All parameters move by the mean of the gradient. Each has a slope of its own, and moves by it.",
    ),
    Mistake(
        "divided_by_number_of_parameters",
        lambda theta, gradient, rate: theta - rate * gradient / theta.size,
        "The gradient is divided by the number of parameters. If there is a mean, it is over examples, in the loss.",
    ),
    Mistake(
        "learning_rate_is_fixed",
        lambda theta, gradient, rate: theta - 0.1 * gradient,
        "The learning rate is always 0.1 here, whatever is given. Use the argument learning_rate.",
    ),
    Mistake(
        "unchanged",
        lambda theta, gradient, rate: theta,
        "The parameters come back as they were. theta − … makes something new: return that, or give it a name.",
    ),
)


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
        "Only one step is made. Is the return inside the loop? It ends the function at its first round.",
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
)
