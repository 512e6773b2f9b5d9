"""`check`: observe the learner's function, judge what was observed, report it."""

import difflib
import os
from collections.abc import Callable

import numpy as np

from .catalog import EXERCISES
from .exercise import Exercise, Probe
from .judge import Judgement, judge, recognize_on_squares, recognize_where_it_ran
from .observe import Limits, Observation, observe
from .report import Report
from .trial import Trial
from .wording import smallest_examples

__all__ = ["CheckFailedError", "assess", "assess_in", "check"]


class CheckFailedError(AssertionError):
    """Raised under nbgrader, where a cell that returns without raising gets full marks."""


def check(exercise_id: str, function: Callable, *, seed: int | None = None) -> Report:
    """Check a learner's function for an exercise; the probes are new each time, unless a seed is given.

    Raises ValueError for an unknown exercise.
    """
    exercise = _find(exercise_id)
    if callable(function):
        report = assess(exercise, lambda probes: observe(function, probes, Limits()), np.random.default_rng(seed))
    else:
        text = f"Give the function itself, without brackets: bp.check({exercise.id!r}, {exercise.id})."
        report = Report(exercise, Judgement("BAD_TYPE", text))
    if os.environ.get("NBGRADER_EXECUTION") and not report.passed:
        raise CheckFailedError(report.message)
    return report


def _find(exercise_id: str) -> Exercise:
    if exercise_id in EXERCISES:
        return EXERCISES[exercise_id]
    near = difflib.get_close_matches(str(exercise_id), EXERCISES, n=1, cutoff=0.4)
    advice = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(EXERCISES)}."
    raise ValueError(f"There is no exercise {exercise_id!r}. {advice}")


def assess(exercise: Exercise, call: Callable[[list[Probe]], list[Observation]], rng: np.random.Generator) -> Report:
    """The report on a function that is known only by what `call` observes of it; it may live in another process."""
    return assess_in(Trial(exercise, rng), call)


def assess_in(trial: Trial, call: Callable[[list[Probe]], list[Observation]]) -> Report:
    """The report of `assess` with the probes of this trial, which may serve for many functions."""
    exercise, observed = trial.exercise, call(trial.probes)
    judgement = judge(trial, observed)
    if judgement.verdict == "RAISED" and exercise.judge is None:
        judgement.mistakes = recognize_where_it_ran(trial, observed)
        if trial.square_probes and not judgement.mistakes:
            judgement.mistakes = recognize_on_squares(trial, call(trial.square_probes))
    if judgement.verdict != "WRONG":
        return Report(exercise, judgement)
    return Report(exercise, judgement, smallest_examples(trial, call(trial.small_probes)))
