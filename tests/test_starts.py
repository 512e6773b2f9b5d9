"""How a deep network begins: sizes and spreads, units that are copies, the picture of it and its live figure."""

import numpy as np
import pytest

import bplib as bp
from bplib.demonstrations import SCHEMES, DeepStart, n_different_units, scheme

RELU, TANH, SIGMOID = bp.relu, bp.tanh, bp.sigmoid


def start_of(name, scale, activation):
    return DeepStart.of(scheme(name, scale), activation)


@pytest.mark.parametrize(("name", "scale", "factor"), [("normal", 0.1, 0.1 * 32**0.5), ("normal", 0.5, 0.5 * 32**0.5)])
def test_the_size_of_relu_layers_changes_by_the_factor_of_the_variance_rule(name, scale, factor):
    """ReLU halves the mean square, so each layer multiplies the size by scale · √(64 / 2)."""
    sizes = start_of(name, scale, RELU).sizes
    assert (sizes[-1] / sizes[0]) ** (1 / 7) == pytest.approx(factor, rel=0.1)


def test_he_keeps_the_size_of_relu_layers_and_glorot_does_not():
    assert (abs(np.log(start_of("He", 0, RELU).sizes)) < np.log(1.3)).all()
    assert start_of("Glorot", 0, RELU).sizes[-1] == pytest.approx(2**-4, rel=0.25)  # √½ for each of eight layers


def test_sizes_and_spreads_are_what_loops_give():
    found = start_of("normal", 0.2, SIGMOID)
    for l in (0, 7):
        units = found.activations[l].T
        squares = [a * a for unit in units for a in unit]
        variances = [sum((a - sum(unit) / len(unit)) ** 2 for a in unit) / len(unit) for unit in units]
        assert found.sizes[l] == pytest.approx((sum(squares) / len(squares)) ** 0.5)
        assert found.spreads[l] == pytest.approx((sum(variances) / len(variances)) ** 0.5)


def test_sigmoid_layers_keep_their_size_and_forget_their_input():
    found = start_of("Glorot", 0, SIGMOID)
    assert found.sizes[-1] == pytest.approx(0.5, abs=0.05) and found.spreads[-1] < 1e-4


@pytest.mark.parametrize("activation", [RELU, TANH, SIGMOID])
@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize("scale", [0.01, 0.18, 1])
def test_units_stay_copies_just_where_they_begin_as_copies(name, scale, activation):
    found = start_of(name, scale, activation)
    expected = 1 if name in ("zeros", "constant") else 64
    assert set(found.n_different) == set(found.n_different_after) == {expected}


def test_copies_are_counted_up_to_rounding():
    columns = np.random.default_rng(0).normal(size=(5, 3))[:, [0, 1, 0, 2, 2]]
    columns[0, 4] *= 1 + 1e-15
    assert n_different_units(columns) == 3
    columns[0, 4] *= 1.001
    assert n_different_units(columns) == 4
    assert n_different_units(np.zeros((5, 3))) == 1


def test_an_unknown_scheme_is_an_error():
    with pytest.raises(ValueError, match="There is no scheme 'xavier' here"):
        scheme("xavier", 1)


@pytest.mark.parametrize("activation", ["tanh", "ReLU", "sigmoid"])
def test_the_picture_has_a_histogram_of_each_layer(activation):
    start = start_of("normal", 0.3, {"tanh": TANH, "ReLU": RELU, "sigmoid": SIGMOID}[activation])
    picture = bp.figures.StartPicture(activation)
    picture.picture(start)
    low, high = picture.edges[[0, -1]]
    for shape, values in zip(picture.shapes, start.activations, strict=True):
        corners = shape.get_xy()
        widest = corners[corners[:, 0].argmax(), 1]
        counts = np.histogram(np.clip(values, low, high), picture.edges)[0]
        assert picture.edges[counts.argmax()] <= widest <= picture.edges[counts.argmax() + 1]
    np.testing.assert_allclose(picture.sizes.get_ydata(), [1, *start.sizes])
    np.testing.assert_allclose(picture.spreads.get_ydata(), [1, *start.spreads])


def test_the_text_of_the_picture_has_its_numbers():
    alt = bp.figures.StartPicture("ReLU").picture(start_of("zeros", 0, RELU)).alt
    assert "layer 1 0, layer 4 0, layer 8 0; from example to example 0. What is beyond" in alt
    assert "At the start all 64 units alike, after one update all 64 units alike." in alt


def test_what_is_beyond_the_axis_of_the_sizes_has_a_triangle_at_its_edge():
    picture = bp.figures.StartPicture("ReLU")
    places = lambda: [mark.get_xdata().tolist() for mark in picture.beyond]  # noqa: E731
    small, whole = start_of("normal", 0.01, RELU), start_of("He", 0, RELU)
    picture.picture(small)
    assert places() == [[l for l in range(1, 9) if small.sizes[l - 1] < 1e-9 or small.spreads[l - 1] < 1e-9], []]
    assert 8 in places()[0]
    assert "triangle" not in picture.picture(whole).alt
    assert places() == [[], []]


def test_the_explorer_begins_where_it_is_told_and_a_task_may_ask_for_what_it_measures():
    asked = []

    def reached(start, scale, activation, size, spread, n_different):
        return asked.append((start, scale, activation, size, spread, n_different))

    live = bp.live.initialization_explorer("constant", scale=0.5, activation="sigmoid", reached=reached)
    live._parts_met()
    found = start_of("constant", 0.5, SIGMOID)
    assert asked == [("constant", 0.5, "sigmoid", pytest.approx(found.sizes[-1]), pytest.approx(found.spreads[-1]), 1)]
    assert f'alt="{live._still.alt}"' in live._repr_mimebundle_()[0]["text/html"]


def test_of_all_scales_one_keeps_the_size_of_relu_layers():
    live = bp.live.initialization_explorer()
    scales = live._controls[1].values
    kept = [s for s in scales if 0.5 < start_of("normal", s, RELU).sizes[-1] < 2]
    assert kept == [0.18] and abs(0.18**2 - 2 / 64) < 0.002
