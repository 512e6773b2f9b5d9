"""`check`: observe the learner's function, judge what was observed, report it."""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from .catalog import EXERCISES
from .exercise import Exercise, Probe
from .forward_pass import agreement_with_own_forward_pass, written_beside
from .judge import Judgement, judge, recognize_on_squares, recognize_where_it_ran
from .observe import Limits, Observation, observe
from .originals import ORIGINALS
from .report import Report
from .trial import Trial
from .wording import smallest_examples

__all__ = ["CheckFailedError", "assess", "assess_in", "check"]


Call = Callable[[list[Probe]], list[Observation]]
PATIENCE = Limits(call_seconds=0.5, all_seconds=1.0)  # for what was not asked to be checked


class CheckFailedError(AssertionError):
    """Raised under nbgrader, where a cell that returns without raising gets full marks."""


def check(exercise_id: str, function: Callable, *, seed: int | None = None) -> Report:
    """Check a learner's function for an exercise; the probes are new each time, unless a seed is given.

    Raises ValueError for an unknown exercise.
    """
    with ORIGINALS.in_place():
        exercise = _find(exercise_id)
        if callable(function):
            beside = {name: _observer(other, PATIENCE) for name, other in _written_beside(exercise, function).items()}
            report = assess(exercise, _observer(function, Limits()), np.random.default_rng(seed), beside)
        else:
            text = f"Give the function itself, without brackets: bp.check({exercise.id!r}, {exercise.id})."
            report = Report(exercise, Judgement("BAD_TYPE", text))
    if os.environ.get("NBGRADER_EXECUTION") and not report.passed:
        raise CheckFailedError(report.message)
    return report


def _find(exercise_id: str) -> Exercise:
    if exercise_id in EXERCISES:
        return EXERCISES[exercise_id]
    import difflib  # here alone: it takes some milliseconds of the first check

    near = difflib.get_close_matches(str(exercise_id), EXERCISES, n=1, cutoff=0.4)
    advice = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(EXERCISES)}."
    raise ValueError(f"There is no exercise {exercise_id!r}. {advice}")


def _observer(function: Callable, limits: Limits) -> Call:
    return lambda probes: observe(function, probes, replace(limits, library_allowed=False))


def _written_beside(exercise: Exercise, function: Callable) -> dict[str, Callable]:
    forward = exercise.forward_pass
    return written_beside(function, [step.name for step in forward.steps]) if forward else {}


def assess(
    exercise: Exercise, call: Call, rng: np.random.Generator, beside: Mapping[str, Call] | None = None
) -> Report:
    """The report on a function that is known only by what `call` observes of it; it may live in another process.

    `beside` observes in the same way what the learner has written for other exercises, by their ids: the forward pass
    that a gradient belongs to, where that is known.
    """
    return assess_in(Trial(exercise, rng), call, beside)


def assess_in(trial: Trial, call: Call, beside: Mapping[str, Call] | None = None) -> Report:
    """The report of `assess` with the probes of this trial, which may serve for many functions."""
    exercise, observed = trial.exercise, call(trial.probes)
    judgement = judge(trial, observed)
    if judgement.verdict == "RAISED" and exercise.judge is None:
        judgement.mistakes = recognize_where_it_ran(trial, observed)
        if trial.square_probes and not judgement.mistakes:
            judgement.mistakes = recognize_on_squares(trial, call(trial.square_probes))
    if judgement.verdict != "WRONG":
        return Report(exercise, judgement)
    wrong = {k for k, result in enumerate(judgement.outputs) if not (result.right or result.bad_form)}
    if agreement := agreement_with_own_forward_pass(trial, wrong, call, beside or {}):
        judgement.patterns.append(agreement)
    return Report(exercise, judgement, smallest_examples(trial, call(trial.small_probes)))
