"""The convolution layer: one small dense layer, the kernel, applied at every position of an image."""

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ..activations import Activation, identity
from ..arguments import check_activation, check_initializer, check_shape, check_sizes, check_window
from ..initializers import Initializer
from .layer import Layer, LayerCache, default_initializer

__all__ = ["Convolution2D"]


@dataclass(frozen=True, repr=False)
class Convolution2D(Layer):
    """z[i, j] = Σ over the window at (i, j) of x · W, plus b; a = φ(z): cross-correlation, no padding, stride 1.

    `input_shape` is (height, width, n_channels_in), W is (*kernel_size, n_channels_in, n_channels), the output
    (height − kernel height + 1, width − kernel width + 1, n_channels). Raises ValueError for a kernel larger than the
    image. Source: Deep Learning, section 9.1, equation 9.6, and section 9.5 for the gradients.
    """

    input_shape: tuple[int, int, int]
    n_channels: int
    kernel_size: tuple[int, int] = (3, 3)
    activation: Activation = identity
    initializer: Initializer | None = None

    def __post_init__(self):
        check_shape("Convolution2D", "input_shape", self.input_shape, "(height, width, n_channels)")
        check_window("Convolution2D", "kernel_size", self.kernel_size, self.input_shape)
        check_sizes("Convolution2D", n_channels=self.n_channels)
        check_activation(self.activation)
        check_initializer(self.initializer)

    @property
    def output_shape(self) -> tuple[int, int, int]:
        (height, width, _), (kernel_height, kernel_width) = self.input_shape, self.kernel_size
        return (height - kernel_height + 1, width - kernel_width + 1, self.n_channels)

    @property
    def parameter_shapes(self) -> dict[str, tuple[int, ...]]:
        return {"weights": (*self.kernel_size, self.input_shape[2], self.n_channels), "biases": (self.n_channels,)}

    def initialize(self, parameters, rng: np.random.Generator) -> None:
        initializer = self.initializer or default_initializer(self.activation)
        parameters.weights = initializer(rng, parameters.weights.shape)
        parameters.biases = np.zeros(self.n_channels)

    def allocate(self, n_examples: int, dtype: np.dtype) -> LayerCache:
        cache = super().allocate(n_examples, dtype)
        cache.workspace["windows"] = self._new_windows(n_examples, self.output_shape, self.input_shape[2], dtype)
        return cache

    def forward(self, parameters, cache: LayerCache) -> None:
        x, z, a, windows = cache.input, cache.pre_activation, cache.activation, cache.workspace["windows"]
        W, b = parameters.weights, parameters.biases
        copy_windows(x, self.kernel_size, out=windows)
        np.dot(windows, _as_matrix(W), out=_as_matrix(z))  # as in a dense layer, one row per position
        width = z.shape[2]
        z.reshape(-1, width * self.n_channels)[...] += np.tile(b, width)  # z += b, in long rows: three times as fast
        self.activation(z, out=a)

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        z, a, delta, windows = cache.pre_activation, cache.activation, cache.delta, cache.workspace["windows"]
        self.activation.derivative(z, a, out=delta)
        delta *= d_activation  # δ = φ'(z) ∂L/∂a, (n, *output_shape)
        np.dot(windows.T, _as_matrix(delta), out=_as_matrix(gradients.weights))  # summed over batch and positions
        ones = np.ones(len(windows), delta.dtype)
        np.dot(ones, _as_matrix(delta), out=gradients.biases)  # the same sum; quicker as a product
        if cache.d_input is not None:
            self._input_gradient(parameters.weights, cache)

    def _input_gradient(self, W: np.ndarray, cache: LayerCache) -> None:
        """∂L/∂x: the padded δ under the kernel turned by 180°, with its two channel axes exchanged."""
        delta, space, (kernel_height, kernel_width) = cache.delta, cache.workspace, self.kernel_size
        n, height, width, n_channels = delta.shape
        if "padded" not in space:
            padded_shape = (n, height + 2 * (kernel_height - 1), width + 2 * (kernel_width - 1), n_channels)
            space["padded"] = np.zeros(padded_shape, delta.dtype)
            space["delta_windows"] = self._new_windows(n, self.input_shape, n_channels, delta.dtype)
        top, left = kernel_height - 1, kernel_width - 1
        space["padded"][:, top : top + height, left : left + width] = delta
        copy_windows(space["padded"], self.kernel_size, out=space["delta_windows"])
        turned = W[::-1, ::-1].swapaxes(2, 3)
        np.dot(space["delta_windows"], _as_matrix(turned), out=_as_matrix(cache.d_input))

    def _new_windows(self, n: int, image_shape: tuple[int, ...], n_channels: int, dtype: np.dtype) -> np.ndarray:
        """Room for the window at each place of n images, one row each.

        With few channels, columns that lie together in memory are filled several times faster than rows.
        """
        kernel_height, kernel_width = self.kernel_size
        shape = (n * image_shape[0] * image_shape[1], kernel_height * kernel_width * n_channels)
        return np.empty(shape, dtype, order="F" if n_channels < 4 else "C")


def copy_windows(images: np.ndarray, size: tuple[int, int], out: np.ndarray) -> None:
    """Every window of the images (n, height, width, n_channels) as one row of `out`: then all is one product."""
    windows = sliding_window_view(images, size, axis=(1, 2))  # (n, rows, columns, n_channels, *size)
    windows = windows.transpose(0, 1, 2, 4, 5, 3)  # (n, rows, columns, *size, n_channels)
    np.copyto(out.reshape(windows.shape), windows)


def _as_matrix(array: np.ndarray) -> np.ndarray:
    """All axes but the last in one."""
    return array.reshape(-1, array.shape[-1])
