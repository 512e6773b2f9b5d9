"""Secants: their slopes, what they are off, and why."""

import math
from itertools import pairwise

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Secant
from bplib.demonstrations.secants import CURVES
from bplib.figures import DARK, LIGHT
from bplib.figures.secant import SecantChart, caption_of, remark
from oracles.differences import slope

NEARER = [10.0**-n for n in range(1, 17)]


@pytest.mark.parametrize("curve", CURVES.values(), ids=CURVES)
@pytest.mark.parametrize("x", [-1.25, 0.5, 2.0])
def test_the_slope_of_each_curve_agrees_with_central_differences(curve, x):
    at = np.array([x])
    measured = slope(lambda: float(curve.value(at)[0]), at, np.ones(1))
    assert float(curve.slope(at)[0]) == pytest.approx(measured, rel=1e-8, abs=1e-10)
    assert Secant(curve, x, 1.0).tangent == float(curve.slope(at)[0])


def test_the_slope_is_rise_over_run():
    secant = Secant(CURVES["x³"], 1, 0.5)
    assert (secant.heights, secant.slope, secant.tangent, secant.error) == ((1, 3.375), 4.75, 3, 1.75)


def test_half_the_step_is_half_the_error_until_rounding_takes_over():
    errors = [Secant(CURVES["x³"], 1.0, h).error for h in NEARER]
    for one, other in pairwise(errors[:7]):
        assert one / other == pytest.approx(10, rel=0.15)
    assert min(errors) == errors[7]  # h = 1e-8
    assert errors[13] > 1e-3 and errors[15] == 3  # the slope is 0


@pytest.mark.parametrize("name", CURVES)
def test_the_remark_says_what_the_error_comes_from(name):
    for h in NEARER:
        secant = Secant(CURVES[name], 1.0, h)
        if h >= 1e-6:
            assert not secant.is_rounded_away and "bend" in remark(secant)
        elif h <= 1e-10:  # between the two it depends on the point
            assert secant.slope == 0 or secant.is_rounded_away
            assert "rounding" in remark(secant) or "no digit is left" in remark(secant)


def test_the_remark_turns_where_rounding_grows_larger_than_the_bend():
    turned = [h for h in NEARER if "rounding" in remark(Secant(CURVES["x³"], 1.0, h))]
    assert turned[0] == 1e-8 and len(turned) == 8  # at 1e-16 no digit is left


def test_digits_are_lost_one_by_one():
    left = [Secant(CURVES["x³"], 1.0, h).n_digits_left for h in NEARER]
    assert left == sorted(left, reverse=True) and left[0] >= 14 and left[-1] == 0


@pytest.mark.parametrize("h", [0.0, math.nan, math.inf])
def test_a_secant_needs_two_points(h):
    with pytest.raises(ValueError, match="h not 0"):
        Secant(CURVES["x²"], 1.0, h)


def test_picture_and_caption_say_the_calculation():
    chart = SecantChart()
    picture = chart.picture(Secant(CURVES["sin x"], -1.25, 1.0))
    assert "Slope of the secant 0.702, of the tangent 0.315" in picture.alt
    assert "((−0.2474039592545229) − −" not in picture.caption.below
    assert "(−0.2474039592545229 − (−0.9489846193555862)) / 1 = <strong>0.7015806601010632" in picture.caption.below
    assert "1e−12" in caption_of(Secant(CURVES["x²"], 1.0, 1e-12)).below


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_it_is_drawn_in_both_themes_and_again_alike(theme):
    chart, secant = SecantChart(theme), Secant(CURVES["x³"], 1.0, 0.5)
    first = np.asarray(chart.picture(secant).image)
    chart.picture(Secant(CURVES["σ(x)"], 0.0, 1e-3))
    np.testing.assert_array_equal(first, np.asarray(chart.picture(secant).image))
    assert "#{:02X}{:02X}{:02X}".format(*first[0, 0, :3]) == theme.card


def test_the_live_figure_begins_where_it_is_told_and_knows_its_functions():
    live = bp.live.secant_to_tangent("x²", x=-1, h=1e-3, task="Look.", reached=lambda h: h < 1e-2)
    assert live.values == {"function": "x²", "x": -1.0, "h": 1e-3}
    with pytest.raises(ValueError, match="Take one of x², x³, sin x, σ"):
        bp.live.secant_to_tangent("cos x")


def test_an_h_is_compared_when_both_of_its_neighbors_were_seen():
    live = bp.live.secant_to_tangent("x³", reached=lambda h, compared: h == 1e-8 and compared == "yes")
    ask = lambda positions, **more: live._handle_custom_msg(  # noqa: E731
        {"ask": [7, 1], "positions": positions, "theme": "light", **more}, []
    )
    h = live._controls[2].values.index(1e-8)
    for position in (h - 1, h, h + 1):
        ask([1, 12, position])
        assert not live.was_reached
    ask([0, 12, h])  # of another function
    assert not live.was_reached
    ask([1, 12, h])
    assert live.was_reached
    ask([1, 12, 0], reset=True)
    ask([1, 12, h])
    assert not live.was_reached
