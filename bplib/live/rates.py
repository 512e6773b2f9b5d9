"""`learning_rate_bench`: try learning rates, on a bowl or on a curve with two basins, and keep what they led to."""

import math
from collections.abc import Callable

from ..demonstrations.descent import Bowl, Descent, TwoBasins, descend, hold_then_decay
from ..figures.rate_bench import RateBench
from .controls import Choice, Slider
from .exploring import LiveExploration, compared

__all__ = ["learning_rate_bench"]

CURVATURES = [0.2, 0.5, 1, 2, 4]
BOWL_START, BOWL_STEPS, BOWL_LARGEST = (-2.0, 1.0), 30, 2.2
STARTS, BASIN_STEPS, BASIN_LARGEST = [3.2, 3.0, 2.8], 200, 1.3
DECAYS, STAYS = "the rate decays", "the rate stays"


def learning_rate_bench(
    surface: str = "bowl", *, learning_rate: float = 0.1, task: str = "", reached: Callable | None = None
) -> LiveExploration:
    """A live figure: the path down, the loss after each step, and the final loss of every learning rate tried.

    On the `"bowl"` 30 steps are made from (−2, 1); its two curvatures can be chosen. On `"two basins"` 200 steps are
    made on 0.05 w⁴ − 0.6 w² + 0.4 w; from step 100 on the rate decays, unless it is told to stay. What was tried is
    kept until Reset. `reached` may ask for `learning_rate`, and for `curvature_1` and `curvature_2`, or `start` and
    `after_step_100`, for `final_loss`, for `compared`: "yes" once the rates next to this one were tried here, and for
    `n_tried`: how many were. Raises ValueError for another surface.
    """
    if surface not in _BENCHES:
        raise ValueError(f'surface is {surface!r}, expected "bowl" or "two basins". Write learning_rate_bench("bowl").')
    largest, controls, make = _BENCHES[surface]
    rate = Slider("learning rate", 0.05, largest, step=0.05, value=learning_rate)
    tried = {}  # for each setting of the other controls: of each learning rate the final loss

    def measures(learning_rate, **setting):
        found = tried.get(tuple(setting.values()), {})
        seen = compared(rate.values, learning_rate, found)
        return {"final_loss": found.get(learning_rate, math.nan), "compared": seen, "n_tried": len(found)}

    return LiveExploration(make(tried), (rate, *controls), task, reached, tried, measures)


def _on_bowl(tried: dict) -> type:
    class OnBowl(RateBench):
        def __init__(self, theme):
            super().__init__(Bowl((1.0, 1.0)), (0, BOWL_LARGEST), BOWL_STEPS, theme)

        def picture(self, learning_rate, curvature_1, curvature_2):
            descent = descend(Bowl((curvature_1, curvature_2)), BOWL_START, learning_rate, BOWL_STEPS)
            return super().picture(
                descent, learning_rate, _kept(tried, descent, learning_rate, (curvature_1, curvature_2))
            )

    return OnBowl


def _on_basins(tried: dict) -> type:
    class OnBasins(RateBench):
        def __init__(self, theme):
            super().__init__(TwoBasins(), (0, BASIN_LARGEST), BASIN_STEPS, theme)

        def picture(self, learning_rate, after_step_100, start):
            schedule = hold_then_decay(learning_rate) if after_step_100 == DECAYS else learning_rate
            descent = descend(TwoBasins(), [start], schedule, BASIN_STEPS)
            return super().picture(
                descent, learning_rate, _kept(tried, descent, learning_rate, (after_step_100, start))
            )

    return OnBasins


def _kept(tried: dict, descent: Descent, learning_rate: float, setting) -> dict[float, float]:
    """The final losses of all rates that were tried in this setting, this one added."""
    finals = tried.setdefault(setting, {})
    finals[learning_rate] = float(descent.losses[-1])
    return finals


_BENCHES = {
    "bowl": (BOWL_LARGEST, (Choice("curvature 1", CURVATURES), Choice("curvature 2", CURVATURES, value=1)), _on_bowl),
    "two basins": (BASIN_LARGEST, (Choice("after step 100", [DECAYS, STAYS]), Choice("start", STARTS)), _on_basins),
}
