"""Histograms of the activations of each layer: whether units are silent, saturated or alive."""

import numpy as np

from ..cache import Cache
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, new_figure, picture_of, style_axes

__all__ = ["activation_histograms"]

N_BINS, MOST_LAYERS = 30, 6


def activation_histograms(cache: Cache, theme: Theme = LIGHT) -> Picture:
    """A still with a histogram of all activations of each layer, over its units and the batch; at most six layers.

    All have one scale across, so that a layer whose values shrink to 0 or sit at the ends can be seen.
    """
    layers = [np.ravel(values) for values in cache.activations]
    if len(layers) > MOST_LAYERS:
        raise ValueError(f"The network has {len(layers)} layers, there is room for {MOST_LAYERS}. Take a smaller one.")
    finite = np.concatenate([values[np.isfinite(values)] for values in layers])
    low, high = (float(finite.min()), float(finite.max())) if len(finite) else (0.0, 1.0)
    edges = np.linspace(low, high if high > low else low + 1, N_BINS + 1)
    figure = new_figure(7.5, 2.3, theme)
    for l, (axes, values) in enumerate(zip(figure.subplots(1, len(layers), squeeze=False)[0], layers, strict=True)):
        style_axes(axes, "activation", "share in %" if l == 0 else "", theme)
        counts = np.histogram(values, edges)[0]
        axes.bar(edges[:-1], 100 * counts / len(values), width=np.diff(edges), align="edge", color=theme.activation)
        axes.set_title(f"layer {l}", fontsize=TEXT_SIZE, color=theme.ink)
        axes.locator_params(axis="x", nbins=3)
        axes.locator_params(axis="y", nbins=4)
    return picture_of(figure, describe(layers))


def describe(layers: list[np.ndarray]) -> str:
    """Mean and spread of the first and of the last layer."""
    text = f"Histograms of the activations of {len(layers)} layer{'s' if len(layers) > 1 else ''}. "
    for l in sorted({0, len(layers) - 1}):
        text += f"Layer {l}: mean {short(layers[l].mean())}, standard deviation {short(layers[l].std())}. "
    return text.strip()
