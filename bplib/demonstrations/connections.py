"""The connections of a layer as a matrix: a row for each number that goes in, a column for each unit.

An entry says which of the layer's weights stands there, 0 where nothing is joined. A number that stands in many places
is one weight that is shared.
"""

import math
from dataclasses import dataclass

import numpy as np

from ..layers import Convolution2D, Dense, Layer, Recurrent

__all__ = ["Connections", "connections"]


@dataclass(frozen=True, eq=False)
class Connections:
    """Where the weights of a layer stand: `numbers` (n_rows, n_units) counts them from 1, and is 0 where none stands.

    The weights are counted in the order of the layer's parameters. The rows are the inputs in reading order; those of a
    recurrent layer, the inputs of all steps, are followed by `n_states` rows for the states that a later step sees.
    `image_shape` (height, width, n_channels) is how inputs are laid out, where they are no sequence.
    """

    layer: Layer
    numbers: np.ndarray
    n_states: int
    image_shape: tuple[int, int, int] | None

    @property
    def n_units(self) -> int:
        """How many numbers come out, which are the columns: the units at all places and steps."""
        return self.numbers.shape[1]

    @property
    def middle(self) -> int:
        """The unit in the middle, counted from 1; among the places of a convolution, or the steps of a sequence.

        Of an even number of rows or steps it is the later one: so that of 2 × 2 places it is not the first.
        """
        shape = self.layer.output_shape
        return 1 + int(np.ravel_multi_index([shape[0] // 2, *((size - 1) // 2 for size in shape[1:])], shape))

    @property
    def n_weights(self) -> int:
        """How many numbers are free: the weights that the layer learns, its biases not counted."""
        return self.layer.n_parameters - self.n_biases

    @property
    def n_biases(self) -> int:
        return math.prod(self.layer.parameter_shapes["biases"])

    @property
    def n_joined(self) -> int:
        """How many entries are not empty."""
        return int(np.count_nonzero(self.numbers))

    @property
    def places(self) -> np.ndarray:
        """In how many places each weight stands, (n_weights,); a single step leaves recurrent weights without any."""
        return np.bincount(self.numbers.ravel(), minlength=self.n_weights + 1)[1:]

    def matrix(self, weights) -> np.ndarray:
        """The weights (n_weights,) in their places, (n_rows, n_units): a shared one in many, and 0 where none is.

        Raises ValueError for another number of weights.
        """
        weights = np.asarray(weights)
        if weights.shape != (self.n_weights,):
            raise ValueError(
                f"The weights have the shape {weights.shape}, expected ({self.n_weights},). "
                f"Give them in one row, as in parameters[0].weights.ravel()."
            )
        return np.append(0, weights)[self.numbers]

    def summed(self, entries: np.ndarray) -> np.ndarray:
        """The sum of the entries (n_rows, n_units) over the places of each weight, (n_weights,).

        A shared weight acts in all its places at once, so this is how its gradient comes from those of a dense layer.
        """
        return np.bincount(self.numbers.ravel(), entries.ravel(), self.n_weights + 1)[1:]

    def going_in(self, x: np.ndarray, a: np.ndarray) -> np.ndarray:
        """What the rows stand for, (n, n_rows): z = going_in · matrix + biases, for inputs x and activations a."""
        flat = x.reshape(len(x), -1)
        return np.hstack([flat, a[:, :-1].reshape(len(a), -1)]) if isinstance(self.layer, Recurrent) else flat


def connections(layer: Layer, image_shape: tuple[int, int, int] | None = None) -> Connections:
    """The connections of a dense, convolution or recurrent layer.

    `image_shape` says how the inputs of a dense layer are laid out, else they stand in a column. Raises TypeError for
    a layer without weights, ValueError where an image has not as many numbers as the layer has inputs.
    """
    if isinstance(layer, Convolution2D):
        return Connections(layer, _of_convolution(layer), 0, layer.input_shape)
    if isinstance(layer, Recurrent):
        return Connections(layer, _of_recurrent(layer), (layer.n_steps - 1) * layer.n_hidden, None)
    if not isinstance(layer, Dense):
        raise TypeError(f"The layer is {layer!r}, expected one with weights. Give a Dense, Convolution2D or Recurrent.")
    image_shape = image_shape or (layer.n_inputs, 1, 1)
    if len(image_shape) != 3 or math.prod(image_shape) != layer.n_inputs:
        raise ValueError(
            f"image_shape is {image_shape}, the layer has {layer.n_inputs} inputs. Give height, width and channels "
            f"whose product is {layer.n_inputs}."
        )
    return Connections(layer, _counted(layer.n_inputs, layer.n_outputs), 0, image_shape)


def _counted(*shape: int, after: int = 0) -> np.ndarray:
    """The numbers of as many weights as the shape holds, in their order."""
    return np.arange(after + 1, after + 1 + math.prod(shape)).reshape(shape)


def _of_convolution(layer: Convolution2D) -> np.ndarray:
    """The whole kernel stands once for each place of the output."""
    (rows, columns, n_channels), (height, width) = layer.output_shape, layer.kernel_size
    kernel = _counted(*layer.parameter_shapes["weights"])
    numbers = np.zeros((*layer.input_shape, rows, columns, n_channels), int)
    for i, j in np.ndindex(rows, columns):
        numbers[i : i + height, j : j + width, :, i, j] = kernel
    return numbers.reshape(math.prod(layer.input_shape), -1)


def _of_recurrent(layer: Recurrent) -> np.ndarray:
    """At each step: the input weights at its input, the recurrent weights at the state of the step before."""
    n_steps, n_inputs, n_hidden = layer.n_steps, layer.n_inputs, layer.n_hidden
    from_input = np.zeros((n_steps, n_inputs, n_steps, n_hidden), int)
    from_state = np.zeros((n_steps - 1, n_hidden, n_steps, n_hidden), int)
    for t in range(n_steps):
        from_input[t, :, t] = _counted(n_inputs, n_hidden)
    for t in range(1, n_steps):
        from_state[t - 1, :, t] = _counted(n_hidden, n_hidden, after=n_inputs * n_hidden)
    n_units = n_steps * n_hidden
    return np.vstack([from_input.reshape(-1, n_units), from_state.reshape(-1, n_units)])
