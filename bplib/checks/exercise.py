"""What an exercise is: data. Reference, probes, tolerance, mistakes; the engine in the other modules does the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

__all__ = ["Exercise", "Mistake", "Output", "Probe"]


@dataclass(frozen=True)
class Probe:
    """One call of the learner's function: its arguments and what makes this call worth making."""

    arguments: tuple
    about: str = ""


@dataclass(frozen=True)
class Output:
    """One of the values that a function returns; `shape` in words, such as "(n, n_inputs)"."""

    name: str
    shape: str


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation that runs. The engine names it where a learner's values are the values it gives.

    `why` is one or two kind sentences that say why it happens and why it is not right, not the code.
    """

    id: str
    function: Callable
    why: str


@dataclass(frozen=True)
class Exercise:
    """A function that the learner writes.

    `probes(rng)` gives the calls that decide, `square_probes(rng)` calls in which all sizes are equal, where code with
    the wrong transposes runs too, and `small_probes` calls with small whole numbers for a counterexample. An output is
    right when its largest error is below `tolerance` times its largest entry. Where `also_right` gives other values
    than the reference, as at ReLU's kink, each of them is right.
    """

    id: str
    lesson: int
    parameters: tuple[str, ...]
    outputs: tuple[Output, ...]
    reference: Callable
    probes: Callable[[np.random.Generator], list[Probe]]
    small_probes: tuple[Probe, ...]
    square_probes: Callable[[np.random.Generator], list[Probe]] | None = None
    also_right: tuple[Callable, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Callable, ...] = ()
    tolerance: float = 5e-5
    points: int = 1
    where: str = ""
    formula: str = ""
    helpers: tuple[Callable, ...] = field(default=())

    @property
    def signature(self) -> str:
        """The call as it is written in the exercise."""
        return f"{self.id}({', '.join(self.parameters)})"
