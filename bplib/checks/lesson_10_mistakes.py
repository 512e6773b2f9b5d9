"""A gradient that is measured entry by entry, and what goes wrong in it."""

import numpy as np

from .exercise import Mistake

__all__ = ["GRADIENT_MISTAKES", "numerical_gradient"]


def numerical_gradient(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def _entrywise(slope):
    """A gradient made of slope(g, step, h) for each entry, where g(s) is f with the step times s taken."""

    def function(f, x, h=1e-5):
        result = np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            step = np.zeros(x.shape)
            step[i] = 1
            result[i] = slope(lambda s, step=step: f(x + s * step), h, x[i])
        return result

    return function


def _not_put_back(f, x, h=1e-5):
    x, result = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        result[i] = (above - f(x)) / (2 * h)
    return result


def _copies_made_once(f, x, h=1e-5):
    up, down, result = x.copy(), x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up[i] += h
        down[i] -= h
        result[i] = (f(up) - f(down)) / (2 * h)
    return result


def _stays_above(f, x, h=1e-5):
    x, result = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        before = f(x)
        x[i] += h
        result[i] = (f(x) - before) / h
    return result


def _put_back_by_half(f, x, h=1e-5):
    x, result = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= h
        result[i] = (above - f(x)) / (2 * h)
    return result


def _all_at_once(f, x, h=1e-5):
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


def _whole_rows(f, x, h=1e-5):
    result = np.zeros(x.shape)
    for i in range(len(x)):
        step = np.zeros(x.shape)
        step[i] = h
        result[i] = (f(x + step) - f(x - step)) / (2 * h)
    return result


def _without_last(f, x, h=1e-5):
    result = numerical_gradient(f, x, h)
    result.flat[-1] = 0
    return result


GRADIENT_MISTAKES = (
    Mistake(
        "forward_difference",
        _entrywise(lambda g, h, x: (g(h) - g(0)) / h),
        "Each entry is moved to one side only. With a step to either side the errors of first order cancel.",
    ),
    Mistake(
        "backward_difference",
        _entrywise(lambda g, h, x: (g(0) - g(-h)) / h),
        "Each entry is moved down only. With a step to either side the errors of first order cancel.",
    ),
    Mistake(
        "forgot_the_two",
        _entrywise(lambda g, h, x: (g(h) - g(-h)) / h),
        "Every entry is twice as large. From x − h to x + h it is 2h, so the difference is divided by 2h.",
    ),
    Mistake(
        "not_divided",
        _entrywise(lambda g, h, x: g(h) - g(-h)),
        "These are the differences alone. A slope is rise over run: divide by the distance of the two points, 2h.",
    ),
    Mistake(
        "times_h_for_brackets",
        _entrywise(lambda g, h, x: (g(h) - g(-h)) / 2 * h),
        "/ 2 * h divides by 2 and then multiplies by h. The denominator needs brackets: / (2 * h).",
    ),
    Mistake(
        "brackets_around_the_difference",
        _entrywise(lambda g, h, x: g(h) - g(-h) / (2 * h)),
        "Only the second value is divided, since / binds more closely than −. The difference needs brackets.",
    ),
    Mistake(
        "wrong_sign",
        _entrywise(lambda g, h, x: (g(-h) - g(h)) / (2 * h)),
        "The sign is turned. The value below, f(x − h), is subtracted from the one above.",
    ),
    Mistake(
        "step_is_fixed",
        _entrywise(lambda g, h, x: (g(1e-5) - g(-1e-5)) / 2e-5),
        "The step is always 1e-5 here, whatever h is given. Use the argument h.",
    ),
    Mistake(
        "step_relative_to_x",
        _entrywise(lambda g, h, x: (g(h * x) - g(-h * x)) / np.float64(2 * h * x)),
        "The step is h times the entry. At an entry of 0 nothing is left of it, and 0/0 is not a number: go by h.",
    ),
    Mistake(
        "half_a_step",
        _entrywise(lambda g, h, x: (g(h / 2) - g(-h / 2)) / h),
        "Each entry is moved by h/2. Here h is the step to each side.",
    ),
    Mistake(
        "not_put_back",
        _not_put_back,
        "After its turn an entry stays at x − h, and the next ones are measured at another point. Put it back first.",
    ),
    Mistake(
        "copies_made_once",
        _copies_made_once,
        "Both copies are made once, so what was moved stays moved. Make them anew from x for each entry.",
    ),
    Mistake(
        "moved_down_by_h_only",
        _put_back_by_half,
        "After x + h the entry goes down by h, which is back at x, and not at x − h. It takes 2h to get below.",
    ),
    Mistake(
        "all_entries_at_once",
        _all_at_once,
        "All entries move together, so that each gets the sum of all slopes. Move one, and keep the others still.",
    ),
    Mistake(
        "one_slope_for_all",
        lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / (2 * h),
        "x + h moves all entries together and gives one slope. Move one entry at a time: each has a slope of its own.",
    ),
    Mistake(
        "whole_rows",
        _whole_rows,
        "A whole row moves at a time. x[i] is a row when x is a matrix: go over all entries, as np.ndindex does.",
    ),
    Mistake(
        "last_entry_left_out",
        _without_last,
        "The last entry has no slope; it is still 0. The loop ends one too early: range(n) ends with n − 1 by itself.",
    ),
    Mistake(
        "flattened",
        lambda f, x, h=1e-5: numerical_gradient(f, x, h).ravel(),
        "The numbers are right but stand in one long row. The gradient has the shape of x.",
    ),
    Mistake(
        "summed",
        lambda f, x, h=1e-5: numerical_gradient(f, x, h).sum(),
        "The slopes are added up to one number. Each entry has a slope of its own.",
    ),
    Mistake(
        "divided_by_number_of_entries",
        lambda f, x, h=1e-5: numerical_gradient(f, x, h) / x.size,
        "The slopes are divided by the number of entries. If there is a mean, f has taken it already.",
    ),
    Mistake(
        "sum_of_the_two",
        _entrywise(lambda g, h, x: (g(h) + g(-h)) / (2 * h)),
        "The two values are added. A slope is made of their difference.",
    ),
    Mistake(
        "second_derivative",
        _entrywise(lambda g, h, x: (g(h) - 2 * g(0) + g(-h)) / h**2),
        "This estimates the second derivatives, how fast the slopes themselves change. A slope takes two points.",
    ),
    Mistake(
        "half_a_step_over_two",
        _entrywise(lambda g, h, x: (g(h / 2) - g(-h / 2)) / (2 * h)),
        "The two points are h apart, but the difference is divided by 2h. Move each entry by h to either side.",
    ),
    Mistake(
        "sign_lost",
        _entrywise(lambda g, h, x: abs(g(h) - g(-h)) / (2 * h)),
        "The slopes have lost their signs. Where f falls a slope is negative: that tells the way down.",
    ),
    Mistake(
        "nothing_moves",
        lambda f, x, h=1e-5: np.zeros(x.shape),
        "Every slope is 0: f is asked twice at one point. up = x gives the same array another name; x.copy() is new.",
    ),
    Mistake(
        "stays_above",
        _stays_above,
        "After its turn an entry stays at x + h, and the next ones are measured at another point. Put it back first.",
    ),
    Mistake(
        "others_set_to_zero",
        lambda f, x, h=1e-5: numerical_gradient(f, np.zeros(x.shape), h),
        "This is the gradient at 0, as if x were not there. Move each entry from where it is: x + step.",
    ),
)
