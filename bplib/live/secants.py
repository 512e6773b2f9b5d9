"""`secant_to_tangent`: a secant that turns into the tangent while its second point comes nearer, and then goes astray.

What it computes is in `demonstrations/secants.py`, how it looks in `figures/secant.py`.
"""

from collections.abc import Callable

from ..demonstrations.secants import CURVES, Secant
from ..figures.palette import Theme
from ..figures.secant import SecantChart, longest
from .controls import Choice, Slider
from .exploring import LiveExploration, compared

__all__ = ["secant_to_tangent"]

STEPS = (*(float(f"1e-{n}") for n in range(16, 1, -1)), 0.1, 0.2, 0.5, 1.0)


def secant_to_tangent(
    function: str = "x³", *, x: float = 1.0, h: float = 1.0, task: str = "", reached: Callable | None = None
) -> LiveExploration:
    """A live figure of a secant through x and x + h beside the tangent at x; h goes from 1e-16 to 1.

    `function`, `x` and `h` are where it begins; the functions are x², x³, sin x and σ(x). `reached` may ask for
    them, and for `compared`: "yes" once both neighbors of this h have been seen with this function and x.
    """
    if function not in CURVES:
        raise ValueError(f"There is no function {function!r} here. Take one of {', '.join(CURVES)}.")
    controls = (
        Choice("function", CURVES, value=function),
        Slider("x", -2, 2, step=0.25, value=x),
        Slider("h", values=STEPS, value=h),
    )
    tried = {}  # of each function and x the h that were seen

    class Charts(_Charts):
        def picture(self, function, x, h):
            tried.setdefault((function, x), set()).add(h)
            return super().picture(function, x, h)

    def measures(function, x, h):
        return {"compared": compared(STEPS, h, tried.get((function, x), ()))}

    return LiveExploration(Charts, controls, task, reached, tried, measures, room=longest())


class _Charts:
    """A chart of each function that was asked for: a chart with other axes takes ten times as long as a redrawn one."""

    def __init__(self, theme: Theme):
        self._theme, self._charts = theme, {}

    def picture(self, function, x, h):
        if function not in self._charts:
            self._charts[function] = SecantChart(self._theme)
        return self._charts[function].picture(Secant(CURVES[function], x, h))
