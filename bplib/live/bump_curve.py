"""`bumps`: a curve built from bumps, two hidden units for each, with weights set by a formula.

What is drawn stands in `figures/bumps.py`, what is computed in `demonstrations/bumps.py`.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache

from ..demonstrations.bumps import CURVES, Bumps, Curve
from ..figures.bumps import BumpsPicture, X, height_for
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["bumps"]

MOST_BUMPS = 40
STEEPNESSES = (10, 20, 50, 100, 200, 500)


def bumps(
    curves: Mapping[str, Curve] = CURVES, *, n_bumps: int = 5, steepness: float = 100, task: str = "",
    reached: Callable | None = None,
) -> LiveFigure:  # fmt: skip
    """A live figure of a curve and the sum of its bumps; `curves` are functions of an array x from 0 to 1, by name.

    `reached` may ask for `curve`, `bumps`, `steepness`, and for `largest_distance`.
    """
    controls = (
        Choice("curve", list(curves)),
        Slider("bumps", 1, MOST_BUMPS, step=1, value=n_bumps),
        Slider("steepness", values=STEEPNESSES, value=steepness),
    )
    computed = lru_cache(lambda curve, bumps, steepness: Bumps.of(curves[curve], bumps, steepness, X))

    class Drawing(BumpsPicture):
        def __init__(self, theme):
            super().__init__(theme, height_for(curves.values()))

        def picture(self, curve, bumps, steepness):
            return super().picture(computed(curve, bumps, steepness))

    def measures(curve, bumps, steepness):
        return {"largest_distance": computed(curve, bumps, steepness).worst}

    return LiveFigure(Drawing, controls, task, reached, measures)
