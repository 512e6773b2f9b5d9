"""Decide from values what is right, what is wrong, and which known mistake gives exactly these values.

The learner's code is not called here. The order of the verdicts: what stopped the call, then exceptions, types, shapes,
numbers that are not finite, changed arguments, calls that do not repeat, and at last wrong values.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .compare import BadTypeError, as_arrays, error_between, is_same
from .exercise import Exercise, Mistake, Probe
from .observe import Observation
from .patterns import pattern_of

__all__ = ["Judgement", "OutputResult", "expected_values", "judge", "recognise_on", "right_values"]

UNCHANGED = 1e-12
# What Python says when something goes wrong, in part, and what to do then.
ADVICE = (
    ("is ambiguous", "An if takes one decision, and an array needs one for each entry: np.where does that."),
    (
        "can be converted to",
        "float(), int() and what is in math take one number; NumPy's functions take whole arrays.",
    ),
    ("for ^", "^ is no power in Python; a squared is a**2."),
    ("'bitwise_xor'", "^ is no power in Python; a squared is a**2."),
    ("recursion", "It calls itself without an end."),
)


@dataclass
class OutputResult:
    """How one output did over all probes: right, or the first probe where it is not."""

    name: str
    right: bool = True
    probe: int = -1
    got: np.ndarray | None = None
    expected: np.ndarray | None = None
    largest_error: float = 0.0

    @property
    def shape_is_wrong(self) -> bool:
        return self.got is not None and self.got.shape != self.expected.shape


@dataclass
class Judgement:
    """The verdict, its facts in words, the outputs one by one, and the mistakes that were recognised."""

    verdict: str
    facts: str = ""
    outputs: list[OutputResult] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    patterns: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def judge(exercise: Exercise, probes: list[Probe], observed: list[Observation]) -> Judgement:
    """The judgement of these observations of calls with these probes; the last probe repeats the first."""
    for i, observation in enumerate(observed):
        stopped = _judge_what_happened(exercise, probes[: i + 1], observation)
        if stopped:
            return stopped
    try:
        values, expected, results = _compare(exercise, probes, observed)
    except BadTypeError as problem:
        return Judgement("BAD_TYPE", f"{exercise.id} runs, but {problem}.")
    changed = _changed_argument(exercise, probes, observed)
    if changed:
        return Judgement("MUTATED_INPUT", changed, results)
    if not _repeats(values):
        text = "Called twice with the same arguments, it gives different values. Does it keep something between calls?"
        return Judgement("NONDETERMINISTIC", text, results)
    if all(result.right for result in results):
        return Judgement("CORRECT", outputs=results, notes=_notes(results, observed))
    mistakes, unexplained = _recognise(exercise, probes, values, results)
    patterns = []
    for k in sorted(unexplained):
        pairs = [(value[k], right[k]) for value, right in zip(values, expected, strict=True)]
        if text := pattern_of(pairs, exercise.tolerance):
            patterns.append(f"{results[k].name} {text}")
    return Judgement("WRONG", "", results, mistakes, patterns)


def _compare(exercise: Exercise, probes: list[Probe], observed: list[Observation]):
    """The values that came, those that are right, and how each output did. Raises BadTypeError."""
    values = [as_arrays(observation.value, len(exercise.outputs)) for observation in observed]
    expected = [right_values(exercise, probe, value) for probe, value in zip(probes, values, strict=True)]
    return values, expected, [_compare_output(exercise, k, values, expected) for k in range(len(exercise.outputs))]


def right_values(exercise: Exercise, probe: Probe, values: list[np.ndarray]) -> list[np.ndarray]:
    """What is right for this probe; where several answers are, in each entry the one nearest to what came."""
    expected = expected_values(exercise.reference, probe, exercise)
    for function in exercise.also_right:
        for k, other in enumerate(expected_values(function, probe, exercise)):
            if values[k].shape == other.shape:
                nearer = abs(values[k] - other) < abs(values[k] - expected[k])
                expected[k] = other * nearer + expected[k] * ~nearer
    return expected


def expected_values(function: Callable, probe: Probe, exercise: Exercise) -> list[np.ndarray] | None:
    """What a function of ours gives for this probe; None where a wrong one does not run."""
    try:
        with np.errstate(all="ignore"):
            return as_arrays(function(*copy.deepcopy(probe.arguments)), len(exercise.outputs))
    except Exception:
        if function is exercise.reference:
            raise
        return None


def recognise_on(exercise: Exercise, probes: list[Probe], observed: list[Observation]) -> list[Mistake]:
    """The mistakes in these observations, where all calls returned numbers; else none."""
    if len(observed) < len(probes) or any(observation.status != "returned" for observation in observed):
        return []
    try:
        values, _, results = _compare(exercise, probes, observed)
    except BadTypeError:
        return []
    return _recognise(exercise, probes, values, results)[0]


def _recognise(exercise: Exercise, probes, values, results: list[OutputResult]) -> tuple[list[Mistake], set[int]]:
    """The fewest mistakes that give the learner's values in wrong outputs, on every probe; those none gives."""
    wrong = {k for k, result in enumerate(results) if not result.right}
    free = [_free_entries(exercise, probe) for probe in probes]
    explains = []
    for mistake in exercise.mistakes:
        theirs = [expected_values(mistake.function, probe, exercise) for probe in probes]
        if all(their is not None for their in theirs):
            calls = list(zip(values, theirs, free, strict=True))
            same = {k for k in wrong if all(is_same(v[k], t[k], f[k], exercise.tolerance) for v, t, f in calls)}
            explains.append((same, mistake))
    named, unexplained = [], wrong
    while best := max(explains, key=lambda pair: len(pair[0] & unexplained), default=None):
        if not best[0] & unexplained:
            break
        named.append(best[1])
        unexplained = unexplained - best[0]
    return named, unexplained


