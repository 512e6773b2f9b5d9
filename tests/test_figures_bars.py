"""Bars of one quantity per layer: true heights, an axis that suits them, and words for them."""

import numpy as np
import pytest

import bplib as bp
from bplib.figures import DARK, LIGHT, LayerBars, delta_bars, gradient_bars
from bplib.figures.bars import axis_for
from bplib.figures.canvas import text_box


def deep(n_layers=5):
    network = bp.Network(*(bp.Dense(4, 4, bp.sigmoid) for _ in range(n_layers)))
    parameters = bp.initialize(network, np.random.default_rng(0))
    cache = bp.forward(network, parameters, np.random.default_rng(1).normal(size=(3, 4)))
    return cache, bp.backward(network, parameters, cache, np.ones((3, 4)))


def test_delta_bars_have_the_mean_size_of_delta():
    cache, _ = deep(2)
    alt = delta_bars(cache).alt
    assert alt.startswith("Bar chart of mean |δ| against layer")
    assert f"Layer 0 has {np.abs(cache.deltas[0]).mean():.4f}, layer 1 has {np.abs(cache.deltas[1]).mean():.3f}" in alt


def test_gradient_bars_have_the_norm_of_weights_and_biases_and_skip_layers_that_do_not_learn():
    network = bp.Network(bp.Flatten((2, 2)), bp.Dense(4, 3), bp.Dense(3, 1))
    parameters = bp.initialize(network, np.random.default_rng(0))
    cache = bp.forward(network, parameters, np.ones((1, 2, 2)))
    gradients = bp.backward(network, parameters, cache, np.ones((1, 1)))
    norm = np.sqrt((gradients[2].weights ** 2).sum() + (gradients[2].biases ** 2).sum())
    alt = gradient_bars(gradients).alt
    assert f"layer 2 has {norm:.3f}" in alt
    assert "Layer 1 has" in alt and "Layer 0" not in alt


def test_the_axis_is_logarithmic_when_two_decades_are_not_enough():
    assert axis_for([1.0, 0.02]) == ("linear", 0.0, 2.0)
    name, low, high = axis_for([1.0, 0.004])
    assert name == "log" and low < 0.004 and high > 1
    assert axis_for([0.0, 0.0])[0] == "linear"
    bars = LayerBars(2, "mean |δ|")
    assert "axis from 0" in bars.picture([1.0, 0.5]).alt
    assert "logarithmic" not in bars.axes.get_ylabel()
    assert "logarithmic axis" in bars.picture([1.0, 1e-6]).alt
    assert "logarithmic" in bars.axes.get_ylabel()
    assert bars.axes.get_xlabel() == "layer"


@pytest.mark.parametrize("values", [[0.1, 0.02, 0.3], [1e-8, 1e-3, 1.0], [0.0, 1.0, 50.0], [np.nan, np.inf, 1.0]])
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_have_their_values_as_heights_and_as_labels_inside_the_picture(values, theme):
    bars = LayerBars(3, "mean |δ|", theme=theme)
    picture = bars.picture(values)
    labels = bars._labels(values)
    assert [bar.get_height() for bar in bars.bars] == [value if np.isfinite(value) else 0 for value in values]
    assert len(labels) == 3
    width, height = bars.figure.get_size_inches() * 72
    for left, bottom, right, top in map(text_box, labels):
        assert left >= 0 and bottom >= 0 and right <= width and top <= height
    assert 25 <= len(picture.alt) <= 300
    assert len(picture.png) <= 60_000


def test_many_bars_have_labels_only_at_the_ends():
    values = [10.0**-k for k in range(20)]
    bars = LayerBars(20, "gradient norm", "gradient")
    bars.picture(values)
    assert [label.text for label in bars._labels(values)] == ["1", "1e−19"]


def test_wrong_values_are_errors():
    cache, _ = deep(2)
    with pytest.raises(ValueError, match="expected 3 numbers ≥ 0, one for each layer"):
        LayerBars(3, "mean |δ|").picture([1.0, 2.0])
    with pytest.raises(ValueError, match="expected 2 numbers ≥ 0"):
        LayerBars(2, "mean |δ|").picture([1.0, -2.0])
    with pytest.raises(TypeError, match="expected what backward returns"):
        gradient_bars(cache)
    fresh = bp.forward(cache.network, bp.initialize(cache.network, np.random.default_rng(0)), np.ones((1, 4)))
    with pytest.raises(ValueError, match="Call backward with this cache first"):
        delta_bars(fresh)
