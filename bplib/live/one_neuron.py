"""`neuron`: two weights and a bias to be moved, and what they do to the line in the plane and to the sigmoid.

What is drawn stands in `figures/neuron.py`, what is computed in `demonstrations/neuron.py`.
"""

from collections.abc import Callable

from ..demonstrations.neuron import Neuron
from ..figures.neuron import NeuronPicture
from .controls import Slider
from .following import LiveFigure

__all__ = ["neuron"]

WEIGHTS, BIASES, STEP = (-4, 4), (-12, 12), 0.5


def neuron(
    x, y, *, weights=(1.0, 1.0), bias: float = 0.0, example: int = 0, task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure of one sigmoid neuron with two inputs; it begins with these weights and this bias.

    `x` are points (n, 2), not more than some ten, `y` their classes, 0 or 1, (n, 1); z and a are calculated for the
    row `example`. `reached` may ask for `weight_1`, `weight_2`, `bias`, for `n_right`, the number of points on their
    side of the line, and for `least_sure`: the smallest share that a point gets for its own class, from 0 to 1.
    """
    controls = [Slider(f"weight {k}", *WEIGHTS, step=STEP, value=w) for k, w in enumerate(weights, 1)]

    class Drawing(NeuronPicture):
        def __init__(self, theme):
            super().__init__(x, y, example, theme)

    def measures(weight_1, weight_2, bias):
        own = Neuron((weight_1, weight_2), bias).for_right_class(x, y)
        return {"n_right": int((own > 0.5).sum()), "least_sure": float(own.min())}

    controls.append(Slider("bias", *BIASES, step=STEP, value=bias))
    return LiveFigure(Drawing, tuple(controls), task, reached, measures)
