"""Which known mistake gives exactly the learner's values. Silence is better than a wrong name.

A mistake is named when it gives these values in an output that is wrong, on every probe, and when no other mistake
explains as much: two that cannot be told apart are not named.
"""

import numpy as np

from .arguments import build
from .exercise import Exercise, Mistake, Probe
from .values import as_arrays, is_same, plain

__all__ = ["recognize", "right_values", "values_of"]


def values_of(function, probe: Probe, exercise: Exercise) -> list[np.ndarray] | None:
    """What a function of ours gives for this probe; None where a wrong one does not run."""
    try:
        with np.errstate(all="ignore"):
            arguments = [build(argument) for argument in probe.arguments]
            return as_arrays(plain(function(*arguments)), len(exercise.outputs))
    except Exception:
        if function is exercise.reference:
            raise
        return None


def recognize(exercise: Exercise, probes, values, right, wrong: set[int]) -> list[tuple[Mistake, set[int]]]:
    """The mistakes that explain outputs in `wrong`, and which of them.

    Those that explain most come first. One that would show in an output that is right is not the learner's mistake.
    """
    found = []
    for mistake in exercise.mistakes:
        alike = _alike(exercise, mistake, probes, values, wrong)
        marks = alike and _other_marks(exercise, mistake, probes, right, alike)
        if alike and marks <= wrong:
            found.append((mistake, alike, marks))
    named, unexplained = [], set(wrong)
    while unexplained:
        useful = [entry for entry in found if entry[1] & unexplained]
        if not useful:
            break
        ranks = [(len(alike & unexplained), -len(marks)) for _, alike, marks in useful]
        equals = [entry for entry, rank in zip(useful, ranks, strict=True) if rank == max(ranks)]
        explained = equals[0][1] & unexplained
        if sum(entry[1] & unexplained == explained for entry in equals) == 1:
            named.append((equals[0][0], explained))
        unexplained -= explained
    return named


def _alike(exercise: Exercise, mistake: Mistake, probes, values, wrong: set[int]) -> set[int]:
    """The wrong outputs in which this mistake gives the learner's values on every probe."""
    alike = set(wrong)
    for probe, value in zip(probes, values, strict=True):
        theirs = values_of(mistake.function, probe, exercise)
        free = theirs and _free_entries(exercise, probe)
        alike = {k for k in alike if theirs and is_same(value[k], theirs[k], free[k], exercise.tolerance)}
        if not alike:
            break
    return alike


def _other_marks(exercise: Exercise, mistake: Mistake, probes, right, alike: set[int]) -> set[int]:
    """The other outputs in which this mistake would show, too, and the learner's values are not the mistake's."""
    marks, others = set(), set(range(len(exercise.outputs))) - alike
    for probe, expected in zip(probes, right, strict=True):
        theirs, free = values_of(mistake.function, probe, exercise), _free_entries(exercise, probe)
        marks |= {k for k in others - marks if not is_same(theirs[k], expected[k], free[k], exercise.tolerance)}
    return marks


def _free_entries(exercise: Exercise, probe: Probe) -> list[np.ndarray]:
    """Where several answers are right, so that an entry says nothing about the mistake."""
    if not exercise.also_right:
        return [np.zeros(0, bool)] * len(exercise.outputs)
    first = values_of(exercise.reference, probe, exercise)
    others = [values_of(function, probe, exercise) for function in exercise.also_right]
    return [sum((other[k] != first[k] for other in others), start=first[k] != first[k]) for k in range(len(first))]


def right_values(exercise: Exercise, probe: Probe, values: list[np.ndarray]) -> list[np.ndarray]:
    """What is right for this probe; where several answers are, the one nearest to what came."""
    right = values_of(exercise.reference, probe, exercise)
    if exercise.nearest and all(v.shape == r.shape for v, r in zip(values, right, strict=True)):
        return as_arrays(plain(exercise.nearest(probe.arguments, values)), len(exercise.outputs))
    for function in exercise.also_right:
        for k, other in enumerate(values_of(function, probe, exercise)):
            if values[k].shape == other.shape:
                nearer = abs(values[k] - other) < abs(values[k] - right[k])
                right[k] = other * nearer + right[k] * ~nearer
    return right
