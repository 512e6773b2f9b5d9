"""Activation functions with their slopes: the function as a solid line, its derivative dashed."""

import numpy as np
from matplotlib.ticker import MaxNLocator

from ..activations import Activation
from .numerals import short
from .palette import LIGHT, TEXT_SIZE, Theme
from .picture import Picture, new_figure, picture_of, style_axes

__all__ = ["activation_curves"]

MOST, LARGEST = 4, 4.0  # panels, and |z|
Z = np.linspace(-LARGEST, LARGEST, 401)


def activation_curves(*activations: Activation, theme: Theme = LIGHT) -> Picture:
    """A still of one to four activation functions φ(z) and of their slopes φ'(z), a panel for each."""
    if not 1 <= len(activations) <= MOST or not all(isinstance(one, Activation) for one in activations):
        raise ValueError(
            f"The activation functions are {activations}, expected one to {MOST} of them. "
            f"Write activation_curves(bp.sigmoid, bp.relu)."
        )
    figure = new_figure(max(3.4, 1.875 * len(activations)), 2.6, theme)
    panels = figure.subplots(1, len(activations), sharey=True, squeeze=False)[0]
    panels[0].set_ylim(_heights(activations))
    for axes, activation in zip(panels, activations, strict=True):
        _draw(axes, activation, theme)
    panels[0].set_ylabel("a", fontsize=TEXT_SIZE, color=theme.ink)
    return picture_of(figure, _describe(activations))


def _draw(axes, activation: Activation, theme: Theme) -> None:
    style_axes(axes, "z", "", theme)
    axes.set(xlim=(-LARGEST, LARGEST), xticks=[-3, 0, 3])
    axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 5]))
    a = activation(Z)
    axes.plot(Z, a, color=theme.activation, linewidth=2.4)
    slope = np.array(activation.derivative(Z, a))
    slope[1:][np.abs(np.diff(slope)) > 0.5] = np.nan  # no line where it jumps
    axes.plot(Z, slope, color=theme.gradient, linewidth=1.8, linestyle=(0, (3, 2)))
    axes.set_title(f"{activation!r}", fontsize=TEXT_SIZE, color=theme.activation, pad=20)
    steepest = f"slope at most {short(_largest_slope(activation))}"
    axes.text(0.5, 1.06, f"- -  {steepest}", transform=axes.transAxes, ha="center", fontsize=TEXT_SIZE - 0.5,
              color=theme.gradient)  # fmt: skip


def _heights(activations: tuple[Activation, ...]) -> tuple[float, float]:
    """From below the smallest value to above the largest; of what goes on and on only the middle is shown."""
    values = np.clip([activation(Z) for activation in activations], -1.2, 2.2)
    return min(0.0, values.min()) - 0.1, max(1.0, values.max()) + 0.1


def _largest_slope(activation: Activation) -> float:
    return float(np.max(activation.derivative(Z, activation(Z))))


def _describe(activations: tuple[Activation, ...]) -> str:
    several = len(activations) > 1
    text = f"Line {'charts' if several else 'chart'} of {', '.join(map(repr, activations))} against z, solid, with "
    text += f"{'their slopes' if several else 'its slope'}, dashed. "
    listed = ", ".join(f"{short(_largest_slope(one))} for {one!r}" for one in activations)
    return text + f"The largest slope is {listed}."
