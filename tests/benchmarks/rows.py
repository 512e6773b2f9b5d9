"""The networks of the benchmark, as plain data: each implementation builds the same network from a row.

A dense row is its layer sizes; ReLU between them (tanh in the two-class rows), logits at the end. All in float32.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Row:
    """One network with its batch; `kind` is "dense", "cnn" or "rnn"."""

    name: str
    kind: str
    sizes: tuple[int, ...]
    batch: int
    n_steps: int = 1

    @property
    def two_classes(self) -> bool:
        return self.sizes[-1] == 1

    def data(self) -> tuple[np.ndarray, np.ndarray]:
        """A batch: inputs in float32, and labels (n,), or targets (n, 1) where there are two classes."""
        rng = np.random.default_rng(0)
        shape = {"dense": self.sizes[:1], "cnn": (28, 28, 1), "rnn": (self.n_steps, self.sizes[0])}[self.kind]
        x = rng.random((self.batch, *shape), dtype=np.float32)
        if self.two_classes:
            return x, rng.integers(0, 2, (self.batch, 1)).astype(np.float32)
        return x, rng.integers(0, self.sizes[-1], self.batch)


ROWS = (
    Row("2-4-1, batch 4", "dense", (2, 4, 1), 4),
    Row("2-16-16-1, batch 32", "dense", (2, 16, 16, 1), 32),
    Row("64-64-10, batch 32", "dense", (64, 64, 10), 32),
    Row("784-128-64-10, batch 64", "dense", (784, 128, 64, 10), 64),
    Row("784-512-512-10, batch 128", "dense", (784, 512, 512, 10), 128),
    Row("CNN 28×28: conv 8, pool, conv 16, pool, dense 10, batch 32", "cnn", (8, 16, 10), 32),
    Row("RNN 28 steps of 28, 64 tanh units, dense 10, batch 32", "rnn", (28, 64, 10), 32, n_steps=28),
)
