"""Facts about values in words and numbers: praise, differences, small examples."""

import numpy as np

from .exercise import Output
from .judge import OutputResult
from .observe import Observation
from .trial import Trial
from .values import BadTypeError, as_arrays, is_finite, is_right

__all__ = ["differences", "praise", "short", "smallest_examples"]


TOO_LARGE = "Where could 0/0, or something too large, appear?"


def smallest_examples(trial: Trial, observed: list[Observation]) -> dict[str, str]:
    """For each output the first call with small whole numbers that goes wrong: what came, and what should have come."""
    exercise, examples, calls = trial.exercise, {}, set()
    for probe, observation in zip(trial.small_probes, observed, strict=False):
        try:
            got = as_arrays(observation.value, len(exercise.outputs))
        except BadTypeError:  # or nothing came, because it stopped
            continue
        right = trial.right(probe, got)
        call = f"{exercise.id}({', '.join(short(argument) for argument in probe.arguments)})"
        for k, output in enumerate(exercise.outputs):
            came, due = (_result(values[k], output) for values in (got, right))
            if not is_right(got[k], right[k], exercise.tolerance) and came != due:
                name = f"{output.name} of " if len(exercise.outputs) > 1 else ""
                text = f"For example, {name}{call} is {came} but should be {due}."
                if call in calls:
                    text = f"In the same call {output.name} is {came} but should be {due}."
                if examples.setdefault(output.name, text) is text:
                    calls.add(call)
    return examples


def praise(results: list[OutputResult]) -> list[str]:
    right = [result.name for result in results if result.right]
    return [f"Right already: {', '.join(right)}."] if right and len(right) < len(results) else []


def differences(results: list[OutputResult], examples: dict[str, str]) -> list[str]:
    """What differs in each of these results; of numbers that are not finite it is said once for all of them."""
    odd = [result for result in results if result.got is not None and not is_finite(result.got).all()]
    odd = [result for result in odd if not result.shape_is_wrong and result.probe is odd[0].probe]
    lines = []
    if len(odd) > 1:
        *first, last = [result.name for result in odd]
        about = f" ({odd[0].probe.about})" if odd[0].probe.about else ""
        lines = [f"{', '.join(first)} and {last} have numbers that are NaN or infinite{about}. {TOO_LARGE}"]
        lines += [examples[result.name] for result in odd if result.name in examples]
        results = [result for result in results if not any(result is other for other in odd)]
    return lines + [line for result in results for line in difference(result, examples.get(result.name, ""))]


def difference(result: OutputResult, example: str) -> list[str]:
    """What differs: what a judge found, the shape, an example in small numbers, or one of the numbers that differ."""
    if result.got is None:
        return result.facts
    got, expected = result.got, result.expected
    about = f" ({result.probe.about})" if result.probe.about else ""
    if result.shape_is_wrong:
        if not expected.shape:
            return [f"{result.name} has the shape {got.shape} but must be one number{about}."]
        if not got.shape:
            return [f"{result.name} is one number but must have the shape {expected.shape}{about}."]
        return [f"{result.name} has the shape {got.shape} but must have {expected.shape}{about}."]
    if not is_finite(got).all():
        text = f"{result.name} has numbers that are NaN or infinite{about}. "
        return [f"{text}{TOO_LARGE} {example}".rstrip()]
    if example:
        return [example]
    i = np.unravel_index(np.argmax(abs(got - expected)), expected.shape)
    place = f"[{', '.join(str(int(j)) for j in i)}]" if i else ""
    numbers = f"{_digits(got[i], expected[i])} but should be {_digits(expected[i], got[i])}"
    return [f"{result.name}{place} is {numbers}{about}."]


def _digits(value: float, other: float) -> str:
    """As many digits as it takes to tell the two apart, at least six; whole numbers whole."""
    if value == round(value) and abs(value) < 1e15:
        return f"{value:.0f}"
    return next((f"{value:.{n}g}" for n in (6, 9, 12) if f"{value:.{n}g}" != f"{other:.{n}g}"), repr(float(value)))


def _result(value: np.ndarray, output: Output) -> str:
    """A result as it is written by hand: True or False where the answer is one of these, though it came as 1 or 0."""
    if output.shape == "True or False" and value.ndim == 0 and value in (0, 1):
        return str(bool(value))
    return short(value)


def short(value) -> str:
    """An argument or a result as it is written by hand: [2, -0.5]."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return _list((value + 0.0).tolist())  # + 0.0 makes −0 a 0
    if isinstance(value, list):
        return f"[{', '.join(map(short, value))}]"
    return f"{value:.9g}" if isinstance(value, float) else repr(value)


def _list(value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_list, value))}]"
    return f"{value:.9g}" if value == round(value, 0) else f"{value:.4g}"
