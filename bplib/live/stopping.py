"""Early stopping, to be tried: a slider for the patience on the curves of a training that has run to its end."""

from collections.abc import Callable

from ..demonstrations.stopping import stopping_point
from ..figures.stopping import StoppingCurves
from ..training import History
from .controls import Slider
from .following import LiveFigure

__all__ = ["early_stopping"]

MOST_PATIENCE = 40


def early_stopping(
    history: History, *, patience: int = 1, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure of where patience stops a training; `history` is of one that was run with validation to its end.

    `reached` may ask for `patience`, for `stop_epoch` and `best_epoch`, and for `epochs_after_best`.
    """
    losses = list(history.validation_loss)
    stopping_point(losses, patience)  # its errors are those of this figure
    most = max(2, min(MOST_PATIENCE, len(losses) - 1))

    class Curves(StoppingCurves):
        def __init__(self, theme):
            super().__init__(history, theme)

    def measures(patience: int) -> dict[str, int]:
        stop = stopping_point(losses, patience)
        return {"stop_epoch": stop.epoch, "best_epoch": stop.best, "epochs_after_best": stop.epoch - stop.best}

    slider = Slider("patience", 1, most, step=1, value=patience)
    return LiveFigure(Curves, (slider,), task, reached, measures)
