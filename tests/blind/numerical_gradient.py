"""Answers to numerical_gradient(f, x, h=1e-5); the name of a wrong one says what is wrong with it."""

import numpy as np


def _slope(difference):
    """Loops over the entries of a copy of x; `difference` is given f, the copy, the index, and h."""

    def numerical_gradient(f, x, h=1e-5):
        gradient, moved = np.zeros(x.shape), x.copy()
        for index in np.ndindex(x.shape):
            gradient[index] = difference(f, moved, index, h)
        return gradient

    return numerical_gradient


def _at(f, x, index, step):
    moved = x.copy()
    moved[index] += step
    return f(moved)


def _central(f, x, index, h):
    return (_at(f, x, index, h) - _at(f, x, index, -h)) / (2 * h)


def _all_at_once(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def _all_at_once_in_the_shape(f, x, h=1e-5):
    return np.ones_like(x) * (f(x + h) - f(x - h)) / (2 * h)


def _never_put_back(f, x, h=1e-5):
    gradient, x = np.zeros(x.shape), x.copy()
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        gradient[index] = (up - f(x)) / (2 * h)
    return gradient


def _up_stays_up(f, x, h=1e-5):
    gradient, x = np.zeros(x.shape), x.copy()
    for index in np.ndindex(x.shape):
        low = f(x)
        x[index] += h
        gradient[index] = (f(x) - low) / h
    return gradient


def _changes_x(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        up = f(x)
        x[index] -= 2 * h
        gradient[index] = (up - f(x)) / (2 * h)
    return gradient


def _no_copy(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        up, down = x, x
        up[index] += h
        down[index] -= h
        gradient[index] = (f(up) - f(down)) / (2 * h)
    return gradient


def _rows_only(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        gradient[i] = _central(f, x, i, h)
    return gradient


def _two_axes(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            gradient[i, j] = _central(f, x, (i, j), h)
    return gradient


def _flat(f, x, h=1e-5):
    return np.array([_central(f, x, index, h) for index in np.ndindex(x.shape)])


def _too_short(f, x, h=1e-5):
    gradient = np.zeros(x.size)
    for i in range(x.size - 1):
        gradient[i] = _central(f, x, np.unravel_index(i, x.shape), h)
    return gradient.reshape(x.shape)


def _early(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        gradient[index] = _central(f, x, index, h)
        return gradient


def _integers(f, x, h=1e-5):
    gradient = np.zeros(x.shape, dtype=int)
    for index in np.ndindex(x.shape):
        gradient[index] = _central(f, x, index, h)
    return gradient


def _x_alone(f, x, h=1e-5):
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        gradient[index] = (f(x[index] + h) - f(x[index] - h)) / (2 * h)
    return gradient


def _one_number(f, x, h=1e-5):
    for index in np.ndindex(x.shape):
        gradient = _central(f, x, index, h)
    return gradient


def _total(f, x, h=1e-5):
    return sum(_central(f, x, index, h) for index in np.ndindex(x.shape))


def _no_return(f, x, h=1e-5):
    _slope(_central)(f, x, h)


def _others_are_zero(f, x, index, h):
    step = np.zeros(x.shape)
    step[index] = h
    return (f(step) - f(-step)) / (2 * h)


def _one_left_without(f, x, index, h):
    up, down = x.copy(), np.zeros(x.shape)
    up[index] += h
    down[index] = x[index] - h
    return (f(up) - f(down)) / (2 * h)


WRONG = {
    "forward difference": _slope(lambda f, x, i, h: (_at(f, x, i, h) - f(x)) / h),
    "backward difference": _slope(lambda f, x, i, h: (f(x) - _at(f, x, i, -h)) / h),
    "divided by h, not 2h": _slope(lambda f, x, i, h: (_at(f, x, i, h) - _at(f, x, i, -h)) / h),
    "no brackets: / 2 * h": _slope(lambda f, x, i, h: (_at(f, x, i, h) - _at(f, x, i, -h)) / 2 * h),
    "not divided": _slope(lambda f, x, i, h: _at(f, x, i, h) - _at(f, x, i, -h)),
    "the wrong way round": _slope(lambda f, x, i, h: -_central(f, x, i, h)),
    "plus for minus": _slope(lambda f, x, i, h: (_at(f, x, i, h) + _at(f, x, i, -h)) / (2 * h)),
    "all entries are moved at once": _all_at_once,
    "all entries are moved at once, in the right shape": _all_at_once_in_the_shape,
    "a fixed step": _slope(lambda f, x, i, h: _central(f, x, i, 1e-5)),
    "a fixed step of 1e-4": _slope(lambda f, x, i, h: _central(f, x, i, 1e-4)),
    "a step h·x": _slope(lambda f, x, i, h: _central(f, x, i, h * x[i])),
    "a step of 1e-12, lost in rounding": _slope(lambda f, x, i, h: _central(f, x, i, 1e-12)),
    "the entry is not put back": _never_put_back,
    "moves up and stays up": _up_stays_up,
    "x itself is moved and not put back": _changes_x,
    "x is not copied": _no_copy,
    "rows are moved as a whole": _rows_only,
    "two axes only": _two_axes,
    "flattened": _flat,
    "the last entry is left out": _too_short,
    "returns in the loop": _early,
    "into integers": _integers,
    "f of one entry alone": _x_alone,
    "the last entry's slope alone": _one_number,
    "all slopes are added": _total,
    "the other entries are 0": _slope(_others_are_zero),
    "below, the other entries are 0": _slope(_one_left_without),
    "returns nothing": _no_return,
    "the gradient is divided by the number of entries": _slope(lambda f, x, i, h: _central(f, x, i, h) / x.size),
    "transposed": lambda f, x, h=1e-5: _slope(_central)(f, x, h).T,
    "second derivative": _slope(lambda f, x, i, h: (_at(f, x, i, h) - 2 * f(x) + _at(f, x, i, -h)) / h**2),
    "forward, over 2h": _slope(lambda f, x, i, h: (_at(f, x, i, h) - f(x)) / (2 * h)),
    "absolute values": _slope(lambda f, x, i, h: abs(_central(f, x, i, h))),
    "one step for up and down, h/2": _slope(lambda f, x, i, h: (_at(f, x, i, h / 2) - _at(f, x, i, -h / 2)) / (2 * h)),
}

DOUBLE = {"forward, over 2h"}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "forward difference": "forward_difference",
    "backward difference": "backward_difference",
    "divided by h, not 2h": "forgot_the_two",
    "no brackets: / 2 * h": "times_h_for_brackets",
    "not divided": "not_divided",
    "the wrong way round": "wrong_sign",
    "plus for minus": "sum_of_the_two",
    "all entries are moved at once": "one_slope_for_all",
    "all entries are moved at once, in the right shape": "all_entries_at_once",
    "a fixed step": "step_is_fixed",
    "a fixed step of 1e-4": "step_is_fixed",
    "a step h·x": "step_relative_to_x",
    "the entry is not put back": "not_put_back",
    "moves up and stays up": "stays_above",
    "x is not copied": "nothing_moves",
    "rows are moved as a whole": "whole_rows",
    "flattened": "flattened",
    "the last entry is left out": "last_entry_left_out",
    "all slopes are added": "summed",
    "the other entries are 0": "others_set_to_zero",
    "the gradient is divided by the number of entries": "divided_by_number_of_entries",
    "second derivative": "second_derivative",
    "forward, over 2h": "moved_down_by_h_only",
    "absolute values": "sign_lost",
    "one step for up and down, h/2": "half_a_step_over_two",
}


def _nditer(f, x, h=1e-5):
    gradient = np.zeros_like(x)
    iterator = np.nditer(x, flags=["multi_index"])
    for _ in iterator:
        gradient[iterator.multi_index] = _central(f, x, iterator.multi_index, h)
    return gradient


def _put_back(f, x, h=1e-5):
    gradient = np.empty(x.shape)
    for index in np.ndindex(*x.shape):
        before = x[index]
        x[index] = before + h
        up = f(x)
        x[index] = before - h
        gradient[index] = (up - f(x)) / (2 * h)
        x[index] = before
    return gradient


def _unit_vectors(f, x, h=1e-5):
    units = np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in units]).reshape(x.shape)


RIGHT = {
    "ndindex": _slope(_central),
    "nditer": _nditer,
    "moved and put back": _put_back,
    "unit vectors": _unit_vectors,
    "means of both sides": _slope(
        lambda f, x, i, h: ((_at(f, x, i, h) - f(x)) / h + (f(x) - _at(f, x, i, -h)) / h) / 2
    ),
    "lists": lambda f, x, h=1e-5: _unit_vectors(f, x, h).tolist(),
    "recursion over the flat entries": lambda f, x, h=1e-5: np.reshape(
        (lambda step: step(step, 0))(
            lambda step, k: [] if k == x.size else [_central(f, x, np.unravel_index(k, x.shape), h), *step(step, k + 1)]
        ),
        x.shape,
    ),
}
