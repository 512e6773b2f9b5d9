"""The figures of the lessons' demonstrations: what they show and say is what was computed; nothing is cut off."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Bowl, Sweep, TwoBasins, descend, hold_then_decay, predict_classes
from bplib.demonstrations.differences import small_network
from bplib.figures import (
    DARK,
    LIGHT,
    ClassLossChart,
    DifferenceCurves,
    LossSurface,
    PredictionLossChart,
    RateBench,
    descent_path,
    rate_sweep,
)
from bplib.figures.canvas import SCALE, text_box
from bplib.figures.picture import in_points, new_figure
from bplib.figures.rate_sweep import _counts
from bplib.figures.surface import _outline

BOWL = Bowl((0.2, 4.0))
SMALL = small_network()
SWEEP = Sweep((0.1, 3.0), np.array([[0.1, 0.12, 0.09], [0.001, 0.2, 0.002]]), np.array([[0.5, 0.75, 1], [1, 0.5, 1]]))


def on_bowl(rate, n_steps=30):
    return descend(BOWL, [-2, 1], rate, n_steps)


def bench(theme=LIGHT, rates=(0.1, 0.45), shown=0.45):
    chart, tried = RateBench(BOWL, (0, 2.2), 30, theme), {}
    for rate in rates:
        tried[rate] = float(on_bowl(rate).losses[-1])
    return chart, chart.picture(on_bowl(shown), shown, tried)


def basins(theme=LIGHT, rate=1.0):
    chart, descent = (
        RateBench(TwoBasins(), (0, 1.3), 200, theme),
        descend(TwoBasins(), [3.2], hold_then_decay(rate), 200),
    )
    return chart, chart.picture(descent, rate, {0.05: -0.856, rate: float(descent.losses[-1])})


def differences(theme=LIGHT):
    series = ("central", "float64")
    tried = {series: {step: SMALL.error(step) for step in (0.1, 1e-4, 1e-9)}}
    chart = DifferenceCurves(theme)
    return chart, chart.picture(tried, series, 1e-4)


MAKERS = {
    "surface": lambda theme: LossSurface(BOWL, theme).picture(on_bowl(0.45)),
    "curve": lambda theme: LossSurface(TwoBasins(), theme).picture(descend(TwoBasins(), [3.2], 0.05, 50)),
    "bench": lambda theme: bench(theme)[1],
    "bench, diverged": lambda theme: bench(theme, (0.1, 0.55), 0.55)[1],
    "basins": lambda theme: basins(theme)[1],
    "differences": lambda theme: differences(theme)[1],
    "squared error": lambda theme: PredictionLossChart("mean squared error", 0, theme=theme).picture(1.0),
    "cross-entropy": lambda theme: PredictionLossChart("binary cross-entropy", 0, "probability p", theme).picture(5.0),
    "sweep": lambda theme: rate_sweep(SWEEP, theme),
    "classes": lambda theme: ClassLossChart(2, theme).picture(predict_classes([0, 2, 1], 2)),
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_picture_is_legible_small_and_in_both_themes(name):
    light, dark = MAKERS[name](LIGHT), MAKERS[name](DARK)
    assert light.alt == dark.alt
    assert 60 <= len(light.alt) <= 300 and any(letter.isdigit() for letter in light.alt)
    assert len(light.png) <= 60_000
    for picture, theme in ((light, LIGHT), (dark, DARK)):
        assert "#{:02X}{:02X}{:02X}".format(*np.asarray(picture.image)[0, 0, :3]) == theme.card


@pytest.mark.parametrize("name", MAKERS)
def test_a_picture_is_the_same_whatever_was_drawn_before(name):
    first = np.asarray(MAKERS[name](LIGHT).image)
    np.testing.assert_array_equal(first, np.asarray(MAKERS[name](LIGHT).image))


def test_the_path_lies_where_the_weights_are():
    chart = LossSurface(BOWL)
    descent = on_bowl(0.45)
    picture = chart.picture(descent)
    np.testing.assert_array_equal(np.column_stack(chart.panel.points.get_data()), descent.points)
    np.testing.assert_array_equal(np.ravel(chart.panel.end.get_data()), descent.points[-1])
    assert "Level lines of a bowl with curvature 0.2 and 4" in picture.alt
    assert "30 steps lead from ○ (−2, 1) to ◇ (−0.118, 0.0012)" in picture.alt
    assert picture.alt == descent_path(descent).alt


def level_numbers(bowl, first):
    """Which level lines are drawn, where the k-th has k² times the loss of the first."""
    heights = bowl.value(np.column_stack(_outline(bowl)))
    numbers = np.sqrt(heights[~np.isnan(heights)] / first)
    np.testing.assert_allclose(numbers, np.round(numbers), atol=0.02)
    return set(np.round(numbers).astype(int))


@pytest.mark.parametrize(("curvatures", "n_lines"), [((0.2, 0.2), 3), ((0.2, 4.0), 9), ((4.0, 4.0), 13)])
def test_level_lines_are_at_the_same_losses_in_every_bowl_so_that_a_steep_one_has_more(curvatures, n_lines):
    assert level_numbers(Bowl(curvatures), 0.1) == set(range(1, n_lines + 1))


@pytest.mark.parametrize(("curvature", "n_lines"), [(0.001, 2), (40.0, 25)])
def test_a_very_flat_or_steep_bowl_has_neither_no_level_line_nor_too_many(curvature, n_lines):
    corner = curvature * (2.4**2 + 2**2) / 2
    numbers = level_numbers(Bowl((curvature, curvature)), corner / (n_lines + 1) ** 2)
    assert numbers - {n_lines + 1} == set(range(1, n_lines + 1))  # one more may touch the corners


def test_a_path_that_leaves_the_picture_ends_with_a_cross_at_its_edge():
    chart = LossSurface(BOWL)
    picture = chart.picture(on_bowl(0.55))
    x, y = np.ravel(chart.panel.exit.get_data())
    assert y == pytest.approx(2) and -2 < x < 0
    assert chart.panel.end.get_xdata().size == 0
    assert chart.panel.title(on_bowl(0.55)).text == "leaves the picture at step 4"
    assert "leaves the picture at ✖, step 4; the loss from 2.4 to 1.1e5 in 30 steps" in picture.alt
    chart.picture(on_bowl(0.45))
    assert chart.panel.exit.get_xdata().size == 0


def test_on_a_curve_the_points_lie_on_it():
    chart, _ = basins()
    w, loss = chart.surface.points.get_data()
    np.testing.assert_allclose(loss, TwoBasins().value(np.array(w)[:, np.newaxis]))


def test_the_bench_shows_the_losses_and_what_was_tried():
    chart, picture = bench()
    np.testing.assert_array_equal(chart.losses.inside.get_ydata(), on_bowl(0.45).losses)
    np.testing.assert_allclose(chart.finals.inside.get_xdata(), [0.1, 0.45])
    np.testing.assert_allclose(np.ravel(chart.finals.chosen.get_data()), [0.45, on_bowl(0.45).losses[-1]])
    assert "Rates tried here: 2, the lowest final loss 0.0014 with 0.45." in picture.alt
    assert basins()[1].alt.endswith("Rates tried here: 2, the lowest final loss −2.811 with 1.")


def test_what_lies_beyond_the_bench_is_marked_at_its_edge_and_written_in_numbers():
    chart, _ = bench(rates=(0.1, 0.55), shown=0.55)
    for panel in (chart.losses, chart.finals):
        low, high = panel.axes.get_ylim()
        (x,), (y,) = panel.above.get_data()
        assert low < y < high
        assert panel.chosen.get_xdata() == [x]
    assert chart.losses.above.get_xdata()[0] == np.argmax(on_bowl(0.55).losses > 1e4)
    assert chart._titles(on_bowl(0.55))[1].text == "loss at the end 1.1e5"
    chart, _ = bench(rates=(1.0,), shown=1.0)
    assert chart.finals.above.get_xdata().tolist() == [1.0]
    small = descend(Bowl((1.0, 1.0)), [-2, 1], 1.0, 30)
    chart.picture(small, 1.0, {1.0: 0.0})
    assert chart.finals.below.get_xdata().tolist() == [1.0]
    assert chart.losses.below.get_xdata().tolist() == [1]


def test_the_difference_curves_show_what_was_tried():
    chart, picture = differences()
    curve = chart.curves["central", "float64"]
    errors = [SMALL.error(step).error for step in (1e-9, 1e-4, 0.1)]
    np.testing.assert_array_equal(curve.get_xdata(), [1e-9, 1e-9, 1e-4, 1e-4, 0.1])  # gaps: nothing between was tried
    np.testing.assert_array_equal(curve.get_ydata(), [errors[0], np.nan, errors[1], np.nan, errors[2]])
    assert chart.chosen.get_xdata() == [1e-4]
    assert not chart.curves["forward", "float32"].get_xdata()
    assert "step 1e−4: error 2.1e−9; truncation about 2.1e−9, rounding up to 1e−10" in picture.alt
    assert "Lowest of 3: 2.1e−9 at 1e−4." in picture.alt


def test_the_chart_of_a_prediction_has_a_tangent_to_its_curve():
    for loss in ("mean squared error", "binary cross-entropy"):
        for against in ("logit z", "probability p"):
            chart = PredictionLossChart(loss, 0, against)
            chart.picture(1.0)
            (x,), (y,) = chart.point.get_data()
            curve = chart.curve_axes.lines[0].get_data()
            assert np.interp(x, *curve) == pytest.approx(y, abs=2e-3)
            near = np.interp(np.array([x - 0.05, x + 0.05]), *curve)
            (left, right), (low, high) = chart.tangent.get_data()
            assert (high - low) / (right - left) == pytest.approx(np.diff(near).item() / 0.1, rel=0.02)


@pytest.mark.parametrize("z", [-6.2, -1.0, 0.0, 2.0, 4.6, 6.2])
@pytest.mark.parametrize("against", ["logit z", "probability p"])
def test_the_numbers_stand_inside_the_picture_and_beside_their_bars(z, against):
    chart = PredictionLossChart("binary cross-entropy", 0, against)
    picture = chart.picture(z)
    values = [bar.get_width() for bar in chart.bars.bars]
    found = bp.demonstrations.predict_one("binary cross-entropy", z, 0)
    slope = found.slope_z if against == "logit z" else found.slope_p
    assert values == pytest.approx([found.error, min(found.loss, 7.5), min(slope, 7.5)])
    labels = chart.bars.labels((found.error, found.loss, slope))
    width, height = chart.figure.get_size_inches() * 72
    for left, bottom, right, top in map(text_box, labels):
        assert left >= 0 and bottom >= 0 and right <= width and top <= height
    assert "→" not in labels[1].text and ("→" in labels[2].text) == (slope > 7.5)
    assert f"the decision is {'right' if z <= 0 else 'wrong'}" in picture.alt


def test_the_number_of_a_slope_below_0_stands_at_the_end_of_its_bar_where_there_is_room():
    chart, found = ClassLossChart(2), predict_classes([0, 2, 1], 2)
    chart.picture(found)
    ends = [
        in_points(chart.figure, chart.slopes.axes.transData.transform((slope, k)))[0]
        for k, slope in enumerate(found.slopes)
    ]
    boxes = [text_box(label) for label in chart.slopes.labels(found.slopes)]
    assert [slope < 0 for slope in found.slopes] == [False, False, True]
    assert boxes[0][0] > ends[0] and boxes[1][0] > ends[1]
    assert boxes[2][2] < ends[2]


def test_the_chart_of_classes_says_probabilities_slopes_and_loss():
    picture = ClassLossChart(2).picture(predict_classes([0, 2, 1], 2))
    assert "Logits 0, 2, 1 give probabilities 0.09, 0.665, 0.245" in picture.alt
    assert "the loss 1.408, the slopes 0.09, 0.665, −0.755; the decision is wrong" in picture.alt


def test_the_sweep_says_medians_and_counts():
    alt = rate_sweep(SWEEP).alt
    assert "3 networks at each. Median 0.1 at 0.1, 0.002 at 3, 0.002 at 3. Solved: 0.1: 1, 3: 2." in alt


def test_the_counts_stand_above_their_learning_rates():
    axes = new_figure(4, 3).subplots()
    axes.set(xscale="log", xlim=(0.05, 5))
    first, second = _counts(axes, SWEEP)
    assert (first.text, second.text) == ("1", "2") and first.x < second.x
    assert axes.transData.inverted().transform((second.x * SCALE, 0))[0] == pytest.approx(3.0)
