"""A curve, the bumps of a network whose weights were set by a formula, and their sum."""

import math

import numpy as np

from ..demonstrations.bumps import Bumps
from .canvas import write
from .classes import tinted
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, axes_at, new_figure, redraw, style_axes

__all__ = ["BumpsPicture", "bumps_picture"]

WIDTH, HEIGHT = 7.5, 3.0  # inches
PLACE = (0.62, 0.52, 6.7, 2.1)  # of the axes: left, bottom, width, height
X = np.linspace(-0.15, 1.15, 521)
NAMES = ((0, "- - the curve", "target"), (110, "— the network", "activation"), (222, "— its bumps", "muted"))


def bumps_picture(curve, n_bumps: int, steepness: float = 100.0, theme: Theme = LIGHT) -> Picture:
    """A still of the network that `bp.demonstrations.bump_network` makes for a function of x from 0 to 1."""
    bumps = Bumps.of(curve, n_bumps, steepness, X)
    return BumpsPicture(theme, height_for([curve])).picture(bumps)


class BumpsPicture:
    """Curve, bumps and sum in one panel, drawn again for other bumps as often as asked; `height` is the axis's."""

    def __init__(self, theme: Theme = LIGHT, height: float = 1.0):
        self.theme, self.figure = theme, new_figure(WIDTH, HEIGHT, theme, layout=None)
        left, bottom, _, up = PLACE
        self.axes = axes_at(self.figure, *PLACE)
        style_axes(self.axes, "x", "output", theme)
        self.axes.set(
            xlim=(X[0], X[-1]),
            ylim=(-1.05 * height, 1.05 * height),
            yticks=[-height, 0, height],
            xticks=np.arange(0, 1.1, 0.25),
        )
        self.bumps = self._line(tinted(theme.muted, theme.card, 0.6), 1.0)
        self.curve = self._line(theme.target, 1.8, linestyle=(0, (4, 2)))
        self.output = self._line(theme.activation, 2.4)
        self.farthest = self._line(theme.loss, 3.0, solid_capstyle="butt")
        self.axes.yaxis.set_major_formatter(lambda value, position: short(value))
        for x, name, role in NAMES:
            place = (left + x / 72) / WIDTH, (bottom + up + 0.2) / HEIGHT
            self.figure.text(*place, name, color=theme[role], fontsize=TEXT_SIZE, va="center")

    def _line(self, color: str, width: float, **style):
        return self.axes.plot([], [], color=color, linewidth=width, animated=True, **style)[0]

    def picture(self, bumps: Bumps) -> Picture:
        """These bumps; their places are those of the picture."""
        n_bumps = bumps.each.shape[1]
        heights = np.vstack([bumps.each, np.full((1, n_bumps), np.nan)])  # a gap behind each
        heights[:-1][np.abs(bumps.each) < 1e-3] = np.nan  # a bump is drawn where it is one
        self.bumps.set_data(np.tile([*bumps.x, np.nan], n_bumps), heights.T.ravel())
        self.curve.set_data(bumps.x[bumps.inside], bumps.wanted[bumps.inside])
        self.output.set_data(bumps.x, bumps.output)
        at = bumps.worst_at
        self.farthest.set_data([bumps.x[at]] * 2, [bumps.wanted[at], bumps.output[at]])
        redraw(self.figure)
        right, top = 72 * (PLACE[0] + PLACE[2]), 72 * (PLACE[1] + PLACE[3] + 0.2)
        said = f"| largest distance {bumps.worst:.3f}"
        write(self.figure, [Text(right, top, said, "loss", "r", TEXT_SIZE, bold=True)], self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(bumps))


def height_for(curves) -> float:
    """A round number that is higher than all curves are, above or below 0."""
    highest = max(float(np.abs(curve(X[(X >= 0) & (X <= 1)])).max()) for curve in curves) or 1.0
    power = 10.0 ** math.floor(math.log10(1.1 * highest))
    return next(step * power for step in (1, 2, 5, 10) if step * power >= 1.1 * highest)


def describe(bumps: Bumps) -> str:
    """How well the sum follows the curve, and what it does elsewhere."""
    n_bumps, end = bumps.each.shape[1], short(bumps.x[-1])
    made, where = ("bumps", "their middles") if n_bumps > 1 else ("bump", "its middle")
    text = f"Line chart against x of a curve and of a network with {2 * n_bumps} hidden units, which make {n_bumps} "
    text += f"{made}, as high as the curve is in {where}. Between 0 and 1 it is at most {bumps.worst:.3f} off, at "
    text += f"x = {short(bumps.x[bumps.worst_at])}, and {bumps.mean:.3f} on average. "
    return text + f"At x = {end} it gives {short(round(bumps.output[-1], 3))}."
