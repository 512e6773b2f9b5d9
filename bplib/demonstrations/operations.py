"""What a node of a computation graph can do with one or two numbers: its value, its slopes, and how it is written.

The sigmoid, tanh and ReLU are the core's. Each operation also knows wrong local slopes that people take for its own,
so that a wrong gradient can be answered with a hint. Read next: `expression.py`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ..activations import Activation, relu, sigmoid, tanh

__all__ = ["FUNCTIONS", "OPERATORS", "Operation"]


@dataclass(frozen=True)
class Operation:
    """A function of one or two numbers.

    `value(*numbers)` is what it gives; it raises ArithmeticError or ValueError, with words, where it has no value.
    `slopes(value, *numbers)` are its local slopes, one for each number, ∂value/∂number; `slips(value, *numbers)` has
    for each number the wrong slopes that people take instead, each with a hint. `pattern` shows how it is written.
    """

    name: str
    pattern: str
    value: Callable[..., float]
    slopes: Callable[..., tuple[float, ...]]
    slips: Callable[..., tuple[tuple[tuple[float, str], ...], ...]] = lambda value, *numbers: ((),) * len(numbers)

    def __repr__(self) -> str:
        return self.name


def _quotient(a: float, b: float) -> float:
    if b == 0:
        raise ZeroDivisionError("a division by 0")
    return a / b


def _power(a: float, b: float) -> float:
    if a == 0 and b < 0:
        raise ZeroDivisionError("a negative power of 0, which is a division by 0")
    if a < 0 and not float(b).is_integer():
        raise ValueError("a broken power of a negative number")
    return float(a) ** b


def _power_slopes(value: float, a: float, b: float) -> tuple[float, float]:
    """b·aᵇ⁻¹ and, for a positive a, aᵇ·log a."""
    if a == 0 and 0 < b < 1:
        raise ValueError("the slope of this power is infinite where its base is 0")
    return 0.0 if b == 0 else b * _power(a, b - 1), value * math.log(a) if a > 0 else math.nan


def _log(a: float) -> float:
    if a <= 0:
        raise ValueError(f"the logarithm of {'0' if a == 0 else 'a negative number'}")
    return math.log(a)


def _product_slips(value, a, b):
    own = "The slope of a product along one factor is the other factor, not the factor itself."
    return ((a, own),), ((b, own),)


def _quotient_slips(value, a, b):
    flat = "The slope of a quotient along its denominator has the square of the denominator under it, and a minus."
    return ((b, "The slope along the numerator is 1 divided by the denominator."),), (
        (1 / b, "That is the slope along the numerator. You need the one along the denominator."),
        (a / b**2, "The slope of a quotient along its denominator has a minus."),
        (-a / b, flat),
    )


def _difference_slips(value, a, b):
    return (), ((1.0, "What is taken away has the local slope −1."),)


def _power_slips(value, a, b):
    slips = [(b * value, "The exponent comes down, and the power that is left is one lower.")]
    if a != 0 or b >= 1:
        slips.append((_power(a, b - 1), "The exponent comes down as a factor: it is missing."))
    if b == 2:
        slips.append((a, "The slope of a square is twice the base: the 2 is missing."))
    return tuple(slips), ()


def _squashing(activation: Activation, pattern: str, slips: Callable) -> Operation:
    """One of the core's activation functions, for one number."""

    def slopes(value, z):
        return (float(activation.derivative(np.float64(z), np.float64(value), out=np.empty(()))),)

    return Operation(
        repr(activation), pattern, lambda z: float(activation(np.float64(z))), slopes,
        lambda value, z: (slips(value, z),),
    )  # fmt: skip


OPERATORS = {
    "+": Operation("+", "{} + {}", lambda a, b: a + b, lambda value, a, b: (1.0, 1.0)),
    "-": Operation("−", "{} − {}", lambda a, b: a - b, lambda value, a, b: (1.0, -1.0), _difference_slips),
    "*": Operation("·", "{}·{}", lambda a, b: a * b, lambda value, a, b: (b, a), _product_slips),
    "/": Operation("/", "{}/{}", _quotient, lambda value, a, b: (1 / b, -a / b**2), _quotient_slips),
    "**": Operation("power", "{}^{}", _power, _power_slopes, _power_slips),
    "negative": Operation("minus", "−{}", lambda a: -a, lambda value, a: (-1.0,)),
}
FUNCTIONS = {
    "exp": Operation(
        "exp", "exp({})", math.exp, lambda value, a: (value,),
        lambda value, a: (((a * value / math.e, "exp is its own slope: no exponent comes down."),),),
    ),
    "log": Operation(
        "log", "log({})", _log, lambda value, a: (1 / a,),
        lambda value, a: (((a, "The slope of log is 1 divided by what stands in it."),),),
    ),
    "sigmoid": _squashing(sigmoid, "σ({})", lambda a, z: (
        (a, "The slope of σ is a·(1 − a), where a is its value: the second factor is missing."),
        (1 - a, "The slope of σ is a·(1 − a), where a is its value: the first factor is missing."),
        (z * (1 - z), "In a·(1 − a) the a is what σ gives, not what goes into it."),
    )),
    "tanh": _squashing(tanh, "tanh({})", lambda a, z: (
        (1 - a, "The slope of tanh is 1 − a², where a is its value: the square is missing."),
        (a * (1 - a), "That is the slope of σ. The slope of tanh is 1 − a²."),
        (1 - z * z, "In 1 − a² the a is what tanh gives, not what goes into it."),
    )),
    "relu": _squashing(relu, "relu({})", lambda a, z: (
        (float(z <= 0), "The slope of relu is 1 where its input is above 0, and 0 elsewhere."),
        (a, "That is what relu gives. Its slope is 1 where its input is above 0, and 0 elsewhere."),
    )),
}  # fmt: skip
