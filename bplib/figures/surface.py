"""A loss surface with the path of a descent on it: level lines of two weights, or the curve of one.

`SurfacePanel` draws into axes that it is given, for figures that show more beside it, such as `RateBench`.
"""

from functools import lru_cache

import numpy as np
from contourpy import contour_generator

from ..demonstrations.descent import Descent, Surface
from .canvas import write
from .marks import Text
from .numerals import short
from .palette import LIGHT, Theme
from .panels import leave_room_for_title, moving, title_above
from .picture import Picture, new_figure, redraw, style_axes

__all__ = [
    "LossSurface",
    "SurfacePanel",
    "descent_path",
    "path_words",
    "surface_words",
]

LEVELS = 2, 25  # the fewest and the most level lines
N_POINTS = 121  # of the grid along each weight
N_CHORDS = 9  # points of a curve that are connected: more would hide it


def descent_path(descent: Descent, theme: Theme = LIGHT) -> Picture:
    """A still of the path that `bp.demonstrations.descend` returned, on its surface."""
    return LossSurface(descent.surface, theme).picture(descent)


class LossSurface:
    """A surface and the path of a descent on it, redrawn as often as asked; axes and labels are drawn once."""

    def __init__(self, surface: Surface, theme: Theme = LIGHT):
        self.theme, self.figure = theme, new_figure(4.8, 3.2, theme)
        self.panel = SurfacePanel(self.figure.subplots(), surface, theme)

    def picture(self, descent: Descent) -> Picture:
        """The path on its surface, which may be another one with as many weights."""
        self.panel.show(descent)
        redraw(self.figure)
        write(self.figure, [self.panel.title(descent)], self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), f"{surface_words(descent)}. {path_words(descent)}.")


class SurfacePanel:
    """Level lines or curve, path, start, end, and where the path leaves the picture: artists that are moved."""

    def __init__(self, axes, surface: Surface, theme: Theme):
        self.axes, self.is_curve = axes, surface.n_weights == 1
        labels = ("w", "loss") if self.is_curve else ("w₁", "w₂")
        style_axes(axes, *labels, theme)
        axes.grid(visible=False)
        axes.set_xlim(*surface.view[0])
        axes.set_ylim(*(_heights(surface) if self.is_curve else surface.view[1]))
        leave_room_for_title(axes)
        color, width = (theme.loss, 2) if self.is_curve else (theme.muted, 0.8)
        self.outline = moving(axes, "-", color=color, linewidth=width)
        self.path = moving(axes, "-", color=theme.gradient, linewidth=1.2)
        self.points = moving(axes, ".", color=theme.gradient, markersize=6)
        edge = {"markeredgecolor": theme.ink, "markeredgewidth": 1.5}
        self.start = moving(axes, "o", color=theme.card, markersize=8, **edge)
        self.end = moving(axes, "D", color="none", markersize=10, **edge)
        self.exit = moving(axes, "X", color=theme.wrong, markersize=11, clip_on=False)

    def show(self, descent: Descent) -> None:
        """Move everything to this descent; its path ends with a cross where it leaves the picture."""
        self.outline.set_data(*_outline(descent.surface))
        places = self._places(descent)
        crossing = self._crossing(places)
        self.points.set_data(*places.T)
        self.path.set_data(*places[: N_CHORDS if self.is_curve else None].T)
        self.start.set_data(*places[:1].T)
        self.end.set_data(*(places[-1:] if crossing is None else places[:0]).T)
        self.exit.set_data(*(places[:0].T if crossing is None else crossing[:, np.newaxis]))

    def title(self, descent: Descent) -> Text:
        """What is to be written above the panel, once the figure has been drawn."""
        text, role = f"path of {descent.n_steps} steps", "ink"
        if descent.left_at is not None:
            text, role = f"leaves the picture at step {descent.left_at}", "wrong"
        elif descent.swings:
            text += ", to and fro"
        return title_above(self.axes, text, role)

    def _places(self, descent: Descent) -> np.ndarray:
        """Where the points lie in the panel, (n, 2), up to the first one outside."""
        end = None if descent.left_at is None else descent.left_at + 1
        points = descent.points[:end]
        return np.column_stack([points[:, 0], descent.losses[:end]]) if self.is_curve else points

    def _crossing(self, places: np.ndarray) -> np.ndarray | None:
        """Where the last stretch of the path meets the edge of the panel, if it does."""
        low, high = np.transpose([self.axes.get_xlim(), self.axes.get_ylim()])
        if len(places) < 2 or ((places[-1] >= low) & (places[-1] <= high)).all():
            return None
        before, after = places[-2], places[-1]
        edges = np.where(after > before, high, low)
        moved = np.where(after == before, np.inf, after - before)
        shares = np.where(np.isinf(moved), np.inf, (edges - before) / moved)
        return before + shares.min() * (after - before)


def surface_words(descent: Descent) -> str:
    """What the surface is and how it is shown."""
    surface = descent.surface
    if surface.n_weights == 1:
        return f"Curve of the loss against w from {short(surface.view[0][0])} to {short(surface.view[0][1])}"
    return f"Level lines of {surface.name} over w₁ and w₂"


def path_words(descent: Descent) -> str:
    """Where the descent begins and ends, in numbers."""
    start, end = (_point(w) for w in descent.points[[0, -1]])
    losses = f"the loss from {short(descent.losses[0])} to {short(descent.losses[-1])}"
    if descent.left_at is None:
        way = "lead to and fro" if descent.swings else "lead"
        return f"{descent.n_steps} steps {way} from ○ {start} to ◇ {end}, {losses}"
    losses += f" in {descent.n_steps} steps" + (", where it is cut off" if descent.is_cut_off else "")
    return f"The path from ○ {start} leaves the picture at ✖, step {descent.left_at}; {losses}"


def _point(w: np.ndarray) -> str:
    numbers = ", ".join(short(value) for value in w)
    return f"({numbers})" if len(w) > 1 else f"w = {numbers}"


def _heights(surface: Surface) -> tuple[float, float]:
    """A little more than the curve needs."""
    values = _outline(surface)[1]
    room = 0.08 * (values.max() - values.min())
    return values.min() - room, values.max()


@lru_cache
def _outline(surface: Surface) -> tuple[np.ndarray, np.ndarray]:
    """The points of the curve, or of all level lines, with NaN between one and the next."""
    axes = [np.linspace(*ends, N_POINTS) for ends in surface.view[: surface.n_weights]]
    if surface.n_weights == 1:
        return axes[0], surface.value(axes[0][:, np.newaxis])
    heights = surface.value(np.stack(np.meshgrid(*axes), axis=-1))
    contours = contour_generator(*axes, heights)
    fewest, most = LEVELS
    first = np.clip(surface.first_level, np.ptp(heights) / (most + 1) ** 2, np.ptp(heights) / (fewest + 1) ** 2)
    levels = heights.min() + first * np.arange(1, most + 1) ** 2
    lines = [line for level in levels for line in contours.lines(level)]
    gap = np.full((1, 2), np.nan)
    return tuple(np.concatenate([part for line in lines for part in (line, gap)]).T)
