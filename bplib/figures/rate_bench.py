"""The learning-rate bench: the path on its surface, the loss after each step, and the final loss of every rate tried.

The two loss panels share their axis, so that the end of the line in the one is as high as the point in the other.
"""

from collections.abc import Mapping

import numpy as np

from ..demonstrations.descent import Descent, Surface
from .canvas import write
from .marks import Text
from .numerals import short
from .palette import LIGHT, Theme
from .panels import leave_room_for_title, moving, title_above
from .picture import Picture, new_figure, redraw, style_axes
from .surface import SurfacePanel, path_words

__all__ = ["RateBench"]

DECADES = (1e-6, 1e4)  # of the losses that are shown, where the axis is logarithmic
EDGE = 0.035  # of the panel's height, from its edge to the mark of what lies beyond


class RateBench:
    """Three panels, redrawn as often as asked; `rates` are the ends of the axis of learning rates.

    With two weights the axis of losses is logarithmic, which needs losses ≥ 0; with one it is that of the curve.
    """

    def __init__(self, surface: Surface, rates: tuple[float, float], n_steps: int, theme: Theme = LIGHT):
        self.theme, self.figure = theme, new_figure(7.5, 2.75, theme)
        first, middle, last = self.figure.subplots(1, 3, width_ratios=(1.25, 1, 1))
        self.surface = SurfacePanel(first, surface, theme)
        self.logarithmic = surface.n_weights == 2
        self.losses = _LossPanel(middle, "step", theme, (0, n_steps))
        self.finals = _LossPanel(last, "learning rate η", theme, rates)
        for panel in (self.losses, self.finals):
            self._set_heights(panel.axes)
        last.tick_params(labelleft=False)
        middle.set_ylabel("loss, logarithmic" if self.logarithmic else "loss")
        last.set_ylabel("")

    def picture(self, descent: Descent, rate: float, tried: Mapping[float, float]) -> Picture:
        """The descent with this learning rate, and the final losses of all rates tried so far, this one among them."""
        self.surface.show(descent)
        self.losses.show(np.arange(descent.n_steps + 1), descent.losses, descent.n_steps)
        rates = sorted(tried)
        self.finals.show(np.array(rates), np.array([tried[r] for r in rates]), rate)
        redraw(self.figure)
        write(self.figure, self._titles(descent), self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(descent, rate, tried, self.finals.axes.get_ylim()))

    def _set_heights(self, axes) -> None:
        if self.logarithmic:
            axes.set_yscale("log")
            axes.set_ylim(*DECADES)
            axes.set_yticks([1e-6, 1e-4, 1e-2, 1, 1e2, 1e4])
            axes.minorticks_off()
            axes.yaxis.set_major_formatter(lambda value, position: short(value))
        else:
            axes.set_ylim(self.surface.axes.get_ylim())

    def _titles(self, descent: Descent) -> list[Text]:
        grown = descent.losses[-1] > descent.losses[0]
        final = f"loss at the end {short(descent.losses[-1])}"
        return [
            self.surface.title(descent),
            title_above(self.losses.axes, final, "wrong" if grown else "ink"),
            title_above(self.finals.axes, "final loss"),
        ]


class _LossPanel:
    """Losses over something: a line or points, a ring around the chosen one, arrows for what lies beyond the panel."""

    def __init__(self, axes, x_label: str, theme: Theme, ends: tuple[float, float]):
        style_axes(axes, x_label, "loss", theme)
        room = 0.04 * (ends[1] - ends[0])
        axes.set_xlim(ends[0] - room, ends[1] + room)
        leave_room_for_title(axes)
        self.axes, self.is_line = axes, x_label == "step"
        form = {"linewidth": 1.5} if self.is_line else {"markersize": 6}
        self.inside = moving(axes, "-" if self.is_line else "o", color=theme.loss, **form)
        self.above = moving(axes, "^", color=theme.wrong, markersize=8, clip_on=False)
        self.below = moving(axes, "v", color=theme.loss, markersize=6, clip_on=False)
        edge = {"color": "none", "markeredgecolor": theme.ink, "markeredgewidth": 1.5}
        self.chosen = moving(axes, "D", markersize=10, clip_on=False, **edge)

    def show(self, x: np.ndarray, losses: np.ndarray, chosen: float) -> None:
        """Move everything to these losses; of a line that leaves the panel, the place where it does is marked."""
        low, high = self.axes.get_ylim()
        above, below = ~(losses <= high), losses < low
        if self.is_line:
            above, below = (_first_after(beyond) for beyond in (above, below))
            chosen = x[above].item() if above.any() else chosen
        bottom, top = _height(self.axes, EDGE), _height(self.axes, 1 - EDGE)
        self.inside.set_data(x, losses)
        self.above.set_data(x[above], np.full(above.sum(), top))
        self.below.set_data(x[below], np.full(below.sum(), bottom))
        self.chosen.set_data(x[x == chosen], np.clip(losses[x == chosen], bottom, top))


def _first_after(beyond: np.ndarray) -> np.ndarray:
    """True at the place from which on all are beyond, if there is one."""
    last_inside = np.flatnonzero(~beyond)[-1:]
    return np.arange(len(beyond)) == (last_inside + 1 if len(last_inside) else 0)


def _height(axes, share: float) -> float:
    """The loss at this share of the panel's height."""
    return axes.transData.inverted().transform(axes.transAxes.transform((0, share)))[1]


def describe(descent: Descent, rate: float, tried: Mapping[float, float], ends: tuple[float, float]) -> str:
    """The path, the losses and what was tried, in words and numbers; `ends` are those of the axis of losses."""
    text = f"Learning rate {rate:g} on {descent.surface.name}: {path_words(descent)}."
    best, losses = min(tried, key=tried.get), [*tried.values(), *descent.losses]
    beyond = {"▲ above": any(not loss <= ends[1] for loss in losses), "▼ below": any(loss < ends[0] for loss in losses)}
    if any(beyond.values()):
        text += f" {' or '.join(mark for mark, is_there in beyond.items() if is_there)} the axis."
    return text + f" Rates tried here: {len(tried)}, the lowest final loss {short(tried[best])} with {best:g}."
