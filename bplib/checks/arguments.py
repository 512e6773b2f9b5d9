"""The arguments of a probe: plain values, and what they become when the learner's function is called."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .functions import FUNCTIONS

__all__ = ["Function", "Rng", "build"]


@dataclass(frozen=True)
class Rng:
    """`np.random.default_rng(seed)`, new at each call, so that equal probes are equal calls."""

    seed: int

    def __repr__(self) -> str:
        return f"np.random.default_rng({self.seed})"


@dataclass(frozen=True)
class Function:
    """A function out of `functions.py`, made with these constants; `text` is how it is shown, such as "x²"."""

    name: str
    constants: tuple = ()
    text: str = ""

    def __repr__(self) -> str:
        return self.text or self.name


def build(argument) -> np.ndarray | np.random.Generator | Callable | list | tuple | float:
    """A fresh argument for one call: arrays are new, writable and in C order."""
    if isinstance(argument, np.ndarray):
        return np.array(argument, order="C")
    if isinstance(argument, Rng):
        return np.random.default_rng(argument.seed)
    if isinstance(argument, Function):
        return FUNCTIONS[argument.name](*(build(constant) for constant in argument.constants))
    if isinstance(argument, (list, tuple)):
        return type(argument)(build(part) for part in argument)
    return argument
