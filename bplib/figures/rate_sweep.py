"""What a sweep over learning rates and starts ended with: a still."""

import numpy as np

from ..demonstrations.sweeps import Sweep
from .canvas import write
from .marks import Text
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .panels import leave_room_for_title, title_above
from .picture import Picture, in_points, new_figure, redraw, style_axes

__all__ = ["rate_sweep"]


def rate_sweep(sweep: Sweep, theme: Theme = LIGHT) -> Picture:
    """The final loss of each network against its learning rate, the medians joined, and how many networks solve it."""
    figure = new_figure(7.2, 3.2, theme)
    axes, rates = figure.subplots(), np.array(sweep.learning_rates)
    style_axes(axes, "learning rate η, logarithmic", "loss at the end, logarithmic", theme)
    axes.plot(np.repeat(rates, sweep.losses.shape[1]), sweep.losses.ravel(), ".", color=theme.muted, markersize=5)
    axes.plot(rates, np.median(sweep.losses, axis=1), "o-", color=theme.loss, linewidth=2, markersize=7)
    axes.set(xscale="log", yscale="log")
    axes.set_ylim(axes.get_ylim()[0], 8 * axes.get_ylim()[1])  # room for the counts
    axes.minorticks_off()
    axes.set_xticks(rates)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, position: short(value))
    leave_room_for_title(axes)
    redraw(figure)
    write(
        figure, [title_above(axes, f"solved, of {sweep.losses.shape[1]} networks each:"), *_counts(axes, sweep)], theme
    )
    return Picture(figure.canvas.buffer_rgba(), _describe(sweep))


def _counts(axes, sweep: Sweep) -> list[Text]:
    """How many networks have solved it, above each learning rate."""
    height = in_points(axes.figure, axes.transAxes.transform((0, 0.95))[1])
    places = [in_points(axes.figure, axes.transData.transform((rate, 1))[0]) for rate in sweep.learning_rates]
    return [Text(x, height, str(n), "accuracy", size=TEXT_SIZE) for x, n in zip(places, sweep.solved, strict=True)]


def _describe(sweep: Sweep) -> str:
    counts = ", ".join(f"{rate:g}: {n}" for rate, n in zip(sweep.learning_rates, sweep.solved, strict=True))
    medians = [short(float(f"{np.median(losses):.1e}")) for losses in sweep.losses]
    best = int(np.argmin(np.median(sweep.losses, axis=1)))
    return (
        f"Final loss against learning rate, both logarithmic, {sweep.losses.shape[1]} networks at each. Median "
        f"{medians[0]} at {sweep.learning_rates[0]:g}, {medians[best]} at {sweep.learning_rates[best]:g}, "
        f"{medians[-1]} at {sweep.learning_rates[-1]:g}. Solved: {counts}."
    )
