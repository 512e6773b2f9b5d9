"""The picture of activation functions and their slopes."""

import numpy as np
import pytest

import bplib as bp


def test_the_largest_slopes_are_those_that_differences_give():
    alt = bp.figures.activation_curves(bp.identity, bp.relu, bp.tanh, bp.sigmoid).alt
    z = np.linspace(-4, 4, 801)
    for activation in (bp.identity, bp.relu, bp.tanh, bp.sigmoid):
        steepest = np.max((activation(z + 1e-4) - activation(z - 1e-4)) / 2e-4)
        assert f"{steepest:.2f}".rstrip("0").rstrip(".") + f" for {activation!r}" in alt


def test_one_function_is_told_in_the_singular():
    assert "Line chart of sigmoid against z, solid, with its slope" in bp.figures.activation_curves(bp.sigmoid).alt


@pytest.mark.parametrize("wrong", [(), (bp.relu,) * 5, (np.tanh,)])
def test_what_is_no_activation_function_is_an_error(wrong):
    with pytest.raises(ValueError, match=r"Write activation_curves\(bp.sigmoid, bp.relu\)"):
        bp.figures.activation_curves(*wrong)
