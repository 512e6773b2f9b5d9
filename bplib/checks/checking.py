"""`check`: observe the learner's function, judge what was observed, report it."""

import difflib
import inspect
import os
from collections.abc import Callable

import numpy as np

from .catalog import EXERCISES
from .exercise import Exercise, Mistake
from .judge import Judgement, judge, recognise_on
from .observe import Limits, observe
from .report import Report, smallest_examples

__all__ = ["CheckFailedError", "check"]


class CheckFailedError(AssertionError):
    """Raised under nbgrader, where a cell that returns without raising gets full marks."""


def check(exercise_id: str, function: Callable, *, seed: int | None = None) -> Report:
    """Check a learner's function for an exercise; the probes are new each time, unless a seed is given.

    Raises ValueError for an unknown exercise.
    """
    report = _report(_find(exercise_id), function, np.random.default_rng(seed))
    if os.environ.get("NBGRADER_EXECUTION") and not report.passed:
        raise CheckFailedError(report.message)
    return report


def _find(exercise_id: str) -> Exercise:
    if exercise_id in EXERCISES:
        return EXERCISES[exercise_id]
    near = difflib.get_close_matches(str(exercise_id), EXERCISES, n=1, cutoff=0.4)
    advice = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(EXERCISES)}."
    raise ValueError(f"There is no exercise {exercise_id!r}. {advice}")


def _report(exercise: Exercise, function: Callable, rng: np.random.Generator) -> Report:
    if not callable(function):
        text = f"Give the function itself, without brackets: bp.check({exercise.id!r}, {exercise.id})."
        return Report(exercise, Judgement("BAD_TYPE", text))
    probes = exercise.probes(rng)
    probes.append(probes[0])  # the first again: it must give the same
    misfit = _signature_misfit(exercise, function, probes[0].arguments)
    if misfit:
        return Report(exercise, Judgement("RAISED", misfit))
    judgement = judge(exercise, probes, observe(function, probes, Limits(), exercise.helpers))
    if judgement.verdict == "RAISED":
        judgement.mistakes = _recognise_on_squares(exercise, function, rng)
    if judgement.verdict != "WRONG":
        return Report(exercise, judgement)
    observed = observe(function, list(exercise.small_probes), Limits(), exercise.helpers)
    return Report(exercise, judgement, smallest_examples(exercise, observed))


def _signature_misfit(exercise: Exercise, function: Callable, arguments: tuple) -> str:
    """A sentence where the function cannot be called with the exercise's arguments."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):  # some callables written in C have none
        return ""
    try:
        signature.bind(*arguments)
    except TypeError:
        taken = ", ".join(signature.parameters) or "no arguments"
        return (
            f"Your function takes {taken}; the exercise calls {exercise.signature}. Use these arguments, in this order."
        )
    return ""


def _recognise_on_squares(exercise: Exercise, function: Callable, rng: np.random.Generator) -> list[Mistake]:
    """Code that fails for its shapes is called again where all sizes are equal, and may then be recognised."""
    if exercise.square_probes is None:
        return []
    probes = exercise.square_probes(rng)
    return recognise_on(exercise, probes, observe(function, probes, Limits(), exercise.helpers))
