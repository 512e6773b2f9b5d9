"""Reverse-mode differentiation of single floats: every number remembers what it was made of, and with which slopes."""

import math


class Number:
    """A value, and after `differentiate` its slope: how much the result changes with it."""

    __slots__ = ("parents", "slope", "value")

    def __init__(self, value, parents=()):
        self.value, self.parents, self.slope = float(value), parents, 0.0

    def __add__(self, other):
        other = as_number(other)
        return Number(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        other = as_number(other)
        return Number(self.value * other.value, ((self, other.value), (other, self.value)))

    def __pow__(self, exponent):
        return Number(self.value**exponent, ((self, exponent * self.value ** (exponent - 1)),))

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -as_number(other)

    def __truediv__(self, other):
        return self * as_number(other) ** -1

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other):
        return -self + other


def as_number(value):
    return value if isinstance(value, Number) else Number(value)


def exp(x):
    value = math.exp(x.value)
    return Number(value, ((x, value),))


def log(x):
    return Number(math.log(x.value), ((x, 1 / x.value),))


def tanh(x):
    value = math.tanh(x.value)
    return Number(value, ((x, 1 - value**2),))


def same(x):
    """A number of its own with the value of x."""
    return Number(x.value, ((x, 1.0),))


def maximum(*numbers):
    """The largest; in a tie the first of the largest, and only it, gets the slope."""
    return same(max((as_number(number) for number in numbers), key=lambda number: number.value))


def differentiate(result):
    """Set `.slope` of every number from which the result was made: from the result back, each after all its uses."""
    order, seen, waiting = [], set(), [(result, False)]
    while waiting:
        number, has_its_parents = waiting.pop()
        if has_its_parents:
            order.append(number)
        elif number not in seen:
            seen.add(number)
            waiting.append((number, True))
            waiting.extend((parent, False) for parent, _ in number.parents)
    for number in order:
        number.slope = 0.0
    result.slope = 1.0
    for number in reversed(order):
        for parent, slope in number.parents:
            parent.slope += number.slope * slope
