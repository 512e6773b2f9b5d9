"""`connectivity`: the weight matrix of a dense, a convolutional and a recurrent layer as a picture.

What is drawn stands in `figures/connectivity.py`, what is computed in `demonstrations/connections.py`.
"""

from collections.abc import Callable
from functools import lru_cache

from ..demonstrations.connections import Connections, connections
from ..figures.connectivity import ConnectionPicture
from ..layers import Convolution2D, Dense, Recurrent
from .controls import Choice, Slider
from .following import LiveFigure

__all__ = ["connectivity"]

SIZES = (3, 4, 5, 6)
LAYERS = ("dense", "convolution 2 × 2", "convolution 3 × 3", "recurrent, 1 unit", "recurrent, 2 units")
UNITS = ("first", "middle", "last")


def connectivity(
    layer: str = "dense", *, size: int = 4, unit: str = "middle", task: str = "", reached: Callable | None = None
) -> LiveFigure:
    """A live figure of what is joined to what in a layer, and which of its weights are the same.

    `size` is the side of the image, or the number of steps of a recurrent layer; the dense layer has as many units as
    the convolution with a kernel of 2 × 2. `reached` may ask for the controls, and for `entries`, `free_weights`, and
    `shared`, which is "yes" or "no".
    """
    controls = (
        Choice("layer", LAYERS, value=layer),
        Slider("size", values=SIZES, value=size),
        Choice("unit", UNITS, value=unit),
    )

    class Drawing(ConnectionPicture):
        def picture(self, layer, size, unit):
            found = connected(layer, size)
            return super().picture(found, {"first": 1, "middle": found.middle, "last": found.n_units}[unit])

    def measures(layer, size, unit):
        found = connected(layer, size)
        shared = "yes" if found.n_joined > found.n_weights else "no"
        return {"entries": found.numbers.size, "free_weights": found.n_weights, "shared": shared}

    def unused(layer, size, unit):
        return ["unit"] if connected(layer, size).n_units == 1 else []

    return LiveFigure(Drawing, controls, task, reached, measures, unused)


@lru_cache
def connected(layer: str, size: int) -> Connections:
    """The connections of the layer of this name and size."""
    image_shape = (size, size, 1)
    if layer.startswith("recurrent"):
        return connections(Recurrent(size, 1, 1 if "1 unit" in layer else 2))
    if layer.startswith("convolution"):
        kernel = 2 if "2 × 2" in layer else 3
        return connections(Convolution2D(image_shape, 1, (kernel, kernel)))
    return connections(Dense(size * size, (size - 1) ** 2), image_shape)
