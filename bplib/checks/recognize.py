"""Which known mistake gives exactly the learner's values. Silence is better than a wrong name.

A mistake is named when it gives these values in an output that is wrong, on every probe, and when no other mistake
explains as much: two that cannot be told apart are not named.
"""

import numpy as np

from .arguments import build
from .exercise import Exercise, Mistake, Probe
from .values import as_arrays, is_right, plain

__all__ = ["recognize", "values_of"]


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
    """The mistakes that explain outputs in `wrong`, and which of them; those that explain most first."""
    found = []
    for mistake in exercise.mistakes:
        alike = _alike(exercise, mistake, probes, values, wrong)
        if alike:
            found.append((mistake, alike, _other_marks(exercise, mistake, probes, right, wrong - alike)))
    named, unexplained = [], set(wrong)
    while unexplained:
        ranks = [(len(alike & unexplained), -marks) for _, alike, marks in found]
        best = max(ranks, default=(0, 0))
        if best[0] == 0:
            break
        equals = [entry for entry, rank in zip(found, ranks, strict=True) if rank == best]
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
        alike = {k for k in alike if theirs and _same(value[k], theirs[k], exercise.tolerance)}
        if not alike:
            break
    return alike


def _other_marks(exercise: Exercise, mistake: Mistake, probes, right, unexplained: set[int]) -> int:
    """In how many other outputs this mistake would show, too, and the learner's values are not the mistake's."""
    theirs = [values_of(mistake.function, probe, exercise) for probe in probes]
    pairs = list(zip(theirs, right, strict=True))
    others = [k for k in range(len(exercise.outputs)) if k not in unexplained]
    return len(unexplained) + sum(any(not _same(t[k], r[k], exercise.tolerance) for t, r in pairs) for k in others)


def _same(value: np.ndarray, theirs: np.ndarray, tolerance: float) -> bool:
    """Equal where numbers are finite, and not finite in the same places."""
    if value.shape != theirs.shape:
        return False
    finite = np.isfinite(theirs)
    return np.array_equal(finite, np.isfinite(value)) and is_right(value[finite], theirs[finite], tolerance)
