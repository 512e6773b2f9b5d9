"""The exercises of lesson 07: a slope estimated from two points, and slopes by the chain rule."""

import numpy as np

from .arguments import Function
from .exercise import Exercise, Mistake, Output, Probe
from .lesson_07_graph import GRAPH_GRADIENTS

__all__ = ["EXERCISES"]


def numerical_derivative(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


def _wave(rng, x, *h, rising=True):
    """A wave whose slope at x is neither small nor the steepest, so that each of its derivatives counts.

    It rises or falls as `rising` says.
    """
    frequency, side = rng.uniform(2.5, 3.5), rng.choice([-1, 1]) * rng.uniform(0.3, 0.6)
    wave = Function("wave", (rng.uniform(1, 2) * (1 if rising else -1), frequency, side - frequency * x), "f, a wave,")
    return Probe((wave, x, *h), f"at x = {x:.3g}" + (f" with h = {h[0]}" if h else ""))


def _probes(rng):
    """The default step, at 0 too; steps so large that one tells which formula it is; whole-number polynomials."""
    cubic = Function("polynomial", tuple(int(c) for c in rng.integers(2, 6, 4)), "f, a polynomial of degree 3,")
    return [
        _wave(rng, float(rng.uniform(0.5, 1.5))),
        _wave(rng, float(rng.uniform(-1.5, -0.5)), rising=False),
        _wave(rng, 0.0),
        _wave(rng, float(rng.uniform(1.1, 1.9)), 0.05, rising=False),
        _wave(rng, float(rng.uniform(-2, -1)), 0.03),
        _wave(rng, 0.0, 0.05),
        Probe((cubic, 1.5, 0.05), "with h = 0.05"),
        Probe((cubic, 2.0, 0.001), "with h = 0.001"),
    ]


def _with_points(f, x, h=1e-5):
    left, right = x - h, x + h
    return float(f(right) - f(left)) / (right - left)


def _mean_of_two_slopes(f, x, h=1e-5):
    forward = (f(x + h) - f(x)) / h
    backward = (f(x) - f(x - h)) / h
    return np.mean([forward, backward])


class _Slope:
    def __call__(self, f, x, h=1e-5):
        values = [f(x + step) for step in (-h, h)]
        return np.diff(values)[0] * 0.5 / h


def _mistake(id, function, why):
    return Mistake(id, lambda f, x, h=1e-5: function(f, x, h), why)


def _relative(f, x, h):
    step = np.float64(h * x)
    return (f(x + step) - f(x - step)) / (2 * step)


MISTAKES = (
    _mistake(
        "forward_difference",
        lambda f, x, h: (f(x + h) - f(x)) / h,
        "The second point is x itself. Here it is x − h: with one point on each side most of the error cancels.",
    ),
    _mistake(
        "backward_difference",
        lambda f, x, h: (f(x) - f(x - h)) / h,
        "The first point is x itself. Here it is x + h: with one point on each side most of the error cancels.",
    ),
    _mistake(
        "forgot_the_two",
        lambda f, x, h: (f(x + h) - f(x - h)) / h,
        "The result is twice as steep. From x − h to x + h it is 2h, so the rise is divided by 2h.",
    ),
    _mistake(
        "not_divided",
        lambda f, x, h: f(x + h) - f(x - h),
        "This is the rise alone. A slope is rise over run: divide by the distance of the two points, 2h.",
    ),
    _mistake(
        "times_h_for_brackets",
        lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "/ 2 * h divides by 2 and then multiplies by h. The denominator needs brackets: / (2 * h).",
    ),
    _mistake(
        "brackets_around_the_difference",
        lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
        "Only the second value is divided, since / binds more closely than −. The difference needs brackets.",
    ),
    _mistake(
        "wrong_sign",
        lambda f, x, h: (f(x - h) - f(x + h)) / (2 * h),
        "The sign is turned. The value on the left, f(x − h), is subtracted from the one on the right.",
    ),
    _mistake(
        "step_is_fixed",
        lambda f, x, h: (f(x + 1e-5) - f(x - 1e-5)) / 2e-5,
        "The step is always 1e-5 here, whatever h is given. Use the argument h.",
    ),
    _mistake(
        "step_relative_to_x",
        _relative,
        "The step is h times x. At x = 0 nothing is left of it, and 0/0 is not a number: go by h itself.",
    ),
    _mistake(
        "half_a_step",
        lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / h,
        "The two points are h/2 away from x. Here h is the distance from x to each of them.",
    ),
    _mistake(
        "two_steps_to_the_right",
        lambda f, x, h: (f(x + 2 * h) - f(x)) / (2 * h),
        "Both points lie on one side: x and x + 2h. The estimate belongs to the middle between them, which is x + h.",
    ),
    _mistake(
        "sum_of_the_two",
        lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
        "The two values are added. A slope is made of their difference.",
    ),
    _mistake(
        "second_derivative",
        lambda f, x, h: (f(x + h) - 2 * f(x) + f(x - h)) / h**2,
        "This estimates the second derivative, how fast the slope itself changes. The slope takes two points.",
    ),
    _mistake("value_of_f", lambda f, x, h: f(x), "This is the height of f at x. The slope compares two heights."),
    _mistake(
        "value_at_the_step",
        lambda f, x, h: f(x + h),
        "This is one height beside x. The slope compares it with the height on the other side.",
    ),
    _mistake(
        "forward_over_two_steps",
        lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
        "From x to x + h it is h, not 2h, so this is about half the slope. Take the second point at x − h.",
    ),
    _mistake(
        "divided_by_two_alone",
        lambda f, x, h: (f(x + h) - f(x - h)) / 2,
        "The rise is divided by 2 alone. The distance of the two points is 2h.",
    ),
    _mistake(
        "half_a_step_over_two",
        lambda f, x, h: (f(x + h / 2) - f(x - h / 2)) / (2 * h),
        "The two points are h apart, but the rise is divided by 2h. Take them at x + h and x − h.",
    ),
    _mistake(
        "whole_part_of_x",
        lambda f, x, h: (f(int(x) + h) - f(int(x) - h)) / (2 * h),
        "x has lost what is behind its decimal point, so this is the slope at another place. Take x as it is.",
    ),
    _mistake(
        "sign_lost",
        lambda f, x, h: abs(f(x + h) - f(x - h)) / (2 * h),
        "The slope has lost its sign. Where f falls it is negative: that tells the way down.",
    ),
    _mistake(
        "step_as_a_factor",
        lambda f, x, h: (f(x * h) - f(x)) / h,
        "x is multiplied by h. h is a step beside x: x + h and x − h.",
    ),
    _mistake(
        "divided_by_x",
        lambda f, x, h: (f(x + h) - f(x - h)) / np.float64(2 * x),
        "The rise is divided by 2x. The run is the distance of the two points, 2h, wherever they lie.",
    ),
    _mistake(
        "cube_of_the_example",
        lambda f, x, h: ((x + h) ** 3 - (x - h) ** 3) / (2 * h),
        "The x³ of the example is built in. f comes as an argument: f(x + h) and f(x − h).",
    ),
    _mistake(
        "divided_by_the_square_of_h",
        lambda f, x, h: (f(x + h) - f(x - h)) / h**2,
        "The rise is divided by h². The distance of the two points is 2h.",
    ),
    _mistake(
        "run_over_rise",
        lambda f, x, h: 2 * h / (f(x + h) - f(x - h)),
        "The run is divided by the rise. A slope is rise over run.",
    ),
    _mistake(
        "points_subtracted_inside",
        lambda f, x, h: f((x + h) - (x - h)) / (2 * h),
        "The points are subtracted inside f, which leaves f(2h). Each point goes into f by itself; then subtract.",
    ),
    _mistake(
        "step_outside_of_f",
        lambda f, x, h: ((f(x) + h) - (f(x) - h)) / (2 * h),
        "The result is always 1: the run is divided by itself. The rise is f(x + h) − f(x − h), h inside the brackets.",
    ),
)

SQUARE = Function("polynomial", (0, 0, 1), "lambda x: x**2")
CUBE = Function("polynomial", (0, 0, 0, 1), "lambda x: x**3")

EXERCISES = (
    Exercise(
        id="numerical_derivative",
        lesson=7,
        parameters=("f", "x", "h=1e-5"),
        outputs=(Output("slope", "a number"),),
        reference=numerical_derivative,
        probes=_probes,
        small_probes=(
            Probe((SQUARE, 3.0, 1.0)),
            Probe((SQUARE, 3.0, 0.5)),
            Probe((CUBE, 1.0, 1.0)),
            Probe((SQUARE, -3.0, 1.0)),
        ),
        mistakes=MISTAKES,
        variants=(_with_points, _mean_of_two_slopes, _Slope()),
        tolerance=1e-7,
        exact=1e-7,
        formula="(f(x + h) − f(x − h)) / (2h)",
        where="Lesson 07, section 2 “Measure a slope”, One point on each side",
    ),
    GRAPH_GRADIENTS,
)
