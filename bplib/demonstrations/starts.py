"""What a start does to a deep network: how large its activations are, layer by layer, and which units stay alike."""

from dataclasses import dataclass

import numpy as np

from ..activations import Activation
from ..algorithm import backward, forward, initialize, update
from ..initializers import Initializer, constant, glorot, he, normal, zeros
from ..layers import Dense
from ..losses import half_mean_squared_error
from ..network import Network
from ..optimizers import GradientDescent
from ..parameters import Parameters

__all__ = ["SCHEMES", "DeepStart", "n_different_units", "scheme"]

N_UNITS, N_LAYERS, N_EXAMPLES = 64, 8, 60
STEP = 0.1
SCHEMES = ("zeros", "constant", "normal", "Glorot", "He")
ALIKE = 1e-9  # of the largest weight: below it two units differ by rounding only


def scheme(name: str, scale: float) -> Initializer:
    """The initializer of this name; `scale` is that of the constant and of the normal start, the others need none."""
    if name not in SCHEMES:
        raise ValueError(f"There is no scheme {name!r} here. Take one of {', '.join(SCHEMES)}.")
    return {"zeros": zeros, "constant": constant(scale), "normal": normal(scale), "Glorot": glorot, "He": he}[name]


@dataclass(frozen=True)
class DeepStart:
    """A network of eight layers of 64 units, just begun, with 60 examples passed through it; no biases but 0.

    Inputs and targets are random with the mean square 1. `activations` are (60, 64) for each layer. `sizes` are their
    root mean squares; `spreads` are how far a unit's activations lie apart over the examples (the root of the mean
    variance): where that is 0, a layer has forgotten its input. `n_different` and `n_different_after` count, for each
    hidden layer, the units that are not copies of each other: at the start, and after one update in which the weight
    that moves most moves by `STEP`. Copies that an update does not part are never parted, since what follows is the
    same calculation again. Sources: Deep Learning, section 8.4; Glorot & Bengio 2010.
    """

    activations: tuple[np.ndarray, ...]
    sizes: np.ndarray
    spreads: np.ndarray
    n_different: tuple[int, ...]
    n_different_after: tuple[int, ...]

    @classmethod
    def of(cls, start: Initializer, activation: Activation) -> "DeepStart":
        """The start of a network whose weights come from `start`, its layers with this activation function."""
        rng = np.random.default_rng(0)
        x, y = rng.normal(size=(2, N_EXAMPLES, N_UNITS))
        network = Network(*[Dense(N_UNITS, N_UNITS, activation, start) for _ in range(N_LAYERS)])
        parameters = initialize(network, rng)
        cache = forward(network, parameters, x / np.sqrt((x**2).mean()))
        layers = tuple(cache.activations)
        before = different_units(parameters)
        gradients = backward(network, parameters, cache, half_mean_squared_error.gradient(cache.output, y))
        steepest = np.abs(gradients.vector).max()
        if steepest > 0:  # else nothing moves
            update(parameters, gradients, GradientDescent(STEP / steepest))
        sizes = np.array([np.sqrt((a**2).mean()) for a in layers])
        spreads = np.array([np.sqrt(a.var(axis=0).mean()) for a in layers])
        return cls(layers, sizes, spreads, before, different_units(parameters))


def different_units(parameters: Parameters) -> tuple[int, ...]:
    """For each hidden layer, how many of its units differ in the weights into them, in those out of them, or both."""
    pairs = zip(list(parameters)[:-1], list(parameters)[1:], strict=True)
    return tuple(n_different_units(np.vstack([into.weights, into.biases, out.weights.T])) for into, out in pairs)


def n_different_units(columns: np.ndarray) -> int:
    """How many of the columns, one for each unit, differ by more than rounding from all others."""
    along = np.random.default_rng(1).normal(size=len(columns)) @ columns  # copies give the same number, others do not
    limit = ALIKE * np.abs(columns).max() * np.sqrt(len(columns))
    return 1 + int((np.diff(np.sort(along)) > limit).sum())
