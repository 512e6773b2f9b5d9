"""`loss_explorer`: move a prediction and see its error, its loss, the slope of the loss and whether it is right."""

import math
from collections.abc import Callable
from functools import lru_cache

from ..demonstrations.predictions import LOSSES, predict_classes
from ..figures.prediction import AXES, ClassLossChart, PredictionLossChart
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["loss_explorer"]

_ENDS = [0.002, 0.01, 0.02, 0.05]
PROBABILITIES = [*_ENDS, *(k / 10 for k in range(1, 10)), *(round(1 - p, 3) for p in reversed(_ENDS))]


def loss_explorer(
    *, n_classes: int = 2, target: int = 0, prediction: float = 0.7, loss: str = "mean squared error", task: str = "",
    reached: Callable | None = None,
) -> LiveFigure:  # fmt: skip
    """A live figure: the loss of one prediction.

    With 2 classes the probability of class 1 is moved, the loss chosen, which may also begin as "binary cross-entropy",
    and the curve drawn against the probability or its logit; `reached` may ask for `prediction`, `loss` and `against`.
    With 3 classes their logits are moved, under softmax cross-entropy; `reached` may ask for `logit_0`, `logit_1` and
    `logit_2`. `target` is the true class. Raises ValueError for other classes or losses.
    """
    if n_classes not in (2, 3) or target not in range(n_classes):
        raise ValueError(
            f"n_classes is {n_classes!r} and target {target!r}, expected 2 or 3 classes and one of them as the target, "
            f"counted from 0. Write loss_explorer(n_classes=3, target=2)."
        )
    if n_classes == 3:
        controls = tuple(Slider(f"logit {k}", -5, 5, step=0.5, value=0) for k in range(3))
        return LiveFigure(_of_three_classes(target), controls, task, reached)
    controls = (
        Slider("prediction", values=PROBABILITIES, value=prediction),
        Choice("loss", list(LOSSES), value=loss),
        Choice("against", list(AXES)),
    )
    return LiveFigure(_of_two_classes(target), controls, task, reached)


def _of_two_classes(target: int) -> type:
    class Charts:
        """A chart for each loss and axis, made when it is first asked for."""

        def __init__(self, theme):
            self.chart = lru_cache(lambda loss, against: PredictionLossChart(loss, target, against, theme))

        def picture(self, prediction, loss, against):
            return self.chart(loss, against).picture(math.log(prediction / (1 - prediction)))

    return Charts


def _of_three_classes(target: int) -> type:
    class Chart(ClassLossChart):
        def __init__(self, theme):
            super().__init__(target, theme)

        def picture(self, logit_0, logit_1, logit_2):
            return super().picture(predict_classes((logit_0, logit_1, logit_2), target))

    return Chart
