"""Curves from bumps: the network that a formula makes, its error, and the picture of it."""

import math

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Bumps, bump_network
from bplib.demonstrations.bumps import CURVES
from bplib.figures.bumps import X, height_for


def test_the_network_is_the_sum_of_its_bumps_by_the_formula():
    network, parameters = bump_network(lambda x: x**2, 3, steepness=20)
    assert [layer.weights.shape for layer in parameters] == [(1, 6), (6, 1)]
    x = 0.4

    def step(at):
        return 1 / (1 + math.exp(-20 * (x - at)))

    edges = [-1 / 6, 1 / 3, 2 / 3, 7 / 6]
    wanted = sum(((2 * k + 1) / 6) ** 2 * (step(edges[k]) - step(edges[k + 1])) for k in range(3))
    assert bp.forward(network, parameters, np.array([[x]])).output.item() == pytest.approx(wanted)


def test_steep_bumps_are_as_high_as_the_curve_in_their_middles():
    curve, n = CURVES["wave"], 12
    middles = (np.arange(n) + 0.5) / n
    found = Bumps.of(curve, n, 2000, middles)
    assert found.output == pytest.approx(curve(middles), abs=1e-6)
    assert found.each == pytest.approx(np.diag(curve(middles)), abs=1e-6)


def test_the_distances_are_the_largest_and_the_mean_one_between_0_and_1():
    found = Bumps.of(CURVES["peak"], 7, 60, X)
    off = [abs(o - w) for x, o, w in zip(X, found.output, found.wanted, strict=True) if 0 <= x <= 1]
    assert found.worst == pytest.approx(max(off))
    assert found.mean == pytest.approx(sum(off) / len(off))
    assert found.output == pytest.approx(found.each.sum(axis=1))


@pytest.mark.parametrize("name", CURVES)
def test_more_and_steeper_bumps_come_as_near_as_wanted(name):
    errors = [Bumps.of(CURVES[name], n, 40 * n, X).worst for n in (10, 40, 160)]
    assert errors[0] > 2.5 * errors[1] > 6 * errors[2]
    assert errors[2] < 0.03


def test_outside_the_bumps_the_network_gives_0_whatever_the_curve():
    far = Bumps.of(lambda x: 5 + x, 10, 200, np.array([-0.5, 1.5]))
    assert far.output == pytest.approx(0, abs=1e-9)
    assert far.wanted.min() > 4


def test_wrong_numbers_are_errors():
    with pytest.raises(ValueError, match="n_bumps=0"):
        bump_network(np.sin, 0)
    with pytest.raises(ValueError, match="The steepness is -1, expected a number above 0"):
        bump_network(np.sin, 3, -1)


def test_the_picture_says_how_far_off_the_network_is():
    picture = bp.figures.bumps_picture(CURVES["peak"], 20, 100)
    assert "40 hidden units, which make 20 bumps" in picture.alt
    assert "at most 0.083 off" in picture.alt
    assert "1 bump, as high as the curve is in its middle." in bp.figures.bumps_picture(np.sin, 1).alt


def test_a_bar_marks_the_place_where_the_network_is_farthest_off():
    drawn = bp.figures.BumpsPicture()
    bumps = Bumps.of(CURVES["peak"], 20, 100, X)
    drawn.picture(bumps)
    (place, again), (low, high) = drawn.farthest.get_data()
    assert place == again
    assert 0 <= place <= 1
    assert abs(high - low) == bumps.worst == np.abs(bumps.output - bumps.wanted)[(X >= 0) & (X <= 1)].max()
    assert low == CURVES["peak"](np.array([place]))[0]


@pytest.mark.parametrize(("largest", "height"), [(0.58, 1), (0.95, 2), (3, 5), (0.02, 0.05), (0, 2)])
def test_the_axis_has_room_for_the_curves(largest, height):
    assert height_for([lambda x: largest * np.cos(x), lambda x: 0 * x]) == pytest.approx(height)


def test_a_task_may_ask_for_the_largest_distance():
    live = bp.live.bumps(reached=lambda curve, largest_distance: curve == "peak" and largest_distance < 0.1)
    live._parts_met()
    assert not live.was_reached
    live._move_to([2, 19, 3])  # 20 bumps, steepness 100
    live._parts_met()
    assert live.was_reached


def test_learners_may_bring_a_curve_of_their_own():
    live = bp.live.bumps({"mine": lambda x: 3 * x}, n_bumps=30, steepness=200)
    assert "60 hidden units" in live._still.alt
