"""Answers to train_by_gradient_descent(gradient_of, theta, learning_rate, n_steps); a name says what is wrong."""

from functools import reduce
from itertools import repeat

import numpy as np


def _once_computed(gradient_of, theta, learning_rate, n_steps):
    gradient = gradient_of(theta)
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient
    return theta


def _uphill(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta + learning_rate * gradient_of(theta)
    return theta


def _one_more(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps + 1):
        theta = theta - learning_rate * gradient_of(theta)
    return theta


def _one_less(gradient_of, theta, learning_rate, n_steps):
    for _ in range(1, n_steps):
        theta = theta - learning_rate * gradient_of(theta)
    return theta


def _early(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta)
        return theta


def _in_place(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta -= learning_rate * gradient_of(theta)
    return theta


def _from_the_start(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        new = theta - learning_rate * gradient_of(theta)
    return new


def _gradient_at_the_start(gradient_of, theta, learning_rate, n_steps):
    new = theta.copy()
    for _ in range(n_steps):
        new = new - learning_rate * gradient_of(theta)
    return new


def _no_rate(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - gradient_of(theta)
    return theta


def _fixed_rate(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - 0.1 * gradient_of(theta)
    return theta


def _rate_decays(gradient_of, theta, learning_rate, n_steps):
    for k in range(n_steps):
        theta = theta - learning_rate / (k + 1) * gradient_of(theta)
    return theta


def _rate_shrinks(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta)
        learning_rate *= 0.99
    return theta


def _not_called(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of
    return theta


def _history(gradient_of, theta, learning_rate, n_steps):
    history = [theta]
    for _ in range(n_steps):
        history.append(history[-1] - learning_rate * gradient_of(history[-1]))
    return history


def _history_mean(gradient_of, theta, learning_rate, n_steps):
    return np.mean(_history(gradient_of, theta, learning_rate, n_steps)[1:], axis=0)


def _momentum(gradient_of, theta, learning_rate, n_steps):
    velocity = 0
    for _ in range(n_steps):
        velocity = 0.9 * velocity - learning_rate * gradient_of(theta)
        theta = theta + velocity
    return theta


def _sums_up(gradient_of, theta, learning_rate, n_steps):
    total = 0
    for _ in range(n_steps):
        total = total + gradient_of(theta)
        theta = theta - learning_rate * total
    return theta


def _forgets_theta(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = -learning_rate * gradient_of(theta)
    return theta


def _last_gradient(gradient_of, theta, learning_rate, n_steps):
    gradient = gradient_of(theta)
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient
        gradient = gradient_of(theta)
    return gradient


def _no_return(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta)


def _sign(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * np.sign(gradient_of(theta))
    return theta


def _normalized(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        gradient = gradient_of(theta)
        theta = theta - learning_rate * gradient / (np.linalg.norm(gradient) + 1e-12)
    return theta


def _endless(gradient_of, theta, learning_rate, n_steps):
    while np.any(gradient_of(theta) != 0):
        theta = theta - learning_rate * gradient_of(theta) * 0
    return theta


def _stops_when_small(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        gradient = gradient_of(theta)
        if np.linalg.norm(gradient) < 0.5:
            break
        theta = theta - learning_rate * gradient
    return theta


def _averaged(gradient_of, theta, learning_rate, n_steps):
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta) / n_steps
    return theta


_theta = {}


def _goes_on(gradient_of, theta, learning_rate, n_steps):
    key = (theta.tobytes(), n_steps)
    theta = _theta.get(key, theta)
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta)
    _theta[key] = theta
    return theta


WRONG = {
    "the gradient is computed once, before the loop": _once_computed,
    "the gradient is always that of the start": _gradient_at_the_start,
    "each step begins at the start": _from_the_start,
    "uphill": _uphill,
    "one step too many": _one_more,
    "one step too few": _one_less,
    "returns in the loop: one step": _early,
    "changes theta in place": _in_place,
    "the learning rate is forgotten": _no_rate,
    "a fixed learning rate of 0.1": _fixed_rate,
    "the learning rate decays as 1/k": _rate_decays,
    "the learning rate shrinks by 1 % a step": _rate_shrinks,
    "the function is not called": _not_called,
    "gives back the whole history": _history,
    "the mean of the history": _history_mean,
    "momentum": _momentum,
    "the gradients add up": _sums_up,
    "theta is forgotten in the update": _forgets_theta,
    "gives back the gradient": _last_gradient,
    "returns nothing": _no_return,
    "the sign of the gradient": _sign,
    "the gradient's direction alone": _normalized,
    "never ends": _endless,
    "stops early when the gradient is small": _stops_when_small,
    "the steps are divided by their number": _averaged,
    "goes on where the last call ended": _goes_on,
    "one long step": lambda gradient_of, t, r, n: t - n * r * gradient_of(t),
    "no steps at all": lambda gradient_of, t, r, n: t,
    "uphill, one step": lambda gradient_of, t, r, n: t + r * gradient_of(t),
    "theta and the number of steps": lambda gradient_of, t, r, n: (t, n),
}

DOUBLE = {"uphill, one step"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "the gradient is computed once, before the loop": "gradient_at_the_start",
    "the gradient is always that of the start": "gradient_at_the_start",
    "each step begins at the start": "only_one_step",
    "uphill": "uphill",
    "one step too many": "one_step_too_many",
    "one step too few": "one_step_too_few",
    "returns in the loop: one step": "only_one_step",
    "the learning rate is forgotten": "learning_rate_forgotten",
    "a fixed learning rate of 0.1": "learning_rate_is_fixed",
    "the learning rate decays as 1/k": "learning_rate_shrinks",
    "the learning rate shrinks by 1 % a step": "learning_rate_shrinks_slowly",
    "gives back the whole history": "whole_path",
    "the mean of the history": "mean_of_the_path",
    "momentum": "momentum",
    "the gradients add up": "gradients_add_up",
    "theta is forgotten in the update": "theta_forgotten",
    "gives back the gradient": "gradient_at_the_end",
    "the sign of the gradient": "signs_only",
    "the gradient's direction alone": "normalized",
    "the steps are divided by their number": "learning_rate_divided_by_steps",
    "one long step": "gradient_at_the_start",
    "no steps at all": "unchanged",
    "uphill, one step": "uphill_only_one_step",
}


def _recursive(gradient_of, theta, learning_rate, n_steps):
    if n_steps <= 0:
        return theta
    return _recursive(gradient_of, theta - learning_rate * gradient_of(theta), learning_rate, n_steps - 1)


def _while(gradient_of, theta, learning_rate, n_steps):
    theta, step = theta.copy(), 0
    while step < n_steps:
        step += 1
        theta += -learning_rate * gradient_of(theta)
        if step % 1000 == 0:
            print("step", step)
    return theta


def _path(gradient_of, theta, learning_rate, n_steps):
    yield theta
    for _ in range(n_steps):
        theta = theta - learning_rate * gradient_of(theta)
        yield theta


RIGHT = {
    "while, on a copy": _while,
    "recursion": _recursive,
    "reduce": lambda gradient_of, t, r, n: reduce(lambda a, _: a - r * gradient_of(a), repeat(None, n), t),
    "the end of a path": lambda *arguments: list(_path(*arguments))[-1],
    "a list": lambda *arguments: _recursive(*arguments).tolist(),
    "float32": lambda gradient_of, t, r, n: _while(gradient_of, t.astype(np.float32), np.float32(r), n),
}
