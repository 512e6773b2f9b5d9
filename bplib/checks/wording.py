"""Facts about values in words and numbers: differences, calls, small counterexamples."""

import numpy as np

from .exercise import Exercise
from .judge import OutputResult, right_values
from .observe import Observation
from .values import BadTypeError, as_arrays, is_right

__all__ = ["difference", "short", "smallest_counterexample"]


def difference(result: OutputResult) -> str:
    """How an output that is wrong differs from what it should be: by its shape, or in its worst entry."""
    got, expected = result.got, result.expected
    if got.shape != expected.shape:
        return f"{result.name} has {_shape(got)} but must have {_shape(expected)}{_about(result)}."
    if not np.isfinite(got).all():
        question = "Where could 0/0, or something too large, appear?"
        return f"{result.name} has numbers that are NaN or infinite{_about(result)}. {question}"
    i = np.unravel_index(np.argmax(np.abs(got - expected)), expected.shape)
    place = f"[{', '.join(str(int(j)) for j in i)}]" if i else ""
    return f"{result.name}{place} is {_digits(got[i], expected[i])} but should be {_digits(expected[i], got[i])}{_about(result)}."


def _about(result: OutputResult) -> str:
    return f" ({result.probe.about})" if result.probe and result.probe.about else ""


def _shape(array: np.ndarray) -> str:
    return f"the shape {array.shape}" if array.ndim else "the shape (), as a single number has it,"


def _digits(value: float, other: float) -> str:
    """As many digits as it takes to tell the two apart, at least six; whole numbers whole."""
    if value == round(value) and abs(value) < 1e15:
        return f"{value:.0f}"
    return next((f"{value:.{n}g}" for n in (6, 9, 12) if f"{value:.{n}g}" != f"{other:.{n}g}"), repr(float(value)))


def smallest_counterexample(exercise: Exercise, observed: list[Observation]) -> str:
    """The first call with small whole numbers that goes wrong, with what came and what should have come."""
    for probe, observation in zip(exercise.small_probes, observed, strict=False):
        call = f"{exercise.id}({', '.join(short(argument) for argument in probe.arguments)})"
        try:
            got = as_arrays(observation.value, len(exercise.outputs))
        except BadTypeError:
            continue
        right = right_values(exercise, probe, got)
        for k, output in enumerate(exercise.outputs):
            if not is_right(got[k], right[k], exercise.tolerance):
                name = f"{output.name} of " if len(exercise.outputs) > 1 else ""
                return f"A small example: {name}{call} should be {short(right[k])} and is {short(got[k])}."
    return ""


def short(value) -> str:
    """An argument or a result in one line; whole numbers as whole numbers."""
    if isinstance(value, (list, tuple)):
        inside = ", ".join(short(part) for part in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside}{',' * (len(value) == 1)})"
    if not isinstance(value, (np.ndarray, np.generic, int, float)):
        return repr(value)
    text = np.array2string(np.asarray(value), separator=", ", formatter={"all": _number})
    return " ".join(text.split())


def _number(value) -> str:
    if value == round(value, 0) and abs(value) < 1e9:
        return f"{value:.0f}"
    return f"{value:.4g}"
