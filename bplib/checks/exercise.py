"""What an exercise is: data. Reference, probes, tolerance, mistakes; the engine in the other modules does the rest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

__all__ = ["Exercise", "ForwardPass", "Mistake", "Output", "Probe", "Problem", "Step"]


@dataclass(frozen=True)
class Probe:
    """One call of the learner's function: its arguments and what makes this call worth making.

    Arguments are plain values: numbers, arrays, lists and tuples of them, `Rng(seed)` for a generator that is new at
    each call, and `Function(name, …)` for a function out of `functions.py`.
    """

    arguments: tuple
    about: str = ""


@dataclass(frozen=True)
class Output:
    """One of the values that a function returns; `shape` in words, such as "(n, n_inputs)" or "True or False"."""

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
class Problem:
    """What an exercise's own judge has found: a fact in words, the output, and the mistake that shows itself so.

    Without an output it counts for all of them. `form` is True where a shape or a number that is not finite is the
    problem: that is said before anything else.
    """

    fact: str
    output: str = ""
    mistake: str = ""
    form: bool = False


@dataclass(frozen=True)
class Step:
    """One function of a forward pass, by its name, which is the id of an exercise unless `function` is given.

    `arguments(given, before)` are those of its call: `given` are the inputs of the forward pass, `before` is what the
    step before it gave, as a list of arrays.
    """

    name: str
    arguments: Callable[[tuple, list[np.ndarray]], tuple]
    n_outputs: int = 1
    function: Callable | None = None


@dataclass(frozen=True)
class ForwardPass:
    """The forward pass whose gradients an exercise asks for, made of functions that a learner wrote before.

    `inputs(rng)` gives a few tuples of inputs, away from kinks. `loss(given, outcome)` is the number whose slopes are
    the gradients: output k is that with respect to `given[with_respect_to[k]]`. `backward_arguments(given, outcome)`
    are the arguments of the exercise; `outcome` is what the last step gave.
    """

    steps: tuple[Step, ...]
    inputs: Callable[[np.random.Generator], list[tuple]]
    loss: Callable[[tuple, list[np.ndarray]], float]
    with_respect_to: tuple[int, ...]
    backward_arguments: Callable[[tuple, list[np.ndarray]], tuple]


@dataclass(frozen=True)
class Exercise:
    """A function that the learner writes.

    `probes(rng)` gives the calls that decide, `square_probes(rng)` calls in which all sizes are equal, where code with
    the wrong transposes runs too, and `small_probes` calls with small whole numbers for a counterexample. An output is
    right when its largest error is below `tolerance` times its largest entry; an error above `exact` gets a note.

    Where several answers are right, as at ReLU's kink, each entry may be that of one of `also_right`; or
    `nearest(arguments, values)` gives the right answer nearest to the learner's values. Where values cannot be compared
    with those of the reference, `judge(probes, values)` decides by itself and gives the `Problem`s that it finds;
    `values[i]` is what came back for `probes[i]`, as plain values.

    `sizes(*arguments)` names the numbers that a result may be multiplied or divided by, by mistake, such as
    {"the batch size": 7}. `formula` and `where` are the stages of help. A gradient may have its `forward_pass`.
    """

    id: str
    lesson: int
    parameters: tuple[str, ...]
    outputs: tuple[Output, ...]
    reference: Callable
    probes: Callable[[np.random.Generator], list[Probe]]
    small_probes: tuple[Probe, ...] = ()
    square_probes: Callable[[np.random.Generator], list[Probe]] | None = None
    mistakes: tuple[Mistake, ...] = ()
    variants: tuple[Callable, ...] = ()
    tolerance: float = 5e-5
    exact: float = 1e-11
    points: int = 1
    where: str = ""
    formula: str = ""
    also_right: tuple[Callable, ...] = ()
    nearest: Callable | None = None
    judge: Callable | None = None
    sizes: Callable[..., dict[str, float]] | None = None
    forward_pass: ForwardPass | None = None

    @property
    def signature(self) -> str:
        """The call as it is written in the exercise."""
        return f"{self.id}({', '.join(self.parameters)})"
