"""Which known mistake gives exactly the learner's values. Silence is better than a wrong name.

A mistake is named when it gives these values in an output that is wrong, on every probe, and when no other mistake
explains as much: two that cannot be told apart are not named.
"""

import numpy as np

from .exercise import Mistake
from .trial import Trial
from .values import is_same

__all__ = ["recognize"]


def recognize(trial: Trial, probes, values, right, wrong: set[int]) -> list[tuple[Mistake, set[int]]]:
    """The mistakes that explain outputs in `wrong`, and which of them.

    Those that explain most come first. One that would show in an output that is right is not the learner's mistake.
    """
    found = []
    for mistake, alike in zip(trial.exercise.mistakes, _alike(trial, probes, values, wrong), strict=True):
        marks = alike and _other_marks(trial, mistake, probes, right, alike)
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


def _alike(trial: Trial, probes, values, wrong: set[int]) -> list[set[int]]:
    """For each mistake the wrong outputs in which it gives the learner's values on every probe."""
    matching = {k: np.ones(len(trial.exercise.mistakes), bool) for k in wrong}
    for probe, value in zip(probes, values, strict=True):
        for k in wrong:
            if matching[k].any():
                matching[k] = trial.matching(probe, k, value[k], matching[k])
    return [{k for k in wrong if matching[k][i]} for i in range(len(trial.exercise.mistakes))]


def _other_marks(trial: Trial, mistake: Mistake, probes, right, alike: set[int]) -> set[int]:
    """The other outputs in which this mistake would show, too, and the learner's values are not the mistake's."""
    marks, others = set(), set(range(len(trial.exercise.outputs))) - alike
    for probe, expected in zip(probes, right, strict=True):
        theirs, free = trial.values(mistake.function, probe), trial.free(probe)
        marks |= {k for k in others - marks if not is_same(theirs[k], expected[k], free[k], trial.exercise.tolerance)}
    return marks
