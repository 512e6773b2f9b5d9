"""Optimizers use the gradient to move the parameters; they did not compute it, and do not care who did.

They are the only objects of bplib that remember something from one step to the next; `reset()` makes them forget.
Vectors here are all parameters of a network, θ, and all gradients, g, of the shape (n_parameters,).
"""

import math
from collections.abc import Callable

import numpy as np

from .arguments import check_fraction, check_positive, check_sizes

__all__ = ["Adam", "GradientDescent", "Momentum", "Optimizer", "constant_rate", "cosine_decay", "step_decay", "warmup"]

BLOCK = 2**16  # numbers moved at a time: few enough to stay in the processor's cache from one operation to the next
LearningRate = float | Callable[[int], float]


class Optimizer:
    """Counts the steps and asks for the learning rate η of each: a number, or a function of the step 0, 1, 2, …"""

    n_memories = 0

    def __init__(self, learning_rate: LearningRate):
        if not callable(learning_rate):
            check_positive("learning_rate", learning_rate)
        self.learning_rate = learning_rate
        self.reset()

    def reset(self) -> None:
        """Forget everything: the next update is the first one again."""
        self.n_steps, self._blocks = 0, None

    def update(self, theta: np.ndarray, gradient: np.ndarray) -> None:
        """Move θ in place, with memories that were made for its shape at the first step."""
        if self._blocks is None:
            self._remember(theta)
        elif self._theta_like != (theta.shape, theta.dtype):
            (n_before,), dtype_before = self._theta_like
            raise ValueError(
                f"This optimizer was used for {n_before:,} parameters of {dtype_before} and is now given "
                f"{theta.size:,} of {theta.dtype}. Make a new one for each network, or call its reset()."
            )
        eta = self.learning_rate
        if callable(eta):
            eta = eta(self.n_steps)
            check_positive("learning_rate", eta)
        self.n_steps += 1
        for block, *memories in self._blocks:
            self._move(theta[block], gradient[block], eta, *memories)

    def _remember(self, theta: np.ndarray) -> None:
        """For each block of θ: where it is, room for one intermediate result, and the memories, which start at 0."""
        self._theta_like = (theta.shape, theta.dtype)
        scratch = np.empty(min(theta.size, BLOCK), theta.dtype)
        memories = [np.zeros_like(theta) for _ in range(self.n_memories)]
        self._blocks = []
        for start in range(0, theta.size, BLOCK):
            block = slice(start, min(start + BLOCK, theta.size))
            self._blocks.append((block, scratch[: block.stop - start], *(memory[block] for memory in memories)))

    def _move(self, theta: np.ndarray, g: np.ndarray, eta: float, scratch: np.ndarray, *memories: np.ndarray) -> None:
        raise NotImplementedError(f"{type(self).__name__} needs a rule.")


class GradientDescent(Optimizer):
    """θ ← θ − η g. Source: Deep Learning, equation 4.5 and section 8.3.1."""

    def _move(self, theta, g, eta, scratch):
        theta -= np.multiply(g, eta, out=scratch)

    def __repr__(self) -> str:
        return f"GradientDescent({self.learning_rate!r})"


class Momentum(Optimizer):
    """v ← μ v − η g; θ ← θ + v. Source: Deep Learning, equations 8.15 and 8.16; Polyak 1964."""

    n_memories = 1

    def __init__(self, learning_rate: LearningRate, momentum: float = 0.9):
        check_fraction("momentum", momentum)
        self.momentum = float(momentum)
        super().__init__(learning_rate)

    def _move(self, theta, g, eta, scratch, v):
        v *= self.momentum
        v -= np.multiply(g, eta, out=scratch)
        theta += v

    def __repr__(self) -> str:
        return f"Momentum({self.learning_rate!r}, momentum={self.momentum})"


class Adam(Optimizer):
    """m ← β₁ m + (1 − β₁) g; v ← β₂ v + (1 − β₂) g²; θ ← θ − η m̂ / (√v̂ + ε).

    m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ), where t is 1 in the first step. Source: Kingma & Ba 2015, algorithm 1.
    """

    n_memories = 2

    def __init__(
        self, learning_rate: LearningRate = 0.001, beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-8
    ):
        check_fraction("beta_1", beta_1)
        check_fraction("beta_2", beta_2)
        check_positive("epsilon", epsilon)
        self.beta_1, self.beta_2, self.epsilon = float(beta_1), float(beta_2), float(epsilon)
        super().__init__(learning_rate)

    def _move(self, theta, g, eta, scratch, m, v):
        t = self.n_steps
        m *= self.beta_1
        m += np.multiply(g, 1 - self.beta_1, out=scratch)
        v *= self.beta_2
        np.multiply(g, g, out=scratch)
        v += np.multiply(scratch, 1 - self.beta_2, out=scratch)
        np.divide(v, 1 - self.beta_2**t, out=scratch)  # v̂
        np.sqrt(scratch, out=scratch)
        scratch += self.epsilon
        np.divide(m, scratch, out=scratch)
        theta -= np.multiply(scratch, eta / (1 - self.beta_1**t), out=scratch)  # η m̂ / (√v̂ + ε)

    def __repr__(self) -> str:
        return f"Adam({self.learning_rate!r}, beta_1={self.beta_1}, beta_2={self.beta_2}, epsilon={self.epsilon})"


def constant_rate(rate: float) -> Callable[[int], float]:
    """The same learning rate at every step."""
    check_positive("rate", rate)
    return lambda step: rate


def step_decay(rate: float, factor: float, n_steps: int) -> Callable[[int], float]:
    """The learning rate times `factor` after every `n_steps` steps."""
    check_positive("rate", rate)
    check_positive("factor", factor)
    check_sizes("step_decay", n_steps=n_steps)
    return lambda step: rate * factor ** (step // n_steps)


def cosine_decay(rate: float, n_steps: int, final_rate: float = 1e-6) -> Callable[[int], float]:
    """From `rate` to `final_rate` within `n_steps` on half a cosine, then constant. Loshchilov & Hutter 2017."""
    check_positive("rate", rate)
    check_positive("final_rate", final_rate)
    check_sizes("cosine_decay", n_steps=n_steps)
    return lambda step: final_rate + (rate - final_rate) * (1 + math.cos(math.pi * min(step / n_steps, 1))) / 2


def warmup(rate: LearningRate, n_steps: int) -> Callable[[int], float]:
    """Up to `rate` in equal stages within `n_steps`; `rate` may itself be a schedule. Source: Goyal et al. 2017."""
    if not callable(rate):
        rate = constant_rate(rate)
    check_sizes("warmup", n_steps=n_steps)
    return lambda step: rate(step) * min((step + 1) / n_steps, 1)
