"""`folding_xor`: what a hidden layer does to the four points of XOR, and whether a line separates them afterwards.

What is drawn stands in `figures/folding.py`, what is computed in `demonstrations/folding.py`.
"""

from collections.abc import Callable
from functools import lru_cache

from .. import activations
from ..demonstrations.folding import Folding, fold_xor, random_layers
from ..figures.folding import FoldingPicture
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["folding_xor"]

ACTIVATIONS = ("identity", "relu", "tanh", "sigmoid")
N_DRAWS, SEED = 20, 0


def folding_xor(
    *, activation: str = "identity", hidden_units: int = 2, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure of XOR and a hidden layer with 1, 2 or 3 units, whose weights are one of 20 random draws.

    `reached` may ask for `activation`, `hidden_units`, `random_draw`, and for `separated`, which is "yes" or "no".
    """
    controls = (
        Choice("activation", ACTIVATIONS, value=activation),
        Slider("hidden units", values=(1, 2, 3), value=hidden_units),
        Slider("random draw", 1, N_DRAWS, step=1, value=1),
    )

    class Drawing(FoldingPicture):
        def picture(self, activation, hidden_units, random_draw):
            return super().picture(_folding(activation, hidden_units, random_draw))

    def measures(activation, hidden_units, random_draw):
        return {"separated": "yes" if _folding(activation, hidden_units, random_draw).separated else "no"}

    return LiveFigure(Drawing, controls, task, reached, measures)


@lru_cache(maxsize=256)
def _folding(activation: str, hidden_units: int, draw: int) -> Folding:
    weights, biases = random_layers(hidden_units, N_DRAWS, SEED)
    return fold_xor(getattr(activations, activation), weights[draw - 1], biases[draw - 1])
