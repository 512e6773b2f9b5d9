"""The proof of the exercise checker: what it says to every known mistake and to every right variant, on many seeds.

`tests/test_checks_proof.py` runs this with reduced counts, `course.py test --full` with all, and
`python3 -m tools.proof` (`tools/proof_table.py`) writes the table of it. An answer is checked as a learner's is, but
for what calls it: the mistakes are bplib's own code, which a learner must not call.
"""

from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

import numpy as np

from bplib.checks import EXERCISES, Exercise, Report, Trial, assess_in, observe_own
from bplib.checks.values import error_between

__all__ = ["Counts", "Gap", "accepted", "gap", "named", "pairs", "report"]


@dataclass
class Counts:
    """How many checks were made, how many went as they must, and a line on each of the first that did not.

    `survivors` are the mistakes that were accepted on any seed.
    """

    made: int = 0
    passed: int = 0
    failures: list[str] = field(default_factory=list)
    survivors: set[str] = field(default_factory=set)

    def add(self, is_right: bool, line: str) -> None:
        self.made += 1
        self.passed += is_right
        if not is_right and len(self.failures) < 20:
            self.failures.append(line)


@dataclass(frozen=True)
class Gap:
    """The largest error of any right variant, and the smallest of any mistake; infinite where none runs."""

    right: float
    wrong: float

    @property
    def powers_of_ten(self) -> float:
        """How far apart the two are; a right answer's error is at least that of float64, 1e-16."""
        return float(np.log10(max(self.wrong, 1e-300) / max(self.right, 1e-16)))


def report(trial: Trial, function) -> Report:
    """The report on a function of the library itself."""
    return assess_in(trial, lambda probes: observe_own(function, probes))


def _trial(exercise: Exercise, seed: int) -> Trial:
    return Trial(exercise, np.random.default_rng(seed))


@cache
def named(exercise_id: str, n_seeds: int) -> Counts:
    """Every mistake on every seed: rejected, with its own name and no other, and with its explanation."""
    exercise, counts = EXERCISES[exercise_id], Counts()
    for seed in range(n_seeds):
        trial = _trial(exercise, seed)
        for mistake in exercise.mistakes:
            said = report(trial, mistake.function)
            if said.passed:
                counts.survivors.add(mistake.id)
            is_named = said.verdict in ("WRONG", "RAISED") and said.diagnoses == (mistake.id,)
            line = f"seed {seed}, {mistake.id}: {said.verdict} {said.diagnoses}"
            counts.add(is_named and mistake.why in said.message, line)
    return counts


@cache
def accepted(exercise_id: str, n_seeds: int) -> Counts:
    """The solution and every right variant on every seed: accepted, with all its points."""
    exercise, counts = EXERCISES[exercise_id], Counts()
    for seed in range(n_seeds):
        trial = _trial(exercise, seed)
        for i, variant in enumerate((exercise.reference, *exercise.variants)):
            said = report(trial, variant)
            counts.add(said.passed and said.points == exercise.points, f"seed {seed}, variant {i}: {said.message}")
    return counts


@cache
def gap(exercise_id: str, n_seeds: int) -> Gap:
    """How far the nearest wrong answer is from the worst right one, on any seed."""
    exercise, right, wrong = EXERCISES[exercise_id], 0.0, np.inf
    for seed in range(n_seeds):
        trial = _trial(exercise, seed)
        right = max(right, *(error_of(trial, function) for function in exercise.variants))
        wrong = min(wrong, *(error_of(trial, mistake.function) for mistake in exercise.mistakes))
    return Gap(right, wrong)


def error_of(trial: Trial, function) -> float:
    """The largest error of any output on any probe."""
    values = [trial.values(function, probe) for probe in trial.probes]
    if any(value is None for value in values):
        return np.inf
    right = [trial.right(probe, value) for probe, value in zip(trial.probes, values, strict=True)]
    return max(error_between(v, r) for pair in zip(values, right, strict=True) for v, r in zip(*pair, strict=True))


@cache
def pairs(exercise_id: str, n_seeds: int) -> Counts:
    """Two mistakes in different outputs, of every such pair: both named, and nothing else.

    Left out is a pair that together looks like a third mistake, such as two values in each other's place.
    """
    exercise, counts = EXERCISES[exercise_id], Counts()
    for seed in range(n_seeds):
        trial = _trial(exercise, seed)
        probes = trial.square_probes or trial.probes
        marks = [wrong_outputs(trial, mistake, probes) for mistake in exercise.mistakes]
        alike = [
            _alike(trial, mistake, probes) if m else [] for mistake, m in zip(exercise.mistakes, marks, strict=True)
        ]
        for i, j in combinations([i for i, m in enumerate(marks) if m], 2):
            if marks[i] & marks[j] or _looks_like_a_third(i, j, marks, alike):
                continue
            first, second = exercise.mistakes[i], exercise.mistakes[j]
            said = report(trial, joined(first, second, marks[i]))
            line = f"seed {seed}, {first.id} and {second.id}: {said.verdict} {said.diagnoses}"
            counts.add(set(said.diagnoses) == {first.id, second.id}, line)
    return counts


def _alike(trial: Trial, mistake, probes) -> list[np.ndarray]:
    """For each output which mistakes give the same as this one, on all these probes."""
    among = np.ones(len(trial.exercise.mistakes), bool)
    return [
        np.all([trial.matching(p, k, trial.values(mistake.function, p)[k], among) for p in probes], axis=0)
        for k in range(len(trial.exercise.outputs))
    ]


def _looks_like_a_third(i: int, j: int, marks, alike) -> bool:
    """Whether the two together give the values of another mistake, in all outputs that this one makes wrong."""
    others = [third for third, m in enumerate(marks) if m and third not in (i, j)]
    return any(all(alike[i if k in marks[i] else j][k][third] for k in marks[third]) for third in others)


def wrong_outputs(trial: Trial, mistake, probes) -> frozenset[int]:
    """Which outputs a mistake makes wrong; none where it does not run."""
    wrong = set()
    for probe in probes:
        theirs = trial.values(mistake.function, probe)
        if theirs is None:
            return frozenset()
        right = trial.right(probe, theirs)
        wrong |= {k for k in range(len(right)) if error_between(theirs[k], right[k]) > trial.exercise.tolerance}
    return frozenset(wrong)


def joined(first, second, outputs):
    """A function that takes these outputs from the first mistake and the others from the second."""

    def both(*arguments):
        pair = first.function(*arguments), second.function(*arguments)
        return tuple(pair[k not in outputs][k] for k in range(len(pair[0])))

    return both
