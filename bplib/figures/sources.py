"""The numbers of a diagram by name: where `("delta", l, j)` and the like are found in what was computed."""

from collections.abc import Set
from dataclasses import dataclass

import numpy as np

from ..arguments import check_fits, check_matches
from ..cache import Cache
from ..network import Network
from ..parameters import Parameters
from .marks import Key

__all__ = ["KINDS", "Source", "check_keys"]

KINDS = {  # each name with its indices: layer l, unit i of the layer before, unit j
    "input": "j", "weight": "l, i, j", "bias": "l, j", "pre_activation": "l, j", "activation": "l, j",
    "target": "j", "loss": "", "delta": "l, j", "weight_gradient": "l, i, j", "bias_gradient": "l, j",
}  # fmt: skip


@dataclass(frozen=True)
class Source:
    """What was computed for a network; what is None does not appear in the picture.

    Values of units are those of one example of the batch; gradients are the sums over the batch, as `backward` made
    them. `target` has the shape of the output, `loss` is a float. Nothing is copied and nothing changed.
    """

    network: Network
    parameters: Parameters | None = None
    cache: Cache | None = None
    gradients: Parameters | None = None
    target: np.ndarray | None = None
    loss: float | None = None
    example: int = 0

    def __post_init__(self):
        if self.parameters is not None:
            check_fits(self.network, self.parameters)
        if self.gradients is not None:
            check_matches(self.gradients, self.gradients if self.parameters is None else self.parameters)
            check_fits(self.network, self.gradients)
        if self.cache is not None and self.cache.network != self.network:
            raise ValueError(
                f"This cache is of {self.cache.network.summary}, not of {self.network.summary}. Give the cache that "
                f"forward(network, parameters, x) returned for the network that is drawn."
            )
        _check_example(self)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of numbers that there are."""
        kinds = {"weight", "bias"} if self.parameters is not None else set()
        if self.cache is not None:
            kinds |= {"input", "pre_activation", "activation"} | ({"delta"} if _has_deltas(self.cache) else set())
        kinds |= {"weight_gradient", "bias_gradient"} if self.gradients is not None else set()
        return frozenset(kinds | {name for name in ("target", "loss") if getattr(self, name) is not None})

    def __getitem__(self, key: Key) -> float:
        """The number of this name, such as ("weight", l, i, j)."""
        kind, *index = key
        if kind == "loss":
            return float(self.loss)
        if kind == "input":
            return float(self.cache.input[self.example, *index])
        if kind == "target":
            return float(np.asarray(self.target)[self.example, *index])
        l, *unit = index
        if kind in ("pre_activation", "activation", "delta"):
            return float(getattr(self.cache.layers[l], kind)[self.example, *unit])
        owner = self.gradients if kind.endswith("_gradient") else self.parameters
        array = owner[l].biases if kind.startswith("bias") else owner[l].weights
        return float(array[*unit])


def check_keys(name: str, keys) -> Set[Key]:
    """A set of names of numbers, each checked to be one."""
    keys = {keys} if isinstance(keys, tuple) and keys and isinstance(keys[0], str) else set(keys)
    for key in keys:
        if not isinstance(key, tuple) or not key or key[0] not in KINDS or len(key) - 1 != _n_indices(key[0]):
            names = "; ".join(f"{kind} ({indices})" if indices else kind for kind, indices in KINDS.items())
            raise ValueError(
                f"{name} has {key!r}, expected names of numbers as tuples. Write for example ('delta', 1, 0); "
                f"the names and their indices are {names}."
            )
    return keys


def _n_indices(kind: str) -> int:
    return len(KINDS[kind].split(", ")) if KINDS[kind] else 0


def _has_deltas(cache: Cache) -> bool:
    try:
        return bool(cache.deltas)
    except ValueError:  # backward has not been called yet
        return False


def _check_example(source: Source) -> None:
    """The example is in the batch, and target and loss fit to it."""
    n_examples = source.cache.n_examples if source.cache is not None else None
    if n_examples is not None and not 0 <= source.example < n_examples:
        raise ValueError(
            f"example is {source.example}, the batch has {n_examples} examples. Choose one from 0 to {n_examples - 1}."
        )
    if source.target is not None:
        expected = (n_examples or 1, *source.network.output_shape)
        if np.shape(source.target) != expected:
            raise ValueError(
                f"The target has the shape {np.shape(source.target)}, expected {expected}, one number for "
                f"each output of each example. Give the y of this batch; turn labels into rows of 0 and 1."
            )
    if source.loss is not None and not isinstance(source.loss, (int, float, np.number)):
        raise TypeError(f"loss is {source.loss!r}, expected a number. Give loss.value(cache.output, y).")
