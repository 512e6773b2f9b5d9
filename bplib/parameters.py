"""The parameters of a network: one vector of numbers, with a named view for each layer's weights and biases.

Gradients have the same structure, so `parameters[0].weights` and `gradients[0].weights` are the same place.
"""

import math
from collections.abc import Iterator

import numpy as np

__all__ = ["LayerParameters", "Parameters"]


class LayerParameters:
    """The arrays of one layer by name, such as `.weights` and `.biases`: views into the vector of all parameters.

    Assigning to a name copies the values into the view, so that vector and views never come apart.
    """

    def __init__(self, arrays: dict[str, np.ndarray]):
        self.__dict__.update(arrays)

    def __getattr__(self, name: str):  # called only for what is not there
        raise AttributeError(f"This layer has no {name!r}; its parameters are: {', '.join(vars(self)) or 'none'}.")

    def __setattr__(self, name: str, values) -> None:
        view = getattr(self, name)
        if np.shape(values) != view.shape:
            raise ValueError(f"{name} have the shape {view.shape}, the new values {np.shape(values)}. Make them equal.")
        view[...] = values

    def __repr__(self) -> str:
        return "\n".join(f"{name} {array.shape}\n{array}" for name, array in vars(self).items()) or "no parameters"


class Parameters:
    """All parameters of a network; `parameters[l]` are those of `network.layers[l]`.

    `shapes` has, for each layer, a dict of name to shape; `vector` has room for exactly these numbers, in this order.
    """

    def __init__(self, shapes: tuple[dict[str, tuple[int, ...]], ...], vector: np.ndarray):
        n_parameters = sum(math.prod(shape) for layer_shapes in shapes for shape in layer_shapes.values())
        if vector.shape != (n_parameters,):
            raise ValueError(f"The vector has the shape {vector.shape}, these layers need ({n_parameters},).")
        self.shapes, self.dtype = shapes, vector.dtype
        self._vector, self._layers, start = vector, [], 0
        for layer_shapes in shapes:
            arrays = {}
            for name, shape in layer_shapes.items():
                arrays[name] = vector[start : start + math.prod(shape)].reshape(shape)
                start += math.prod(shape)
            self._layers.append(LayerParameters(arrays))

    @classmethod
    def zeros(cls, shapes: tuple[dict[str, tuple[int, ...]], ...], dtype: np.dtype) -> "Parameters":
        """Parameters of these shapes, all 0."""
        return cls(shapes, np.zeros(sum(math.prod(s) for layer in shapes for s in layer.values()), dtype))

    @property
    def vector(self) -> np.ndarray:
        """All parameters in one array of the shape (n_parameters,); assigning copies the values in."""
        return self._vector

    @vector.setter
    def vector(self, values: np.ndarray) -> None:
        if np.shape(values) != self._vector.shape:
            raise ValueError(f"The vector has the shape {self._vector.shape}, the new values {np.shape(values)}.")
        self._vector[...] = values

    def copy(self) -> "Parameters":
        """An independent copy: the same numbers in a vector of its own."""
        return Parameters(self.shapes, self._vector.copy())

    def empty_like(self) -> "Parameters":
        """The same structure in a new vector whose numbers are not set yet."""
        return Parameters(self.shapes, np.empty_like(self._vector))

    def __getitem__(self, l: int) -> LayerParameters:
        return self._layers[l]

    def __len__(self) -> int:
        return len(self._layers)

    def __iter__(self) -> Iterator[LayerParameters]:
        return iter(self._layers)

    def __reduce__(self):  # copy.deepcopy and pickle rebuild the views instead of separating them from the vector
        return Parameters, (self.shapes, self._vector)

    def __repr__(self) -> str:
        lines = [f"Parameters: {self._vector.size:,} numbers, {self.dtype}"]
        for l, layer_shapes in enumerate(self.shapes):
            names = ", ".join(f"{name} {shape}" for name, shape in layer_shapes.items())
            lines.append(f"  [{l}]  {names or 'none'}")
        return "\n".join(lines)