def _free_entries(exercise: Exercise, probe: Probe) -> list[np.ndarray]:
    """Where several answers are right, so that an entry says nothing about the mistake."""
    first = expected_values(exercise.reference, probe, exercise)
    others = [expected_values(function, probe, exercise) for function in exercise.also_right]
    return [sum((other[k] != first[k] for other in others), start=first[k] != first[k]) for k in range(len(first))]


def _judge_what_happened(exercise: Exercise, probes: list[Probe], observation: Observation) -> Judgement | None:
    """A verdict for a call that did not return, the one with the last of these probes."""
    if observation.status == "returned":
        return None
    if observation.still_running:
        text = "It did not come to an end and could not be stopped: it still runs and makes everything else slow."
        return Judgement("TIMEOUT", f"{text} Restart the kernel (menu Kernel). Does one call take very long?")
    if observation.status == "timeout":
        return Judgement("TIMEOUT", "It did not come to an end and was stopped. Is there a loop that never ends?")
    if observation.status == "flood":
        return Judgement("OUTPUT_FLOOD", "It printed without end and was stopped. Take the print out of the loop.")
    if observation.status == "policy":
        text = "It calls bplib's own code. Here you write the function yourself, with NumPy alone."
        return Judgement("POLICY", text)
    if observation.error_type == "NotImplementedError":
        return Judgement(
            "NOT_ATTEMPTED", "Replace the line with raise by your own code, then run that cell and this check."
        )
    where = f" ({observation.error_line})" if observation.error_line else ""
    text = f"{observation.error_type}{where}: {observation.error_text}".rstrip(": ").rstrip(".") + "."
    advice = [sentence for part, sentence in ADVICE if part in observation.error_text]
    return Judgement("RAISED", " ".join([text, _call_in_words(exercise, probes), *advice[:1]]))


def _call_in_words(exercise: Exercise, probes: list[Probe]) -> str:
    """With which arguments it stopped, and with which it did not."""

    def shapes(probe):
        parts = [f"shape {np.shape(value)}" if hasattr(value, "shape") else repr(value) for value in probe.arguments]
        if len(set(parts)) == 1:
            return f"{' and '.join(exercise.parameters)} of {parts[0]}"
        return ", ".join(f"{name}: {part}" for name, part in zip(exercise.parameters, parts, strict=True))

    *ran, stopped = [shapes(probe) for probe in probes]
    number = " That is a single number: any shape may come." if np.shape(probes[-1].arguments[0]) == () else ""
    return f"It was called with {stopped}.{number}" + (f" With {ran[0]} it ran." if ran else "")


def _compare_output(exercise: Exercise, k: int, values, expected) -> OutputResult:
    result = OutputResult(exercise.outputs[k].name)
    for i, (value, right) in enumerate(zip(values, expected, strict=True)):
        error = error_between(value[k], right[k])
        result.largest_error = max(result.largest_error, error)
        if result.right and error > exercise.tolerance:
            result.right, result.probe, result.got, result.expected = False, i, value[k], right[k]
    return result


def _changed_argument(exercise: Exercise, probes, observed) -> str:
    for probe, observation in zip(probes, observed, strict=True):
        pairs = zip(exercise.parameters, probe.arguments, observation.arguments_after, strict=True)
        for name, before, after in pairs:
            if isinstance(before, np.ndarray) and (
                after.shape != before.shape or abs(after - before).max(initial=0) > UNCHANGED
            ):
                return (
                    f"It changes its argument {name}, which belongs to whoever calls it. Work on a copy, or write the "
                    f"result into a new array: {name} * 2 makes one, {name} *= 2 does not."
                )
    return ""


def _repeats(values: list[list[np.ndarray]]) -> bool:
    """The last call had the arguments of the first."""
    return all(is_same(a, b, a != a, 0.0) for a, b in zip(values[0], values[-1], strict=True))


def _notes(results: list[OutputResult], observed: list[Observation]) -> list[str]:
    notes = []
    if max(result.largest_error for result in results) > 1e-9:
        notes.append("It is right to about seven digits only. Somewhere it computes in float32; float64 has sixteen.")
    warned = [text for observation in observed for text in observation.warned]
    if warned:
        notes.append(f"NumPy warned on the way: {warned[0]}. The result is right all the same.")
    return notes
