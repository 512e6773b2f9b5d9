"""A training that can be watched: it goes on by one update, or for a while, whenever it is asked to.

It is `bp.train` cut into pieces: the same four steps, the same order of the examples, the same history.
"""

import math
from functools import lru_cache
from time import perf_counter

import numpy as np

from .. import datasets
from ..activations import identity
from ..algorithm import backward, forward, initialize
from ..arguments import check_sizes
from ..layers import Dense
from ..losses import Loss, binary_cross_entropy, softmax_cross_entropy
from ..network import Network
from ..training import Epochs, History

__all__ = ["DATA_SETS", "TrainingRun", "classifier", "confusion", "train_and_validation"]

Pair = tuple[np.ndarray, np.ndarray]
N_DIGITS = 1200  # to train with; the other 597 are the validation data
DATA_SETS = {  # name → noise; the digits come as they are
    "XOR": 0.15,
    "moons": 0.2,
    "circles": 0.1,
    "spirals": 0.04,
    "digits": None,
}


@lru_cache
def train_and_validation(
    name: str, n_examples: int = 200, noise: float | None = None, seed: int = 0
) -> tuple[Pair, Pair]:
    """Two sets (x, y) of one kind, drawn independently: one to train with, one to validate.

    `name` is one of `DATA_SETS`; points are (n_examples, 2) with y (n_examples, 1), digits rows of 64 pixels with
    labels, 1,200 and 597 of them, shuffled. The same arrays come at every call, and cannot be written to.
    """
    if name not in DATA_SETS:
        raise ValueError(f"There are no data called {name!r}. Choose one of {', '.join(DATA_SETS)}.")
    rng = np.random.default_rng(seed)
    if name == "digits":
        images, labels = datasets.digits()
        order = rng.permutation(len(images))
        x, labels = images.reshape(len(images), -1)[order], labels[order]
        return _locked((x[:N_DIGITS], labels[:N_DIGITS]), (x[N_DIGITS:], labels[N_DIGITS:]))
    make, spread = getattr(datasets, name.lower()), DATA_SETS[name] if noise is None else noise
    return _locked(*(make(n_examples, spread, rng) for _ in range(2)))


def _locked(*pairs: Pair) -> tuple[Pair, ...]:
    for pair in pairs:
        for array in pair:
            array.flags.writeable = False
    return pairs


def classifier(x: np.ndarray, y: np.ndarray, hidden: tuple[int, ...], activation, initializer=None):
    """A dense network for these data and its loss: one logit for two classes (y is (n, 1)), else one for each."""
    is_binary = np.ndim(y) == 2
    sizes = (x.shape[1], *hidden, 1 if is_binary else int(np.max(y)) + 1)
    functions = [activation] * len(hidden) + [identity]
    layers = [
        Dense(n_in, n_out, f, initializer) for n_in, n_out, f in zip(sizes[:-1], sizes[1:], functions, strict=True)
    ]
    return Network(*layers), binary_cross_entropy if is_binary else softmax_cross_entropy


def confusion(labels: np.ndarray, predictions: np.ndarray, n_classes: int) -> np.ndarray:
    """How often each label (row) got each prediction (column), (n_classes, n_classes)."""
    pairs = np.asarray(labels).ravel() * n_classes + np.asarray(predictions).ravel()
    return np.bincount(pairs, minlength=n_classes * n_classes).reshape(n_classes, n_classes)


class TrainingRun:
    """A training of `network` from the start that `seed` gives; `history` and `parameters` are as far as it has come.

    `training` and `validation` are pairs (x, y). When the loss is no longer finite the run is over, and `trouble` says
    in words what happened; the parameters stay as they are then.
    """

    def __init__(
        self, network: Network, loss: Loss, optimizer, training: Pair, validation: Pair | None = None, *,
        batch_size: int, n_epochs: int, seed: int = 0,
    ):  # fmt: skip
        check_sizes("TrainingRun", batch_size=batch_size, n_epochs=n_epochs)
        self.network, self.loss, self.training, self.validation = network, loss, training, validation
        self.batch_size, self.history, self.trouble = min(batch_size, len(training[0])), History(n_epochs=n_epochs), ""
        self.parameters = initialize(network, np.random.default_rng(seed))
        self._rng = np.random.default_rng(seed + 1)
        self._epochs, self._steps = Epochs(network, self.parameters, loss, optimizer, self.history), iter(())

    @property
    def updates_per_epoch(self) -> int:
        return math.ceil(len(self.training[0]) / self.batch_size)

    @property
    def n_updates(self) -> int:
        return len(self.history.step_loss)

    @property
    def is_over(self) -> bool:
        return bool(self.trouble) or len(self.history.loss) == self.history.n_epochs

    @np.errstate(over="ignore", invalid="ignore")  # a loss that is not finite is told in words
    def step(self) -> None:
        """One update, with the next mini-batch; nothing when the run is over."""
        if self.is_over:
            return
        try:
            if next(self._steps, self) is self:
                self._steps = self._epochs.steps(*self.training, self.batch_size, self._rng, self.validation)
                next(self._steps)
        except FloatingPointError as error:
            self.trouble = str(error)

    def advance(self, n_epochs: int = 1, seconds: float = math.inf) -> None:
        """To the end of the `n_epochs`-th epoch from here, or until so many seconds have passed, or it is over."""
        until, enough = perf_counter() + seconds, len(self.history.loss) + n_epochs
        while not self.is_over and len(self.history.loss) < enough and perf_counter() < until:
            self.step()

    @np.errstate(over="ignore", invalid="ignore")
    def gradient_norms(self) -> dict[int, float]:
        """The norm of the newest gradient of each layer, √(Σ (∂L/∂w)²) over its weights and biases.

        Before the first update it is the gradient of all training examples.
        """
        gradients = self._epochs.gradients
        if not self.n_updates:
            x, y = self.training
            cache = forward(self.network, self.parameters, x)
            gradients = backward(self.network, self.parameters, cache, self.loss.gradient(cache.output, y))
        return {l: math.hypot(*map(np.linalg.norm, vars(layer).values())) for l, layer in enumerate(gradients)}

    @np.errstate(over="ignore", invalid="ignore")
    def predictions(self) -> np.ndarray:
        """The class that the network chooses for each validation example, (n,)."""
        output = forward(self.network, self.parameters, self.validation[0]).output
        return (output[:, 0] > 0).astype(int) if output.shape[1] == 1 else output.argmax(axis=1)
