"""Where patience stops a training: its loss curves, the epoch of its best weights, and the epoch at which it ends."""

import dataclasses

from ..demonstrations.stopping import stopping_point
from ..training import History
from .curves import TrainingCurves
from .numerals import short
from .palette import LIGHT, Theme
from .panels import moving
from .picture import Picture

__all__ = ["StoppingCurves", "stopping_curves"]


def stopping_curves(history: History, patience: int, theme: Theme = LIGHT) -> Picture:
    """A still of a whole training with a validation loss, and of where this patience would have stopped it."""
    return StoppingCurves(history, theme).picture(patience)


class StoppingCurves:
    """The curves of one history for any patience; what would not have been run is thin and gray."""

    def __init__(self, history: History, theme: Theme = LIGHT, size=(7.0, 3.0)):
        self.history = dataclasses.replace(history, n_epochs=len(history.loss))
        self._curves = TrainingCurves(self.history, theme, size, charts=("loss",))
        edge = {"markeredgecolor": theme.ink, "markeredgewidth": 1.5}
        self._best = moving(self._curves.axes[0], "o", color="none", markersize=9, **edge)

    def picture(self, patience: int) -> Picture:
        """The picture for this patience."""
        history, stop = self.history, stopping_point(self.history.validation_loss, patience)
        run = dataclasses.replace(
            history, loss=history.loss[: stop.epoch], validation_loss=history.validation_loss[: stop.epoch]
        )
        marks = (stop.best, f"best: {stop.best}"), (stop.epoch, f"stop: {stop.epoch}")
        self._best.set_data([stop.best], [history.validation_loss[stop.best - 1]])
        self._curves.draw(run, history, marks)
        return Picture(self._curves.figure.canvas.buffer_rgba(), describe(history, patience))


def describe(history: History, patience: int) -> str:
    """When it stops and why, and what the kept weights are worth."""
    losses, stop = history.validation_loss, stopping_point(history.validation_loss, patience)
    epochs = f"{patience} epoch{'s' if patience > 1 else ''}"
    text = f"Loss curves over {len(losses)} epochs. Patience {patience}: "
    text += f"it stops after epoch {stop.epoch}, " + (
        f"{epochs} without a new best. " if stop.by_patience else "the last one. "
    )  # fmt: skip
    text += f"The weights of epoch {stop.best} are kept: validation loss {short(losses[stop.best - 1])}, "
    return text + f"where those of epoch {stop.epoch} have {short(losses[stop.epoch - 1])}."
