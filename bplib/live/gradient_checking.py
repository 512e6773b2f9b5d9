"""`gradient_check_curve`: try steps for the numerical gradient of a small network, and see its error make a U."""

from collections.abc import Callable
from functools import cache

import numpy as np

from ..demonstrations.differences import small_network
from ..figures.difference_curves import DifferenceCurves
from .controls import Choice, Slider
from .exploring import LiveExploration, compared

__all__ = ["gradient_check_curve"]

STEPS = sorted([float(f"{digit}e-{power}") for power in range(2, 16) for digit in (1, 3)] + [0.1])
TYPES = {"float64": np.float64, "float32": np.float32}


def gradient_check_curve(*, step: float = 0.1, task: str = "", reached: Callable | None = None) -> LiveExploration:
    """A live figure: the relative error of the numerical gradient of a 2-3-1 network, for every step that was tried.

    What was tried is kept until Reset; both axes are logarithmic. `reached` may ask for `step`, for `difference`,
    "central" or "forward", for `precision`, "float64" or "float32", and for `lowest`: "yes" where no other step has a
    smaller error, once both of its neighbors were tried.
    """
    quotients = small_network()
    tried = {}  # of each pair of difference and precision: of each step its DifferenceError

    class Curves(DifferenceCurves):
        def picture(self, step, difference, precision):
            series = difference, precision
            found = tried.setdefault(series, {})
            if step not in found:
                found[step] = quotients.error(step, difference == "central", TYPES[precision])
            return super().picture(tried, series, step)

    controls = (
        Slider("step", values=STEPS, value=step),
        Choice("difference", ["central", "forward"]),
        Choice("precision", list(TYPES)),
    )

    @cache
    def best_step(difference, precision):
        errors = {step: quotients.error(step, difference == "central", TYPES[precision]).error for step in STEPS}
        return min(errors, key=errors.get)

    def measures(step, difference, precision):
        is_lowest = step == best_step(difference, precision)
        return {"lowest": compared(STEPS, step, tried.get((difference, precision), ())) if is_lowest else "no"}

    return LiveExploration(Curves, controls, task, reached, tried, measures)
