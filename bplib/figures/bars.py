"""Bars of one quantity for each layer, such as the size of δ: how it grows or shrinks on its way back."""

import math

import numpy as np
from matplotlib.ticker import LogLocator

from ..cache import Cache
from ..parameters import Parameters
from .canvas import write
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, in_points, new_figure, style_axes

__all__ = ["LayerBars", "delta_bars", "gradient_bars"]

TWO_DECADES = 100
N_LABELLED = 10  # of more bars only the first and the last have room for their value


def delta_bars(cache: Cache, theme: Theme = LIGHT) -> Picture:
    """A still of the mean |δ| of each layer, over its units and the batch. Raises ValueError before `backward`."""
    sizes = [float(np.abs(delta).mean()) for delta in cache.deltas]
    return LayerBars(len(sizes), "mean |δ|", "delta", theme).picture(sizes)


def gradient_bars(gradients: Parameters, theme: Theme = LIGHT) -> Picture:
    """A still of the norm of the gradient of each layer that learns, √(Σ (∂L/∂w)²) over its weights and biases."""
    if not isinstance(gradients, Parameters):
        raise TypeError(f"The gradients are {gradients!r}, expected what backward returns. Give bp.backward(…).")
    norms = {l: math.hypot(*(np.linalg.norm(a) for a in vars(g).values())) for l, g in enumerate(gradients) if vars(g)}
    return LayerBars(list(norms), "gradient norm", "gradient", theme).picture(list(norms.values()))


class LayerBars:
    """Bars for `layers` (their number, or their indices), redrawn as often as asked; `role` gives the colour.

    The axis is logarithmic, and says so, while the values span more than two decades; or it is `axis` all the time,
    such as ("log", 1e-4, 100). `size` is in inches; in a small one the quantity stands above, as a `title`.
    """

    def __init__(
        self, layers: int | list[int], quantity: str, role: str = "delta", theme: Theme = LIGHT, *,
        size=(7.5, 2.9), axis: tuple[str, float, float] | None = None, title: bool = False,
    ):  # fmt: skip
        self.layers = list(range(layers)) if isinstance(layers, int) else list(layers)
        self.quantity, self.role, self.theme = quantity, role, theme
        self.figure, self._fixed_axis, self._is_titled = new_figure(*size, theme), axis, title
        self.axes = self.figure.subplots()
        places = range(len(self.layers))
        self.bars = self.axes.bar(
            places, [1] * len(places), width=0.4 if title else 0.6, color=theme[role], animated=True
        )
        self.axes.set_xlim(-0.6, len(places) - 0.4)
        self.axes.set_xticks(places, [str(l) for l in self.layers])
        self._background = self._scale = None

    def picture(self, values) -> Picture:
        """The bars for these values, one for each layer, all ≥ 0; what is NaN or infinite is written without a bar."""
        values = self.draw(values)
        return Picture(self.figure.canvas.buffer_rgba(), self._describe(values))

    def draw(self, values, fewer: bool = False) -> list[float]:
        """Draw without making a picture, the first bars only where `fewer` may come; returns the values as drawn."""
        values = self._checked(values, fewer)
        self._rescale(values)
        self.figure.canvas.restore_region(self._background)
        for bar, value in zip(self.bars, values, strict=False):
            bar.set_height(value if math.isfinite(value) else 0)
            self.axes.draw_artist(bar)
        write(self.figure, self._labels(values), self.theme)
        return values

    def _checked(self, values, fewer: bool) -> list[float]:
        values = [float(value) for value in values]
        is_all = len(values) == len(self.layers) or (fewer and len(values) < len(self.layers))
        if not is_all or any(value < 0 for value in values):
            raise ValueError(
                f"The values are {values}, expected {len(self.layers)} numbers ≥ 0, one for each layer. Give sizes, "
                f"such as the mean of np.abs(delta) of each layer."
            )
        return values

    def _rescale(self, values: list[float]) -> None:
        """Choose the axis; the fixed parts are drawn again only where it changes."""
        scale = self._fixed_axis or axis_for(values)
        if scale == self._scale:
            return
        self._scale, (name, low, high) = scale, scale
        logarithmic = name == "log"
        name_of_axis = f"{self.quantity}, logarithmic" if logarithmic else self.quantity
        style_axes(self.axes, "layer", "" if self._is_titled else name_of_axis, self.theme)
        if self._is_titled:
            self.axes.set_title(name_of_axis, fontsize=TEXT_SIZE, color=self.theme.ink)
        self.axes.set_yscale(name)
        self.axes.set_ylim(low, high)
        self.axes.minorticks_off()
        self.axes.grid(visible=False, axis="x")
        if logarithmic:
            self.axes.yaxis.set_major_locator(LogLocator(numticks=6))
        self.axes.yaxis.set_major_formatter(lambda value, position: short(value))
        self.figure.canvas.draw()
        self._background = self.figure.canvas.copy_from_bbox(self.figure.bbox)

    def _labels(self, values: list[float]) -> list[Text]:
        """The value above each bar; where the bars are narrow only above the first and the last."""
        last, (_, floor, ceiling) = len(values) - 1, self._scale
        labels = []
        for k, value in enumerate(values):
            if last < N_LABELLED or k in (0, last):
                height = min(max(value, floor), ceiling) if math.isfinite(value) else floor
                x, y = in_points(self.axes.figure, self.axes.transData.transform((k, height)))
                labels.append(Text(x, y + 8, short(value), self.role))
        return labels

    def _describe(self, values: list[float]) -> str:
        axis = "logarithmic axis" if self._scale[0] == "log" else "axis from 0"
        text = f"Bar chart of {self.quantity} against layer, {axis}. Layer {self.layers[0]} has {short(values[0])}"
        if len(values) > 1:
            text += f", layer {self.layers[-1]} has {short(values[-1])}"
            text += f"; the largest of {len(values)} is {short(max(values))}"
        return text + "."


def axis_for(values: list[float]) -> tuple[str, float, float]:
    """Scale, lower and upper end: from 0 to 1, 2 or 5 times a power of ten, or over whole decades."""
    sizes = [value for value in values if 0 < value < math.inf] or [1.0]
    low, high = min(sizes), max(sizes)
    if high > TWO_DECADES * low:
        return "log", 10.0 ** (math.floor(math.log10(low)) - 1), 10.0 ** (math.floor(math.log10(high)) + 1.5)
    power = 10.0 ** math.floor(math.log10(1.15 * high))
    return "linear", 0.0, next(step * power for step in (1, 2, 5, 10) if step * power >= 1.15 * high)
