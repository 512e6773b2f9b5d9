"""Going down a bowl and a curve with two basins: the numbers that the lessons quote, and the closed form."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Bowl, TwoBasins, descend, hold_then_decay
from oracles import differences


@pytest.mark.parametrize(("rate", "size"), [(1.9, 2.7e-5), (2.0, 1.0), (2.1, 1.4e4)])
def test_after_100_steps_a_weight_has_shrunk_stayed_or_grown(rate, size):
    descent = descend(Bowl((1.0,)), [1.0], rate, 100)
    assert f"{abs(descent.points[-1, 0]):.1e}" == f"{size:.1e}"
    assert descent.n_steps == 100


@pytest.mark.parametrize("rate", [0.05, 0.3, 0.45, 0.5, 0.55])
def test_on_a_bowl_each_step_multiplies_each_weight_by_one_minus_rate_times_curvature(rate):
    start, curvatures = np.array([-2.0, 1.0]), np.array([0.2, 4.0])
    descent = descend(Bowl(tuple(curvatures)), start, rate, 30)
    steps = np.arange(31)[:, np.newaxis]
    expected = start * (1 - rate * curvatures) ** steps
    np.testing.assert_allclose(descent.points, expected, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(descent.losses, 0.5 * (curvatures * expected**2).sum(axis=1), rtol=1e-12)


def test_the_largest_rate_that_still_goes_down_tells_the_threshold():
    for curvature in (1, 2, 4):
        rates = [round(0.05 * k, 2) for k in range(1, 45)]
        down = [r for r in rates if (d := descend(Bowl((0.2, curvature)), [-2, 1], r, 30)).losses[-1] < d.losses[0]]
        assert max(down) <= 2 / curvature < max(down) + 0.1


def test_a_path_that_zigzags_crosses_at_every_step():
    descent = descend(Bowl((0.2, 4)), [-2, 1], 0.45, 30)
    assert descent.n_crossings.tolist() == [0, 30]
    assert descend(Bowl((0.2, 4)), [-2, 1], 0.2, 30).n_crossings.tolist() == [0, 0]


@pytest.mark.parametrize(("rate", "lowest"), [(0.05, -0.86), (0.5, -0.86), (1.0, -2.81), (1.2, -0.86)])
@pytest.mark.parametrize("n_steps", [200, 400])
def test_a_larger_rate_that_decays_later_leaves_the_shallow_basin(rate, lowest, n_steps):
    descent = descend(TwoBasins(), [3.2], hold_then_decay(rate), n_steps)
    assert f"{descent.losses[-1]:.2f}" == f"{lowest:.2f}"


def test_from_a_start_nearer_to_the_shallow_basin_no_rate_of_the_bench_leaves_it():
    for rate in np.arange(0.05, 1.31, 0.05):
        assert descend(TwoBasins(), [2.8], hold_then_decay(rate), 200).losses[-1] > -0.9


def test_the_deep_basin_is_reached_whatever_the_last_digits_are():
    ends = [descend(TwoBasins(), [3.2 + 1e-9 * k], hold_then_decay(1.0), 200).losses[-1] for k in range(10)]
    np.testing.assert_allclose(ends, -2.81, atol=0.005)


def test_a_rate_that_stays_too_large_never_settles():
    last = descend(TwoBasins(), [3.2], 1.0, 200).losses[-50:]
    assert last.max() - last.min() > 1


def test_the_schedule_holds_for_100_steps_and_then_shrinks():
    schedule = hold_then_decay(0.5)
    assert [schedule(step) for step in (0, 99)] == [0.5, 0.5]
    assert schedule(100) == pytest.approx(0.485)
    assert schedule(199) == pytest.approx(0.5 * 0.97**100)


@pytest.mark.parametrize("surface", [Bowl((0.2, 4.0)), Bowl((3.0,)), TwoBasins()])
def test_the_gradients_agree_with_central_differences(surface):
    for w in np.random.default_rng(0).normal(size=(5, surface.n_weights)):
        measured = differences.gradient(lambda w=w: float(surface.value(w)), w)
        differences.assert_agrees(surface.gradient(w), measured)
    batch = np.ones((3, 5, surface.n_weights))
    assert surface.value(batch).shape == (3, 5)
    assert surface.gradient(batch).shape == batch.shape


def test_a_descent_that_runs_away_ends_and_says_where_it_left_the_view():
    descent = descend(Bowl((1.0, 4.0)), [-2, 1], 2.0, 1000)
    assert descent.n_steps < 30
    assert abs(descent.losses[-1]) > 1e15 and (abs(descent.losses[:-1]) <= 1e15).all()
    assert descent.left_at == 1  # 1 · (1 − 2 · 4) = −7
    wild = descend(TwoBasins(), [3.2], 5.0, 1000)
    assert wild.n_steps < 20 and not abs(wild.losses[-1]) < 1e15


@pytest.mark.parametrize(("rate", "swings"), [(0.4, False), (0.45, False), (0.5, True), (0.55, False), (0.25, False)])
def test_at_two_over_the_curvature_a_weight_swings(rate, swings):
    assert descend(Bowl((0.2, 4)), [-2, 1], rate, 30).swings is swings


def test_one_step_or_a_weight_that_has_arrived_does_not_swing():
    assert not descend(Bowl((1.0,)), [1.0], 2.0, 1).swings
    assert descend(Bowl((1.0,)), [1.0], 2.0, 2).swings
    assert not descend(Bowl((1.0,)), [0.0], 2.0, 9).swings


def test_a_descent_within_the_view_never_left_it():
    assert descend(Bowl((1.0, 4.0)), [-2, 1], 0.1, 30).left_at is None


def test_what_does_not_fit_is_an_error():
    with pytest.raises(ValueError, match=r"shape \(1,\), this surface has 2 weights"):
        descend(Bowl((1.0, 4.0)), [1.0], 0.1, 3)
    with pytest.raises(ValueError, match="expected a finite number above 0"):
        Bowl((1.0, -4.0))
    with pytest.raises(ValueError, match="learning_rate"):
        descend(TwoBasins(), [1.0], -0.1, 3)
    with pytest.raises(ValueError, match="n_steps"):
        descend(TwoBasins(), [1.0], 0.1, 0)


def test_the_demonstrations_are_found_on_demand():
    assert bp.demonstrations.Bowl is Bowl
