"""What one forward pass computed, kept because the backward pass needs it.

A cache owns its arrays. Layers write into them and keep nothing themselves, so two caches never disturb each other.
"""

from itertools import pairwise

import numpy as np

from .arguments import as_batch, as_output_gradient
from .network import Network

__all__ = ["Cache"]


class Cache:
    """Everything computed for one batch; `[l]` always means `network.layers[l]`.

    `input` (n, *input_shape) and `output` (n, *output_shape); `pre_activations[l]` is z and `activations[l]` is a, both
    (n, *layer.output_shape); after `backward` also `deltas[l]`, ∂L/∂z of layer l, and, when asked for, `d_input`.
    """

    def __init__(self, network: Network, n_examples: int, dtype: np.dtype):
        self.network, self.dtype = network, dtype
        self._arrange(n_examples)

    @classmethod
    def with_input(cls, network: Network, dtype: np.dtype, x: np.ndarray, out: "Cache | None") -> "Cache":
        """A cache whose first layer is given x: a new one, or `out` with its arrays used again."""
        x = as_batch(x, network.input_shape, dtype)
        if out is None:
            out = cls(network, len(x), dtype)
        elif (out.network is not network and out.network != network) or out.dtype != dtype:
            raise ValueError(
                f"out= is a cache of {out.network.summary} in {out.dtype}, this pass goes through {network.summary} in "
                f"{dtype}. Leave out= away, or give the cache that forward returned for this network."
            )
        elif out.n_examples != len(x):
            out._arrange(len(x))  # a smaller last batch
        out.layers[0].input = x
        out._has_deltas = False
        return out

    def _arrange(self, n_examples: int) -> None:
        self.n_examples, self._has_deltas = n_examples, False
        self.layers = [layer.allocate(n_examples, self.dtype) for layer in self.network.layers]
        for before, after in pairwise(self.layers):
            after.input = before.activation

    def begin_backward(self, d_output: np.ndarray, reuse: bool, input_gradient: bool) -> np.ndarray:
        """Arrays for the deltas, new ones unless `reuse`; returns d_output, checked and in the cache's dtype."""
        d_output = as_output_gradient(d_output, self.output).copy()  # a layer may keep it as its delta
        if not reuse or self.layers[0].delta is None:
            for layer in self.layers:
                layer.delta = np.empty_like(layer.pre_activation)
                layer.d_input = np.empty_like(layer.input)
        first = self.layers[0]
        if not input_gradient:
            first.d_input = None  # nobody needs it, and it costs a product as large as the others
        else:
            first.d_input = np.empty(first.input.shape, self.dtype)  # x may lie in memory in any order
        self._has_deltas = True
        return d_output

    @property
    def input(self) -> np.ndarray:
        return self.layers[0].input

    @property
    def pre_activations(self) -> list[np.ndarray]:
        return [layer.pre_activation for layer in self.layers]

    @property
    def activations(self) -> list[np.ndarray]:
        return [layer.activation for layer in self.layers]

    @property
    def output(self) -> np.ndarray:
        return self.layers[-1].activation

    @property
    def deltas(self) -> list[np.ndarray]:
        if not self._has_deltas:
            raise ValueError("The deltas of this pass are not known yet. Call backward with this cache first.")
        return [layer.delta for layer in self.layers]

    @property
    def d_input(self) -> np.ndarray:
        if not self._has_deltas or self.layers[0].d_input is None:
            raise ValueError("∂L/∂x was not computed. Call backward with this cache and input_gradient=True.")
        return self.layers[0].d_input

    def __repr__(self) -> str:
        width = max(len(str(layer)) for layer in self.network.layers)
        lines = [f"Cache: input {self.input.shape}, {self.dtype}"]
        for l, layer in enumerate(self.network.layers):
            lines.append(f"  [{l}]  {layer!s:{width}}  activation {self.activations[l].shape}")
        return "\n".join(lines)
