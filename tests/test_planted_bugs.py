"""The programs with planted bugs: each is what its description says, and the check finds it by its pattern."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import BUGS, BugHunt, GradientComparison
from bplib.demonstrations.planted_bugs import LEARNING_RATE

LOSS = bp.softmax_cross_entropy


@pytest.fixture(scope="module")
def hunt():
    return BugHunt.small()


def of_bplib(hunt):
    """Cache and gradients by bplib's own backward pass."""
    cache = bp.forward(hunt.network, hunt.parameters, hunt.x)
    return cache, bp.backward(hunt.network, hunt.parameters, cache, LOSS.gradient(cache.output, hunt.labels))


def test_the_program_without_a_bug_agrees_with_bplib_and_with_measured_slopes(hunt):
    for n in (1, 3, 5):
        few = hunt.first(n)
        np.testing.assert_allclose(few.gradients().vector, of_bplib(few)[1].vector, rtol=1e-12)
        assert few.check().red == () and max(few.check().errors.values()) < 1e-7


@pytest.mark.parametrize(("bug", "red"), [
    (1, ("W₁", "b₁")), (2, ("W₁", "b₁", "W₂", "b₂")), (3, ("b₁", "b₂")), (4, ("W₁", "b₁")), (5, ("W₁", "b₁")),
])  # fmt: skip
def test_each_bug_makes_its_arrays_red_and_no_others(hunt, bug, red):
    assert hunt.check(bug).red == red


def test_all_bugs_are_planted_and_differ_from_each_other(hunt):
    found = [hunt.gradients(bug).vector for bug in (0, *BUGS)]
    assert len({tuple(vector.round(9)) for vector in found}) == len(BUGS) + 1 == 6


def test_without_the_slope_each_unit_of_one_example_is_off_by_one_over_it(hunt):
    one = hunt.first(1)
    slope = 1 - of_bplib(one)[0].activations[0][0] ** 2
    ratios = one.check(1).ratios
    np.testing.assert_allclose(ratios["W₁"], [1 / slope] * 2, rtol=1e-6)
    np.testing.assert_allclose(ratios["b₁"], 1 / slope, rtol=1e-6)
    assert ratios["b₁"].min() > 1


def test_a_missing_division_and_a_second_one_show_as_the_size_of_the_batch(hunt):
    for ratios in hunt.check(2).ratios.values():
        np.testing.assert_allclose(ratios, 5, rtol=1e-6)
    for name in ("b₁", "b₂"):
        np.testing.assert_allclose(hunt.check(3).ratios[name], 1 / 5, rtol=1e-6)
    for bug in (2, 3):  # with one example a mean is a sum
        assert hunt.first(1).check(bug).red == ()


@pytest.mark.parametrize("bug", [4, 5])
def test_a_wrong_way_back_is_that_of_a_network_with_the_wrong_weights(hunt, bug):
    cache, gradients = of_bplib(hunt)
    wrong = hunt.parameters.copy()
    moved = wrong[1].weights - LEARNING_RATE * gradients[1].weights
    wrong[1].weights = hunt.parameters[1].weights.T.copy() if bug == 4 else moved
    expected = bp.backward(hunt.network, wrong, cache, LOSS.gradient(cache.output, hunt.labels))
    found = hunt.gradients(bug)
    np.testing.assert_allclose(found[0].weights, expected[0].weights, rtol=1e-12)
    np.testing.assert_allclose(found[0].biases, expected[0].biases, rtol=1e-12)
    np.testing.assert_allclose(found[1].weights, gradients[1].weights, rtol=1e-12)


def test_the_patterns_can_be_told_apart_with_one_example(hunt):
    factors = {bug: hunt.first(1).check(bug).ratios["b₁"] for bug in (1, 4, 5)}
    assert factors[1].min() > 1.1
    assert factors[4].min() < 0
    assert abs(factors[5] - 1).max() < 0.2 and factors[5].min() < 1


def test_every_slope_is_far_from_0_so_that_its_factor_means_something(hunt):
    for few in (hunt, hunt.first(1)):
        assert abs(few.check().measured.vector).min() > 0.01


def test_gradients_change_nothing(hunt):
    before = hunt.parameters.vector.copy()
    for bug in BUGS:
        hunt.check(bug)
    np.testing.assert_array_equal(hunt.parameters.vector, before)


def test_a_comparison_shows_errors_and_factors_row_by_row():
    shapes = ({"weights": (2, 1), "biases": (1,)}, {"weights": (1, 1), "biases": (1,)})
    measured = bp.Parameters(shapes, np.array([1.0, -2, 4, 5, 6]))
    shown = repr(GradientComparison(bp.Parameters(shapes, np.array([1.0, -4, 4, 5, 6])), measured)).splitlines()
    assert shown[0].startswith("    error   the program's gradients")
    assert shown[1:] == [
        "W₁  0.33 RED  1.00 |  2.00", "b₁  ok        1.00", "W₂  ok        1.00", "b₂  ok        1.00",
    ]  # fmt: skip


def test_an_unknown_bug_is_an_error_that_names_the_known_ones(hunt):
    with pytest.raises(ValueError, match=r"no bug 6 here. Take one of 1, 2, 3, 4, 5"):
        hunt.gradients(6)
