"""The four points of XOR before and after a hidden layer, with a grid that shows how the layer bends the plane.

Straight segments join the points of the same class. Where they meet no line can separate the classes; where they do
not, one is drawn.
"""

import numpy as np
from matplotlib.ticker import MaxNLocator

from ..datasets import xor
from ..demonstrations.folding import Folding, share_separated
from .canvas import write
from .classes import CLASSES, class_key, class_points, tinted
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, axes_at, new_figure, redraw, style_axes
from .placing import names_beside

__all__ = ["FoldingPicture", "folding_picture"]

WIDTH, HEIGHT = 7.5, 3.35  # inches
INPUT, HIDDEN = (0.62, 0.52, 2.75, 1.98), (4.15, 0.52, 3.1, 1.98)  # of the axes: left, bottom, width, height
PAIRS = ((0, 3), (1, 2))  # the points of class 0 and of class 1, in the order of xor()
CORNERS = xor()[0].astype(float)
NAMES = [f"{x_1:.0f}, {x_2:.0f}" for x_1, x_2 in CORNERS]
GRID = np.linspace(-0.2, 1.2, 8)
FILLED = 0.68  # of the panel, by the grid
LANE = 0.09  # of the panel's height: with one unit the two segments lie side by side, a little apart
TOP, SECOND = 228, 211  # points: the heights of the lines of text


def folding_picture(folding: Folding, theme: Theme = LIGHT) -> Picture:
    """A still of what `bp.demonstrations.fold_xor` found."""
    return FoldingPicture(theme).picture(folding)


class FoldingPicture:
    """The plane of the inputs and what a hidden layer makes of it, drawn again for other layers as often as asked."""

    def __init__(self, theme: Theme = LIGHT):
        self.theme, self.figure = theme, new_figure(WIDTH, HEIGHT, theme, layout=None)
        self.input, self.hidden = (axes_at(self.figure, *place) for place in (INPUT, HIDDEN))
        self.lines = grid_lines()
        self._prepare_input()
        self._prepare_hidden()

    def _prepare_input(self) -> None:
        style_axes(self.input, "x₁", "x₂", self.theme)
        self.input.grid(visible=False)
        self.input.set(xlim=(-0.4, 1.4), ylim=(-0.4, 1.4), xticks=[0, 1], yticks=[0, 1])
        self._segments(self.input, CORNERS, self._artists(self.input, animated=False))
        self.input.lines[0].set_data(*self.lines.T)
        for name, (x_1, x_2) in zip(NAMES, CORNERS, strict=True):
            side = 1 if x_1 else -1
            style = {"ha": "left" if x_1 else "right", "va": "center", "fontsize": TEXT_SIZE, "color": self.theme.ink}
            self.input.annotate(name, (x_1, x_2), (9 * side, 0), textcoords="offset points", **style)
        self._cross(self.input, animated=False).set_data([0.5], [0.5])
        class_key(self.figure, INPUT[0], TOP / 72, self.theme)

    def _prepare_hidden(self) -> None:
        style_axes(self.hidden, "", "", self.theme)
        self.hidden.grid(visible=False)
        self.hidden.set(xlim=(0, 1), ylim=(0, 1), xticks=[], yticks=[])
        self.moving = self._artists(self.hidden, animated=True)
        (self.between,) = self.hidden.plot([], [], linewidth=2, zorder=2, color=self.theme.ink, animated=True)
        self.cross = self._cross(self.hidden, animated=True)

    def _cross(self, axes, animated: bool):
        """The mark of the place where the segments meet."""
        style = {"color": self.theme.ink, "markersize": 13, "markeredgewidth": 2.4, "zorder": 5}
        return axes.plot([], [], "x", animated=animated, **style)[0]

    def _artists(self, axes, animated: bool) -> list:
        """The grid, and of each class its segment and its points."""
        theme, style = self.theme, {"animated": animated, "solid_capstyle": "butt"}
        artists = list(axes.plot([], [], color=tinted(theme.muted, theme.card, 0.4), linewidth=1, zorder=1, **style))
        for k, (role, *_) in enumerate(CLASSES):
            dash = "-" if k else (0, (3, 1.6))
            artists += axes.plot([], [], color=theme[role], linewidth=2, linestyle=dash, zorder=3, **style)
            points = class_points(axes, theme, k, size=9, zorder=4)
            points.set_animated(animated)
            artists.append(points)
        return artists

    def _segments(self, axes, points: np.ndarray, artists: list) -> None:
        for k, pair in enumerate(PAIRS):
            for artist in artists[1 + 2 * k : 3 + 2 * k]:
                artist.set_data(*points[list(pair)].T)

    def picture(self, folding: Folding) -> Picture:
        """The layer's work, from a side from which the gap between the classes is seen, if there is one."""
        panel = _Panel(folding, self.lines)
        self.moving[0].set_data(*panel.grid.T)
        self._segments(self.hidden, panel.points, self.moving)
        self.between.set_data(*panel.line.T)
        self.cross.set_data(*panel.meeting.T)
        redraw(self.figure)
        write(self.figure, self._texts(folding, panel), self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(folding))

    def _texts(self, folding: Folding, panel: "_Panel") -> list[Text]:
        """The verdict, the names of the axes with some numbers, and of the points."""
        left, bottom, width, height = (72 * inches for inches in HIDDEN)
        n_hidden, what = folding.hidden.shape[1], divider(folding)
        verdict, role = f"✗ The segments meet: no {what} separates.", "wrong"
        if folding.separated:
            verdict, role = f"✓ A {what} separates the classes, {short(folding.gap)} apart.", "right"
        across, up = {1: ("a of h₁; both rows lie on one line", ""), 2: ("a of h₁", "a of h₂")}.get(
            n_hidden, ("a space, seen from the side", "")
        )
        texts = [Text(left - 14, TOP, verdict, role, "l", TEXT_SIZE),
                 Text(left - 14, SECOND, chances(folding), "muted", "l", TEXT_SIZE),
                 Text(left + width / 2, bottom - 25, across, size=TEXT_SIZE),
                 Text(left - 14, bottom + height + 11, up, align="l", size=TEXT_SIZE)]  # fmt: skip
        if n_hidden <= 2:
            texts += [Text(left + width * x, bottom - 10, short(v), size=TEXT_SIZE) for v, x in panel.ticks(0)]
        if n_hidden == 2:
            texts += [Text(left - 7, bottom + height * y, short(v), "ink", "r", TEXT_SIZE) for v, y in panel.ticks(1)]
        return texts + self._names(panel)

    def _names(self, panel: "_Panel") -> list[Text]:
        """The names of the points, clear of the lines between them."""
        left, bottom, width, height = (72 * inches for inches in HIDDEN)
        placed = lambda points: points * (width, height) + (left, bottom)  # noqa: E731
        along = np.linspace(0, 1, 25)[:, None]
        ends = [panel.points[list(pair)] for pair in PAIRS] + [panel.line] * (len(panel.line) > 0)
        lines = np.vstack([*(one + along * (other - one) for one, other in ends), panel.meeting])
        room = left, bottom, left + width + 12, bottom + height + 4
        return names_beside(placed(panel.points), NAMES, placed(lines), room)


