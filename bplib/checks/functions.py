"""The functions that a learner's function is given as arguments, such as the f of numerical_derivative(f, x, h).

An exercise speaks of them by name, with constants: `Function("polynomial", (1, 0, 2), "1 + 2x²")`. So arguments are
plain values, which can be sent to another process, and this module is all that it needs there. Each maker takes
the constants and gives the function.
"""

import numpy as np

__all__ = ["FUNCTIONS"]


def polynomial(*coefficients):
    """c₀ + c₁ x + c₂ x² + …, of one number or entry by entry."""
    return lambda x: sum(c * x**i for i, c in enumerate(coefficients))


def wave(amplitude, frequency, phase):
    """A sin(ωx + φ) + exp(x/2), of one number: every derivative is there."""
    return lambda x: amplitude * np.sin(frequency * x + phase) + np.exp(x / 2)


def mixing(matrix, vector, cubic):
    """½ xᵀAx + bᵀx + Σ c x³ + (Σ x)³ of an array, taken as a long vector: entries act on each other's slopes."""

    def f(x):
        v = np.ravel(x)
        if v.size != len(vector):
            raise ValueError(f"f takes all {len(vector)} entries of x at once; here it got {v.size}")
        return float(v @ matrix @ v / 2 + vector @ v + np.sum(cubic * v**3) + np.sum(v) ** 3)

    return f


def sum_of_powers(exponent):
    """Σ xᵏ, of an array."""
    return lambda x: float(np.sum(np.asarray(x) ** exponent))


def power_of_sum(exponent):
    """(Σ x)ᵏ, of an array: each entry acts on the slopes of all others."""
    return lambda x: float(np.sum(x) ** exponent)


def linear_gradient(matrix, vector):
    """Aθ − b, the gradient of ½ θᵀAθ − bᵀθ."""
    return lambda theta: matrix @ theta - vector


def cubic_gradient(scale):
    """c θ³, entry by entry, the gradient of Σ c θ⁴ / 4."""
    return lambda theta: scale * theta**3


FUNCTIONS = {
    maker.__name__: maker
    for maker in (polynomial, wave, mixing, sum_of_powers, power_of_sum, linear_gradient, cubic_gradient)
}
