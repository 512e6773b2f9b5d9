"""Answers to gradient_descent_step(theta, gradient, learning_rate); the name of a wrong one says what is wrong."""

import numpy as np


def _in_place(theta, gradient, learning_rate):
    theta -= learning_rate * gradient
    return theta


def _no_return(theta, gradient, learning_rate):
    theta = theta - learning_rate * gradient


def _changes_gradient(theta, gradient, learning_rate):
    gradient *= learning_rate
    return theta - gradient


def _early(theta, gradient, learning_rate):
    for t, g in zip(np.ravel(theta), np.ravel(gradient), strict=True):
        return t - learning_rate * g


def _one_entry(theta, gradient, learning_rate):
    new = np.array(theta)
    for i in range(new.size - 1):
        new.flat[i] -= learning_rate * gradient.flat[i]
    return new


_velocity = {}


def _keeps_velocity(theta, gradient, learning_rate):
    v = 0.9 * _velocity.get(np.shape(theta), 0) - learning_rate * gradient
    _velocity[np.shape(theta)] = v
    return theta + v


WRONG = {
    "uphill": lambda t, g, r: t + r * g,
    "the learning rate is forgotten": lambda t, g, r: t - g,
    "theta is forgotten": lambda t, g, r: -r * g,
    "the step alone, without its minus": lambda t, g, r: r * g,
    "a fixed learning rate of 0.1": lambda t, g, r: t - 0.1 * g,
    "divided by the learning rate": lambda t, g, r: t - g / r,
    "the learning rate times both": lambda t, g, r: r * (t - g),
    "no gradient: learning rate alone": lambda t, g, r: t - r,
    "the sign of the gradient": lambda t, g, r: t - r * np.sign(g),
    "times theta": lambda t, g, r: t - r * g * t,
    "theta is a factor": lambda t, g, r: t * (1 - r * g),
    "the wrong way round": lambda t, g, r: r * g - t,
    "theta and gradient are swapped": lambda t, g, r: g - r * t,
    "the length of the gradient is taken off": lambda t, g, r: t - r * g / np.linalg.norm(g),
    "divided by the number of entries": lambda t, g, r: t - r * g / np.size(g),
    "the mean of the gradient": lambda t, g, r: t - r * np.mean(g),
    "the sum of the gradient": lambda t, g, r: t - r * np.sum(g),
    "the square of the gradient": lambda t, g, r: t - r * g**2,
    "two steps": lambda t, g, r: t - 2 * r * g,
    "clipped to ±1": lambda t, g, r: t - r * np.clip(g, -1, 1),
    "the gradient transposed": lambda t, g, r: t - r * g.T,
    "a matrix product": lambda t, g, r: t - r * (g @ t),
    "whole numbers": lambda t, g, r: (t - r * g).astype(int),
    "weight decay": lambda t, g, r: t - r * (g + t),
    "changes theta in place": _in_place,
    "changes the gradient": _changes_gradient,
    "returns nothing": _no_return,
    "returns in the loop": _early,
    "the last entry stays": _one_entry,
    "keeps a velocity between calls": _keeps_velocity,
    "uphill, no learning rate": lambda t, g, r: t + g,
    "absolute gradient": lambda t, g, r: t - r * np.abs(g),
}

DOUBLE = {"uphill, no learning rate", "the step alone, without its minus"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "uphill": "uphill",
    "the learning rate is forgotten": "learning_rate_forgotten",
    "theta is forgotten": "change_alone",
    "the step alone, without its minus": "step_alone",
    "a fixed learning rate of 0.1": "learning_rate_is_fixed",
    "divided by the learning rate": "divided_by_learning_rate",
    "the learning rate times both": "brackets_around_the_difference",
    "no gradient: learning rate alone": "rate_alone",
    "the sign of the gradient": "signs_only",
    "times theta": "times_theta",
    "theta is a factor": "times_theta",
    "the wrong way round": "turned_round",
    "theta and gradient are swapped": "arguments_swapped",
    "the length of the gradient is taken off": "normalized",
    "divided by the number of entries": "divided_by_number_of_parameters",
    "the mean of the gradient": "mean_of_the_gradient",
    "the sum of the gradient": "sum_of_the_gradient",
    "the square of the gradient": "gradient_squared",
    "two steps": "two_steps",
    "clipped to ±1": "clipped",
    "the gradient transposed": "gradient_transposed",
    "a matrix product": "matrix_product",
    "weight decay": "weight_decay",
    "uphill, no learning rate": "uphill_without_rate",
    "absolute gradient": "sizes_only",
}


def _nested(theta, gradient, learning_rate):
    if np.ndim(theta) == 0:
        return float(theta) - learning_rate * float(gradient)
    return [_nested(t, g, learning_rate) for t, g in zip(theta, gradient, strict=True)]


def _copy(theta, gradient, learning_rate):
    new = np.array(theta, dtype=float, copy=True)
    new -= np.multiply(gradient, learning_rate)
    return new


class _Optimizer:
    def __init__(self, momentum=0.0):
        self.momentum = momentum

    def __call__(self, theta, gradient, learning_rate):
        return theta + (self.momentum - learning_rate * gradient)


RIGHT = {
    "plain": lambda t, g, r: t - r * g,
    "nested": _nested,
    "copy": _copy,
    "a class": _Optimizer(),
    "plus minus": lambda t, g, r: t + -r * g,
    "vectorize": lambda t, g, r: np.vectorize(lambda a, b: a - r * b)(t, g),
    "float32": lambda t, g, r: np.asarray(t, np.float32) - np.float32(r) * np.asarray(g, np.float32),
}
