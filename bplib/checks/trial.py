"""The probes of one check, and what functions of ours give for them.

The reference and each mistake are called once for each probe, however often their values are asked for; and whoever
checks many answers with the same probes makes one `Trial` for all of them.
"""

from collections.abc import Callable
from functools import cached_property

import numpy as np

from .arguments import build
from .exercise import Exercise, Probe
from .values import SMALLEST_SCALE, as_arrays, is_same, plain

__all__ = ["Trial"]

MANY = 5


class Trial:
    """`probes`, of which the last repeats the first; `square_probes` and `small_probes`, those that are made on demand.

    The probes are those that the generator gives: an equal one makes an equal trial.
    """

    def __init__(self, exercise: Exercise, rng: np.random.Generator):
        self.exercise, self.rng = exercise, rng
        probes = exercise.probes(rng)
        self.probes: list[Probe] = [*probes, probes[0]]
        self.small_probes: list[Probe] = list(exercise.small_probes)
        self._known: dict[tuple, tuple] = {}
        self._stacks: dict[tuple, tuple] = {}

    @cached_property
    def square_probes(self) -> list[Probe]:
        """Calls in which all sizes are equal; none where the exercise has none."""
        return self.exercise.square_probes(self.rng) if self.exercise.square_probes else []

    def values(self, function: Callable, probe: Probe) -> list[np.ndarray] | None:
        """What a function of ours gives for this probe; None where a wrong one does not run. Not to be written to."""
        key = function, id(probe)
        if key not in self._known:  # the probe is kept, so that its id is nobody else's
            self._known[key] = self._call(function, probe), probe
        return self._known[key][0]

    def matching(self, probe: Probe, k: int, value: np.ndarray, among: np.ndarray) -> np.ndarray:
        """Which of these mistakes give this value in output k; `among` and the answer are a flag for each mistake.

        What is not finite must be alike, and an entry for which several answers are right says nothing. Where many
        are asked for, all are compared at once.
        """
        exercise, free = self.exercise, self.free(probe)[k]
        matching = np.zeros(len(exercise.mistakes), bool)
        rest = np.flatnonzero(among)
        if len(rest) > MANY and not free.any():
            rows, stack, largest = self._stack(probe, k, value.shape)
            with np.errstate(invalid="ignore", over="ignore"):
                error = abs(stack - value.reshape(1, -1)).max(axis=1, initial=0)
            matching[rows] = error <= exercise.tolerance * largest
            rest = rows[~(largest < np.inf)]  # these hold numbers that are not finite, and are compared one by one
        for i in rest:
            theirs = self.values(exercise.mistakes[i].function, probe)
            matching[i] = theirs is not None and is_same(value, theirs[k], free, exercise.tolerance)
        return matching & among

    def _stack(self, probe: Probe, k: int, shape: tuple) -> tuple:
        """The values of output k of those mistakes that give this shape, one a row, and the largest of each row."""
        key = id(probe), k, shape
        if key not in self._stacks:
            theirs = [self.values(mistake.function, probe) for mistake in self.exercise.mistakes]
            rows = np.array([i for i, v in enumerate(theirs) if v is not None and v[k].shape == shape], int)
            stack = np.array([theirs[i][k].ravel() for i in rows]).reshape(len(rows), int(np.prod(shape)))
            largest = np.maximum(abs(stack).max(axis=1, initial=0), SMALLEST_SCALE)
            self._stacks[key] = rows, stack, largest
        return self._stacks[key]

    def _call(self, function: Callable, probe: Probe) -> list[np.ndarray] | None:
        try:
            with np.errstate(all="ignore"):
                arguments = [build(argument) for argument in probe.arguments]
                return as_arrays(plain(function(*arguments)), len(self.exercise.outputs))
        except Exception:
            if function is self.exercise.reference:
                raise
            return None

    def right(self, probe: Probe, values: list[np.ndarray]) -> list[np.ndarray]:
        """What is right for this probe; where several answers are, the one nearest to what came."""
        exercise, right = self.exercise, list(self.values(self.exercise.reference, probe))
        if exercise.nearest and all(v.shape == r.shape for v, r in zip(values, right, strict=True)):
            return as_arrays(plain(exercise.nearest(probe.arguments, values)), len(exercise.outputs))
        for function in exercise.also_right:
            for k, other in enumerate(self.values(function, probe)):
                if values[k].shape == other.shape:
                    nearer = abs(values[k] - other) < abs(values[k] - right[k])
                    right[k] = other * nearer + right[k] * ~nearer
        return right

    def free(self, probe: Probe) -> list[np.ndarray]:
        """Where several answers are right, so that an entry says nothing about a mistake."""
        exercise = self.exercise
        if not exercise.also_right:
            return [np.zeros(0, bool)] * len(exercise.outputs)
        first = self.values(exercise.reference, probe)
        others = [self.values(function, probe) for function in exercise.also_right]
        return [sum((other[k] != first[k] for other in others), start=first[k] != first[k]) for k in range(len(first))]
