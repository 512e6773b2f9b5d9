"""Slopes measured by central differences in float64: two pairs of points, so that the error is of order h⁴."""

import numpy as np

from .closeness import assert_close

STEP = 1e-4


def slope(loss, array, direction, step=STEP):
    """dL/dε at ε = 0 where `array`, from which `loss()` is computed, moves to array + ε · direction; it is put back."""
    start = array.copy()

    def loss_at(n_steps):
        array[...] = start + n_steps * step * direction
        return loss()

    result = (8 * (loss_at(1) - loss_at(-1)) - (loss_at(2) - loss_at(-2))) / (12 * step)
    array[...] = start
    return result


def gradient(loss, array):
    """∂L/∂array, one number after the other."""
    result = np.empty(array.shape)
    for index in np.ndindex(array.shape):
        direction = np.zeros(array.shape)
        direction[index] = 1
        result[index] = slope(loss, array, direction)
    return result


def assert_agrees(computed, measured, name=""):
    """Agreement to 1e-7 relative, number by number; the absolute part is the rounding in a difference of two losses."""
    assert_close(computed, measured, rtol=1e-7, atol=2e-11, name=name)
