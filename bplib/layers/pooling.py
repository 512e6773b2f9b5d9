"""Max pooling: of every window only the largest value goes on, and only it gets the gradient."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..arguments import check_shape, check_window
from .layer import Layer, LayerCache

__all__ = ["MaxPooling2D"]


@dataclass(frozen=True, repr=False)
class MaxPooling2D(Layer):
    """The maximum of each window, the windows side by side; rows and columns left over at the edge are dropped.

    `input_shape` is (height, width, n_channels). In a tie, the first of the largest in reading order gets the
    gradient. Source: Deep Learning, section 9.3.
    """

    input_shape: tuple[int, int, int]
    window: tuple[int, int] = (2, 2)

    def __post_init__(self):
        check_shape("MaxPooling2D", "input_shape", self.input_shape, "(height, width, n_channels)")
        check_window("MaxPooling2D", "window", self.window, self.input_shape)

    @property
    def output_shape(self) -> tuple[int, int, int]:
        (height, width, n_channels), (window_height, window_width) = self.input_shape, self.window
        return (height // window_height, width // window_width, n_channels)

    def forward(self, parameters, cache: LayerCache) -> None:
        first, *others = self._places(cache.input)
        np.copyto(cache.activation, first)
        for other in others:
            np.maximum(cache.activation, other, out=cache.activation)

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        cache.delta = d_activation  # no activation function: z and a are the same
        if cache.d_input is None:
            return
        (rows, columns, _), (window_height, window_width) = self.output_shape, self.window
        cache.d_input[:, rows * window_height :] = 0  # the edge that was dropped
        cache.d_input[:, :, columns * window_width :] = 0
        waiting = np.ones(d_activation.shape, bool)  # windows whose largest value has not been met yet
        for x, d_x in zip(self._places(cache.input), self._places(cache.d_input), strict=True):
            winner = np.equal(x, cache.activation)
            winner &= waiting
            waiting ^= winner
            np.multiply(winner, d_activation, out=d_x)

    def _places(self, images: np.ndarray) -> Iterator[np.ndarray]:
        """For each place in the window, the values at that place in all windows: (n, *output_shape)."""
        (rows, columns, _), (window_height, window_width) = self.output_shape, self.window
        for i in range(window_height):
            for j in range(window_width):
                yield images[:, i : rows * window_height : window_height, j : columns * window_width : window_width]
