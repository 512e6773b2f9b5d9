"""The error of numerical gradients: measured as it is, and its two parts as theory has them."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import DifferenceQuotients, relative_error
from bplib.demonstrations.differences import small_network
from oracles import differences

ALL = [(central, dtype) for central in (True, False) for dtype in (np.float64, np.float32)]


@pytest.fixture(scope="module")
def quotients():
    return small_network()


def test_the_gradient_is_that_of_the_network(quotients):
    parameters = bp.Parameters(quotients.shapes, quotients.theta.copy())
    cached = lambda: bp.forward(quotients.network, parameters, quotients.x).output  # noqa: E731
    measured = differences.gradient(lambda: quotients.loss.value(cached(), quotients.y), parameters.vector)
    differences.assert_agrees(quotients.gradient, measured)


@pytest.mark.parametrize("central", [True, False])
def test_a_numerical_gradient_is_the_difference_of_two_losses_over_the_step(quotients, central):
    h, move = 0.01, np.eye(len(quotients.theta))[4]

    def value(theta):
        output = bp.forward(quotients.network, bp.Parameters(quotients.shapes, theta), quotients.x).output
        return float(np.mean(np.logaddexp(0, output) - quotients.y * output))

    below, width = (quotients.theta - h * move, 2 * h) if central else (quotients.theta, h)
    expected = (value(quotients.theta + h * move) - value(below)) / width
    assert quotients.measure(h, central)[4] == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("central", [True, False])
def test_with_large_steps_the_error_is_what_the_taylor_series_leaves(quotients, central):
    steps = (1e-2, 1e-3) if central else (1e-3, 1e-5)
    errors = [quotients.error(step, central) for step in steps]
    for result in errors:
        assert result.error == pytest.approx(result.truncation, rel=0.03)
        assert result.decides == "truncation"
    power = np.log(errors[0].error / errors[1].error) / np.log(steps[0] / steps[1])
    assert power == pytest.approx(2 if central else 1, abs=0.02)


@pytest.mark.parametrize(("central", "dtype"), ALL)
def test_with_small_steps_the_error_is_about_the_rounding(quotients, central, dtype):
    steps = np.logspace(-11, -9, 9) if dtype is np.float64 else np.logspace(-5, -4, 9)
    results = [quotients.error(step, central, dtype) for step in steps]
    ratios = [result.error / result.rounding for result in results]
    assert 0.1 < np.median(ratios) < 3
    assert {result.decides for result in results} == {"rounding"}


@pytest.mark.parametrize(("central", "dtype", "best"), [
    (True, np.float64, (1e-6, 1e-4)),
    (False, np.float64, (1e-8, 1e-6)),
    (True, np.float32, (3e-3, 1e-1)),
    (False, np.float32, (1e-4, 1e-2)),
])  # fmt: skip
def test_the_error_makes_a_u(quotients, central, dtype, best):
    steps = np.logspace(-14, -1, 27)
    errors = [quotients.error(step, central, dtype).error for step in steps]
    assert best[0] <= steps[int(np.argmin(errors))] <= best[1]
    assert errors[0] > 0.05 and errors[-1] > 1e-3 > 1e-2 * min(errors)


def test_no_error_is_above_1_and_a_step_that_changes_nothing_makes_it_1(quotients):
    assert quotients.error(1e-20).error == 1
    assert quotients.error(1e-20).rounding == 1


def test_relative_error_is_that_of_the_exercise():
    a, b = np.array([1.0, -2.0, 0.0]), np.array([1.1, -2.0, 1e-9])
    assert relative_error(a, b) == pytest.approx(0.1)  # of 1e-9 / 1e-8; the first is 0.1 / 2.1
    assert relative_error(a, a) == 0
    assert relative_error(a, -a) == 1


def test_another_network_can_be_measured_too():
    network = bp.Network(bp.Dense(3, 2, bp.sigmoid), bp.Dense(2, 2))
    parameters = bp.initialize(network, np.random.default_rng(1), dtype=np.float32)
    x, y = np.random.default_rng(2).normal(size=(4, 3)), np.array([0, 1, 1, 0])
    quotients = DifferenceQuotients(network, parameters, bp.softmax_cross_entropy, x, y)
    assert quotients.error(1e-5).error < 1e-6
    with pytest.raises(ValueError, match="step is -1"):
        quotients.error(-1)
