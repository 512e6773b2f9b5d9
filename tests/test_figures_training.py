"""The pictures of a training: boundary, confusion matrix, histograms, stopping, and the board of all of them."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Plane, TrainingRun, classifier, train_and_validation
from bplib.figures import DARK, LIGHT
from bplib.figures.canvas import text_box
from bplib.figures.curves import _labels, _names, _values
from bplib.figures.picture import in_points
from bplib.figures.small_network import SmallNetwork

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
SQUARE = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]]), np.array([[0], [0], [1], [1]])


def pixels(picture):
    return np.asarray(picture.image.convert("RGB")).astype(int)


def has_color(picture, color):
    rgb = [*bytes.fromhex(color[1:])]
    return bool((np.abs(pixels(picture) - rgb).max(axis=2) < 4).any())


def linear_network(weights, bias=0.0):
    network = bp.Network(bp.Dense(2, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    parameters[0].weights[:, 0], parameters[0].biases[:] = weights, bias
    return network, parameters


@THEMES
def test_the_boundary_lies_where_the_network_says_50_percent(theme):
    picture = bp.figures.decision_boundary(*linear_network([20.0, 0.0]), *SQUARE, theme)
    assert "class 1 on 50 % of it. 2 points of class 0" in picture.alt
    image = pixels(picture)
    middle = image[image.shape[0] // 2]
    ink = np.flatnonzero(np.abs(middle - [*bytes.fromhex(theme.ink[1:])]).max(axis=1) < 4)
    box = [k for k in ink if k > ink[0] + 20]  # the first is the axis
    axis, width = ink[0], image.shape[1]
    assert box, "there is no line"
    assert abs(np.mean(box) - (axis + (width - 8)) / 2) < 0.03 * width


def test_the_sides_of_the_boundary_are_not_swapped():
    left = bp.figures.decision_boundary(*linear_network([20.0, 0.0]), *SQUARE)
    right = bp.figures.decision_boundary(*linear_network([-20.0, 0.0]), *SQUARE)
    height, width = left.size[1], left.size[0]
    place = height // 2, int(0.8 * width)
    blue, orange = (int(pixels(p)[place][2] - pixels(p)[place][0]) for p in (left, right))
    assert blue > 20 and orange < -20
    up = bp.figures.decision_boundary(*linear_network([0.0, 20.0]), *SQUARE)
    upper = pixels(up)[int(0.3 * height), width // 2]
    assert upper[2] > upper[0] + 20


@pytest.mark.parametrize("values", [np.nan, np.inf, 0.0])
def test_a_network_that_has_diverged_has_a_map_too(values):
    plane = Plane(SQUARE[0], n=8)
    picture = bp.figures.DecisionMap(plane, *SQUARE).picture(np.full((8, 8), values))
    assert "class 1 on" in picture.alt


@THEMES
def test_the_confusion_matrix_writes_what_was_counted(theme):
    counts = np.array([[50, 0, 2], [0, 7, 0], [1, 0, 40]])
    picture = bp.figures.confusion_matrix(counts, theme)
    assert "97 of 100 on the diagonal" in picture.alt
    assert "0 taken for 2 2 times, 2 taken for 0 1 times" in picture.alt


def test_a_confusion_matrix_of_the_wrong_shape_is_refused():
    with pytest.raises(ValueError, match="room for 2 to 12"):
        bp.figures.confusion_matrix(np.zeros((13, 13), int))
    with pytest.raises(ValueError, match=r"expected \(3, 3\)"):
        bp.figures.ConfusionMatrix(3).picture(np.zeros((2, 2), int))


def test_histograms_say_mean_and_spread_of_the_first_and_the_last_layer():
    network = bp.Network(bp.Dense(2, 50, bp.tanh), bp.Dense(50, 50, bp.tanh), bp.Dense(50, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    cache = bp.forward(network, parameters, np.random.default_rng(1).normal(size=(30, 2)))
    picture = bp.figures.activation_histograms(cache)
    assert "of 3 layers" in picture.alt
    assert f"standard deviation {cache.activations[0].std():.3f}" in picture.alt
    assert has_color(picture, LIGHT.activation)
    assert bp.figures.activation_histograms(cache, DARK).size == picture.size


def test_histograms_of_too_many_layers_are_refused_and_nan_is_left_out():
    network = bp.Network(*(bp.Dense(2, 2) for _ in range(7)))
    cache = bp.forward(network, bp.initialize(network, np.random.default_rng(0)), np.ones((1, 2)))
    with pytest.raises(ValueError, match="7 layers, there is room for 6"):
        bp.figures.activation_histograms(cache)


def a_history(losses):
    history = bp.History(n_epochs=len(losses))
    history.loss, history.validation_loss = [1 / (k + 1) for k in range(len(losses))], list(losses)
    history.accuracy = history.validation_accuracy = [0.5] * len(losses)
    return history


@THEMES
def test_stopping_curves_say_where_it_stops_and_what_is_kept(theme):
    history = a_history([0.9, 0.5, 0.6, 0.7, 0.3, 0.4, 0.45, 0.5])
    assert "stops after epoch 4, 2 epochs without a new best. The weights of epoch 2 are kept: validation loss 0.5" in (
        bp.figures.stopping_curves(history, 2, theme).alt
    )
    assert "stops after epoch 8, 3 epochs" in bp.figures.stopping_curves(history, 3, theme).alt
    assert "stops after epoch 8, the last one" in bp.figures.stopping_curves(history, 7, theme).alt


def test_names_in_the_curves_do_not_overlap_and_stay_inside():
    curves = bp.figures.StoppingCurves(a_history(np.linspace(0.9, 0.4, 50)))
    curves.picture(50)
    inner = curves._curves
    for marks in (((1, "best: 1"), (4, "stop: 4")), ((47, "best: 47"), (50, "stop: 50"))):
        first, second = map(text_box, _names(inner.axes[0], marks))
        assert first[1] > second[3] - 1 or first[2] < second[0]  # above, or to the left
        width = inner.figure.get_size_inches()[0] * 72
        assert all(box[0] >= 0 and box[2] <= width for box in (first, second))


def test_the_line_of_the_second_mark_ends_below_the_name_of_the_first():
    history, marks = a_history(np.linspace(0.9, 0.4, 50)), ((20, "best: 20"), (23, "stop: 23"))
    curves = bp.figures.TrainingCurves(history, charts=("loss",))
    curves.draw(history, history, marks)
    axes, (best, stop) = curves.axes[0], (lines[0] for lines in curves._marks)
    assert best.get_ydata()[1] == 1  # the whole height
    first, second = map(text_box, _names(axes, marks))
    top = in_points(axes.figure, axes.transAxes.transform((0, stop.get_ydata()[1])))[1]
    assert second[1] < top < first[1] + 1


def test_equal_ends_of_two_curves_have_two_names():
    history = a_history([0.5, 0.5, 0.5])
    history.loss = [0.5] * 3
    curves = bp.figures.TrainingCurves(history)
    curves.picture(history)
    upper, lower = map(text_box, _labels(curves.axes[0], _values(history, "loss"), "loss"))
    assert upper[1] >= lower[3] - 1


@pytest.mark.parametrize(("new", "old", "top"), [(0.4, 0.9, 1), (0.4, 39.0, 1.65), (2.0, 39.0, 3.3), (2.0, 1.0, 2.2)])
def test_an_earlier_training_that_was_worse_by_far_does_not_press_the_new_one_flat(new, old, top):
    curves = bp.figures.TrainingCurves(a_history([0.5]), charts=("loss",))
    curves.fit_anew(a_history([new, 0.3]), a_history([old, 0.3]))
    assert curves.axes[0].get_ylim()[1] == pytest.approx(top)


def test_where_it_stops_the_best_epoch_has_a_ring_on_the_validation_curve():
    history = a_history([0.5, 0.3, 0.4, 0.2, 0.6])
    stopping = bp.figures.StoppingCurves(history)
    for patience, best in ((1, 2), (2, 4)):
        stopping.picture(patience)
        [epoch], [loss] = stopping._best.get_data()
        assert (epoch, loss) == (best, history.validation_loss[best - 1])


def test_an_earlier_training_is_gray_behind_the_new_one():
    old, new = a_history([0.9] * 30), a_history([0.2] * 30)
    curves = bp.figures.TrainingCurves(new)
    n_gray = [np.sum(np.abs(pixels(p) - [*bytes.fromhex(LIGHT.muted[1:])]).max(axis=2) < 4) for p in (
        curves.picture(new), curves.picture(new, old), curves.picture(new))]  # fmt: skip
    assert n_gray[1] > n_gray[0] + 200
    assert n_gray[2] == n_gray[0]


def a_run(name, hidden, learning_rate=0.1, activation=bp.tanh, batch_size=64):
    training, validation = train_and_validation(name, 40)
    network, loss = classifier(*training, hidden, activation)
    optimizer, sizes = bp.GradientDescent(learning_rate), {"batch_size": batch_size, "n_epochs": 20}
    return TrainingRun(network, loss, optimizer, training, validation, **sizes)


@THEMES
@pytest.mark.parametrize(
    ("name", "hidden"),
    [("moons", ()), ("spirals", (64,)), ("XOR", (8, 8, 8)), ("circles", (16,) * 4), ("digits", (16,))],
)
def test_the_board_tells_all_of_a_run(name, hidden, theme):
    run = a_run(name, hidden)
    board = bp.figures.TrainingBoard(theme)
    first = board.picture(run)
    assert "An epoch uses each of the" in first.caption.below
    run.step()
    run.advance(1)
    picture = board.picture(run, None, "And more.")
    assert f"Epoch {len(run.history.loss)} of 20, {run.n_updates} updates." in picture.caption.above[0]
    assert f"loss now {run.history.loss[-1]:.3f}"[:12] in picture.alt
    assert picture.caption.below.endswith("And more.</p>")
    assert picture.size == first.size
    assert has_color(picture, theme.positive)


def test_the_board_tells_a_diverged_run_in_words():
    run = a_run("moons", (8, 8), 1e3, bp.identity, batch_size=16)
    board = bp.figures.TrainingBoard()
    board.picture(run)
    while not run.is_over:
        run.advance(1)
        picture = board.picture(run)
    assert "Try a smaller learning rate" in picture.caption.spoken


def test_the_small_network_draws_signs_and_widths_and_refuses_other_layers():
    network, parameters = linear_network([2.0, -1.0])
    diagram = SmallNetwork()
    diagram.draw(network, parameters)
    positive, negative = diagram._lines
    assert [len(lines.get_segments()) for lines in (positive, negative)] == [1, 1]
    assert positive.get_linewidths()[0] == pytest.approx(3.0)
    assert negative.get_linewidths()[0] == pytest.approx(0.4 + 2.6 / 2)
    parameters[0].weights[:] = np.nan
    diagram.draw(network, parameters)
    assert [len(lines.get_segments()) for lines in (positive, negative)] == [0, 0]
    with pytest.raises(ValueError, match="not dense"):
        diagram.draw(bp.Network(bp.Flatten((2, 2)), bp.Dense(4, 1)), parameters)
