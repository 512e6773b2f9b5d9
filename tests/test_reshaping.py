"""Flatten: the same numbers, in reading order, there and back."""

import numpy as np
import pytest

import bplib as bp
from oracles.examples import through


def test_flatten_puts_the_numbers_of_each_example_in_one_row_last_axis_fastest():
    x = np.arange(24.0).reshape(2, 2, 3, 2)
    result = through(bp.Flatten((2, 3, 2)), x)
    assert result.output.tolist() == [list(range(12)), list(range(12, 24))]
    assert result.z is result.output


def test_flatten_backward_puts_every_gradient_back_where_its_number_came_from():
    x = np.random.default_rng(0).normal(size=(3, 2, 4, 5))
    result = through(bp.Flatten((2, 4, 5)), x, through(bp.Flatten((2, 4, 5)), x).output)
    np.testing.assert_array_equal(result.d_x, x)


def test_flatten_of_one_axis_changes_nothing():
    x = np.random.default_rng(0).normal(size=(3, 4))
    np.testing.assert_array_equal(through(bp.Flatten((4,)), x).output, x)


@pytest.mark.parametrize("shape", [(), (0,), (2, -1), 4, [2, 2], (2, 2.0), None])
def test_flatten_refuses_a_shape_that_cannot_be(shape):
    with pytest.raises(
        ValueError, match=r"^Flatten got input_shape=.*expected a tuple of sizes of whole numbers of at least 1"
    ):
        bp.Flatten(shape)
