"""Where a training with patience stops, and whose weights it would keep."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ..arguments import check_sizes

__all__ = ["Stop", "stopping_point"]


@dataclass(frozen=True)
class Stop:
    """Epochs are counted from 1: `epoch` is the last one that is run, `best` the one of the lowest loss up to there.

    `lowest` is the epoch of the lowest loss of all, which only a run to the end would know; `by_patience` tells whether
    patience stopped the run, or its end.
    """

    epoch: int
    best: int
    lowest: int
    by_patience: bool


def stopping_point(validation_losses: Sequence[float], patience: int) -> Stop:
    """Stop when `patience` epochs in a row have brought no new best; as `bp.early_stopping` does.

    Source: Deep Learning, algorithm 7.1.
    """
    check_sizes("stopping_point", patience=patience)
    if not len(validation_losses):
        raise ValueError("There are no validation losses. Train with validation=(x, y) and give its validation_loss.")
    lowest = min(range(len(validation_losses)), key=validation_losses.__getitem__) + 1
    best, least = 0, math.inf
    for epoch, loss in enumerate(validation_losses, 1):
        if loss < least:
            best, least = epoch, loss
        elif epoch - best >= patience:
            return Stop(epoch, best, lowest, by_patience=True)
    return Stop(len(validation_losses), best, lowest, by_patience=False)
