"""A network diagram for a corner of a larger picture: units and signed weights, without numbers.

Lines are as in the large diagram: the wider, the further from 0, dashed where negative. They are gathered in two
collections, which takes a tenth of the time of a line each.
"""

import numpy as np
from matplotlib.collections import LineCollection

from ..layers import Dense
from ..network import Network
from ..parameters import Parameters
from .canvas import write
from .marks import Text
from .palette import LIGHT, TEXT_SIZE, Theme
from .panels import moving
from .picture import new_figure, redraw

__all__ = ["SmallNetwork"]

MOST_UNITS, OF_MORE = 8, 5  # units of a column that are drawn: all, or so many of more than that
LEAST, MOST = 0.4, 3.0  # widths of lines, in points
DASH = (0, (3.0, 1.6))


class SmallNetwork:
    """A diagram of networks of dense layers, redrawn for one after another as often as asked; `size` is in inches."""

    def __init__(self, theme: Theme = LIGHT, size=(3.6, 2.0)):
        self.theme, self.figure, self._points = theme, new_figure(*size, theme, layout=None), 72 * np.array(size)
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, 1))
        self.axes.set_axis_off()
        styles = {"positive": "solid", "negative": DASH}
        self._lines = [LineCollection([], colors=theme[role], linestyles=[dash], animated=True, zorder=1)
                       for role, dash in styles.items()]  # fmt: skip
        for lines in self._lines:
            self.axes.add_collection(lines, autolim=False)
        edge = {"markeredgecolor": theme.ink, "markeredgewidth": 1.2}
        self._units = moving(self.axes, "o", markersize=9, color=theme.card, **edge)

    def draw(self, network: Network, parameters: Parameters) -> None:
        """Draw the network with its weights as they are; what is not finite is left out."""
        sizes = _sizes(network)
        across = np.linspace(0.09, 0.91, len(sizes))
        places = [_column(x, n if n <= MOST_UNITS else OF_MORE) for x, n in zip(across, sizes, strict=True)]
        self._units.set_data(*np.concatenate(places).T)
        segments, weights = [], []
        for before, after, layer in zip(places, places[1:], parameters, strict=False):
            shown = layer.weights[: len(before), : len(after)]
            ends = np.broadcast_arrays(before[:, None], after[None])
            segments.append(np.stack(ends, axis=2).reshape(-1, 2, 2))
            largest = np.abs(layer.weights).max()
            weights.append((shown / largest if 0 < largest < np.inf else np.nan_to_num(0 * shown)).ravel())
        segments, weights = np.concatenate(segments), np.concatenate(weights)
        for lines, those in zip(self._lines, (weights > 0, weights < 0), strict=True):
            lines.set_segments(segments[those])
            lines.set_linewidths(LEAST + (MOST - LEAST) * np.abs(weights[those]))
        redraw(self.figure)
        write(self.figure, self._names(network, across, sizes), self.theme)

    def _names(self, network: Network, across: np.ndarray, sizes: tuple[int, ...]) -> list[Text]:
        """How many units each column has and what they are."""
        names = ["inputs" if sizes[0] > 1 else "input", *(repr(layer.activation) for layer in network.layers)]
        names[-1] = "logits" if sizes[-1] > 1 else "logit"
        texts, (width, height) = [], self._points
        for x, n, name in zip(across, sizes, names, strict=True):
            shown = f"{n} {name}" if len(sizes) <= 4 else str(n)
            texts.append(Text(width * np.clip(x, 0.1, 0.9), 0.07 * height, shown, size=TEXT_SIZE))
            if n > MOST_UNITS:
                texts.append(Text(width * x, 0.95 * height, f"{OF_MORE} of {n}", "muted", size=TEXT_SIZE))
        return texts


def _sizes(network: Network) -> tuple[int, ...]:
    if not all(isinstance(layer, Dense) for layer in network.layers):
        raise ValueError(f"{network.summary} has layers that are not dense. Use network_diagram for it.")
    return (*network.input_shape, *(layer.n_outputs for layer in network.layers))


def _column(x: float, n: int) -> np.ndarray:
    """The places of n units one above the other, (n, 2), in the middle of the height that there is."""
    pitch = min(0.76 / n, 0.15)
    return np.array([(x, 0.53 + pitch * ((n - 1) / 2 - j)) for j in range(n)])
