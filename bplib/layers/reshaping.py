"""Flatten: the same numbers in one row per example, so that a dense layer can follow an image."""

import math
from dataclasses import dataclass

import numpy as np

from ..arguments import check_shape
from .layer import Layer, LayerCache

__all__ = ["Flatten"]


@dataclass(frozen=True, repr=False)
class Flatten(Layer):
    """(n, *input_shape) becomes (n, product of input_shape), the last axis fastest."""

    input_shape: tuple[int, ...]

    def __post_init__(self):
        check_shape("Flatten", "input_shape", self.input_shape)

    @property
    def output_shape(self) -> tuple[int]:
        return (math.prod(self.input_shape),)

    def forward(self, parameters, cache: LayerCache) -> None:
        np.copyto(cache.activation.reshape(cache.input.shape), cache.input)

    def backward(self, parameters, cache: LayerCache, d_activation: np.ndarray, gradients) -> None:
        cache.delta = d_activation
        if cache.d_input is not None:
            np.copyto(cache.d_input, d_activation.reshape(cache.input.shape))
