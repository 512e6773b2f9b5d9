"""Whether a wrong gradient is the right one for the learner's own forward pass, which then is to be mended first.

A backward pass belongs to a forward pass, which earlier exercises asked for. Where the learner's own stands beside it,
in the same notebook, its central differences say what its gradients are. Nothing is said unless a function of that
forward pass is proved to be wrong, and a wrong gradient to agree with it.
"""

import functools
import inspect
import types
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from .catalog import EXERCISES
from .exercise import Exercise, ForwardPass, Probe, Step
from .observe import Observation
from .trial import Trial
from .values import BadTypeError, as_arrays, error_between, is_right

__all__ = ["agreement_with_own_forward_pass", "written_beside"]

Call = Callable[[list[Probe]], list[Observation]]
H = 1e-5
AGREES = 1e-6
IS_WRONG = 5e-5


class _UnknownError(Exception):
    """Nothing can be said: a function did not return, or not what can be compared."""


def written_beside(function: Callable, names: Iterable[str]) -> dict[str, Callable]:
    """The functions with these names that a learner's function would find if it called them by name."""
    while isinstance(function, functools.partial):
        function = function.func
    function = getattr(inspect.unwrap(function), "__func__", function)
    if not isinstance(function, types.FunctionType):
        function = inspect.getattr_static(type(function), "__call__", None)
    namespace = function.__globals__ if isinstance(function, types.FunctionType) else {}
    return {name: namespace[name] for name in names if callable(namespace.get(name))}


def agreement_with_own_forward_pass(trial: Trial, wrong: set[int], call: Call, beside: Mapping[str, Call]) -> str:
    """A sentence where wrong outputs are the gradients of a wrong forward pass of the learner's own; else nothing.

    `beside` observes the learner's functions for other exercises, by their ids.
    """
    forward = trial.exercise.forward_pass
    if not forward or not wrong or not any(step.name in beside for step in forward.steps):
        return ""
    try:
        inputs = forward.inputs(trial.rng)
        to_mend = set().union(*(_wrong_steps(forward, given, beside) for given in inputs))
        agreeing = _agreeing(trial.exercise, inputs, wrong, call, beside) if to_mend else set()
    except _UnknownError:
        return ""
    names = [output.name for k, output in enumerate(trial.exercise.outputs) if k in agreeing]
    return _sentence(names, [step.name for step in forward.steps if step.name in to_mend]) if names else ""


def _sentence(outputs: list[str], functions: list[str]) -> str:
    those, do = " and ".join(functions), "does" if len(functions) == 1 else "do"
    gradients = f"{', '.join(outputs)} {'is' if len(outputs) == 1 else 'are'}"
    checks = ", ".join(f'bp.check("{name}", {name})' for name in functions if name in EXERCISES)
    advice = f"You went back correctly: mend {those} first" + (f", with {checks}." if checks else ".")
    return f"But {gradients} right for your own {those}, which {do} not yet give what is asked. {advice}"


def _wrong_steps(forward: ForwardPass, given: tuple, beside: Mapping[str, Call]) -> set[str]:
    """The learner's own functions that give something else than they should for what comes to them."""
    wrong, before = set(), None
    for step in forward.steps:
        arguments = step.arguments(given, before)
        (right,) = _ours(step, [arguments])
        before = _theirs(step, beside[step.name], [arguments])[0] if step.name in beside else right
        if any(a.shape != b.shape for a, b in zip(before, right, strict=True)):
            raise _UnknownError
        if any(error_between(a, b) > IS_WRONG for a, b in zip(before, right, strict=True)):
            wrong.add(step.name)
    return wrong


def _agreeing(exercise: Exercise, inputs: list[tuple], wrong: set[int], call: Call, beside) -> set[int]:
    """The outputs in which the learner's gradients are those of the learner's forward pass, and are not right."""
    forward, agreeing, not_right = exercise.forward_pass, set(wrong), set()
    for given in inputs:
        (outcome,) = _run(forward, [given], beside)
        probe = Probe(forward.backward_arguments(given, outcome))
        (answer,) = _arrays(call([probe]), len(exercise.outputs))
        right = as_arrays(exercise.reference(*probe.arguments), len(exercise.outputs))
        not_right |= {k for k in agreeing if not is_right(answer[k], right[k], exercise.tolerance)}
        for k in tuple(agreeing):
            slope = _central_differences(forward, given, forward.with_respect_to[k], beside)
            if not (slope.any() and is_right(answer[k], slope, AGREES)):
                agreeing.remove(k)
    return agreeing & not_right


def _central_differences(forward: ForwardPass, given: tuple, position: int, beside) -> np.ndarray:
    """The slopes of the loss of the learner's own forward pass along each entry of one of its inputs."""
    at, moved = given[position], []
    for i in np.ndindex(at.shape):
        for h in (H, -H):
            array = at.copy()
            array[i] += h
            moved.append((*given[:position], array, *given[position + 1 :]))
    outcomes = _run(forward, moved, beside)
    losses = np.array([forward.loss(inputs, outcome) for inputs, outcome in zip(moved, outcomes, strict=True)])
    return ((losses[::2] - losses[1::2]) / (2 * H)).reshape(at.shape)


def _run(forward: ForwardPass, inputs: list[tuple], beside: Mapping[str, Call]) -> list[list[np.ndarray]]:
    """What the last step gives for each of these inputs; a step that the learner has not written is ours."""
    outcomes = [None] * len(inputs)
    for step in forward.steps:
        arguments = [step.arguments(given, before) for given, before in zip(inputs, outcomes, strict=True)]
        own = step.name in beside
        outcomes = _theirs(step, beside[step.name], arguments) if own else _ours(step, arguments)
        if any([a.shape for a in outcome] != [a.shape for a in outcomes[0]] for outcome in outcomes):
            raise _UnknownError
    return outcomes


def _ours(step: Step, arguments: list[tuple]) -> list[list[np.ndarray]]:
    function = step.function or EXERCISES[step.name].reference
    with np.errstate(all="ignore"):
        return [as_arrays(function(*those), step.n_outputs) for those in arguments]


def _theirs(step: Step, call: Call, arguments: list[tuple]) -> list[list[np.ndarray]]:
    return _arrays(call([Probe(those) for those in arguments]), step.n_outputs)


def _arrays(observed: list[Observation], n_outputs: int) -> list[list[np.ndarray]]:
    if any(observation.status != "returned" for observation in observed):
        raise _UnknownError
    try:
        return [as_arrays(observation.value, n_outputs) for observation in observed]
    except BadTypeError:
        raise _UnknownError from None
