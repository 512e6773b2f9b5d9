"""One neuron on the plane: z and a, the line, the sides, and the picture of them."""

import math

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import Neuron
from bplib.figures.neuron import calculation

BOX = (np.array([-2.0, -1.0]), np.array([3.0, 2.0]))
X, Y = [[-1, 0], [0, -2], [2, 1], [1, 3]], [[0], [0], [1], [1]]


def sigmoid(z):
    return 1 / (1 + math.exp(-z))


def area(polygon):
    """By the shoelace formula."""
    x, y = np.transpose(polygon)
    return abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2


def test_z_and_a_are_those_worked_by_hand():
    neuron = Neuron((2.0, -1.0), 0.5)
    assert neuron.z([[1, 3]]).tolist() == [-0.5]
    assert neuron.a([[1, 3]])[0] == pytest.approx(sigmoid(-0.5))
    assert neuron.for_right_class([[1, 3], [1, 3]], [[0], [1]]) == pytest.approx([1 - sigmoid(-0.5), sigmoid(-0.5)])


def test_the_neuron_is_what_a_network_of_one_unit_computes():
    network = bp.Network(bp.Dense(2, 1, bp.sigmoid))
    parameters = bp.initialize(network, np.random.default_rng(0))
    x = np.random.default_rng(1).normal(size=(9, 2))
    neuron = Neuron(tuple(parameters[0].weights[:, 0]), parameters[0].biases[0])
    assert neuron.a(x) == pytest.approx(bp.forward(network, parameters, x).output[:, 0])


@pytest.mark.parametrize("seed", range(30))
def test_the_side_of_the_line_has_the_area_that_counting_points_gives(seed):
    rng = np.random.default_rng(seed)
    neuron, level = Neuron(tuple(rng.normal(size=2)), rng.normal()), rng.normal()
    points = rng.uniform(*BOX, (20_000, 2))
    share = np.mean([w @ neuron.weights + neuron.bias >= level for w in points])
    region = neuron.region(BOX, level)
    assert (area(region) if len(region) else 0) / 15 == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("seed", range(30))
def test_the_line_runs_from_edge_to_edge_where_a_is_one_half(seed):
    rng = np.random.default_rng(seed)
    neuron = Neuron(tuple(rng.normal(size=2)), rng.normal() / 2)
    ends = neuron.boundary(BOX)
    assert len(ends) in (0, 2)
    assert neuron.a(ends) == pytest.approx(0.5)
    on_edge = np.isclose(ends, BOX[0]) | np.isclose(ends, BOX[1])
    assert on_edge.any(axis=1).all()


def test_without_weights_there_is_no_line_and_one_side_is_all():
    assert len(Neuron((0, 0), 1.0).boundary(BOX)) == 0
    assert area(Neuron((0, 0), 1.0).region(BOX)) == 15
    assert len(Neuron((0, 0), -1.0).region(BOX)) == 0


def test_a_point_that_is_no_point_of_the_plane_is_an_error():
    with pytest.raises(ValueError, match=r"\(1, 3\), expected \(n, 2\)"):
        Neuron((1, 1), 0).z([[1, 2, 3]])


def test_the_picture_says_the_numbers_of_the_example():
    alt = bp.figures.neuron_picture(X, Y, (1, 1), -2.5, example=2).alt
    assert "4 of 4 points lie on their side; the least sure one gets 0.622 for its own class" in alt
    assert "The ringed example (2, 1) has z = 0.5 and a = 0.622." in alt
    assert "The shades end at a = 0.1, 0.3, 0.7, 0.9." in alt
    assert "0 of 4 points lie on their side" in bp.figures.neuron_picture(X, Y, (0, 0), 0).alt


def test_what_lies_beyond_the_curve_stands_at_its_end_with_a_triangle():
    drawn = bp.figures.NeuronPicture(X, Y, example=2)
    drawn.picture(4, 4, 0)
    z = Neuron((4, 4), 0).z(X)
    assert [len(mark.get_xdata()) for mark in drawn.beyond] == [(z < -8).sum(), (z > 8).sum()]
    assert (z > 8).any()
    assert all(points.get_xdata().max() <= 8 for points in drawn.on_curve)
    drawn.picture(0.5, 0.5, 0)
    assert [len(mark.get_xdata()) for mark in drawn.beyond] == [0, 0]


def test_the_calculation_is_written_with_its_signs():
    assert calculation(Neuron((1, -0.5), -2), np.array([-1.5, 3])) == (
        "z = 1 · (−1.5) + (−0.5) · 3 − 2 = −5",
        "a = σ(−5) = 0.0067",
    )


def test_wrong_classes_and_examples_are_errors():
    with pytest.raises(ValueError, match="classes 0 or 1"):
        bp.figures.neuron_picture(X, [[0], [0], [2], [1]], (1, 1), 0)
    with pytest.raises(ValueError, match="example is 4, expected the row of one of the 4 points"):
        bp.figures.neuron_picture(X, Y, (1, 1), 0, example=4)


def test_a_task_may_ask_for_what_the_neuron_gets_right():
    asked = []
    live = bp.live.neuron(
        X, Y, bias=-2.5, reached=lambda n_right, least_sure, bias: asked.append((n_right, least_sure, bias))
    )
    live._parts_met()
    assert not live.was_reached
    assert asked == [(4, pytest.approx(sigmoid(0.5)), -2.5)]
    with pytest.raises(ValueError, match="there is weight_1, weight_2, bias, n_right, least_sure"):
        bp.live.neuron(X, Y, reached=lambda accuracy: True)


def test_the_live_figure_begins_with_the_weights_that_it_is_given():
    live = bp.live.neuron(X, Y, weights=(-1.5, 2), bias=0.5)
    assert live.values == {"weight_1": -1.5, "weight_2": 2.0, "bias": 0.5}
    assert live._still.alt == bp.figures.neuron_picture(X, Y, (-1.5, 2), 0.5).alt