class _Panel:
    """Where everything lies in the panel of the hidden layer, which goes from 0 to 1 in both directions."""

    def __init__(self, folding: Folding, lines: np.ndarray):
        origin, directions = folding.view()
        grid = (folding.images(lines) - origin) @ directions
        low, high = np.nanmin(grid, axis=0), np.nanmax(grid, axis=0)
        self.low, self.size = low, np.where(high - low > 1e-9, high - low, 1.0) / FILLED
        self.low = (low + high) / 2 - self.size / 2
        self.grid, hidden = self._placed(grid), (folding.hidden - origin) @ directions
        self.points, nearest = self._placed(hidden), (folding.nearest - origin) @ directions
        if folding.hidden.shape[1] == 1:
            self.points[:, 1] += np.array([LANE, -LANE, -LANE, LANE])
        self.meeting = self._placed(nearest[:1]) if not folding.separated else np.empty((0, 2))
        self.line = self._line_between(*nearest) if folding.separated else np.empty((0, 2))

    def _placed(self, points: np.ndarray) -> np.ndarray:
        return (points - self.low) / self.size

    def _line_between(self, one: np.ndarray, other: np.ndarray) -> np.ndarray:
        """Two far ends of the line half way between, at right angles to the gap."""
        middle, (gap_x, gap_y) = (one + other) / 2, other - one
        along = np.array([-gap_y, gap_x]) / np.hypot(gap_x, gap_y) * 4 * self.size.max()
        return self._placed(np.array([middle - along, middle + along]))

    def ticks(self, k: int) -> list[tuple[float, float]]:
        """A few round numbers of axis k, each with its place."""
        values = MaxNLocator(nbins=3).tick_values(self.low[k], self.low[k] + self.size[k])
        places = (values - self.low[k]) / self.size[k]
        return [(value, at) for value, at in zip(values, places, strict=True) if 0 <= at <= 1]


def grid_lines() -> np.ndarray:
    """The lines of a square grid around the four points, one after the other with gaps between them, (n, 2)."""
    along = np.linspace(GRID[0], GRID[-1], 57)
    lines = []
    for at in GRID:
        fixed = np.full_like(along, at)
        lines += [np.column_stack([fixed, along]), [[np.nan, np.nan]], np.column_stack([along, fixed]),
                  [[np.nan, np.nan]]]  # fmt: skip
    return np.vstack(lines)


def divider(folding: Folding) -> str:
    """What divides a space of so many dimensions in two."""
    return {1: "point", 2: "line"}.get(folding.hidden.shape[1], "plane")


def describe(folding: Folding) -> str:
    """Whether a line separates the classes, here and in other layers of the kind."""
    n_hidden, name, what = folding.hidden.shape[1], repr(folding.activation), divider(folding)
    units = "1 unit" if n_hidden == 1 else f"{n_hidden} units"
    text = f"The four points of XOR in the plane, and after a hidden layer of {units} with {name}. "
    gap = f"stay {short(folding.gap)} apart: a" if folding.separated else "meet: no"
    text += f"The segments that join each class {gap} {what} separates them. "
    return text + f"Of 1,000 random layers of this kind {_percent(folding)} separate them."


def chances(folding: Folding) -> str:
    """How many random layers with as many units and this activation function do it."""
    return f"{_percent(folding)} of 1,000 random layers of this kind do."


def _percent(folding: Folding) -> str:
    return f"{100 * share_separated(folding.activation, folding.hidden.shape[1]):.0f} %"
