"""Answers to numerical_derivative(f, x, h=1e-5); the name of a wrong one says what is wrong with it."""

import numpy as np


def _fixed_step(f, x, h=1e-5):
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


def _prints(f, x, h=1e-5):
    print((f(x + h) - f(x - h)) / (2 * h))


def _integers(f, x, h=1e-5):
    return (f(int(x) + h) - f(int(x) - h)) / (2 * h)


def _loop_returns(f, x, h=1e-5):
    for step in (h, -h):
        return (f(x + step) - f(x)) / step


def _mean_of_forward_twice(f, x, h=1e-5):
    slopes = [(f(x + h) - f(x)) / h for _ in range(2)]
    return sum(slopes) / 2


WRONG = {
    "forward difference": lambda f, x, h=1e-5: (f(x + h) - f(x)) / h,
    "backward difference": lambda f, x, h=1e-5: (f(x) - f(x - h)) / h,
    "divided by h, not 2h": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / h,
    "forward difference over 2h": lambda f, x, h=1e-5: (f(x + h) - f(x)) / (2 * h),
    "no brackets: / 2 * h": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / 2 * h,
    "not divided": lambda f, x, h=1e-5: f(x + h) - f(x - h),
    "divided by 2 only": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / 2,
    "the wrong way round": lambda f, x, h=1e-5: (f(x - h) - f(x + h)) / (2 * h),
    "plus for minus": lambda f, x, h=1e-5: (f(x + h) + f(x - h)) / (2 * h),
    "no brackets around the difference": lambda f, x, h=1e-5: f(x + h) - f(x - h) / (2 * h),
    "a fixed step, whatever h": _fixed_step,
    "a fixed step of 1e-6": lambda f, x, h=1e-5: (f(x + 1e-6) - f(x - 1e-6)) / 2e-6,
    "a step h·x": lambda f, x, h=1e-5: (f(x + h * x) - f(x - h * x)) / (2 * h * x),
    "the factor in f: f(x·h)": lambda f, x, h=1e-5: (f(x * h) - f(x)) / h,
    "second derivative": lambda f, x, h=1e-5: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
    "the step inside, half": lambda f, x, h=1e-5: (f(x + h / 2) - f(x - h / 2)) / (2 * h),
    "divided by x": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / (2 * x),
    "the difference of the points": lambda f, x, h=1e-5: f((x + h) - (x - h)) / (2 * h),
    "f times h": lambda f, x, h=1e-5: (f(x) + h - (f(x) - h)) / (2 * h),
    "the value of f": lambda f, x, h=1e-5: f(x),
    "f itself": lambda f, x, h=1e-5: f,
    "f is not called": lambda f, x, h=1e-5: (f * (x + h) - f * (x - h)) / (2 * h),
    "x is cut to an integer": _integers,
    "whole numbers by //": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) // (2 * h),
    "rounded to 2 places": lambda f, x, h=1e-5: np.round((f(x + h) - f(x - h)) / (2 * h), 2),
    "prints and returns nothing": _prints,
    "returns in the loop": _loop_returns,
    "forward difference, twice averaged": _mean_of_forward_twice,
    "absolute value": lambda f, x, h=1e-5: abs(f(x + h) - f(x - h)) / (2 * h),
    "x as a second argument to f": lambda f, x, h=1e-5: (f(x, h) - f(x, -h)) / (2 * h),
}

# What the checks call them; the others are rejected without a name.
NAMED = {
    "forward difference": "forward_difference",
    "backward difference": "backward_difference",
    "divided by h, not 2h": "forgot_the_two",
    "forward difference over 2h": "forward_over_two_steps",
    "no brackets: / 2 * h": "times_h_for_brackets",
    "not divided": "not_divided",
    "divided by 2 only": "divided_by_two_alone",
    "the wrong way round": "wrong_sign",
    "plus for minus": "sum_of_the_two",
    "no brackets around the difference": "brackets_around_the_difference",
    "a fixed step, whatever h": "step_is_fixed",
    "a fixed step of 1e-6": "step_is_fixed",
    "a step h·x": "step_relative_to_x",
    "the factor in f: f(x·h)": "step_as_a_factor",
    "second derivative": "second_derivative",
    "the step inside, half": "half_a_step_over_two",
    "divided by x": "divided_by_x",
    "the difference of the points": "points_subtracted_inside",
    "f times h": "step_outside_of_f",
    "the value of f": "value_of_f",
    "x is cut to an integer": "whole_part_of_x",
    "returns in the loop": "forward_difference",
    "forward difference, twice averaged": "forward_difference",
    "absolute value": "sign_lost",
}


def _named(f, x, h=1e-5):
    points = np.array([x - h, x + h])
    left, right = map(f, points)
    return float((right - left) / (points[1] - points[0]))


class _Derivative:
    def __call__(self, f, x, h=1e-5):
        return self.slope(f, x, h)

    @staticmethod
    def slope(f, x, h):
        return (f(x + h) - f(x - h)) * (0.5 / h)


RIGHT = {
    "plain": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / (2 * h),
    "brackets by two divisions": lambda f, x, h=1e-5: (f(x + h) - f(x - h)) / 2 / h,
    "points first": _named,
    "a class": _Derivative(),
    "mean of both one-sided slopes": lambda f, x, h=1e-5: ((f(x + h) - f(x)) / h + (f(x) - f(x - h)) / h) / 2,
    "in an array": lambda f, x, h=1e-5: np.asarray((f(x - h) - f(x + h)) / (-2 * h)),
    "sum with signs": lambda f, x, h=1e-5: sum(s * f(x + s * h) for s in (1, -1)) / (2 * h),
}
