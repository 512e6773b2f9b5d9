"""A deep network at its start: how the activations of each layer lie, and how large they are from layer to layer."""

import numpy as np

from ..demonstrations.starts import N_LAYERS, N_UNITS, DeepStart
from .canvas import write
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .panels import moving
from .picture import Picture, in_points, new_figure, redraw, style_axes

__all__ = ["StartPicture"]

WIDTH, HEIGHT = 7.2, 2.9  # inches
PLACES = (0.105, 0.175, 0.375, 0.615), (0.575, 0.175, 0.41, 0.615)  # of the two panels: left, bottom, width, height
ENDS = {"tanh": (-1.0, 1.0), "sigmoid": (0.0, 1.0), "ReLU": (0.0, 4.0)}  # of the activations that are shown
N_BINS, HALF = 40, 0.43  # of a layer's histogram: bins, and the half of its width
SMALLEST, LARGEST = EDGES = 1e-9, 1e9  # what lies beyond stands at the edge, with a triangle


class StartPicture:
    """Left the activations of each layer, right their size, drawn again for other starts as often as asked."""

    def __init__(self, activation: str, theme: Theme = LIGHT):
        self.activation, self.theme = activation, theme
        self.figure = new_figure(WIDTH, HEIGHT, theme, layout=None)
        self.values, self.size = (self.figure.add_axes(place) for place in PLACES)
        for axes in (self.values, self.size):
            style_axes(axes, "layer", "", theme)
            axes.set(xlim=(0.4, N_LAYERS + 0.6), xticks=range(1, N_LAYERS + 1))
        self._prepare_values()
        self._prepare_size()

    def _prepare_values(self) -> None:
        axes, (low, high) = self.values, ENDS[self.activation]
        margin = 0.03 * (high - low)
        axes.set_ylim(low - margin, high + margin)
        axes.set_ylabel("activation", labelpad=2)
        if self.activation == "ReLU":
            axes.set_yticks(range(5), ["0", "1", "2", "3", "4+"])
        self.edges = np.linspace(low, high, N_BINS + 1)
        color = self.theme.activation
        self.shapes = [axes.fill([], [], color=color, linewidth=0, animated=True)[0] for _ in range(N_LAYERS)]

    def _prepare_size(self) -> None:
        axes, theme = self.size, self.theme
        axes.set_yscale("log")
        axes.set(ylim=(SMALLEST / 3, LARGEST * 3), xlim=(-0.3, N_LAYERS + 0.3), xticks=range(N_LAYERS + 1))
        powers = range(-8, 9, 4)
        axes.set_yticks([10.0**power for power in powers], [_power(power) for power in powers])
        axes.minorticks_off()
        axes.axhline(1, color=theme.muted, linewidth=1)
        line = {"linewidth": 1.8, "clip_on": False}
        self.sizes = moving(axes, "o-", color=theme.activation, markersize=5, **line)
        self.spreads = moving(axes, "s--", color=theme.estimate, markersize=4, **line)
        mark = {"color": theme.ink, "markersize": 7, "clip_on": False}
        self.beyond = [moving(axes, form, **mark) for form in "v^"]  # what lies below and above the axis

    def picture(self, start: DeepStart) -> Picture:
        """The start of a network with the activation function of this picture."""
        for l, (shape, values) in enumerate(zip(self.shapes, start.activations, strict=True), 1):
            shape.set_xy(self._outline(l, values))
        layers = np.arange(N_LAYERS + 1)
        for line, measured in ((self.sizes, start.sizes), (self.spreads, start.spreads)):
            line.set_data(layers, np.clip([1.0, *measured], SMALLEST, LARGEST))  # the input has the size 1
        measured = np.array([start.sizes, start.spreads])
        for mark, is_beyond, edge in zip(self.beyond, (measured < SMALLEST, measured > LARGEST), EDGES, strict=True):
            at = layers[1:][is_beyond.any(axis=0)]
            mark.set_data(at, np.full(len(at), edge))
        redraw(self.figure)
        write(self.figure, [*self._above(self.values, units(start)), *self._above(self.size, sizes(start))], self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(start, self.activation))

    def _outline(self, l: int, values: np.ndarray) -> np.ndarray:
        """A layer's histogram, upright, on both sides of its place: the corners, up one side and down the other."""
        low, high = self.edges[0], self.edges[-1]
        places = np.clip(N_BINS * (values.ravel() - low) / (high - low), 0, N_BINS - 1)  # beyond the ends: at the edge
        shares = np.bincount(places.astype(int), minlength=N_BINS) / values.size
        halves = HALF * np.repeat(np.sqrt(shares / shares.max()), 2)  # roots, so that thin tails are seen
        heights = np.repeat(self.edges, 2)[1:-1]
        return np.column_stack([np.r_[l - halves, l + halves[::-1]], np.r_[heights, heights[::-1]]])

    def _above(self, axes, lines) -> list[Text]:
        """Two lines of text above a panel."""
        x, y = in_points(axes.figure, axes.transAxes.transform((0, 1)))
        return [
            Text(x, y + (2.6 - 1.5 * k) * TEXT_SIZE, text, role, "l", TEXT_SIZE) for k, (text, role) in enumerate(lines)
        ]


def units(start: DeepStart) -> list[tuple[str, str]]:
    """How many units of a hidden layer differ, in the layer where they are fewest."""
    before, after = min(start.n_different), min(start.n_different_after)
    return [(_counted(before), "ink"), (f"after one update: {_counted(after)}", "ink")]


def _counted(n_different: int) -> str:
    return f"all {N_UNITS} units alike" if n_different == 1 else f"{n_different} of {N_UNITS} units differ"


def sizes(start: DeepStart) -> list[tuple[str, str]]:
    """The key of the right panel, with the numbers of the last layer."""
    return [
        (f"— size: 1 at the input, {short(start.sizes[-1])} in layer {N_LAYERS}", "activation"),
        (f"- - from example to example: {short(start.spreads[-1])}", "estimate"),
    ]


def describe(start: DeepStart, activation: str) -> str:
    """The sizes of the first, middle and last layer, and how many units differ."""
    middle = N_LAYERS // 2
    text = f"Activations of {N_LAYERS} {activation} layers as histograms, and their size from layer to layer: "
    text += ", ".join(f"layer {l} {short(start.sizes[l - 1])}" for l in (1, middle, N_LAYERS))
    text += f"; from example to example {short(start.spreads[-1])}. "
    measured = np.concatenate([start.sizes, start.spreads])
    if np.any((measured < SMALLEST) | (measured > LARGEST)):
        text += f"What is beyond {short(SMALLEST)} and {short(LARGEST)} has a triangle at the edge. "
    return (
        text + f"At the start {_counted(min(start.n_different))}, "
        f"after one update {_counted(min(start.n_different_after))}."
    )


def _power(exponent: int) -> str:
    digits = str(abs(exponent)).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return "1" if exponent == 0 else f"10{'⁻' if exponent < 0 else ''}{digits}"
