"""A decision boundary: what a network says everywhere on the plane, and the data it learns from.

The colour of the ground says how sure the network is; an ink line runs where it says 50 %. `decision_boundary` is a
still; a `DecisionMap` draws the same again and again while the network learns.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator
from PIL import Image

from ..demonstrations.plane import Plane
from ..network import Network
from ..parameters import Parameters
from .classes import CLASSES, class_key, class_points, tinted
from .palette import LIGHT, Theme
from .picture import Picture, axes_at, new_figure, redraw, style_axes

__all__ = ["DecisionMap", "decision_boundary", "mixed"]

LEVELS = np.log([1 / 9, 3 / 7, 1, 7 / 3, 9])  # the logits of the probabilities 10, 30, 50, 70 and 90 %
SHARES = (0.42, 0.26, 0.12)  # of a class's colour in the ground, from sure to unsure
LINE = 1.2  # points
MARGINS = (0.7, 0.5, 0.07, 0.32)  # inches around the axes: left, bottom, right, top


def decision_boundary(
    network: Network, parameters: Parameters, x: np.ndarray, y: np.ndarray, theme: Theme = LIGHT
) -> Picture:
    """A still of a network with two inputs and one logit, with the points x (n, 2) and their classes y (n, 1)."""
    plane = Plane(x)
    return DecisionMap(plane, x, y, theme).picture(plane.values(network, parameters))


class DecisionMap:
    """The map of one plane with the points x (n, 2), y (n, 1) on it; `size` is in inches."""

    def __init__(self, plane: Plane, x: np.ndarray, y: np.ndarray, theme: Theme = LIGHT, size=(4.2, 4.0)):
        self.plane, self.theme, self.figure = plane, theme, new_figure(*size, theme, layout=None)
        (width, height), (left, bottom, right, top) = size, MARGINS
        self.axes = axes_at(self.figure, left, bottom, width - left - right, height - bottom - top)
        classes = np.asarray(y).ravel()
        style_axes(self.axes, "x₁", "x₂", theme)
        self.axes.grid(visible=False)
        self.axes.set(xlim=(plane.low[0], plane.high[0]), ylim=(plane.low[1], plane.high[1]))
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
        self._points = [class_points(self.axes, theme, k, 5.5) for k in (0, 1)]
        for k, points in enumerate(self._points):
            points.set_data(*x[classes == k].T)
        class_key(self.figure, left, height - top / 2, theme)
        self._colors = _ground(theme).view(np.uint32).ravel()  # a pixel is one number
        self._line, self._width = _rgba(theme.ink).view(np.uint32)[0], round(LINE * theme.pixels_per_inch / 72)

    def picture(self, values: np.ndarray) -> Picture:
        """The map for these logits, (n, n), as `Plane.values` gives them."""
        self.draw(values)
        return Picture(self.figure.canvas.buffer_rgba(), describe(values, [len(p.get_xdata()) for p in self._points]))

    def draw(self, values: np.ndarray) -> None:
        """Draw without making a picture: the ground first, the points over it."""
        redraw(self.figure)  # the fixed parts; it settles where the axes are
        box = self.axes.get_window_extent()
        pixels = np.asarray(self.figure.canvas.buffer_rgba())
        left, right = int(np.ceil(box.x0)) + 1, int(box.x1)
        top, bottom = pixels.shape[0] - int(box.y1), pixels.shape[0] - int(np.ceil(box.y0)) - 1
        pixels[top:bottom, left:right] = self._painted(values, right - left, bottom - top)
        for points in self._points:
            self.axes.draw_artist(points)

    def _painted(self, values: np.ndarray, width: int, height: int) -> np.ndarray:
        """The ground as pixels: a colour for each level, and a line where the sign changes."""
        values = np.clip(np.nan_to_num(values, nan=0.0), -30, 30).astype(np.float32)
        smooth = np.asarray(Image.fromarray(values[::-1]).resize((width, height), Image.Resampling.BILINEAR))
        level = sum((smooth > limit).view(np.uint8) for limit in LEVELS)  # ten times as quick as searchsorted
        pixels, above = self._colors[level], smooth > 0
        wide = self._width
        across, up = above[:, wide:] != above[:, :-wide], above[wide:] != above[:-wide]
        pixels[:, wide // 2 : wide // 2 - wide][across] = self._line
        pixels[wide // 2 : wide // 2 - wide][up] = self._line
        return pixels.view(np.uint8).reshape(height, width, 4)


def describe(values: np.ndarray, n_points: list[int]) -> str:
    """How the plane is divided, in numbers."""
    share = float(np.mean(values > 0))
    text = f"Decision boundary on the plane of x₁ and x₂: the network says class 1 on {100 * share:.0f} % of it. "
    return text + f"{n_points[0]} points of class 0 (circles) and {n_points[1]} of class 1 (squares) lie on it."


def mixed(color: str, ground: str, share: float) -> np.ndarray:
    """A colour, laid over the ground with this share, as four bytes."""
    return _rgba(tinted(color, ground, share))


def _rgba(color: str) -> np.ndarray:
    return np.array([*bytes.fromhex(color[1:]), 255], np.uint8)


def _ground(theme: Theme) -> np.ndarray:
    """The colours between the levels, from surely class 0 to surely class 1, (6, 4)."""
    zero, one = (theme[role] for role, *_ in CLASSES)
    return np.array(
        [mixed(zero, theme.card, share) for share in SHARES] + [mixed(one, theme.card, share) for share in SHARES[::-1]]
    )
