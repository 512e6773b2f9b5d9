"""Slopes from two points: the secant through x and x + h, and what becomes of it as h shrinks towards 0.

In exact arithmetic the secant's slope comes ever nearer to the tangent's. Floats have 16 digits: when h is tiny, f(x)
and f(x + h) agree in nearly all of them, and their difference is mostly rounding. Source: Press et al., Numerical
Recipes (3rd ed., 2007), section 5.7.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..activations import sigmoid

__all__ = ["CURVES", "Curve", "Secant"]

ROUNDING = 2.0**-53  # the largest relative error of rounding to a float, and the digits that it leaves
DIGITS = -math.log10(ROUNDING)


@dataclass(frozen=True)
class Curve:
    """A function of one number and its slope, for numbers and for arrays."""

    name: str
    value: Callable[[np.ndarray], np.ndarray]
    slope: Callable[[np.ndarray], np.ndarray]


CURVES = {
    curve.name: curve
    for curve in (
        Curve("x²", lambda x: x * x, lambda x: 2 * x),
        Curve("x³", lambda x: x * x * x, lambda x: 3 * x * x),
        Curve("sin x", np.sin, np.cos),
        Curve("σ(x)", sigmoid, lambda x: sigmoid.derivative(x, sigmoid(x))),
    )
}


@dataclass(frozen=True)
class Secant:
    """The line through two points of a curve, at x and at x + h."""

    curve: Curve
    x: float
    h: float

    def __post_init__(self):
        if not (math.isfinite(self.x) and math.isfinite(self.h) and self.h):
            raise ValueError(f"The secant at x = {self.x} has h = {self.h}, expected two finite numbers, h not 0.")

    @cached_property
    def heights(self) -> tuple[float, float]:
        """f(x) and f(x + h)."""
        return float(self.curve.value(np.float64(self.x))), float(self.curve.value(np.float64(self.x + self.h)))

    @property
    def slope(self) -> float:
        """(f(x + h) − f(x)) / h, as floats give it."""
        return (self.heights[1] - self.heights[0]) / self.h

    @property
    def tangent(self) -> float:
        """f′(x), the slope of the tangent at x."""
        return float(self.curve.slope(np.float64(self.x)))

    @property
    def error(self) -> float:
        """How far the secant's slope is from the tangent's."""
        return abs(self.slope - self.tangent)

    @property
    def two_sided(self) -> float:
        """(f(x + h) − f(x − h)) / 2h, the slope from one point on each side."""
        left = float(self.curve.value(np.float64(self.x - self.h)))
        return (self.heights[1] - left) / (2 * self.h)

    @property
    def n_digits_left(self) -> int:
        """About how many of the 16 digits of f(x) the difference f(x + h) − f(x) still has."""
        low, high = self.heights
        if low == high:
            return 0
        lost = math.log10(max(abs(low), abs(high)) / abs(high - low))
        return min(16, max(0, round(DIGITS - lost)))

    @property
    def is_rounded_away(self) -> bool:
        """Whether the error is of the size that rounding f(x) and f(x + h) explains, not the bend of the curve."""
        rounding = 2 * ROUNDING * max(map(abs, self.heights)) / abs(self.h)
        moved = abs((self.x + self.h) - self.x - self.h) / abs(self.h) * abs(self.tangent)  # x + h is rounded, too
        return self.error <= 2 * (rounding + moved)
