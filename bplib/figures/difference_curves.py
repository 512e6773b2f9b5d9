"""The error of numerical gradients against the step, as far as it has been explored: with luck a U."""

import math
from collections.abc import Mapping

from ..demonstrations.differences import DifferenceError
from .canvas import write
from .numerals import exact, short
from .palette import LIGHT, TEXT_SIZE, Theme
from .panels import leave_room_for_title, moving, title_above
from .picture import Picture, new_figure, redraw, style_axes

__all__ = ["DifferenceCurves"]

Series = tuple[str, str]  # “central” or “forward”, “float64” or “float32”
FORMS = {"central": "o-", "forward": "s--"}
ROLES = {"float64": "gradient", "float32": "loss"}
NEXT = 4  # times a step: a larger one is not the next
STEPS, ERRORS = (4e-16, 0.3), (2e-12, 4)


class DifferenceCurves:
    """Four curves at most, one for each kind of difference and precision; axes and labels are drawn once."""

    def __init__(self, theme: Theme = LIGHT):
        self.theme, self.figure = theme, new_figure(6.6, 3.0, theme)
        self.axes = self.figure.subplots()
        style_axes(self.axes, "step h, logarithmic", "relative error, logarithmic", theme)
        self.axes.set(xscale="log", yscale="log", xlim=STEPS, ylim=ERRORS)
        self.axes.minorticks_off()
        self.axes.set_xticks([10.0**-k for k in (15, 12, 9, 6, 3, 1)])
        self.axes.set_yticks([10.0**-k for k in (12, 9, 6, 3, 0)])
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_major_formatter(lambda value, position: short(value))
        leave_room_for_title(self.axes)
        self._name_curves()
        self.curves = {
            (kind, precision): moving(self.axes, form, color=theme[role], markersize=5, linewidth=1)
            for kind, form in FORMS.items()
            for precision, role in ROLES.items()
        }
        edge = {"markeredgecolor": theme.ink, "markeredgewidth": 1.5}
        self.chosen = moving(self.axes, "D", color="none", markersize=11, **edge)

    def picture(self, tried: Mapping[Series, Mapping[float, DifferenceError]], series: Series, step: float) -> Picture:
        """What was tried so far of each series, the chosen step of the chosen series among it."""
        for name, curve in self.curves.items():
            curve.set_data(*_with_gaps(sorted(tried.get(name, {}).items())))
        here = tried[series][step]
        self.chosen.set_data([step], [here.error])
        redraw(self.figure)
        title = f"{', '.join(series)}, h = {short(step)}: error {short(here.error)}, {here.decides} decides"
        write(self.figure, [title_above(self.axes, title)], self.theme)
        return Picture(self.figure.canvas.buffer_rgba(), describe(tried, series, step))

    def _name_curves(self) -> None:
        """The name of each kind, where no curve comes by: rounding alone is larger there."""
        for kind, form in FORMS.items():
            for precision, role in ROLES.items():
                name = f"{kind}, {precision}"
                self.axes.plot([], [], form, color=self.theme[role], markersize=5, linewidth=1, label=name)
        colors = {"labelcolor": self.theme.ink, "edgecolor": "none", "facecolor": self.theme.card}
        self.axes.legend(loc="lower left", fontsize=TEXT_SIZE, framealpha=0, labelspacing=0.25, **colors)


def _with_gaps(found: list[tuple[float, DifferenceError]]) -> tuple[list[float], list[float]]:
    """Steps and errors, with a gap where steps between two of them have not been tried."""
    steps, errors = [], []
    for step, result in found:
        if steps and step > NEXT * steps[-1]:
            steps.append(steps[-1])
            errors.append(math.nan)
        steps.append(step)
        errors.append(result.error)
    return steps, errors


def describe(tried: Mapping[Series, Mapping[float, DifferenceError]], series: Series, step: float) -> str:
    """The chosen point, what its error is made of, and the best step so far, in the other precision too."""
    (kind, precision), here = series, tried[series][step]
    text = (
        f"Relative error of the numerical gradient against its step, both logarithmic. {kind.capitalize()} difference, "
        f"{precision}, step {exact(step)}: error {short(here.error)}; truncation about {short(here.truncation)}, "
        f"rounding up to {short(here.rounding)}. Lowest of {_lowest(tried[series])}"
    )
    others = [f"; in {name}, of {_lowest(found)}" for (same, name), found in tried.items()
              if same == kind and name != precision]  # fmt: skip
    return "".join([text, *others, "."])


def _lowest(tried: Mapping[float, DifferenceError]) -> str:
    """How many steps were tried, and which of them has the smallest error."""
    best = min(tried, key=lambda at: tried[at].error)
    return f"{len(tried)}: {short(tried[best].error)} at {exact(best)}"
