"""`initialization_explorer`: how a deep network begins, for a scheme, a scale and an activation function.

What is drawn stands in `figures/starting.py`, what is computed in `demonstrations/starts.py`.
"""

from collections.abc import Callable
from functools import lru_cache

from ..activations import relu, sigmoid, tanh
from ..demonstrations.starts import SCHEMES, DeepStart, scheme
from ..figures.palette import Theme
from ..figures.starting import StartPicture
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["initialization_explorer"]

SCALES = (0.01, 0.02, 0.05, 0.1, 0.125, 0.15, 0.18, 0.2, 0.25, 0.3, 0.5, 1)
ACTIVATIONS = {"tanh": tanh, "ReLU": relu, "sigmoid": sigmoid}
WITH_SCALE = ("constant", "normal")


def initialization_explorer(
    start: str = "normal", *, scale: float = 0.1, activation: str = "tanh", task: str = "",
    reached: Callable | None = None,
) -> LiveFigure:  # fmt: skip
    """A live figure of eight layers of 64 units, just begun: their activations, and the units that are copies.

    `start`, `scale` and `activation` are where it begins. The starts are zeros, constant, normal, Glorot and He; the
    scale is the constant, or the standard deviation of the normal start, and the others do without. `reached` may ask
    for the controls, for `size` and `spread`, those of the last layer (see `DeepStart`), and for `n_different`, the
    fewest different units of a hidden layer after one update.
    """
    controls = (
        Choice("start", SCHEMES, value=start),
        Slider("scale", values=SCALES, value=scale),
        Choice("activation", ACTIVATIONS, value=activation),
    )

    def measures(start, scale, activation):
        found = computed(start, scale, activation)
        sizes = {"size": float(found.sizes[-1]), "spread": float(found.spreads[-1])}
        return {**sizes, "n_different": min(found.n_different_after)}

    def unused(start, scale, activation):
        return [] if start in WITH_SCALE else ["scale"]

    return LiveFigure(_Pictures, controls, task, reached, measures, unused)


class _Pictures:
    """A picture for each activation function that was asked for, since their axes differ."""

    def __init__(self, theme: Theme):
        self._theme, self._pictures = theme, {}

    def picture(self, start, scale, activation):
        if activation not in self._pictures:
            self._pictures[activation] = StartPicture(activation, self._theme)
        return self._pictures[activation].picture(computed(start, scale, activation))


def computed(start: str, scale: float, activation: str) -> DeepStart:
    """The start, computed once: the three that have no scale are the same for every one."""
    return _computed(start, scale if start in WITH_SCALE else 0.0, activation)


@lru_cache(100)
def _computed(start: str, scale: float, activation: str) -> DeepStart:
    return DeepStart.of(scheme(start, scale), ACTIVATIONS[activation])
